"""What a number counts, and who counts it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import RuleError
from factcheck.kinds import counts, quantities
from factcheck.kinds.counts import CountGrammar
from factcheck.rules import Rules
from factcheck.types import Quantity, Span
from tests import loaded


@pytest.fixture(scope="module")
def grammar(rules: Rules) -> CountGrammar:
    return counts.load(rules)


def classes(text: str, rules: Rules) -> list[str]:
    return [name for name, _ in counts.describe(text, rules)]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Le séisme a fait 12 morts", "dead"),
        ("l'accident a fait trois morts", "dead"),
        ("12 000 manifestants selon la police", "marchers"),
        ("le rachat porte sur 400 millions d'euros", None),
    ],
)
def test_the_class_of_a_count(text: str, counted: str | None, rules: Rules) -> None:
    found = classes(text, rules)
    if counted is not None:
        assert counted in found
    else:
        assert not {"dead", "hurt", "marchers"} & set(found)


def test_a_noun_decides_before_the_words_around(rules: Rules) -> None:
    assert classes("Trois morts et 40 blessés dans l'accident", rules) == ["dead", "hurt"]


@pytest.mark.parametrize(
    ("source", "camp"),
    [("la police", "authorities"), ("la préfecture de police", "authorities"), ("Les organisateurs", "organisers"),
     ("un passant", None), ("", None), (None, None)],
)  # fmt: skip
def test_the_camp_of_a_source(source: str | None, camp: str | None, grammar: CountGrammar) -> None:
    assert counts.camp(source, grammar) == camp


def test_only_the_toll_of_what_goes_on_runs(grammar: CountGrammar) -> None:
    assert grammar.running("dead")
    assert not grammar.running("jobs-cut")
    assert not grammar.running("no such class")


def test_words_outside_the_clause_decide_nothing(rules: Rules, grammar: CountGrammar) -> None:
    text = "Ils étaient 300, la police a compté les morts."
    value = Quantity(low=300, high=300, stated=300, unit="", noun="")
    assert counts.classify(value, text, Span(12, 15), Span(0, 15), grammar) is None


def test_a_pattern_that_cannot_be_compiled_stops_at_load(rules: Rules) -> None:
    rule = rules.of("fr/counts")[0]
    broken = replace(rule, data={"units": [""], "around": "("})
    with pytest.raises(RuleError, match=rf"rule '{rule.name}'"):
        counts.load(Rules({"fr/counts": (broken,)}, ""))


@given(st.text(max_size=120))
def test_no_text_makes_it_raise(text: str) -> None:
    grammar = loaded.compiled()
    for found in quantities.find(text, grammar.quantities):
        if isinstance(found.value, Quantity):
            counts.classify(found.value, text, found.span, Span(0, len(text)), grammar.counts)
    counts.camp(text, grammar.counts)
