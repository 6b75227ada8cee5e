"""The rules of durations, read and compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from factcheck.errors import RuleError
from factcheck.kinds.amounts import Amount
from factcheck.kinds.numeral_grammar import AmountGrammar, RuleModel, any_of, compile_amounts
from factcheck.rules import Rule, Rules


class UnitModel(RuleModel):
    """A unit of time. ``seconds``: its shortest, longest and usual length; ``short`` names only follow digits."""

    does: Literal["time-unit"]
    unit: str
    names: list[str]
    short: tuple[str, ...] = ()
    seconds: tuple[float, float, float]
    article: tuple[str, ...] = ()  # names before which "un" is a number
    rough: bool = False


class SenseModel(RuleModel):
    """What a number with a unit of time means where it stands: ``before`` and ``after`` are patterns around it."""

    does: Literal["sense"]
    sense: Literal["duration", "age", "moment"]
    before: str = ""
    lead: str = ""  # the words between: modifiers, or what opens a range
    after: str = ""
    units: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    least: float = 0
    most: float = float("inf")
    ranged: bool | None = None
    modified: bool | None = None
    capital: bool | None = None  # the unit is written as a name: "20 Minutes"
    named: bool = False  # a word with a capital stands right before


class PartModel(RuleModel):
    """A part of a duration without its unit: what leads to its number, and what follows it."""

    does: Literal["part"]
    before: str
    after: str


class JoinModel(RuleModel):
    """What may follow a unit of time: fractions of it, and adjectives that may stand before it."""

    does: Literal["join"]
    fractions: dict[str, float]
    adjectives: list[str]
    bare: list[int]


@dataclass(frozen=True, slots=True)
class TimeUnit:
    """A unit of time, in seconds."""

    unit: str
    rule: str
    low: float
    high: float
    typical: float
    rough: bool = False
    short: bool = False


@dataclass(frozen=True, slots=True)
class Timed:
    """An amount with a unit of time; low, high and stated in seconds."""

    start: int
    end: int
    amount: Amount
    unit: TimeUnit
    low: float
    high: float
    stated: float | None
    sense: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sense:
    """One rule of sense, compiled."""

    rule: str
    sense: str
    keys: SenseModel
    before: re.Pattern[str] | None
    lead: re.Pattern[str] | None
    after: re.Pattern[str] | None

    def fits(self, timed: Timed, name: str, capital: bool, named: bool, before: str, lead: str, after: str) -> bool:
        """Whether the rule speaks about ``timed``, written with the unit ``name``, between these texts."""
        keys, amount = self.keys, timed.amount
        if (keys.units and timed.unit.unit not in keys.units) or (keys.names and name not in keys.names):
            return False
        if (keys.capital is not None and keys.capital != capital) or keys.named > named:
            return False
        if keys.written and amount.form not in keys.written:
            return False
        if keys.ranged is not None and keys.ranged != amount.ranged:
            return False
        if keys.modified is not None and keys.modified != amount.modified:
            return False
        if not keys.least <= (amount.stated if amount.stated is not None else amount.low) <= keys.most:
            return False
        if self.after is not None and not self.after.match(after):
            return False
        if self.lead is not None and not self.lead.match(lead):
            return False
        return self.before is None or self.before.search(before) is not None


@dataclass(frozen=True, slots=True)
class DurationGrammar:
    """Everything that reads durations: numerals, units of time, senses, and what goes on after a unit."""

    amounts: AmountGrammar
    unit: re.Pattern[str]
    units: Mapping[str, TimeUnit]
    senses: tuple[Sense, ...]
    fraction: re.Pattern[str]
    fractions: Mapping[str, float]
    joint: re.Pattern[str]
    join_rule: str
    bare_rest: frozenset[float]
    goes_on: re.Pattern[str]
    part: re.Pattern[str]
    part_rule: str


def compile_durations(rules: Rules, language: str, measures: tuple[str, ...] = ()) -> DurationGrammar:
    """The grammar of durations; ``measures`` are other words before which "un" is a number. Raises RuleError."""
    file = f"{language}/durations"
    units: dict[str, TimeUnit] = {}
    article: list[str] = []
    senses = []
    for rule in rules.of(file):
        does = rule.data.get("does")
        if does == "time-unit":
            keys = rule.parse(UnitModel)
            low, high, typical = keys.seconds
            unit = TimeUnit(keys.unit, rule.name, low, high, typical, keys.rough)
            units.update((name, unit) for name in keys.names)
            units.update((n, TimeUnit(keys.unit, rule.name, low, high, typical, keys.rough, True)) for n in keys.short)
            article.extend(keys.article)
        elif does == "sense":
            senses.append(_sense(rule))
        elif does not in ("part", "join"):
            raise rule.error(f"no such 'does': {does!r}")
    if "h" not in units:
        raise RuleError(f"rules/{file}.yaml: there is no unit of time with the name 'h'")
    join, part = _one(rules, file, "join"), _one(rules, file, "part")
    joined, parted = join.parse(JoinModel), part.parse(PartModel)
    adjectives = any_of(joined.adjectives)
    names = any_of(n for n in units if n != "h")
    return DurationGrammar(
        amounts=compile_amounts(rules.of(f"{language}/quantities"), (*article, *measures)),
        unit=re.compile(
            rf"(?: (?:d'|de )?(?:{adjectives} )?)?(?:(?P<name>{names})|(?P<clock>h)(?: ?(?P<minutes>[0-5]\d))?)(?![\w'])"
        ),
        units=units,
        senses=tuple(senses),
        fraction=re.compile(rf"(?: |-)({any_of(joined.fractions)})(?!\w)(?! d'heure)"),
        fractions=joined.fractions,
        joint=re.compile(r" (?:et )?"),
        join_rule=join.name,
        bare_rest=frozenset(float(n) for n in joined.bare),
        goes_on=re.compile(r"[.,:]?\d| ?[%€$]| [a-z]{3,}"),
        part=part.compiled(rf"(?:{parted.before})(?P<number>[a-z\d-]+)(?={parted.after})"),
        part_rule=part.name,
    )


def _one(rules: Rules, file: str, does: str) -> Rule:
    found = [rule for rule in rules.of(file) if rule.data.get("does") == does]
    if not found:
        raise RuleError(f"rules/{file}.yaml: there is no rule that does {does!r}")
    return found[-1]


def _sense(rule: Rule) -> Sense:
    keys = rule.parse(SenseModel)
    before = rule.compiled(rf"(?:{keys.before})$") if keys.before else None
    after = rule.compiled(keys.after) if keys.after else None
    lead = rule.compiled(keys.lead) if keys.lead else None
    return Sense(rule.name, keys.sense, keys, before, lead, after)
