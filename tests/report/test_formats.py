"""What machines read: each format whole against its golden file, and against what somebody else says of the format."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from junitparser import JUnitXml
from pydantic import BaseModel, ConfigDict, Field
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from factcheck.report import github, gitlab, junit, markdown, rdjson, sarif
from factcheck.types import Finding, Review, Skipped, State
from tests.report.sample import ARTICLES, CLUSTERS, REPORT, REVIEW
from tests.report.test_escape import anything

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
FILES = {a.path: f"articles/{a.path}" for a in ARTICLES}
Render = Callable[[Review, Mapping[str, str]], str]
RENDERED: Mapping[str, Render] = {
    "report.sarif": sarif.render,
    "report.xml": junit.render,
    "report.github.txt": github.commands,
    "report.github.md": github.summary,
    "report.gitlab.json": gitlab.render,
    "report.rdjson": rdjson.render,
}


@pytest.mark.parametrize("name", RENDERED)
def test_the_whole_output_is_the_golden_one(name: str) -> None:
    """After a change that is meant: FACTCHECK_GOLDEN=write python -m pytest tests/report, then read the difference."""
    golden = GOLDEN / name
    rendered = re.sub(r'("semanticVersion": )"[^"]*"', r'\1"0"', RENDERED[name](REVIEW, FILES))
    if os.environ.get("FACTCHECK_GOLDEN") == "write":
        golden.write_text(rendered, encoding="utf-8", newline="\n")
    assert rendered == golden.read_text(encoding="utf-8")


# -- what others say of the formats ------------------------------------------------------------------------------------


def valid_sarif(text: str) -> dict[str, Any]:
    """The one run of a log that fits the official schema (as classes made from it) and what GitHub asks beyond it."""
    Sarif.model_validate_json(text)
    run: dict[str, Any] = json.loads(text)["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["help"]["text"]
        assert len(rule["properties"]["tags"]) <= 20
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["partialFingerprints"]
        related = result.get("relatedLocations", [])
        for location in result["locations"] + related:
            where = location["physicalLocation"]
            uri, region = where["artifactLocation"]["uri"], where["region"]
            assert not uri.startswith(("/", "..")) and re.fullmatch(r"[\w./%~-]+", uri, re.ASCII)
            assert {"startLine", "startColumn", "endLine", "endColumn"} <= set(region)
        linked = {int(n) for n in re.findall(r"(?<!\\)\]\((\d+)\)", result["message"]["text"])}
        assert linked == {location["id"] for location in related}
    return run


class Lines(BaseModel):
    begin: int = Field(ge=1)
    end: int = Field(ge=1)


class Location(BaseModel):
    path: str = Field(pattern=r"^[^/]")
    lines: Lines


class Issue(BaseModel):
    """An issue as GitLab documents it; there is no schema of it to be had."""

    model_config = ConfigDict(extra="forbid")
    description: str
    check_name: str
    fingerprint: str
    severity: str = Field(pattern="^(info|minor|major|critical|blocker)$")
    location: Location


class Position(BaseModel):
    line: int = Field(ge=1)
    column: int = Field(ge=1)


class Range(BaseModel):
    start: Position
    end: Position


class Located(BaseModel):
    path: str
    range: Range | None = None


class Related(BaseModel):
    message: str
    location: Located


class Diagnostic(BaseModel):
    """A diagnostic as reviewdog's rdf.proto has it; there is no schema of it to be had."""

    model_config = ConfigDict(extra="forbid")
    message: str
    location: Located
    severity: str = Field(pattern="^(ERROR|WARNING|INFO)$")
    code: dict[str, str]
    relatedLocations: list[Related]  # noqa: N815


COMMAND = re.compile(r"::(error|warning|notice) (?:(?:file|line|endLine|col|endColumn|title)=[^,:\r\n]*,?)+::[^\r\n]+")


def check_all(review: Review) -> None:
    valid_sarif(sarif.render(review, FILES))
    suites = JUnitXml.fromstring(junit.render(review, FILES).encode("utf-8", "replace"))
    cases = [case for suite in suites for case in suite]
    assert suites.tests == len(cases)
    issues = [Issue.model_validate(issue) for issue in json.loads(gitlab.render(review, FILES))]
    assert len({issue.fingerprint for issue in issues}) == len(issues)
    for diagnostic in json.loads(rdjson.render(review, FILES))["diagnostics"]:
        Diagnostic.model_validate(diagnostic)
    commands = github.commands(review, FILES).split("\n")
    assert commands.pop() == ""
    assert all(COMMAND.fullmatch(line) for line in commands), commands


def test_each_format_is_what_its_readers_expect() -> None:
    check_all(REVIEW)


