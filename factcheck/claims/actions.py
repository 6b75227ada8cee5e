"""What happened, and whether it did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from factcheck.claims.view import Events, View
from factcheck.frames import LEADING, Frame
from factcheck.kinds import outcomes
from factcheck.kinds.outcomes import Outcome
from factcheck.text import fold, plain
from factcheck.types import ActionValue, Claim, DateValue, PlaceValue, Slot, Span, Turns

_PERSON, _TOWN = "who", "town"  # groups of what is known by name
_LONG_AGO_DAYS = 14  # what is dated earlier than this is of another time
_BACK = "back"
_OBJECT = re.compile(r" (?:(?!par\b)[^\s,;.]{1,20} ){0,6}(?:, )?")
_AGENT = re.compile(r"\b(?:par|a|au|avec) (?:[^\s,;.]{1,20} ){0,6}(?:, )?$")
_ACTIVE = re.compile(r"\b(?:a|ont|avait|avaient) (?:[\w']{2,14} ){0,2}(?!ete )\w+e$")
_ABOVE = 200  # characters before a sentence that may say what it speaks of


def claims(view: View, events: Events) -> Iterator[Claim]:
    answered = [(_moved(o.span, s.span.start), o) for s in view.extraction.sentences for o in _answers(view, s.span)]
    for span, outcome in answered:
        yield from _answer(view, span, outcome)
    asks = view.grammars.actions
    for number, frame in enumerate(view.extraction.frames):
        if not frame.known or frame.verb is None or frame.concept == LEADING or asks.when(frame.concept):
            continue
        if any(span.overlaps(frame.trigger) for span, _ in answered):
            continue
        target = frame.object or frame.subject or frame.trigger
        value = ActionValue(frame.concept, not frame.negated, view.words(frame.trigger))
        for key in sorted(_named(view, target) | set(view.states(target))):
            yield view.claim(Slot.ACTION, frame.concept, key, value, _cover(frame.trigger, target), "frame", number)
        if view.grammars.actions.decisive(frame.concept) and frame.concept not in view.grammars.outcomes.covered:
            yield view.claim(Slot.ACTION, frame.concept, "", value, _cover(frame.trigger, target), "frame", number)


def _answers(view: View, sentence: Span) -> list[Outcome]:
    text = view.article.text
    before = text[max(0, sentence.start - _ABOVE) : sentence.start]
    return outcomes.find(text[sentence.start : sentence.end], view.grammars.outcomes, before)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _answer(view: View, span: Span, outcome: Outcome) -> Iterator[Claim]:
    """One answer to a question with two, of whom its clause names, where and when it does."""
    number = _frame_at(view, span)
    frame = view.extraction.frames[number] if number is not None else None
    clause = _moved(outcome.clause, span.start - outcome.span.start)
    named = _patients(view, span) if outcome.patient else _persons(view, frame)
    topics = outcome.topics | outcomes.persons(outcome) | (named if outcome.topic == "whom" else frozenset())
    if outcome.topic == "whom" and not topics:
        return
    apart = outcome.apart | named | _towns(view, clause)
    value = ActionValue(outcomes.key(outcome), outcome.positive, view.words(span), topics, apart, outcome.turns)
    facet = _BACK if number is not None and _is_past(view, number) else ""
    claim = view.claim(Slot.ACTION, value.action, facet, value, span, f"outcomes/{outcome.question}", number)
    yield replace(claim, held=_moment(view, claim.sentence, outcome.turns)) if outcome.turns else claim


def _moment(view: View, sentence: Span, turns: Turns) -> DateValue | None:
    """When it is so: the hour or the day that the sentence names; else, of what turns but once, the day of publication."""
    told = [(d.mention.span, v) for d, v in view.hours] + [
        (d.mention.span, v) for f in view.dates.values() for d, v in f
    ]
    inside = sorted(((v.minutes is None, s, v) for s, v in told if sentence.holds(s)), key=lambda one: one[:2])
    if inside:
        return inside[0][2]
    day = view.article.published
    return DateValue(day, day, day.isoformat()) if day is not None and turns == "once" else None


def _patients(view: View, span: Span) -> frozenset[str]:
    """The person to whom it happened: behind a verb that has its object there, else named last before the words."""
    sentence = view.sentence(span)
    named = [(s, e) for s, e in view.people.named(view.article.id, "person") if sentence.holds(s)]
    text = plain(view.article.text[sentence.start : sentence.end])
    behind = [
        e
        for s, e in named
        if s.start >= span.end and _OBJECT.fullmatch(text[span.end - sentence.start : s.start - sentence.start])
    ]
    before = [e for s, e in named if s.end <= span.start and not _AGENT.search(text[: s.start - sentence.start])]
    one = behind[:1] if behind and _ACTIVE.search(text[: span.end - sentence.start]) else before[-1:]
    return frozenset(f"{_PERSON}:{e.id}" for e in one)


def _towns(view: View, clause: Span) -> frozenset[str]:
    found = [v.found.value for v in view.extraction.places if clause.holds(v.found.span)]
    return frozenset(f"{_TOWN}:{p.id}" for p in found if isinstance(p, PlaceValue) and p.level == "city")


def _frame_at(view: View, span: Span) -> int | None:
    """The frame whose words the answer holds, else the nearest before it in its sentence."""
    frames = list(enumerate(view.extraction.frames))
    held = [n for n, f in frames if f.trigger.overlaps(span)]
    verbs = [n for n in held if view.extraction.frames[n].verb is not None]
    return next(iter(verbs or held), None)


def _persons(view: View, frame: Frame | None) -> frozenset[str]:
    """Those whom the verb has as subject or object, by name."""
    spans = [s for s in (frame.subject, frame.object) if s is not None] if frame is not None else []
    known = {e for s in spans for e in view.people.keys(view.article.id, s)}
    return frozenset(f"{_PERSON}:{e}" for e in known if view.people.by_id[e].kind == "person")


def _is_past(view: View, number: int) -> bool:
    """Whether the answer is of an earlier time than the story's."""
    days = [v for d, v in view.dates.get(number, ()) if v.minutes is None]
    published = view.article.published
    return bool(days and published and (published - days[0].end).days > _LONG_AGO_DAYS)


def _named(view: View, span: Span) -> set[str]:
    """Persons and organisations, but no agency that the article credits: "PARIS (AFP) - Les députés ..."."""
    credited = {fold(name) for name in view.article.credits}
    found = view.people.keys(view.article.id, span)
    return {e for e in found if not e.startswith("place:") and fold(view.people.by_id[e].name) not in credited}


def _cover(a: Span, b: Span) -> Span:
    """Both spans and what lies between, if that is short; else the first."""
    whole = Span(min(a.start, b.start), max(a.end, b.end))
    return whole if whole.end - whole.start <= 160 else a
