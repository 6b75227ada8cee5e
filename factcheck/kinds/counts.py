"""What a number counts: the class of a quantity, by its unit, its noun and the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from factcheck.rules import Rule, Rules
from factcheck.text import fold, plain
from factcheck.types import Quantity, Span

_PART = re.compile(r"\bdont\b")  # what is said behind it is said of a part
_PEOPLE = "people"  # the rule of figures.yaml that lists people; ``of: people`` stands for it
_REACH = 70  # code points on either side in which a word may say what is counted


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")
    units: list[str]
    nouns: str | None = None
    around: str | None = None
    of: str | None = None
    running: bool = False
    telling: bool = False
    sides: bool = False
    daily: bool = False
    local: bool = False
    portion: bool = False
    personal: bool = False
    bargained: bool = False
    where: str | None = None
    story: str | None = None
    finer: str | None = None
    befalls: str | None = None
    suffered: str | None = None
    least: float = float("-inf")
    most: float = float("inf")


class _Source(BaseModel):
    model_config = ConfigDict(extra="forbid")
    pattern: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One class. ``of``: the nouns with which the words around may decide; any noun where it is None.

    ``running``: the figure is expected to change while the event goes on. ``telling``: a story has one such figure, so
    that the class alone nearly makes sure what is counted. ``sides``: two sides count it, and a figure without a source
    may be either's. ``daily``, ``local``: there is one such figure for each day, for each place. ``finer``: the class
    that this one is a part of. ``befalls``, ``suffered``: what may stand right behind people ("ont été blessés") or right
    before their number ("a blessé") to put them into this class, whatever they are called. ``least``, ``most``: no figure
    of the class lies outside.
    """

    name: str
    units: frozenset[str]
    nouns: re.Pattern[str] | None
    around: re.Pattern[str] | None
    of: re.Pattern[str] | None
    running: bool
    telling: bool
    sides: bool
    daily: bool
    local: bool
    portion: bool
    personal: bool
    bargained: bool
    where: re.Pattern[str] | None
    story: re.Pattern[str] | None
    finer: str | None
    befalls: re.Pattern[str] | None
    suffered: re.Pattern[str] | None
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class CountGrammar:
    """The classes in order, and the camps of those who count."""

    classes: tuple[Counted, ...]
    camps: tuple[tuple[str, re.Pattern[str]], ...]

    def running(self, name: str) -> bool:
        return any(c.name == name and c.running for c in self.classes)

    def sides(self, name: str) -> bool:
        return any(c.name == name and c.sides for c in self.classes)

    def telling(self, name: str) -> bool:
        return any(c.name == name and c.telling for c in self.classes)

    @property
    def counted_by_sides(self) -> str | None:
        """The class that two sides count first of all: people in the street."""
        return next((c.name for c in self.classes if c.sides), None)

    def daily(self, name: str) -> bool:
        return any(c.name == name and c.daily for c in self.classes)

    def local(self, name: str) -> bool:
        return any(c.name == name and c.local for c in self.classes)

    def portion(self, name: str) -> bool:
        return any(c.name == name and c.portion for c in self.classes)

    def personal(self, name: str) -> bool:
        return any(c.name == name and c.personal for c in self.classes)

    def bargained(self, name: str) -> bool:
        return any(c.name == name and c.bargained for c in self.classes)


def load(rules: Rules) -> CountGrammar:
    """From rules/<language>/counts.yaml and sources.yaml. Raises RuleError."""
    people = next((r.parse(_Source).pattern for f, r in rules if f.endswith("/figures") and r.name == _PEOPLE), "")
    classes = tuple(_class(rule, people) for file, rule in rules if file.endswith("/counts"))
    camps = tuple(
        (r.name, r.compiled(rf"\b(?:{r.parse(_Source).pattern})\b")) for f, r in rules if f.endswith("/sources")
    )
    return CountGrammar(classes, camps)


