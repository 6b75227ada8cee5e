"""Where what happened, and the questions about where that a story asks but once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from factcheck.claims.view import Events, View, states_a_day
from factcheck.claims.whereabouts import Answer
from factcheck.events import families
from factcheck.types import Claim, DateValue, PlaceValue, Slot, Span, Stance, Value

_LONG_AGO = timedelta(days=4)  # what is dated earlier than this is of another event
_TALKS = "talks"
_STANDS, _HOSPITAL, _STORY = "stands", "hospital", "story"
_HELD = "held"  # the question in which building something was


def claims(view: View, events: Events) -> Iterator[Claim]:
    yield from _of_events(view, events)
    yield from _asked(view, events)


def _of_events(view: View, events: Events) -> Iterator[Claim]:
    held = {answer.place.found.span for answer in view.whereabouts if answer.told.question == _HELD}
    for number, found in view.places.items():
        event = events.of.get((view.article.id, number))
        frame = view.extraction.frames[number]
        for valued in found:
            value = valued.found.value
            if not isinstance(value, PlaceValue):
                continue
            asked = valued.found.span in held and view.grammars.actions.when(frame.concept)
            if event is not None and not asked:
                yield view.claim(Slot.PLACE, event.id, "where", value, valued.found.span, valued.found.rule, number)
            if (
                value.level == "venue"
                and events.opening is not None
                and (event is None or event.id != events.opening.id)
            ):
                if frame.tense != "pluperfect" and "previous" not in frame.cues:
                    claim = view.claim(
                        Slot.PLACE, events.opening.id, "where", value, valued.found.span, valued.found.rule, number
                    )
                    yield replace(claim, firm=False)


# -- questions that a story asks but once ----------------------------------------------------------------


def _asked(view: View, events: Events) -> Iterator[Claim]:
    published = view.article.published
    several = len({v.found.value for v in view.extraction.places if _is_hospital(v.found.value)}) > 1
    for answer in view.whereabouts:
        told, found = answer.told, answer.place.found
        days = _days(view, answer.sentence)
        if not told.timeless and published is not None and any(d.end < published - _LONG_AGO for d in days):
            continue
        value = found.value
        if isinstance(value, PlaceValue):
            if told.question == _STANDS and value.level == "unknown" and value.id.startswith("name:"):
                value = replace(value, level="city")  # named as a town is
            if told.question == _HOSPITAL and _STORY in told.who and several:
                continue
            claim = view.claim(
                Slot.PLACE, told.question, told.question, value, found.span, told.rule, answer.place.frame
            )
            stance = Stance.EXPECTED if told.coming and claim.stance is Stance.ASSERTED else claim.stance
            yield replace(claim, stance=stance, scope=_scope(events, answer, days))


def _is_hospital(value: Value) -> bool:
    return isinstance(value, PlaceValue) and value.id.startswith("venue:hospital:")


def _scope(events: Events, answer: Answer, days: list[DateValue]) -> frozenset[str]:
    """Of whom or what, and of which day where that is known: a meeting without a day is the one of the day."""
    scope = frozenset(f"who:{name}" for name in answer.told.who)
    if not answer.told.repeated:
        return scope
    exact = {d.start for d in days if d.start == d.end}
    if (
        not exact
        and _TALKS in answer.told.who
        and events.opening is not None
        and _TALKS in families(events.opening.concept)
    ):
        exact = {d.start for m in events.opening.mentions for d in m.dates if d.start == d.end}
    return scope | {f"day:{day.isoformat()}" for day in exact}


def _days(view: View, sentence: Span) -> list[DateValue]:
    """The days that a sentence names."""
    return [
        value
        for found in view.dates.values()
        for dated, value in found
        if sentence.holds(dated.mention.span) and states_a_day(dated)
    ]
