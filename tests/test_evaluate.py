"""The gate of `make eval`: floors are held, and only ever tightened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import evaluate, floors
from tests.scoring import load, misplaced
from tests.test_scoring import GOLD, TEXTS, cluster, evidence, report, scored

PINNED = {"one": {"must": 3, "wrong": 1}, "two": {"must": 1, "wrong": 0}}


@pytest.mark.parametrize(
    ("measured", "worse"),
    [
        ({"one": {"must": 3, "wrong": 1}}, []),
        ({"one": {"must": 4, "wrong": 0}}, []),
        ({"one": {"must": 2, "wrong": 1}}, ["one: must is 2, pinned at 3"]),
        ({"one": {"must": 3, "wrong": 2}}, ["one: wrong is 2, pinned at 1"]),
        ({"one": {"wrong": 1}}, ["one: must is None, pinned at 3"]),
        ({"new": {"must": 0, "wrong": 9}}, []),
    ],
)
def test_a_figure_that_got_worse_is_told(measured: dict[str, dict[str, int]], worse: list[str]) -> None:
    assert floors.broken(PINNED, measured) == worse


def test_floors_rise_ceilings_fall_and_what_was_not_measured_stays() -> None:
    measured = {"one": {"must": 5, "wrong": 3}, "new": {"must": 1, "wrong": 2}}
    assert floors.tightened(PINNED, measured) == {
        "one": {"must": 5, "wrong": 1},
        "two": {"must": 1, "wrong": 0},
        "new": {"must": 1, "wrong": 2},
    }


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "floors.yaml"
    assert floors.load(path) == {}
    floors.save(path, PINNED)
    assert floors.load(path) == PINNED


def test_the_floors_of_the_house_name_figures_that_are_measured() -> None:
    known = set(evaluate.figures(scored()))
    pinned = floors.load(evaluate.FLOORS)
    assert pinned
    assert {key for figures in pinned.values() for key in figures} <= known
    assert known >= floors.CEILINGS


def test_totals_of_the_floors_are_not_below_the_bundles_together() -> None:
    pinned = floors.load(evaluate.FLOORS)
    together = evaluate.totals(figures for name, figures in pinned.items() if name != evaluate.TOTAL)
    assert floors.broken({evaluate.TOTAL: together}, {evaluate.TOTAL: pinned[evaluate.TOTAL]}) == []


def measured(*clusters: dict[str, Any]) -> evaluate.Measured:
    return evaluate.Measured("story", GOLD, TEXTS, report(*clusters), scored(*clusters))


def worded(found: dict[str, Any]) -> dict[str, Any]:
    """``found`` with the words that a report gives."""
    variants = [{"value": "v", "evidence": [e | {"text": "t"} for e in v["evidence"]]} for v in found["variants"]]
    return found | {"question": "?", "variants": variants}


RIGHT = worded(cluster("c1", "conflicting", "date", [evidence("a", "3 mai")], [evidence("b", "4 mai")]))
WRONG = worded(cluster("c2", "conflicting", "quantity", [evidence("a", "120")], [evidence("c", "1911")]))


def test_found_missed_and_wrong_are_counted_by_slot() -> None:
    counted = {slot: (str(found), str(right)) for slot, found, right in evaluate.by_slot([measured(RIGHT, WRONG)])}
    assert counted["date"] == ("1/1", "1/1")
    assert counted["participant"] == ("0/1", "0/0")
    assert counted["quantity"] == ("0/0", "0/1")


def test_each_error_has_a_line() -> None:
    lines = list(evaluate.errors(measured(RIGHT, WRONG)))
    assert [line.split()[:3] for line in lines[:2]] == [["missed", "story", "who"], ["wrong", "story", "c2"]]


def test_the_tables_hold_every_bundle_and_slot() -> None:
    one = measured(RIGHT)
    assert "story" in evaluate.table([one]) and "TOTAL" in evaluate.table([one])
    assert len(evaluate.slot_table([one]).splitlines()) == 10


def test_every_gold_of_the_house_is_sound() -> None:
    for bundle in evaluate.bundles([evaluate.FOLDERS[0]]):
        assert misplaced(*load(bundle.path)) == []
