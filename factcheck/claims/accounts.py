"""What each clause says as a whole: where no single value is compared, sources may still tell the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from factcheck.claims.view import View
from factcheck.text import same_length
from factcheck.types import ActionValue, Claim, DateValue, Duration, Quantity, Slot, Span, Value

_LEAST_WORDS = 3
_LATELY = 3  # days from the publication, of which all that happened lately is told
_SMALL = 2  # counts up to this are everywhere


@dataclass(frozen=True, slots=True)
class Account:
    """One clause: its claim, its content lemmas, the values in it, and the persons whom its subject names.

    ``told`` are the values that hardly two clauses share by chance: an hour, a day long past, a number.
    """

    claim: Claim
    keys: frozenset[str]
    told: frozenset[str]
    values: tuple[Value, ...]
    persons: frozenset[str]


def accounts(view: View) -> Iterator[Account]:
    """The clauses of one article that say enough to be told from others, each verb's once."""
    seen: set[Span] = set()
    for number, frame in enumerate(view.extraction.frames):
        if frame.verb is None or len(frame.keys) < _LEAST_WORDS or frame.clause in seen:
            continue
        if _only_says_who_spoke(view, frame.clause):
            continue
        seen.add(frame.clause)
        words = same_length(view.words(frame.clause))
        value = ActionValue(frame.concept, not frame.negated, words)
        claim = view.claim(Slot.ACTION, "account", "", value, frame.clause, "account", number)
        persons = view.people.keys(view.article.id, frame.subject) if frame.subject else frozenset()
        values = tuple(_values(view, frame.clause))
        told = frozenset(_told(values, view.article.published))
        yield Account(claim, frame.keys, told, values, persons)


def _only_says_who_spoke(view: View, clause: Span) -> bool:
    """ "a déclaré lundi le ministre": what was said stands in another clause."""
    return any(clause.overlaps(a.source) and not clause.overlaps(a.content) for a in view.extraction.attributions)


def _told(values: Sequence[Value], published: date | None) -> Iterator[str]:
    for value in values:
        if isinstance(value, DateValue) and value.start == value.end:
            if value.minutes is not None:
                yield f"hour {value.minutes}"
            if published is None or abs((published - value.start).days) > _LATELY:
                yield f"day {value.start}"
        elif isinstance(value, Quantity) and value.stated is not None and value.stated > _SMALL:
            yield f"number {value.stated:g} {value.unit}"


def _values(view: View, clause: Span) -> Iterator[Value]:
    resolved: list[tuple[Span, DateValue]] = [
        (dated.mention.span, value) for found in view.dates.values() for dated, value in found
    ]
    yield from (value for span, value in resolved if clause.holds(span))
    for valued in (*view.extraction.quantities, *view.extraction.durations):
        if clause.holds(valued.found.span) and isinstance(valued.found.value, Quantity | Duration):
            yield valued.found.value
