"""The rules of numerals and of what stands before them ("au moins", "entre"), read and compiled.

They stand in ``rules/<language>/quantities.yaml``; ``does`` says what a rule is for. All words of the rules are given
flattened: lower case, without accents, with straight apostrophes and single spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from factcheck.errors import RuleError
from factcheck.kinds.numerals import Collective, Indefinite, NumeralGrammar
from factcheck.rules import Rule


class RuleModel(BaseModel):
    """The keys of one rule; an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Cardinals(RuleModel):
    """Number words that join to one number: "deux", "cent", "mille", "millions"."""

    does: Literal["cardinals"]
    words: dict[str, int]


class Scales(RuleModel):
    """Multipliers after a number; ``with_currency`` only where a currency stands beside them (M€, Md€, £43m)."""

    does: Literal["scales"]
    words: dict[str, float]
    with_currency: dict[str, float]


class Collectives(RuleModel):
    """Nouns for about so many. ``words``: the number and the most that the plural means."""

    does: Literal["collectives"]
    words: dict[str, tuple[float, float]]
    low: float
    high: float


class Shares(RuleModel):
    """Fractions of a whole, in percent."""

    does: Literal["shares"]
    words: dict[str, float]
    not_before: list[str]


class Indefinites(RuleModel):
    """Words for a number that is not said: its lowest and highest (null: no bound)."""

    does: Literal["indefinites"]
    words: dict[str, tuple[float, float | None]]


class Nones(RuleModel):
    """Words for none, before a noun; ``with_ones`` only before the nouns of the rule that does ``ones``."""

    does: Literal["nones"]
    words: list[str]
    with_ones: list[str]


class Ones(RuleModel):
    """Nouns before which "un" is the number one, not the article."""

    does: Literal["ones"]
    words: list[str]
    nouns: list[str]


class Modifier(RuleModel):
    """What a word before or after a number does to it: factors of its bounds, null for none (0 and no end)."""

    does: Literal["modifier"]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    low: float | None = 1.0
    high: float | None = 1.0
    strict: bool = False  # the number itself is left out
    approximate: bool = False


