"""How many, how much, how old; and who counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from factcheck.claims.view import Events, View
from factcheck.extract import Valued
from factcheck.kinds import counts, quantities
from factcheck.text import fold, plain, same_length
from factcheck.types import Claim, DateValue, PartyValue, Quantity, Slot, Span

_FEW = 100  # a count below this is no estimate that two sides would dispute
_BESIDE = re.compile(
    r"\s*(?:[\w'-]+\s){0,2}(?:selon|d'après)\s+([^,;.():]{3,45}?)(?=[,;.():]|\s+(?:et|contre|mais)\s|$)"
)
_AGE_REACH = 25  # code points between a name and an age
_LONG_AGO_DAYS = 14  # a figure dated earlier than this is of another event


def claims(view: View, events: Events) -> Iterator[Claim]:
    for valued in view.extraction.quantities:
        value, span = valued.found.value, valued.found.span
        if not isinstance(value, Quantity):
            continue
        clause = view.sentence(span)
        if value.unit == quantities.AGE:
            yield from _age_claim(view, valued, value, clause)
            continue
        counted = counts.classify(value, view.article.text, span, clause, view.grammars.counts)
        if counted is None and not value.noun:
            continue
        running = counted is not None and view.grammars.counts.running(counted)
        facet = f"{value.unit}:{_bucket(view, valued, running)}"
        claim = view.claim(
            Slot.QUANTITY, counted or f"n:{_stem(value.noun)}", facet, value, span, valued.found.rule, valued.frame
        )
        source = _source_beside(view, span) or claim.attributed_to
        camp = counts.camp(source, view.grammars.counts)
        claim = replace(claim, attributed_to=source, camp=camp, held=_held(view, valued))
        yield claim
        if (
            claim.camp is not None
            and value.stated is not None
            and value.stated > _FEW
            and view.grammars.counts.sides(claim.about)
        ):
            who = PartyValue(f"camp:{claim.camp}", claim.attributed_to or claim.camp)
            yield replace(
                claim,
                slot=Slot.ATTRIBUTION,
                facet=f"{claim.about} {value.stated:g}",
                value=who,
                held=None,
                camp=None,
            )


def _age_claim(view: View, valued: Valued, value: Quantity, clause: Span) -> Iterator[Claim]:
    """An age is that of the person named just before or after it; of nobody named, it says nothing that compares."""
    span = valued.found.span
    near = [
        (max(m.span.start - span.end, span.start - m.span.end), m, e)
        for e in view.people.by_id.values()
        if e.kind == "person"
        for m in e.mentions
        if m.article == view.article.id and clause.holds(m.span)
    ]
    near = [n for n in near if n[0] <= _AGE_REACH]
    if near:
        person = min(near, key=lambda n: (n[0], n[1].span))[2]
        yield view.claim(Slot.QUANTITY, person.id, "age", value, span, valued.found.rule, valued.frame)


def _bucket(view: View, valued: Valued, running: bool) -> str:
    """What sets a figure apart from others of its class: a part of the whole, another time, an earlier event."""
    span = valued.found.span
    before = plain(view.article.text[max(0, span.start - 14) : span.end])
    part = "part" if re.search(r"\bdont\b|\bparmi\b|d'entre eux", before) else ""
    if valued.frame is None:
        return part
    frame = view.extraction.frames[valued.frame]
    days = [v for d, v in view.dates.get(valued.frame, ()) if v.minutes is None]
    if days and view.article.published and (view.article.published - days[0].end).days > _LONG_AGO_DAYS:
        return f"{part}{days[0].start.year}"
    return f"{part}past" if running and frame.tense == "pluperfect" else part


def _held(view: View, valued: Valued) -> DateValue | None:
    """The hour given last in the paragraph up to the figure, else that of the dateline, else the day."""
    if view.article.published is None:
        return None
    span = valued.found.span
    paragraph = next((p.span for p in view.article.passages if p.span.overlaps(span)), span)
    sentence = view.sentence(span)
    said = [
        (d.mention.span, v)
        for d, v in view.hours
        if paragraph.start <= d.mention.span.start and d.mention.span.end <= sentence.end
    ]
    if said:
        return max(said, key=lambda pair: pair[0])[1]
    day = view.article.published
    return replace(view.clock, start=day, end=day) if view.clock else DateValue(day, day, day.isoformat())


def _source_beside(view: View, span: Span) -> str | None:
    """The source given with the figure itself: "4.200 selon la préfecture"."""
    after = same_length(view.article.text[span.end : span.end + 70])
    beside = _BESIDE.match(after)
    return view.words(Span(span.end + beside.start(1), span.end + beside.end(1))) if beside else None


def _stem(noun: str) -> str:
    folded = fold(noun)
    return folded.rstrip("sx")
