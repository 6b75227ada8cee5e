"""Questions about where that a story asks but once: where a march set out from, to which hospital somebody was taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from factcheck.kinds import places
from factcheck.kinds.whereabouts_grammar import Asking, WhereaboutsGrammar, load
from factcheck.rules import Rules
from factcheck.text import plain, words
from factcheck.types import Found, PlaceValue, Span

__all__ = ["Whereabouts", "WhereaboutsGrammar", "describe", "find", "load"]

_DECIMAL = re.compile(r"(?<=\d)[.,](?=\d)")
_LEADING = re.compile(
    r"(?:jusqu'(?:a|aux?)|aux?|a|en|dans|sur|vers|depuis|devant|pres d[eu'])(?: (?:les?|la)\b)?(?: l'| |(?<=')|$)"
)
_BOUNDARY = re.compile(r"(?<=[^ ']) |(?<=[^ ])'")
_LEAD = 24  # characters of the longest verb and preposition that open the name of a building
_ARTICLE = r"\b(?:le|la|l'|ce|cet|cette|son|sa|leur|un|une|du|au)(?: jeune)? ?$"
_DEFINITE = re.compile(r"\b(?:le|la|l'|ce|cet|cette|du|au)(?: jeune| petite?)? ?$")
_AGE = re.compile(r"\b(\d{1,3}) ans\b")
# What may stand between two names of one person: "le conducteur, un homme de 34 ans, Paul Rey".
_ONE_PERSON = re.compile(r"[ ,()]{0,3}(?:(?:age|agee|de|d'|un|une|le|la|l'|jeune|ancien|ancienne) ?){0,4}[ ,()]{0,3}\Z")
_DENIED = 16  # characters before the words that ask in which a denial is looked for
_OPENING = 3  # characters before words that open their sentence
_NEAREST = 70  # characters between somebody and the verb
_ROUTE = re.compile(r" ?,? ?(?:jusqu')?(?:a la|a l'|aux?|a) ?\Z")
_TOWN = {"city": "town", "unknown": "town"}
_FROM = re.compile(r"\b(?:de la |de l'|des |du |de |d')\Z")
_APPOSED = re.compile(r"[^.;:!?,]{0,30}, ?\Z")
_NAME_WORDS = 4  # of a subject


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """One answer: the question, the place, of whom or what (several names of one), the words, and the rule.

    ``timeless`` answers do not change from one day to the next, ``repeated`` ones are of one day among others;
    ``coming`` ones are of what is yet to be.
    """

    question: str
    place: Found
    who: frozenset[str]
    words: Span
    timeless: bool
    repeated: bool
    coming: bool
    rule: str


def find(
    text: str, found: Sequence[Found], persons: Sequence[tuple[Span, str]], grammar: WhereaboutsGrammar
) -> list[Whereabouts]:
    """Every answer in one sentence whose places and persons (with a name that tells each) are known."""
    flat = _DECIMAL.sub("_", plain(text))
    answers = [a for place in found for a in _of_place(text, flat, place, persons, grammar)]
    told = {(a.question, a.place.span) for a in answers}
    routes = [a for first, second in pairwise(found) for a in _routes(flat, first, second, grammar)]
    return answers + [a for a in routes if (a.question, a.place.span) not in told]


def _of_place(
    text: str, flat: str, place: Found, persons: Sequence[tuple[Span, str]], grammar: WhereaboutsGrammar
) -> Iterator[Whereabouts]:
    value = place.value
    if not isinstance(value, PlaceValue):
        return
    seen: set[str] = set()
    for asking in grammar.askings:
        if asking.question in seen or not _fits(value, asking):
            continue
        for before, match, after in _matches(flat, place, asking):
            said = _clause(before, match.start()) + flat[len(before) : place.span.end]
            if any(unless.search(said) for unless in asking.unless):
                continue
            if asking.who == "thing":
                who = _things((after or match)["of"], grammar)
            else:
                who = _who(text, flat, match, place, persons, asking, grammar)
            if who:
                seen.add(asking.question)
                span = Span(min(match.start(), place.span.start), place.span.end)
                coming = any(pattern.search(match.group()) for pattern in grammar.coming)
                repeated = asking.who == "thing" and not asking.timeless
                yield Whereabouts(asking.question, place, who, span, asking.timeless, repeated, coming, asking.rule)
                break


def _clause(before: str, start: int) -> str:
    """The words that ask, and the few before them in their clause."""
    near = before[max(0, start - _DENIED) : start]
    return re.split(r"[,;:.]", near)[-1] + before[start:]


_Match = re.Match[str]


def _matches(flat: str, place: Found, asking: Asking) -> Iterator[tuple[str, _Match, _Match | None]]:
    """What stands before the place, the words in it that ask, and those behind the place."""
    for before in _befores(flat, place):
        for pattern in asking.before:
            if (match := pattern.search(before)) is not None:
                yield before, match, None
        for opens, follows in asking.openings:
            match, after = opens.search(before), follows.match(flat, place.span.end)
            if match is not None and after is not None:
                yield before, match, after


def _befores(flat: str, place: Found) -> Iterator[str]:
    """What stands before the name of a place, its preposition included; that of a building may hold a verb as well."""
    value, start = place.value, place.span.start
    if isinstance(value, PlaceValue) and value.id.startswith("near:"):
        yield flat[:start] + "a "
        return
    lead = _LEADING.match(flat, start, place.span.end)
    yield flat[: lead.end() if lead else start]
    if isinstance(value, PlaceValue) and value.level == "venue" and lead is None:
        yield from (flat[: m.end()] for m in _BOUNDARY.finditer(flat, start, min(place.span.end, start + _LEAD)))


def _fits(value: PlaceValue, asking: Asking) -> bool:
    if asking.kinds:
        return (value.id.split(":")[1] if value.level == "venue" else _TOWN.get(value.level, "")) in asking.kinds
    return value.level == "venue" or not asking.venues_only


def _who(
    text: str,
    flat: str,
    match: _Match,
    place: Found,
    persons: Sequence[tuple[Span, str]],
    asking: Asking,
    grammar: WhereaboutsGrammar,
) -> frozenset[str]:
    """The names of whom it is asked, none where the words do not tell."""
    if asking.who == "story":
        return frozenset({"story"})
    if asking.who == "named":
        return _proper(text[slice(*match.span("who"))], grammar)
    if asking.who == "subject":
        return _subject(text[slice(*match.span("who"))], asking, grammar)
    keys = _person(flat[: match.start()], persons, grammar)
    if not keys and match.start() < _OPENING:
        keys = frozenset(key for span, key in persons if _APPOSED.fullmatch(flat[place.span.end : span.start]))
        return keys if len(keys) == 1 else frozenset()
    return keys


def _things(said: str, grammar: WhereaboutsGrammar) -> frozenset[str]:
    """Every class that a word is of: "la rencontre" is a match or a meeting."""
    return frozenset(name for name, pattern in grammar.things.items() if pattern.fullmatch(said))


def _subject(said: str, asking: Asking, grammar: WhereaboutsGrammar) -> frozenset[str]:
    """The words of a subject that tell it from others: its proper names, else its last words."""
    last = next((part for part in reversed(said.split(",")) if part.strip()), "")
    merged = [name for name in asking.of if grammar.things[name].search(plain(last))]
    if merged:
        return frozenset(merged[-1:])
    return _proper(last, grammar) or _telling(words(last)[-_NAME_WORDS:], grammar)


def _proper(said: str, grammar: WhereaboutsGrammar) -> frozenset[str]:
    """The words with a capital, which tell one from others."""
    proper = [
        w for part in said.split() if re.split("['’]", part.lstrip("(\"'"))[-1][:1].isupper() for w in words(part)
    ]
    return _telling(proper, grammar)


def _telling(said: Sequence[str], grammar: WhereaboutsGrammar) -> frozenset[str]:
    return frozenset(w for w in said if len(w) > 3 and not w.isdigit() and w not in grammar.ordinary)


def _person(before: str, persons: Sequence[tuple[Span, str]], grammar: WhereaboutsGrammar) -> frozenset[str]:
    """The names, classes and age of the person named last, where no more than a few words part them from the verb."""
    known = [(span, key) for span, key in persons if span.end <= len(before)]
    known += [(Span(*m.span()), f"age{m.group(1)}") for m in _AGE.finditer(before)]
    for name, pattern in grammar.persons.items():
        known += [(Span(*m.span()), name) for m in pattern.finditer(before) if re.search(_ARTICLE, before[: m.start()])]
    plural = [m.end() for m in grammar.plural.finditer(before)]
    known.sort(key=lambda pair: (pair[0].end, pair[0].start, pair[1]), reverse=True)
    keys: set[str] = set()
    edge = len(before)
    for span, key in known:
        if span.end > edge:
            continue
        between = before[span.end : edge]
        if keys and not _ONE_PERSON.match(between) or not keys and len(between) > _NEAREST:
            break
        if any(span.end <= end <= edge for end in plural):
            break
        vague = key in grammar.persons and not _DEFINITE.search(before[: span.start])
        keys |= set() if vague and not keys else {key}
        if vague and not keys:
            break
        edge = span.start
    return frozenset(keys)


def _routes(flat: str, first: Found, second: Found, grammar: WhereaboutsGrammar) -> Iterator[Whereabouts]:
    """ "de la place Carnot au boulevard Foch": where it began and where it ended."""
    if not all(isinstance(f.value, PlaceValue) and f.value.level == "venue" for f in (first, second)):
        return
    begun, ended = next(_befores(flat, first)), next(_befores(flat, second))
    if not _FROM.search(begun) or not _ROUTE.match(ended[first.span.end :]):
        return
    for route in grammar.routes:
        things = [name for name in route.of if grammar.things[name].search(flat)]
        if len(things) == 1 and not any(u.search(begun) for u in route.unless):
            who = frozenset(things)
            coming = any(pattern.search(begun) for pattern in grammar.coming)
            yield Whereabouts("from", first, who, first.span, False, True, coming, route.rule)
            yield Whereabouts("to", second, who, second.span, False, True, coming, route.rule)


_NAME = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ-]+ [A-ZÀ-Þ][a-zà-ÿ-]+")


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """What each rule finds, with every two words in capitals taken for a person."""
    grammar = load(rules)
    flat = plain(text)
    found = [(name, name) for name, pattern in grammar.vocabulary.items() if pattern.search(flat)]
    located = [f for f in places.find(text, grammar.gazetteer) if isinstance(f.value, PlaceValue)]
    taken = [f.span for f in located]
    persons = [
        (Span(*m.span()), m.group())
        for m in _NAME.finditer(text)
        if not any(Span(*m.span()).overlaps(s) for s in taken)
    ]
    for one in find(text, located, persons, grammar):
        if isinstance(one.place.value, PlaceValue):
            found.append((one.rule, f"{one.question} {' '.join(sorted(one.who))}: {places.label(one.place.value)}"))
    return found
