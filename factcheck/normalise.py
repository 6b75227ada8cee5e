"""Extractions -> entities, events and claims: days anchored, names resolved, each value set on what it is said of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from factcheck.claims import Account, Events, People, View, accounts, claims, corrections, durations, penalties
from factcheck.claims.roles import settled
from factcheck.events import Event, group, stories
from factcheck.extract import Extraction
from factcheck.grammars import Grammars
from factcheck.kinds import names, places
from factcheck.types import Article, Claim, Entity, Unresolved


@dataclass(frozen=True, slots=True)
class Normalised:
    """All that one folder claims, ready to be compared."""

    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    accounts: tuple[Account, ...]
    unresolved: tuple[Unresolved, ...]
    main: Mapping[str, str]  # article id -> the id of the event that it opens with


def normalise(articles: Sequence[Article], extractions: Sequence[Extraction], grammars: Grammars) -> Normalised:
    """``articles`` carry their days of publication; ``extractions`` are in the same order."""
    entities = names.resolve([m for e in extractions for m in e.mentions], grammars.names, place_id=_gazetted(grammars))
    people = People(entities)
    views = [View(a, e, grammars, people) for a, e in zip(articles, extractions, strict=True)]
    mentions = [m for view in views for m in view.event_mentions()]
    events = group(mentions, {a.id: a.published for a in articles})
    event_of = {(m.article, m.frame): event for event in events for m in event.mentions}
    found: list[Claim] = []
    told: list[Account] = []
    unresolved: list[Unresolved] = []
    openings = {view.article.id: event for view in views if (event := view.main_event(event_of))}
    told_of = stories(openings)
    for view in views:
        about = view.article.id
        found += corrections.settled(view, claims(view, Events(event_of, openings.get(about), told_of.get(about))))
        told += accounts(view)
        unresolved += view.unresolved
    found += penalties.settled([penalties.docket(view) for view in views])
    main = {article: event.id for article, event in openings.items()}
    found = durations.settled(found)
    return Normalised(entities, events, tuple(settled(found)), tuple(told), tuple(unresolved), main)


def _gazetted(grammars: Grammars) -> Callable[[str], str | None]:
    """The id of a place by its name, where the gazetteer knows it."""

    def place_id(name: str) -> str | None:
        value = places.lookup(name, grammars.places)
        return value.id if value else None

    return place_id
