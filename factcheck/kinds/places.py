"""Places: names of states, regions, towns and buildings -> PlaceValue, and how two of them stand to each other."""

from __future__ import annotations

import re
from datetime import date

from factcheck.kinds.gazetteer import Gazetteer, load, lookup
from factcheck.kinds.place_expressions import find
from factcheck.kinds.place_rules import key
from factcheck.kinds.states import demonym, states
from factcheck.rules import Rules
from factcheck.types import Judgement, PlaceValue, Relation

__all__ = ["Gazetteer", "demonym", "describe", "find", "holds", "label", "load", "lookup", "relate", "states"]

_STATE = re.compile(r"[A-Z]{2}\Z")
_DEPARTMENT = re.compile(r"FR-\d[\dAB]\Z")
_REGION = re.compile(r"[A-Z]{2}-[A-Z]{3}\Z")
# A residence may lie in an embassy; squares, streets and the like hold or border buildings.
_MAY_LIE_IN = {"residence": {"consulate", "embassy", "palace"}}
_LARGE = frozenset("square street road quarter park port base station plant headquarters bridge".split())
_HOUSES_OF_ONE_STATE = frozenset({"consulate", "embassy", "residence"})


def holds(outer: PlaceValue, inner: PlaceValue) -> bool:
    """Whether ``inner`` lies in ``outer``, or is the same."""
    return outer.id == inner.id or outer.id in inner.within


def relate(a: PlaceValue, b: PlaceValue) -> Judgement:
    """How two places stand to each other as answers to "where?"; symmetric."""
    relation, rule, reason = _relate(*sorted((a, b), key=lambda place: (place.id, place.name, place.within)))
    return Judgement(relation, rule, reason)


def _relate(a: PlaceValue, b: PlaceValue) -> tuple[Relation, str, str]:
    if a.id == b.id:
        return Relation.SAME, "places/same", f"both are {a.name}"
    if holds(a, b) or holds(b, a):
        outer, inner = (a, b) if holds(a, b) else (b, a)
        return Relation.COMPATIBLE, "places/holds", f"{inner.name} lies in {outer.name}"
    if elsewhere(a, b):
        return Relation.CONFLICTING, "places/elsewhere", f"{a.name} and {b.name} lie in different places"
    if a.level == b.level == "venue":
        return _venues(a, b)
    levels = {a.level, b.level}
    if "venue" in levels:
        return Relation.COMPATIBLE, "places/venue-in-place", f"{a.name} and {b.name} can be one place"
    if "unknown" in levels:
        return _unknown(a, b)
    if levels == {"country"}:
        return Relation.CONFLICTING, "places/two-states", f"{a.name} is not {b.name}"
    if levels == {"city"}:
        return _cities(a, b)
    if levels == {"city", "region"} or levels == {"region"}:
        return _regions(a, b)
    return Relation.INCOMPARABLE, "places/regions", f"{a.name} and {b.name} may overlap"


def _cities(a: PlaceValue, b: PlaceValue) -> tuple[Relation, str, str]:
    metros = [next((held for held in place.within if held.startswith("metro:")), None) for place in (a, b)]
    if metros[0] is not None and metros[0] == metros[1]:
        chief = metros[0].replace("metro:", "geonames:")
        if chief in (a.id, b.id):
            return Relation.INCOMPARABLE, "places/suburb", f"{a.name} and {b.name} are one agglomeration"
    return Relation.CONFLICTING, "places/two-towns", f"{a.name} is not {b.name}"


def _regions(a: PlaceValue, b: PlaceValue) -> tuple[Relation, str, str]:
    """A town of which only the region is known may lie in any of its departments; so may traditional regions."""
    return Relation.INCOMPARABLE, "places/regions", f"{a.name} and {b.name} may overlap"


def _beside(a: PlaceValue, b: PlaceValue) -> tuple[Relation, str, str] | None:
    """Two that lie near one place, perhaps on two sides of it."""
    bases, sides = zip(*(place.id.partition("|")[::2] for place in (a, b)), strict=True)
    if bases[0] != bases[1] or not bases[0].startswith("near:"):
        return None
    turn = abs(int(sides[0]) - int(sides[1])) % 360 if all(sides) else 0
    turn = min(turn, 360 - turn)
    between = all(side and int(side) % 90 for side in sides)  # "nord-est" is said with care
    if turn > 90 or turn == 90 and between:
        return Relation.CONFLICTING, "places/two-sides", f"they lie on two sides of {a.name.removeprefix('near ')}"
    if turn == 90:
        return Relation.INCOMPARABLE, "places/two-sides", f"both lie near {a.name.removeprefix('near ')}"
    return Relation.COMPATIBLE, "places/near", f"both lie near {a.name.removeprefix('near ')}"


