"""Who takes part in what happened, and as what."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.claims.view import Events, View
from factcheck.frames import LEADING
from factcheck.types import Claim, Entity, PartyValue, Slot, Span


def claims(view: View, events: Events) -> Iterator[Claim]:
    if events.opening is None:
        return
    for number, frame in enumerate(view.extraction.frames):
        if frame.concept != LEADING or frame.subject is None or frame.object is None or frame.negated:
            continue
        person = view.people.within(view.article.id, frame.subject)
        states = view.states(frame.object)
        if person is not None and len(states) == 1:
            value = PartyValue(person.id, person.name)
            span = _mention_span(view, person, frame.subject)
            yield view.claim(Slot.PARTICIPANT, events.opening.id, f"lead:{states[0]}", value, span, "leads", number)


def _mention_span(view: View, person: Entity, within: Span) -> Span:
    return next(m.span for m in person.mentions if m.article == view.article.id and m.span.overlaps(within))
