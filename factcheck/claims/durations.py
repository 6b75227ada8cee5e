"""How long what happened took, lasts or is to last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from factcheck.claims import penalties
from factcheck.claims.view import Events, View
from factcheck.events import Event
from factcheck.extract import Valued
from factcheck.frames import Frame
from factcheck.kinds import durations, lengths, scopes
from factcheck.kinds.lengths import Measured
from factcheck.text import plain
from factcheck.types import Claim, Duration, Relation, Slot, Span

TOPIC = "length:"  # what the length of something that is no event of the story is about
_LENGTH = "length"  # the facet of lengths
_WHOSE, _DAY = "whose", "day"
_LASTING = "v:durer"
_TALKS = "talks"  # the topic that no person goes through
_BACK = 400  # how far back the person may be named whom a length is told of
_SHE = ("elle", "celle", "cette")
_THEY = ("elles", "ils", "celles", "ceux")
_MANY = re.compile(r"(?:les|des|ces|leurs|ses) (?P<noun>[a-z]{5,})\b")
_WORD = re.compile(r"[^\W\d_]{4,}")
_FIRST_NOUN = re.compile(
    r"(?:[^,]{0,40}, )?(?:le|la|l'|les|une?|ce|cet|cette|son|sa|leur) ?(?P<noun>[a-z]{4,})(?=,| (?:[a-z']{1,12} ){0,5}$| [a-z])"
)
_FEMALE, _MALE = re.compile(r"\b(?:la|une|cette|sa) $"), re.compile(r"\b(?:le|un|ce|cet|du|au|son) $")


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a length is of: an event, or a topic with the day that its article gives it, if any."""

    about: str
    day: str = ""
    person: str | None = None  # who goes through it; "" where nobody is named


def claims(view: View, events: Events) -> Iterator[Claim]:
    sentenced = penalties.spans(view)
    found = []
    for valued in view.extraction.durations:
        span = valued.found.span
        if any(told.overlaps(span) for told in sentenced):
            continue
        subject = _subject(view, events, valued)
        if subject is not None:
            claim = view.claim(
                Slot.DURATION, subject.about, _LENGTH, valued.found.value, span, valued.found.rule, valued.frame
            )
            firm = claim.firm and subject.person != ""
            found.append(replace(claim, scope=_scope(view, claim.sentence, subject), firm=firm))
    yield from _told_apart(found)


def settled(claims: Sequence[Claim]) -> list[Claim]:
    """All claims, those of lengths not firm where an event of another length may be the one that is meant.

    An article that gives one meeting five hours and another three is not contradicted by three hours elsewhere.
    """
    lengths_ = [c for c in claims if c.slot is Slot.DURATION and c.facet == _LENGTH]
    others: dict[tuple[str, str], list[Claim]] = {}
    for claim in lengths_:
        others.setdefault((claim.article, _concept(claim)), []).append(claim)
    several = {key for key, found in others.items() if len({c.about for c in found}) > 1}
    doubtful = {
        claim
        for claim in lengths_
        if (claim.article, _concept(claim)) in several
        and any(
            _fits(other, told)
            for other in others[claim.article, _concept(claim)]
            if other.about != claim.about
            for told in lengths_
            if told.about == claim.about and told.article != claim.article and not _fits(claim, told)
        )
    }
    return [replace(c, firm=False) if c in doubtful else c for c in claims]


def _fits(a: Claim, b: Claim) -> bool:
    if not isinstance(a.value, Duration) or not isinstance(b.value, Duration):
        return False
    return durations.relate(a.value, b.value).relation is not Relation.CONFLICTING


def _concept(claim: Claim) -> str:
    return claim.about.removeprefix(TOPIC).partition("@")[0]


