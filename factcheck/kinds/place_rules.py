"""The shape of ``rules/<language>/places.yaml``, checked when it is loaded."""

from __future__ import annotations

import re
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


def parse(rules: Rules) -> PlaceRules:
    """The rules of ``rules/fr/places.yaml``. Raises RuleError where one is missing or mistaken."""
    one = rules.one
    return PlaceRules(
        one(FILE, "country").parse(Countries),
        one(FILE, "demonym").parse(Demonyms),
        one(FILE, "seat").parse(Seats),
        one(FILE, "territory").parse(Territories),
        one(FILE, "world-region").parse(WorldRegions),
        one(FILE, "region").parse(Regions),
        one(FILE, "city").parse(Cities),
        one(FILE, "near").parse(Near),
        one(FILE, "unknown-place").parse(UnknownPlaces),
        one(FILE, "venue").parse(Venues),
    )


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
