"""The rules of ``rules/fr/roles.yaml``, read and compiled: heads, modifiers, bodies, fields and exclusive groups."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from factcheck.kinds.role_ties import PARTS, Ties, compile_ties
from factcheck.rules import Rule, Rules
from factcheck.text import fold
from factcheck.types import Span

FILE = "fr/roles"

#: What the words after a head say: the organisation, what it covers, two states, one state, a subject, or nothing kept.
Takes = Literal["body", "portfolio", "mission", "nation", "field", "nothing"]
Phase = Literal["current", "former", "coming"]
States = Callable[[str], list[tuple[Span, str]]]

Words = Annotated[list[str], Field(min_length=1)]


class _Keys(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    does: str


class _Heads(_Keys):
    does: Literal["heads"]
    takes: Takes = "body"
    ranks: bool = True  # False: the words say no rank, only what their holder is in charge of
    heads: Words  # "rank|feminine|other forms"; "+e" is added to the first form; "?" after it: only with a determiner


class _Before(_Keys):
    does: Literal["before"]
    words: Words
    phase: Phase | None = None
    rank: dict[str, str] = {}  # what a word puts before the rank, where it changes it


class _After(_Keys):
    does: Literal["after"]
    words: Words
    phase: Phase | None = None
    ranks: bool = False  # whether the word becomes a part of the rank, in its first form


class _Cues(_Keys):
    does: Literal["cues"]
    phase: Phase
    within: int = Field(ge=1, le=12)
    words: list[str] = []  # before the phrase
    following: list[str] = []  # right after it


class _Offices(_Keys):
    does: Literal["offices"]
    words: Words


class _Bodies(_Keys):
    does: Literal["bodies"]
    generic: list[str] = []  # "du groupe": the organisation that the story is about
    same: dict[str, str] = {}  # folded name -> the name kept
    states: dict[str, str] = {}  # folded name -> the state that it belongs to


class _Affiliation(_Keys):
    does: Literal["affiliation"]
    nouns: Words


class _Field(_Keys):
    does: Literal["field"]
    words: Words


class _Exclusive(_Keys):
    does: Literal["exclusive"]
    group: str = ""  # the rule's name unless said: rules can add to one group
    positions: dict[str, Words]
    loose: list[str] = []  # ranks which, without a portfolio, are said of every position
    needs: Literal["", "body", "sender", "ministry", "no-complement"] = ""


class _Allegiance(_Keys):
    does: Literal["allegiance"]
    members: dict[str, Words]  # the name of an organisation of which nobody serves two -> how it is written


class _Single(_Keys):
    does: Literal["single"]
    ranks: Words


class _Ties(_Keys):
    does: Literal["ties"]
    part: str  # one of role_ties.PARTS
    words: Words


class _Stops(_Keys):
    does: Literal["stops"]
    words: Words


_MODELS: Mapping[str, type[_Keys]] = {
    "heads": _Heads, "before": _Before, "after": _After, "cues": _Cues, "offices": _Offices, "bodies": _Bodies,
    "affiliation": _Affiliation, "field": _Field, "exclusive": _Exclusive,
    "allegiance": _Allegiance, "single": _Single, "ties": _Ties, "stops": _Stops,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that names a post. ``rank`` is its masculine singular as shown to a reader."""

    rank: str
    takes: Takes
    bare: bool  # whether it may stand without a determiner
    rule: str
    accented: bool = False  # whether it ends in "é", which tells "retraité" from "retraite"


