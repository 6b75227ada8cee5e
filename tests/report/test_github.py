"""Annotations and the summary of a job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from factcheck.report import github, markdown
from factcheck.types import Finding, Review, Severity, Span
from tests.report.formats import FILES, valid_commands
from tests.report.sample import ARTICLES, CLUSTERS, REPORT, REVIEW

MIB = 1024 * 1024


def findings(severities: Sequence[Severity]) -> tuple[Finding, ...]:
    return tuple(
        Finding(replace(CLUSTERS[1], id=f"q{n}", question=f"q{n}?", severity=severity), f"{n:02}")
        for n, severity in enumerate(severities)
    )


def test_an_annotation_stands_on_the_words() -> None:
    ((level, properties, message),) = valid_commands(github.commands(REVIEW, FILES))
    assert level == "error"
    assert properties == {
        "file": "articles/valmy/nord (1).txt",
        "line": "4",
        "endLine": "4",
        "col": "15",
        "endColumn": "25",
        "title": "quantity%3A How many were injured in the fire at Valmy?",
    }
    assert "%0A- 17 or more: Ouest & Cie (articles/valmy/ouest.md:3)%0A" in message


def test_words_over_two_lines_have_no_columns() -> None:
    variant = CLUSTERS[1].variants[0]
    long = replace(variant.evidence[0], span=Span(0, 40))
    cluster = replace(CLUSTERS[1], variants=(replace(variant, evidence=(long,)), CLUSTERS[1].variants[1]))
    ((_, properties, _),) = valid_commands(github.commands(replace(REVIEW, findings=(Finding(cluster, "01"),)), FILES))
    assert properties["line"] < properties["endLine"]
    assert "col" not in properties and "endColumn" not in properties


def test_an_extracted_text_is_told_of_on_the_first_line() -> None:
    extracted = tuple(replace(article, offsets_in="extracted-text") for article in ARTICLES)
    review = replace(REVIEW, report=replace(REPORT, articles=extracted))
    ((_, properties, message),) = valid_commands(github.commands(review, FILES))
    assert (properties["line"], properties["col"], properties["endColumn"]) == ("1", "1", "1")
    assert "in the text extracted from it" in message


@pytest.mark.parametrize(
    ("severities", "errors", "warnings", "notices", "last"),
    [
        (["high"] * 10 + ["medium"] * 10 + ["low"] * 10, 10, 10, 10, None),
        (["high"] * 11, 10, 0, 1, "1 more conflict:"),
        (["low"] * 11, 0, 0, 10, "2 more conflicts:"),
        (["high"] * 15 + ["low"] * 15, 10, 0, 10, "11 more conflicts:"),
        ([], 0, 0, 0, None),
    ],
)
def test_github_gets_ten_of_each_level(
    severities: list[Severity], errors: int, warnings: int, notices: int, last: str | None
) -> None:
    commands = valid_commands(github.commands(replace(REVIEW, findings=findings(severities)), FILES))
    levels = [level for level, _, _ in commands]
    assert [levels.count(level) for level in ("error", "warning", "notice")] == [errors, warnings, notices]
    assert levels == sorted(levels, key=["error", "warning", "notice"].index)
    assert [message for _, _, message in commands if "more conflict" in message] == (
        [f"{last} GitHub shows ten of each level. See the report."] if last else []
    )


# -- the summary -------------------------------------------------------------------------------------------------------


def long_review(paths: int) -> Review:
    many = tuple(replace(ARTICLES[0], id=f"a{n}", path=f"valmy/{n}.txt", title="é" * 900) for n in range(paths))
    return replace(REVIEW, report=replace(REPORT, articles=(*ARTICLES, *many)))


def test_a_short_summary_is_the_report() -> None:
    assert github.summary(REVIEW, FILES, "fr") == markdown.render(REVIEW, "fr", FILES)


@pytest.mark.parametrize(("language", "told"), [("en", "Cut here"), ("fr", "Coupé ici")])
def test_a_summary_fits_in_what_github_keeps(language: str, told: str) -> None:
    review = long_review(900)
    whole, summary = markdown.render(review, language), github.summary(review, {}, language)
    assert MIB - 4000 < len(summary.encode()) <= MIB < len(whole.encode())
    assert summary.splitlines()[-1].startswith(f"*{told}")


def test_a_summary_that_is_cut_hides_nothing_in_a_fold() -> None:
    summary = github.summary(long_review(900), {})
    assert summary.count("<details>") == summary.count("</details>") > 0
    assert summary.rindex("</details>") < summary.rindex("*Cut here")
    kept = summary[: summary.rindex("\n\n</details>")]
    assert kept.endswith(" |")  # the row of a table, whole
