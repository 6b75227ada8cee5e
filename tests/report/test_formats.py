"""What machines read: each format whole against its golden file, and against what somebody else says of the format."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from factcheck.report import github, gitlab, junit, rdjson, sarif
from factcheck.types import Acknowledgement, Finding, Review, Skipped, Slot, State
from tests.report.formats import FILES, check_all, valid_commands, valid_junit, valid_sarif
from tests.report.sample import ARTICLES, CLUSTERS, EMPTY, REPORT, REVIEW
from tests.report.test_escape import anything

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
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


@pytest.mark.parametrize(
    "review", [REVIEW, Review(EMPTY, ()), Review(REPORT, ())], ids=["sample", "empty", "none told"]
)
def test_each_format_is_what_its_readers_expect(review: Review) -> None:
    check_all(review)


def attacked(words: str, name: str) -> Review:
    """The sample with ``words`` wherever an article, a reason or a baseline can put some, and ``name`` in file names."""
    articles = (replace(ARTICLES[0], path=f"valmy/{name}", outlet=words, title=words), *ARTICLES[1:])
    clusters = tuple(
        replace(
            c,
            question=words,
            explanation=words,
            rule=words,
            variants=tuple(replace(v, value=words) for v in c.variants),
        )
        for c in CLUSTERS
    )
    report = replace(REPORT, articles=articles, clusters=clusters, skipped=(Skipped(name, words),))
    seen = Acknowledgement("q-post", words, by=words)
    findings = (Finding(clusters[1], "01", State.NEW), Finding(clusters[0], "02", State.UNCHANGED, seen))
    resolved = tuple(replace(known, about=words, values=(words, words)) for known in REVIEW.resolved)
    return replace(REVIEW, report=report, findings=findings, resolved=resolved)


def check_structure(review: Review) -> None:
    """The same results, cases and commands come out whatever the words are."""
    check_all(review)
    check_all(review, {})
    assert len(valid_sarif(sarif.render(review, FILES))["results"]) == 3
    assert len(list(valid_junit(junit.render(review, FILES)))) == 6
    assert len(valid_commands(github.commands(review, FILES))) == 1
    for render in RENDERED.values():
        render(review, FILES).encode()


@settings(max_examples=60, deadline=None)
@given(anything, anything)
def test_no_words_of_an_article_change_the_structure(words: str, name: str) -> None:
    check_structure(attacked(words, name))


@pytest.mark.parametrize(
    "attack",
    [
        "::error::x", "%0A::error::x", "\n::stop-commands::x", "\r::add-mask::x", "##[error]x", "\u2028::error::x",
        "](javascript:1)", "[a](javascript:alert(1))", "\\](1)", "{0}", "]]><x>", "--><x>", "<script>", "&#10;::error::x",
        "\x1b[31m", "\x9b31m", "\u202e", "\x00", "\ufffe", "\udc80", "a,line=1::b", "%3A%2C",
    ],
)  # fmt: skip
def test_an_attack_stays_words(attack: str) -> None:
    review = attacked(f"x{attack}y", f"n{attack}.txt")
    check_structure(review)
    shown = "".join(render(review, paths) for render in RENDERED.values() for paths in (FILES, {}))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", shown)
    assert "<script>" not in github.summary(review, FILES) + junit.render(review, FILES)
    assert not re.search(r"(?m)^\s*::(?!error file=)", github.commands(review, {}) + github.summary(review, {}))


def test_a_slot_that_a_baseline_lacks_is_no_obstacle() -> None:
    unknown = replace(REVIEW.resolved[0], slot=None)
    check_all(replace(REVIEW, resolved=(unknown, replace(unknown, slot=Slot.ROLE))))


@pytest.mark.parametrize("render", [github.commands, rdjson.render], ids=["github", "rdjson"])
@pytest.mark.parametrize("state", [None, State.NEW, State.CHANGED, State.UNCHANGED])
def test_what_is_known_is_told_again_by_none_that_speaks_of_a_change(render: Render, state: State | None) -> None:
    review = replace(REVIEW, findings=(replace(REVIEW.findings[0], state=state),))
    told = "How many were injured" in render(review, FILES)
    assert told is (state is not State.UNCHANGED)


@pytest.mark.parametrize("render", [github.commands, rdjson.render, gitlab.render], ids=["github", "rdjson", "gitlab"])
def test_what_is_acknowledged_is_left_out(render: Render) -> None:
    seen = REVIEW.findings[1].acknowledged
    review = replace(REVIEW, findings=(replace(REVIEW.findings[0], acknowledged=seen),))
    assert "How many were injured" not in render(review, FILES)
