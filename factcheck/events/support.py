"""What speaks for one event where two articles give it days or places that exclude each other.

A wrong day must not make another event of what is told in the same words, of the same people, in the same town. But a
second round, a second Saturday and the next accident are other events: an article that tells both shows that they are
two, and an event told anew a week later is told of another day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from factcheck.events.families import BY_SUBJECT, ONCE, SOLE, eventful, families
from factcheck.events.local import OTHER, Local, date_score, place_score
from factcheck.shared_names import ONE_STORY
from factcheck.text import words
from factcheck.types import DateValue

_FAR_DAYS = 24  # two days further apart are two events, unless only the month or the year differs
_NEAR_DAYS = 10
_PAST_DAYS, _MONTH_DAYS = 120, 27
_FRESH_DAYS = 4  # an event this near to its publication is news
_STEM = 6  # letters by which forms of one word are told
_FEW, _SOME = 0.1, 0.25
_ALIKE = 1.0  # of what is shared, for two sentences with one verb that tell one thing
_ALONE = 1.5  # for being the only one of its kind in both articles
_NEEDED, _NEEDED_ONCE = 2.5, 2.0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All events of all articles, and how many articles use each word of them."""

    by_article: Mapping[str, Sequence[Local]]
    counts: Mapping[str, int]

    @classmethod
    def of(cls, events: Iterable[Local]) -> Surroundings:
        by_article: dict[str, list[Local]] = {}
        for event in events:
            by_article.setdefault(event.article, []).append(event)
        counts: dict[str, int] = {}
        for mine in by_article.values():
            for word in {w for event in mine for w in event.said}:
                counts[word] = counts.get(word, 0) + 1
        return cls(by_article, counts)

    def weight(self, word: str) -> float:
        """How much it says that two events share ``word``."""
        if len(self.by_article) <= ONE_STORY:
            return 1.0
        share = self.counts.get(word, 0) / len(self.by_article)
        return 1.0 if share <= _FEW else 0.5 if share <= _SOME else 0.0

    def sole(self, a: Local, b: Local) -> bool:
        """Whether each is the only one in its article of a kind that a story has once."""
        if a.concept not in ONCE or len(self.by_article) > ONE_STORY:
            return False
        told = (
            [e for e in self.by_article[x.article] if e.concept == a.concept and OTHER not in e.cues] for x in (a, b)
        )
        return all(len(events) == 1 for events in told)

    def tells_both(self, mine: Local, other: Local, matches: Callable[[Local, Local], bool]) -> bool:
        """Whether the article of ``mine`` tells, as another event of that kind, what ``other`` tells."""
        kinds = families(mine.concept)
        return any(
            event is not mine
            and families(event.concept) & kinds
            and matches(event, other)
            and (not event.concept.startswith("v:") or _shared(event, other, self) >= _ALIKE)
            for event in self.by_article[mine.article]
        )


def _same_day(a: Local, b: Local) -> bool:
    """Whether both state days that fit, and nothing against it."""
    return (date_score(a, b) or 0.0) > 0 and place_score(a.places, b.places) is not None


def _same_place(a: Local, b: Local) -> bool:
    """Whether both state places that fit, and nothing against it."""
    return (place_score(a.places, b.places) or 0.0) > 0 and date_score(a, b) is not None


def despite_days(a: Local, b: Local, around: Surroundings) -> float | None:
    """How much speaks for one event although the days differ, 0 if too little; None where it must not be one."""
    first, second = a.window(), b.window()
    if not (a.dates and b.dates) or first is None or second is None:
        return None
    alone = around.sole(a, b)
    gap = _gap(first, second)
    where = place_score(a.places, b.places)
    if gap is None and alone and _long_ago(a, b) and _alike(a, b):
        shared = _shared(a, b, around)
        return shared + _ALONE if shared >= _ALIKE / 2 and where is not None else 0.0
    soon = alone and a.concept in SOLE and gap is not None and gap <= _FRESH_DAYS
    if gap is None or where is None or not _alike(a, b) or _coming(a) != _coming(b) and not soon:
        return None
    if around.tells_both(a, b, _same_day) or around.tells_both(b, a, _same_day):
        return None
    shared = _shared(a, b, around)
    if a.concept.startswith("v:") and len(a.keys & b.keys) < 2 and shared < 1.5:
        return None
    if a.concept in BY_SUBJECT and not a.keys & b.keys:
        return 0.0
    support = shared + 0.5 * where + _told_alike(a, b) + (_ALONE if alone else 0.0)
    if gap <= _NEAR_DAYS and where > 0 and (a.ordinals & b.ordinals or len(a.keys & b.keys) >= 2):
        support = max(support, _NEEDED)
    needed = _ALONE if soon and not eventful(a.concept) else _NEEDED_ONCE if a.concept in ONCE else _NEEDED
    needed += 0.5 * (gap > _NEAR_DAYS) + 1.5 * _new_day(a, b)
    return support if support >= needed else 0.0


