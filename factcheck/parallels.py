"""Days, places and counts that two articles tell in so nearly the same words that one thing must be meant.

A wrong day or town makes another event of what is told, and a thing counted under two names makes two questions: the
two values would never meet. What is left when the value is cut out still tells: where the sentence that of all in the
other article is most like it is so in turn, and both share enough words that are rare in the folder, the values answer
one question. An article that also gives the other value, of what reads more alike, knows both and is left alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from factcheck.cluster import Group, Relate
from factcheck.text import words
from factcheck.types import Claim, Quantity, Relation, Slot, Span, Stance

_SLOTS = frozenset({Slot.DATE, Slot.PLACE, Slot.QUANTITY})
_STEM = 6  # letters by which the forms of one word are told
_LONG = 4  # letters of a word that says something
_LEAST_WEIGHT, _LEAST_SHARE = 3.0, 0.2  # of the words that two sentences share, and of all words of the shorter one

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
Sentence = tuple[str, Span]  # the id of an article, and a span of it


def together(groups: Sequence[Group], related: Relate, kind: Callable[[str], str]) -> list[Group]:
    """``groups``, with two values of one thing that two articles tell alike in a group of their own.

    ``kind`` gives the kind of event, or of thing counted, that a group is about; two kinds are never one thing.
    """
    settled = [g for g in groups if g.slot not in _SLOTS]
    told = [claim for g in groups if g.slot in _SLOTS for claim in g.claims]
    home: list[_Part] = []  # of each claim, in the order of ``told``
    for group in groups:
        if group.slot in _SLOTS:
            home += [_Part(group, list(range(len(home), len(home) + len(group.claims))))] * len(group.claims)
    named: set[int] = set()
    for i, j in _pairs(told, related, kind):
        first, second = home[i], home[j]
        named |= {i, j}
        if first is second or _disputed(first, i, told, related) or _disputed(second, j, told, related):
            continue
        camps = _camp(first, i, told, related), _camp(second, j, told, related)
        if _torn([told[k] for k in camps[0]], [told[k] for k in camps[1]], related):
            continue
        larger = max((first, second), key=lambda part: len({told[k].article for k in part.members}))
        both = _Part(larger.group, sorted(camps[0] + camps[1]), formed=True)
        for part in (first, second):
            part.members = [k for k in part.members if k not in both.members]
        for k in both.members:
            home[k] = both
    parts = {min(part.members): part for part in home}
    return sorted([*settled, *(part.whole(told, named) for _, part in sorted(parts.items()))], key=_group_order)


@dataclass(slots=True)
class _Part:
    """A group while claims are taken out of it; ``formed``: it was put together here, and stays whole."""

    group: Group
    members: list[int]
    formed: bool = False

    def whole(self, told: Sequence[Claim], named: Collection[int]) -> Group:
        """``named``: the claims of which their words, so like another's, say well enough what they are of."""
        claims = [replace(told[k], unnamed=told[k].unnamed and k not in named) for k in self.members]
        return replace(self.group, claims=tuple(sorted(claims, key=_order)))


def _pairs(claims: Sequence[Claim], related: Relate, kind: Callable[[str], str]) -> list[tuple[int, int]]:
    """What two articles tell alike but for the value, the surest first."""
    weigh = _Weights(claims)
    nearest = _nearest(claims, weigh)
    beside: dict[tuple[Slot, Sentence], list[Claim]] = {}
    for claim in claims:
        beside.setdefault((claim.slot, _sentence(claim)), []).append(claim)
    found = []
    for (i, a), (j, b) in combinations(enumerate(claims), 2):
        if a.article == b.article or not (a.firm and b.firm) or not _one_question(a, b, kind):
            continue
        weight, share = weigh.shared(a, b)
        if weight < _LEAST_WEIGHT or share < _LEAST_SHARE or not _mutual(a, b, nearest):
            continue
        if related(a, b).relation is Relation.CONFLICTING and _alone(a, b, beside, related):
            found.append((-round(weight, 4), i, j))
    return [(i, j) for _, i, j in sorted(found)]


def _alone(a: Claim, b: Claim, beside: Mapping[tuple[Slot, Sentence], Sequence[Claim]], related: Relate) -> bool:
    """Whether all other values of their sentences have an equal in the other one: else any might be meant."""
    first, second = beside[a.slot, _sentence(a)], beside[b.slot, _sentence(b)]
    return all(
        related(one, claim).relation is Relation.SAME
        or related(one, claim).relation is Relation.INCOMPARABLE
        or any(related(one, other).relation in (Relation.SAME, Relation.COMPATIBLE) for other in others)
        for claim, mine, others in ((a, first, second), (b, second, first))
        for one in mine
    ) and not any(
        related(claim, other).relation in (Relation.SAME, Relation.COMPATIBLE)
        for claim, others in ((a, second), (b, first))
        for other in others
    )


