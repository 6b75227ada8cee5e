"""What happened, and whether it did."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.claims.view import Events, View
from factcheck.frames import LEADING
from factcheck.types import ActionValue, Claim, Slot, Span


def claims(view: View, events: Events) -> Iterator[Claim]:
    for number, frame in enumerate(view.extraction.frames):
        if not frame.known or frame.verb is None or frame.concept == LEADING:
            continue
        target = frame.object or frame.subject or frame.trigger
        value = ActionValue(frame.concept, not frame.negated, view.words(frame.trigger))
        persons = {e for e in view.people.keys(view.article.id, target) if not e.startswith("place:")}
        for key in sorted(persons | set(view.states(target))):
            yield view.claim(Slot.ACTION, frame.concept, key, value, _cover(frame.trigger, target), "frame", number)
        if view.grammars.actions.decisive(frame.concept):
            yield view.claim(Slot.ACTION, frame.concept, "", value, _cover(frame.trigger, target), "frame", number)


def _cover(a: Span, b: Span) -> Span:
    """Both spans and what lies between, if that is short; else the first."""
    whole = Span(min(a.start, b.start), max(a.end, b.end))
    return whole if whole.end - whole.start <= 160 else a
