"""Where what happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factcheck.claims.view import Events, View
from factcheck.types import Claim, PlaceValue, Slot


def claims(view: View, events: Events) -> Iterator[Claim]:
    for number, found in view.places.items():
        event = events.of.get((view.article.id, number))
        frame = view.extraction.frames[number]
        for valued in found:
            value = valued.found.value
            if not isinstance(value, PlaceValue):
                continue
            if event is not None:
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