def _class(rule: Rule, people: str) -> Counted:
    model = rule.parse(_Model)
    of = people if model.of == _PEOPLE else model.of
    nouns = rule.compiled(rf"^(?:{model.nouns})$") if model.nouns else None
    return Counted(
        rule.name,
        frozenset(model.units),
        nouns,
        rule.compiled(model.around) if model.around else None,
        rule.compiled(rf"^(?:{of})$") if of else None,
        model.running,
        model.telling,
        model.sides,
        model.daily,
        model.local,
        model.portion,
        model.personal,
        model.bargained,
        rule.compiled(model.where) if model.where else None,
        rule.compiled(model.story) if model.story else None,
        model.finer,
        rule.compiled(rf"(?:{model.befalls})") if model.befalls else None,
        rule.compiled(rf"(?:{model.suffered})$") if model.suffered else None,
        model.least,
        model.most,
    )


def classify(value: Quantity, text: str, span: Span, clause: Span, grammar: CountGrammar) -> str | None:
    """The class of what ``value`` (at ``span`` of ``text``) counts, or None. Only words of ``clause`` are looked at.

    The noun decides before the words around; of these, the nearest does.
    """
    fitting = [c for c in grammar.classes if value.unit in c.units and c.least <= value.high and value.low <= c.most]
    fitting = [c for c in fitting if _told_here(c, text, clause)]
    noun = fold(value.noun)
    named = next((c.name for c in fitting if c.nouns and noun and c.nouns.search(noun)), None)
    befell = _befell(noun, text, span, clause, fitting) if noun else None
    if befell is not None or named is not None:
        return _finer(befell or named or "", text, span, clause, fitting)
    window = Span(max(clause.start, span.start - _REACH), min(clause.end, span.end + _REACH))
    around = plain(text[window.start : window.end])
    middle = (span.start + span.end) / 2 - window.start
    nearest: list[tuple[float, int, str]] = []
    alone: str | None = None
    for rank, counted in enumerate(fitting):
        if counted.around is None:
            if counted.nouns is None and counted.befalls is None:
                alone = alone or counted.name  # the unit says it
            continue
        if noun and counted.of is not None and not counted.of.search(noun):
            continue
        for match in counted.around.finditer(around):
            before = match.end() <= middle
            nearest.append(
                (abs((match.start() + match.end()) / 2 - middle) * (1.3 if before else 1.0), rank, counted.name)
            )
    return _finer(min(nearest)[2], text, span, clause, fitting) if nearest else alone


def _told_here(counted: Counted, text: str, clause: Span) -> bool:
    """Whether the sentence and the article speak of what the class needs them to speak of."""
    if counted.where is not None and not counted.where.search(plain(text[clause.start : clause.end])):
        return False
    return counted.story is None or _speaks_of(counted.story, text)


@lru_cache(maxsize=512)
def _speaks_of(story: re.Pattern[str], text: str) -> bool:
    return story.search(plain(text)) is not None


def _befell(noun: str, text: str, span: Span, clause: Span, fitting: Sequence[Counted]) -> str | None:
    """The class into which what befell the counted people puts them: "deux policiers ont été blessés"."""
    behind = plain(text[span.end : min(clause.end, span.end + _REACH)])
    before = plain(text[max(clause.start, span.start - 40) : span.start])
    return next(
        (
            c.name
            for c in fitting
            if c.of is not None
            and c.of.search(noun)
            and ((c.befalls and c.befalls.match(behind)) or (c.suffered and c.suffered.search(before)))
        ),
        None,
    )


def _finer(name: str, text: str, span: Span, clause: Span, fitting: Sequence[Counted]) -> str:
    """The class inside class ``name`` that the words right beside the number tell, if one does."""
    behind = plain(text[span.end : min(clause.end, span.end + 40)])
    near = plain(text[max(clause.start, span.start - 30) : span.end]) + _PART.split(behind)[0]
    inside = [c.name for c in fitting if c.finer == name and c.around and c.around.search(near)]
    return inside[0] if inside else name


def camp(source: str | None, grammar: CountGrammar) -> str | None:
    """Which side a source is on: "authorities", "organisers"... or None."""
    folded = fold(source or "")
    return next((name for name, pattern in grammar.camps if pattern.search(folded)), None)


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """The class of every number of ``text``, as (rule, class)."""
    from factcheck.kinds import quantities

    grammar = load(rules)
    found = quantities.find(text, quantities.load(rules))
    values: Sequence[tuple[Quantity, Span]] = [(f.value, f.span) for f in found if isinstance(f.value, Quantity)]
    classes = [classify(value, text, span, Span(0, len(text)), grammar) for value, span in values]
    return [(name, name) for name in classes if name]
