"""What happened: words -> classes of actions and events, their opposites, and whether they are denied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from factcheck.rules import Rule, Rules
from factcheck.text import plain
from factcheck.types import ActionValue, Judgement, Relation, Span

_REFLEXIVE = re.compile(r"(?:\bs'|\bse |\bnous nous |\bvous vous )(?:[\w'-]+ ){0,5}$")
_PLURAL = re.compile(r"(?:^|[\"«(] ?|, )\w+(?:is|es|s)$")


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")
    nouns: str | None = None
    verbs: str | None = None
    phrases: str | None = None
    opposite: str | None = None
    decisive: bool = False
    gathers: bool = False
    lasts: bool = False
    when: bool = False
    event: str | None = None
    began: bool = False


Form = Literal["noun", "verb", "phrase"]


@dataclass(frozen=True, slots=True)
class Concept:
    """One class of actions.

    ``reflexive`` are the verbs that count only with "se". ``decisive``: a story asks whether it happened, of
    whomever. ``gathers``: it happens to many over hours, so that an hour told with it is that of the count.
    ``lasts``: it goes on for hours, so that two hours told with it are no contradiction. ``when``: a story asks when
    and where it was, and not whether it was. ``event`` is the kind of event that it tells of where this is another's;
    ``began``: it has been so since the day of that event.
    """

    name: str
    nouns: re.Pattern[str] | None
    verbs: re.Pattern[str] | None
    reflexive: re.Pattern[str] | None
    phrases: re.Pattern[str] | None
    opposite: str | None
    decisive: bool
    gathers: bool
    lasts: bool
    when: bool = False
    event: str | None = None
    began: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that name an action or an event."""

    span: Span
    concept: str
    form: Form
    sure: bool = False  # a reflexive pronoun before it makes it a verb, whatever a parser says


@dataclass(frozen=True, slots=True)
class ActionGrammar:
    """Every concept, in the order of the rules: where two fit the same word, the earlier one wins."""

    concepts: tuple[Concept, ...]

    def decisive(self, name: str) -> bool:
        return any(c.name == name and c.decisive for c in self.concepts)

    def gathers(self, name: str) -> bool:
        return any(c.name == name and c.gathers for c in self.concepts)

    def lasts(self, name: str) -> bool:
        return any(c.name == name and c.lasts for c in self.concepts)

    def when(self, name: str) -> bool:
        return any(c.name == name and c.when for c in self.concepts)

    def event(self, name: str) -> str:
        """The kind of event of which a concept tells."""
        return next((c.event for c in self.concepts if c.name == name and c.event), name)

    def began(self, name: str) -> bool:
        return any(c.name == name and c.began for c in self.concepts)

    def opposite(self, a: str, b: str) -> bool:
        """Whether two concepts exclude each other."""
        return any(c.name == a and c.opposite == b or c.name == b and c.opposite == a for c in self.concepts)


def load(rules: Rules) -> ActionGrammar:
    """From rules/<language>/actions.yaml. Raises RuleError."""
    return ActionGrammar(tuple(_concept(rule) for file, rule in rules if file.endswith("/actions")))


def _concept(rule: Rule) -> Concept:
    model = rule.parse(_Model)
    verbs = (model.verbs or "").split("|") if model.verbs else []
    ordinary = "|".join(v for v in verbs if not v.startswith("r:"))
    reflexive = "|".join(v[2:] for v in verbs if v.startswith("r:"))

    def compiled(pattern: str | None) -> re.Pattern[str] | None:
        return rule.compiled(rf"(?<![\w-])(?:{pattern})(?![\w])") if pattern else None

    return Concept(
        rule.name,
        compiled(model.nouns),
        compiled(ordinary),
        compiled(reflexive),
        compiled(model.phrases),
        model.opposite,
        model.decisive,
        model.gathers,
        model.lasts,
        model.when,
        model.event,
        model.began,
    )


def find(text: str, grammar: ActionGrammar) -> list[Trigger]:
    """Every word or phrase of ``text`` that names a concept, in order. Whether it is a noun or a verb is not checked."""
    folded = plain(text)
    found: dict[tuple[int, Form], Trigger] = {}  # a word may be a noun for one rule and a verb for another
    for concept in grammar.concepts:
        forms: tuple[tuple[Form, re.Pattern[str] | None], ...] = (
            ("phrase", concept.phrases), ("noun", concept.nouns), ("verb", concept.verbs), ("verb", concept.reflexive),
        )  # fmt: skip
        for form, pattern in forms:
            for match in pattern.finditer(folded) if pattern else ():
                if pattern is concept.reflexive and not _is_reflexive(folded, match):
                    continue
                trigger = Trigger(Span(*match.span()), concept.name, form, pattern is concept.reflexive)
                key = (match.start(), form)
                if key not in found or _length(trigger) > _length(found[key]):
                    found[key] = trigger
    triggers = [found[key] for key in sorted(found)]
    return [
        t
        for t in triggers
        if not any(o.span.holds(t.span) and o.span != t.span and o.concept == t.concept for o in triggers)
    ]


def _length(trigger: Trigger) -> int:
    return trigger.span.end - trigger.span.start


def _is_reflexive(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 60) : match.start()]
    return bool(_REFLEXIVE.search(before)) or bool(_PLURAL.search(text[max(0, match.start() - 2) : match.end()]))


def relate(a: ActionValue, b: ActionValue, opposite: bool = False) -> Judgement:
    """Two statements on one thing at one time; ``opposite`` tells that their concepts exclude each other."""
    if a.action == b.action:
        if a.positive == b.positive:
            return Judgement(Relation.SAME, "same-action")
        return Judgement(Relation.CONFLICTING, "polarity", "one says that it is so, the other that it is not")
    if opposite and a.positive and b.positive:
        return Judgement(Relation.CONFLICTING, "opposite-actions", "the two exclude each other")
    if opposite and a.positive != b.positive:
        return Judgement(Relation.COMPATIBLE, "denied-opposite")
    return Judgement(Relation.INCOMPARABLE, "other-actions")


def label(value: ActionValue) -> str:
    return value.words if value.positive else f"not: {value.words}"


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """Every concept found in ``text``, as (rule, label)."""
    return [(trigger.concept, trigger.concept) for trigger in find(text, load(rules))]
