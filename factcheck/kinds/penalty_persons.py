"""Words for who is sentenced, where no name stands: "l'ex-trésorier", "la femme du principal prévenu", "lui"."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.kinds.flat import flatten
from factcheck.kinds.penalty_grammar import PenaltyGrammar
from factcheck.kinds.person_names import Gender
from factcheck.types import Span

_REACH = 40  # characters before a name in which a word of the court may stand


@dataclass(frozen=True, slots=True)
class Described:
    """A noun for a person: its folded head, the gender it tells, and the kin that it says, if any."""

    span: Span
    head: str
    gender: Gender
    kin: str
    rule: str


def described(text: str, grammar: PenaltyGrammar) -> list[Described]:
    """Every description of a person in ``text``, in order; of two that overlap the one that says whose kin it is."""
    flat = flatten(text)
    found = [
        Described(flat.span(*match.span("head")), match.group("head"), person.gender, person.kin, person.rule)
        for person in grammar.persons
        for match in person.pattern.finditer(flat.text)
    ]
    kept: list[Described] = []
    for one in sorted(found, key=lambda d: (d.kin == "", d.span, d.rule)):
        if not any(one.span.overlaps(other.span) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda d: d.span)


def of_court(text: str, start: int, grammar: PenaltyGrammar) -> bool:
    """Whether the name that begins at ``start`` is of a judge, a prosecutor, a lawyer, a victim."""
    before = flatten(text[max(0, start - _REACH) : start]).text.rstrip() + " "
    return any(pattern.search(before) for _, pattern in grammar.court)


def target_from(text: str, end: int, grammar: PenaltyGrammar) -> int | None:
    """Where the words begin that say for whom the penalty that ends at ``end`` is, if they follow it."""
    after = flatten(text[end : end + 2 * _REACH]).text
    return next((end + m.end() for _, pattern in grammar.behind if (m := pattern.match(after))), None)


def shared_out(text: str, start: int, grammar: PenaltyGrammar) -> Gender | None:
    """The gender of "elle" in "elle à deux ans, lui à un an", None where no such pronoun leads to ``start``."""
    before = flatten(text[max(0, start - _REACH) : start]).text
    for _, pattern in grammar.leads:
        match = pattern.search(before)
        if match:
            return "female" if match.groupdict().get("female") else "male"
    return None


def of_several(text: str, grammar: PenaltyGrammar) -> bool:
    """Whether ``text`` speaks of several persons at once."""
    flat = flatten(text).text
    return any(pattern.search(flat) for _, pattern in grammar.several)


def cues(text: str, grammar: PenaltyGrammar) -> list[tuple[str, str]]:
    """The rules that read in ``text`` of whom it is, wherever a name or a penalty might stand, as (rule, rule)."""
    flat = flatten(text).text
    starts = [at for at in range(1, len(flat) + 1) if flat[at - 1] in " '"]
    ends = [at for at in range(len(flat)) if flat[at] in " ,"]
    before = [
        name
        for name, pattern in (*grammar.court, *grammar.leads, *grammar.shapes.items())
        if any(pattern.search(flat[:at]) for at in starts)
    ]
    behind = [name for name, pattern in grammar.behind if any(pattern.match(flat, at) for at in ends)]
    anywhere = [name for name, pattern in grammar.several if pattern.search(flat)]
    return [(name, name) for name in dict.fromkeys((*before, *behind, *anywhere))]
