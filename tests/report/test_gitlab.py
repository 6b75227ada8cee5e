"""A code quality report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factcheck.report import gitlab
from factcheck.types import Severity, State
from tests.report.formats import FILES, valid_gitlab
from tests.report.sample import REVIEW


def test_an_issue_says_what_and_where() -> None:
    (issue,) = valid_gitlab(gitlab.render(REVIEW, FILES))
    assert (issue.location.path, issue.location.lines.begin) == ("articles/valmy/nord (1).txt", 4)
    assert (issue.fingerprint, issue.check_name) == ("0123456789abcdef", "factcheck/quantity")
    assert "17 or more: Ouest & Cie (articles/valmy/ouest.md:3)" in issue.description


@pytest.mark.parametrize("state", [None, *State])
def test_known_conflicts_are_issues_too(state: State | None) -> None:
    """GitLab tells itself which are new: it compares the fingerprints with those of the branch it merges into."""
    review = replace(REVIEW, findings=(replace(REVIEW.findings[0], state=state),))
    assert len(valid_gitlab(gitlab.render(review, FILES))) == 1


@pytest.mark.parametrize(
    ("severity", "told"), [("high", "critical"), ("medium", "major"), ("low", "minor"), (None, "info")]
)
def test_each_severity_has_its_name(severity: Severity | None, told: str) -> None:
    finding = REVIEW.findings[0]
    review = replace(REVIEW, findings=(replace(finding, cluster=replace(finding.cluster, severity=severity)),))
    assert valid_gitlab(gitlab.render(review, FILES))[0].severity == told


def test_an_extracted_text_is_told_of() -> None:
    extracted = tuple(replace(article, offsets_in="extracted-text") for article in REVIEW.report.articles)
    (issue,) = valid_gitlab(gitlab.render(replace(REVIEW, report=replace(REVIEW.report, articles=extracted)), FILES))
    assert issue.location.lines.begin == 1
    assert "in the text extracted from it" in issue.description
