"""Who stands before the court in one article: names and descriptions, and which of them are of one person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from factcheck.claims.view import View
from factcheck.kinds import penalty_persons
from factcheck.kinds.person_names import Gender, gender, parse
from factcheck.text import plain
from factcheck.types import Span

_WORD = re.compile(r"[^\W\d_]+")
_DETERMINED = re.compile(
    r"\b(?:le|la|l'|son|sa|leur|un|une|ce|cet|cette|du|au|ex-|ancien|ancienne) ?(?:ex-|ancien |ancienne |"
    r"principal |principale |jeune |[a-z]+-)?$|^$"
)
_DEFINITE = re.compile(r"\b(?:le|la|l'|ce|cet|cette|du|au) ?(?:(?:ancien|ancienne|principal|principale|jeune) |ex-)?$")
_COMPLEMENT = re.compile(
    r" d(?:e|u|es|') ?(?:(?:la|le|l'|son|sa|leur|ce|cette) ?)?(?:(?:ancien|ancienne|principal|jeune) |ex-)*$"
)
_APPOSED_NAME = re.compile(r"(?: d(?:e|u|es|') ?[\w' -]{2,45})?(?:, ?| )$")
_APPOSED_NOUN = re.compile(
    r"(?:, (?:\w+ ans))?, ?(?:(?:l'|le|la|son|sa|leur|un|une) ?)?(?:(?:ancien|ancienne|principal|principale|jeune) |ex-|[a-z]+-)*$"
)
_COMPLEMENT_REACH = 30


@dataclass(frozen=True, slots=True)
class Convict:
    """A person in a sentence: the entity named, the nouns that describe it, the kin that they say, and its gender.

    ``definite`` where the words are of somebody told of before: "l'ancien patron", not "son comptable" or "un homme".
    """

    span: Span
    entity: str | None
    heads: frozenset[str]
    kin: frozenset[str]
    gender: Gender
    definite: bool = False

    @property
    def key(self) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
        return (self.entity, (), ()) if self.entity else (None, tuple(sorted(self.kin)), tuple(sorted(self.heads)))


def convicts(view: View, sentence: Span) -> list[Convict]:
    """The persons of one sentence, in order, without those of the court; a name and its apposition are one."""
    text = plain(view.article.text[sentence.start : sentence.end])
    found = sorted((*_named(view, sentence), *_described(view, sentence)), key=lambda c: c.span)
    joined: list[Convict] = []
    for one in found:
        last = joined[-1] if joined else None
        between = text[last.span.end - sentence.start : one.span.start - sentence.start] if last else ""
        if last is None:
            joined.append(one)
        elif last.entity is None and _COMPLEMENT.fullmatch(between):
            continue  # "la femme du directeur" is one person
        elif last.entity is None and one.entity is not None and _is_apposed_name(between):
            joined[-1] = _merged(last, one)
        elif one.entity is None and last.entity is not None and _APPOSED_NOUN.fullmatch(between):
            joined[-1] = replace(_merged(one, last), span=last.span)
        else:
            joined.append(one)
    return joined


def _is_apposed_name(between: str) -> bool:
    """ "L'épouse du prévenu, Anne Duval", "le comptable Luc Marin"; but not "le comptable de Luc Marin"."""
    return between == " " or (between.rstrip().endswith(",") and _APPOSED_NAME.fullmatch(between) is not None)


def _merged(noun: Convict, name: Convict) -> Convict:
    return Convict(name.span, name.entity, noun.heads | name.heads, noun.kin | name.kin, name.gender or noun.gender)


def _named(view: View, sentence: Span) -> Iterator[Convict]:
    grammar = view.grammars.penalties
    for span, entity in view.people.named(view.article.id, "person"):
        if sentence.holds(span) and not penalty_persons.of_court(view.article.text, span.start, grammar):
            name = parse(view.article.text[span.start : span.end], view.grammars.names)
            yield Convict(span, entity.id, frozenset(), frozenset(), gender(name, view.grammars.names))


def _described(view: View, sentence: Span) -> Iterator[Convict]:
    text = view.article.text[sentence.start : sentence.end]
    told = penalty_persons.described(text, view.grammars.penalties)
    flat = plain(text)
    for one in told:
        kin = frozenset({one.kin} if one.kin else ())
        definite = not kin and _is_definite(flat, one.span)
        yield Convict(_moved(one.span, sentence.start), None, frozenset({one.head}), kin, one.gender, definite)
    names = [s for s, _ in view.people.named(view.article.id, "person")]
    for match in _WORD.finditer(flat):
        span = Span(*match.span())
        placed = _moved(span, sentence.start)
        if not _is_post(view, text[span.start : span.end]) or any(d.span.overlaps(span) for d in told):
            continue
        if any(s.overlaps(placed) for s in names) or not _DETERMINED.search(flat[max(0, span.start - 30) : span.start]):
            continue
        ends = (span.start, *_ends(flat, span.end))
        if not any(penalty_persons.of_court(text, end, view.grammars.penalties) for end in ends):
            heads = frozenset({match.group()})
            yield Convict(placed, None, heads, frozenset(), _noun_gender(flat, span), _is_definite(flat, span))


def _is_post(view: View, noun: str) -> bool:
    """Whether a word names a post or a trade; one with a capital is a name or a nickname."""
    head = view.grammars.roles.heads.get(plain(noun))
    return head is not None and noun[:1].islower() and (not head.accented or noun.endswith(("é", "ée")))


def _ends(flat: str, end: int) -> list[int]:
    """Where a noun with the words of its complement may end: "présidente", "présidente du", "présidente du tribunal"."""
    found = [end]
    for match in _WORD.finditer(flat, end, end + _COMPLEMENT_REACH):
        found.append(match.end())
    return found[:4]


def _is_definite(flat: str, span: Span) -> bool:
    return _DEFINITE.search(flat[max(0, span.start - 30) : span.start]) is not None


def _noun_gender(flat: str, span: Span) -> Gender:
    before = flat[max(0, span.start - 14) : span.start]
    if re.search(r"\b(?:la|une|cette|ancienne)\b", before):
        return "female"
    return "male" if re.search(r"\b(?:le|un|ce|ancien|du)\b", before) else ""


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def same_gender(wanted: Gender, persons: Sequence[Convict]) -> list[Convict]:
    """Those who may be of the gender ``wanted``; those who surely are, if any is."""
    sure = [p for p in persons if p.gender == wanted]
    return sure or [p for p in persons if not p.gender or not wanted]
