"""What the differing words of two near copies hold, and how these values stand to each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain

from factcheck import near_copies
from factcheck.compare import label, relate
from factcheck.extract import Extraction
from factcheck.grammars import Grammars
from factcheck.kinds import counts, dates, names, quotations
from factcheck.near_copies import Alignment, Change, Token
from factcheck.text import plain
from factcheck.types import (
    ActionValue,
    Article,
    Judgement,
    PartyValue,
    Quantity,
    QuotationValue,
    Relation,
    Slot,
    Span,
    Value,
)  # fmt: skip

_NO_DAY = date(2001, 1, 10)  # a Wednesday, to reckon from where neither sentence has a day of its own
_SO_FAR = re.compile(
    r"\bdeja\b|\bd'ores et deja\b|\bdepuis le (?:debut|depart|lancement)\b|\ba ce stade\b|\bpour l'heure\b|\bpour l'instant\b|\bprovisoire\b|\ba cette heure\b"
)
_SLOTS = {
    "DateValue": Slot.DATE, "PlaceValue": Slot.PLACE, "Quantity": Slot.QUANTITY, "Duration": Slot.DURATION,
    "RoleValue": Slot.ROLE, "PartyValue": Slot.PARTICIPANT, "ActionValue": Slot.ACTION, "QuotationValue": Slot.QUOTATION,
}  # fmt: skip


class PairRelation(StrEnum):
    """How two sentences stand to each other."""

    SAME = "same"
    COMPATIBLE = "compatible"
    CONFLICTING = "conflicting"
    EVOLVED = "evolved"  # both true, each at its time
    INCOMPARABLE = "incomparable"


@dataclass(frozen=True, slots=True)
class Finding:
    """A relation, the words of both sentences that it rests on, and the rule that decided."""

    relation: PairRelation
    slot: Slot | None
    rule: str
    explanation: str
    a: Span | None = None
    b: Span | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One sentence as an article of one paragraph, and what was found in it."""

    article: Article
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class _Held:
    span: Span
    value: Value


def near_copy(a: Side, b: Side, alignment: Alignment, grammars: Grammars) -> Finding:
    """The most serious relation among the stretches that differ; dates and figures that differ together are two events."""
    found = list(_findings(a, b, alignment, grammars))
    opposed = [f for f in found if f.relation is PairRelation.CONFLICTING]
    if Slot.DATE in {f.slot for f in opposed} and len({f.slot for f in opposed}) > 1:
        first = next(f for f in opposed if f.slot is Slot.DATE)
        return Finding(
            PairRelation.INCOMPARABLE,
            Slot.DATE,
            "two-occasions",
            "day and other values differ: two occasions",
            first.a,
            first.b,
        )
    later = any(f.relation is PairRelation.EVOLVED for f in found)
    if later and {f.slot for f in opposed} == {Slot.QUANTITY}:  # one figure shows that time passed: so for the others
        found = [f for f in found if f not in opposed]
    for wanted in (PairRelation.CONFLICTING, PairRelation.EVOLVED):
        for finding in found:
            if finding.relation is wanted:
                return finding
    kept = [f for f in found if f.relation is PairRelation.COMPATIBLE]
    if kept:
        return kept[0]
    if alignment.changes and not all(near_copies.only_form(c) for c in alignment.changes):
        return Finding(PairRelation.COMPATIBLE, None, "other-words", "what differs opposes nothing")
    return Finding(PairRelation.SAME, None, "same-words", "the same words but for their spelling and form")


def _findings(a: Side, b: Side, alignment: Alignment, grammars: Grammars) -> Iterator[Finding]:
    yield from _quotations(a, b, alignment)
    held = [_values(side, other, grammars) for side, other in ((a, b), (b, a))]
    seen: set[tuple[Span, Span]] = set()
    for change in alignment.changes:
        if near_copies.denies(change):
            yield _denial(change)
        if not (change.a and change.b) or near_copies.only_form(change):
            continue
        judged = list(_compared(change, held, a, b, grammars))
        for pair, finding in judged:
            if pair not in seen:
                seen.add(pair)
                yield finding
        if not judged:
            yield from _bare(change)


def _denial(change: Change) -> Finding:
    a, b = _span(change.a), _span(change.b)
    return Finding(
        PairRelation.CONFLICTING, Slot.ACTION, "polarity", "one says that it is so, the other that it is not", a, b
    )


def _span(tokens: Sequence[Token]) -> Span | None:
    return Span(tokens[0].span.start, tokens[-1].span.end) if tokens else None


def _bare(change: Change) -> Iterator[Finding]:
    """Words that no kind of value reads: two numbers, or two words of which one excludes the other."""
    numbers = near_copies.bare_numbers(change)
    if numbers:
        yield Finding(
            PairRelation.CONFLICTING,
            Slot.QUANTITY,
            "other-number",
            "two numbers in one place",
            numbers[0].span,
            numbers[1].span,
        )
    words = near_copies.opposes(change)
    if words:
        yield Finding(
            PairRelation.CONFLICTING,
            Slot.ACTION,
            "opposite-words",
            "the two exclude each other",
            words[0].span,
            words[1].span,
        )


# -- values ---------------------------------------------------------------------------------------


