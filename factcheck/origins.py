"""Independent origins: articles that print one dispatch count as one source.

Two articles share an origin if they credit one agency within two days of each other, or if a good part of the shorter
one stands word for word in the longer one (containment of word 6-grams, Broder 1997).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from factcheck.text import words
from factcheck.types import Article

_GRAM = 6
_COPIED = 0.3  # of the 6-grams of the shorter article
_SAME_DISPATCH_DAYS = 2


def origins(articles: Sequence[Article]) -> dict[str, str]:
    """The origin of each article, by article id: the agency's name, or the id of the article itself."""
    grams = {a.id: _grams(a.text) for a in articles}
    root = {a.id: a.id for a in articles}

    def find(article: str) -> str:
        while root[article] != article:
            article = root[article]
        return article

    for a, b in combinations(sorted(articles, key=lambda x: x.id), 2):
        if _one_agency(a, b) or _copied(grams[a.id], grams[b.id]):
            first, second = sorted((find(a.id), find(b.id)))
            root[second] = first
    credited = {find(a.id): a.credits[0] for a in sorted(articles, key=lambda x: x.id, reverse=True) if a.credits}
    names: dict[str, int] = {}
    result: dict[str, str] = {}
    for top in sorted({find(a.id) for a in articles}):
        name = credited.get(top, top)
        names[name] = count = names.get(name, 0) + 1
        result |= {a.id: name if count == 1 else f"{name} ({count})" for a in articles if find(a.id) == top}
    return result


def _one_agency(a: Article, b: Article) -> bool:
    if not set(a.credits) & set(b.credits):
        return False
    if a.published is None or b.published is None:
        return True
    return abs((a.published - b.published).days) <= _SAME_DISPATCH_DAYS


def _grams(text: str) -> frozenset[tuple[str, ...]]:
    all_words = words(text)
    return frozenset(all_words[i : i + _GRAM] for i in range(len(all_words) - _GRAM + 1))


def _copied(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> bool:
    shorter = min(len(a), len(b))
    return shorter > 0 and len(a & b) >= _COPIED * shorter
