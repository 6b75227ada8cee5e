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
_COMPLEMENT_REACH = 30
_BEFORE = 30  # characters before a noun in which its determiner stands


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
    shapes = view.grammars.penalties.shapes
    for one in found:
        last = joined[-1] if joined else None
        between = text[last.span.end - sentence.start : one.span.start - sentence.start] if last else ""
        if last is None:
            joined.append(one)
        elif last.entity is None and shapes["complement"].fullmatch(between):
            continue  # "la femme du directeur" is one person
        elif last.entity is None and one.entity is not None and _is_apposed_name(between, shapes["apposed-name"]):
            joined[-1] = _merged(last, one)
        elif one.entity is None and last.entity is not None and shapes["apposed-noun"].fullmatch(between):
            joined[-1] = replace(_merged(one, last), span=last.span)
        else:
            joined.append(one)
    return joined


def _is_apposed_name(between: str, shape: re.Pattern[str]) -> bool:
    """ "L'épouse du prévenu, Anne Duval", "le comptable Luc Marin"; but not "le comptable de Luc Marin"."""
    return between == " " or (between.rstrip().endswith(",") and shape.fullmatch(between) is not None)


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
    shapes = view.grammars.penalties.shapes
    flat = plain(text)
    for one in told:
        kin = frozenset({one.kin} if one.kin else ())
        definite = not kin and _is_shaped(shapes["definite"], flat, one.span)
        yield Convict(_moved(one.span, sentence.start), None, frozenset({one.head}), kin, one.gender, definite)
    names = [s for s, _ in view.people.named(view.article.id, "person")]
    for match in _WORD.finditer(flat):
        span = Span(*match.span())
        placed = _moved(span, sentence.start)
        if not _is_post(view, text[span.start : span.end]) or any(d.span.overlaps(span) for d in told):
            continue
        if any(s.overlaps(placed) for s in names) or not shapes["determined"].search(
            flat[max(0, span.start - _BEFORE) : span.start]
        ):
            continue
        ends = (span.start, *_ends(flat, span.end))
        if not any(penalty_persons.of_court(text, end, view.grammars.penalties) for end in ends):
            heads = frozenset({match.group()})
            yield Convict(
                placed,
                None,
                heads,
                frozenset(),
                _noun_gender(view, flat, span),
                _is_shaped(shapes["definite"], flat, span),
            )


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


def _is_shaped(shape: re.Pattern[str], flat: str, span: Span) -> bool:
    """Whether the words before a noun are of a shape."""
    return shape.search(flat[max(0, span.start - _BEFORE) : span.start]) is not None


def _noun_gender(view: View, flat: str, span: Span) -> Gender:
    shapes = view.grammars.penalties.shapes
    if _is_shaped(shapes["feminine"], flat, span):
        return "female"
    return "male" if _is_shaped(shapes["masculine"], flat, span) else ""


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def same_gender(wanted: Gender, persons: Sequence[Convict]) -> list[Convict]:
    """Those who may be of the gender ``wanted``; those who surely are, if any is."""
    sure = [p for p in persons if p.gender == wanted]
    return sure or [p for p in persons if not p.gender or not wanted]
