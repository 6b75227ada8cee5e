"""What GitHub Actions shows: annotations as workflow commands, and a summary of the job in Markdown.

Workflow commands as GitHub documents them: the message escapes %, CR and LF, a property : and , as well. GitHub keeps ten
annotations of each level for a step, and 1 MiB of a summary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from factcheck.report import markdown
from factcheck.report.places import Place, Places, short, told
from factcheck.report.wording import words
from factcheck.types import Finding, Review, State

_LEVELS: Mapping[str | None, str] = MappingProxyType({"high": "error", "medium": "warning", "low": "notice"})
_OF_LEVEL = 10
_MESSAGE = 4000  # characters
_SUMMARY = 1024 * 1024  # bytes
_FOLD = ("<details>", "</details>")  # where a part of the report begins that a reader opens, and where it ends


def commands(review: Review, files: Mapping[str, str]) -> str:
    """A workflow command a line for each conflict that is neither known nor acknowledged, worst first."""
    places = Places.of(review, files)
    open_ = [f for f in review.findings if f.state is not State.UNCHANGED and f.acknowledged is None]
    told_of = _kept(open_)
    lines = [_annotation(_level(finding), finding, places.of_finding(finding)) for finding in told_of]
    if cut := len(open_) - len(told_of):
        more = "1 more conflict" if cut == 1 else f"{cut} more conflicts"
        lines.append(f"::notice title=factcheck::{more}: GitHub shows ten of each level. See the report.")
    return "".join(f"{line}\n" for line in lines)


def _kept(findings: Sequence[Finding]) -> list[Finding]:
    """The first ten of each level; where that leaves some out, one notice fewer, for the line that says so."""
    of_level = {level: [f for f in findings if _level(f) == level] for level in _LEVELS.values()}
    cut = any(len(found) > _OF_LEVEL for found in of_level.values())
    kept = {level: found[: _OF_LEVEL - (cut and level == "notice")] for level, found in of_level.items()}
    return [finding for finding in findings if finding in kept[_level(finding)]]


def _level(finding: Finding) -> str:
    return _LEVELS.get(finding.cluster.severity, "notice")


def _annotation(level: str, finding: Finding, places: tuple[Place, ...]) -> str:
    first = places[0]
    region = first.region
    properties = {"file": first.file, "line": str(region.line), "endLine": str(region.end_line)}
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
    """The report in Markdown, cut at the end of a line to what GitHub keeps of a summary."""
    whole = markdown.render(review, language, files)
    content = whole.encode()
    if len(content) <= _SUMMARY:
        return whole
    begin, end = _FOLD
    told_of = f"\n\n*{words(language).cut}*\n"
    room = _SUMMARY - len(f"\n\n{end}{told_of}".encode())
    kept = content[:room].decode(errors="ignore").rpartition("\n")[0]
    return kept + f"\n\n{end}" * (kept.count(begin) - kept.count(end)) + told_of
