"""Findings as SARIF 2.1.0 (OASIS), in the form that GitHub code scanning reads.

Columns count code points. The first location of a result is where to look first; the others are related locations, to which
the message links.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from factcheck.baseline import FILE, fingerprint
from factcheck.report.escape import plain
from factcheck.report.places import Place, Places, Region, at, short
from factcheck.types import Acknowledgement, Finding, Known, Review, Slot, State
from factcheck.versions import OURS, installed

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS: Mapping[str | None, str] = MappingProxyType({"high": "error", "medium": "warning", "low": "note"})
_STATES: Mapping[State, str] = MappingProxyType(
    {State.NEW: "new", State.UNCHANGED: "unchanged", State.CHANGED: "updated"}
)
_LINK = re.compile(r"([\\\[\]])")  # in a message, brackets make links
_PLACEHOLDER = re.compile(r"([{}])")  # and braces stand for arguments
_UNKNOWN = Region(1, 1, 1, 1)

_ASKED: Mapping[Slot, str] = MappingProxyType(
    {
        Slot.DATE: "when something happened or will happen",
        Slot.PLACE: "where something happened",
        Slot.QUANTITY: "how many or how much",
        Slot.DURATION: "how long something took",
        Slot.ROLE: "which post a person holds",
        Slot.PARTICIPANT: "who took part, or who did it",
        Slot.QUOTATION: "what exactly somebody said",
        Slot.ATTRIBUTION: "who said it",
        Slot.ACTION: "what happened, or whether it did",
    }
)


def render(review: Review, files: Mapping[str, str]) -> str:
    """``review`` as a log with one run. Paths are relative to the root of the checkout."""
    places = Places.of(review, files)
    results = [_result(finding, places) for finding in review.findings]
    run = {
        "tool": {"driver": _driver()},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the checkout."}}},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": list(_skipped(review))}],
        "results": results + [_absent(known) for known in review.resolved if known.slot],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _driver() -> dict[str, Any]:
    return {"name": "factcheck", "semanticVersion": installed(OURS, "0.0.0"), "rules": [_rule(slot) for slot in Slot]}


def _rule(slot: Slot) -> dict[str, Any]:
    asked = _ASKED[slot]
    why = (
        f"Two articles answer differently {asked}, about one thing at one time, and no single truth fits both answers. "
        "The finding does not say who is right."
    )
    todo = (
        "Read both passages. Correct the article that is wrong, or acknowledge the conflict with a reason "
        "(factcheck accept ID --reason TEXT), or write it down as known (factcheck baseline FOLDER)."
    )
    return {
        "id": f"conflict/{slot}",
        "name": f"{slot.title()}Conflict",
        "shortDescription": {"text": f"Sources contradict each other on the {slot}"},
        "fullDescription": {"text": why},
        "help": {"text": f"{why} {todo}", "markdown": f"{why}\n\n{todo}"},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["contradiction", str(slot)]},
    }


def _result(finding: Finding, places: Places) -> dict[str, Any]:
    cluster, found = finding.cluster, places.of_finding(finding)
    result: dict[str, Any] = {
        **_identified(cluster.slot, finding.fingerprint),
        "level": _LEVELS.get(cluster.severity, "note"),
        "message": {"text": _message(finding, found)},
        "locations": [_location(found[0])],
        "relatedLocations": [
            {"id": number, **_location(place), "message": {"text": _safe(f"{place.source}: {place.value}")}}
            for number, place in enumerate(found[1:], 1)
        ],
    }
    if finding.state:
        result["baselineState"] = _STATES[finding.state]
    result["suppressions"] = [_suppression(finding.acknowledged)] if finding.acknowledged else []
    return result


def _identified(slot: Slot, fingerprint: str) -> dict[str, Any]:
    return {
        "ruleId": f"conflict/{slot}",
        "ruleIndex": list(Slot).index(slot),
        "partialFingerprints": {"factcheck/v1": fingerprint},
    }


def _message(finding: Finding, found: tuple[Place, ...]) -> str:
    first, *others = found
    extracted = "" if first.in_file else " (the line is not known: the text was extracted from the file)"
    parts = [f"{_safe(short(finding.cluster.question))} Here: {_safe(first.value)}{extracted}."]
    for number, place in enumerate(others, 1):
        parts.append(f"[{_safe(place.source)}, {_safe(at(place))}]({number}): {_safe(place.value)}.")
    return " ".join([*parts, _safe(short(finding.cluster.explanation))])


def _safe(words: str) -> str:
    """``words`` as they are written in a message (SARIF 2.1.0, 3.11.5 and 3.11.6)."""
    return _PLACEHOLDER.sub(r"\1\1", _LINK.sub(r"\\\1", words))


def _location(place: Place) -> dict[str, Any]:
    return _physical(place.file, place.region)


def _physical(file: str, region: Region) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(file, errors="replace"), "uriBaseId": _ROOT},
            "region": {
                "startLine": region.line,
                "startColumn": region.column,
                "endLine": region.end_line,
                "endColumn": region.end_column,
            },
        }
    }


def _suppression(seen: Acknowledgement) -> dict[str, Any]:
    by = f" ({plain(seen.by)})" if seen.by else ""
    until = f", until {seen.until.isoformat()}" if seen.until else ""
    return {
        "kind": "external",
        "status": "accepted",
        "justification": f"{seen.dismissal}: {short(seen.reason)}{by}{until}",
    }


def _absent(known: Known) -> dict[str, Any]:
    slot = known.slot or Slot.ACTION
    values = " ≠ ".join(short(value) for value in known.values)
    return {
        **_identified(slot, fingerprint(known.cluster, known.values)),
        "level": "none",
        "kind": "pass",
        "message": {"text": f"Resolved: {_safe(short(known.about))} {_safe(values)}"},
        "locations": [_physical(FILE, _UNKNOWN)],  # GitHub refuses a log with a result that stands nowhere
        "baselineState": "absent",
        "suppressions": [],
    }


def _skipped(review: Review) -> Iterator[dict[str, Any]]:
    for skipped in review.report.skipped:
        yield {
            "level": "warning",
            "message": {"text": f"{_safe(short(skipped.path))} was skipped: {_safe(short(skipped.reason))}"},
        }
