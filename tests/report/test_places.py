"""Which passage of a finding comes first, and where it stands: lines and columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from factcheck.report.places import Place, Places, Region, short, told, way
from factcheck.types import Article, Evidence, Finding, Report, Review, Span, Stance, Variant
from tests.report.formats import FILES
from tests.report.sample import CLUSTERS, REVIEW


def places(review: Review) -> tuple[Place, ...]:
    return Places.of(review, FILES).of_finding(review.findings[0])


def region(text: str, words: str) -> Region:
    """Where ``words`` stand in an article with ``text``."""
    start = text.index(words)
    span = Span(start, start + len(words))
    evidence = Evidence("a", span, words, span, None, Stance.ASSERTED, "r")
    cluster = replace(CLUSTERS[1], variants=(Variant("v", (evidence,), 1),))
    report = Report((Article("a", "f/a.txt", text, ()),), (), (), (cluster,), (), {})
    return places(Review(report, (Finding(cluster, "01"),)))[0].region


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("douze", "douze", (1, 1, 1, 6)),
        ("a\nb douze c", "douze", (2, 3, 2, 8)),
        ("a\r\nb douze", "douze", (2, 3, 2, 8)),
        ("a\rb douze", "douze", (2, 3, 2, 8)),
        ("a\n\r\n\rb douze", "douze", (4, 3, 4, 8)),
        ("é𐐀œ douze", "douze", (1, 5, 1, 10)),
        ("vingt\ndeux blessés", "vingt\ndeux", (1, 1, 2, 5)),
        ("vingt\r\ndeux", "vingt\r\ndeux", (1, 1, 2, 5)),
    ],
)
def test_lines_and_columns(text: str, words: str, expected: tuple[int, int, int, int]) -> None:
    assert region(text, words) == Region(*expected)


@pytest.mark.parametrize(
    ("changed", "first"),
    [
        ({"valmy/nord (1).txt"}, "nord (1).txt"),
        ({"valmy/ouest.md"}, "ouest.md"),
        ({"valmy/soir_2025-03-04.txt"}, "soir_2025-03-04.txt"),
        ({"valmy/nord (1).txt", "valmy/soir_2025-03-04.txt"}, "soir_2025-03-04.txt"),  # the one published last
        (set(), "ouest.md"),  # of two of one day, the first by name
        (None, "ouest.md"),
    ],
)
def test_the_first_place_is_in_an_article_that_changed(changed: set[str] | None, first: str) -> None:
    review = replace(REVIEW, changed=None if changed is None else frozenset(changed))
    found = [place.file.rpartition("/")[2] for place in places(review)]
    assert found[0] == first
    assert sorted(found) == ["nord (1).txt", "ouest.md", "soir_2025-03-04.txt"]


def with_origins(first: int, second: int) -> Review:
    one, other = CLUSTERS[1].variants
    cluster = replace(CLUSTERS[1], variants=(replace(one, origins=first), replace(other, origins=second)))
    return replace(REVIEW, changed=None, findings=(Finding(cluster, "01"),))


def test_else_it_gives_the_value_of_the_fewest_origins() -> None:
    assert [place.value for place in places(with_origins(3, 1))] == ["17 or more", "12", "12"]
    assert [place.value for place in places(with_origins(1, 2))] == ["12", "12", "17 or more"]


def test_an_undated_article_comes_after_those_with_a_day() -> None:
    articles = tuple(replace(a, published=None if a.id == "a3" else date(2025, 3, 3)) for a in REVIEW.report.articles)
    review = with_origins(1, 2)
    found = places(replace(review, report=replace(review.report, articles=articles)))
    assert [place.article.id for place in found] == ["a1", "a3", "a2"]


def test_an_extracted_text_has_no_lines() -> None:
    extracted = tuple(replace(article, offsets_in="extracted-text") for article in REVIEW.report.articles)
    review = replace(REVIEW, report=replace(REVIEW.report, articles=extracted))
    found = places(review)
    assert {place.region for place in found} == {Region(1, 1, 1, 1)}
    assert told(review.findings[0], found).count("in the text extracted from it") == 3


def test_without_a_way_to_the_file_the_path_of_the_article_stands() -> None:
    found = Places.of(REVIEW, {}).of_finding(REVIEW.findings[0])
    assert found[0].file == "valmy/nord (1).txt"


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("a/l’été  1.txt", "a/l’été  1.txt"),
        ("a\u00a0b", "a\u00a0b"),
        ("a\nb", "a\ufffdb"),
        ("a\x1b[31m", "a\ufffd[31m"),
        ("a\u202eb\udc80", "a\ufffdb\ufffd"),
    ],
)
def test_a_way_keeps_what_a_file_name_has_and_hides_nothing(path: str, kept: str) -> None:
    assert way(path) == kept


def test_long_words_are_cut() -> None:
    assert short("a" * 301) == "a" * 299 + "…"
    assert short("un\n mot") == "un mot"
