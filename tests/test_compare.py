"""Verdicts of one group of claims."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt

from factcheck.cluster import Group, cluster, joined
from factcheck.compare import compare, typed
from factcheck.kinds.actions import ActionGrammar
from factcheck.types import Article, Claim, DateValue, Quantity, RoleValue, Slot, Span, Stance, Value

ARTICLES = {
    name: Article(name, f"{name}.txt", "", (), published=date(2024, 5, number))
    for number, name in enumerate(("a", "b", "c", "d"), start=10)
}
RELATED = typed(ActionGrammar(()))


def claim(article: str, value: Value, slot: Slot = Slot.QUANTITY, start: int = 0, **more: object) -> Claim:
    return Claim(article, slot, "x", "", value, Span(start, start + 1), Span(start, start + 9), "…", **more)  # type: ignore[arg-type]


def number(n: float, high: float | None = None) -> Quantity:
    return Quantity(n, high or n, n if high is None else None, approximate=high is not None)


def verdicts(*claims: Claim, running: bool = False) -> list[tuple[bool, bool, list[list[str]]]]:
    group = Group(claims[0].slot, "x", "", claims)
    return [
        (one.judgement is not None, one.evolved, [[c.article for c in v] for v in one.variants])
        for one in compare(group, ARTICLES, RELATED, lambda _: running)
    ]


def test_equal_values_stand_in_one_variant() -> None:
    assert verdicts(claim("a", number(12)), claim("b", number(12))) == [(False, False, [["a", "b"]])]


def test_unequal_values_oppose_their_articles() -> None:
    assert verdicts(claim("a", number(12)), claim("b", number(30)), claim("c", number(12))) == [
        (True, False, [["a", "c"], ["b"]])
    ]


def test_an_article_is_not_opposed_to_itself() -> None:
    assert all(not conflict for conflict, _, _ in verdicts(claim("a", number(12)), claim("a", number(30), start=20)))


def test_a_vague_claim_that_fits_both_camps_stands_in_neither() -> None:
    (conflict, _, variants) = verdicts(
        claim("a", number(12)), claim("b", number(30)), claim("c", number(2, float("inf")))
    )[0]
    assert conflict
    assert variants == [["a"], ["b"]]


def test_what_is_only_hoped_for_opposes_nothing() -> None:
    found = verdicts(claim("a", number(12)), claim("b", number(30), firm=False))
    assert all(not conflict for conflict, _, _ in found)


def test_a_running_count_evolves_between_two_days_and_conflicts_at_one_moment() -> None:
    def told(day: int, minutes: tuple[int, int] | None = None) -> DateValue:
        return DateValue(date(2024, 5, day), date(2024, 5, day), "", minutes)

    noon, evening = (720, 720), (1110, 1110)
    rising = verdicts(
        claim("a", number(3), held=told(10, noon)), claim("b", number(5), held=told(10, evening)), running=True
    )
    assert rising == [(True, True, [["a"], ["b"]])]
    disputed = verdicts(
        claim("a", number(4), held=told(10, evening)), claim("b", number(5), held=told(10, evening)), running=True
    )
    assert disputed == [(True, False, [["a"], ["b"]])]


def test_a_running_count_that_is_told_again_later_never_changed() -> None:
    again = verdicts(claim("a", number(900)), claim("b", number(1700)), claim("c", number(900)), running=True)
    assert again == [(True, False, [["a", "c"], ["b"]])]
    risen = verdicts(claim("a", number(3)), claim("b", number(5)), claim("c", number(5)), running=True)
    assert all(evolved for _, evolved, _ in risen)
    split = verdicts(
        claim("a", number(3)), claim("b", number(5)), claim("c", number(3)), claim("d", number(5)), running=True
    )
    assert all(evolved for _, evolved, _ in split)


def test_a_plan_then_its_fact_has_evolved() -> None:
    def on(day: int) -> DateValue:
        return DateValue(date(2024, 5, day), date(2024, 5, day), "")

    plan = claim("a", on(14), Slot.DATE, stance=Stance.EXPECTED)
    fact = claim("c", on(11), Slot.DATE)
    assert verdicts(plan, fact) == [(True, True, [["a"], ["c"]])]


def test_an_article_that_gives_one_event_two_days_takes_no_side() -> None:
    def on(day: int) -> DateValue:
        return DateValue(date(2024, 5, day), date(2024, 5, day), "")

    found = verdicts(
        claim("a", on(14), Slot.DATE), claim("a", on(11), Slot.DATE, start=20), claim("b", on(14), Slot.DATE)
    )
    assert all(not conflict for conflict, _, _ in found)


def test_incomparable_posts_are_two_questions() -> None:
    mayor, painter = RoleValue("maire", ""), RoleValue("peintre", "")
    assert len(verdicts(claim("a", mayor, Slot.ROLE), claim("b", painter, Slot.ROLE))) == 2


class _Alike:
    """Every two texts are equally similar."""

    fingerprint = "alike"

    def __init__(self, cosine: float) -> None:
        self._cosine = cosine

    def encode(self, sentences: list[str]) -> npt.NDArray[np.float32]:
        count = len(sentences)
        gram = np.full((count, count), self._cosine) + (1 - self._cosine) * np.eye(count)
        rows: npt.NDArray[np.float32] = np.linalg.cholesky(gram).astype(np.float32)
        return rows


def groups(cosine: float, *claims: Claim) -> list[list[str]]:
    return [[c.article for c in g.claims] for g in cluster(claims, _Alike(cosine), RELATED)]


def test_unequal_counts_need_more_likeness_than_equal_ones() -> None:
    equal = claim("a", number(12)), claim("b", number(12))
    unequal = claim("a", number(12)), claim("b", number(30))
    assert groups(0.3, *equal) == [["a", "b"]]
    assert groups(0.3, *unequal) == [["a"], ["b"]]
    assert groups(0.9, *unequal) == [["a", "b"]]


def test_who_has_an_equal_partner_is_not_opposed_to_an_unequal_one() -> None:
    found = groups(
        0.9, claim("a", number(62)), claim("a", number(38), start=20), claim("b", number(62)), claim("c", number(38))
    )
    assert sorted(map(sorted, found)) == [["a", "b"], ["a", "c"]]


def test_pairs_are_joined_in_order_where_the_parts_fit() -> None:
    assert joined(5, [(0, 3), (1, 2), (3, 4)]) == [[0, 3, 4], [1, 2]]
    assert joined(3, [(0, 1), (1, 2)], lambda a, b: len(a) + len(b) < 3) == [[0, 1], [2]]
