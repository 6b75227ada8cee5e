"""Saved pages claim what their plain text claims, and nothing of what surrounds it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from factcheck.normalise import normalise
from factcheck.pipeline import extract
from factcheck.read import read
from factcheck.types import Article, Claim, Part, Span
from tests import loaded
from tests.read.pages import STORY, TITLE, pages

PAGES = dict(pages())


def article_of(folder: Path, name: str, source: str) -> Article:
    (folder / name).write_text(source, encoding="utf-8")
    ((article,), skipped) = read([folder], loaded.compiled().layout)
    assert skipped == ()
    return replace(article, published=date(2024, 3, 6))


def shown(article: Article, span: Span) -> str:
    """The words of a span as a reader sees them: a tag that ends before a comma leaves blanks in its place."""
    return re.sub(r" ([,.])", r"\1", " ".join(article.text[span.start : span.end].split()))


def claimed(article: Article) -> list[tuple[str, str, str]]:
    grammars = loaded.compiled()
    claims = normalise([article], [extract(article, grammars, loaded.parser())], grammars).claims

    def words(claim: Claim) -> str:
        return shown(article, claim.span)

    return sorted((c.slot.value, words(c), str(c.value)) for c in claims)


def test_there_are_ten() -> None:
    assert len(PAGES) == 10


@pytest.mark.parametrize("name", PAGES)
def test_a_page_claims_what_its_text_claims(tmp_path: Path, name: str) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "text").mkdir()
    page = article_of(tmp_path / "page", f"{name}.html", PAGES[name])
    plain = article_of(tmp_path / "text", "plain.txt", "\n\n".join([TITLE, *STORY]))
    story = [p for p in page.passages if p.part is not Part.ASIDE]
    assert [shown(page, p.span) for p in story] == [TITLE, *STORY]
    assert claimed(page) == claimed(plain) != []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_of_itself_who_and_when(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.html").write_text(PAGES[name], encoding="utf-8")
    ((article,), _) = read([tmp_path], loaded.compiled().layout)
    assert (article.outlet, str(article.published), article.title) == ("Le Courrier", "2024-03-06", TITLE)
    if "dateModified" in PAGES[name]:
        assert article.updated is not None and article.updated.hour == 10
        assert article.authors == ("Ana Petit",)
