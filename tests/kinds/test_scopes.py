"""What a figure is told of beside its class."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.kinds import scopes
from factcheck.rules import Rules
from factcheck.types import Quantity, Span
from tests import loaded

WORDS = st.frozensets(st.sampled_from(["who:police", "who:all", "at:1", "at:2", "of:x", "of:y", "half:over", "half:a"]))


def said(text: str, rules: Rules) -> set[str]:
    return {value for _, value in scopes.describe(text, rules)}


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("trois gendarmes ont été blessés", "who:police"),
        ("quatorze blessés parmi les forces de l'ordre", "who:police"),
        ("deux secouristes ont été tués", "who:rescuers"),
        ("cinq lycéens ont été blessés", "who:children"),
        ("il avait recueilli 21 % des voix au premier tour", "round:1"),
        ("elle recueille 48 % des voix après dépouillement de 12 bureaux", "stage:partial"),
        ("la liste rafle 23 des 29 sièges", "sum:all"),
    ],
)
def test_the_words_beside_a_figure(text: str, scope: str, rules: Rules) -> None:
    assert scope in said(text, rules)


@pytest.mark.parametrize(
    "text",
    [
        "trois blessés, selon la police",
        "trois blessés et des policiers en renfort",
        "elle recueille 48 % des voix",
        "la liste rafle 23 sièges",
    ],
)
def test_words_that_are_of_something_else(text: str, rules: Rules) -> None:
    assert not {"who:police", "stage:partial", "sum:all"} & said(text, rules)


def share(number: float, holder: str | None, where: str) -> frozenset[str]:
    return scopes.share(Quantity(number, number, number, "%"), holder, where)


@pytest.mark.parametrize(
    ("a", "b", "two"),
    [
        (share(52.3, "x", "1"), share(53.2, "x", "2"), False),
        (share(52.3, "x", "1"), share(47.7, "x", "2"), False),
        (share(52.3, "x", "1"), share(12.1, "y", "2"), True),
        (share(52.3, None, "1"), share(53.2, "x", "2"), False),
        (share(52.3, None, "1"), share(12.1, "y", "2"), True),
        (share(12.1, None, "1"), share(14.1, "y", "2"), True),
        (share(12.1, None, "1"), share(14.1, None, "2"), True),
    ],
)
def test_shares_of_the_votes(a: frozenset[str], b: frozenset[str], two: bool) -> None:
    assert scopes.apart(a, b) is scopes.apart(b, a) is two


def test_a_count_that_goes_on_is_one_thing_at_two_stages() -> None:
    partial, whole = frozenset({"stage:partial"}), frozenset({"stage:whole"})
    assert not scopes.apart(partial, whole)
    assert scopes.two_stages(partial, whole) is scopes.two_stages(whole, partial) is True
    assert scopes.two_stages(whole, whole) is False
    assert scopes.two_stages(whole, frozenset()) is None


@given(WORDS, WORDS)
def test_apart_is_symmetric_and_nothing_is_apart_from_itself(a: frozenset[str], b: frozenset[str]) -> None:
    assert scopes.apart(a, b) == scopes.apart(b, a)
    assert not scopes.apart(a, a)


@given(st.text(max_size=120), st.integers(0, 120), st.integers(0, 120))
def test_no_text_makes_it_raise(text: str, a: int, b: int) -> None:
    scopes.scope(text, Span(min(a, b), max(a, b)), "hurt", loaded.compiled().scopes)
