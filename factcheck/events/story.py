"""The main events of all articles: which of them are the one that the story is about."""

from __future__ import annotations

from collections.abc import Mapping

from factcheck.events.families import families
from factcheck.events.joining import Event
from factcheck.kinds import dates, places
from factcheck.shared_names import ONE_STORY
from factcheck.types import Relation


def stories(openings: Mapping[str, Event]) -> dict[str, Event]:
    """Article -> the event that stands for its opening: of the kind that most articles open with, and not excluded by it.

    ``openings`` gives the main event of each article.
    """
    found = dict(openings)
    if len(openings) > ONE_STORY:
        return found
    counted: dict[str, int] = {}
    for event in openings.values():
        counted[event.id] = counted.get(event.id, 0) + 1
    for article, event in sorted(openings.items()):
        fitting = [e for e in openings.values() if _one_thing(event, e)]
        found[article] = min(fitting, key=lambda e: (-counted[e.id], -len({m.article for m in e.mentions}), e.id))
    return found


def _one_thing(a: Event, b: Event) -> bool:
    """Whether they are of one family and no day and no place stands between them."""
    if a.id == b.id:
        return True
    if not families(a.concept) & families(b.concept):
        return False
    days = [dates.relate(x, y).relation for m in a.mentions for x in m.dates for n in b.mentions for y in n.dates]
    towns = [places.relate(x, y).relation for m in a.mentions for x in m.places for n in b.mentions for y in n.places]
    return Relation.CONFLICTING not in days and Relation.CONFLICTING not in towns
