"""Rules of ``rules/<language>/whereabouts.yaml`` -> compiled patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from factcheck.kinds import places
from factcheck.kinds.gazetteer import Gazetteer
from factcheck.rules import Rule, Rules
from factcheck.text import plain

FILE = "fr/whereabouts"

Words = Annotated[list[str], Field(min_length=1)]
Who = Literal["thing", "person", "subject", "named", "story"]

_ARTICLES = r"(?:les |la |le |l'|leur |sa |son |un |une )"
_FORMS: Mapping[str, str] = {
    "{de}": rf"(?:de la |de l'|des |du |de |d'|depuis {_ARTICLES}?)",
    "{le}": rf"{_ARTICLES}?",
    "{a}": rf"(?:(?:jusqu')?(?:a la |a l'|aux? |a )|en (?:l')?|(?:dans|sur|vers|devant|pour) {_ARTICLES}?|pres (?:de la |de l'|du |de |d'))",
    "{gap}": r'[^.;:!?"]{0,70}?',
    "{short}": r'(?:,? [^.;:!?",]{0,50}?)?,? ',
    "{tail}": r'[^.;:!?",]{0,70}(?:, [^.;:!?",]{0,20})?',
}  # fmt: skip


class _Keys(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    does: str


class _Listed(_Keys):
    does: Literal["things", "persons", "ordinary", "unless", "part", "coming"]
    words: Words


class _Opens(BaseModel):
    """Words before a place that open a clause, and what then comes behind it: "Parti de X, le cortège"."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    before: str
    after: str


class _Asks(_Keys):
    does: Literal["asks"]
    question: str
    who: Who
    before: Words
    openings: list[_Opens] = []
    of: list[str] = []
    unless: list[str] = []
    kinds: list[str] = []  # of venues
    venues_only: bool = False
    timeless: bool = False


class _Route(_Keys):
    does: Literal["route"]
    of: Words
    unless: list[str] = []


_MODELS: Mapping[str, type[_Keys]] = {
    "asks": _Asks,
    "route": _Route,
    **dict.fromkeys(("things", "persons", "ordinary", "unless", "part", "coming"), _Listed),
}


@dataclass(frozen=True, slots=True)
class Asking:
    """Words right before a place that give one question its answer."""

    rule: str
    question: str
    who: Who
    of: tuple[str, ...]
    before: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    openings: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = ()
    kinds: frozenset[str] = frozenset()
    venues_only: bool = False
    timeless: bool = False


@dataclass(frozen=True, slots=True)
class WhereaboutsGrammar:
    """All rules of the kind, compiled."""

    askings: tuple[Asking, ...]
    routes: tuple[Asking, ...]
    things: Mapping[str, re.Pattern[str]]
    persons: Mapping[str, re.Pattern[str]]
    plural: re.Pattern[str]  # several persons of whom it may be said
    ordinary: frozenset[str]
    coming: tuple[re.Pattern[str], ...]
    vocabulary: Mapping[str, re.Pattern[str]]  # all that is listed, by the name of its rule
    gazetteer: Gazetteer


def load(rules: Rules, gazetteer: Gazetteer | None = None) -> WhereaboutsGrammar:
    """Compile the rules. Raises RuleError with path:line."""
    parsed = [(rule, rule.parse_one(_MODELS)) for rule in rules.of(FILE)]
    listed = {rule.name: (rule, one) for rule, one in parsed if isinstance(one, _Listed)}
    forms = {name: [plain(w) for w in one.words] for name, (_, one) in listed.items()}
    found = {name: rule.compiled(rf"\b{_any(forms[name])}\b") for name, (rule, _) in listed.items()}

    def of(does: str) -> dict[str, re.Pattern[str]]:
        return {name: found[name] for name, (_, one) in listed.items() if one.does == does}

    parts = {f"{{{name}}}": _any(forms[name]) for name in of("part")}
    persons = [word for name in of("persons") for word in forms[name]]
    return WhereaboutsGrammar(
        askings=tuple(_asking(rule, one, forms, found, parts) for rule, one in parsed if isinstance(one, _Asks)),
        routes=tuple(
            Asking(rule.name, "", "thing", tuple(one.of), (), tuple(_named(rule, one.unless, found)))
            for rule, one in parsed
            if isinstance(one, _Route)
        ),
        things=of("things"),
        persons=of("persons"),
        plural=re.compile(rf"\b{_any(persons)}s\b") if persons else re.compile(r"(?!)"),
        ordinary=frozenset(word for name in of("ordinary") for word in forms[name]),
        coming=tuple(of("coming").values()),
        vocabulary=found,
        gazetteer=gazetteer or places.load(rules),
    )


def _any(words: Sequence[str]) -> str:
    return rf"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"


def _named(rule: Rule, names: Sequence[str], found: Mapping[str, re.Pattern[str]]) -> list[re.Pattern[str]]:
    missing = sorted(set(names) - found.keys())
    if missing:
        raise rule.error(f"no rule {missing[0]!r}")
    return [found[name] for name in names]


def _asking(
    rule: Rule,
    one: _Asks,
    forms: Mapping[str, list[str]],
    found: Mapping[str, re.Pattern[str]],
    parts: Mapping[str, str],
) -> Asking:
    _named(rule, one.of, found)
    spelt = {**parts, **_FORMS, "{of}": rf"\b(?P<of>{_any([w for name in one.of for w in forms[name]])})\b"}
    return Asking(
        rule.name,
        one.question,
        one.who,
        tuple(one.of),
        tuple(rule.compiled(rf"(?:{_spelt(pattern, spelt)})$") for pattern in one.before),
        tuple(_named(rule, one.unless, found)),
        tuple(
            (rule.compiled(rf"(?:^|[,;:] )(?:{_spelt(o.before, spelt)})$"), rule.compiled(_spelt(o.after, spelt)))
            for o in one.openings
        ),
        frozenset(one.kinds),
        one.venues_only,
        one.timeless,
    )


def _spelt(pattern: str, spelt: Mapping[str, str]) -> str:
    for name, form in spelt.items():
        pattern = pattern.replace(name, form)
    return pattern
