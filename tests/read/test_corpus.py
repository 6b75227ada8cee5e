"""Every case that fuzzing began with or found gives an article or a reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from factcheck.errors import ArticleError
from factcheck.read.files import decode
from factcheck.read.html import read_html
from factcheck.read.mail import read_mail
from factcheck.read.news_json import read_json, read_jsonl
from factcheck.read.news_xml import read_xml
from factcheck.read.plain import read_markdown, read_text
from factcheck.read.word import read_word
from factcheck.types import Article, Skipped
from tests import loaded

CORPUS = Path(__file__).resolve().parents[2] / "fuzz" / "corpus"
READERS = {
    "text": read_text, "markdown": read_markdown, "html": read_html, "json": read_json, "jsonl": read_jsonl,
    "xml": read_xml, "mail": read_mail,
}  # fmt: skip


def assert_told(found: Article | Sequence[Article | Skipped]) -> None:
    """Each is an article whose passages lie in its text, or a reason."""
    for one in [found] if isinstance(found, Article) else found:
        if isinstance(one, Article):
            assert all(0 <= p.span.start < p.span.end <= len(one.text) for p in one.passages)
        else:
            assert one.reason


@pytest.mark.parametrize("file", sorted(CORPUS.glob("*/*")), ids=lambda f: f"{f.parent.name}/{f.name}")
def test_a_kept_case_is_read_or_refused(file: Path) -> None:
    try:
        if file.parent.name == "word":
            found = read_word(file.read_bytes(), "folder/file", loaded.compiled().layout)
        else:
            found = READERS[file.parent.name](decode(file.read_bytes())[0], "folder/file", loaded.compiled().layout)
    except ArticleError:
        return
    assert_told(found)
