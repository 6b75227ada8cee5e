"""Whom a pronoun, or a post without a name, stands for: the person named before, where the words leave no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from factcheck.kinds.names import NameGrammar
from factcheck.kinds.person_names import Gender, PersonName, gender, parse
from factcheck.syntax import Sentence
from factcheck.text import plain
from factcheck.types import Mention, Span

_PRONOUNS: Mapping[str, Gender] = {"il": "male", "elle": "female"}
_FURTHEST = 3  # sentences back, each opened by the same pronoun


@dataclass(frozen=True, slots=True)
class Named:
    """A person where the text names one: the surname, and the gender that this name or a fuller one tells."""

    span: Span
    surname: str
    gender: Gender


def named(mentions: Sequence[Mention], grammar: NameGrammar) -> tuple[Named, ...]:
    """The persons of one article, in order; a surname alone has the gender of those who bear it there."""
    read = [(m.span, parse(m.text, grammar)) for m in mentions if m.kind == "person"]
    told: dict[str, set[Gender]] = {}
    for _, name in read:
        told.setdefault(_surname(name), set()).add(gender(name, grammar))
    return tuple(
        Named(span, _surname(name), gender(name, grammar) or _only(told[_surname(name)])) for span, name in sorted(read)
    )


def _surname(name: PersonName) -> str:
    return " ".join(name.surname)


def _only(genders: set[Gender]) -> Gender:
    known = genders - {""}
    return next(iter(known)) if len(known) == 1 else ""


def person_shaped(text: str) -> bool:
    """Whether a name is written as a person's: two to four words, each with a capital and then small letters."""
    pieces = text.replace("\u00a0", " ").split()
    return 2 <= len(pieces) <= 4 and all(p[:1].isupper() and not p.isupper() and p[-1:].isalpha() for p in pieces)


def pronoun_gender(word: str) -> Gender:
    """What "il" and "elle" tell of the person that they stand for."""
    return _PRONOUNS.get(plain(word), "")


def stood_for(
    sentences: Sequence[Sentence], number: int, persons: Sequence[Named], wanted: Gender, last: bool = False
) -> Span | None:
    """The one person of the gender ``wanted`` whom the sentence before ``number`` names; ``last``: the last of several.

    A sentence before that names nobody is passed over where it opens with the same pronoun.
    """
    for at in range(number - 1, max(-1, number - 1 - _FURTHEST), -1):
        before = sentences[at]
        if sentences[number].passage - before.passage > 1:
            return None
        inside = [p for p in persons if before.span.holds(p.span)]
        fits = [p for p in inside if not wanted or p.gender in ("", wanted)]
        if inside:
            chosen = fits[-1:] if last or len({p.surname for p in fits}) == 1 else []
            return chosen[0].span if chosen else None
        if not _opens_with(before, wanted):
            return None
    return None


def _opens_with(sentence: Sentence, wanted: Gender) -> bool:
    return bool(sentence.tokens) and wanted != "" and pronoun_gender(sentence.tokens[0].text) == wanted