def _values(side: Side, other: Side, grammars: Grammars) -> list[_Held]:
    extraction = side.extraction
    anchor = side.article.published or other.article.published or _NO_DAY
    found = [
        _Held(v.found.span, v.found.value)
        for v in chain(extraction.quantities, extraction.durations, extraction.places)
    ]
    found += [_Held(h.found.span, h.found.value) for h in extraction.roles]
    found += [_Held(m.span, PartyValue(m.text, m.text)) for m in extraction.mentions if m.kind == "person"]
    for dated in extraction.dates:
        tense = extraction.frames[dated.frame].tense if dated.frame is not None else "none"
        direction = "past" if tense in ("past", "pluperfect") else "future" if tense == "future" else "unknown"
        value = dates.resolve(dated.mention.expression, anchor, direction)  # type: ignore[arg-type]
        if value is not None:
            found.append(_Held(dated.mention.span, value))
    for frame in extraction.frames:
        if frame.known:
            found.append(
                _Held(
                    frame.trigger,
                    ActionValue(
                        frame.concept, not frame.negated, side.article.text[frame.trigger.start : frame.trigger.end]
                    ),
                )
            )
    return sorted(found, key=lambda h: h.span)


def _touched(held: Sequence[_Held], stretch: Sequence[Token]) -> dict[Slot, list[_Held]]:
    found: dict[Slot, list[_Held]] = {}
    for one in held:
        if any(one.span.overlaps(token.span) for token in stretch):
            found.setdefault(_SLOTS[type(one.value).__name__], []).append(one)
    return found


def _compared(
    change: Change, held: Sequence[Sequence[_Held]], a: Side, b: Side, grammars: Grammars
) -> Iterator[tuple[tuple[Span, Span], Finding]]:
    """The values of one slot on both sides, one with one, in order."""
    ours, theirs = (_touched(values, stretch) for values, stretch in zip(held, (change.a, change.b), strict=True))
    for slot in Slot:
        pair = ours.get(slot, []), theirs.get(slot, [])
        if len(pair[0]) != len(pair[1]):
            continue
        for one, two in zip(*pair, strict=True):
            yield (one.span, two.span), _judged(slot, one, two, a, b, grammars)


def _judged(slot: Slot, one: _Held, two: _Held, a: Side, b: Side, grammars: Grammars) -> Finding:
    judgement = _relate(one.value, two.value, grammars)
    relation = _RELATIONS[judgement.relation]
    rule, why = judgement.rule, judgement.reason
    if relation is PairRelation.CONFLICTING:
        changed = _may_have_changed(slot, one, two, a, b, grammars)
        if changed:
            relation, rule, why = PairRelation.EVOLVED, changed, "the figure changes with time"
        why = why or f"{label(one.value)} and {label(two.value)} cannot both be true"
    return Finding(relation, slot, rule, why, one.span, two.span)


_RELATIONS = {
    Relation.SAME: PairRelation.COMPATIBLE,
    Relation.COMPATIBLE: PairRelation.COMPATIBLE,
    Relation.CONFLICTING: PairRelation.CONFLICTING,
    Relation.INCOMPARABLE: PairRelation.INCOMPARABLE,
}


def _relate(one: Value, two: Value, grammars: Grammars) -> Judgement:
    if isinstance(one, PartyValue) and isinstance(two, PartyValue):
        return names.same_person(one.name, two.name, grammars.names)
    return relate(one, two, grammars.actions)


def _may_have_changed(slot: Slot, one: _Held, two: _Held, a: Side, b: Side, grammars: Grammars) -> str:
    """The rule by which a figure may have been told at two times; "" if both are of one moment."""
    if slot is not Slot.QUANTITY or not isinstance(one.value, Quantity) or not isinstance(two.value, Quantity):
        return ""
    days = a.article.published, b.article.published
    if days == (None, None):
        return ""
    clocks = [_hours(side) for side in (a, b)]
    if None not in days and days[0] == days[1] and clocks[0] == clocks[1] != set():
        return ""
    texts = [plain(side.article.text) for side in (a, b)]
    if any(_SO_FAR.search(text) for text in texts):
        return "so-far"
    classes = {_class(held.value, side, held.span, grammars) for held, side in ((one, a), (two, b))}
    return "running-count" if any(c and grammars.counts.running(c) for c in classes) else ""


def _class(value: Value, side: Side, span: Span, grammars: Grammars) -> str | None:
    whole = Span(0, len(side.article.text))
    return (
        counts.classify(value, side.article.text, span, whole, grammars.counts) if isinstance(value, Quantity) else None
    )


def _hours(side: Side) -> set[str]:
    found = [d.mention for d in side.extraction.dates if d.mention.expression.clock is not None]
    return {plain(side.article.text[m.span.start : m.span.end]) for m in found}


# -- words between quotation marks ----------------------------------------------------------------


def _quotations(a: Side, b: Side, alignment: Alignment) -> Iterator[Finding]:
    """Quotations whose words differ, each with the one of the other sentence that it is a wording of."""
    for one in a.extraction.quotations:
        for two in b.extraction.quotations:
            x, y = one.found.value, two.found.value
            if not (isinstance(x, QuotationValue) and isinstance(y, QuotationValue)) or x.words == y.words:
                continue
            judged = quotations.relate(x, y, same_speaker=True, same_occasion=True)
            spans = one.found.span, two.found.span
            if judged.relation is Relation.CONFLICTING:
                yield Finding(
                    PairRelation.CONFLICTING, Slot.QUOTATION, judged.rule, "one statement in two wordings", *spans
                )
            elif judged.relation is not Relation.INCOMPARABLE:
                for first, second in near_copies.renumbered(x.text, y.text):
                    moved = _moved(first, spans[0].start), _moved(second, spans[1].start)
                    yield Finding(
                        PairRelation.CONFLICTING,
                        Slot.QUOTATION,
                        "other-number-of-noun",
                        "a quoted noun turned plural",
                        *moved,
                    )


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
