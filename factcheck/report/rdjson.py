"""Diagnostics as reviewdog reads them (rdjson). Columns count bytes of UTF-8, from 1."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from factcheck.report.cite import line_starts
from factcheck.report.places import Place, Places, short, told
from factcheck.types import Finding, Review, State

_SEVERITIES: Mapping[str | None, str] = MappingProxyType({"high": "ERROR", "medium": "WARNING", "low": "INFO"})


def render(review: Review, files: Mapping[str, str]) -> str:
    """The conflicts that are neither known nor acknowledged, as one DiagnosticResult."""
    places = Places.of(review, files)
    open_ = (f for f in review.findings if f.state is not State.UNCHANGED and f.acknowledged is None)
    content = {"source": {"name": "factcheck"}, "diagnostics": [_diagnostic(finding, places) for finding in open_]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(finding: Finding, places: Places) -> dict[str, Any]:
    found = places.of_finding(finding)
    return {
        "message": told(finding, found),
        "location": _location(found[0]),
        "severity": _SEVERITIES.get(finding.cluster.severity, "INFO"),
        "code": {"value": short(f"{finding.cluster.slot}/{finding.cluster.rule}")},
        "relatedLocations": [
            {"message": f"{place.source}: {place.value}", "location": _location(place)} for place in found[1:]
        ],
    }


def _location(place: Place) -> dict[str, Any]:
    region = place.region
    start, end = (region.line, region.column), (region.end_line, region.end_column)
    positions = {name: _bytes(place, *position) for name, position in (("start", start), ("end", end))}
    return {"path": place.file, "range": positions}


def _bytes(place: Place, line: int, column: int) -> dict[str, int]:
    if not place.in_file:
        return {"line": line, "column": column}
    text = place.article.text
    start = line_starts(text)[line - 1]
    before = text[start : start + column - 1]
    return {"line": line, "column": len(before.encode("utf-8", "replace")) + 1}
