"""Durations: a corpus of texts, a corpus of pairs, and what must hold for any text."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from factcheck import rules
from factcheck.errors import RuleError
from factcheck.kinds import durations, quantities
from factcheck.types import Duration, Relation

HERE = Path(__file__).parent
RULES = rules.load()
GRAMMAR = durations.load(RULES)
QUANTITIES = quantities.load(RULES)
CORPUS = yaml.safe_load((HERE / "durations.yaml").read_text(encoding="utf-8"))
PAIRS = yaml.safe_load((HERE / "duration_pairs.yaml").read_text(encoding="utf-8"))
SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800, "month": 2_629_800,
           "quarter": 7_889_400, "half-year": 15_778_800, "year": 31_557_600, "decade": 315_576_000,
           "century": 3_155_760_000}  # fmt: skip


@st.composite
def values(draw: st.DrawFn) -> Duration:
    """A duration such as the grammar may read."""
    unit = draw(st.sampled_from(["second", "minute", "hour", "day", "week", "month", "year"]))
    stated = draw(st.integers(min_value=1, max_value=100)) * float(SECONDS[unit])
    low, high = draw(st.sampled_from([(1.0, 1.0), (0.9, 1.1), (1.0, math.inf), (0.0, 1.0)]))
    return Duration(low * stated, high * stated, stated, unit, draw(st.booleans()))


def first(text: str) -> Duration:
    found = durations.find(text, GRAMMAR)
    assert found, text
    value = found[0].value
    assert isinstance(value, Duration)
    return value


@pytest.mark.parametrize("case", CORPUS["found"], ids=lambda case: case["text"])
def test_finds(case: dict[str, object]) -> None:
    text = str(case["text"])
    finds = case["finds"]
    assert isinstance(finds, list)
    found = durations.find(text, GRAMMAR)
    assert [text[f.span.start : f.span.end] for f in found] == [item[0] for item in finds]
    for f, (_, low, high, unit) in zip(found, finds, strict=True):
        assert isinstance(f.value, Duration)
        assert f.value.unit == unit
        # months and years differ in length, so the bounds of "six mois" stand a little apart
        assert f.value.low / SECONDS[unit] == pytest.approx(low, rel=0.03)
        assert f.value.high / SECONDS[unit] == pytest.approx(high, rel=0.03)


@pytest.mark.parametrize("case", CORPUS["found"], ids=lambda case: case["text"])
def test_a_duration_is_no_quantity(case: dict[str, object]) -> None:
    text = str(case["text"])
    spans = [f.span for f in durations.find(text, GRAMMAR)]
    for found in quantities.find(text, QUANTITIES):
        assert not any(found.span.overlaps(span) for span in spans)


@pytest.mark.parametrize("text", CORPUS["nothing"])
def test_finds_nothing(text: str) -> None:
    assert durations.find(text, GRAMMAR) == []


@pytest.mark.parametrize(
    ("relation", "a", "b"), [(relation, a, b) for relation, pairs in PAIRS.items() for a, b in pairs]
)
def test_relation(relation: str, a: str, b: str) -> None:
    there, back = durations.relate(first(a), first(b)), durations.relate(first(b), first(a))
    assert there.relation == Relation(relation), there.rule
    assert there == back


@pytest.mark.parametrize(
    ("text", "label", "french"),
    [
        ("six heures", "6 hours", "6 heures"),
        ("trois ans de prison", "3 years", "3 ans"),
        ("un an et demi", "1.5 years", "1,5 an"),
        ("une heure", "1 hour", "1 heure"),
        ("une quinzaine de minutes", "about 15 minutes", "environ 15 minutes"),
        ("n'a pas excédé quarante minutes", "at most 40 minutes", "au plus 40 minutes"),
        ("plus de trois mois", "more than 3 months", "plus de 3 mois"),
        ("moins de deux ans de prison", "less than 2 years", "moins de 2 ans"),
        ("plusieurs mois", "2 or more months", "2 ou plus mois"),
        ("deux siècles", "about 2 centuries", "environ 2 siècles"),
    ],
)
def test_label(text: str, label: str, french: str) -> None:
    assert durations.label(first(text)) == label
    assert durations.label(first(text), "fr") == french


def test_a_missing_unit_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "fr"
    folder.mkdir()
    (folder / "durations.yaml").write_text("rules:\n- {name: hour, disabled: true}\n", encoding="utf-8")
    with pytest.raises(RuleError, match="'h'"):
        durations.load(rules.load([tmp_path]))


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    for found in durations.find(text, GRAMMAR):
        assert 0 <= found.span.start < found.span.end <= len(text)


@given(values(), values())
def test_relate_is_symmetric(a: Duration, b: Duration) -> None:
    assert durations.relate(a, b) == durations.relate(b, a)


@given(values())
def test_relate_to_itself_is_same(a: Duration) -> None:
    assert durations.relate(a, a).relation is Relation.SAME
