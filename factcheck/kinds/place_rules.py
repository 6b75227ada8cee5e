"""The shape of ``rules/<language>/places.yaml``, checked when it is loaded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from factcheck.rules import Rules
from factcheck.text import same_length, words

FILE = "fr/places"


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Countries(_Shape):
    names: dict[str, list[str]]
    without: list[str] = []


class Demonyms(_Shape):
    forms: dict[str, list[str]]
    prefixes: dict[str, list[str]]


class Seats(_Shape):
    seats: dict[str, list[str]]  # towns
    houses: dict[str, list[str]] = {}  # palaces and the like


class Territories(_Shape):
    under: dict[str, list[str]]
    members_of_eu: list[str]


class WorldRegions(_Shape):
    continents: dict[str, list[str]]
    groups: dict[str, list[str]]


class FrenchRegion(_Shape):
    name: str
    admin: str
    departments: dict[str, str]


class Regions(_Shape):
    french: dict[str, FrenchRegion]
    parts: dict[str, list[str]]
    parentheses_only: list[str] = []


class Cities(_Shape):
    before: list[str]
    capitals_alone: bool = True
    organisations: list[str] = []


class Near(_Shape):
    before: list[str]
    sides: dict[str, int] = {}  # words that say on which side, in degrees from the north


class UnknownPlaces(_Shape):
    before: list[str]
    dative: list[str]
    never: list[str] = []


class VenueKind(_Shape):
    heads: list[str]
    needs: Literal["nothing", "locative", "name"] = "locative"
    owned: bool = False  # belongs to a state: "de Russie" is its owner
    of_city: bool = False  # "de Lyon" says where it stands, not what it is called
    part: bool = False  # may stand inside another building
    large: bool = False  # may hold or border a building


class Venues(_Shape):
    kinds: dict[str, VenueKind]
    whole: list[str] = []
    adjectives: list[str] = []
    common: list[str] = []
    locative: list[str] = []
    idioms: list[str] = []


@dataclass(frozen=True, slots=True)
class Patterns:
    """The rules that are looked for in every text, compiled once."""

    near: re.Pattern[str]
    sides: Mapping[str, int]  # by words of ``near``
    openers: tuple[tuple[str, re.Pattern[str]], ...]  # what stands before a place that no gazetteer knows
    dative: frozenset[str]
    never: frozenset[str]
    heads: re.Pattern[str]
    head_kinds: Mapping[str, str]
    locative: re.Pattern[str]
    idioms: re.Pattern[str]
    owned: re.Pattern[str]  # a building or its holder, inside which another may lie
    adjectives: frozenset[str]
    common: frozenset[str]
    whole: frozenset[str]


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """Every rule about places, parsed."""

    countries: Countries
    demonyms: Demonyms
    seats: Seats
    territories: Territories
    world: WorldRegions
    regions: Regions
    cities: Cities
    near: Near
    unknown: UnknownPlaces
    venues: Venues
    patterns: Patterns


def parse(rules: Rules) -> PlaceRules:
    """The rules of ``rules/fr/places.yaml``. Raises RuleError where one is missing or mistaken."""
    one = rules.one
    near, unknown = one(FILE, "near").parse(Near), one(FILE, "unknown-place").parse(UnknownPlaces)
    venues = one(FILE, "venue").parse(Venues)
    return PlaceRules(
        one(FILE, "country").parse(Countries),
        one(FILE, "demonym").parse(Demonyms),
        one(FILE, "seat").parse(Seats),
        one(FILE, "territory").parse(Territories),
        one(FILE, "world-region").parse(WorldRegions),
        one(FILE, "region").parse(Regions),
        one(FILE, "city").parse(Cities),
        near,
        unknown,
        venues,
        _patterns(near, unknown, venues),
    )


_ARTICLE = r"(?: ?(?:les|le|la|l'|un|une|cette|cet|ce|son|sa|leur))?\s?\Z"
_HOLDERS = ("ambassadeur", "ambassadrice", "consul général", "consul")


def _patterns(near: Near, unknown: UnknownPlaces, venues: Venues) -> Patterns:
    sides = {f"{words} {of}": side for words, side in near.sides.items() for of in ("de", "d'", "du")}
    openers = (*near.before, *sides, *unknown.before)
    owned = [head for kind in venues.kinds.values() if kind.owned for head in kind.heads]
    return Patterns(
        near=phrases([*near.before, *sides]),
        sides={same_length(words): side for words, side in sides.items()},
        openers=tuple((form, re.compile(rf"(?<!\w){re.escape(form)}\s?\Z")) for form in openers),
        dative=_keys(unknown.dative),
        never=_keys(unknown.never),
        heads=phrases([head for kind in venues.kinds.values() for head in kind.heads]),
        head_kinds={key(head): name for name, kind in venues.kinds.items() for head in kind.heads},
        locative=re.compile(phrases(venues.locative).pattern + _ARTICLE, re.IGNORECASE),
        idioms=phrases(venues.idioms),
        owned=phrases([*owned, *_HOLDERS]),
        adjectives=_keys(venues.adjectives),
        common=_keys(venues.common),
        whole=_keys(venues.whole),
    )


def _keys(found: list[str]) -> frozenset[str]:
    return frozenset(key(word) for word in found)


def key(name: str) -> str:
    """The form under which a name of a place is filed: folded words, "St" written out."""
    if name.isascii():  # most names, and ten times as fast
        found = _ASCII_WORD.findall(name.lower())
        return " ".join([_SAINT.get(word, word) for word in found])
    return " ".join(_SAINT.get(word, word) for word in words(name))


_ASCII_WORD = re.compile(r"[a-z0-9]+")
_SAINT = {"st": "saint", "ste": "sainte"}


def phrases(forms: list[str]) -> re.Pattern[str]:
    """A pattern for any of ``forms`` as whole words, whatever their case; longer forms first."""
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    body = "|".join(re.escape(same_length(form)).replace(r"\ ", r"[ ]{1,2}") for form in ordered)
    return re.compile(rf"(?<![^\W_])(?:{body})(?:(?<=')|(?![^\W_]))", re.IGNORECASE)
