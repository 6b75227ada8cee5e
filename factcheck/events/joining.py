"""The events of all articles: those of two articles joined, the surest pairs first.

No event takes two events of one article. Only when all that agree are joined may an event join one whose day or place
differs, where everything else speaks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from factcheck.events.families import BY_SUBJECT, SOLE
from factcheck.events.local import OTHER, EventMention, Local, date_score, place_score
from factcheck.events.support import Surroundings, despite_days, despite_places

_SAME_DAY = 3.0  # the score of one and the same day, stated by both
_SAME_PLACE = 2.0  # that of one and the same place
_MINIMUM = 2.5  # of the score of two articles' events that are joined


@dataclass(frozen=True, slots=True)
class Event:
    """One event, and every frame of every article that speaks of it."""

    id: str
    concept: str
    mentions: tuple[EventMention, ...]
    joined: tuple[str, ...]  # how the articles' events came together, for `factcheck explain`


@dataclass(slots=True)
class Joined:
    """One event while the articles' events are being joined."""

    locals: list[Local]
    steps: list[str]

    @property
    def articles(self) -> set[str]:
        return {e.article for e in self.locals}


def across(events: Sequence[Local], around: Surroundings) -> list[Joined]:
    """``events``, all of one concept, those that are one event put together."""
    joined = [Joined([e], []) for e in events]
    for tolerant in (False, True):
        scores: dict[tuple[int, int], float | None] = {}
        while True:
            best = _best_pair(joined, tolerant, around, scores)
            if best is None:
                break
            a, b, step = best
            a.locals += b.locals
            a.steps += [*b.steps, step]
            joined.remove(b)
    return joined


Scores = dict[tuple[int, int], float | None]


def _best_pair(
    joined: Sequence[Joined], tolerant: bool, around: Surroundings, scores: Scores
) -> tuple[Joined, Joined, str] | None:
    best: tuple[float, tuple[str, ...]] | None = None
    chosen = None
    for a, b in combinations(joined, 2):
        if a.articles & b.articles:
            continue
        score, step = _pair_score(a, b, tolerant, around, scores)
        if score < _MINIMUM or (best is not None and score < best[0]):
            continue
        key = tuple(sorted(f"{e.article}:{e.mentions[0].trigger.start:07d}" for e in a.locals + b.locals))
        if best is None or (-score, key) < (-best[0], best[1]):
            best, chosen = (score, key), (a, b, step)
    return chosen


def _pair_score(a: Joined, b: Joined, tolerant: bool, around: Surroundings, scores: Scores) -> tuple[float, str]:
    usable = []
    for x in a.locals:
        for y in b.locals:
            pair = id(x), id(y)
            if pair not in scores:
                scores[pair] = scores[pair[::-1]] = _cross_score(x, y, tolerant, around)
            score = scores[pair]
            if score is None:
                return -1.0, ""
            usable.append(score)
    told = ", though the days or places differ" if tolerant else ""
    return max(usable), f"joined with a score of {max(usable):.1f}{told}"


def _cross_score(a: Local, b: Local, tolerant: bool, around: Surroundings) -> float | None:
    when = date_score(a, b)
    where = place_score(a.places, b.places)
    if OTHER in a.cues | b.cues:
        return None
    if a.ordinals and b.ordinals and not a.ordinals & b.ordinals:
        return None
    if when is None:
        support = despite_days(a, b, around) if tolerant else None
        return support if not support else max(_MINIMUM, support)
    if where is None:
        support = despite_places(a, b, around) if tolerant and when >= _SAME_DAY else None
        return support if not support else max(_MINIMUM, support)
    overlap = len(a.keys & b.keys)
    if a.concept.startswith("v:") and overlap < 2:
        return None
    if a.concept in BY_SUBJECT and not overlap and where < _SAME_PLACE:
        return None
    score = when + where + min(1.0, 0.25 * overlap)
    score += 1.0 if a.ordinals & b.ordinals else 0.0
    score += 0.5 if a.states & b.states else 0.0
    score += _MINIMUM if a.concept in SOLE and a.previous == b.previous and around.sole(a, b) else 0.0
    return score + (2.0 if a.lead and b.lead else 0.0)


# -- identity -------------------------------------------------------------------------------------


def identified(joined: Iterable[Joined]) -> tuple[Event, ...]:
    """The events with ids that stay while articles are added or reworded."""
    named: dict[str, int] = {}
    events = []
    for group in sorted(joined, key=_order):
        base = _name(group)
        named[base] = count = named.get(base, 0) + 1
        mentions = tuple(sorted((m for e in group.locals for m in e.mentions), key=lambda m: (m.article, m.trigger)))
        events.append(
            Event(base if count == 1 else f"{base}#{count}", mentions[0].concept, mentions, tuple(group.steps))
        )
    return tuple(events)


def _order(group: Joined) -> tuple[int, str, str]:
    first = min((e.article, e.mentions[0].trigger.start) for e in group.locals)
    return -len(group.articles), first[0], f"{first[1]:08d}"


def _name(group: Joined) -> str:
    """concept@place: what stays while articles are added or reworded."""
    counted: dict[str, int] = {}
    for event in group.locals:
        for place in event.places:
            city = place.id if place.level != "venue" else next(iter(place.within), place.id)
            counted[city] = counted.get(city, 0) + 1
    where = min(counted, key=lambda p: (-counted[p], p)) if counted else "?"
    return f"{group.locals[0].concept}@{where}"
