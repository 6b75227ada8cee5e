"""The clusters as test cases (JUnit XML): a new conflict fails, one that need stop nobody is skipped, all else passes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as Xml

from factcheck.report.places import Places, short, told
from factcheck.types import Cluster, Finding, Review, State, Verdict

_ELSEWHERE = "not told: it rests on no article that changed"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # by XML 1.0, section 2.2


def render(review: Review, files: Mapping[str, str]) -> str:
    """One suite; a case for each cluster, and one for each file that was not checked."""
    places = Places.of(review, files)
    findings = {finding.cluster.id: finding for finding in review.findings}
    suite = Xml.Element("testsuite", name="factcheck")
    for cluster in review.report.clusters:
        case = _case(suite, cluster)
        if cluster.id in findings:
            _conflict(case, findings[cluster.id], places)
        elif cluster.verdict is Verdict.CONFLICTING:
            _skip(case, _ELSEWHERE)
    for skipped in review.report.skipped:
        case = Xml.SubElement(suite, "testcase", classname="files", name=_text(short(skipped.path)))
        _skip(case, short(skipped.reason))
    counts = {
        "tests": "testcase",
        "failures": "testcase/failure",
        "errors": "testcase/error",
        "skipped": "testcase/skipped",
    }
    for name, path in counts.items():
        suite.set(name, str(len(suite.findall(path))))
    suites = Xml.Element("testsuites", {name: suite.get(name, "0") for name in counts})
    suites.append(suite)
    Xml.indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Xml.tostring(suites, encoding="unicode")}\n'


def _case(suite: Xml.Element, cluster: Cluster) -> Xml.Element:
    name = f"{cluster.id} {short(cluster.question)}"
    return Xml.SubElement(suite, "testcase", classname=f"{cluster.verdict}.{cluster.slot}", name=_text(name))


def _conflict(case: Xml.Element, finding: Finding, places: Places) -> None:
    values = " ≠ ".join(short(variant.value, 120) for variant in finding.cluster.variants)
    if finding.acknowledged:
        seen = finding.acknowledged
        _skip(case, f"{seen.dismissal}: {short(seen.reason)} ({values})")
    elif finding.state is State.UNCHANGED:
        _skip(case, f"known: {values}")
    else:
        rule = _text(short(finding.cluster.rule)) or "conflict"
        failure = Xml.SubElement(case, "failure", message=_text(values), type=rule)
        failure.text = _text(told(finding, places.of_finding(finding)))


def _skip(case: Xml.Element, reason: str) -> None:
    Xml.SubElement(case, "skipped", message=_text(reason))


def _text(words: str) -> str:
    return _FORBIDDEN.sub("", words)
