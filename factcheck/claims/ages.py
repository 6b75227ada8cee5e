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
_LEAD = 3  # sentences in which an article names the person that it is about
_AGED = Quantity(18.0, 99.0, None, "year-old", 1.0)
_BEFORE = 45  # code points before an age in which the words tell a woman from a man


def claims(view: View, aged: Sequence[Valued]) -> Iterator[Claim]:
    """An age is that of the person named just before or after it, else of the one that the words around it make out."""
    unnamed = []
    described: list[Claim] = []
    for valued in aged:
        value, span = valued.found.value, valued.found.span
        if not isinstance(value, Quantity):
            continue
        person = _named(view, span)
        if person is not None:
            yield view.claim(Slot.QUANTITY, person.id, "age", value, span, valued.found.rule, valued.frame)
            continue
        hero = _described(view, span)
        if hero is not None:
            described.append(view.claim(Slot.QUANTITY, hero.id, "age", value, span, valued.found.rule, valued.frame))
            continue
        about = counts.classify(value, view.article.text, span, view.sentence(span), view.grammars.counts)
        if about is not None and about != "age":
            facet = f"{value.unit}:{figure_scopes.long_ago(view, valued) or ''}:{_sex(view, span)}"
            unnamed.append(view.claim(Slot.QUANTITY, about, facet, value, span, valued.found.rule, valued.frame))
    for claim in described:
        yield replace(claim, firm=claim.firm and not _several(claim, described))
    for claim in unnamed:
        yield replace(claim, firm=claim.firm and claim.facet[-1] != ":" and not _several(claim, unnamed))


def _several(claim: Claim, others: Sequence[Claim]) -> bool:
    """Whether the article tells the ages of several such people."""
    return any((o.about, o.facet) == (claim.about, claim.facet) and not _meet(o.value, claim.value) for o in others)


def _meet(a: object, b: object) -> bool:
    return isinstance(a, Quantity) and isinstance(b, Quantity) and a.low <= b.high and b.low <= a.high


def _described(view: View, span: Span) -> Entity | None:
    """The one person that the article is about, where the age is that of somebody described and not named.

    "Âgé de 47 ans, l'ancien capitaine", "le chirurgien de 47 ans": whom the headline or the first sentence names, whom no
    other person outnumbers, in a paragraph that names nobody else before. What a story tells of its victims, its suspects and
    its drivers is left to their classes.
    """
    clause, text = view.sentence(span), view.article.text
    before = plain(text[max(clause.start, span.start - _BEFORE) : span.start])
    if not view.grammars.figures["described"].search(before):
        return None
    about = counts.classify(_AGED, text, span, clause, view.grammars.counts)
    if about not in (None, "age"):
        return None
    hero = _hero(view)
    paragraph = next((p.span for p in view.article.passages if p.span.overlaps(span)), clause)
    named = view.people.named(view.article.id, "person")
    beside = {e.id for s, e in named if paragraph.start <= s.start and s.end <= span.start}
    return hero if hero is not None and beside <= {hero.id} else None


def _hero(view: View) -> Entity | None:
    """The person whom the article names first of all and most of all."""
    named = view.people.named(view.article.id, "person")
    counted: dict[str, int] = {}
    for _, entity in named:
        counted[entity.id] = counted.get(entity.id, 0) + 1
    if not named:
        return None
    hero = named[0][1]
    others = [n for one, n in counted.items() if one != hero.id]
    lead = max((s.span.end for s in view.extraction.sentences[:_LEAD]), default=0)
    return hero if named[0][0].end <= lead and counted[hero.id] > max(others, default=0) else None


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
