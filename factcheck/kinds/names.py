"""Names: mentions cleaned, romanisations folded, persons told apart, entities resolved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from factcheck.kinds.name_resolution import resolve
from factcheck.kinds.person_names import masculine, parse, same_person
from factcheck.kinds.transliteration import NameGrammar, fold_name, fold_word, load, wade_giles
from factcheck.rules import Rules
from factcheck.text import fold, same_length
from factcheck.types import Judgement, PartyValue, Relation, Span

__all__ = [
    "NameGrammar",
    "bare",
    "clean",
    "describe",
    "fold_name",
    "load",
    "relate",
    "resolve",
    "same_person",
    "titles",
]

_EDGE = " \t\r\n\"«»()[]{}<>,;:!?-*_/|'.…"
_BEFORE = re.compile(r"(?:^|[^\w.])([A-Z][\w.]{0,11})[ ]{1,2}\Z")
_FIRST = re.compile(r"[^\W_][\w'-]*[.]?")
_POSSESSIVE = re.compile(r"'s\Z")
_GLUED = re.compile(r"[a-zà-öø-ÿ][.!?][A-ZÀ-Þ]")


def clean(text: str, span: Span, grammar: NameGrammar) -> Span:
    """``span`` of a raw mention without what is not name: roles, articles, punctuation, newlines, "'s".

    Titles of courtesy ("M.", "Mme", "Me") stay, and one that stands right before the mention is taken in, since they tell
    the gender. The result lies in ``text`` and is never empty unless ``span`` is.
    """
    canonical = same_length(text)
    start, end = _stripped(canonical, span.start, span.end)
    start = _without_leading(canonical, start, end, grammar)
    start, end = _stripped(canonical, start, end)
    if start >= end:
        return span
    before = _BEFORE.search(canonical, max(0, start - 16), start)
    if before and fold(before.group(1)).rstrip(".") in grammar.titles:
        start = before.start(1)
    return Span(start, end)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    line = text.find("\n", start, end)
    while line >= 0 and not text[start:line].strip(_EDGE):
        start, line = line + 1, text.find("\n", line + 1, end)
    end = line if line >= 0 else end
    glued = _GLUED.search(text, start, end)
    end = glued.start() + 1 if glued else end
    while start < end and text[start] in _EDGE:
        start += 1
    initial = re.search(r"(?:\b|\.)[A-Z]\.\Z", text[start:end]) is not None
    while start < end and text[end - 1] in _EDGE and not (initial and text[end - 1] == "."):
        end -= 1
    possessive = _POSSESSIVE.search(text, start, end)
    return start, possessive.start() if possessive else end


def _without_leading(text: str, start: int, end: int, grammar: NameGrammar) -> int:
    """Past words in front that are no name: "Selon", "l'ambassadeur", "le premier ministre"; never past all of it."""
    roles = sorted(grammar.roles, key=lambda role: (-len(role), role))
    at = start
    while at < end:
        rest = text[at:end]
        folded = fold(rest) if len(fold(rest)) == len(rest) else rest.lower()
        role = next((r for r in roles if folded.startswith(r) and folded[len(r) : len(r) + 1] in (" ", "-", "")), None)
        word = re.match(r"[^\W_]+'?", rest)
        step = 0
        if role is not None and not (role in grammar.genders):
            step = len(role)
        elif word is not None and fold(word.group()) in grammar.leading and _droppable(rest, word.group(), grammar):
            step = len(word.group())
        if not step or not rest[step:].strip(_EDGE):
            break
        at += step + len(rest[step:]) - len(rest[step:].lstrip(" -"))
    return at


def _droppable(rest: str, word: str, grammar: NameGrammar) -> bool:
    """A capital particle opens a name ("Le Pen", "De Villiers"), unless a role or a lower-case word follows."""
    if word[0].islower() or fold(word).rstrip("'") not in grammar.particles:
        return True
    following = re.match(r"[^\W_]+", rest[len(word) :].lstrip())
    return following is not None and fold(following.group()) in grammar.roles


def titles(text: str, grammar: NameGrammar) -> tuple[str, ...]:
    """The genders ("male", "female" or "") that the titles in front of a name tell, in order."""
    found = []
    for piece in same_length(text).split():
        title = fold(piece).rstrip(".")
        if title not in grammar.titles:
            break
        found.append(grammar.titles[title])
    return tuple(found)


def bare(text: str, grammar: NameGrammar) -> str:
    """A name without the titles in front of it."""
    pieces = same_length(text).split()
    return " ".join(pieces[len(titles(text, grammar)) :]) or text


def relate(a: PartyValue, b: PartyValue) -> Judgement:
    """Two parties of one kind: the same entity or two that do not exclude each other, since many can take part."""
    if a.entity == b.entity:
        return Judgement(Relation.SAME, "names/same-entity", f"both are {a.name}")
    return Judgement(Relation.INCOMPARABLE, "names/two-entities", "two parties can both take part")


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """What each rule about names makes of a name; ``on`` is not needed."""
    grammar = load(rules)
    found = [("civil-title", gender) for gender in titles(text, grammar)]
    span = clean(text, Span(0, len(text)), grammar)
    if span.start > 0 and not found:
        found.append(("leading-words", text[span.start : span.end]))
    plain, sounds = fold(text), fold_name(text, grammar)
    if any(word in grammar.particles for word in re.findall(r"[^\W_]+", plain)):
        found.append(("particle", sounds))
    if sounds != plain:
        found.append(("transliteration", sounds))
    if plain in grammar.same_given:
        found.append(("same-given-name", grammar.same_given[plain]))
    if plain in grammar.genders:
        found.append(("given-name", grammar.genders[plain]))
    name = parse(text, grammar)
    if name.words and (form := masculine(name.words[-1], grammar)) is not None:
        found.append(("feminine-surname", form.replace("C", "ch") if form.islower() else form))
    if name.plain and (chinese := wade_giles(name.plain[-1], grammar)) not in (None, fold_word(name.plain[-1], grammar)):
        found.append(("chinese-syllable", str(chinese)))
    return found
