"""The rules of attribution, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from factcheck.kinds.conjugation import Forms, conjugate
from factcheck.rules import Rule, Rules
from factcheck.text import fold

FILE = "fr/attribution"
Firmness = Literal["said", "denied", "expected", "feared", "demanded", "reported"]

#: What may stand between an auxiliary and its participle, and between a verb and what is told.
ADVERB = (
    r"(?:(?:également|aussi|ainsi|notamment|ensuite|enfin|par ailleurs|toutefois|cependant|pourtant|déjà|encore|en outre"
    r"|de son côté|pour sa part|quant à (?:lui|elle)|en revanche|même|d'ailleurs|d'abord|alors|simplement|seulement"
    r"|officiellement|clairement|fermement|vivement|publiquement|longuement|catégoriquement|formellement|immédiatement"
    r"|récemment|finalement|en effet|solennellement|plus tard|tout|bien|lui-même|elle-même|une nouvelle fois) ){0,2}"
)


_NOT_VERBS = frozenset(
    {"according-to", "in-the-view-of", "of-source", "one-says", "quote-after-colon", "cited-by", "agencies"}
)


class _Verbs(BaseModel):
    model_config = ConfigDict(extra="forbid")
    firmness: Firmness
    verbs: str
    reflexive: str = ""
    object: str = ""


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid")
    firmness: Firmness
    words: list[str] = Field(min_length=1)
    heads: str = ""
    bodies: str = ""
    never: str = ""


class _Says(BaseModel):
    model_config = ConfigDict(extra="forbid")
    firmness: Firmness
    verbs: str = ""


class _Agencies(BaseModel):
    model_config = ConfigDict(extra="forbid")
    agencies: dict[str, list[str]] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class VerbUse:
    """What one written form may be: a form of a verb of one rule."""

    rule: str
    firmness: Firmness
    finite: bool  # else a past participle
    reflexive: bool  # said of oneself: "s'indigne"
    object: bool  # may take what is told as its object


@dataclass(frozen=True, slots=True)
class AttributionGrammar:
    """All patterns of attribution. They run on text in one spelling of punctuation, with quotations blanked."""

    verbs: Mapping[str, tuple[VerbUse, ...]]  # by the form in lower case
    according: re.Pattern[str]
    view: re.Pattern[str]
    source: re.Pattern[str]
    one: re.Pattern[str]
    cited: re.Pattern[str]
    firmness: Mapping[str, Firmness]  # of the rules that are no verbs
    heads: frozenset[str]  # folded words that can speak
    bodies: frozenset[str]  # those of them that are no persons
    never: frozenset[str]  # folded words that cannot
    agencies: tuple[tuple[str, str], ...]  # name as written, name as reported; longest first


def load(rules: Rules) -> AttributionGrammar:
    """The grammar of rules/fr/attribution.yaml. Raises RuleError with path:line."""
    according = rules.one(FILE, "according-to").parse(_Words)
    view = rules.one(FILE, "in-the-view-of").parse(_Words)
    source = rules.one(FILE, "of-source").parse(_Words)
    one = rules.one(FILE, "one-says").parse(_Says)
    colon = rules.one(FILE, "quote-after-colon").parse(_Says)
    cited = rules.one(FILE, "cited-by").parse(_Words)
    verbs: dict[str, list[VerbUse]] = {}
    for rule in rules.of(FILE):
        if rule.name not in _NOT_VERBS:  # a user's own rule is a further class of verbs
            for form, use in _uses(rule):
                verbs.setdefault(form, []).append(use)
    return AttributionGrammar(
        {form: tuple(dict.fromkeys(uses)) for form, uses in verbs.items()},
        _prefix(according.words, r"(?<![\w'-])"),
        _prefix(view.words, r"(?<![\w'-])"),
        _source(source.words),
        _one(rules.one(FILE, "one-says"), one.verbs),
        _prefix(cited.words, r"(?<![\w'-])"),
        {
            "according-to": according.firmness,
            "in-the-view-of": view.firmness,
            "of-source": source.firmness,
            "one-says": one.firmness,
            "quote-after-colon": colon.firmness,
            "cited-by": cited.firmness,
        },
        frozenset(fold(view.heads).split()),
        frozenset(fold(view.bodies).split()),
        frozenset(fold(according.never).split()),
        agency_names(rules),
    )


def agency_names(rules: Rules) -> tuple[tuple[str, str], ...]:
    """Every name of an agency with the one under which it is reported, longest first."""
    listed = rules.one(FILE, "agencies").parse(_Agencies).agencies
    names = [(alias, name) for name, aliases in listed.items() for alias in aliases]
    return tuple(sorted(names, key=lambda pair: (-len(pair[0]), pair)))


def _prefix(words: Iterable[str], before: str) -> re.Pattern[str]:
    """The words, longest first, and the space after them; "de l'avis d'" takes none."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    one = "|".join(re.escape(w) if w.endswith("'") else re.escape(w) + r" (?=\S)" for w in ordered)
    return re.compile(rf"{before}(?:{one})", re.IGNORECASE)


