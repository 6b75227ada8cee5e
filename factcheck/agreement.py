"""Values told by one article alone that another tells too, of what reads alike.

Two articles that name one thing in different words end up in two blocks, and a value that both give would look as if
each were alone with it. An equal value is itself evidence that one thing is meant, the stronger the rarer it is: so
groups of one article are joined with others on less similarity than it takes to oppose two values. Nothing is ever
opposed here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import combinations

from factcheck.cluster import Group, Relate, joined
from factcheck.embed import Embedder
from factcheck.types import Claim, DateValue, Duration, PlaceValue, Quantity, Relation, Slot

_JOINED = frozenset({Slot.DATE, Slot.PLACE, Slot.DURATION, Slot.QUANTITY})
_AGREE = (Relation.SAME, Relation.COMPATIBLE)

# Least cosine of two contexts, by how rarely two articles of one story give such a value by chance.
_RARE, _COMMON, _EVERYDAY = 0.25, 0.42, 0.5
_SMALL = 2  # counts up to this are everywhere
_TELLING_DIGITS = 3
_NEAR_DAYS = 3  # days this near to the publication are told of all that happened lately


def together(
    groups: Sequence[Group], embedder: Embedder, related: Relate, published: Mapping[str, date | None]
) -> list[Group]:
    """``groups``, those that tell an equal value of what reads alike made one; the surest pairs first.

    ``published`` gives the day of each article.
    """
    settled = [g for g in groups if g.slot not in _JOINED]
    open_ = [g for g in groups if g.slot in _JOINED]
    vectors = embedder.encode([c.context for g in open_ for c in g.claims])
    row = {c.context: n for n, c in enumerate(c for g in open_ for c in g.claims)}

    def similar(a: Claim, b: Claim) -> float:
        return float(vectors[row[a.context]] @ vectors[row[b.context]])

    def fit(a: Sequence[int], b: Sequence[int]) -> bool:
        return _fit([open_[k] for k in a], [open_[k] for k in b], related)

    pairs = [(i, j) for _, i, j in sorted(_pairs(open_, similar, related, published))]
    return sorted(
        [*settled, *(_merged([open_[k] for k in part]) for part in joined(len(open_), pairs, fit))],
        key=lambda g: (g.slot, g.about, g.facet, _order(g.claims[0])),
    )


def _pairs(
    groups: Sequence[Group],
    similar: Callable[[Claim, Claim], float],
    related: Relate,
    published: Mapping[str, date | None],
) -> list[tuple[float, int, int]]:
    found = []
    for i, j in combinations(range(len(groups)), 2):
        a, b = groups[i], groups[j]
        if a.slot is not b.slot or not (_alone(a) or _alone(b)):
            continue
        sure = [
            similar(x, y)
            for x in a.claims
            for y in b.claims
            if x.article != y.article and _equal(x, y, related) and similar(x, y) >= _least(x, y, published)
        ]
        if sure:
            found.append((-round(max(sure), 4), i, j))
    return found


def _alone(group: Group) -> bool:
    return len({c.article for c in group.claims}) == 1


def _equal(a: Claim, b: Claim, related: Relate) -> bool:
    camps = a.camp == b.camp or None in (a.camp, b.camp)
    return camps and _bound(a) == _bound(b) and related(a, b).relation is Relation.SAME


def _bound(claim: Claim) -> str:
    """Of a date whether it is "until" or "from" that day; of a count its unit."""
    return claim.facet.partition(":")[0] if claim.slot in (Slot.DATE, Slot.QUANTITY) else ""


def _least(a: Claim, b: Claim, published: Mapping[str, date | None]) -> float:
    """How similar the contexts of two equal values must be."""
    value = a.value
    if isinstance(value, Quantity):
        return _least_of_number(value, b.value)
    if isinstance(value, DateValue):
        near = any(
            (day := published.get(c.article)) is not None and abs((day - value.start).days) <= _NEAR_DAYS
            for c in (a, b)
        )
        return _EVERYDAY if near or value.start != value.end else _RARE
    if isinstance(value, PlaceValue):
        return _COMMON if value.level == "venue" else _EVERYDAY
    return _COMMON if isinstance(value, Duration) and value.stated is not None else 1.0


def _least_of_number(a: Quantity, b: object) -> float:
    if not isinstance(b, Quantity) or a.stated is None or b.stated is None or (a.unit == "" and a.stated <= _SMALL):
        return 1.0
    digits = len(f"{a.stated:g}".replace(".", "").strip("0"))
    return _RARE if digits >= _TELLING_DIGITS or (a.stated >= 100 and digits == _TELLING_DIGITS - 1) else _COMMON


def _fit(a: Sequence[Group], b: Sequence[Group], related: Relate) -> bool:
    """Whether every claim of one side agrees with every claim of the other."""
    return all(related(x, y).relation in _AGREE for g in a for x in g.claims for h in b for y in h.claims)


def _merged(groups: Sequence[Group]) -> Group:
    """One group under the question of the first that most articles answer."""
    if len(groups) == 1:
        return groups[0]
    first = max(groups, key=lambda g: (len({c.article for c in g.claims}), -groups.index(g)))
    claims = tuple(sorted((c for g in groups for c in g.claims), key=_order))
    return Group(first.slot, first.about, first.facet, claims)


def _order(claim: Claim) -> tuple[str, int, int]:
    return claim.article, claim.span.start, claim.span.end
