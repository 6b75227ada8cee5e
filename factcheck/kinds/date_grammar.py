"""The grammar of dates: atoms found by pattern, compounds built from them, all read from ``rules/<language>/dates.yaml``.

A rule's ``means`` says what it is. ``lexicon`` gives the words of a slot. ``atom`` is a pattern with slots in braces,
``{day} {month}``, that builds one expression. ``compound`` builds a larger one from one or two smaller ones and the
words before, between and after them. ``guard`` is a phrase that looks like a date and is none; nothing in it is read.
``tense`` is a verb form, ``dateline`` the surroundings of a date of publication. All patterns are regular expressions
over lower-case text without accents, with straight apostrophes and single spaces.

An atom or compound that is ``weak`` ("février", "2019", "8 heures" alone) carries a date only inside a stronger one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from factcheck.rules import Rule, Rules

_STOP_WORDS = (
    "a|au|aux|en|et|de|du|des|dans|pour|par|lors|mais|ou|on|il|ils|elle|elles|nous|vous|je|le|la|les|l|un|une|qui|que|qu|est|"
    "etait|ont|avait|avaient|etaient|sera|seront|sur|avec|sans|entre|selon|contre|apres|avant|chez|face|jusqu|puis|soit|ne|n|"
    "se|s|c|d|devait|doit|doivent|sont|alors|dont|ou|y|avant|pres|devant|sous|vers|ainsi|comme|lorsque|quand|inclus|prochain|dernier"
)
_PIECES = {
    "day": r"(?:1er|[12]\d|3[01]|0?[1-9])(?![\d])",
    "year": r"(?:1[5-9]|20)\d\d(?![\d/]|[.,]\d|-\d)",
    "iso": r"(?:1[5-9]|20)\d\d",
    "number": r"\d{1,3}(?:[.,]\d)?",
    "yy": r"\d\d(?!\d)",
    "d": r"(?:[0-2]?\d|3[01])",
    "m": r"(?:0?\d|1[0-2])",
    "dd": r"(?:[0-2]\d|3[01])",
    "mm": r"(?:0\d|1[0-2])",
    "hour": r"(?<![\d.,/:+-])(?:[01]?\d|2[0-3])",
    "minute": r"[0-5]\d(?!\d)",
    "half": r"et demie?",
    "zone": r"locales?|heure locale|gmt|utc|heure de [a-z-]{3,20}|heure d'[a-z-]{3,20}",
}
STOP = re.compile(rf"(?=$|\s*[.,;:!?)»\"\n(|]| - | (?:{_STOP_WORDS})\b)")
_SLOT = re.compile(r"\{([a-z_]+)\}")
_WINDOW = 48  # how far back the words before a compound are looked for


class LexiconModel(BaseModel):
    model_config = ConfigDict(extra="forbid")
    means: Literal["lexicon"]
    slot: str
    words: dict[str, int | str | list[int]] = Field(min_length=1)


class AtomModel(BaseModel):
    model_config = ConfigDict(extra="forbid")
    means: Literal["atom"]
    builds: Literal[
        "calendar", "numeric", "offset", "distance", "season", "term", "feast", "years", "clock", "today", "days"
    ]
    pattern: str | list[str]
    fixed: dict[str, int | float | str | list[int]] = {}
    weak: bool = False
    case: Literal["any", "lower", "not-before-name", "no-first-name"] = "any"


class CompoundModel(BaseModel):
    model_config = ConfigDict(extra="forbid")
    means: Literal["compound"]
    builds: Literal[
        "strong",
        "bound",
        "direction",
        "part",
        "range",
        "night",
        "week-of",
        "beside",
        "moment",
        "spread",
        "zone",
        "first",
        "eight",
        "of-week",
    ]
    takes: list[str]
    takes_too: list[str] = []
    before: str = ""
    between: str = ""
    after: str = ""
    fixed: dict[str, int | float | str | list[int]] = {}
    strong: bool | None = None


class GuardModel(BaseModel):
    model_config = ConfigDict(extra="forbid")
    means: Literal["guard"]
    pattern: str | list[str]


class TenseModel(BaseModel):
    model_config = ConfigDict(extra="forbid")
    means: Literal["tense"]
    tense: Literal["past", "future", "unknown"]
    pattern: str | list[str]


class DatelineModel(BaseModel):
    model_config = ConfigDict(extra="forbid")
    means: Literal["dateline"]
    before: str = ""
    after: str = ""


class _Means(BaseModel):
    means: Literal["lexicon", "atom", "compound", "guard", "tense", "dateline"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    name: str
    slot: str
    words: Mapping[str, Any]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Atom:
    name: str
    builds: str
    patterns: tuple[re.Pattern[str], ...]
    fixed: Mapping[str, Any]
    weak: bool
    case: str


@dataclass(frozen=True, slots=True)
class Compound:
    name: str
    builds: str
    takes: frozenset[str]
    takes_too: frozenset[str]
    before: re.Pattern[str] | None
    between: re.Pattern[str] | None
    after: re.Pattern[str] | None
    fixed: Mapping[str, Any]
    strong: bool | None


@dataclass(frozen=True, slots=True)
class Guard:
    name: str
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class TenseForm:
    name: str
    tense: Literal["past", "future", "unknown"]
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before and after a date of publication on its line."""

    name: str
    before: re.Pattern[str]
    after: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class DateGrammar:
    """All date rules, compiled."""

    lexicons: tuple[Lexicon, ...]
    atoms: tuple[Atom, ...]
    compounds: tuple[Compound, ...]
    guards: tuple[Guard, ...]
    tenses: tuple[TenseForm, ...]
    datelines: tuple[Dateline, ...]

    def value(self, slot: str, word: str) -> Any:
        """What a word of a slot stands for. Raises KeyError for a word that no lexicon has."""
        for lexicon in self.lexicons:
            if lexicon.slot == slot and word in lexicon.words:
                return lexicon.words[word]
        raise KeyError(word)


