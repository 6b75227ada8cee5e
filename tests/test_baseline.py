"""What a baseline knows again, what it does not, and what an acknowledgement does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from factcheck import baseline
from factcheck.baseline import Baseline
from factcheck.errors import FactcheckError
from factcheck.index import Index
from factcheck.types import Acknowledgement, Cluster, Known, Report, Slot, State, Variant, Verdict
from tests.report.sample import ARTICLES, INJURED_NORD, INJURED_OUEST, REPORT

TODAY = date(2025, 3, 10)


def conflict(identifier: str, *values: str, slot: Slot = Slot.DATE, severity: str | None = "high") -> Cluster:
    evidence = (INJURED_NORD, INJURED_OUEST, INJURED_NORD)
    variants = tuple(Variant(value, (evidence[n],), 1) for n, value in enumerate(values))
    return Cluster(identifier, Verdict.CONFLICTING, slot, severity, "When?", "They differ.", "r", variants)  # type: ignore[arg-type]


def report(*clusters: Cluster) -> Report:
    return replace(REPORT, clusters=clusters)


FIRST = conflict("date-11111111", "2025-03-03", "2025-03-04")
KNOWN = baseline.updated(Baseline(), report(FIRST))


def states(*clusters: Cluster, known: Baseline = KNOWN) -> Sequence[State | None]:
    return [finding.state for finding in baseline.review(report(*clusters), known).findings]


def test_without_a_baseline_nothing_has_a_state() -> None:
    held = baseline.review(report(FIRST))
    assert [f.state for f in held.findings] == [None]
    assert baseline.failing(held, "new") == held.findings


def test_what_is_known_is_unchanged_wherever_it_stands() -> None:
    moved = replace(FIRST, question="In other words: when?", variants=FIRST.variants[::-1])
    assert states(FIRST) == states(moved) == [State.UNCHANGED]


def test_a_new_value_reopens_and_a_lost_one_does_not() -> None:
    assert states(conflict("date-11111111", "2025-03-03", "2025-03-05")) == [State.CHANGED]
    assert states(conflict("date-11111111", "2025-03-03", "2025-03-04", "2025-03-05")) == [State.CHANGED]
    three = baseline.updated(Baseline(), report(conflict("date-11111111", "1", "2", "3")))
    assert states(conflict("date-11111111", "1", "3"), known=three) == [State.UNCHANGED]


def test_another_question_is_new_and_what_is_gone_is_resolved() -> None:
    held = baseline.review(report(conflict("date-22222222", "2024", "2025")), KNOWN)
    assert [f.state for f in held.findings] == [State.NEW]
    assert [k.cluster for k in held.resolved] == ["date-11111111"]


def test_a_question_that_reads_otherwise_is_known_by_its_values() -> None:
    assert states(conflict("date-33333333", "2025-03-03", "2025-03-04")) == [State.UNCHANGED]
    assert states(conflict("place-33333333", "2025-03-03", "2025-03-04", slot=Slot.PLACE)) == [State.NEW]


def test_several_conflicts_of_one_question_are_counted() -> None:
    again = replace(FIRST, id="date-11111111-2")
    assert states(FIRST, again) == [State.UNCHANGED, State.NEW]
    both = baseline.updated(Baseline(), report(FIRST, again))
    assert [k.occurrences for k in both.known] == [2]
    assert states(FIRST, again, known=both) == [State.UNCHANGED] * 2
    prints = [f.fingerprint for f in baseline.review(report(FIRST, again)).findings]
    assert len(set(prints)) == 2


def test_the_numbers_of_an_id_are_no_occurrence() -> None:
    assert baseline.question("date-12345678") == "date-12345678"
    assert baseline.question("date-12345678-2") == "date-12345678"


def test_the_order_of_clusters_does_not_matter() -> None:
    other = conflict("date-22222222", "1", "2", severity="low")
    one, two = (baseline.review(report(*c), KNOWN) for c in ((FIRST, other), (other, FIRST)))
    assert one.findings == two.findings


def test_the_language_of_the_report_does_not_matter() -> None:
    french = replace(FIRST, variants=tuple(replace(v, key=v.value, value="le jour dit") for v in FIRST.variants))
    assert states(french) == [State.UNCHANGED]


def test_the_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "new" / "b.json"
    seen = Acknowledgement("date-11111111", "checked by phone", "false-alarm", "Ana", date(2025, 4, 1))
    known = baseline.accepted(KNOWN, seen, ())
    baseline.write(known, file)
    assert baseline.load(file) == known
    assert file.read_text(encoding="utf-8") == baseline.dump(known)
    assert not {"line", "path", "nord"} & set(file.read_text(encoding="utf-8").split('"'))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        '{"schema_version": "2", "conflicts": []}',
        '{"schema_version": "1", "conflicts": [{"id": 3}]}',
        "\x00",
    ],
)
def test_another_file_is_refused_by_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "b.json").write_text(content)
    with pytest.raises(FactcheckError, match=r"b\.json"):
        baseline.load(tmp_path / "b.json")


# -- acknowledgements --------------------------------------------------------------------------------------------------

SEEN = Acknowledgement("date-11111111", "checked by phone")


def test_what_is_acknowledged_fails_no_check() -> None:
    held = baseline.review(report(FIRST), baseline.accepted(KNOWN, SEEN, ()), today=TODAY)
    assert held.findings[0].acknowledged == SEEN
    assert [baseline.failing(held, how) for how in ("new", "conflict", "high", "never")] == [(), (), (), ()]


def test_a_new_value_is_not_acknowledged() -> None:
    changed = conflict("date-11111111", "2025-03-03", "2025-03-09")
    held = baseline.review(report(changed), baseline.accepted(KNOWN, SEEN, ()), today=TODAY)
    assert held.findings[0].acknowledged is None
    assert baseline.failing(held, "new") == held.findings


def test_it_holds_to_its_last_day_and_is_told_after() -> None:
    until = baseline.accepted(KNOWN, replace(SEEN, until=TODAY), ())
    assert baseline.review(report(FIRST), until, today=TODAY).findings[0].acknowledged
    late = baseline.review(report(FIRST), until, today=date(2025, 3, 11))
    assert [late.findings[0].state, late.findings[0].acknowledged] == [State.NEW, None]
    assert [a.reason for a in late.expired] == ["checked by phone"]
    assert baseline.failing(late, "new")


def test_one_of_no_conflict_is_told() -> None:
    held = baseline.review(report(), baseline.accepted(KNOWN, SEEN, ()), today=TODAY)
    assert held.unused == (SEEN,)


def test_one_of_a_conflict_not_seen_yet_holds_for_whatever_it_says() -> None:
    early = baseline.accepted(Baseline(), SEEN, ())
    held = baseline.review(report(FIRST), early, today=TODAY)
    assert held.findings[0].acknowledged == SEEN
    assert held.resolved == ()
    assert "values" not in baseline.dump(early)
    pinned = baseline.updated(early, report(FIRST), TODAY)
    assert [(k.values, k.acknowledged) for k in pinned.known] == [(("2025-03-03", "2025-03-04"), SEEN)]


def test_what_the_last_check_told_is_what_is_acknowledged(tmp_path: Path) -> None:
    with Index(tmp_path) as index:
        baseline.remember(report(FIRST), index)
        told = baseline.remembered("date-11111111", index)
        assert baseline.remembered("date-99999999", index) == ()
    assert told == (Known("date-11111111", Slot.DATE, "When?", ("2025-03-03", "2025-03-04")),)
    accepted = baseline.accepted(Baseline(), SEEN, told)
    assert baseline.review(report(conflict("date-11111111", "1", "2")), accepted).findings[0].acknowledged is None


def test_a_baseline_brought_up_to_date_keeps_what_holds() -> None:
    expired = baseline.accepted(KNOWN, replace(SEEN, until=date(2025, 1, 1)), ())
    assert baseline.updated(baseline.accepted(KNOWN, SEEN, ()), report(FIRST), TODAY).known[0].acknowledged == SEEN
    assert baseline.updated(expired, report(FIRST), TODAY).known[0].acknowledged is None


# -- what a change touches ---------------------------------------------------------------------------------------------


def test_only_conflicts_with_a_changed_article_are_told() -> None:
    whole = report(FIRST)
    for article, told in ((ARTICLES[0], 1), (ARTICLES[1], 1), (ARTICLES[2], 0)):
        assert len(baseline.review(whole, changed=frozenset({article.path})).findings) == told
    assert baseline.review(whole, changed=frozenset()).findings == ()


@pytest.mark.parametrize(
    ("severity", "how", "fails"),
    [("low", "high", False), ("high", "high", True), ("low", "conflict", True), ("low", "new", False)],
)
def test_what_a_check_fails_for(severity: str, how: baseline.FailOn, fails: bool) -> None:
    cluster = replace(FIRST, severity=severity)  # type: ignore[arg-type]
    assert bool(baseline.failing(baseline.review(report(cluster), KNOWN), how)) is fails