def _disputed(part: _Part, claim: int, told: Sequence[Claim], related: Relate) -> bool:
    """Whether its group holds another value already, which another article gives."""
    mine = told[claim]
    return not part.formed and any(
        told[k].article != mine.article and told[k].firm and related(told[k], mine).relation is Relation.CONFLICTING
        for k in part.members
    )


def _camp(part: _Part, claim: int, told: Sequence[Claim], related: Relate) -> list[int]:
    """``claim`` and those of its group that give the same value."""
    if part.formed:
        return part.members
    return [k for k in part.members if k == claim or related(told[k], told[claim]).relation is Relation.SAME]


def _torn(first: Sequence[Claim], second: Sequence[Claim], related: Relate) -> bool:
    """Whether an article would contradict itself."""
    return any(x.article == y.article and related(x, y).relation is Relation.CONFLICTING for x in first for y in second)


class _Weights:
    """How much it says that two sentences share a word: the rarer in the folder, the more."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        sentences: dict[Sentence, frozenset[str]] = {}
        self._words: dict[str, frozenset[str]] = {}
        for claim in claims:
            self._words[claim.context] = kept = _words(claim.context)
            sentences[_sentence(claim)] = sentences.get(_sentence(claim), frozenset()) | kept
        counts: dict[str, int] = {}
        for kept in sentences.values():
            for word in kept:
                counts[word] = counts.get(word, 0) + 1
        self._weight = {word: math.log(1 + len(sentences) / count) for word, count in counts.items()}

    def shared(self, a: Claim, b: Claim) -> tuple[float, float]:
        """The weight of the words that both contexts hold, and its share of the lighter context."""
        first, second = self._words[a.context], self._words[b.context]
        weight = self._sum(first & second)
        whole = min(self._sum(first), self._sum(second))
        return weight, weight / whole if whole else 0.0

    def _sum(self, kept: frozenset[str]) -> float:
        return sum(self._weight[word] for word in sorted(kept))


def _words(context: str) -> frozenset[str]:
    return frozenset(w[:_STEM] for w in words(context) if len(w) >= _LONG or w.isdigit())


def _nearest(claims: Sequence[Claim], weigh: _Weights) -> Mapping[tuple[Slot, Sentence, str], Sentence]:
    """Of each sentence and each other article, the sentence there that shares most with it."""
    best: dict[tuple[Slot, Sentence, str], tuple[float, Sentence]] = {}
    for a, b in combinations(claims, 2):
        if a.slot is not b.slot or a.article == b.article:
            continue
        weight, _ = weigh.shared(a, b)
        for one, other in ((a, b), (b, a)):
            key = one.slot, _sentence(one), other.article
            score = (-weight, _sentence(other))
            if key not in best or score < (-best[key][0], best[key][1]):
                best[key] = weight, _sentence(other)
    return {key: sentence for key, (_, sentence) in best.items()}


def _mutual(a: Claim, b: Claim, nearest: Mapping[tuple[Slot, Sentence, str], Sentence]) -> bool:
    return nearest[a.slot, _sentence(a), b.article] == _sentence(b) and nearest[
        b.slot, _sentence(b), a.article
    ] == _sentence(a)


def _one_question(a: Claim, b: Claim, kind: Callable[[str], str]) -> bool:
    if a.slot is not b.slot or (a.stance is Stance.EXPECTED) != (b.stance is Stance.EXPECTED):
        return False
    if isinstance(a.value, Quantity) and isinstance(b.value, Quantity):
        numbers = a.value.stated is not None and b.value.stated is not None and _years(a) == _years(b)
        return numbers and a.value.unit == b.value.unit and kind(a.about) == kind(b.about)
    return a.facet == b.facet and kind(a.about) == kind(b.about)


def _years(claim: Claim) -> frozenset[str]:
    """The years that a sentence names: a figure of one year is not that of another, or of today."""
    return frozenset(_YEAR.findall(claim.context))


def _sentence(claim: Claim) -> Sentence:
    return claim.article, claim.sentence


def _order(claim: Claim) -> tuple[str, int, int]:
    return claim.article, claim.span.start, claim.span.end


def _group_order(group: Group) -> tuple[Slot, str, str, tuple[str, int, int]]:
    return group.slot, group.about, group.facet, _order(group.claims[0])