def compile_rules(rules: Rules, files: tuple[str, ...]) -> DateGrammar:
    """The grammar of all date rules in ``files``. Raises RuleError with path:line."""
    every = [(rule, rule.parse(_Only).means) for file in files for rule in rules.of(file)]
    lexicons = tuple(_lexicon(rule) for rule, means in every if means == "lexicon")
    slots = dict(_PIECES)
    for lexicon in lexicons:
        known = slots.get(lexicon.slot)
        own = _alternatives(lexicon.words)
        slots[lexicon.slot] = f"{known}|{own}" if known else own
    return DateGrammar(
        lexicons,
        tuple(_atom(rule, slots) for rule, means in every if means == "atom"),
        tuple(_compound(rule, slots) for rule, means in every if means == "compound"),
        tuple(_guard(rule, slots) for rule, means in every if means == "guard"),
        tuple(_tense(rule, slots) for rule, means in every if means == "tense"),
        tuple(_dateline(rule, slots) for rule, means in every if means == "dateline"),
    )


class _Only(_Means):
    model_config = ConfigDict(extra="ignore")


def _lexicon(rule: Rule) -> Lexicon:
    model = rule.parse(LexiconModel)
    return Lexicon(
        rule.name,
        model.slot,
        model.words,
        _compile(rf"(?<!\w)(?:{_alternatives(model.words)})(?:(?<=')|(?!\w))", {}, rule),
    )


def _atom(rule: Rule, slots: Mapping[str, str]) -> Atom:
    model = rule.parse(AtomModel)
    return Atom(rule.name, model.builds, _compile_all(model.pattern, slots, rule), model.fixed, model.weak, model.case)


def _compound(rule: Rule, slots: Mapping[str, str]) -> Compound:
    model = rule.parse(CompoundModel)
    return Compound(
        rule.name,
        model.builds,
        frozenset(model.takes),
        frozenset(model.takes_too),
        _compile(rf"(?<!\w)(?:{model.before})\Z", slots, rule) if model.before else None,
        _compile(model.between, slots, rule) if model.between else None,
        _compile(model.after, slots, rule) if model.after else None,
        model.fixed,
        model.strong,
    )


def _guard(rule: Rule, slots: Mapping[str, str]) -> Guard:
    return Guard(rule.name, _compile_all(rule.parse(GuardModel).pattern, slots, rule))


def _tense(rule: Rule, slots: Mapping[str, str]) -> TenseForm:
    model = rule.parse(TenseModel)
    return TenseForm(rule.name, model.tense, _compile_all(model.pattern, slots, rule))


def _dateline(rule: Rule, slots: Mapping[str, str]) -> Dateline:
    model = rule.parse(DatelineModel)
    return Dateline(rule.name, _compile(rf"(?:{model.before})\Z", slots, rule), _compile(model.after, slots, rule))


def _alternatives(words: Mapping[str, Any]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=lambda w: (-len(w), w)))


def _compile_all(patterns: str | list[str], slots: Mapping[str, str], rule: Rule) -> tuple[re.Pattern[str], ...]:
    every = [patterns] if isinstance(patterns, str) else patterns
    return tuple(_compile(rf"(?<![\w]){pattern}(?![\w])", slots, rule) for pattern in every)


def _compile(pattern: str, slots: Mapping[str, str], rule: Rule) -> re.Pattern[str]:
    """A pattern with its slots as named groups; the second ``{day}`` becomes the group ``day_2``."""
    seen: dict[str, int] = {}

    def group(match: re.Match[str]) -> str:
        slot = match[1]
        if slot not in slots:
            raise rule.error(f"no lexicon has the slot {slot!r}")
        seen[slot] = seen.get(slot, 0) + 1
        name = slot if seen[slot] == 1 else f"{slot}_{seen[slot]}"
        return f"(?P<{name}>{slots[slot]})"

    return rule.compiled(_SLOT.sub(group, pattern))


def looks_back(pattern: re.Pattern[str], plain: str, end: int) -> re.Match[str] | None:
    """The longest match of a compiled ``before`` that ends where a date begins."""
    return pattern.search(plain, max(0, end - _WINDOW), end)
