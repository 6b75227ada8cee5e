"""Which frames speak of one event: first within each article, then across articles.

An article does not contradict itself: two mentions of one kind with days, places or ordinals that exclude each other
are two events. Across articles the surest pairs are joined first (same day, same place), and no event takes two events
of one article. Only then may an event that found no partner join one whose day differs a little, when the place, the
states and the ordinal speak for it, or one of the same day and parties in another town: that is how a wrong date or
place is told from another event.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations

from factcheck.frames import Definite, Tense
from factcheck.kinds import dates, places
from factcheck.types import DateValue, PlaceValue, Relation, Span

_NEAR_DAYS = 10  # two days further apart are two events, whatever else agrees
_SAME_DAY = 3.0  # the score of one and the same day, stated by both
_ORDINALS = ("first", "second", "third")
_MINIMUM = 2.5  # of the score of two articles' events that are joined


@dataclass(frozen=True, slots=True)
class EventMention:
    """One frame with all that tells its event from others; ``lead`` if it opens its article."""

    article: str
    frame: int
    concept: str
    trigger: Span
    words: str
    definite: Definite
    tense: Tense
    cues: frozenset[str]
    dates: tuple[DateValue, ...]
    places: tuple[PlaceValue, ...]
    states: frozenset[str]
    keys: frozenset[str]
    lead: bool


@dataclass(slots=True)
class _Local:
    """One event as one article tells it, while it is being put together."""

    article: str
    published: date | None
    mentions: list[EventMention] = field(default_factory=list)

    @property
    def concept(self) -> str:
        return self.mentions[0].concept

    @property
    def dates(self) -> list[DateValue]:
        return [d for m in self.mentions for d in m.dates]

    @property
    def places(self) -> list[PlaceValue]:
        return [p for m in self.mentions for p in m.places]

    @property
    def states(self) -> frozenset[str]:
        return frozenset(s for m in self.mentions for s in m.states)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(k for m in self.mentions for k in m.keys)

    @property
    def ordinals(self) -> frozenset[str]:
        return frozenset(c for m in self.mentions for c in m.cues if c in _ORDINALS)

    @property
    def previous(self) -> bool:
        return any(_is_previous(m, self.published) for m in self.mentions)

    @property
    def lead(self) -> bool:
        return any(m.lead for m in self.mentions)

    def window(self) -> DateValue | None:
        """The days it may have fallen on: stated, or else what the tense leaves open."""
        if self.dates:
            return min(self.dates, key=lambda d: (d.end - d.start, d.start))
        if self.published is None:
            return None
        return _open_window(self.mentions[0].tense, self.previous, self.published)


def _is_previous(mention: EventMention, published: date | None) -> bool:
    """Whether a mention is told as lying before the event of the day; the day before is still that event."""
    if "previous" in mention.cues:
        return True
    recent = published is not None and any(abs((published - d.end).days) <= 3 for d in mention.dates)
    return mention.tense == "pluperfect" and not mention.lead and not recent


def _open_window(tense: Tense, previous: bool, published: date) -> DateValue:
    day = timedelta(days=1)
    if previous:
        return _days(published - 3650 * day, published - day)
    if tense in ("future", "conditional"):
        return _days(published - day, published + 45 * day)
    return _days(published - 5 * day, published + 2 * day)


def _days(start: date, end: date) -> DateValue:
    return DateValue(start, end, f"{start.isoformat()}/{end.isoformat()}", approximate=True)


@dataclass(frozen=True, slots=True)
class Event:
    """One event, and every frame of every article that speaks of it."""

    id: str
    concept: str
    mentions: tuple[EventMention, ...]
    joined: tuple[str, ...]  # how the articles' events came together, for `factcheck explain`


def group(mentions: Sequence[EventMention], published: dict[str, date | None]) -> tuple[Event, ...]:
    """All events, in an order that depends on their content alone."""
    local: list[_Local] = []
    for article in sorted({m.article for m in mentions}):
        mine = sorted((m for m in mentions if m.article == article), key=lambda m: m.trigger)
        for concept in sorted({m.concept for m in mine}):
            local += _within([m for m in mine if m.concept == concept], article, published.get(article))
    events = []
    for concept in sorted({e.concept for e in local}):
        events += _across([e for e in local if e.concept == concept])
    return _identified(events)


# -- within one article ---------------------------------------------------------------------------


def _within(mentions: Sequence[EventMention], article: str, published: date | None) -> list[_Local]:
    events: list[_Local] = []
    for mention in mentions:
        if "several" in mention.cues and not mention.dates:
            continue
        home = _home(mention, events, published)
        if home is None:
            home = _Local(article, published)
            events.append(home)
        home.mentions.append(mention)
    return events


def _home(mention: EventMention, events: Sequence[_Local], published: date | None) -> _Local | None:
    """The event that ``mention`` takes up again, or None for a new one."""
    best, best_score = None, 0.0
    for age, event in enumerate(reversed(events)):
        score = _take_up(mention, event, published)
        if score is not None:
            score -= 0.1 * age
            if score > best_score:
                best, best_score = event, score
    return best


def _take_up(mention: EventMention, event: _Local, published: date | None) -> float | None:
    """How well ``mention`` fits ``event``; None where it cannot be that event."""
    ordinals = frozenset(c for c in mention.cues if c in _ORDINALS)
    if ordinals and event.ordinals and not ordinals & event.ordinals:
        return None
    alone = _Local(event.article, published, [mention])
    when = _date_score(alone, event)
    where = _place_score(mention.places, event.places)
    if when is None or where is None:
        return None
    if _is_previous(mention, published) != event.previous and not (mention.dates and event.dates):
        return None
    if "next" in mention.cues and not mention.dates:
        return None
    if mention.concept.startswith("v:") and not _share(mention.keys, event.keys):
        return None
    score = when + where
    if mention.definite in ("definite", "demonstrative", "pronoun"):
        score += 1.0
    if event.lead:
        score += 0.3
    score += 0.5 if mention.states & event.states else 0.0
    if mention.definite == "indefinite" and not (mention.dates or mention.places) and not (mention.lead and event.lead):
        return None  # "une réunion" of which nothing more is said is another one
    return score + 0.1


def _share(a: frozenset[str], b: frozenset[str]) -> bool:
    return len(a & b) >= 2


def _date_score(a: _Local, b: _Local) -> float | None:
    first, second = a.window(), b.window()
    if first is None or second is None:
        return 0.0
    relation = dates.relate(_whole(first), _whole(second)).relation
    if relation is Relation.CONFLICTING:
        return None
    stated = bool(a.dates) and bool(b.dates)
    if not stated:
        return 0.0
    short = max((d.end - d.start).days for d in (first, second)) <= 14
    return 3.0 if relation is Relation.SAME or short else 1.5


def _whole(value: DateValue) -> DateValue:
    """Its days alone: an hour tells no event from another."""
    return replace(value, minutes=None)


def _place_score(a: Sequence[PlaceValue], b: Sequence[PlaceValue]) -> float | None:
    """2 for a shared place, 1 for one that holds the other; None where they exclude each other."""
    if not a or not b:
        return 0.0
    relations = [places.relate(x, y).relation for x in a for y in b]
    if Relation.SAME in relations:
        return 2.0
    if Relation.CONFLICTING in relations:
        return None
    return 1.0 if Relation.COMPATIBLE in relations else 0.0


# -- across articles ------------------------------------------------------------------------------


@dataclass(slots=True)
class _Joined:
    locals: list[_Local]
    steps: list[str]

    @property
    def articles(self) -> set[str]:
        return {e.article for e in self.locals}


def _across(events: Sequence[_Local]) -> list[_Joined]:
    joined = [_Joined([e], []) for e in events]
    for tolerant in (False, True):
        while True:
            best = _best_pair(joined, tolerant)
            if best is None:
                break
            a, b, step = best
            a.locals += b.locals
            a.steps += [*b.steps, step]
            joined.remove(b)
    return joined


def _best_pair(joined: Sequence[_Joined], tolerant: bool) -> tuple[_Joined, _Joined, str] | None:
    best: tuple[float, tuple[str, ...]] | None = None
    chosen = None
    for a, b in combinations(joined, 2):
        if a.articles & b.articles:
            continue
        score, step = _pair_score(a, b, tolerant)
        key = tuple(sorted(f"{e.article}:{e.mentions[0].trigger.start:07d}" for e in a.locals + b.locals))
        if score >= _MINIMUM and (best is None or (-score, key) < (-best[0], best[1])):
            best, chosen = (score, key), (a, b, step)
    return chosen


def _pair_score(a: _Joined, b: _Joined, tolerant: bool) -> tuple[float, str]:
    scores = [_cross_score(x, y, tolerant) for x in a.locals for y in b.locals]
    if any(s is None for s in scores):
        return -1.0, ""
    usable = [s for s in scores if s is not None]
    return max(usable), f"joined with a score of {max(usable):.1f}" + (", though the days differ" if tolerant else "")


def _cross_score(a: _Local, b: _Local, tolerant: bool) -> float | None:
    when = _date_score(a, b)
    apart = False
    if when is None:
        if not tolerant or not _near(a, b):
            return None
        when, apart = 0.0, True
    where = _place_score(a.places, b.places)
    if where is None:
        if not tolerant or apart or when < _SAME_DAY or not _one_story(a, b):
            return None
        where = 0.0
    score = when + where
    if a.ordinals and b.ordinals:
        if not a.ordinals & b.ordinals:
            return None
        score += 1.0
    score += 0.5 if a.states & b.states else 0.0
    if a.lead and b.lead and not apart:
        score += 2.0
    overlap = len(a.keys & b.keys)
    score += min(1.0, 0.25 * overlap)
    if a.concept.startswith("v:") and overlap < 2:
        return None
    if apart and not (where > 0 and (a.ordinals & b.ordinals or overlap >= 2)):
        return 0.0  # nothing speaks for it, though another article of the same event may
    return score + (1.0 if apart else 0.0)


def _one_story(a: _Local, b: _Local) -> bool:
    """Whether two articles open with it and set the same parties against each other in the same words."""
    return a.lead and b.lead and len(a.states & b.states) >= 2 and len(a.keys & b.keys) >= 2


def _near(a: _Local, b: _Local) -> bool:
    """Stated days that lie close together, at least one of them precise."""
    if not a.dates or not b.dates:
        return False
    first, second = a.window(), b.window()
    if first is None or second is None:
        return False
    lengths = sorted((d.end - d.start).days for d in (first, second))
    return lengths[0] <= 3 and lengths[1] <= 14 and abs(_middle(first) - _middle(second)) <= _NEAR_DAYS


def _middle(value: DateValue) -> float:
    return (value.start.toordinal() + value.end.toordinal()) / 2


# -- identity -------------------------------------------------------------------------------------


def _identified(joined: Iterable[_Joined]) -> tuple[Event, ...]:
    named: dict[str, int] = {}
    events = []
    for group_ in sorted(joined, key=_order):
        base = _name(group_)
        named[base] = count = named.get(base, 0) + 1
        mentions = tuple(sorted((m for e in group_.locals for m in e.mentions), key=lambda m: (m.article, m.trigger)))
        events.append(
            Event(base if count == 1 else f"{base}#{count}", mentions[0].concept, mentions, tuple(group_.steps))
        )
    return tuple(events)


def _order(group_: _Joined) -> tuple[int, str, str]:
    first = min((e.article, e.mentions[0].trigger.start) for e in group_.locals)
    return -len(group_.articles), first[0], f"{first[1]:08d}"


def _name(group_: _Joined) -> str:
    """concept@place: what stays while articles are added or reworded."""
    counted: dict[str, int] = {}
    for event in group_.locals:
        for place in event.places:
            city = place.id if place.level != "venue" else next(iter(place.within), place.id)
            counted[city] = counted.get(city, 0) + 1
    where = min(counted, key=lambda p: (-counted[p], p)) if counted else "?"
    return f"{group_.locals[0].concept}@{where}"
