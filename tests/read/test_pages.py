"""Pages built as those of news sites are: their story is that of their plain text, and nothing around it is claimed."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.read.html import read_html
from factcheck.types import Article, Part
from tests import loaded
from tests.read.pages import Saved, saved_pages

PAGES = saved_pages()


def passages(page: Saved) -> tuple[Article, list[str]]:
    article = read_html(page.html, "pages/page.html", loaded.compiled().layout)
    told = [article.text[p.span.start : p.span.end] for p in article.passages if p.part is not Part.ASIDE]
    return article, [" ".join(text.split()) for text in told]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_the_story_of_a_page_is_that_of_its_plain_text(page: Saved) -> None:
    assert passages(page)[1] == list(page.story)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_offsets_are_those_of_the_file(page: Saved) -> None:
    article = passages(page)[0]
    assert len(article.text) == len(page.html)
    whole = [text for text in page.story if "lundi" not in text and "«" not in text]
    assert all(page.html.find(text) in {p.span.start for p in article.passages} or text in page.html for text in whole)
    for passage in article.passages:
        first = article.text[passage.span.start : passage.span.end].split()[0]
        assert (
            first == page.html[passage.span.start : passage.span.start + len(first)]
            or "&" in page.html[passage.span.start :][:40]
        )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_a_page_says_what_it_is(page: Saved) -> None:
    article = passages(page)[0]
    assert article.title == page.title
    assert article.outlet == "Le Phare du Soir"
    assert article.authors == ("Anne Tiriel",)
    assert article.identifier == f"https://phare.example/{PAGES.index(page)}"
    assert article.published == date(2024, 2, 10 + PAGES.index(page))
    assert article.updated is not None
    assert (article.updated.hour, article.updated.minute) == (9, 45)


def test_without_a_library_that_finds_a_story_the_elements_of_the_page_tell() -> None:
    page = PAGES[0]
    short = page.html.replace("".join(page.html.partition("<p>Selon")[1:]).partition("</article>")[0], "")
    assert page.title in passages(Saved(short, page.title, ()))[1]
