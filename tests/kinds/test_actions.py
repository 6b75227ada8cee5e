"""What happened: the words that name it, and which statements exclude each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.kinds import actions
from factcheck.kinds.actions import ActionGrammar
from factcheck.rules import Rules
from factcheck.types import ActionValue, Relation
from tests import loaded


@pytest.fixture(scope="module")
def grammar(rules: Rules) -> ActionGrammar:
    return actions.load(rules)


def named(text: str, grammar: ActionGrammar) -> list[tuple[str, str]]:
    return [(text[t.span.start : t.span.end], t.concept) for t in actions.find(text, grammar)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Les ministres se sont réunis.", ("réunis", "meeting")),
        ("LA RÉUNION A DURÉ DEUX HEURES", ("RÉUNION", "meeting")),
        ("Le conseil a approuvé le budget", ("approuvé", "approve")),
        ("la signature de l’accord", ("signature", "sign")),
    ],
)
def test_words_name_what_happened(text: str, found: tuple[str, str], grammar: ActionGrammar) -> None:
    assert found in named(text, grammar)


def test_a_word_is_found_once_for_each_thing_it_may_be(grammar: ActionGrammar) -> None:
    for text in ("Les ministres se sont réunis.", "La réunion des ministres a été annoncée"):
        found = actions.find(text, grammar)
        assert len({(t.span, t.form, t.concept) for t in found}) == len(found)
        assert [t.span for t in found] == sorted(t.span for t in found)


def value(action: str, positive: bool = True) -> ActionValue:
    return ActionValue(action, positive, action)


OPPOSITES = [(c.name, c.opposite) for c in loaded.compiled().actions.concepts if c.opposite]


def test_there_are_opposites_and_each_is_a_concept(grammar: ActionGrammar) -> None:
    names = {c.name for c in grammar.concepts}
    assert OPPOSITES
    assert {opposite for _, opposite in OPPOSITES} <= names


@pytest.mark.parametrize(("one", "other"), OPPOSITES)
def test_opposites_exclude_each_other_both_ways(one: str, other: str, grammar: ActionGrammar) -> None:
    assert grammar.opposite(one, other)
    assert grammar.opposite(other, one)
    assert actions.relate(value(one), value(other), opposite=True).relation is Relation.CONFLICTING
    assert actions.relate(value(one, False), value(other), opposite=True).relation is not Relation.CONFLICTING


def test_a_thing_done_and_the_same_not_done() -> None:
    assert actions.relate(value("sign"), value("sign")).relation is Relation.SAME
    assert actions.relate(value("sign"), value("sign", False)).relation is Relation.CONFLICTING
    assert actions.relate(value("sign"), value("meeting", False)).relation is Relation.INCOMPARABLE


@given(st.text(max_size=200))
def test_spans_lie_in_any_text(text: str) -> None:
    for trigger in actions.find(text, loaded.compiled().actions):
        assert 0 <= trigger.span.start < trigger.span.end <= len(text)


VALUES = st.builds(ActionValue, st.sampled_from(["sign", "meeting", "approve"]), st.booleans(), st.just("x"))


@given(VALUES, VALUES, st.booleans())
def test_relate_is_symmetric(a: ActionValue, b: ActionValue, opposite: bool) -> None:
    one, other = actions.relate(a, b, opposite), actions.relate(b, a, opposite)
    assert (one.relation, one.rule) == (other.relation, other.rule)
