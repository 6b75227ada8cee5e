"""How old somebody is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from factcheck.claims import figure_scopes
from factcheck.claims.view import View
from factcheck.extract import Valued
from factcheck.kinds import counts
from factcheck.text import plain
from factcheck.types import Claim, Entity, Quantity, Slot, Span

_REACH = 25  # code points between a name and an age
_BEFORE = 45  # code points before an age in which the words tell a woman from a man


def claims(view: View, aged: Sequence[Valued]) -> Iterator[Claim]:
    """An age is that of the person named just before or after it, else of the one that the words around it make out."""
    unnamed = []
    for valued in aged:
        value, span = valued.found.value, valued.found.span
        if not isinstance(value, Quantity):
            continue
        person = _named(view, span)
        if person is not None:
            yield view.claim(Slot.QUANTITY, person.id, "age", value, span, valued.found.rule, valued.frame)
            continue
        about = counts.classify(value, view.article.text, span, view.sentence(span), view.grammars.counts)
        if about is not None and about != "age":
            facet = f"{value.unit}:{figure_scopes.long_ago(view, valued) or ''}:{_sex(view, span)}"
            unnamed.append(view.claim(Slot.QUANTITY, about, facet, value, span, valued.found.rule, valued.frame))
    for claim in unnamed:
        yield replace(claim, firm=claim.firm and claim.facet[-1] != ":" and not _several(claim, unnamed))


def _several(claim: Claim, others: Sequence[Claim]) -> bool:
    """Whether the article tells the ages of several such people."""
    return any((o.about, o.facet) == (claim.about, claim.facet) and not _meet(o.value, claim.value) for o in others)


def _meet(a: object, b: object) -> bool:
    return isinstance(a, Quantity) and isinstance(b, Quantity) and a.low <= b.high and b.low <= a.high


def _named(view: View, span: Span) -> Entity | None:
    clause = view.sentence(span)
    near = [
        (max(m.span.start - span.end, span.start - m.span.end), m.span, e)
        for e in view.people.by_id.values()
        if e.kind == "person"
        for m in e.mentions
        if m.article == view.article.id and clause.holds(m.span)
    ]
    parted = view.grammars.figures["breaks"]
    text = view.article.text
    near = [
        (d, s, e)
        for d, s, e in near
        if d <= _REACH and not parted.search(text[min(s.end, span.end) : max(s.start, span.start)])
    ]
    return min(near, key=lambda n: (n[0], n[1]))[2] if near else None


def _sex(view: View, span: Span) -> str:
    """ "she", "he" or "", by the last word before the age that tells."""
    clause = view.sentence(span)
    before = plain(view.article.text[max(clause.start, span.start - _BEFORE) : span.start])
    ends = {
        sex: max((m.end() for m in view.grammars.figures[sex].finditer(before)), default=0) for sex in ("she", "he")
    }
    best = max(ends, key=lambda sex: ends[sex])
    return best if ends[best] and ends["she"] != ends["he"] else ""