@dataclass(frozen=True, slots=True)
class Modifier:
    """A word before or after a head, and what it changes."""

    rule: str
    phase: Phase | None = None
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words beside a phrase that put the post in the past or the future."""

    rule: str
    phase: Phase
    within: int  # words between the cue and the phrase
    before: tuple[str, ...]
    following: frozenset[str]


@dataclass(frozen=True, slots=True)
class Membership:
    """The position of a rank in a group of ranks that exclude each other."""

    group: str
    position: str
    needs: str
    rule: str


@dataclass(frozen=True, slots=True)
class RoleGrammar:
    """Everything that the reading of posts needs. ``states`` finds the states (ISO 3166 alpha-2) named in a text.

    All keys are folded, with spaces for hyphens and after elisions ("secretaire d etat"). It can be pickled where
    ``states`` can, as ``functools.partial`` of a module's function can.
    """

    states: States
    heads: Mapping[str, Head]
    openings: frozenset[str]  # first words of heads
    before: Mapping[str, Modifier]
    after: Mapping[str, Modifier]
    cues: tuple[Cue, ...]
    offices: Mapping[str, str]
    generic: Mapping[str, str]
    bodies: Mapping[str, tuple[str, str]]  # name -> (name kept, rule)
    body_states: Mapping[str, str]
    nouns: Mapping[str, str]
    fields: Mapping[str, tuple[str, ...]]  # word -> rules
    groups: Mapping[str, tuple[Membership, ...]]
    loose: Mapping[str, tuple[str, ...]]
    allegiances: Mapping[str, tuple[str, str]]  # name as written -> (rule, organisation)
    single: Mapping[str, str]  # rank -> the rule that says that a body has but one
    ties: Ties
    tied: Mapping[str, re.Pattern[str]]  # rule -> its words alone
    stops: Mapping[str, str]


def key(words: str) -> str:
    """The form under which words are looked up: folded, hyphens and apostrophes as spaces."""
    return " ".join(fold(words).replace("-", " ").replace("'", " ").split())


def compile_rules(rules: Rules, states: States) -> RoleGrammar:
    """All rules of the kind. Raises RuleError with path:line."""
    parsed = [(rule, rule.parse_one(_MODELS)) for rule in rules.of(FILE)]
    heads: dict[str, Head] = {}
    for rule, one in parsed:
        if isinstance(one, _Heads):
            heads.update(_heads(rule, one))
    groups, loose = _groups([(r, one) for r, one in parsed if isinstance(one, _Exclusive)])
    fields: dict[str, tuple[str, ...]] = {}
    for rule, one in parsed:
        if isinstance(one, _Field):
            for word in one.words:
                fields[key(word)] = (*fields.get(key(word), ()), rule.name)
    tied = {rule.name: _tied(rule, one) for rule, one in parsed if isinstance(one, _Ties)}
    bodies = [(rule, one) for rule, one in parsed if isinstance(one, _Bodies)]
    return RoleGrammar(
        states=states,
        heads=heads,
        openings=frozenset(form.split(" ", 1)[0] for form in heads),
        before={k: m for r, one in parsed if isinstance(one, _Before) for k, m in _before(r, one)},
        after={k: m for r, one in parsed if isinstance(one, _After) for k, m in _after(r, one)},
        cues=tuple(_cue(r, one) for r, one in parsed if isinstance(one, _Cues)),
        offices={key(w): r.name for r, one in parsed if isinstance(one, _Offices) for w in one.words},
        generic={key(w): r.name for r, one in bodies for w in one.generic},
        bodies={key(a): (fold(b), r.name) for r, one in bodies for a, b in one.same.items()},
        body_states={key(a): code for _, one in bodies for a, code in one.states.items()},
        nouns={key(w): r.name for r, one in parsed if isinstance(one, _Affiliation) for w in one.nouns},
        fields=fields,
        groups=groups,
        loose=loose,
        allegiances={
            key(w): (r.name, name)
            for r, one in parsed
            if isinstance(one, _Allegiance)
            for name, forms in one.members.items()
            for w in forms
        },
        single={key(w): r.name for r, one in parsed if isinstance(one, _Single) for w in one.ranks},
        ties=compile_ties({one.part: "|".join(one.words) for _, one in parsed if isinstance(one, _Ties)}),
        tied=tied,
        stops={key(w): r.name for r, one in parsed if isinstance(one, _Stops) for w in one.words},
    )


def _tied(rule: Rule, one: _Ties) -> re.Pattern[str]:
    if one.part not in PARTS:
        raise rule.error(f"part: one of {', '.join(PARTS)}")
    return rule.compiled(rf"\b(?:{'|'.join(one.words)})(?!\w)")


def _heads(rule: Rule, one: _Heads) -> dict[str, Head]:
    found = {}
    for entry in one.heads:
        first, *others = (part.strip() for part in entry.split("|"))
        rank = first.removesuffix("?")
        if not rank or not all(others):
            raise rule.error(f"heads: {entry!r} has an empty form")
        head = Head(rank if one.ranks else "", one.takes, not first.endswith("?"), rule.name)
        for form in (rank, *others):
            whole = rank + form[1:] if form.startswith("+") else form
            found[key(whole)] = replace(head, accented=whole.endswith("é"))
    return found


def _before(rule: Rule, one: _Before) -> list[tuple[str, Modifier]]:
    forms = [(form, one.rank.get(entry.split("|")[0], "")) for entry in one.words for form in entry.split("|")]
    return [(key(form), Modifier(rule.name, one.phase, rank)) for form, rank in forms]


def _after(rule: Rule, one: _After) -> list[tuple[str, Modifier]]:
    found = []
    for entry in one.words:
        first, *others = entry.split("|")
        modifier = Modifier(rule.name, one.phase, first if one.ranks else "")
        forms = [first, *(first + form[1:] if form.startswith("+") else form for form in others)]
        found += [(key(form), modifier) for form in forms]
    return found


def _cue(rule: Rule, one: _Cues) -> Cue:
    return Cue(rule.name, one.phase, one.within, tuple(map(key, one.words)), frozenset(map(key, one.following)))


def _groups(
    rules: list[tuple[Rule, _Exclusive]],
) -> tuple[dict[str, tuple[Membership, ...]], dict[str, tuple[str, ...]]]:
    groups: dict[str, tuple[Membership, ...]] = {}
    loose: dict[str, tuple[str, ...]] = {}
    for rule, one in rules:
        if any(mark in name for name in (rule.name, one.group, *one.positions) for mark in " :~*"):
            raise rule.error("a name or position may not hold ' ', ':', '~' or '*'")
        for position, ranks in one.positions.items():
            for rank in ranks:
                groups[key(rank)] = (
                    *groups.get(key(rank), ()),
                    Membership(one.group or rule.name, position, one.needs, rule.name),
                )
        for rank in one.loose:
            loose[key(rank)] = (*loose.get(key(rank), ()), one.group or rule.name)
    return groups, loose