class Ranges(RuleModel):
    """Words that make a range of two numbers, and those before which "de A à B" is a change, not a range."""

    does: Literal["ranges"]
    between: list[str]
    to: list[str]
    alternative: list[str]
    change: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A modifier, ready for use."""

    rule: str
    low: float | None
    high: float | None
    strict: bool
    approximate: bool


@dataclass(frozen=True, slots=True)
class AmountGrammar:
    """Numerals, modifiers and ranges. ``before`` maps a whole phrase (with its last space) to what it does."""

    numerals: NumeralGrammar
    before: Mapping[str, Bound]
    before_lengths: tuple[int, ...]
    after: re.Pattern[str]
    after_bounds: Mapping[str, Bound]
    connector: re.Pattern[str]
    between: tuple[str, ...]
    range_rule: str
    change: re.Pattern[str]


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of ``words``, longest first."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", " ").replace(r"\-", "-") for w in ordered) + ")"


def compile_amounts(rules: tuple[Rule, ...], units: Iterable[str]) -> AmountGrammar:
    """The grammar of ``rules``; ``units`` are the words of measure before which "un" is a number. Raises RuleError."""
    before: dict[str, Bound] = {}
    after: dict[str, Bound] = {}
    for rule in _of(rules, "modifier"):
        keys = rule.parse(Modifier)
        bound = Bound(rule.name, keys.low, keys.high, keys.strict, keys.approximate)
        before.update((form, bound) for phrase in keys.before for form in _elided(phrase))
        after.update((phrase, bound) for phrase in keys.after)
    ranges = _one(rules, "ranges")
    spans = ranges.parse(Ranges)
    numerals = _numerals(rules, units)
    core = re.compile(re.sub(r"\?P<\w+>", "?:", numerals.core.pattern))  # a modifier before a number is that number's
    return AmountGrammar(
        numerals=numerals,
        before=before,
        before_lengths=tuple(sorted({len(phrase) for phrase in before}, reverse=True)),
        after=re.compile(rf" ?({any_of(after)})(?!\w| d[e']| ?[€$£¥]| ?{core.pattern})" if after else r"(?!)"),
        after_bounds=after,
        connector=re.compile(
            rf" (?P<to>{any_of(spans.to)}) | (?P<alternative>{any_of(spans.alternative)}) | (?P<and>et) | ?(?P<dash>-) ?"
        ),
        between=tuple(f"{word} " for word in spans.between),
        range_rule=ranges.name,
        change=ranges.compiled(rf"(?:{spans.change})[^.;:!?\n]{{0,40}}$"),
    )


def _of(rules: tuple[Rule, ...], does: str) -> list[Rule]:
    return [rule for rule in rules if rule.data.get("does") == does]


def _one(rules: tuple[Rule, ...], does: str) -> Rule:
    found = _of(rules, does)
    if not found:
        raise RuleError(f"rules/…/quantities.yaml: there is no rule that does {does!r}")
    return found[-1]


def _elided(phrase: str) -> list[str]:
    """A phrase with what its last word becomes before other words: "plus de" gives "plus d'", "plus des"."""
    if phrase.endswith(" de"):
        return [phrase + " ", phrase[:-1] + "'", phrase + "s ", phrase[:-2] + "du "]
    if phrase.endswith(" a"):
        return [phrase + " ", phrase + "u ", phrase + "ux "]
    return [phrase] if phrase.endswith("~") else [phrase + " "]


def _numerals(rules: tuple[Rule, ...], units: Iterable[str]) -> NumeralGrammar:
    cardinals = {w: (v, r.name) for r in _of(rules, "cardinals") for w, v in r.parse(Cardinals).words.items()}
    scales: dict[str, tuple[float, str]] = {}
    short: dict[str, tuple[float, str]] = {}
    for rule in _of(rules, "scales"):
        keys = rule.parse(Scales)
        scales.update((w, (v, rule.name)) for w, v in keys.words.items())
        short.update((w, (v, rule.name)) for w, v in keys.with_currency.items())
    group = _one(rules, "collectives")
    gathered = group.parse(Collectives)
    collectives = {
        form: Collective(base, most, group.name) for w, (base, most) in gathered.words.items() for form in (w, w + "s")
    }
    collectives.update((w, Collective(v, 1000 * v - 1, r)) for w, (v, r) in scales.items() if w.endswith("s"))
    share = _one(rules, "shares")
    indefinites = {
        w: Indefinite(low, float("inf") if high is None else high, r.name)
        for r in _of(rules, "indefinites")
        for w, (low, high) in r.parse(Indefinites).words.items()
    }
    plurals = [f"{w}s" for w in gathered.words]
    ones = _one(rules, "ones")
    none = _one(rules, "nones")
    nothing = none.parse(Nones)
    fractions = share.parse(Shares)
    one = ones.parse(Ones)
    return NumeralGrammar(
        core=re.compile(_core(cardinals, scales, gathered, fractions, indefinites, nothing, one, units)),
        behind_dash=re.compile(rf"(?P<digits>{_FIGURES})(?!-)"),
        word=re.compile(any_of([*cardinals, "un", "une"]) + r"(?!\w)"),
        cardinals=cardinals,
        scales={**scales, **short},
        scale=re.compile(rf" (?:d'|de )?(?P<scale>{any_of((*scales, *plurals))})\b"),
        short_scale=re.compile(rf" ?(?P<scale>{any_of(short)})"),
        collectives=collectives,
        collective_low=gathered.low,
        collective_high=gathered.high,
        shares={w: (v, share.name) for w, v in fractions.words.items()},
        indefinites=indefinites,
        nones=dict.fromkeys((*nothing.words, *nothing.with_ones), none.name),
        ones_rule=ones.name,
        ones=frozenset(form for noun in one.nouns for form in (noun, noun + "s")),
        half=re.compile(r" et demie?\b"),
    )


_FIGURES = (
    r"(?:\d{1,3}(?: \d{3})+(?:,\d+)?(?!\d)|\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)"
    r"|\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
)
_DIGITS = rf"(?<![\w-])[+-]?(?<!\w[-./:,]){_FIGURES}"


def _core(
    cardinals: Iterable[str],
    scales: Iterable[str],
    gathered: Collectives,
    fractions: Shares,
    indefinites: Iterable[str],
    nothing: Nones,
    one: Ones,
    units: Iterable[str],
) -> str:
    """One pattern for all numbers; the name of its last group tells their form."""
    scale = any_of(scales)
    dozen = any_of(gathered.words)
    un = any_of(one.words)
    many = any_of([w for w in scales if w.endswith("s")])  # "des millions"
    collective = (
        rf"(?:{un} (?:bonne |bon |petite |grosse )?{dozen}"
        rf"|(?:des|les|ces|plusieurs|quelques) (?:{dozen}s|{many})|(?:{dozen}s|{many})(?= d[e']))"
        rf"(?: d(?:e |')(?:{dozen}s|{many}))?"
    )
    word = any_of(cardinals)
    opening = any_of([w for w in cardinals if w not in scales or w == "mille"])
    return (
        r"(?<!\w)(?:"
        rf"(?P<share>{any_of(fractions.words)})(?!\w)(?! {any_of(fractions.not_before)})"
        rf"|(?P<half>(?:{un} )?demi[- ](?:{dozen}|{scale}))(?!\w)"
        rf"|(?P<collective>{collective})(?!\w)"
        rf"|(?P<words>(?!(?<=pour )cent\b)(?<!\w-)(?:{opening}|{un}(?=[ -]{scale}\b)|{un}(?= (?:a|ou) {word}\b))(?!\w)"
        rf"(?:(?:[- ]|[- ]et[- ])(?:{word}|{un})(?!\w)){{0,12}})"
        rf"|(?P<digits>{_DIGITS})"
        rf"|(?P<indefinite>{any_of(indefinites)})(?= )"
        rf"|(?P<none>{any_of(nothing.words)}(?= )|{any_of(nothing.with_ones)}(?= {any_of(one.nouns)}s?\b))"
        rf"|(?P<one>{un}(?: seule?)?)(?= (?:{any_of(one.nouns)}s?|{any_of(units)})\b| [a-z]{{3,20}} sur {word}\b)"
        r")"
    )