def _told_apart(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Claims of one article; a topic to which it gives several lengths is several things, of which none is opposed."""
    for claim in claims:
        same = [c for c in claims if c.about == claim.about and not scopes.apart(c.scope, claim.scope)]
        yield claim if all(_fits(claim, c) for c in same) else replace(claim, firm=False)


def _subject(view: View, events: Events, valued: Valued) -> _Subject | None:
    one = _measured(view, valued)
    frame = view.extraction.frames[valued.frame] if valued.frame is not None else None
    if one is None:
        return _of_frame(view, events, valued, frame)
    if one.of == "topic":
        return _of_topic(view, valued, one.topic)
    if one.of == "word" and one.what is not None:
        return _of_words(view, events, one.what)
    if one.of == "subject" and frame is not None:
        return _of_subject(view, events, frame, valued.found.span)
    if one.of == "before" and one.what is not None:
        return _taken_up(view, events, one.what)
    if one.of == "story" and events.opening is not None:
        return _of_event(events.opening)
    return None


def _of_topic(view: View, valued: Valued, topic: str) -> _Subject:
    """What a person goes through is that of the one named last; a length told as past is that of an earlier case."""
    frame = view.extraction.frames[valued.frame] if valued.frame is not None else None
    if topic == _TALKS:
        return _Subject(f"{TOPIC}{topic}" if frame is None or frame.tense != "pluperfect" else f"{TOPIC}{topic}-before")
    span = valued.found.span
    sentence = view.sentence(span)
    sources = [a.source for a in view.extraction.attributions if sentence.overlaps(a.source)]
    before = [
        (s, e.id)
        for s, e in view.people.named(view.article.id, "person")
        if sentence.start - _BACK <= s.start and s.end <= span.start and not any(s.overlaps(one) for one in sources)
    ]
    return _Subject(f"{TOPIC}{topic}", person=max(before)[1] if before else "")


def _measured(view: View, valued: Valued) -> Measured | None:
    sentence, value = view.sentence(valued.found.span), valued.found.value
    if not isinstance(value, Duration):
        return None
    concept = view.extraction.frames[valued.frame].concept if valued.frame is not None else ""
    verb = concept.removeprefix("v:") if concept.startswith("v:") else ""
    span = Span(valued.found.span.start - sentence.start, valued.found.span.end - sentence.start)
    one = lengths.measured(view.article.text[sentence.start : sentence.end], span, value, verb, view.grammars.lengths)
    if one is None or one.what is None:
        return one
    return replace(one, what=Span(one.what.start + sentence.start, one.what.end + sentence.start))


def _of_frame(view: View, events: Events, valued: Valued, frame: Frame | None) -> _Subject | None:
    """The event of the clause in which the length stands."""
    if frame is None:
        return None
    event = events.of.get((view.article.id, valued.frame)) if valued.frame is not None and frame.known else None
    if event is None and frame.concept == _LASTING:
        event = events.opening
    return _of_event(event) if event is not None else None


def _of_event(event: Event) -> _Subject:
    """An event that one article alone tells cannot be told from its like: it is a topic, of its day."""
    if len({m.article for m in event.mentions}) > 1:
        return _Subject(event.id)
    days = sorted({d.start.isoformat() for m in event.mentions for d in m.dates})
    return _Subject(TOPIC + event.concept, days[0] if days else "")


def _of_words(view: View, events: Events, what: Span) -> _Subject:
    """The event that a noun or a verb names, or the topic that it is."""
    for number, frame in enumerate(view.extraction.frames):
        if frame.known and frame.trigger.overlaps(what):
            event = events.of.get((view.article.id, number))
            return _of_event(event) if event is not None else _Subject(TOPIC + frame.concept)
    return _Subject(TOPIC + lengths.root(view.words(what), view.grammars.lengths))


def _of_subject(view: View, events: Events, frame: Frame, span: Span) -> _Subject | None:
    """The subject of a verb of lasting; what the article is about where there is none."""
    subject = frame.subject if frame.subject is not None and not frame.subject.overlaps(span) else None
    subject = subject or _opening_noun(view, span)
    if subject is None:
        return _of_event(events.opening) if events.opening is not None else None
    for match in _WORD.finditer(view.article.text, subject.start, subject.end):
        if lengths.tells(match.group(), view.grammars.lengths):
            return _of_words(view, events, Span(*match.span()))
    return None


def _opening_noun(view: View, span: Span) -> Span | None:
    """The noun with which the sentence begins, where the parser finds no subject for the verb of lasting."""
    sentence = view.sentence(span)
    match = _FIRST_NOUN.match(plain(view.article.text[sentence.start : span.start]))
    return Span(match.start("noun") + sentence.start, match.end("noun") + sentence.start) if match else None


def _taken_up(view: View, events: Events, pronoun: Span) -> _Subject | None:
    """What a pronoun stands for: the last noun for an event before it, of its gender, in the sentence before."""
    before = max((s.span for s in view.extraction.sentences if s.span.end <= pronoun.start), default=None)
    if before is None:
        return None
    if plain(view.words(pronoun)).startswith(_THEY):
        return _of_many(view, events, before)
    wanted = _FEMALE if plain(view.words(pronoun)).startswith(_SHE) else _MALE
    text = plain(view.article.text[before.start : before.end])
    for number, frame in reversed(list(enumerate(view.extraction.frames))):
        if frame.known and frame.noun_phrase is not None and before.holds(frame.trigger):
            at = frame.trigger.start - before.start
            if wanted.search(text[max(0, at - 8) : at]):
                event = events.of.get((view.article.id, number))
                return _of_event(event) if event is not None else _Subject(TOPIC + frame.concept)
    return None


def _of_many(view: View, events: Events, sentence: Span) -> _Subject | None:
    """What "elles" stands for: the things with which the sentence before begins."""
    match = _MANY.match(plain(view.article.text[sentence.start : sentence.end]))
    if match is None:
        return None
    noun = Span(sentence.start + match.start("noun"), sentence.start + match.end("noun"))
    told = lengths.root(view.words(noun), view.grammars.lengths)
    return _Subject(TOPIC + told) if told == _TALKS else _of_words(view, events, noun)


def _scope(view: View, sentence: Span, subject: _Subject) -> frozenset[str]:
    """The one person whom the sentence names (the contract of one is not that of another), and the day."""
    if subject.person:
        return frozenset({f"{_WHOSE}:{subject.person}"})
    sources = [a.source for a in view.extraction.attributions if sentence.overlaps(a.source)]
    named = {
        e.id
        for s, e in view.people.named(view.article.id, "person")
        if sentence.holds(s) and not any(s.overlaps(source) for source in sources)
    }
    whose = {f"{_WHOSE}:{one}" for one in named} if len(named) == 1 and subject.about.startswith(TOPIC) else set()
    return frozenset(whose | ({f"{_DAY}:{subject.day}"} if subject.day else set()))
