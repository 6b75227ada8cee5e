"""Whether two claims are of one story, by the names and words that their articles share: rare ones say more.

A folder may hold one story or a whole day's press. Values of two stories are no contradiction, however much the words
around them look alike: "la réunion de mardi" is many meetings.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from factcheck.text import words
from factcheck.types import Article, Claim, Entity, Slot

# Least part of the names of the article with fewer of them, by their weight, that both must share.
_LEAST = 0.08
_LEAST_OF_EVENTS: Mapping[Slot, float] = {Slot.DATE: 0.15, Slot.PLACE: 0.15, Slot.DURATION: 0.15}

# In a folder of more than one story's worth of articles, two sentences must also share words that few articles have.
ONE_STORY = 8  # articles
_FEW = 0.2  # of the articles
_A_FEW = 4  # articles that are few in any folder
_LEAST_WORDS = 2
_LONG = 4  # letters
_TOLD_IN_WORDS = frozenset({Slot.ACTION, Slot.PARTICIPANT})  # a part of a name says enough of these, and not of figures
_NONE: frozenset[str] = frozenset()
_LONG_PART = 6  # letters of a word of a name that two articles share

Together = Callable[[Claim, Claim], bool]


def one_story(entities: Sequence[Entity], articles: Sequence[Article]) -> Together:
    """A test of two claims of two articles. An article without any name may be of every story."""
    named: dict[str, set[str]] = {}
    for entity in entities:
        for mention in entity.mentions:
            named.setdefault(mention.article, set()).add(entity.id)
    weights = _weights(named)
    telling = _telling(articles)
    parts = _parts(entities) if telling is None else {}
    read: dict[str, frozenset[str]] = {}

    def weight(ids: set[str]) -> float:
        return sum(weights[i] for i in sorted(ids))

    def share_names(a: Claim, b: Claim) -> bool:
        first, second = named.get(a.article, set()), named.get(b.article, set())
        least = _LEAST_OF_EVENTS.get(a.slot, _LEAST)
        if not (first and second) or weight(first & second) >= least * min(weight(first), weight(second)):
            return True
        return a.slot in _TOLD_IN_WORDS and bool(parts.get(a.article, _NONE) & parts.get(b.article, _NONE))

    def together(a: Claim, b: Claim) -> bool:
        if not share_names(a, b):
            return False
        if telling is None:
            return True
        for context in (a.context, b.context):
            if context not in read:
                read[context] = _words(context) & telling
        return len(read[a.context] & read[b.context]) >= _LEAST_WORDS

    return together


def _weights(named: Mapping[str, set[str]]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for ids in named.values():
        for one in ids:
            counts[one] = counts.get(one, 0) + 1
    return {one: 1 + math.log(len(named) / count) for one, count in counts.items()}


def _parts(entities: Sequence[Entity]) -> Mapping[str, frozenset[str]]:
    """The long words of the names of each article: of one story, even where a name was read in two lengths."""
    found: dict[str, frozenset[str]] = {}
    for entity in entities:
        for mention in entity.mentions:
            long = frozenset(w for w in words(mention.text) if len(w) >= _LONG_PART)
            found[mention.article] = found.get(mention.article, frozenset()) | long
    return found


def _telling(articles: Sequence[Article]) -> frozenset[str] | None:
    """The words that few articles of a large folder have; None in a small one, where all tell one story."""
    if len(articles) <= ONE_STORY:
        return None
    counts: dict[str, int] = {}
    for article in articles:
        for word in _words(article.text):
            counts[word] = counts.get(word, 0) + 1
    return frozenset(word for word, count in counts.items() if count <= max(_A_FEW, _FEW * len(articles)))


def _words(text: str) -> frozenset[str]:
    return frozenset(w for w in words(text) if len(w) >= _LONG)
