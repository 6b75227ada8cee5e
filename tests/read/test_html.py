"""Saved web pages: the story is read where it stands, what is around it is not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import ArticleError
from factcheck.read.html import read_html
from factcheck.read.passages import Layout
from factcheck.types import Article, Part
from tests import loaded

STORY = "Le conseil municipal a voté le budget du pont, a annoncé le maire à la fin de la séance."
PAGE = f"""\
<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8">
<title>Le pont rouvre | Le Petit Phare</title>
<meta property="og:site_name" content="Le Petit Phare">
<meta property="article:published_time" content="2024-05-03T18:20:00+02:00">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Le pont rouvre lundi",
"datePublished": "2024-05-03T18:20:00+02:00", "publisher": {{"@type": "Organization", "name": "Le Petit Phare"}}}}</script>
<style>p {{ color: red }}</style></head>
<body><nav><a href="/">Accueil</a> <a href="/sport">Sport</a></nav>
<header><p>Abonnez-vous pour un euro.</p></header>
<article><h1>Le pont rouvre lundi</h1>
<p>{STORY}</p>
<aside><p>Les abris de bus seront repeints en mai.</p></aside>
<p>La d&eacute;cision est &laquo; sage &raquo;, dit <b>une habitante</b> du quai des Tilleuls, qui attend depuis un an.</p>
</article>
<div class="newsletter-box"><p>Recevez notre lettre chaque matin dans votre messagerie.</p></div>
<footer><p>Tous droits réservés.</p></footer></body></html>
"""


def article(page: str = PAGE) -> Article:
    return read_html(page, "pont/page.html", Layout(()))


def story(found: Article) -> str:
    pieces = [found.text[p.span.start : p.span.end] for p in found.passages if p.part is not Part.ASIDE]
    return " ".join(" ".join(pieces).split())


def test_the_page_says_what_it_is() -> None:
    found = article()
    assert found.title == "Le pont rouvre lundi"
    assert found.outlet == "Le Petit Phare"
    assert (found.published, found.published_from) == (date(2024, 5, 3), "front-matter")


def test_the_story_is_read_and_nothing_around_it() -> None:
    told = story(article())
    assert STORY in told
    assert "une habitante" in told
    for around in ("Accueil", "Abonnez", "abris de bus", "Recevez", "droits", "color", "datePublished", "NewsArticle"):
        assert around not in told


def test_offsets_are_those_of_the_file() -> None:
    found = article()
    assert len(found.text) == len(PAGE)
    start = PAGE.index(STORY)
    assert found.text[start : start + len(STORY)] == STORY
    assert found.text.index("une habitante") == PAGE.index("une habitante")
    assert any(p.span.start == start and p.span.end == start + len(STORY) for p in found.passages)


def test_lines_are_those_of_the_file() -> None:
    assert [i for i, c in enumerate(article().text) if c == "\n"] == [i for i, c in enumerate(PAGE) if c == "\n"]


def test_an_entity_is_its_character() -> None:
    assert "«" in story(article())
    assert "&laquo;" not in article().text


CORRECTION = "Rectificatif : une première version de cet article parlait de deux ponts, il n’y en a qu’un."


@pytest.mark.parametrize(
    "box",
    [
        "<aside class='correction'><p>{}</p></aside>", "<div class='article__correction'><p>{}</p></div>",
        "<p class='erratum'>{}</p>", "<section id='rectificatif'><p>{}</p></section>", "<p><em>{}</em></p>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("first", [True, False])
def test_a_correction_is_part_of_the_story(box: str, first: bool) -> None:
    paragraphs = "".join(
        f"<p>{STORY} Il a fallu {n} séances, et {n + 1} votes, pour en arriver là.</p>" for n in range(5)
    )
    corrected = box.format(CORRECTION)
    page = f"<article><h1>Le pont rouvre</h1>{corrected if first else ''}{paragraphs}{'' if first else corrected}</article>"
    found = article(f"<html><body>{page}<aside class='related'><p>Les abris de bus repeints</p></aside></body></html>")
    assert CORRECTION in story(found)
    assert "abris de bus" not in story(found)


def test_nothing_after_the_boilerplate_of_a_company_belongs_to_the_story() -> None:
    page = PAGE.replace(
        "</article>", "<p>À propos d’Alpha Énergie</p><p>Alpha emploie 300 personnes à Nantes.</p></article>"
    )
    found = read_html(page, "pont/page.html", loaded.compiled().layout)
    assert STORY in story(found)
    assert "Nantes" not in story(found)


def test_an_address_of_the_whole_site_is_not_that_of_the_article() -> None:
    page = PAGE.replace("<style>", '<link rel="canonical" href="https://phare.example/">{}<style>')
    assert article(page.replace("{}", "")).identifier is None
    named = page.replace("{}", '<meta property="og:url" content="https://phare.example/pont.html">')
    assert article(named).identifier == "https://phare.example/pont.html"


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><body><nav>Accueil</nav></body></html>",
        "<div>" * 1000 + "x" + "</div>" * 1000,
    ],
    ids=["empty", "navigation alone", "deep"],
)
def test_a_page_without_a_story_is_an_article_error(page: str) -> None:
    with pytest.raises(ArticleError):
        article(page)


@given(st.text(alphabet="<>/&;=\"'! \nabdeipé#x0-[]{}:,", max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = article(text)
    except ArticleError:
        return
    assert len(found.text) == len(text)
    assert all(0 <= p.span.start < p.span.end <= len(text) for p in found.passages)