def despite_places(a: Local, b: Local, around: Surroundings) -> float | None:
    """How much speaks for one event of one day although the places differ, 0 if too little; None if it must not be."""
    alone = a.concept in SOLE and not eventful(a.concept) and around.sole(a, b)
    if not _alike(a, b) or not (a.lead and b.lead or alone):
        return None
    if around.tells_both(a, b, _same_place) or around.tells_both(b, a, _same_place):
        return None
    shared = _shared(a, b, around)
    if alone:
        return shared + _ALONE
    if len(a.states & b.states) >= 2 and len(a.keys & b.keys) >= 2:
        return 2.5 + shared
    if shared >= _ALIKE and around.sole(a, b):
        shared += _ALONE
    needed = _NEEDED_ONCE if a.concept in ONCE else _NEEDED
    return shared if eventful(a.concept) and shared >= needed - 0.5 else 0.0


def _alike(a: Local, b: Local) -> bool:
    """Whether nothing in the words makes one of them the earlier or the next of two."""
    if a.ordinals and b.ordinals and not a.ordinals & b.ordinals:
        return False
    return ("next" in a.cues) == ("next" in b.cues)


def _told_alike(a: Local, b: Local) -> float:
    earlier = a.previous != b.previous and a.lead != b.lead  # than the event of the day
    support = 1.0 if a.ordinals & b.ordinals else -1.0 if earlier else 0.0
    support += 0.5 if len(a.states & b.states) >= 2 else 0.0
    if "new" in a.cues and "new" in b.cues and _coming(a) and _coming(b):
        support += 1.0  # "la prochaine réunion" is one
    if a.lead and b.lead:
        support += 1.5 if eventful(a.concept) else 0.75
    return support


def _shared(a: Local, b: Local, around: Surroundings) -> float:
    """By the entities and the words that both use."""
    both = sorted(a.said & b.said)
    names = [k for k in both if ":" in k]
    of_names = {word for name in names for word in words(name)}
    stems: dict[str, float] = {}
    for word in both:
        if ":" not in word and word not in of_names:
            stems[word[:_STEM]] = max(around.weight(word), stems.get(word[:_STEM], 0.0))
    named = sum(around.weight(name) for name in names)
    return min(1.5, 0.5 * named) + min(1.75, 0.35 * sum(stems.values()))


def _long_ago(a: Local, b: Local) -> bool:
    """Whether both fell, by years or months, well before they were told: then a wrong year is no other event."""
    if a.concept not in SOLE:
        return False
    windows = [(e.published, e.window()) for e in (a, b)]
    gaps = [(day - w.end).days for day, w in windows if day is not None and w is not None]
    longest = max((w.end - w.start).days for _, w in windows if w is not None)
    return len(gaps) == 2 and min(gaps) >= _PAST_DAYS and longest >= _MONTH_DAYS


def _coming(event: Local) -> bool:
    """Whether its day lies after its article."""
    window = event.window()
    return event.published is not None and window is not None and window.start > event.published


def _gap(a: DateValue, b: DateValue) -> float | None:
    """Days between two stated days; None where they are too long or too far apart to be one day told wrongly."""
    lengths = sorted((d.end - d.start).days for d in (a, b))
    if lengths[0] > 3 or lengths[1] > 14:
        return None
    gap = abs(_middle(a) - _middle(b))
    if gap <= _FAR_DAYS:
        return gap
    one_slip = a.start.day == b.start.day and (a.start.month == b.start.month or gap <= 62)
    return _FAR_DAYS if one_slip and lengths == [0, 0] and gap <= 800 else None


def _middle(value: DateValue) -> float:
    return (value.start.toordinal() + value.end.toordinal()) / 2


def _new_day(a: Local, b: Local) -> bool:
    """Whether a later article tells fresh news of a later day, which is more often another event."""
    first, second = a.window(), b.window()
    if first is None or second is None or a.published is None or b.published is None or a.published == b.published:
        return False
    fresh = all(abs((e.published - w.end).days) <= _FRESH_DAYS for e, w in ((a, first), (b, second)) if e.published)
    return fresh and (a.published < b.published) == (first.start < second.start)
