"""Who takes part in what happened, and as what; and who a name or a post without its like elsewhere stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from factcheck.claims import agents, attendance, namesakes, officeholders
from factcheck.claims.view import Events, View
from factcheck.frames import LEADING
from factcheck.kinds import participants
from factcheck.kinds.participants import Filled
from factcheck.types import Claim, DateValue, Entity, PartyValue, Slot, Span, Value

_STORY = "story"  # what a question is about that one story asks but once
_NEAR = 25  # characters behind "la délégation" in which its state stands


def claims(view: View, events: Events) -> Iterator[Claim]:
    found = [*_leaders(view, events), *_answers(view, events), *agents.claims(view)]
    told = {(claim.sentence, claim.value) for claim in found}  # one wrong name is reported once
    found += [c for c in officeholders.claims(view) if not any(c.sentence == s and _one(c.value, v) for s, v in told)]
    yield from _single(found)
    yield from namesakes.claims(view)
    yield from attendance.claims(view, events)


def _one(a: Value, b: Value) -> bool:
    return isinstance(a, PartyValue) and isinstance(b, PartyValue) and a.entity == b.entity


def _leaders(view: View, events: Events) -> Iterator[Claim]:
    if events.opening is None:
        return
    for number, frame in enumerate(view.extraction.frames):
        if frame.concept != LEADING or frame.subject is None or frame.object is None or frame.negated:
            continue
        person = view.people.within(view.article.id, frame.subject)
        states = view.states(frame.object)
        if person is not None and len(states) == 1:
            value = PartyValue(person.id, person.name)
            span = _mention_span(view, person, frame.subject)
            yield view.claim(Slot.PARTICIPANT, events.opening.id, f"lead:{states[0]}", value, span, "leads", number)


def _answers(view: View, events: Events) -> Iterator[Claim]:
    """What the words right beside a name say that its bearer did."""
    text = view.article.text
    persons = view.people.spans(view.article.id, "person")
    for info in view.extraction.sentences:
        start = info.span.start
        inside = [Span(s.start - start, s.end - start) for s in persons if info.span.holds(s)]
        if not inside:
            continue
        for one in participants.find(text[start : info.span.end], inside, view.grammars.participants):
            claim = _answer(view, events, one, start, info.span)
            if claim is not None:
                yield claim


def _answer(view: View, events: Events, one: Filled, start: int, sentence: Span) -> Claim | None:
    party = Span(one.party.start + start, one.party.end + start)
    person = view.people.within(view.article.id, party)
    if person is None:
        return None
    about, facet = _STORY, one.question
    value = PartyValue(person.id, person.name, one.of, one.shared)
    if one.question == "head" and one.thing is not None:
        states = view.states(Span(one.thing.start + start, min(sentence.end, one.thing.end + start + _NEAR)))
        if len(states) > 1 or events.opening is None:
            return None
        if states:
            about, facet, value = events.opening.id, f"lead:{states[0]}", PartyValue(person.id, person.name)
    words = Span(one.words.start + start, one.words.end + start)
    claim = view.claim(Slot.PARTICIPANT, about, facet, value, words, one.rule, None)
    return replace(claim, held=_day(view, sentence))


def _day(view: View, sentence: Span) -> DateValue | None:
    """The one day that a sentence names."""
    days = {
        (value.start, value.end): value
        for found in view.dates.values()
        for dated, value in found
        if sentence.holds(dated.mention.span) and value.start == value.end
    }
    return next(iter(days.values())) if len(days) == 1 else None


def _single(found: Sequence[Claim]) -> Iterator[Claim]:
    """Once each; an article that gives one question two answers does not say which is meant."""
    answers: dict[tuple[str, str], set[str]] = {}
    for claim in found:
        if isinstance(claim.value, PartyValue):
            answers.setdefault((claim.about, claim.facet), set()).add(claim.value.described or claim.value.entity)
    seen: set[tuple[str, str, Span]] = set()
    for claim in found:
        key = (claim.about, claim.facet, claim.sentence)
        if key not in seen:
            seen.add(key)
            yield claim if len(answers[claim.about, claim.facet]) == 1 else replace(claim, firm=False)


def _mention_span(view: View, person: Entity, within: Span) -> Span:
    return next(m.span for m in person.mentions if m.article == view.article.id and m.span.overlaps(within))
