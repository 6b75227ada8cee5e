"""What an article answers to the questions about where that a story asks but once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from factcheck.extract import Extraction, Valued
from factcheck.grammars import Grammars
from factcheck.kinds import whereabouts
from factcheck.kinds.whereabouts import Whereabouts
from factcheck.types import Article, Entity, Found, Span

# Answers to these say where somebody or something came from, is or goes, and nothing of where the event was.
ELSEWHERE = frozenset({"from", "to", "seat", "born", "lives", "hospital", "buried", "jailed"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, the place as the article has it, and its sentence."""

    told: Whereabouts
    place: Valued
    sentence: Span


def answers(
    article: Article, extraction: Extraction, grammars: Grammars, persons: Sequence[tuple[Span, Entity]]
) -> tuple[Answer, ...]:
    """Every answer in order; places in a post ("maire de X") and in a quotation are none."""
    apart = [held.found.span for held in extraction.roles] + [s.found.span for s in extraction.quotations]
    located = [v for v in extraction.places if not any(span.overlaps(v.found.span) for span in apart)]
    found: list[Answer] = []
    for info in extraction.sentences:
        mine = [v for v in located if info.span.holds(v.found.span)]
        if mine:
            found += _of_sentence(article.text, info.span, mine, persons, grammars)
    return tuple(found)


def _of_sentence(
    text: str,
    sentence: Span,
    located: Sequence[Valued],
    persons: Sequence[tuple[Span, Entity]],
    grammars: Grammars,
) -> Iterator[Answer]:
    start = sentence.start
    named = [(_moved(s, -start), e.id) for s, e in persons if sentence.holds(s)]
    by_span: Mapping[Span, Valued] = {_moved(v.found.span, -start): v for v in located}
    found = [Found(span, v.found.value, v.found.rule) for span, v in by_span.items()]
    for told in whereabouts.find(text[start : sentence.end], found, named, grammars.whereabouts):
        yield Answer(told, by_span[told.place.span], sentence)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
