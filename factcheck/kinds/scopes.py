"""What a figure is told of beside its class: of which people, of which round, of a part or the whole of the count.

A scope is a set of words "kind:value". Two figures whose scopes give one kind two values answer two questions, so that
they cannot contradict each other; where one of them is silent, they may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from pydantic import BaseModel, ConfigDict

from factcheck.kinds import counts
from factcheck.rules import Rule, Rules
from factcheck.text import plain
from factcheck.types import Quantity, Span

HOLDER: Final = "of"  # whose share of the votes it is
STAGE: Final = "stage"  # of a count that goes on: what differs by it has changed, and is no other thing
_WORD: Final = "*"  # the value of a rule whose own words are the value
_HALF: Final = "half"
_WHOLE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "who": "all", "sum": "some", STAGE: "whole", "spot": "unsaid", "period": "unsaid", "when": "match",
        "team": "now", "plan": "whole", "result": "net",
    }
)  # where nothing is said  # fmt: skip


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: str
    value: str
    pattern: str
    classes: list[str]
    before: int = 0
    after: int = 40
    clause: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """Words near a figure of some classes that give ``kind`` a ``value``; "*" stands for the words themselves.

    ``before`` and ``after`` are how far away they may stand, in code points; with ``clause`` no mark of punctuation
    and no other number may come between the figure and words behind it.
    """

    name: str
    kind: str
    value: str
    pattern: re.Pattern[str]
    classes: frozenset[str]
    before: int
    after: int
    clause: bool


@dataclass(frozen=True, slots=True)
class ScopeGrammar:
    """The rules in order."""

    rules: tuple[Scope, ...]


def load(rules: Rules) -> ScopeGrammar:
    """From rules/<language>/scopes.yaml. Raises RuleError."""
    return ScopeGrammar(tuple(_scope(rule) for file, rule in rules if file.endswith("/scopes")))


def _scope(rule: Rule) -> Scope:
    model = rule.parse(_Model)
    return Scope(
        rule.name,
        model.kind,
        model.value,
        rule.compiled(rf"\b(?:{model.pattern})"),
        frozenset(model.classes),
        model.before,
        model.after,
        model.clause,
    )


_STOP = re.compile(r"[,;:.()]|\b\d|\b(?:et|contre)\b")


def scope(text: str, span: Span, counted: str, grammar: ScopeGrammar) -> frozenset[str]:
    """What the figure of class ``counted`` at ``span`` of ``text`` is told of; of each kind the nearest words decide."""
    found = dict(_wholes(counted, grammar))
    nearest: dict[str, int] = {}
    for rule, value, distance in _matches(text, span, counted, grammar):
        if distance < nearest.get(rule.kind, 1_000_000):
            nearest[rule.kind] = distance
            found[rule.kind] = value
    return frozenset(f"{kind}:{value}" for kind, value in found.items())


def _wholes(counted: str, grammar: ScopeGrammar) -> Iterator[tuple[str, str]]:
    for kind in sorted({rule.kind for rule in grammar.rules if counted in rule.classes} & set(_WHOLE)):
        yield kind, _WHOLE[kind]


def _matches(text: str, span: Span, counted: str, grammar: ScopeGrammar) -> Iterator[tuple[Scope, str, int]]:
    for rule in grammar.rules:
        if counted not in rule.classes:
            continue
        before = plain(text[max(0, span.start - rule.before) : span.start])
        inside = plain(text[span.start : span.end])
        after = plain(text[span.end : span.end + rule.after])
        if rule.clause:
            stop = _STOP.search(after)
            after = after[: stop.start()] if stop else after
        lengths = [(len(before) - m.end() + 1, m.group()) for m in rule.pattern.finditer(before)]
        lengths += [(0, m.group()) for m in rule.pattern.finditer(inside)]
        lengths += [(m.start() + 1, m.group()) for m in rule.pattern.finditer(after)]
        if lengths:
            distance, word = min(lengths)
            yield rule, word.rstrip("sx") if rule.value == _WORD else rule.value, distance


def share(value: Quantity, holder: str | None, where: str) -> frozenset[str]:
    """The scope of a share of the votes or seats: its holder, if known, and whether it is above half.

    Of two shares above half both are the winner's, whoever is named; a share below half says nothing without its
    holder, so that it is told apart by ``where`` it stands.
    """
    over = value.unit == "%" and value.low >= 50
    known = {f"{HOLDER}:{holder}"} if holder is not None else set()
    return frozenset(known | {f"{_HALF}:over" if over else f"{_HALF}:{where}"})


def apart(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two figures are told of two things. Symmetric."""
    if not a or not b:
        return False
    first, second = _by_kind(a), _by_kind(b)
    both = first.keys() & second.keys() - {STAGE}
    if HOLDER in both:
        both -= {_HALF}
    return any(not first[kind] & second[kind] for kind in both)


def two_stages(a: frozenset[str], b: frozenset[str]) -> bool | None:
    """Whether two figures of one count were told before and after its end; None where neither says so. Symmetric."""
    stages = [_by_kind(scope).get(STAGE) for scope in (a, b)]
    return None if None in stages else stages[0] != stages[1]


def _by_kind(scope: frozenset[str]) -> dict[str, frozenset[str]]:
    kinds = {word.partition(":")[0] for word in scope}
    return {kind: frozenset(word for word in scope if word.startswith(f"{kind}:")) for kind in sorted(kinds)}


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """The rules that speak about the numbers of ``text``, as (rule, "kind:value")."""
    from factcheck.kinds import quantities

    grammar, classes = load(rules), counts.load(rules)
    found: list[tuple[str, str]] = []
    for read in quantities.find(text, quantities.load(rules)):
        if isinstance(read.value, Quantity):
            counted = counts.classify(read.value, text, read.span, Span(0, len(text)), classes)
            said = scope(text, read.span, counted, grammar) if counted else frozenset()
            found += [
                (rule.name, f"{rule.kind}:{value}")
                for rule, value, _ in (_matches(text, read.span, counted, grammar) if counted else ())
                if f"{rule.kind}:{value}" in said
            ]
    return found
