"""The rules of quantities, read and compiled: units, counted nouns, ages in words, and numbers that count nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from factcheck.errors import RuleError
from factcheck.kinds.amounts import Amount
from factcheck.kinds.duration_grammar import DurationGrammar, compile_durations
from factcheck.kinds.numeral_grammar import AmountGrammar, RuleModel, any_of
from factcheck.rules import Rule, Rules


class Measure(RuleModel):
    """A unit.

    ``words`` follow any number, ``short`` and ``signs`` only digits, ``prefix`` stands before; ``scaled`` words only
    follow a multiplier ("millions de livres"). ``factor`` turns what is written into ``unit``. ``signed`` units may be
    negative; elsewhere a minus is a dash.
    """

    does: Literal["measure"]
    unit: str
    words: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    article: tuple[str, ...] = ()
    factor: float = 1.0
    scaled: bool = False
    signed: bool = False


class MeasureAround(RuleModel):
    """A unit that is told by the words around a bare number."""

    does: Literal["measure-around"]
    unit: str
    before: str
    after: str


class Ratio(RuleModel):
    """So many out of so many, as a percentage: the word between, and the numbers that may stand second."""

    does: Literal["ratio"]
    word: str
    of: list[int]


class Decades(RuleModel):
    """Words for people of so many tens of years."""

    does: Literal["decades"]
    words: dict[str, int]


class Nouns(RuleModel):
    """What may be a counted noun: adjectives before it, words that are none, nouns without a plural.

    Of the ``not_counted`` ones "aucun" and "un seul" say nothing that counts ("aucun doute").
    """

    does: Literal["nouns"]
    adjectives: list[str]
    not_nouns: list[str]
    invariable: list[str]
    not_counted: list[str]


class Bare(RuleModel):
    """Where a number in words without unit and noun is one."""

    does: Literal["bare"]
    before: str
    after: str


class Ignore(RuleModel):
    """A number that counts nothing, told by its size, its form and what stands around it; all given keys must fit.

    ``skip``: what ``after`` matches is passed over too.
    """

    does: Literal["ignore"]
    before: str = ""
    after: str = ""
    least: float = float("-inf")
    most: float = float("inf")
    written: tuple[str, ...] = ()
    bare: bool = False
    plain: bool | None = None
    dashed: bool | None = None
    capital: bool = False
    skip: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as some words give it."""

    unit: str
    rule: str
    factor: float
    signed: bool = False  # a minus before the number means less than nothing


@dataclass(frozen=True, slots=True)
class Ignored:
    """One rule of numbers that count nothing, compiled."""

    rule: str
    keys: Ignore
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None

    def end(self, flat: str, amount: Amount, bare: bool, named: bool) -> int:
        """Where the ignored words end, or -1 if the rule does not speak about ``amount``."""
        keys = self.keys
        if (keys.bare and not bare) or (keys.capital and not named) or (keys.dashed and not amount.dashed):
            return -1
        if (keys.written and amount.form not in keys.written) or not keys.least <= amount.low <= keys.most:
            return -1
        if keys.plain is not None and keys.plain != amount.plain:
            return -1
        match = self.after.match(flat, amount.end) if self.after else None
        if self.after and not match:
            return -1
        if self.before and not self.before.search(flat, max(0, amount.start - 30), amount.start):
            return -1
        return match.end() if match and keys.skip else amount.end


@dataclass(frozen=True, slots=True)
class QuantityGrammar:
    """Everything that reads quantities; ``time`` reads numerals, durations and ages."""

    time: DurationGrammar
    amounts: AmountGrammar
    unit: re.Pattern[str]
    scaled_sign: re.Pattern[str]
    prefix: re.Pattern[str]
    units: Mapping[str, Unit]
    prefixes: Mapping[str, Unit]
    scaled_only: frozenset[str]
    around: tuple[tuple[re.Pattern[str], re.Pattern[str], Unit], ...]
    ratio: re.Pattern[str]
    ratio_of: frozenset[float]
    ratio_rule: str
    decade: re.Pattern[str]
    decades: Mapping[str, int]
    decade_rule: str
    noun: re.Pattern[str]
    not_nouns: frozenset[str]
    invariable: frozenset[str]
    not_counted: frozenset[str]
    noun_rule: str
    bare_before: re.Pattern[str]
    bare_after: re.Pattern[str]
    bare_rule: str
    ignored: tuple[Ignored, ...]


