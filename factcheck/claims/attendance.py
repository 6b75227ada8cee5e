"""Who was at the meeting that an article opens with, and who stayed away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.claims.view import Events, View
from factcheck.kinds import participants
from factcheck.text import plain
from factcheck.types import ActionValue, Claim, Slot, Span

_MEETING = "meeting"
_STORY = "story"
_THE_LATTER = re.compile(r"\b(?:celle|celui)-ci\b")


def claims(view: View, events: Events) -> Iterator[Claim]:
    """One claim for each state, body or person that a sentence says was there or was not."""
    if events.opening is None or events.opening.concept != _MEETING:
        return
    text = view.article.text
    for info in view.extraction.sentences:
        named = _named(view, info.span)
        for party, key in (*named, *_latter(text, info.span, named)):
            inside = Span(party.start - info.span.start, party.end - info.span.start)
            seen = participants.attendance(text[info.span.start : info.span.end], inside, view.grammars.participants)
            if (
                seen is None
                or not seen[0]
                and not text[party.start].isupper()
                and not _THE_LATTER.match(text, party.start)
            ):
                continue  # that "le ministre qatari" stayed away does not say that nobody came
            there, words, rule = seen
            span = Span(words.start + info.span.start, words.end + info.span.start)
            value = ActionValue("take-part", there, view.words(span))
            yield view.claim(Slot.PARTICIPANT, _STORY, f"there:{key}", value, span, rule, None)


def _named(view: View, sentence: Span) -> list[tuple[Span, str]]:
    """The states, bodies and persons that a sentence names, in order."""
    states = [(s, code) for info in view.extraction.sentences for s, code in info.states if sentence.holds(s)]
    taken = [s for s, _ in states]
    others = [
        (span, entity.id)
        for kind in ("organisation", "person")
        for span in view.people.spans(view.article.id, kind)
        if sentence.holds(span) and not any(span.overlaps(t) for t in taken)
        for entity in [view.people.within(view.article.id, span, kind)]
        if entity is not None
    ]
    return sorted((*states, *others))


def _latter(text: str, sentence: Span, named: list[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """ "celle-ci" with the last one named before it."""
    for match in _THE_LATTER.finditer(plain(text[sentence.start : sentence.end])):
        span = Span(match.start() + sentence.start, match.end() + sentence.start)
        before = [key for other, key in named if other.end <= span.start]
        if before:
            yield span, before[-1]
