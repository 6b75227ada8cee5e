"""Quantities: a corpus of texts, a corpus of pairs, and what must hold for any text."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from factcheck import rules
from factcheck.errors import RuleError
from factcheck.kinds import durations, quantities
from factcheck.types import Quantity, Relation

HERE = Path(__file__).parent
RULES = rules.load()
GRAMMAR = quantities.load(RULES)
CORPUS = yaml.safe_load((HERE / "quantities.yaml").read_text(encoding="utf-8"))
PAIRS = yaml.safe_load((HERE / "quantity_pairs.yaml").read_text(encoding="utf-8"))
PARTS = st.sampled_from(
    ["4.200", "12", "2", "deux", "vingt et un", "cent", "mille", "millions", "milliards", " ", " ", " ", "\u00a0", "\n", "-",
     "€", "%", "euros", "ans", "63 ans", "heures", "h30", "à", "de", "d'", "entre", "et", "ou", "plus de", "au moins", "près de",
     "une trentaine", "des dizaines", "blessés", "personnes", "le", "mars", "2019", ".", ",", "(", ")", "É", "e\u0301", "km", "£", "$"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(PARTS, max_size=24).map("".join))
NUMBERS = st.integers(min_value=0, max_value=10**7).map(float)


@st.composite
def values(draw: st.DrawFn) -> Quantity:
    """A quantity such as the grammar may read."""
    stated = draw(NUMBERS)
    low, high = draw(st.sampled_from([(1.0, 1.0), (0.9, 1.1), (1.0, math.inf), (0.0, 1.0)]))
    unit = draw(st.sampled_from(["", "%", "EUR", "km", "mi", "year-old"]))
    digits = draw(st.sampled_from([0.01, 1.0, 10.0, 1000.0]))
    high = high * stated if stated else 0.0
    return Quantity(low * stated, high, stated, unit, digits, draw(st.booleans()))


def first(text: str) -> Quantity:
    found = quantities.find(text, GRAMMAR)
    assert found, text
    value = found[0].value
    assert isinstance(value, Quantity)
    return value


@pytest.mark.parametrize("case", CORPUS["found"], ids=lambda case: case["text"])
def test_finds(case: dict[str, object]) -> None:
    text = str(case["text"])
    finds = case["finds"]
    assert isinstance(finds, list)
    found = quantities.find(text, GRAMMAR)
    assert [text[f.span.start : f.span.end] for f in found] == [item[0] for item in finds]
    for f, (_, low, high, unit, *noun) in zip(found, finds, strict=True):
        assert isinstance(f.value, Quantity)
        assert f.value.low == pytest.approx(low, rel=1e-4)
        assert f.value.high == pytest.approx(high, rel=1e-4)
        assert (f.value.unit, f.value.noun) == (unit, noun[0] if noun else "")


@pytest.mark.parametrize("text", CORPUS["nothing"])
def test_finds_nothing(text: str) -> None:
    assert quantities.find(text, GRAMMAR) == []


@pytest.mark.parametrize(
    ("relation", "a", "b"), [(relation, a, b) for relation, pairs in PAIRS.items() for a, b in pairs]
)
def test_relation(relation: str, a: str, b: str) -> None:
    there, back = quantities.relate(first(a), first(b)), quantities.relate(first(b), first(a))
    assert there.relation == Relation(relation), there.rule
    assert there == back


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("une trentaine de blessés", "about 30"),
        ("au moins 12 blessés", "at least 12"),
        ("plus de 400 voix", "more than 400"),
        ("moins de 400 voix", "less than 400"),
        ("au plus 30 invités", "at most 30"),
        ("entre 12 et 15 blessés", "12 to 15"),
        ("plusieurs blessés", "2 or more"),
        ("2 Md€", "2,000,000,000 EUR"),
        ("52,34 %", "52.34 %"),
        ("un homme de 63 ans", "63 years old"),
        ("3 points de pourcentage", "3 points"),
        ("aucun blessé", "0"),
    ],
)
def test_label(text: str, label: str) -> None:
    assert quantities.label(first(text)) == label


def test_label_in_french() -> None:
    assert quantities.label(first("environ 4.200 personnes"), "fr") == "environ 4\u202f200"
    assert quantities.label(first("52,34 %"), "fr") == "52,34 %"


def test_rule_of_what_was_found() -> None:
    found = quantities.find("12 blessés, 3 %, Paul, 63 ans, maire", GRAMMAR)
    assert [f.rule for f in found] == ["counted", "percent", "apposition"]


def test_decomposed_accents_keep_their_place() -> None:
    text = unicodedata.normalize("NFD", "à Évreux, près de 300 blessés")
    (found,) = quantities.find(text, GRAMMAR)
    assert text[found.span.start : found.span.end] == unicodedata.normalize("NFD", "près de 300 blessés")
    assert isinstance(found.value, Quantity)
    assert found.value.stated == 300


def test_precision_of_the_writing() -> None:
    assert [first(t).digits for t in ("4.200 voix", "52,34 %", "1,28 Md€", "17 voix")] == [100, 0.01, 1e7, 1]


def test_a_broken_pattern_names_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "fr"
    folder.mkdir()
    text = 'rules:\n- name: broken\n  about: A mistake.\n  does: ignore\n  after: "("\n'
    (folder / "quantities.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=r"quantities\.yaml:2: rule 'broken'"):
        quantities.load(rules.load([tmp_path]))


def test_an_unknown_purpose_names_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "fr"
    folder.mkdir()
    (folder / "quantities.yaml").write_text("rules:\n- {name: odd, about: Odd., does: dance}\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"quantities\.yaml:2: rule 'odd': no such 'does'"):
        quantities.load(rules.load([tmp_path]))


@pytest.mark.parametrize("kind", ["quantities", "durations"])
def test_every_rule_keeps_its_examples(kind: str) -> None:
    module = {"quantities": quantities, "durations": durations}[kind]
    for rule in RULES.of(f"fr/{kind}"):
        assert len(rule.examples) >= 2, rule.where
        assert rule.counterexamples, rule.where
        for example in rule.examples:
            assert (rule.name, example["gives"]) in module.describe(example["text"], RULES), rule.where
        for text in rule.counterexamples:
            assert rule.name not in [name for name, _ in module.describe(text, RULES)], (rule.where, text)


@given(TEXTS)
def test_spans_lie_in_the_text_and_apart(text: str) -> None:
    found = [*quantities.find(text, GRAMMAR), *durations.find(text, GRAMMAR.time)]
    spans = sorted(f.span for f in found)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(not a.overlaps(b) for a, b in pairwise(spans))


@given(TEXTS)
def test_bounds_are_in_order(text: str) -> None:
    for found in quantities.find(text, GRAMMAR):
        assert isinstance(found.value, Quantity)
        assert found.value.low <= found.value.high
        assert quantities.label(found.value)


@given(values(), values())
def test_relate_is_symmetric(a: Quantity, b: Quantity) -> None:
    assert quantities.relate(a, b) == quantities.relate(b, a)


@given(values())
def test_relate_to_itself_is_same(a: Quantity) -> None:
    assert quantities.relate(a, a).relation is Relation.SAME


@given(values(), values())
def test_nouns_do_not_matter(a: Quantity, b: Quantity) -> None:
    assert quantities.relate(replace(a, noun="morts"), b) == quantities.relate(a, replace(b, noun="blessés"))
