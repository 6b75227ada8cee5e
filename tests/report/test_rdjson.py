"""Diagnostics for reviewdog."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factcheck.report import rdjson
from factcheck.types import Review, Severity
from tests.report.formats import FILES, Diagnostic, Position, valid_rdjson
from tests.report.sample import ARTICLES, REVIEW


def diagnostic(review: Review) -> Diagnostic:
    (found,) = valid_rdjson(rdjson.render(review, FILES))
    return found


def test_a_diagnostic_says_what_and_where() -> None:
    found = diagnostic(REVIEW)
    assert (found.location.path, found.code.value) == ("articles/valmy/nord (1).txt", "quantity/disjoint-intervals")
    assert [(r.location.path, r.message) for r in found.relatedLocations] == [
        ("articles/valmy/ouest.md", "Ouest & Cie: 17 or more"),
        ("articles/valmy/soir_2025-03-04.txt", "soir_2025-03-04.txt: 12"),
    ]


@pytest.mark.parametrize("article", [0, 1, 2], ids=lambda n: ARTICLES[n].path)
def test_columns_count_bytes(article: int) -> None:
    """Cut from the bytes of the file, the range gives the words back."""
    changed = ARTICLES[article]
    place = diagnostic(replace(REVIEW, changed=frozenset({changed.path}))).location.range
    lines = changed.text.encode().splitlines()
    words = lines[place.start.line - 1][place.start.column - 1 : place.end.column - 1].decode()
    assert place.start.line == place.end.line
    assert words == ("12 blessés", "au moins dix-sept blessés", "douze blessés")[article]


@pytest.mark.parametrize(
    ("severity", "told"), [("high", "ERROR"), ("medium", "WARNING"), ("low", "INFO"), (None, "INFO")]
)
def test_each_severity_has_its_name(severity: Severity | None, told: str) -> None:
    finding = REVIEW.findings[0]
    review = replace(REVIEW, findings=(replace(finding, cluster=replace(finding.cluster, severity=severity)),))
    assert diagnostic(review).severity == told


def test_an_extracted_text_is_told_of_on_the_first_line() -> None:
    extracted = tuple(replace(article, offsets_in="extracted-text") for article in ARTICLES)
    found = diagnostic(replace(REVIEW, report=replace(REVIEW.report, articles=extracted)))
    assert found.location.range.start == found.location.range.end == Position(line=1, column=1)
    assert "in the text extracted from it" in found.message
