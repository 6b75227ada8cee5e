"""Who it was that gave the alert, owns the works, led the search, mediated or read out the list."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.claims.view import View
from factcheck.kinds import agents
from factcheck.kinds.agents import Agent
from factcheck.types import Claim, PartyValue, Slot, Span

_STORY = "story"  # what a question is about that one story asks but once
_OF_STATES = frozenset({"mediate"})  # questions that a state may answer
_SHORT = 60  # characters
DESCRIBED = "described:"


def claims(view: View) -> Iterator[Claim]:
    """One claim for each answer of a sentence; whoever is named stands for himself, others for their description."""
    text = view.article.text
    persons = view.people.spans(view.article.id, "person")
    asked: Span | None = None
    for info in view.extraction.sentences:
        start = asked.start if asked is not None else info.span.start
        asked = info.span if _is_short_question(text[info.span.start : info.span.end]) else None
        inside = [Span(s.start - start, s.end - start) for s in persons if s.start >= start and s.end <= info.span.end]
        for one in agents.find(text[start : info.span.end], inside, view.grammars.agents):
            value = _value(view, one, start)
            if value is not None:
                words = Span(one.words.start + start, one.words.end + start)
                yield view.claim(Slot.PARTICIPANT, _STORY, one.question, value, words, one.rule, None)


def _is_short_question(sentence: str) -> bool:
    """Whether the next sentence answers: "Le propriétaire des lieux ?"."""
    return len(sentence) <= _SHORT and sentence.rstrip(" \u00a0").endswith("?")


def _value(view: View, one: Agent, start: int) -> PartyValue | None:
    who = Span(one.who.start + start, one.who.end + start)
    if one.seat:
        return PartyValue(f"seat:{one.seat}", one.seat.title(), one.unit, one.shared)
    if one.person is not None:
        span = Span(one.person.start + start, one.person.end + start)
        person = view.people.within(view.article.id, span)
        return PartyValue(person.id, person.name, one.of, one.shared, one.described) if person is not None else None
    if one.body is not None:
        name = view.words(Span(one.body.start + start, one.body.end + start))
        states = view.states(who) if one.question in _OF_STATES else []
        return PartyValue(f"state:{states[0]}" if len(states) == 1 else f"name:{name}", name, one.of, one.shared)
    name = view.words(who).partition(",")[0].strip()
    return PartyValue(DESCRIBED + one.described, name, one.of, one.shared, one.described)
