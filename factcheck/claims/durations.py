"""How long what happened took."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.claims import penalties
from factcheck.claims.view import Events, View
from factcheck.types import Claim, Slot


def claims(view: View, events: Events) -> Iterator[Claim]:
    sentenced = penalties.spans(view)
    for valued in view.extraction.durations:
        if valued.frame is None or any(span.overlaps(valued.found.span) for span in sentenced):
            continue
        frame = view.extraction.frames[valued.frame]
        event = events.of.get((view.article.id, valued.frame))
        if event is None and frame.concept == "v:durer":
            event = events.opening
        if event is not None:
            yield view.claim(
                Slot.DURATION,
                event.id,
                "length",
                valued.found.value,
                valued.found.span,
                valued.found.rule,
                valued.frame,
            )
