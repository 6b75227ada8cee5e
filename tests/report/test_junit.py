"""The clusters as test cases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from junitparser import Failure, Skipped

from factcheck.report import junit
from factcheck.types import Review, State
from tests.report.formats import FILES, valid_junit
from tests.report.sample import REVIEW


def outcomes(review: Review) -> dict[str, str]:
    """What became of the case of each cluster or file: "passed", "failed: …" or "skipped: …"."""
    found = {}
    for case in valid_junit(junit.render(review, FILES)):
        told = [
            f"{'failed' if isinstance(r, Failure) else 'skipped'}: {r.message}"
            for r in case.result
            if isinstance(r, Failure | Skipped)
        ]
        found[str(case.name).split()[0]] = told[0] if told else "passed"
    return found


def test_each_cluster_and_each_skipped_file_is_a_case() -> None:
    assert outcomes(REVIEW) == {
        "q-post": "skipped: false-alarm: both posts are hers, says the site (director ≠ deputy director)",
        "q-injured": "failed: 12 ≠ 17 or more",
        "q-toll": "passed",
        "q-day": "passed",
        "q-hour": "passed",
        "valmy/photo.jpg": "skipped: not a format that is read (.md, .txt)",
    }


def test_a_failure_says_where_each_value_stands() -> None:
    (failure,) = [r for case in valid_junit(junit.render(REVIEW, FILES)) for r in case.result if isinstance(r, Failure)]
    for line in ("articles/valmy/nord (1).txt:4", "articles/valmy/soir_2025-03-04.txt:1", "articles/valmy/ouest.md:3"):
        assert line in str(failure.text)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (None, "failed: 12 ≠ 17 or more"),
        (State.NEW, "failed: 12 ≠ 17 or more"),
        (State.CHANGED, "failed: 12 ≠ 17 or more"),
        (State.UNCHANGED, "skipped: known: 12 ≠ 17 or more"),
    ],
)
def test_what_is_known_is_skipped(state: State | None, told: str) -> None:
    review = replace(REVIEW, findings=(replace(REVIEW.findings[0], state=state),))
    assert outcomes(review)["q-injured"] == told


def test_a_conflict_that_the_change_does_not_touch_is_skipped() -> None:
    review = replace(REVIEW, findings=REVIEW.findings[:1])
    assert outcomes(review)["q-post"] == "skipped: not told: it rests on no article that changed"
    assert len(outcomes(review)) == 6
