"""A code quality report as GitLab reads it: a list of issues, each with a fingerprint of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType

from factcheck.report.places import Places, told
from factcheck.types import Finding, Review

_SEVERITIES: Mapping[str | None, str] = MappingProxyType({"high": "critical", "medium": "major", "low": "minor"})


def render(review: Review, files: Mapping[str, str]) -> str:
    """All conflicts that nobody has acknowledged: GitLab itself tells new ones by their fingerprints."""
    places = Places.of(review, files)
    issues = [_issue(finding, places) for finding in review.findings if finding.acknowledged is None]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(finding: Finding, places: Places) -> dict[str, object]:
    found = places.of_finding(finding)
    first = found[0]
    return {
        "description": told(finding, found),
        "check_name": f"factcheck/{finding.cluster.slot}",
        "fingerprint": finding.fingerprint,
        "severity": _SEVERITIES.get(finding.cluster.severity, "info"),
        "location": {"path": first.file, "lines": {"begin": first.region.line, "end": first.region.end_line}},
    }
