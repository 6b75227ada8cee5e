"""Finding dates in a text: atoms first, then compounds of them, then the longest that do not overlap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from factcheck.kinds.date_builders import atom_expression, captured, compound_expression
from factcheck.kinds.date_expressions import Calendar, DateExpression, DateMention, shape
from factcheck.kinds.date_grammar import STOP, Atom, Compound, DateGrammar, looks_back
from factcheck.kinds.date_text import PlainText
from factcheck.types import Span

_LONGEST = 90  # characters of one date expression
_LEAD = re.compile(r"(?<!\w)(?:(?:a |de )?(?:la |l')|le |les |au |aux |du |des |en |de |d'|ce |cet |cette |a )\Z")
_PLACED = re.compile(r"(?:en|a|au|aux|du|de|dans|depuis|avant|apres|vers|entre|pour|jusqu|d|il|des|peu|un|juste)\b")
_GAP = 20  # characters between the two halves of a compound
_ANAPHOR = 400  # characters back to the month that "le 13" alone leaves unsaid


@dataclass(frozen=True, slots=True)
class _Item:
    """A stretch of plain text and what it says, weak if it is no date on its own."""

    start: int
    end: int
    says: DateExpression
    strong: bool
    rule: str
    parts: tuple[str, ...]  # the rules that read it and what it is made of


def find_mentions(text: str, grammar: DateGrammar) -> list[DateMention]:
    """All dates of ``text``, in order, none overlapping."""
    plain = PlainText.of(text)
    return _mentions(plain, _longest(_chart(plain, grammar)))


def find_with_parts(text: str, grammar: DateGrammar) -> list[tuple[DateMention, tuple[str, ...]]]:
    """All dates of ``text``, each with the names of the rules that read it or a part of it."""
    plain = PlainText.of(text)
    chosen = _longest(_chart(plain, grammar))
    return [(m, item.parts) for m, item in zip(_mentions(plain, chosen), chosen, strict=True)]


def _chart(plain: PlainText, grammar: DateGrammar) -> list[_Item]:
    barred = [m.span() for guard in grammar.guards for p in guard.patterns for m in p.finditer(plain.plain)]
    atoms = [item for item in _atoms(plain, grammar) if not _overlaps(item, barred)]
    return _compounds(atoms, plain.plain, grammar)


def _mentions(plain: PlainText, chosen: list[_Item]) -> list[DateMention]:
    """The chosen stretches with the articles and prepositions before them."""
    mentions, last_end = [], 0
    for item in chosen:
        placed = _PLACED.match(plain.plain, item.start)
        lead = None if placed else _LEAD.search(plain.plain, max(last_end, item.start - 8), item.start)
        start = lead.start() if lead else item.start
        mentions.append(DateMention(plain.span(start, item.end), item.says, item.rule))
        last_end = item.end
    return _with_unsaid_months(mentions)


def _atoms(plain: PlainText, grammar: DateGrammar) -> Iterator[_Item]:
    for rule in grammar.atoms:
        for pattern in rule.patterns:
            for match in pattern.finditer(plain.plain):
                if _case_fits(rule, match, plain):
                    says = atom_expression(rule, match, grammar)
                    if says is not None:
                        yield _Item(match.start(), match.end(), says, not rule.weak, rule.name, (rule.name,))


def _case_fits(rule: Atom, match: re.Match[str], plain: PlainText) -> bool:
    if rule.case == "lower":
        return not plain.capital(match.start()) or plain.capital(match.start() + 1)
    if rule.case == "not-before-name":
        return not _before_capital(match, plain)
    if rule.case == "no-first-name":
        own = plain.capital(match.start()) and not plain.capital(match.start() + 1)
        return not (own and _before_capital(match, plain))
    return True


def _before_capital(match: re.Match[str], plain: PlainText) -> bool:
    return plain.plain[match.end() : match.end() + 1] == " " and plain.capital(match.end() + 1)


def _overlaps(item: _Item, barred: list[tuple[int, int]]) -> bool:
    return any(item.start < end and start < item.end for start, end in barred)


def _compounds(atoms: list[_Item], plain: str, grammar: DateGrammar) -> list[_Item]:
    """The atoms and everything that the compounds make of them, and of each other."""
    chart: dict[tuple[int, int, DateExpression], _Item] = {}
    starting: dict[int, list[_Item]] = {}
    ending: dict[int, list[_Item]] = {}
    agenda = list(reversed(atoms))
    while agenda:
        item = agenda.pop()
        key = (item.start, item.end, item.says)
        known = chart.get(key)
        if known is not None and (known.strong or not item.strong):
            continue
        chart[key] = item
        starting.setdefault(item.start, []).append(item)
        ending.setdefault(item.end, []).append(item)
        for rule in grammar.compounds:
            agenda.extend(_applied(rule, item, plain, grammar, starting, ending))
    return list(chart.values())


def _applied(
    rule: Compound,
    item: _Item,
    plain: str,
    grammar: DateGrammar,
    starting: dict[int, list[_Item]],
    ending: dict[int, list[_Item]],
) -> Iterator[_Item]:
    form = shape(item.says)
    if not rule.takes_too:
        if form in rule.takes:
            yield from _around(rule, item, item, item.says, None, plain, grammar)
        return
    if rule.between is None:
        return
    if form in rule.takes:
        for begin in range(item.end, min(len(plain), item.end + _GAP) + 1):
            if begin in starting and rule.between.fullmatch(plain, item.end, begin):
                for other in starting[begin]:
                    if shape(other.says) in rule.takes_too:
                        yield from _around(rule, item, other, item.says, other.says, plain, grammar)
    if form in rule.takes_too:
        for end in range(max(0, item.start - _GAP), item.start + 1):
            if end in ending and rule.between.fullmatch(plain, end, item.start):
                for other in ending[end]:
                    if other is not item and shape(other.says) in rule.takes:
                        yield from _around(rule, other, item, other.says, item.says, plain, grammar)


def _around(
    rule: Compound,
    first: _Item,
    last: _Item,
    says: DateExpression,
    too: DateExpression | None,
    plain: str,
    grammar: DateGrammar,
) -> Iterator[_Item]:
    start, end, slots = first.start, last.end, dict(rule.fixed)
    if rule.before is not None:
        before = looks_back(rule.before, plain, start)
        if before is None:
            return
        start, slots = before.start(), slots | captured(before, {}, grammar)
    if rule.after is not None:
        after = rule.after.match(plain, end)
        if after is None or plain[after.end() : after.end() + 1].isalnum():
            return
        end, slots = after.end(), slots | captured(after, {}, grammar)
    if end - start > _LONGEST or "\n" in plain[start:end]:
        return
    strong = first.strong or last.strong if rule.strong is None else rule.strong
    if rule.strong and shape(says if too is None else too) in ("number", "year") and not STOP.match(plain, end):
        return  # "en 2000 exemplaires", "le 27 rue de la Paix"
    made = compound_expression(rule, slots, says, too)
    if made is not None and (start, end, made, strong) != (first.start, first.end, says, first.strong):
        parts = first.parts + (last.parts if last is not first else ()) + (rule.name,)
        yield _Item(start, end, made, strong, rule.name, parts)


def _longest(items: list[_Item]) -> list[_Item]:
    chosen: list[_Item] = []
    for item in sorted(items, key=lambda i: (i.start - i.end, i.start, i.rule)):
        if item.strong and all(item.end <= c.start or c.end <= item.start for c in chosen):
            chosen.append(item)
    return sorted(chosen, key=lambda i: i.start)


def _with_unsaid_months(mentions: list[DateMention]) -> list[DateMention]:
    """After "le 4 février", in "le 13" a later day alone is of the month that was named shortly before."""
    told: tuple[Span, Calendar] | None = None
    done = []
    for found in mentions:
        mention, core = found, found.expression.core
        if isinstance(core, Calendar) and core.day is not None:
            if core.month is not None:
                told = (mention.span, core)
            elif told and core.direction is None and core.weekday is None and _goes_on(*told, mention.span, core.day):
                before = told[1]
                core = replace(core, month=before.month, year=before.year, direction=before.direction)
                mention = replace(mention, expression=replace(mention.expression, core=core))
                told = (mention.span, core)
        done.append(mention)
    return done


def _goes_on(told: Span, named: Calendar, span: Span, day: int) -> bool:
    return named.day is not None and named.day < day and span.start - told.end <= _ANAPHOR