def _unknown(a: PlaceValue, b: PlaceValue) -> tuple[Relation, str, str]:
    if (judged := _beside(a, b)) is not None:
        return judged
    if a.level == b.level == "unknown" and "near:" not in a.id + b.id:
        names = [set(place.id.removeprefix("name:").split()) for place in (a, b)]
        if names[0] <= names[1] or names[1] <= names[0]:
            return Relation.COMPATIBLE, "places/shorter-name", f"{a.name} and {b.name} can be one name"
    for place, other in ((a, b), (b, a)):
        if place.id.partition("|")[0] == f"near:{other.id}":
            return Relation.COMPATIBLE, "places/near", f"{place.name} may be said of {other.name}"
        if other.level == "country" and not place.within:
            return Relation.COMPATIBLE, "places/perhaps-in", f"{place.name} may lie in {other.name}"
    return Relation.INCOMPARABLE, "places/unknown", f"no gazetteer tells where {a.name} and {b.name} lie"


def _distinct(venue: PlaceValue) -> str:
    return venue.id.split(":")[2]


def _venues(a: PlaceValue, b: PlaceValue) -> tuple[Relation, str, str]:
    kinds = (a.id.split(":")[1], b.id.split(":")[1])
    names = (_distinct(a), _distinct(b))
    compatible = (Relation.COMPATIBLE, "places/venue", f"{a.name} and {b.name} can be one building")
    if set(kinds) <= _HOUSES_OF_ONE_STATE and a.owner and b.owner and a.owner != b.owner:
        return Relation.CONFLICTING, "places/two-owners", f"{a.name} and {b.name} belong to two states"
    if kinds[0] == kinds[1]:
        if names[0] == names[1]:
            return (Relation.SAME if names[0] else Relation.COMPATIBLE), "places/venue", compatible[2]
        words = [set(name.split()) for name in names]
        if not all(names) or words[0] <= words[1] or words[1] <= words[0]:
            return compatible
        return Relation.CONFLICTING, "places/two-venues", f"{a.name} is not {b.name}"
    if kinds[1] in _MAY_LIE_IN.get(kinds[0], ()) or kinds[0] in _MAY_LIE_IN.get(kinds[1], ()):
        return compatible
    if _LARGE & set(kinds):
        return Relation.INCOMPARABLE, "places/venue-beside", f"{a.name} and {b.name} may lie together"
    if (all(names) and names[0] != names[1]) or set(kinds) == {"consulate", "embassy"}:
        return Relation.CONFLICTING, "places/two-venues", f"{a.name} is not {b.name}"
    return Relation.INCOMPARABLE, "places/venue-kinds", f"{a.name} and {b.name} are described in two ways"


def elsewhere(a: PlaceValue, b: PlaceValue) -> bool:
    """Whether what is known of two places puts them in two states, two French regions or two departments."""
    for pattern in (_STATE, _REGION, _DEPARTMENT):
        left, right = (_codes(place, pattern) for place in (a, b))
        if left and right and not left & right:
            return True
    return "venue" in (a.level, b.level) and _two_towns(a, b)


def _two_towns(a: PlaceValue, b: PlaceValue) -> bool:
    """Whether a venue stands in a town that is not the other's, nor of one agglomeration with it."""
    held = [{code for code in (p.id, *p.within) if code.startswith(("geonames:", "metro:"))} for p in (a, b)]
    towns = [any(code.startswith("geonames:") for code in codes) for codes in held]
    return all(towns) and not held[0] & held[1]


def _codes(place: PlaceValue, pattern: re.Pattern[str]) -> frozenset[str]:
    held = frozenset(code for code in (place.id, *place.within) if pattern.match(code) and code != "EU")
    if place.id == "EU" or place.level == "region" and not held:
        return frozenset()
    return held


def label(value: PlaceValue, language: str = "en") -> str:
    """The place in words for a reader; names of towns are those of GeoNames in every language."""
    if language == "fr":
        return value.name.replace("near ", "près de ", 1) if value.id.startswith("near:") else value.name
    return value.name


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """Every place and state in ``text`` as (rule, label); ``on`` is not needed."""
    gazetteer = load(rules)
    found: list[tuple[str, str]] = []
    for place in find(text, gazetteer):
        if isinstance(place.value, PlaceValue):
            found.append((place.rule, label(place.value)))
            held = any(_STATE.match(code) and code != "EU" for code in place.value.within)
            if place.rule == "country" and held:
                found.append(("territory", label(place.value)))
    for span, iso in states(text, gazetteer):
        words = text[span.start : span.end]
        known = lookup(words, gazetteer)
        if demonym(words, gazetteer) or key(words) in gazetteer.prefixes:
            found.append(("demonym", gazetteer.country_names[iso][1]))
        elif known is None or known.id != iso:
            found.append(("seat", gazetteer.country_names[iso][1]))
    return found
