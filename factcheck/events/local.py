"""The events of one article: its mentions joined, where two that exclude each other are two events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from factcheck.events.families import SOLE
from factcheck.frames import Definite, Tense
from factcheck.kinds import dates, places
from factcheck.types import DateValue, PlaceValue, Relation, Span

_WEEKS_AHEAD, _MONTHS_AHEAD = 45, 1100  # days in which what is to come may fall, where none is stated
ORDINALS = ("first", "second", "third")
OTHER = "other"  # "celle des Transports suivra": one of a kind named before, and another


@dataclass(frozen=True, slots=True)
class EventMention:
    """One frame with all that tells its event from others; ``lead`` if it opens its article.

    ``keys`` are the words and entities of its subject and object, ``said`` those of its whole clause.
    """

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
    said: frozenset[str] = frozenset()


@dataclass(slots=True)
class Local:
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
    def said(self) -> frozenset[str]:
        return frozenset(k for m in self.mentions for k in m.keys | m.said)

    @property
    def cues(self) -> frozenset[str]:
        return frozenset(c for m in self.mentions for c in m.cues)

    @property
    def ordinals(self) -> frozenset[str]:
        return frozenset(c for c in self.cues if c in ORDINALS)

    @property
    def previous(self) -> bool:
        return any(is_previous(m, self.published) for m in self.mentions)

    @property
    def lead(self) -> bool:
        return any(m.lead for m in self.mentions)

    def window(self) -> DateValue | None:
        """The days it may have fallen on: stated, or else what the tense leaves open."""
        if self.dates:
            return min(self.dates, key=lambda d: (d.end - d.start, d.start))
        if self.published is None:
            return None
        if self.concept in SOLE and all(m.tense == "none" for m in self.mentions):
            return None
        ahead = _MONTHS_AHEAD if self.concept in SOLE else _WEEKS_AHEAD
        return _open_window(self.mentions[0].tense, self.previous, self.published, ahead)


def is_previous(mention: EventMention, published: date | None) -> bool:
    """Whether a mention is told as lying before the event of the day; the day before is still that event."""
    if "previous" in mention.cues:
        return True
    recent = published is not None and any(abs((published - d.end).days) <= 3 for d in mention.dates)
    return mention.tense == "pluperfect" and not mention.lead and not recent


def _open_window(tense: Tense, previous: bool, published: date, ahead: int) -> DateValue:
    day = timedelta(days=1)
    if previous:
        return _days(published - 3650 * day, published - day)
    if tense in ("future", "conditional"):
        return _days(published - day, published + ahead * day)
    return _days(published - 5 * day, published + 2 * day)


def _days(start: date, end: date) -> DateValue:
    return DateValue(start, end, f"{start.isoformat()}/{end.isoformat()}", approximate=True)


def within(mentions: Sequence[EventMention], article: str, published: date | None) -> list[Local]:
    """The events that ``mentions``, of one concept and in order, speak of."""
    events: list[Local] = []
    for mention in mentions:
        if "several" in mention.cues and not mention.dates:
            continue
        home = _home(mention, events, published)
        if home is None:
            home = Local(article, published)
            events.append(home)
        home.mentions.append(mention)
    return events


def _home(mention: EventMention, events: Sequence[Local], published: date | None) -> Local | None:
    """The event that ``mention`` takes up again, or None for a new one."""
    if OTHER in mention.cues:
        return None
    best, best_score = None, 0.0
    for age, event in enumerate(reversed(events)):
        score = _take_up(mention, event, published)
        if score is not None:
            score -= 0.1 * age
            if score > best_score:
                best, best_score = event, score
    return best


def _take_up(mention: EventMention, event: Local, published: date | None) -> float | None:
    """How well ``mention`` fits ``event``; None where it cannot be that event."""
    ordinals = frozenset(c for c in mention.cues if c in ORDINALS)
    if ordinals and event.ordinals and not ordinals & event.ordinals:
        return None
    if OTHER in event.cues:
        return None
    alone = Local(event.article, published, [mention])
    when = date_score(alone, event)
    where = place_score(mention.places, event.places)
    if when is None or where is None:
        return None
    if is_previous(mention, published) != event.previous and not (mention.dates and event.dates):
        return None
    if "next" in mention.cues and not mention.dates:
        return None
    if mention.concept.startswith("v:") and len(mention.keys & event.keys) < 2:
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


def date_score(a: Local, b: Local) -> float | None:
    """3 for stated days that fit, 1.5 for longer stretches of time; None where they exclude each other."""
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


def place_score(a: Sequence[PlaceValue], b: Sequence[PlaceValue]) -> float | None:
    """2 for a shared place, 1 for one that holds the other; None where they exclude each other."""
    if not a or not b:
        return 0.0
    relations = [places.relate(x, y).relation for x in a for y in b]
    if Relation.SAME in relations:
        return 2.0
    if Relation.CONFLICTING in relations:
        return None
    return 1.0 if Relation.COMPATIBLE in relations else 0.0
