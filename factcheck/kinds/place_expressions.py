"""Places in a text: the words that carry them -> PlaceValue."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.kinds.gazetteer import Gazetteer, candidates, city, country
from factcheck.kinds.place_rules import key
from factcheck.kinds.states import Token, capital, demonym, filings, follows_a_name, proper, stands_alone, tokens
from factcheck.kinds.venues import find_venues
from factcheck.text import same_length
from factcheck.types import Found, PlaceValue, Span

_LONGEST = 6
_LARGE_TOWN = 400_000
_PREPOSITION = re.compile(
    r"(?<![^\W_])(?:(?:jusqu')?(?:à|en|aux?)|a|(?:dans|vers|depuis|sur)(?: (?:les?|la|l'))?)\s?\Z", re.IGNORECASE
)
_LOOSE = re.compile(
    r"(?<![^\W_])(?:de(?: la| l')?|d'|du|des|et|entre|via|pour|par|rejoindre|quitt[\w]{1,6}|rejoint|gagn(?:er|é)"
    r"|atteindre|traverser)\s?\Z",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(r"\s{0,2}\(([^()\n]{2,40})\)")
# "Valmer, la petite ville suisse où": what its people are tells the state of a town.
_DESCRIBED = re.compile(
    r", (?:l[ae]|une?|cette|ce) (?:petite?s? |grande? |vieille )?(?:ville|localité|commune|village|bourgade|bourg|cité|port|station)"
    r" ([^\W\d_]{4,20})(?!\w)"
)
_APPOSITION = re.compile(r"\s?,? (?:en|au|aux|dans l[ea]s?|dans l')\s?((?:[A-ZÀ-Þ][\w'-]{2,20}[ -]?){1,4})")
_UNKNOWN_PARTICLES = frozenset("de d du des la le les l lès sur sous en et aux au el al ben".split())


@dataclass(frozen=True, slots=True)
class _Near:
    """Words such as "au nord de", and on which side they put it, in degrees from the north."""

    start: int
    end: int
    side: int | None


@dataclass(frozen=True, slots=True)
class _Match:
    length: int
    value: PlaceValue
    rule: str
    needs_preposition: bool
    loose: bool = True  # "de X" is preposition enough


def find(text: str, gazetteer: Gazetteer) -> list[Found]:
    """Every place that ``text`` names, in order. A span begins with the preposition of place, if there is one.

    Names after "de" are found too, without it in the span: they may tell an owner or an origin, not where.
    """
    canonical = same_length(text)
    words = tokens(text)
    venues = find_venues(canonical, words, gazetteer)
    taken = [found.span for found in venues]
    result = list(venues)
    patterns = gazetteer.rules.patterns
    nearby = [
        _Near(m.start(), m.end(), patterns.sides.get(m.group().lower())) for m in patterns.near.finditer(canonical)
    ]
    index = 0
    while index < len(words):
        word = words[index]
        if not (capital(word) or word.text[0].isdigit()) or any(span.overlaps(word.span) for span in taken):
            index += 1
            continue
        if _organisation(canonical, words, index, gazetteer):
            index += _organisation(canonical, words, index, gazetteer)
            continue
        match = _known(canonical, words, index, gazetteer) or _unknown(canonical, words, index, gazetteer)
        if match is None:
            index += 1
            continue
        result.append(_found(canonical, words, index, match, nearby))
        index += match.length
    return sorted(result, key=lambda found: (found.span.start, found.span.end, found.rule))


def _organisation(text: str, words: tuple[Token, ...], index: int, gazetteer: Gazetteer) -> int:
    for length in range(_LONGEST, 0, -1):
        if any(name in gazetteer.organisations for name in filings(words, index, length, text)[:1]):
            return length
    return 0


def _found(text: str, words: tuple[Token, ...], index: int, match: _Match, nearby: list[_Near]) -> Found:
    start, end = words[index].span.start, words[index + match.length - 1].span.end
    for near in nearby:
        if near.end <= start and not text[near.end : start].strip(" lesa'"):
            return Found(Span(near.start, end), beside(match.value, near.side), "near")
    before = _PREPOSITION.search(text, max(0, start - 14), start)
    return Found(Span(before.start() if before else start, end), match.value, match.rule)


def beside(value: PlaceValue, side: int | None = None) -> PlaceValue:
    """What lies near a place, on the side of it that the degrees from the north tell."""
    toward = f"|{side}" if side is not None else ""
    return PlaceValue(f"near:{value.id}{toward}", f"near {value.name}", "unknown", _beyond(value))


def _beyond(value: PlaceValue) -> tuple[str, ...]:
    """What surely holds the surroundings of a place: nothing for a state, else its state."""
    return tuple(held for held in value.within if re.fullmatch(r"[A-Z]{2}", held)) if value.level != "country" else ()


def _known(text: str, words: tuple[Token, ...], index: int, gazetteer: Gazetteer) -> _Match | None:
    start = words[index].span.start
    placed = _PREPOSITION.search(text, max(0, start - 14), start) is not None
    loose = placed or _LOOSE.search(text, max(0, start - 12), start) is not None
    for length in range(_LONGEST, 0, -1):
        names = filings(words, index, length, text)
        if not names or not proper(words, index, length):
            continue
        for name in reversed(names):
            match = _named(text, words, index, length, name, gazetteer, placed, loose)
            if match is not None:
                return match
    return None


def _named(
    text: str,
    words: tuple[Token, ...],
    index: int,
    length: int,
    name: str,
    gazetteer: Gazetteer,
    placed: bool,
    loose: bool,
) -> _Match | None:
    end = words[index + length - 1].span.end
    hint = _hint(text, end, gazetteer)
    region = gazetteer.regions.get(name)
    tied = _another_word(text, words, index, length) or follows_a_name(text, words, index, gazetteer)
    if name in gazetteer.countries and not tied:
        return _Match(length, country(gazetteer.countries[name], gazetteer), "country", False)
    towns = candidates(name, gazetteer, hint) or candidates(name, gazetteer)
    own = bool(towns) and towns[0] in gazetteer.towns.get(name, ())
    if region is not None and _fits(text, words[index].span.start, end, region.needs, bool(towns)):
        rule = "world-region" if not region.within else "region"
        return _Match(length, PlaceValue(region.id, region.name, "region", region.within), rule, False)
    if not towns or not stands_alone(text, words, index, length, gazetteer):
        return None
    if name not in gazetteer.seats and index + length < len(words) and _follows(text, words, index + length):
        return None  # "de Florence Durand", and no loss in "le maire de Lyon Marc Durand"
    town = towns[0]
    well_known = name in gazetteer.seats or (own and town.population >= _LARGE_TOWN)
    home = town.country == "FR" or town.population >= 100_000
    if placed and not _dative(words, index, gazetteer, home) or well_known or (loose and own and home):
        return _Match(length, city(town, gazetteer, hint if candidates(name, gazetteer, hint) else None), "city", True)
    return None


def _another_word(text: str, words: tuple[Token, ...], index: int, length: int) -> bool:
    """A hyphen ties the name to a longer one ("Saint-Denis-en-France"), unless it ties two places."""
    after = text[words[index + length - 1].span.end : words[index + length - 1].span.end + 2]
    before = text[max(0, words[index].span.start - 1) : words[index].span.start]
    return before == "-" or (len(after) == 2 and after[0] == "-" and after[1].islower())


def _fits(text: str, start: int, end: int, needs: str, also_town: bool) -> bool:
    if needs == "nothing":
        return True
    bracketed = text[max(0, start - 1) : start] == "(" and text[end : end + 1] in (")", ",")
    if bracketed:
        return True
    before = text[max(0, start - 16) : start].lower()
    within = re.search(r"(?:\bdans (?:le |la |l'|les )|\ben |\bdépartement (?:de la |de l'|du |des |de |d'))\Z", before)
    return needs == "preposition" and within is not None


def _hint(text: str, end: int, gazetteer: Gazetteer) -> str | None:
    """The department, region or state in brackets or after "en" behind a name: "Vienne (Isère)"."""
    match = _DEPARTMENT.match(text, end) or _APPOSITION.match(text, end)
    if match is None:
        described = _DESCRIBED.match(text, end)
        return demonym(described.group(1), gazetteer) if described else None
    name = key(match.group(1).split(",")[0])
    if name in gazetteer.countries:
        return gazetteer.countries[name]
    region = gazetteer.regions.get(name)
    return region.id if region is not None else None


def _dative(words: tuple[Token, ...], index: int, gazetteer: Gazetteer, home: bool) -> bool:
    """Whether "à X" follows a verb of giving or saying; then X may be a person, unless it is a well-known town."""
    if home or index == 0 or words[index - 1].key != "a":
        return False
    return any(word.key in gazetteer.rules.patterns.dative for word in words[max(0, index - 3) : index - 1])


def _unknown(text: str, words: tuple[Token, ...], index: int, gazetteer: Gazetteer) -> _Match | None:
    start = words[index].span.start
    before = text[max(0, start - 24) : start].lower()
    patterns = gazetteer.rules.patterns
    opener = next((form for form, pattern in patterns.openers if pattern.search(before)), None)
    if opener is None or not words[index].text[0].isupper():
        return None
    length = _name_length(text, words, index)
    end = words[index + length - 1].span.end
    name = text[start:end]
    if key(name) in patterns.never or any(c.isdigit() for c in name):
        return None
    hint = _hint(text, end, gazetteer)
    village = re.search(r"-(?:de|sur|sous|lès|les|le|la|en|du|des|d')-?|^(?:Saint|Sainte)-", name) is not None
    if opener in ("à", "dans le", "dans la", "dans l'", "dans les") and not (hint or village):
        spoken_to = any(word.key in patterns.dative for word in words[max(0, index - 4) : index])
        several = " " in name or (index + length < len(words) and _follows(text, words, index + length))
        if spoken_to or several or name.isupper() or len(name) < 3 or key(name) in gazetteer.demonyms:
            return None
    within: tuple[str, ...] = ()
    if hint is not None:
        region = next((r for r in gazetteer.regions.values() if r.id == hint), None)
        within = (hint, *(region.within if region else gazetteer.country_within.get(hint, ())))
    return _Match(length, PlaceValue(f"name:{key(name)}", name, "unknown", within), "unknown-place", True)


def _follows(text: str, words: tuple[Token, ...], index: int) -> bool:
    return capital(words[index]) and text[words[index - 1].span.end : words[index].span.start] == " "


def _name_length(text: str, words: tuple[Token, ...], index: int) -> int:
    """How many words from ``index`` make one name: "Monts-sur-Orne", "El Alto", "L'Isle-d'Abeau"."""
    length = 1
    while index + length < len(words) and length < 7:
        gap = text[words[index + length - 1].span.end : words[index + length].span.start]
        following = words[index + length]
        if gap in ("-", "'") or (gap == " " and capital(following)):
            length += 1
        else:
            break
    return length
