"""States in a phrase, by name, demonym or seat of government, and what tells the name of a place from another word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from factcheck.kinds.gazetteer import Gazetteer
from factcheck.kinds.place_rules import key
from factcheck.text import same_length
from factcheck.types import Span

_WORD = re.compile(r"[^\W_](?:[\w\u0300-\u036f]*[^\W_]|[^\W_])?[\u0300-\u036f]*")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text and its folded form."""

    span: Span
    text: str
    key: str


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
        if is_country and follows_a_name(text, found, index, gazetteer):
            continue
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
    if len(parts) < 2 or any(text[a.span.end : b.span.start] != "-" for a, b in pairwise(parts)):
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


def follows_a_name(text: str, found: tuple[Token, ...], index: int, gazetteer: Gazetteer) -> bool:
    """Whether a capital word that is no place stands right before: "Anatole France", "Air France", "Jean Vienne"."""
    before = found[index - 1] if index else None
    if before is None or text[before.span.end : found[index].span.start] != " " or not capital(before):
        return False
    shouted = found[index].text.isupper() and len(found[index].text) > 3
    known = before.key in _BEFORE_NAMES or before.key in gazetteer.seats or before.key in gazetteer.demonyms
    return not (shouted or known)


def stands_alone(text: str, found: tuple[Token, ...], index: int, length: int, gazetteer: Gazetteer) -> bool:
    """Whether the words are a name by themselves, not part of "George Washington" or "Paris Saint-Germain"."""
    before = found[index - 1] if index else None
    tied = False
    if before is not None and text[before.span.end : found[index].span.start] in (" ", "'", "-"):
        tied = before.key in _TIES
        if follows_a_name(text, found, index, gazetteer):
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
    """The state (ISO 3166 alpha-2) of "russe" or "américaines", the first of "franco-allemand"; else None."""
    filed = key(word)
    if filed in gazetteer.demonyms:
        return gazetteer.demonyms[filed]
    compound = _compound(tokens(word), same_length(word), gazetteer)
    return compound[0][1] if compound else None
