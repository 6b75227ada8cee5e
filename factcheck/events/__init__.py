"""Which frames speak of one event: first within each article, then across articles.

An article does not contradict itself: two mentions of one kind with days, places or ordinals that exclude each other
are two events. Across articles the surest pairs are joined first (same day, same place), and no event takes two events
of one article. Only then may an event join one whose day or place differs, when the words, the people, the place and
the ordinal speak for it and neither article tells both: that is how a wrong date or place is told from another event.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from factcheck.events.families import RESULTS, SOLE, eventful, families
from factcheck.events.joining import Event, across, identified
from factcheck.events.local import ORDINALS, EventMention, Local, within
from factcheck.events.story import stories
from factcheck.events.support import Surroundings

__all__ = ["ORDINALS", "RESULTS", "SOLE", "Event", "EventMention", "eventful", "families", "group", "stories"]


def group(mentions: Sequence[EventMention], published: dict[str, date | None]) -> tuple[Event, ...]:
    """All events, in an order that depends on their content alone."""
    local: list[Local] = []
    for article in sorted({m.article for m in mentions}):
        mine = sorted((m for m in mentions if m.article == article), key=lambda m: m.trigger)
        for concept in sorted({m.concept for m in mine}):
            local += within([m for m in mine if m.concept == concept], article, published.get(article))
    around = Surroundings.of(local)
    events = []
    for concept in sorted({e.concept for e in local}):
        events += across([e for e in local if e.concept == concept], around)
    return identified(events)
