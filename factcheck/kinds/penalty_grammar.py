"""The rules of penalties, read and compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from factcheck.errors import RuleError
from factcheck.kinds.duration_grammar import DurationGrammar, compile_durations
from factcheck.kinds.numeral_grammar import RuleModel
from factcheck.kinds.person_names import Gender
from factcheck.rules import Rule, Rules

SHAPES = frozenset(
    {"determined", "definite", "feminine", "masculine", "complement", "apposed-name", "apposed-noun", "pronoun"}
)
Part = Literal["firm", "suspended"]
Stage = Literal["given", "appeal", "asked", "faced", "served", "earlier"]


class SortModel(RuleModel):
    """Which penalty a length of time is of: patterns of what stands right before and right behind it."""

    does: Literal["sort"]
    sort: str  # "" for what is no penalty though it looks like one
    before: str = ""
    after: str = ""


class PartModel(RuleModel):
    """Which part of a penalty a length of time is; ``further``: one that is added to another told before."""

    does: Literal["part"]
    part: Part
    before: str = ""
    after: str = ""
    further: bool = False


class ShareModel(RuleModel):
    """A part told as a share of the whole right before it: "dont la moitié avec sursis"."""

    does: Literal["share"]
    part: Part
    share: float
    after: str


class LinkModel(RuleModel):
    """What stands between two lengths of time that make one penalty: the second is "of" the first, or on top ("plus")."""

    does: Literal["link"]
    link: Literal["of", "plus"]
    between: str


class StageModel(RuleModel):
    """Words that tell whether a penalty is asked for, given, only possible..."""

    does: Literal["stage"]
    stage: Stage
    pattern: str


class PersonModel(RuleModel):
    """Nouns for who is sentenced, each with its gender; ``kin`` where they say whose relative it is."""

    does: Literal["person"]
    male: str = ""
    female: str = ""
    kin: str = ""


class CourtModel(RuleModel):
    """Words right before a name that make its bearer one of the court, or nobody who is sentenced there."""

    does: Literal["court"]
    before: str


class SeveralModel(RuleModel):
    """Words that make a penalty one of several persons."""

    does: Literal["several"]
    pattern: str


class ShapeModel(RuleModel):
    """Words around the noun or the name of a person, by the rule's name: determiners, complements, appositions."""

    does: Literal["shape"]
    pattern: str


class TargetModel(RuleModel):
    """Words between a penalty and whom it is for, behind it or (``leads``) before it."""

    does: Literal["target"]
    leads: bool = False
    pattern: str


_MODELS = {
    "sort": SortModel,
    "part": PartModel,
    "share": ShareModel,
    "link": LinkModel,
    "stage": StageModel,
    "person": PersonModel,
    "court": CourtModel,
    "several": SeveralModel,
    "shape": ShapeModel,
    "target": TargetModel,
}


@dataclass(frozen=True, slots=True)
class Around:
    """Patterns of what stands right before and right behind something; None fits anything."""

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None

    def fits(self, before: str, after: str) -> re.Match[str] | None:
        """The match that says most (the one behind, if there is one), None where one of them fails."""
        ahead = self.before.search(before) if self.before else None
        behind = self.after.match(after) if self.after else None
        if (self.before and ahead is None) or (self.after and behind is None):
            return None
        return behind or ahead


@dataclass(frozen=True, slots=True)
class Sort:
    rule: str
    sort: str
    around: Around


@dataclass(frozen=True, slots=True)
class PartRule:
    rule: str
    part: Part
    further: bool
    around: Around


