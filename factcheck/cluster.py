"""Claims -> groups that answer one question.

Claims are blocked by slot, by what they are about and by facet. Inside a block, where the block alone does not make
sure that one thing is meant, claims are joined by the similarity of their contexts (the sentence without the words of
the value): single linkage over pairs of different articles, as long as a pair is at least as similar as its slot asks.
Similarity never gives a verdict.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from factcheck.embed import Embedder
from factcheck.types import Claim, Slot

# Cosine of two contexts. Blocks about one person or one event are sure already; a count or an action is not.
SIMILARITY: Mapping[Slot, float] = {Slot.QUANTITY: 0.45, Slot.ACTION: 0.45}


@dataclass(frozen=True, slots=True)
class Group:
    """Claims that answer one question, in the order of their articles."""

    slot: Slot
    about: str
    facet: str
    claims: tuple[Claim, ...]


def cluster(claims: Sequence[Claim], embedder: Embedder) -> list[Group]:
    """Every claim in exactly one group, ordered by slot, subject, facet and place."""
    blocks: dict[tuple[Slot, str, str], list[Claim]] = {}
    for claim in sorted(claims, key=_order):
        blocks.setdefault((claim.slot, claim.about, claim.facet), []).append(claim)
    groups = []
    for (slot, about, facet), block in sorted(blocks.items()):
        for members in _split(slot, block, embedder):
            groups.append(Group(slot, about, facet, tuple(members)))
    return groups


def _order(claim: Claim) -> tuple[str, int, int]:
    return claim.article, claim.span.start, claim.span.end


def _split(slot: Slot, block: list[Claim], embedder: Embedder) -> list[list[Claim]]:
    least = SIMILARITY.get(slot)
    if least is None or len(block) == 1:
        return [block]
    vectors = embedder.encode([claim.context for claim in block])
    return [[block[i] for i in part] for part in _linked(vectors @ vectors.T, [c.article for c in block], least)]


def _linked(similar: npt.NDArray[np.float32], articles: Sequence[str], least: float) -> list[list[int]]:
    part = list(range(len(articles)))
    for a, b in combinations(range(len(articles)), 2):
        if articles[a] != articles[b] and similar[a, b] >= least:
            old, new = part[b], part[a]
            part = [new if p == old else p for p in part]
    return [[i for i, p in enumerate(part) if p == top] for top in sorted(set(part))]
