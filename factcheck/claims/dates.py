"""When what happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factcheck.claims.view import Events, View
from factcheck.kinds import dates
from factcheck.types import Claim, DateValue, Slot

_TOP_SENTENCES = 6


def claims(view: View, events: Events) -> Iterator[Claim]:
    yield from _date_claims(view, events)
    yield from _day_claims(view, events)


def _date_claims(view: View, events: Events) -> Iterator[Claim]:
    for number, found in view.dates.items():
        event = events.of.get((view.article.id, number))
        if event is None:
            continue
        for dated, value in found:
            if value.minutes is not None and view.grammars.actions.gathers(event.concept):
                continue
            bound = dates.bound(dated.mention.expression)
            facet = bound if value.minutes is None else f"{bound}:hour"
            yield view.claim(Slot.DATE, event.id, facet, value, dated.mention.span, dated.mention.rule, number)
            if value.minutes is not None and not dates.is_time_only(dated.mention.expression):
                day = DateValue(
                    value.start, value.end, value.start.isoformat() if value.start == value.end else value.edtf
                )
                yield view.claim(Slot.DATE, event.id, bound, day, dated.mention.span, dated.mention.rule, number)


def _day_claims(view: View, events: Events) -> Iterator[Claim]:
    """A day near that of publication, told at the top, may be that of the event of the day, whatever verb it is with."""
    if events.opening is None or view.article.published is None:
        return
    for number, found in view.dates.items():
        event = events.of.get((view.article.id, number))
        if view.extraction.frames[number].sentence > _TOP_SENTENCES or (event and event.id == events.opening.id):
            continue
        for dated, value in found:
            near = value.start == value.end and abs((view.article.published - value.start).days) <= 3
            if (
                near
                and dates.bound(dated.mention.expression) == "at"
                and not dates.is_time_only(dated.mention.expression)
            ):
                day = DateValue(value.start, value.end, value.start.isoformat())
                claim = view.claim(
                    Slot.DATE, events.opening.id, "at", day, dated.mention.span, dated.mention.rule, number
                )
                yield replace(claim, firm=False)
