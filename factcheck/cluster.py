"""Claims -> groups that answer one question.

Claims are blocked by slot, by what they are about and by facet. A block about one person or one event asks one
question. Elsewhere (counts, lengths of time, actions) a block may hold several referents: the sentences without the
words of the value are compared by embedding, and claims are joined pair by pair, the surest first: equal values, then
values that fit, then values that do not, each asking for more similarity than the one before. An article that gives
two values speaks of two things, so no group takes both; whoever finds an equal partner is no longer free for an
unequal one. Similarity never gives a verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from factcheck.claims.durations import TOPIC
from factcheck.claims.penalties import PENALTY, UNNAMED
from factcheck.embed import Embedder
from factcheck.types import Claim, Judgement, Relation, Slot

# Least cosine of two contexts for claims whose values are equal, fit, or exclude each other.
_LEAST = {Relation.SAME: 0.1, Relation.COMPATIBLE: 0.2, Relation.CONFLICTING: 0.45}
_LEAST_DECISIVE = 0.15  # for opposite outcomes of which a story has one
_LEAST_ANSWERED = -1.0  # and for those of a question, which its words, the persons and the things of the clause tell
ANSWERED = "?"  # ends the subject of a question with two answers
_LEAST_TELLING, _LEAST_OTHER = 0.25, 0.62  # for unequal counts of a class that a story has once, and of any other
_LEAST_OF_EVENT, _LEAST_OF_TOPIC = 0.05, 0.2  # for unequal lengths of one event, and of one topic
_ALIGNED = frozenset({Slot.QUANTITY, Slot.DURATION, Slot.ACTION})

AGE = "age"  # the facet of a person's age, which needs no alignment

Relate = Callable[[Claim, Claim], Judgement]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Group:
    """Claims that answer one question, in the order of their articles."""

    slot: Slot
    about: str
    facet: str
    claims: tuple[Claim, ...]


def cluster(
    claims: Sequence[Claim],
    embedder: Embedder,
    related: Relate,
    running: Callable[[str], bool] = lambda _: False,
    telling: Callable[[str], bool] = lambda _: False,
) -> list[Group]:
    """Every claim in exactly one group, ordered by slot, subject, facet and place.

    ``related`` compares two claims; ``running`` tells which counts change while their event goes on: these may differ
    within one article; ``telling`` which counts and outcomes a story has but once.
    """
    blocks: dict[tuple[Slot, str, str], list[Claim]] = {}
    for claim in sorted(claims, key=_order):
        blocks.setdefault((claim.slot, claim.about, claim.facet), []).append(claim)
    groups = []
    for (slot, about, facet), block in sorted(blocks.items()):
        parts = [block]
        if slot in _ALIGNED and not _one_question(about, facet) and len(block) > 1:
            vectors = embedder.encode([claim.context for claim in block])
            least = _least(slot, about, telling)
            parts = _aligned(block, vectors @ vectors.T, related, slot is Slot.QUANTITY and running(about), least)
        groups += [Group(slot, about, facet, tuple(part)) for part in parts]
    return groups


def joined(
    count: int, pairs: Iterable[Pair], fit: Callable[[Sequence[int], Sequence[int]], bool] = lambda _, __: True
) -> list[list[int]]:
    """The numbers below ``count`` in parts: pair by pair, two parts become one where they ``fit``. All in order."""
    home = [[i] for i in range(count)]
    for i, j in pairs:
        if home[i] is not home[j] and fit(home[i], home[j]):
            part = sorted(home[i] + home[j])
            for k in part:
                home[k] = part
    return [part for i, part in enumerate(home) if part[0] == i]


def _one_question(about: str, facet: str) -> bool:
    """Whether a block needs no alignment: the age of a person, the penalty of one who is named."""
    return facet == AGE or (facet.startswith(PENALTY) and not about.startswith(UNNAMED))


def _order(claim: Claim) -> tuple[str, int, int]:
    return claim.article, claim.span.start, claim.span.end


def _least(slot: Slot, about: str, telling: Callable[[str], bool]) -> Mapping[Relation, float]:
    if slot is Slot.ACTION and telling(about) and about.endswith(ANSWERED):
        return {**_LEAST, Relation.CONFLICTING: _LEAST_ANSWERED}
    if slot is Slot.ACTION and telling(about):
        return {**_LEAST, Relation.CONFLICTING: _LEAST_DECISIVE}
    if slot is Slot.DURATION:
        return {**_LEAST, Relation.CONFLICTING: _LEAST_OF_TOPIC if about.startswith(TOPIC) else _LEAST_OF_EVENT}
    if slot is not Slot.QUANTITY:
        return _LEAST
    return {**_LEAST, Relation.CONFLICTING: _LEAST_TELLING if telling(about) else _LEAST_OTHER}


def _aligned(
    block: Sequence[Claim],
    similar: npt.NDArray[np.float32],
    related: Relate,
    running: bool,
    least: Mapping[Relation, float],
) -> list[list[Claim]]:
    """The referents of one block."""
    relation = {(i, j): related(block[i], block[j]).relation for i, j in combinations(range(len(block)), 2)}

    def whole(first: Sequence[int], second: Sequence[int]) -> bool:
        """Whether no article would contradict itself."""
        return running or not any(
            block[i].article == block[j].article and relation[min(i, j), max(i, j)] is Relation.CONFLICTING
            for i in first
            for j in second
        )

    pairs = sorted(_candidates(block, similar, relation, least), key=lambda pair: _surest(pair, similar, relation))
    return [[block[i] for i in part] for part in joined(len(block), pairs, whole)]


def _candidates(
    block: Sequence[Claim],
    similar: npt.NDArray[np.float32],
    relation: Mapping[Pair, Relation],
    least: Mapping[Relation, float],
) -> list[Pair]:
    many = {
        block[i].article
        for (i, j), how in relation.items()
        if how is Relation.CONFLICTING and block[i].slot is Slot.DURATION and block[i].article == block[j].article
    }  # an article that gives one event several lengths does not say which is meant
    return [
        pair
        for pair, how in relation.items()
        if how in least
        and float(similar[pair]) >= least[how]
        and (
            how is not Relation.CONFLICTING
            or block[pair[0]].article != block[pair[1]].article
            and not {block[k].article for k in pair} & many
        )
    ]


def _surest(pair: Pair, similar: npt.NDArray[np.float32], relation: Mapping[Pair, Relation]) -> tuple[int, float, Pair]:
    order = (Relation.SAME, Relation.COMPATIBLE, Relation.CONFLICTING)
    return order.index(relation[pair]), -round(float(similar[pair]), 4), pair
