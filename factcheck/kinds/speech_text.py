"""One article as the patterns of attribution see it, and what in it can be told by somebody."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.kinds import speakers
from factcheck.kinds.attribution_grammar import AttributionGrammar, Firmness
from factcheck.types import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """``content`` is told by ``source``. For "a-t-elle ajouté" the source stands elsewhere in the article.

    ``via`` is who passed it on ("a indiqué une source *à l'agence TASS*"), ``pronoun`` the pronoun that stood for
    the source.
    """

    source: Span
    content: Span
    verb: str
    firmness: Firmness
    rule: str
    via: Span | None = None
    pronoun: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One article as the patterns see it: one spelling of punctuation, the words of quotations blanked."""

    plain: str
    masked: str
    quoted: tuple[Span, ...]
    persons: tuple[Span, ...]
    grammar: AttributionGrammar


def _outermost(spans: Sequence[Span]) -> tuple[Span, ...]:
    outer: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not outer or span.start >= outer[-1].end:
            outer.append(span)
    return tuple(outer)


_SET_APART = re.compile(
    r"(?:\b(?:des|les|le|la|un|une|de|aux|ces|du|au|ce|cette|sa|son|leur)|d'|l')\s?[«\"]\s?$", re.IGNORECASE
)


def statements_among(plain: str, inner: Sequence[Span]) -> tuple[Span, ...]:
    """The quotations that are no part of a phrase: not the words set apart in 'les "indignés" de Lyon'."""
    return tuple(
        s
        for s in _outermost(inner)
        if len(plain[s.start : s.end].split()) > 4 or not _SET_APART.search(plain[max(0, s.start - 10) : s.start])
    )


def blanked(plain: str, inner: Sequence[Span], statements: Sequence[Span]) -> str:
    """Statements blanked by dots; the marks of words set apart become letters of those words."""
    letters, blank = list(plain), frozenset(statements)
    for span in _outermost(inner):
        if span in blank:
            letters[span.start : span.end] = "·" * (span.end - span.start)
            continue
        for at in (*range(max(0, span.start - 2), span.start), *range(span.end, min(len(plain), span.end + 2))):
            letters[at] = "_" if plain[at] in '«»"' else letters[at]
    return "".join(letters)


# A run of full stops is looked at from its first two only: an article may hold nothing else.
_SENTENCE_END = re.compile(
    r"(?<![.!?…][.!?…])(?<!\bM)(?<!\bMme)(?<!\bDr)(?<!\bMe)(?<!\bSt)(?<![ .][A-Z])[.!?…]++(?=\s*[»\"]|\s|$|[A-ZÀ-Þ«])(?:\s{0,2}[»\"](?=\s|$))?|\n+|·[»\"](?=\s+[A-ZÀ-Þ«\"])"
)


#: A sentence is read in stretches of this many code points: no writer's sentence is longer, a table may be.
_LONGEST = 2000


def sentences_of(masked: str) -> Iterator[Span]:
    start = 0
    for match in _SENTENCE_END.finditer(masked):
        yield from _stretches(start, match.end())
        start = match.end()
    yield from _stretches(start, len(masked))


def _stretches(start: int, end: int) -> Iterator[Span]:
    for first in range(start, end, _LONGEST):
        yield Span(first, min(end, first + _LONGEST))


def words_of(reading: Reading, span: Span) -> str:
    return reading.plain[span.start : span.end]


def is_office(reading: Reading, span: Span) -> bool:
    return speakers.speaks(words_of(reading, span), reading.grammar.heads)


_CLAUSE = re.compile(
    r" (?:est|sont|était|étaient|sera|seront|serait|a|ont|avait|avaient|aura|va|vont|doit|doivent|devrait|devraient|[^\W\d_]{2,}(?:(?<!m)(?<!d)(?<!rg)(?<!c)(?<!g)(?<!li)(?<!ti)ent|ait|aient|era|eront|erait))\b"
)


