"""Every case that fuzzing began with or found gives an article or a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.errors import ArticleError
from factcheck.read.files import decode
from factcheck.read.html import read_html
from factcheck.read.plain import read_markdown, read_text
from factcheck.read.records import read_json, read_jsonl, read_mail, read_xml
from factcheck.read.word import read_word
from tests import loaded

CORPUS = Path(__file__).resolve().parents[2] / "fuzz" / "corpus"
READERS = {
    "text": read_text, "markdown": read_markdown, "html": read_html, "json": read_json, "jsonl": read_jsonl,
    "xml": read_xml, "mail": read_mail,
}  # fmt: skip


@pytest.mark.parametrize("file", sorted(CORPUS.glob("*/*")), ids=lambda f: f"{f.parent.name}/{f.name}")
def test_a_kept_case_is_read_or_refused(file: Path) -> None:
    try:
        if file.parent.name == "word":
            found = read_word(file.read_bytes(), "folder/file", loaded.compiled().layout)
        else:
            found = READERS[file.parent.name](decode(file.read_bytes())[0], "folder/file", loaded.compiled().layout)
    except ArticleError:
        return
    for article in found if isinstance(found, list) else [found]:
        assert all(0 <= p.span.start < p.span.end <= len(article.text) for p in article.passages)