@dataclass(frozen=True, slots=True)
class Share:
    rule: str
    part: Part
    share: float
    after: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Link:
    rule: str
    link: Literal["of", "plus"]
    between: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class StageRule:
    rule: str
    stage: Stage
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Person:
    """A description of whom a penalty may be for; the pattern's group ``head`` is the noun."""

    rule: str
    gender: Gender
    kin: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class PenaltyGrammar:
    """Everything that reads penalties."""

    durations: DurationGrammar
    sorts: tuple[Sort, ...]
    parts: tuple[PartRule, ...]
    shares: tuple[Share, ...]
    links: tuple[Link, ...]
    stages: tuple[StageRule, ...]
    persons: tuple[Person, ...]
    court: tuple[tuple[str, re.Pattern[str]], ...]
    several: tuple[tuple[str, re.Pattern[str]], ...]
    shapes: Mapping[str, re.Pattern[str]]
    behind: tuple[tuple[str, re.Pattern[str]], ...]  # between a penalty and whom it is for
    leads: tuple[tuple[str, re.Pattern[str]], ...]  # between whom it is for, told first by a pronoun, and the penalty


def compile_penalties(rules: Rules, language: str) -> PenaltyGrammar:
    """The grammar of ``rules/<language>/penalties.yaml``. Raises RuleError."""
    own = rules.of(f"{language}/penalties")
    for rule in own:
        if str(rule.data.get("does")) not in _MODELS:
            raise rule.error(f"no such 'does': {rule.data.get('does')!r}")
    shapes = {rule.name: rule.compiled(rule.parse(ShapeModel).pattern) for rule in _of(own, "shape")}
    if missing := SHAPES - shapes.keys():
        raise RuleError(f"rules/{language}/penalties.yaml: there is no rule {min(missing)!r} that does 'shape'")
    targets = [(rule, rule.parse(TargetModel)) for rule in _of(own, "target")]
    return PenaltyGrammar(
        durations=compile_durations(rules, language),
        sorts=tuple(_sort(rule) for rule in _of(own, "sort")),
        parts=tuple(_part(rule) for rule in _of(own, "part")),
        shares=tuple(_share(rule) for rule in _of(own, "share")),
        links=tuple(_link(rule) for rule in _of(own, "link")),
        stages=tuple(_stage(rule) for rule in _of(own, "stage")),
        persons=tuple(person for rule in _of(own, "person") for person in _persons(rule)),
        court=tuple((r.name, r.compiled(rf"(?:{r.parse(CourtModel).before})$")) for r in _of(own, "court")),
        shapes=MappingProxyType(shapes),
        several=tuple((r.name, r.compiled(rf"\b(?:{r.parse(SeveralModel).pattern})")) for r in _of(own, "several")),
        behind=tuple((rule.name, rule.compiled(model.pattern)) for rule, model in targets if not model.leads),
        leads=tuple((rule.name, rule.compiled(rf"(?:{model.pattern})$")) for rule, model in targets if model.leads),
    )


def _of(rules: tuple[Rule, ...], does: str) -> list[Rule]:
    return [rule for rule in rules if rule.data.get("does") == does]


def _around(rule: Rule, before: str, after: str) -> Around:
    return Around(
        rule.compiled(rf"(?:{before})$") if before else None,
        rule.compiled(after) if after else None,
    )


def _sort(rule: Rule) -> Sort:
    model = rule.parse(SortModel)
    return Sort(rule.name, model.sort, _around(rule, model.before, model.after))


def _part(rule: Rule) -> PartRule:
    model = rule.parse(PartModel)
    return PartRule(rule.name, model.part, model.further, _around(rule, model.before, model.after))


def _share(rule: Rule) -> Share:
    model = rule.parse(ShareModel)
    return Share(rule.name, model.part, model.share, rule.compiled(model.after))


def _link(rule: Rule) -> Link:
    model = rule.parse(LinkModel)
    return Link(rule.name, model.link, rule.compiled(rf"(?:{model.between})\Z"))


def _stage(rule: Rule) -> StageRule:
    model = rule.parse(StageModel)
    return StageRule(rule.name, model.stage, rule.compiled(rf"\b(?:{model.pattern})"))


def _persons(rule: Rule) -> list[Person]:
    model = rule.parse(PersonModel)
    genders: tuple[tuple[Gender, str], ...] = (("male", model.male), ("female", model.female))
    return [
        Person(rule.name, gender, model.kin, rule.compiled(rf"\b(?P<head>{nouns})\b"))
        for gender, nouns in genders
        if nouns
    ]