@settings(max_examples=60, deadline=None)
@given(anything, anything)
def test_no_words_of_an_article_change_the_structure(words: str, name: str) -> None:
    """The same issues, cases and results come out whatever stands in an article, its name or a reason."""
    article = replace(ARTICLES[0], path=f"valmy/{name}", outlet=words, title=words)
    clusters = tuple(
        replace(c, question=words, explanation=words, variants=tuple(replace(v, value=words) for v in c.variants))
        for c in CLUSTERS
    )
    report = replace(REPORT, articles=(article, *ARTICLES[1:]), clusters=clusters, skipped=(Skipped(name, words),))
    seen = replace(REVIEW.findings[1].acknowledged, reason=words, by=words)  # type: ignore[type-var]
    findings = (Finding(clusters[1], "01", State.NEW), Finding(clusters[0], "02", State.UNCHANGED, seen))
    check_all(replace(REVIEW, report=report, findings=findings))


@pytest.mark.parametrize(
    "attack",
    ["::error::x", "%0A::error::x", "\n::stop-commands::x", "](javascript:1)", "]]><x>", "<script>", "\x1b[31m"],
)
def test_an_attack_stays_words(attack: str) -> None:
    clusters = (CLUSTERS[0], replace(CLUSTERS[1], question=f"x{attack}"))
    review = replace(REVIEW, report=replace(REPORT, clusters=clusters), findings=(Finding(clusters[1], "01"),))
    check_all(review)
    assert github.commands(review, FILES).count("\n") == 1
    assert "\x1b" not in "".join(render(review, FILES) for render in RENDERED.values())
    assert "<script>" not in github.summary(review, FILES) + junit.render(review, FILES)


# -- one by one --------------------------------------------------------------------------------------------------------


def test_the_first_place_is_in_the_article_that_changed() -> None:
    result = valid_sarif(sarif.render(REVIEW, FILES))["results"][0]
    where = result["locations"][0]["physicalLocation"]
    assert where["artifactLocation"]["uri"] == "articles/valmy/nord%20%281%29.txt"
    assert where["region"] == {"startLine": 4, "startColumn": 15, "endLine": 4, "endColumn": 25}
    other = replace(REVIEW, changed=frozenset({"valmy/ouest.md"}))
    moved = valid_sarif(sarif.render(other, FILES))["results"][0]["locations"][0]["physicalLocation"]
    assert moved["artifactLocation"]["uri"].endswith("ouest.md")


def test_states_and_acknowledgements_in_sarif() -> None:
    new, known, gone = valid_sarif(sarif.render(REVIEW, FILES))["results"]
    assert [r["baselineState"] for r in (new, known, gone)] == ["new", "unchanged", "absent"]
    assert new["suppressions"] == []
    assert "both posts are hers" in known["suppressions"][0]["justification"]


def test_columns_of_rdjson_count_bytes() -> None:
    start = json.loads(rdjson.render(REVIEW, FILES))["diagnostics"][0]["location"]["range"]["start"]
    assert start == {"line": 4, "column": 15}
    moved = replace(REVIEW, changed=frozenset({"valmy/ouest.md"}))
    line = ARTICLES[1].text.split("\n")[2]
    column = len(line[: line.index("au moins dix-sept")].encode()) + 1
    assert json.loads(rdjson.render(moved, FILES))["diagnostics"][0]["location"]["range"]["start"] == {
        "line": 3,
        "column": column,
    }


def test_lines_that_end_with_carriage_returns() -> None:
    review = replace(REVIEW, changed=frozenset({"valmy/soir_2025-03-04.txt"}))
    region = valid_sarif(sarif.render(review, FILES))["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] == 1


def test_an_extracted_text_has_no_lines() -> None:
    extracted = (replace(ARTICLES[0], offsets_in="extracted-text"), *ARTICLES[1:])
    review = replace(REVIEW, report=replace(REPORT, articles=extracted))
    check_all(review)
    assert "line=" not in github.commands(review, FILES)
    assert "extracted" in sarif.render(review, FILES)


def test_github_gets_ten_of_each_level_worst_first() -> None:
    clusters = tuple(
        replace(CLUSTERS[1], id=f"q{n}", severity=severity) for n, severity in enumerate(["high", "low"] * 15)
    )
    findings = tuple(Finding(c, f"{n:02}") for n, c in enumerate(sorted(clusters, key=lambda c: c.severity or "")))
    lines = github.commands(replace(REVIEW, findings=findings), FILES).splitlines()
    assert [sum(line.startswith(f"::{level}") for line in lines) for level in ("error", "warning", "notice")] == [
        10,
        0,
        10,
    ]
    assert "11 more conflicts" in lines[-1]


def test_a_summary_fits_in_what_github_keeps() -> None:
    many = tuple(replace(ARTICLES[0], id=f"a{n}", path=f"valmy/{n}.txt", title="é" * 900) for n in range(900))
    review = replace(REVIEW, report=replace(REPORT, articles=(*ARTICLES, *many)))
    summary = github.summary(review, {})
    assert len(summary.encode()) <= 1024 * 1024 < len(markdown.render(review).encode())
    assert "Cut here" in summary


def test_junit_skips_what_is_known_and_fails_what_is_new() -> None:
    suites = JUnitXml.fromstring(junit.render(REVIEW, FILES).encode())
    assert (suites.tests, suites.failures, suites.skipped) == (6, 1, 2)
