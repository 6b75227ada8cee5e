"""What GitHub Actions shows: annotations as workflow commands, and a summary of the job in Markdown.

Workflow commands as GitHub documents them: the message escapes %, CR and LF, a property : and , as well. GitHub keeps ten
annotations of each level for a step, and 1 MiB of a summary.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from factcheck.report import markdown
from factcheck.report.places import Place, Places, short, told
from factcheck.types import Finding, Review, State

_LEVELS: Mapping[str | None, str] = MappingProxyType({"high": "error", "medium": "warning", "low": "notice"})
_OF_LEVEL = 10
_MESSAGE = 4000  # characters
_SUMMARY = 1024 * 1024  # bytes
_CUT = "\n\n*Cut here: GitHub keeps 1 MiB of a summary. The whole report is in the other formats.*\n"


def commands(review: Review, files: Mapping[str, str]) -> str:
    """A workflow command a line for each conflict that is neither known nor acknowledged, worst first."""
    places = Places.of(review, files)
    open_ = [f for f in review.findings if f.state is not State.UNCHANGED and f.acknowledged is None]
    left = dict.fromkeys(("error", "warning", "notice"), _OF_LEVEL)
    left["notice"] -= 1  # one is kept to tell what was cut
    lines = []
    for finding in open_:
        level = _LEVELS.get(finding.cluster.severity, "notice")
        if left[level]:
            left[level] -= 1
            lines.append(_annotation(level, finding, places.of_finding(finding)))
    if cut := len(open_) - len(lines):
        lines.append(f"::notice title=factcheck::{cut} more conflicts: GitHub shows ten of each level. See the report.")
    return "".join(f"{line}\n" for line in lines)


def _annotation(level: str, finding: Finding, places: tuple[Place, ...]) -> str:
    first = places[0]
    properties = {"file": first.file}
    if first.in_file:
        region = first.region
        properties |= {"line": str(region.line), "endLine": str(region.end_line)}
        if region.line == region.end_line:  # GitHub refuses columns over several lines
            properties |= {"col": str(region.column), "endColumn": str(region.end_column)}
    properties["title"] = f"{finding.cluster.slot}: {short(finding.cluster.question, 120)}"
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{level} {given}::{_data(told(finding, places)[:_MESSAGE])}"


def _data(message: str) -> str:
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def summary(review: Review, files: Mapping[str, str], language: str = "en") -> str:
    """The report in Markdown, within what GitHub keeps of a summary."""
    whole = markdown.render(review, language, files)
    content = whole.encode()
    if len(content) <= _SUMMARY:
        return whole
    kept = content[: _SUMMARY - len(_CUT.encode())].decode(errors="ignore")
    return kept[: kept.rfind("\n\n")] + _CUT
