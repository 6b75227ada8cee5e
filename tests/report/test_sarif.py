"""Findings as SARIF."""

from __future__ import annotations

import importlib.metadata
import json
from dataclasses import replace
from typing import Any

import pytest

from factcheck import versions
from factcheck.report import sarif
from factcheck.types import Review, Severity, Slot, State
from tests.report.formats import FILES, valid_sarif
from tests.report.sample import REVIEW


def results(review: Review) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = valid_sarif(sarif.render(review, FILES))["results"]
    return found


def where(location: dict[str, Any]) -> tuple[str, dict[str, int]]:
    physical = location["physicalLocation"]
    return physical["artifactLocation"]["uri"], physical["region"]


def test_the_first_place_and_the_others() -> None:
    result = results(REVIEW)[0]
    region = {"startLine": 4, "startColumn": 15, "endLine": 4, "endColumn": 25}
    assert where(result["locations"][0]) == ("articles/valmy/nord%20%281%29.txt", region)
    assert [where(place)[0] for place in result["relatedLocations"]] == [
        "articles/valmy/ouest.md",
        "articles/valmy/soir_2025-03-04.txt",
    ]
    assert "[Ouest & Cie, articles/valmy/ouest.md:3](1): 17 or more." in result["message"]["text"]


def test_states_and_acknowledgements() -> None:
    new, known, gone = results(REVIEW)
    assert [r["baselineState"] for r in (new, known, gone)] == ["new", "unchanged", "absent"]
    assert [r["suppressions"] for r in (new, gone)] == [[], []]
    assert known["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "false-alarm: both posts are hers, says the site (A. Desk), until 2025-06-30",
        }
    ]


@pytest.mark.parametrize(
    ("state", "told"),
    [(State.NEW, "new"), (State.UNCHANGED, "unchanged"), (State.CHANGED, "updated"), (None, None)],
)
def test_each_state_has_its_name(state: State | None, told: str | None) -> None:
    review = replace(REVIEW, findings=(replace(REVIEW.findings[0], state=state),), resolved=())
    assert results(review)[0].get("baselineState") == told


@pytest.mark.parametrize(
    ("severity", "level"), [("high", "error"), ("medium", "warning"), ("low", "note"), (None, "note")]
)
def test_each_severity_has_its_level(severity: Severity | None, level: str) -> None:
    finding = REVIEW.findings[0]
    review = replace(REVIEW, findings=(replace(finding, cluster=replace(finding.cluster, severity=severity)),))
    assert results(review)[0]["level"] == level


def test_a_resolved_conflict_stands_in_the_baseline() -> None:
    """No article tells it any more, and a result must stand somewhere."""
    gone = results(REVIEW)[-1]
    assert where(gone["locations"][0])[0] == "factcheck-baseline.json"
    assert (gone["kind"], gone["level"]) == ("pass", "none")
    assert "When did Valmy open?" in gone["message"]["text"] and "1912 ≠ 1921" in gone["message"]["text"]


def test_there_is_a_rule_for_each_slot() -> None:
    rules = valid_sarif(sarif.render(REVIEW, FILES))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [f"conflict/{slot}" for slot in Slot]
    assert {result["ruleId"] for result in results(REVIEW)} == {"conflict/quantity", "conflict/role", "conflict/date"}


def test_brackets_and_braces_are_words() -> None:
    cluster = replace(REVIEW.findings[0].cluster, question=r"Who [sic] said \{0}?")
    review = replace(REVIEW, findings=(replace(REVIEW.findings[0], cluster=cluster),))
    assert results(review)[0]["message"]["text"].startswith(r"Who \[sic\] said \\{{0}}?")


def test_an_extracted_text_is_told_of() -> None:
    extracted = tuple(replace(article, offsets_in="extracted-text") for article in REVIEW.report.articles)
    result = results(replace(REVIEW, report=replace(REVIEW.report, articles=extracted)))[0]
    assert where(result["locations"][0])[1] == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
    assert "extracted from the file" in result["message"]["text"]


def test_a_skipped_file_is_a_notification() -> None:
    (invocation,) = valid_sarif(sarif.render(REVIEW, FILES))["invocations"]
    assert invocation["executionSuccessful"] is True
    assert [n["message"]["text"] for n in invocation["toolExecutionNotifications"]] == [
        "valmy/photo.jpg was skipped: not a format that is read (.md, .txt)"
    ]


def test_a_program_that_is_not_installed_has_a_version_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(versions, "version", missing)
    assert json.loads(sarif.render(REVIEW, {}))["runs"][0]["tool"]["driver"]["semanticVersion"] == "0.0.0"
