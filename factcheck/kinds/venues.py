"""Buildings, squares and streets: "au consulat général d'Italie à Lyon" -> PlaceValue of level "venue"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from factcheck.kinds.gazetteer import Gazetteer, candidates, city
from factcheck.kinds.place_rules import VenueKind, key
from factcheck.kinds.states import Token, capital, filings, proper, states
from factcheck.text import words as folded_words
from factcheck.types import Found, PlaceValue, Span

_LINK = re.compile(r" (?:de la |de l'|des |du |de |d')")
_QUOTED = re.compile(r' ?(?:[«"] ?)([^«»"\n]{2,40}?)(?: ?[»"])')
_TOWN = re.compile(r",? (?:à|a|au|de|d')\s?(?=[A-ZÀ-Þ])")
_LONGEST = 6
_SMALL_WORDS = frozenset("de du des d la le les l al el en sur the of".split())


def find_venues(text: str, words: tuple[Token, ...], gazetteer: Gazetteer) -> list[Found]:
    """Every venue in ``text`` (in canonical typography), longest first where two overlap, in order."""
    rules, patterns = gazetteer.rules.venues, gazetteer.rules.patterns
    starts = [word.span.start for word in words]
    idioms = [Span(m.start(), m.end()) for m in patterns.idioms.finditer(text)] if rules.idioms else []
    found: list[Found] = []
    for match in patterns.heads.finditer(text):
        span = Span(match.start(), match.end())
        if found and found[-1].span.end > span.start or any(idiom.overlaps(span) for idiom in idioms):
            continue
        kind = patterns.head_kinds[key(match.group())]
        read = _read(text, words, bisect_left(starts, match.start()), span, kind, gazetteer)
        opener = patterns.locative.search(text, max(0, span.start - 26), span.start)
        named = bool(read[0] or read[1]) or key(match.group()) in patterns.whole
        shape = rules.kinds[kind]
        if not (named or opener) or (shape.needs == "locative" and not opener) or (shape.needs == "name" and not named):
            continue
        value = _value(match.group(), kind, *read[:3], gazetteer)
        found.append(Found(Span(opener.start() if opener else span.start, read[3]), value, "venue"))
    return found


def _value(
    head: str, kind: str, owner: str | None, name: str, town: PlaceValue | None, gazetteer: Gazetteer
) -> PlaceValue:
    shown = head.lower() if not head.isupper() else head
    state = gazetteer.country_names.get(owner, ("", owner))[1] if owner else ""
    label = shown + (f" ({state})" if state else "") + (f" {name}" if name else "")
    distinct = owner or " ".join(w for w in folded_words(name) if w not in _SMALL_WORDS)
    if not distinct and key(head) in gazetteer.rules.patterns.whole:
        distinct = " ".join(w for w in folded_words(head) if w not in _SMALL_WORDS)
    where = (town.id, *town.within) if town else ()
    return PlaceValue(
        f"venue:{kind}:{distinct}:{town.id if town else ''}",
        label + (f", {town.name}" if town else ""),
        "venue",
        where,
        owner,
    )


def _read(
    text: str, words: tuple[Token, ...], index: int, head: Span, kind: str, gazetteer: Gazetteer
) -> tuple[str | None, str, PlaceValue | None, int]:
    """Owner, name and town that follow a head, and where the phrase ends."""
    shape = gazetteer.rules.venues.kinds[kind]
    adjectives = gazetteer.rules.patterns.adjectives
    owner: str | None = None
    name, town, end = "", None, head.end
    while index < len(words) and words[index].span.start < head.end:
        index += 1
    while index < len(words) and text[end : words[index].span.start] in (" ", "-"):
        word = words[index]
        state = gazetteer.demonyms.get(word.key) if not word.text[0].isupper() else None
        if word.key in adjectives and text[end] == " ":
            end = word.span.end
        elif state and not owner:
            owner, end = (state if shape.owned else None), word.span.end
        else:
            break
        index += 1
    for _ in range(3):
        step = _complement(text, words, end, shape, owner, name, gazetteer)
        if step is None:
            break
        owner, name, town, end = step[0] or owner, step[1] or name, step[2] or town, step[3]
        if town is not None:
            break
    return owner, name, town, end


def _complement(
    text: str,
    words: tuple[Token, ...],
    end: int,
    shape: VenueKind,
    owner: str | None,
    name: str,
    gazetteer: Gazetteer,
) -> tuple[str | None, str, PlaceValue | None, int] | None:
    quoted = _QUOTED.match(text, end)
    if quoted and not name and quoted.group(1)[0].isupper() and len(quoted.group(1).split()) <= 5:
        return None, quoted.group(1).strip(), None, quoted.end()
    town = _town_after(text, words, end, gazetteer, shape.of_city or bool(name))
    if town is not None:
        return None, "", *town
    if owner or name:
        return None
    link = _LINK.match(text, end)
    position = link.end() if link else (end + 1 if text[end : end + 1] in (" ", "-") else -1)
    index = bisect_left([word.span.start for word in words], position)
    if position < 0 or index >= len(words) or words[index].span.start != position:
        return None
    if shape.part and link and (inner := _inner(text, position, gazetteer)):
        return inner
    if link and shape.owned:
        found = states(text[position : position + 60], gazetteer)
        if found and found[0][0].start == 0 and text[position].isupper():
            return found[0][1], "", None, position + found[0][0].end
    last = _proper_name(text, words, index, gazetteer, bool(link))
    if last is None:
        return None
    return None, text[position:last], None, last


def _inner(text: str, position: int, gazetteer: Gazetteer) -> tuple[str | None, str, PlaceValue | None, int] | None:
    """ "la résidence du consulat d'Italie": the owner of the building that it is a part of."""
    match = gazetteer.rules.patterns.owned.match(text, position)
    if match is None:
        return None
    rest = text[match.end() : match.end() + 60]
    found = states(rest, gazetteer)
    if found and re.fullmatch(r"(?: général| générale)? ?(?:de la |de l'|des |du |de |d')?", rest[: found[0][0].start]):
        return found[0][1], "", None, match.end() + found[0][0].end
    return None, "", None, match.end()


def _town_after(
    text: str, words: Sequence[Token], end: int, gazetteer: Gazetteer, of_city: bool
) -> tuple[PlaceValue, int] | None:
    match = _TOWN.match(text, end)
    if match is None:
        return None
    if match.group().strip(" ,") in ("de", "d'") and not of_city:
        return None
    found = tuple(words)
    index = bisect_left([word.span.start for word in found], match.end())
    for length in range(_LONGEST, 0, -1):
        for name in reversed(filings(found, index, length, text)):
            towns = candidates(name, gazetteer)
            if towns and proper(found, index, length):
                return city(towns[0], gazetteer), found[index + length - 1].span.end
    return None


def _proper_name(text: str, words: tuple[Token, ...], index: int, gazetteer: Gazetteer, linked: bool) -> int | None:
    """Where a name that begins at word ``index`` ends: "Al-Dana", "1er-Mai", "Jean-Moulin", or a usual noun."""
    if linked and words[index].key in gazetteer.rules.patterns.common and not capital(words[index]):
        return words[index].span.end
    if not capital(words[index]) and not re.match(r"\d+(?:er)?-[A-Z]", text[words[index].span.start :][:8]):
        return None
    last = index
    probe = index + 1
    while probe < len(words) and probe - index < 7:
        gap = text[words[probe - 1].span.end : words[probe].span.start]
        if gap not in (" ", "-", "'", " l'") and not (gap == ". " and len(words[probe - 1].text) == 1):
            break
        if words[probe].key in ("de", "d") and _town_after(text, words, words[probe - 1].span.end, gazetteer, True):
            break
        if gap == "-" or capital(words[probe]) or gap == "'":
            last = probe
        elif words[probe].key not in _SMALL_WORDS:
            break
        probe += 1
    return words[last].span.end
