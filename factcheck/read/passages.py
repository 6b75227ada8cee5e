"""The paragraphs of an article, and what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from factcheck.rules import Rules
from factcheck.text import same_length
from factcheck.types import Part, Passage, Span

_LINE = re.compile(r"[^\n\r]+")
_SENTENCE_END = re.compile(r"[.!?…][\s\"»”')\]]*$")
_HEADLINE_WORDS = 32
_MARKS = " *_>#-|»►▶→•"  # before a link or a rubric
_EDGE = 3  # paragraphs at the head and the foot among which a name alone is a byline
_TOP = 4  # a dateline, a rubric or a name of an outlet may stand above the headline


class _Aside(BaseModel):
    model_config = ConfigDict(extra="forbid")
    pattern: str
    longest: int = 30  # words; a longer paragraph is part of the story
    ends: bool = False  # nothing after it belongs to the story
    edges: bool = False  # only right under the headline and at the foot


@dataclass(frozen=True, slots=True)
class Aside:
    """A paragraph of this form is no part of the story."""

    name: str
    pattern: re.Pattern[str]
    longest: int
    ends: bool
    edges: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """What is needed to tell the story from what surrounds it."""

    asides: tuple[Aside, ...]

    @classmethod
    def load(cls, rules: Rules) -> Layout:
        """Raises RuleError for a rule that cannot be used."""
        asides = []
        for file, rule in rules:
            if not file.endswith("/asides"):
                continue
            model = rule.parse(_Aside)
            pattern = rule.compiled(model.pattern, re.IGNORECASE)
            asides.append(Aside(rule.name, pattern, model.longest, model.ends, model.edges))
        return cls(tuple(asides))

    def aside(self, paragraph: str, edge: bool = True) -> Aside | None:
        """The rule by which ``paragraph`` is no part of the story, or None. ``edge``: it stands near the head or foot."""
        plain = same_length(paragraph).strip(_MARKS)
        length = len(plain.split())
        fits = (a for a in self.asides if length <= a.longest and (edge or not a.edges))
        return next((a for a in fits if a.pattern.search(plain)), None)


def passages(text: str, layout: Layout, start: int = 0, titled: bool = False) -> tuple[Passage, ...]:
    """The paragraphs of ``text`` from ``start`` on. ``titled``: the headline is known already."""
    found: list[Passage] = []
    over = False
    spans = list(_paragraphs(text, start))
    for number, span in enumerate(spans):
        paragraph = text[span.start : span.end]
        aside = layout.aside(paragraph, (titled or number > 0) and not _EDGE <= number < len(spans) - _EDGE)
        if aside or over:
            over = over or bool(aside and aside.ends)
            found.append(Passage(Part.ASIDE, span))
        elif not titled and len(found) < _TOP and _is_headline(paragraph):
            titled = True
            found.append(Passage(Part.HEADLINE, span))
        else:
            titled = True
            found.append(Passage(Part.BODY, span))
    return tuple(_with_standfirst(found, text))


def _paragraphs(text: str, start: int) -> Iterator[Span]:
    for line in _LINE.finditer(text, start):
        lead = len(line.group()) - len(line.group().lstrip(" \t\u00a0\u202f#>*_-–"))
        end = line.start() + len(line.group().rstrip(" \t\u00a0\u202f*_"))
        if line.start() + lead < end:
            yield Span(line.start() + lead, end)


def _is_headline(paragraph: str) -> bool:
    return len(paragraph.split()) <= _HEADLINE_WORDS and not re.search(r"[.…][\s\"»”')\]]*$", paragraph)


def _with_standfirst(found: list[Passage], text: str) -> Iterator[Passage]:
    """The paragraph after a headline is the standfirst where it is short and set off by an empty line."""
    previous: Passage | None = None
    for number, passage in enumerate(found):
        after = found[number + 1].span.start if number + 1 < len(found) else len(text)
        alone = text[passage.span.end : after].count("\n") > 1
        short = len(text[passage.span.start : passage.span.end].split()) <= 60
        if previous and previous.part is Part.HEADLINE and passage.part is Part.BODY and alone and short:
            passage = Passage(Part.STANDFIRST, passage.span)
        previous = passage
        yield passage
