"""What was said, word for word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factcheck.claims.view import Events, View
from factcheck.kinds.attribution import Attribution
from factcheck.types import Claim, Slot, Span

NAMED = "named"  # the facet of a quotation whose speaker is named beside it
_NEAR = 300  # code points between a name and the pronoun that stands for it


def claims(view: View, events: Events) -> Iterator[Claim]:
    for spoken in view.extraction.quotations:
        speaker = view.people.within(view.article.id, spoken.attribution.source) if spoken.attribution else None
        source = view.words(spoken.attribution.source) if spoken.attribution else None
        facet = NAMED if spoken.attribution and _beside(view, spoken.found.span, spoken.attribution) else ""
        claim = view.claim(
            Slot.QUOTATION, "statements", facet, spoken.found.value, spoken.found.span, spoken.found.rule, None
        )
        yield replace(claim, about=speaker.id if speaker else "", attributed_to=speaker.name if speaker else source)


def _beside(view: View, quotation: Span, attribution: Attribution) -> bool:
    """Whether the speaker is named in the sentence of the words, or just before the pronoun in it."""
    if attribution.pronoun is None:
        return view.sentence(quotation).overlaps(attribution.source)
    near = 0 <= attribution.pronoun.start - attribution.source.end <= _NEAR
    return near and "\n" not in view.article.text[attribution.source.end : attribution.pronoun.start]
