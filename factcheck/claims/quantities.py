"""How many, how much, how old; and who counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from factcheck.claims import ages, bargains, counters, figure_scopes
from factcheck.claims.view import Events, View
from factcheck.extract import Valued
from factcheck.kinds import counts, quantities
from factcheck.text import fold, plain
from factcheck.types import Claim, DateValue, PartyValue, Quantity, Slot, Span

_FEW = 100  # a count below this is no estimate that two sides would dispute
_CURRENCIES = frozenset({"EUR", "USD", "GBP", "CHF", "JPY", "CNY"})
_MONEY = "money"
_NAMED, _UNNAMED = "n:", "u:"  # what a figure without a class is about: its noun, or its unit alone
_LONE = 40  # how far back the words that count people without naming them may begin


def claims(view: View, events: Events) -> Iterator[Claim]:
    figures = [v for v in view.extraction.quantities if isinstance(v.found.value, Quantity)]
    yield from ages.claims(view, [v for v in figures if _quantity(v).unit == quantities.AGE])
    counted: list[tuple[Valued, str]] = []
    for valued in figures:
        if _quantity(valued).unit == quantities.AGE:
            continue
        about, part = _about(view, valued, counted)
        if about is not None:
            counted.append((valued, about))
            yield from _figure(view, valued, about, part)


def _quantity(valued: Valued) -> Quantity:
    value = valued.found.value
    assert isinstance(value, Quantity)  # noqa: S101 - the caller chose them
    return value


def _about(view: View, valued: Valued, before: Sequence[tuple[Valued, str]]) -> tuple[str | None, bool]:
    """What a figure counts, and whether it is told as a part of the figure before it."""
    value, span = _quantity(valued), valued.found.span
    clause = view.sentence(span)
    whole = next(((v, a) for v, a in reversed(before) if clause.holds(v.found.span)), None)
    if whole is not None and _shares_noun(view, value, span):
        return whole[1], True
    if _out_of(view, value, span):
        return None, False
    counted = counts.classify(value, view.article.text, span, clause, view.grammars.counts)
    if counted is not None:
        return counted, False
    if value.noun:
        return f"{_NAMED}{_stem(value.noun)}", False
    if value.unit:
        return f"{_UNNAMED}{_dimension(value)}", False
    lone = _lone(view, span)
    if lone is not None:
        return lone, False
    if whole is None or not _is_part(view, value, span, _quantity(whole[0])):
        return None, False
    return whole[1], True


def _lone(view: View, span: Span) -> str | None:
    """The class of people told as a bare number that a side gives: "Ils étaient 4.200 selon la préfecture"."""
    counted = view.grammars.counts.counted_by_sides
    if counted is None or counters.camp(view, counters.source(view, span)) is None:
        return None
    text = view.article.text
    sentence = view.sentence(span)
    if view.grammars.figures["lone"].search(plain(text[max(sentence.start, span.start - _LONE) : span.start])):
        return counted
    camps = {counters.camp(view, counters.source(view, v.found.span)) for v in _beside(view, sentence)}
    return counted if len(camps - {None}) > 1 else None


def _beside(view: View, sentence: Span) -> list[Valued]:
    return [
        v
        for v in view.extraction.quantities
        if sentence.holds(v.found.span) and isinstance(v.found.value, Quantity) and not v.found.value.unit
    ]


def _shares_noun(view: View, value: Quantity, span: Span) -> bool:
    """Whether a number stands for people of whom the sentence has said before what befell them: "et 95 parmi les ..."."""
    behind = plain(view.article.text[span.end : span.end + 20])
    return not value.noun and not value.unit and view.grammars.figures["among"].match(behind) is not None


def _out_of(view: View, value: Quantity, span: Span) -> bool:
    """Whether a bare number is that of all there are: "1.240 habitants, sur 5.600"."""
    before = plain(view.article.text[max(0, span.start - 25) : span.start])
    return not value.noun and not value.unit and view.grammars.figures["out-of"].search(before) is not None


def _is_part(view: View, value: Quantity, span: Span, whole: Quantity) -> bool:
    behind = plain(view.article.text[span.end : span.end + 20])
    fits = value.unit == whole.unit == "" and value.high <= whole.low
    return fits and view.grammars.figures["rest"].match(behind) is not None


def _figure(view: View, valued: Valued, about: str, part: bool) -> Iterator[Claim]:
    value, span = _quantity(valued), valued.found.span
    bargain = bargains.stage(view, span, about)
    facet = f"{_dimension(value)}:{_bucket(view, valued, about, part)}{bargain}"
    claim = view.claim(Slot.QUANTITY, about, facet, value, span, valued.found.rule, valued.frame)
    source = counters.source(view, span)
    claim = replace(
        claim,
        attributed_to=source,
        camp=counters.camp(view, source),
        held=_held(view, valued),
        scope=figure_scopes.scope(view, valued, value, about) | bargains.sides(view, span, bargain),
        firm=claim.firm or bool(bargain) or bargains.counted(view, span, about),
        unnamed=_loose(view, value, about),
    )
    yield claim
    if (
        claim.camp is not None
        and value.stated is not None
        and value.stated > _FEW
        and view.grammars.counts.sides(about)
    ):
        yield replace(
            claim,
            slot=Slot.ATTRIBUTION,
            facet=f"{about} {value.stated:g} {facet}",
            value=PartyValue(f"camp:{claim.camp}", source or claim.camp),
            held=None,
            camp=None,
        )


def _loose(view: View, value: Quantity, about: str) -> bool:
    """A figure that may be of anything, or is no number: it agrees with others and opposes none."""
    if about.startswith(_NAMED):
        return value.stated is None or view.grammars.figures["general"].search(fold(value.noun)) is not None
    return about.startswith(_UNNAMED)


def _dimension(value: Quantity) -> str:
    return _MONEY if value.unit in _CURRENCIES else quantities.dimension(value.unit)


def _bucket(view: View, valued: Valued, about: str, part: bool) -> str:
    """What sets a figure apart from others of its class: a part of the whole, another time, an earlier event."""
    span = valued.found.span
    before = plain(view.article.text[max(0, span.start - 14) : span.end])
    told = (
        "part"
        if part or not view.grammars.counts.portion(about) and re.search(r"\bdont\b|\bparmi\b|d'entre eux", before)
        else ""
    )
    if valued.frame is None or about.startswith(_NAMED):
        return told
    year = figure_scopes.long_ago(view, valued)
    if year is not None:
        return f"{told}{year}"
    cue = view.grammars.figures["earlier-event"]
    clause = view.sentence(span)
    if view.grammars.counts.telling(about) and cue.search(plain(view.article.text[clause.start : span.end])):
        return f"{told}past"
    runs = view.grammars.counts.running(about) and about not in figure_scopes.SHARED
    passes = runs or _quantity(valued).unit in _CURRENCIES
    return f"{told}past" if passes and view.extraction.frames[valued.frame].tense == "pluperfect" else told


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


def _stem(noun: str) -> str:
    folded = fold(noun)
    return folded.rstrip("sx")
