"""Quotations of several articles that may be one statement -> groups and their comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from factcheck.claims.quotations import NAMED
from factcheck.cluster import Group, Relate, joined
from factcheck.embed import Embedder
from factcheck.kinds import quotations
from factcheck.text import words
from factcheck.types import Article, Claim, Judgement, PartyValue, QuotationValue, Relation, Slot

_OCCASION_DAYS = 5  # articles further apart quote two occasions, unless the words are the same
_SHARED_WORDS = 2
_LONG = 4  # letters of a word that tells quotations apart
_UNLIKELY = ((7, 2), (6, 3))  # so many words, and such words among them, in common are no chance
_QUESTION = 90  # characters of a quotation that name the question who said it


def group(claims: Sequence[Claim], articles: Mapping[str, Article]) -> list[Group]:
    """Quotations that share words, or a speaker and an occasion, with another; and each of the rest alone."""
    quoted = [c for c in claims if c.slot is Slot.QUOTATION and isinstance(c.value, QuotationValue)]
    quoted.sort(key=lambda c: (c.article, c.span))
    telling = [_telling(c) for c in quoted]
    pairs = (
        (i, j)
        for i, j in combinations(range(len(quoted)), 2)
        if _worth_comparing(quoted[i], quoted[j], telling[i], telling[j], articles)
    )
    groups = []
    for part in joined(len(quoted), pairs):
        members = tuple(quoted[i] for i in part)
        groups.append(Group(Slot.QUOTATION, members[0].about, "", members))
    return groups


def _telling(claim: Claim) -> frozenset[str]:
    return (
        frozenset(w for w in claim.value.words if len(w) >= _LONG)
        if isinstance(claim.value, QuotationValue)
        else frozenset()
    )


def _worth_comparing(
    a: Claim, b: Claim, words_a: frozenset[str], words_b: frozenset[str], articles: Mapping[str, Article]
) -> bool:
    if a.article == b.article:
        return False
    if len(words_a & words_b) >= min(_SHARED_WORDS, len(words_a), len(words_b)) > 0:
        return True
    return bool(a.about) and a.about == b.about and _one_occasion(a, b, articles)


def _one_occasion(a: Claim, b: Claim, articles: Mapping[str, Article]) -> bool:
    first, second = articles[a.article].published, articles[b.article].published
    return first is not None and second is not None and abs((first - second).days) <= _OCCASION_DAYS


def attributions(groups: Sequence[Group], related: Relate) -> list[Group]:
    """Words that two articles put into the mouths of two persons: who said them is a question of its own."""
    found = []
    for one in groups:
        named = [c for c in one.claims if c.about and c.facet == NAMED and _long_enough(c.value)]
        for i, claim in enumerate(named):
            same = [c for c in named[i:] if c is claim or related(claim, c).relation is Relation.SAME]
            if len({c.about for c in same}) > 1 and not _one_name(same):
                about = " ".join(claim.value.words)[:_QUESTION] if isinstance(claim.value, QuotationValue) else ""
                members = tuple(_said_by(c) for c in same)
                found.append(Group(Slot.ATTRIBUTION, about, "said", members))
                break
    return found


def _one_name(claims: Sequence[Claim]) -> bool:
    """Whether two speakers share a word of their names: one of them may be the other, badly read."""
    named = {c.about: frozenset(w for w in words(c.attributed_to or "") if len(w) >= _LONG) for c in claims}
    return any(named[a] & named[b] for a, b in combinations(sorted(named), 2))


def _long_enough(value: object) -> bool:
    """Whether two persons would hardly say so in the same words by chance."""
    if not isinstance(value, QuotationValue):
        return False
    long = sum(len(w) >= _LONG for w in value.words)
    return any(len(value.words) >= words_ and long >= of_these for words_, of_these in _UNLIKELY)


def _said_by(claim: Claim) -> Claim:
    who = PartyValue(claim.about, claim.attributed_to or claim.about)
    return replace(claim, slot=Slot.ATTRIBUTION, value=who)


def related(claims: Sequence[Claim], articles: Mapping[str, Article], embedder: Embedder) -> Relate:
    """The comparison of two quotations: what was said on two occasions is two statements."""
    texts = sorted({c.value.text for c in claims if isinstance(c.value, QuotationValue)})
    vectors = embedder.encode(texts)
    row = {text: number for number, text in enumerate(texts)}
    telling = {c.value.words: _telling(c) for c in claims if isinstance(c.value, QuotationValue)}

    def relate(a: Claim, b: Claim) -> Judgement:
        if not (isinstance(a.value, QuotationValue) and isinstance(b.value, QuotationValue)):
            return Judgement(Relation.INCOMPARABLE, "other-kinds")
        if a.article == b.article:
            return Judgement(Relation.INCOMPARABLE, "one-article")
        if not _worth_comparing(a, b, telling[a.value.words], telling[b.value.words], articles):
            return Judgement(Relation.INCOMPARABLE, "two-statements")
        apart = not _one_occasion(a, b, articles) and None not in (
            articles[a.article].published,
            articles[b.article].published,
        )
        other = bool(a.about) and bool(b.about) and a.about != b.about
        similar = float(vectors[row[a.value.text]] @ vectors[row[b.value.text]])
        judged = quotations.relate(
            a.value,
            b.value,
            same_speaker=bool(a.about) and a.about == b.about,
            same_occasion=not apart,
            similarity=similar,
        )
        if judged.relation is Relation.CONFLICTING and (apart or other):
            return Judgement(Relation.INCOMPARABLE, "two-occasions" if apart else "two-speakers")
        return judged

    return relate
