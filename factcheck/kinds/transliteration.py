"""One spelling for the many romanisations of a name, and the rules about names that it rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from factcheck.rules import Rule, Rules
from factcheck.text import fold, words

FILE = "fr/names"


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Titles(_Shape):
    titles: dict[str, list[str]]


class LeadingWords(_Shape):
    words: list[str]
    roles: list[str]
    never: list[str] = []  # no names, alone
    saints: list[str] = []  # before a given name that is part of the name of a place
    english_roles: list[str] = []


class OwnReporter(_Shape):
    pattern: str


class Particles(_Shape):
    particles: list[str]
    surname: list[str]


class Transliteration(_Shape):
    steps: list[tuple[str, str]]


class SameGivenName(_Shape):
    groups: list[list[str]]


class GivenNames(_Shape):
    names: dict[str, list[str]]
    compound: list[str]


class FeminineSurnames(_Shape):
    endings: dict[str, str]


class ChineseSyllables(_Shape):
    initials: dict[str, str]
    finals: dict[str, str]
    whole: dict[str, str]


@dataclass(frozen=True, slots=True)
class NameGrammar:
    """All rules about names, compiled; read-only."""

    titles: Mapping[str, str]  # folded title without a full stop -> "male", "female" or ""
    leading: frozenset[str]
    roles: frozenset[str]
    saints: frozenset[str]
    never: frozenset[str]
    reporter: re.Pattern[str]  # before the name of one who works for the paper
    particles: frozenset[str]
    surname_particles: frozenset[str]
    steps: tuple[tuple[re.Pattern[str], str], ...]
    same_given: Mapping[str, str]  # folded given name -> the first of its group
    genders: Mapping[str, str]  # folded given name -> gender
    compound: frozenset[str]
    feminine: Mapping[str, str]
    chinese: Mapping[str, str]  # syllable of Pinyin -> Wade-Giles without apostrophes


def load(rules: Rules) -> NameGrammar:
    """The grammar of ``rules/fr/names.yaml``. Raises RuleError with path:line."""
    titles = rules.one(FILE, "civil-title").parse(Titles)
    reporter = rules.one(FILE, "own-reporter")
    leading = rules.one(FILE, "leading-words").parse(LeadingWords)
    particles = rules.one(FILE, "particle").parse(Particles)
    groups = rules.one(FILE, "same-given-name").parse(SameGivenName)
    given = rules.one(FILE, "given-name").parse(GivenNames)
    feminine = rules.one(FILE, "feminine-surname").parse(FeminineSurnames)
    chinese = rules.one(FILE, "chinese-syllable").parse(ChineseSyllables)
    same = {fold(name): fold(group[0]) for group in groups.groups for name in group}
    return NameGrammar(
        titles={fold(title).rstrip("."): gender for gender, found in titles.titles.items() for title in found},
        leading=frozenset(fold(word) for word in leading.words),
        roles=frozenset(fold(role) for role in (*leading.roles, *leading.english_roles)),
        saints=frozenset(fold(word) for word in leading.saints),
        never=frozenset(fold(word) for word in leading.never),
        reporter=reporter.compiled(reporter.parse(OwnReporter).pattern),
        particles=frozenset(fold(word) for word in particles.particles),
        surname_particles=frozenset(fold(word) for word in particles.surname),
        steps=_steps(rules.one(FILE, "transliteration")),
        same_given=same,
        genders={fold(name): gender for gender, names in given.names.items() for name in names},
        compound=frozenset(fold(name) for name in given.compound),
        feminine=dict(feminine.endings),
        chinese=_syllables(chinese),
    )


def _steps(rule: Rule) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((rule.compiled(pattern), replacement) for pattern, replacement in rule.parse(Transliteration).steps)


def _syllables(shape: ChineseSyllables) -> dict[str, str]:
    found = {i + f: wi + wf for i, wi in shape.initials.items() for f, wf in shape.finals.items() if i or len(f) > 1}
    found.update(shape.whole)
    return found


def fold_word(word: str, grammar: NameGrammar) -> str:
    """One word of a name as its sounds, whatever the romanisation; C stands for ch, tch, sh and their like."""
    result = fold(word)
    for pattern, replacement in grammar.steps:
        result = pattern.sub(replacement, result)
    return result


def fold_name(text: str, grammar: NameGrammar) -> str:
    """``text`` as its sounds, word by word, without particles: romanisations of one name give one result."""
    kept = [word for word in words(text.replace("'", "").replace("’", "")) if word not in grammar.particles]
    return " ".join(fold_word(word, grammar) for word in kept or words(text))


def wade_giles(word: str, grammar: NameGrammar) -> str | None:
    """A word of Pinyin in Wade-Giles without apostrophes and hyphens; None where it is no Pinyin."""
    rest = fold(word).replace("-", "").replace("'", "")
    found = _split(rest, grammar.chinese, 4)
    return "".join(grammar.chinese[syllable] for syllable in found) if found else None


def _split(rest: str, syllables: Mapping[str, str], most: int) -> tuple[str, ...] | None:
    """``rest`` as at most ``most`` syllables, longest first."""
    if not rest:
        return ()
    for size in range(min(6, len(rest)), 0, -1) if most else ():
        if rest[:size] in syllables and (tail := _split(rest[size:], syllables, most - 1)) is not None:
            return (rest[:size], *tail)
    return None