FINITE = re.compile(
    r"(?: |n'|s'|l')(?:est|sont|était|étaient|sera|a|ont|avait|avaient|aura|va|vont|doit|devrait|[^\W\d_]{3,}(?:aient|èrent))\b"
)


def has_clause(lead: str) -> bool:
    return bool(_CLAUSE.search(lead))


def told_before(reading: Reading, sentence: Span, end: int) -> Span | None:
    """What stands before the verb: the quotation that ends there, or the clause."""
    quoted = quotation_ending(reading, end)
    if quoted:
        return quoted
    start = sentence.start
    for mark in (";",):
        cut = reading.masked.rfind(mark, start, end)
        start = cut + 1 if cut >= 0 else start
    return stripped(reading.plain, start, end)


def told_after(reading: Reading, sentence: Span, start: int) -> Span | None:
    """What stands after the verb: the quotation that begins there, or the rest of the sentence."""
    quoted = quotation_starting(reading, start, sentence.end + 4)
    if quoted:
        return quoted
    return stripped(reading.plain, start, sentence.end)


def quotation_ending(reading: Reading, at: int) -> Span | None:
    """The quotation whose closing mark stands just before ``at``."""
    index = bisect_left(reading.quoted, Span(at, at)) - 1
    if index < 0:
        return None
    span = reading.quoted[index]
    between = reading.plain[span.end : at]
    return span if len(between) < 12 and re.fullmatch(r"[\s»\"',.!?…-]*", between) else None


def quotation_starting(reading: Reading, at: int, end: int) -> Span | None:
    index = bisect_left(reading.quoted, Span(at, at))
    if index == len(reading.quoted):
        return None
    span = reading.quoted[index]
    return span if span.start <= end and re.fullmatch(r"[\s«\":,-]*", reading.plain[at : span.start]) else None


def stripped(plain: str, start: int, end: int) -> Span | None:
    while start < end and (plain[start].isspace() or plain[start] in ',;:»"-'):
        start += 1
    while end > start and (plain[end - 1].isspace() or plain[end - 1] in ",;:.«-"):
        end -= 1
    return Span(start, end) if start < end else None


def can_speak(reading: Reading, span: Span) -> bool:
    phrase = words_of(reading, span)
    person = any(span.overlaps(p) for p in reading.persons)
    return (
        person
        or speakers.speaks(phrase, reading.grammar.heads | {"journaliste", "correspondant"})
        or speakers.named(phrase)
    )


def is_name(phrase: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?:M\. |Mme |Me |Dr |Pr )?(?:[A-ZÀ-Þ][\w'-]*|de|du|la|le|d'[A-Z][\w-]*)(?: (?:[A-ZÀ-Þ][\w'-]*|de|du|la|le|ben|bin|al|el|van|von|d'[A-Z][\w-]*)){0,5}",
            phrase,
        )
    )


def is_person(phrase: str) -> bool:
    name = phrase.split(",")[0]
    if re.match(r"(?:Les?|La|L'|Une?|Des) ?", name):
        return False
    return is_name(name) and " " in name


LEADING = re.compile(
    r"(?:À|A|Au|Aux|En|Dans|Sur|Lors|Après|Avant|Pour|Par|Avec|Sans|Selon|D'après|Depuis|Pendant|Devant|Chez|Dès|Sous|Face|Malgré"
    r"|De son côté|Hier|Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche|Mais|Et|Or|Car|Puis|Ainsi|Alors|Interrogée?s?|Ensuite"
    r"|Toutefois|Cependant|Enfin|Quant|Vers|Peu|Pourtant|Si|Quand|Lorsqu\w*|Tandis|Comme|Outre|Concernant|Contre|Entre|Ce matin|Ce soir"
    r"|Néanmoins|Finalement|Invitée?|Contactée?s?|Jointe?)\b(?!-)",
    re.IGNORECASE,
)


DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|aujourd'hui)"