_KNOWN = (
    "cardinals", "scales", "collectives", "shares", "indefinites", "nones", "ones", "modifier", "ranges", "measure",
    "measure-around", "ratio", "decades", "nouns", "bare", "ignore",
)  # fmt: skip


def compile_quantities(rules: Rules, language: str) -> QuantityGrammar:
    """The grammar of ``rules/<language>/quantities.yaml`` and ``durations.yaml``. Raises RuleError."""
    file = f"{language}/quantities"
    for rule in rules.of(file):
        if rule.data.get("does") not in _KNOWN:
            raise rule.error(f"no such 'does': {rule.data.get('does')!r}")
    measures = [(rule, rule.parse(Measure)) for rule in _of(rules, file, "measure")]
    time = compile_durations(rules, language, tuple(w for _, keys in measures for w in keys.article))
    words: dict[str, Unit] = {}
    short: dict[str, Unit] = {}
    prefixes: dict[str, Unit] = {}
    for rule, keys in measures:
        unit = Unit(keys.unit, rule.name, keys.factor, keys.signed)
        words.update((w, unit) for w in keys.words)
        short.update((w, unit) for w in (*keys.short, *keys.signs))
        prefixes.update((w, unit) for w in keys.prefix)
    money = [w for _, keys in measures if keys.prefix for w in (*keys.words, *keys.signs)]
    ratio, decades, nouns, bare = (_one(rules, file, does) for does in ("ratio", "decades", "nouns", "bare"))
    counted, said, out_of = nouns.parse(Nouns), bare.parse(Bare), ratio.parse(Ratio)
    tens = decades.parse(Decades).words
    return QuantityGrammar(
        time=time,
        amounts=time.amounts,
        unit=re.compile(rf"(?: (?:d'|de )?)?(?P<word>{any_of(words)})(?!\w)| ?(?:de )?(?P<short>{any_of(short)})(?![\w'])"),
        scaled_sign=re.compile(rf"(?= ?(?:d'|de )?{any_of(money)}(?!\w))"),
        prefix=re.compile(rf"(?<!\w)(?P<prefix>{any_of(prefixes)}) ?$"),
        units={**short, **words},
        prefixes=prefixes,
        scaled_only=frozenset(w for _, keys in measures if keys.scaled for w in keys.words),
        around=tuple(_around(rule) for rule in _of(rules, file, "measure-around")),
        ratio=re.compile(rf" (?:[a-z'-]{{2,20}} ){{0,2}}{re.escape(out_of.word)} "),
        ratio_of=frozenset(float(n) for n in out_of.of),
        ratio_rule=ratio.name,
        decade=re.compile(rf"(?<!\w)({any_of(tens)})(s?)(?!\w)(?! (?:de |d')(?!annees))"),
        decades=tens,
        decade_rule=decades.name,
        noun=re.compile(
            rf"(?P<of> (?:de |d')(?P<own>(?:ses|leurs|mes|nos|vos) )?| )(?P<quote>[«\"] ?)?(?:{any_of(counted.adjectives)} ){{0,2}}"
            r"(?P<noun>[^\W\d_]+(?:-[^\W\d_]+){0,4})(?![\w'])"
        ),
        not_nouns=frozenset(counted.not_nouns),
        invariable=frozenset(counted.invariable),
        not_counted=frozenset(counted.not_counted),
        noun_rule=nouns.name,
        bare_before=bare.compiled(rf"(?:{said.before})$"),
        bare_after=bare.compiled(said.after),
        bare_rule=bare.name,
        ignored=tuple(_ignored(rule) for rule in _of(rules, file, "ignore")),
    )  # fmt: skip


def _of(rules: Rules, file: str, does: str) -> list[Rule]:
    return [rule for rule in rules.of(file) if rule.data.get("does") == does]


def _one(rules: Rules, file: str, does: str) -> Rule:
    found = _of(rules, file, does)
    if not found:
        raise RuleError(f"rules/{file}.yaml: there is no rule that does {does!r}")
    return found[-1]


def _around(rule: Rule) -> tuple[re.Pattern[str], re.Pattern[str], Unit]:
    keys = rule.parse(MeasureAround)
    return rule.compiled(rf"(?:{keys.before})$"), rule.compiled(keys.after), Unit(keys.unit, rule.name, 1.0)


def _ignored(rule: Rule) -> Ignored:
    keys = rule.parse(Ignore)
    before = rule.compiled(rf"(?:{keys.before})$") if keys.before else None
    return Ignored(rule.name, keys, before, rule.compiled(keys.after) if keys.after else None)
