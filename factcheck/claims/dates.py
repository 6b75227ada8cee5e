"""When what happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factcheck.claims.view import Events, View
from factcheck.events import RESULTS, Event, families
from factcheck.extract import Dated
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
            value = _on_its_day(view, event, dated, value)
            for facet, said in _answers(view, number, dated, value):
                claim = view.claim(Slot.DATE, event.id, facet, said, dated.mention.span, dated.mention.rule, number)
                doubtful = _reckoned(dated) or (view.extraction.frames[number].negated and said == value)
                yield replace(claim, firm=False) if doubtful else claim


def _on_its_day(view: View, event: Event, dated: Dated, value: DateValue) -> DateValue:
    """An hour alone is of the day that is told of its event, by this article or else by the others."""
    if not dates.is_time_only(dated.mention.expression):
        return value
    told = [(m.article, d.start) for m in event.mentions for d in m.dates if d.start == d.end]
    own = {day for article, day in told if article == view.article.id}
    days = own or {day for _, day in told}
    if len(days) != 1 or value.start in days:
        return value
    day = next(iter(days))
    edtf = value.edtf.replace(value.start.isoformat(), day.isoformat())
    return replace(value, start=day, end=day + (value.end - value.start), edtf=edtf)


def _answers(view: View, number: int, dated: Dated, value: DateValue) -> Iterator[tuple[str, DateValue]]:
    """The questions that a date answers: on which day, at what hour, before or after which day."""
    expression = dated.mention.expression
    bound = dates.bound(expression)
    if view.began(dated, view.extraction.frames[number]):
        bound = "at"
    if value.minutes is not None:
        yield f"{bound}:hour", value
        if not dates.is_time_only(expression):
            yield bound, _day(value)
        return
    limit = _open(view, number, bound, value)
    yield ("at", limit) if limit is not None else (bound, value)


def _open(view: View, number: int, bound: dates.Bound, value: DateValue) -> DateValue | None:
    """The days that are left where something must come before a day to come, or may not."""
    frame, published = view.extraction.frames[number], view.article.published
    if published is None or value.start <= published or not frame.known:
        return None
    if bound == "earliest" or (frame.negated and bound in ("before", "from")):
        return dates.not_before(value)
    if bound in ("before", "by") and not frame.negated:
        return dates.by(value, published, within=bound == "by")
    return None


def _day(value: DateValue) -> DateValue:
    return DateValue(value.start, value.end, value.start.isoformat() if value.start == value.end else value.edtf)


def _reckoned(dated: Dated) -> bool:
    """Whether its day is counted from another day of the text, which may be another than the reader takes it for."""
    return dated.mention.expression.kind == "relative-to-event"


def _day_claims(view: View, events: Events) -> Iterator[Claim]:
    """A day near that of publication, told at the top, may be that of the event of the day, whatever verb it is with."""
    story = events.story or events.opening
    if story is None or view.article.published is None:
        return
    for number, found in view.dates.items():
        event = events.of.get((view.article.id, number))
        if view.extraction.frames[number].sentence > _TOP_SENTENCES or (event and event.id == story.id):
            continue
        for dated, value in found:
            near = value.start == value.end and abs((view.article.published - value.start).days) <= 3
            if (
                near
                and dates.bound(dated.mention.expression) == "at"
                and not dates.is_time_only(dated.mention.expression)
            ):
                claim = view.claim(
                    Slot.DATE, story.id, "at", _day(value), dated.mention.span, dated.mention.rule, number
                )
                yield claim if event is not None and _tells(event, story) else replace(claim, firm=False)


def _tells(event: Event, story: Event) -> bool:
    """Whether an event falls on the day of the story's: who won, of a ballot or a match."""
    return (
        event.concept in RESULTS
        and event.concept != story.concept
        and bool(families(event.concept) & families(story.concept))
    )