def _source(words: Iterable[str]) -> re.Pattern[str]:
    """The whole words are the source but for "de": "source judiciaire", "sources concordantes"."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    heads = "|".join(re.escape(w.removeprefix("de ")) for w in ordered)
    near = r"(?:[^\W\d_]{4,}(?:-[^\W\d_]+)? (?=judiciaire|policière|médicale))?"
    kinds = r"[^\W\d_][\w'-]{3,}(?: (?:proches? (?:de |du |des |d')[^,.;:»]{3,50}|et [\w-]{5,}|[^\W\d_]{4,}(?:ale|aire|ières?|iques?|ales|aires|elle|elles|aise|aises|aine|aines|enne|ennes|antes?)\b))?"
    return re.compile(rf"(?<![\w'-])de (?P<source>(?:{heads}) (?!d[ue]\b|d'|à\b){near}{kinds})", re.IGNORECASE)


def _forms(rule: Rule, listed: str) -> list[tuple[str, Forms]]:
    found = []
    for infinitive in dict.fromkeys(listed.split()):
        forms = conjugate(infinitive)
        if forms is None:
            raise rule.error(f"no conjugation is known for {infinitive!r}")
        found.append((infinitive, forms))
    return found


def _any(forms: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, dict.fromkeys(forms)), key=lambda f: (-len(f), f)))


def _finite(verbs: list[tuple[str, Forms]]) -> str:
    return _any(f for _, forms in verbs for f in forms.finite)


def _participles(verbs: list[tuple[str, Forms]]) -> str:
    return _any(f for _, forms in verbs for f in forms.participles)


def _uses(rule: Rule) -> Iterator[tuple[str, VerbUse]]:
    keys = rule.parse(_Verbs)
    objects = set(keys.object.split())
    for listed, reflexive in ((keys.verbs, False), (keys.reflexive, True)):
        for infinitive, forms in _forms(rule, listed):
            for finite, written in ((True, forms.finite), (False, forms.participles)):
                for form in written:
                    taken = infinitive in objects and not reflexive
                    yield form, VerbUse(rule.name, keys.firmness, finite, reflexive, taken)


def _one(rule: Rule, listed: str) -> re.Pattern[str]:
    verbs = _forms(rule, listed)
    part, finite = _participles(verbs), _finite(verbs)
    said = rf"(?:a-t-on {ADVERB}(?:{part}|fait savoir)|(?:{finite})-(?:t-)?on|fait-on savoir|on (?:a {ADVERB}(?:{part})|{finite}|fait savoir))"
    where = r"(?:auprès (?:de |du |des |d')|du côté (?:de |du |des |d')|chez |dans |de |d'|à |au |aux |en )"
    return re.compile(rf"(?<![\w'-])(?P<verb>{said}) {ADVERB}(?P<where>{where})(?=\S)", re.IGNORECASE)
