"""What was said, word for word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factcheck.claims.view import Events, View
from factcheck.types import Claim, Slot


def claims(view: View, events: Events) -> Iterator[Claim]:
    for spoken in view.extraction.quotations:
        speaker = view.people.within(view.article.id, spoken.attribution.source) if spoken.attribution else None
        source = view.words(spoken.attribution.source) if spoken.attribution else None
        claim = view.claim(
            Slot.QUOTATION, "statements", "", spoken.found.value, spoken.found.span, spoken.found.rule, None
        )
        yield replace(claim, about=speaker.id if speaker else "", attributed_to=speaker.name if speaker else source)
