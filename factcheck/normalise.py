"""Extractions -> entities, events and claims: days anchored, names resolved, each value set on what it is said of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from factcheck.events import Event, EventMention, group
from factcheck.extract import Dated, Extraction, Valued
from factcheck.frames import Frame, Tense
from factcheck.grammars import Grammars
from factcheck.kinds import counts, dates, names, places, quantities
from factcheck.text import fold, plain, same_length, words
from factcheck.types import (
    ActionValue,
    Article,
    Claim,
    DateValue,
    Entity,
    Part,
    PartyValue,
    PlaceValue,
    Quantity,
Relation,
    Slot,
    Span,
    Stance,
    Unresolved,
    Value,
)  # fmt: skip

_LOCATIVE = re.compile(r"(?:a|au|aux|en|dans|sur|pres d|devant|chez|vers|autour d|depuis)\b")
_TOP_SENTENCES = 6
_LEAD_SENTENCES = 3
_LEADING = "lead"
_WISHED = re.compile(r"\b(?:redout|craign|reclam|exig|esper|souhait|revendiqu|evoqu)\w*[^.;:,]{0,50}$")
_FEW = 100  # a count below this is no estimate that two sides would dispute
_BESIDE = re.compile(
    r"\s*(?:[\w'-]+\s){0,2}(?:selon|d'après)\s+([^,;.():]{3,45}?)(?=[,;.():]|\s+(?:et|contre|mais)\s|$)"
)
_AGE_REACH = 25  # code points between a name and an age
_LONG_AGO_DAYS = 14  # a figure dated earlier than this is of another event
_EVENTFUL = (
    "meeting",
    "protest",
    "accident",
    "attack",
    "fire",
    "quake",
    "trial",
    "vote",
    "match",
    "strike",
    "buy",
    "call",
)
_GENERIC = frozenset(
    "etre avoir faire dire aller pouvoir devoir mettre prendre tenir donner nouveau autre premier".split()
)


@dataclass(frozen=True, slots=True)
class Normalised:
    """All that one folder claims, ready to be compared."""

    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    unresolved: tuple[Unresolved, ...]
    main: Mapping[str, str]  # article id -> the id of the event that it opens with


def normalise(articles: Sequence[Article], extractions: Sequence[Extraction], grammars: Grammars) -> Normalised:
    """``articles`` carry their days of publication; ``extractions`` are in the same order."""
    entities = names.resolve([m for e in extractions for m in e.mentions], grammars.names, place_id=_gazetted(grammars))
    people = _People(entities)
    readers = [_Reader(a, e, grammars, people) for a, e in zip(articles, extractions, strict=True)]
    mentions = [m for reader in readers for m in reader.event_mentions()]
    events = group(mentions, {a.id: a.published for a in articles})
    event_of = {(m.article, m.frame): event for event in events for m in event.mentions}
    claims: list[Claim] = []
    unresolved: list[Unresolved] = []
    main = {}
    for reader in readers:
        opening = reader.main_event(event_of)
        if opening:
            main[reader.article.id] = opening.id
        claims += reader.claims(event_of, opening)
        unresolved += reader.unresolved
    return Normalised(entities, events, tuple(claims), tuple(unresolved), main)


def _gazetted(grammars: Grammars) -> Callable[[str], str | None]:
    """The id of a place by its name, where the gazetteer knows it."""

    def place_id(name: str) -> str | None:
        value = places.lookup(name, grammars.places)
        return value.id if value else None

    return place_id


class _People:
    """Which entity a span of an article names."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.by_id = {e.id: e for e in entities}
        self._mentions: dict[str, list[tuple[Span, Entity]]] = {}
        for entity in entities:
            for mention in entity.mentions:
                self._mentions.setdefault(mention.article, []).append((mention.span, entity))

    def within(self, article: str, span: Span, kind: str = "person") -> Entity | None:
        """The first entity of ``kind`` named within ``span``."""
        found = [(s, e) for s, e in self._mentions.get(article, ()) if e.kind == kind and s.overlaps(span)]
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def keys(self, article: str, span: Span) -> frozenset[str]:
        return frozenset(e.id for s, e in self._mentions.get(article, ()) if s.overlaps(span))


class _Reader:
    """The claims of one article."""

    def __init__(self, article: Article, extraction: Extraction, grammars: Grammars, people: _People) -> None:
        self.article = article
        self.extraction = extraction
        self.grammars = grammars
        self.people = people
        self.unresolved: list[Unresolved] = []
        self._dates: dict[int, list[tuple[Dated, DateValue]]] = {}
        self._hours: list[tuple[Dated, DateValue]] = []
        self._clock = self._dateline_hour()
        self._places: dict[int, list[Valued]] = {}
        for dated in extraction.dates:
            value = self._resolved(dated)
            if value is not None and value.minutes is not None:
                self._hours.append((dated, value))
            if value is not None and dated.frame is not None:
                self._dates.setdefault(dated.frame, []).append((dated, value))
        posts = [held.found.span for held in extraction.roles]
        for valued in extraction.places:
            if valued.frame is not None and self._locates(valued, posts):
                self._places.setdefault(valued.frame, []).append(valued)
        self._places = {number: self._nearest(number, found) for number, found in self._places.items()}

    # -- dates

    def _resolved(self, dated: Dated) -> DateValue | None:
        mention = dated.mention
        frame = self.extraction.frames[dated.frame] if dated.frame is not None else None
        value = dates.resolve(mention.expression, self.article.published, _direction(frame.tense if frame else "none"))
        if value is None:
            words_ = self.article.text[mention.span.start : mention.span.end]
            reason = (
                "no day to reckon from" if self.article.published is None else "relative to another day of the text"
            )
            self.unresolved.append(Unresolved(self.article.id, mention.span, words_, reason))
        return value

    def _dateline_hour(self) -> DateValue | None:
        """The hour at which the article says that it appeared."""
        for passage in self.article.passages[:6]:
            if passage.part is Part.ASIDE:
                for mention in dates.find(self._words(passage.span), self.grammars.dates):
                    value = dates.resolve(mention.expression, self.article.published, "past")
                    if value is not None and value.minutes is not None:
                        return value
        return None

    def _locates(self, valued: Valued, posts: Sequence[Span]) -> bool:
        """Whether the words say where something happens: after a locative preposition, and not inside a post."""
        span, value = valued.found.span, valued.found.value
        if any(post.overlaps(span) for post in posts):
            return False
        venue = isinstance(value, PlaceValue) and value.level == "venue"
        return venue or bool(_LOCATIVE.match(plain(self._words(span))))

    def _nearest(self, number: int, found: Sequence[Valued]) -> list[Valued]:
        """The place nearest to the trigger, and those that fit it: one thing does not happen in two places."""
        trigger = self.extraction.frames[number].trigger
        first = min(found, key=lambda v: (abs(v.found.span.start - trigger.start), v.found.span))
        return [v for v in found if v is first or _fit(first.found.value, v.found.value)]

    # -- events

    def event_mentions(self) -> Iterator[EventMention]:
        for number, frame in enumerate(self.extraction.frames):
            if not self._may_be_event(frame, number):
                continue
            sentence = self.extraction.sentences[frame.sentence]
            own = [v for d, v in self._dates.get(number, ()) if dates.bound(d.mention.expression) == "at"]
            yield EventMention(
                article=self.article.id,
                frame=number,
                concept=frame.concept,
                trigger=frame.trigger,
                words=self._words(frame.noun_phrase or frame.trigger),
                definite=frame.definite,
                tense=frame.tense,
                cues=frame.cues,
                dates=tuple(v for v in own if v.minutes is None or v.start == v.end),
                places=self._places_of(number, frame),
                states=frozenset(code for _, code in sentence.states),
                keys=self._frame_keys(frame),
                lead=frame.sentence < _LEAD_SENTENCES or sentence.part is Part.HEADLINE,
            )

    def _places_of(self, number: int, frame: Frame) -> tuple[PlaceValue, ...]:
        """The places of a frame; "sur place" is the town named last."""
        own = tuple(v.found.value for v in self._places.get(number, ()) if isinstance(v.found.value, PlaceValue))
        if own or "same-place" not in frame.cues:
            return own
        towns = [
            v.found.value
            for found in self._places.values()
            for v in found
            if isinstance(v.found.value, PlaceValue)
            and v.found.value.level == "city"
            and v.found.span.end <= frame.trigger.start
        ]
        return (towns[-1],) if towns else ()

    def _may_be_event(self, frame: Frame, number: int) -> bool:
        if frame.known and frame.concept != _LEADING:
            return True
        return bool(self._dates.get(number)) or bool(self._places.get(number))

    def _frame_keys(self, frame: Frame) -> frozenset[str]:
        keys: set[str] = set()
        for span in (frame.subject, frame.object, frame.noun_phrase):
            if span is not None:
                keys |= {w for w in words(self._words(span)) if len(w) > 3 and w not in _GENERIC}
                keys |= self.people.keys(self.article.id, span)
        return frozenset(keys)

    def main_event(self, event_of: Mapping[tuple[str, int], Event]) -> Event | None:
        """The event that the article opens with, of those kinds that stories are about."""
        counted: dict[str, list[float]] = {}
        events: dict[str, Event] = {}
        for number, frame in enumerate(self.extraction.frames):
            event = event_of.get((self.article.id, number))
            if event is not None and frame.concept in _EVENTFUL:
                first, times = counted.setdefault(event.id, [float(number), 0.0])
                counted[event.id] = [first, times + 1]
                events[event.id] = event
        if not counted:
            return None
        return events[min(counted, key=lambda i: (counted[i][0] - 3 * counted[i][1], i))]

    # -- claims

    def claims(self, event_of: Mapping[tuple[str, int], Event], opening: Event | None) -> Iterator[Claim]:
        yield from self._date_claims(event_of)
        yield from self._day_claims(event_of, opening)
        yield from self._place_claims(event_of, opening)
        yield from self._duration_claims(event_of, opening)
        yield from self._role_claims()
        yield from self._party_claims(event_of, opening)
        yield from self._quotation_claims()
        yield from self._quantity_claims()
        yield from self._action_claims(event_of)

    def _date_claims(self, event_of: Mapping[tuple[str, int], Event]) -> Iterator[Claim]:
        for number, found in self._dates.items():
            event = event_of.get((self.article.id, number))
            if event is None:
                continue
            for dated, value in found:
                if value.minutes is not None and self.grammars.actions.gathers(event.concept):
                    continue
                bound = dates.bound(dated.mention.expression)
                facet = bound if value.minutes is None else f"{bound}:hour"
                yield self._claim(Slot.DATE, event.id, facet, value, dated.mention.span, dated.mention.rule, number)
                if value.minutes is not None and not dates.is_time_only(dated.mention.expression):
                    day = DateValue(
                        value.start, value.end, value.start.isoformat() if value.start == value.end else value.edtf
                    )
                    yield self._claim(Slot.DATE, event.id, bound, day, dated.mention.span, dated.mention.rule, number)

    def _day_claims(self, event_of: Mapping[tuple[str, int], Event], opening: Event | None) -> Iterator[Claim]:
        """A day near that of publication, told at the top, may be that of the event of the day, whatever verb it is with."""
        if opening is None or self.article.published is None:
            return
        for number, found in self._dates.items():
            event = event_of.get((self.article.id, number))
            if self.extraction.frames[number].sentence > _TOP_SENTENCES or (event and event.id == opening.id):
                continue
            for dated, value in found:
                near = value.start == value.end and abs((self.article.published - value.start).days) <= 3
                if (
                    near
                    and dates.bound(dated.mention.expression) == "at"
                    and not dates.is_time_only(dated.mention.expression)
                ):
                    day = DateValue(value.start, value.end, value.start.isoformat())
                    claim = self._claim(
                        Slot.DATE, opening.id, "at", day, dated.mention.span, dated.mention.rule, number
                    )
                    yield replace(claim, firm=False)

    def _place_claims(self, event_of: Mapping[tuple[str, int], Event], opening: Event | None) -> Iterator[Claim]:
        for number, found in self._places.items():
            event = event_of.get((self.article.id, number))
            frame = self.extraction.frames[number]
            for valued in found:
                value = valued.found.value
                if not isinstance(value, PlaceValue):
                    continue
                if event is not None:
                    yield self._claim(
                        Slot.PLACE, event.id, "where", value, valued.found.span, valued.found.rule, number
                    )
                if value.level == "venue" and opening is not None and (event is None or event.id != opening.id):
                    if frame.tense != "pluperfect" and "previous" not in frame.cues:
                        claim = self._claim(
                            Slot.PLACE, opening.id, "where", value, valued.found.span, valued.found.rule, number
                        )
                        yield replace(claim, firm=False)

    def _duration_claims(self, event_of: Mapping[tuple[str, int], Event], opening: Event | None) -> Iterator[Claim]:
        for valued in self.extraction.durations:
            if valued.frame is None:
                continue
            frame = self.extraction.frames[valued.frame]
            event = event_of.get((self.article.id, valued.frame))
            if event is None and frame.concept == "v:durer":
                event = opening
            if event is not None:
                yield self._claim(
                    Slot.DURATION,
                    event.id,
                    "length",
                    valued.found.value,
                    valued.found.span,
                    valued.found.rule,
                    valued.frame,
                )

    def _role_claims(self) -> Iterator[Claim]:
        for held in self.extraction.roles:
            person = self.people.within(self.article.id, held.holder)
            if person is not None:
                yield self._claim(
                    Slot.ROLE, person.id, "post", held.found.value, held.found.span, held.found.rule, None
                )

    def _party_claims(self, event_of: Mapping[tuple[str, int], Event], opening: Event | None) -> Iterator[Claim]:
        if opening is None:
            return
        for number, frame in enumerate(self.extraction.frames):
            if frame.concept != _LEADING or frame.subject is None or frame.object is None or frame.negated:
                continue
            person = self.people.within(self.article.id, frame.subject)
            states = self._states(frame.object)
            if person is not None and len(states) == 1:
                value = PartyValue(person.id, person.name)
                span = self._mention_span(person, frame.subject)
                yield self._claim(Slot.PARTICIPANT, opening.id, f"lead:{states[0]}", value, span, "leads", number)

    def _mention_span(self, person: Entity, within: Span) -> Span:
        return next(m.span for m in person.mentions if m.article == self.article.id and m.span.overlaps(within))

    def _quotation_claims(self) -> Iterator[Claim]:
        for spoken in self.extraction.quotations:
            speaker = self.people.within(self.article.id, spoken.attribution.source) if spoken.attribution else None
            source = self._words(spoken.attribution.source) if spoken.attribution else None
            claim = self._claim(
                Slot.QUOTATION, "statements", "", spoken.found.value, spoken.found.span, spoken.found.rule, None
            )
            yield replace(claim, about=speaker.id if speaker else "", attributed_to=speaker.name if speaker else source)

    def _quantity_claims(self) -> Iterator[Claim]:
        for valued in self.extraction.quantities:
            value, span = valued.found.value, valued.found.span
            if not isinstance(value, Quantity):
                continue
            clause = self._sentence(span)
            if value.unit == quantities.AGE:
                yield from self._age_claim(valued, value, clause)
                continue
            counted = counts.classify(value, self.article.text, span, clause, self.grammars.counts)
            if counted is None and not value.noun:
                continue
            running = counted is not None and self.grammars.counts.running(counted)
            facet = f"{value.unit}:{self._bucket(valued, running)}"
            claim = self._claim(
                Slot.QUANTITY, counted or f"n:{_stem(value.noun)}", facet, value, span, valued.found.rule, valued.frame
            )
            source = self._source_beside(span) or claim.attributed_to
            camp = counts.camp(source, self.grammars.counts)
            claim = replace(claim, attributed_to=source, camp=camp, held=self._held(valued))
            yield claim
            if (
                claim.camp is not None
                and value.stated is not None
                and value.stated > _FEW
                and self.grammars.counts.sides(claim.about)
            ):
                who = PartyValue(f"camp:{claim.camp}", claim.attributed_to or claim.camp)
                yield replace(
                    claim,
                    slot=Slot.ATTRIBUTION,
                    facet=f"{claim.about} {value.stated:g}",
                    value=who,
                    held=None,
                    camp=None,
                )

    def _age_claim(self, valued: Valued, value: Quantity, clause: Span) -> Iterator[Claim]:
        """An age is that of the person named just before or after it; of nobody named, it says nothing that compares."""
        span = valued.found.span
        near = [
            (max(m.span.start - span.end, span.start - m.span.end), m, e)
            for e in self.people.by_id.values()
            if e.kind == "person"
            for m in e.mentions
            if m.article == self.article.id and clause.holds(m.span)
        ]
        near = [n for n in near if n[0] <= _AGE_REACH]
        if near:
            person = min(near, key=lambda n: (n[0], n[1].span))[2]
            yield self._claim(Slot.QUANTITY, person.id, "age", value, span, valued.found.rule, valued.frame)

    def _bucket(self, valued: Valued, running: bool) -> str:
        """What sets a figure apart from others of its class: a part of the whole, another time, an earlier event."""
        span = valued.found.span
        before = plain(self.article.text[max(0, span.start - 14) : span.end])
        part = "part" if re.search(r"\bdont\b|\bparmi\b|d'entre eux", before) else ""
        if valued.frame is None:
            return part
        frame = self.extraction.frames[valued.frame]
        days = [v for d, v in self._dates.get(valued.frame, ()) if v.minutes is None]
        if days and self.article.published and (self.article.published - days[0].end).days > _LONG_AGO_DAYS:
            return f"{part}{days[0].start.year}"
        return f"{part}past" if running and frame.tense == "pluperfect" else part

    def _held(self, valued: Valued) -> DateValue | None:
        """The hour given last in the paragraph up to the figure, else that of the dateline, else the day."""
        if self.article.published is None:
            return None
        span = valued.found.span
        paragraph = next((p.span for p in self.article.passages if p.span.overlaps(span)), span)
        sentence = self._sentence(span)
        said = [
            (d.mention.span, v)
            for d, v in self._hours
            if paragraph.start <= d.mention.span.start and d.mention.span.end <= sentence.end
        ]
        if said:
            return max(said, key=lambda pair: pair[0])[1]
        day = self.article.published
        return replace(self._clock, start=day, end=day) if self._clock else DateValue(day, day, day.isoformat())

    def _sentence(self, span: Span) -> Span:
        return next((s.span for s in self.extraction.sentences if s.span.overlaps(span)), span)

    def _action_claims(self, event_of: Mapping[tuple[str, int], Event]) -> Iterator[Claim]:
        for number, frame in enumerate(self.extraction.frames):
            if not frame.known or frame.verb is None or frame.concept == _LEADING:
                continue
            target = frame.object or frame.subject or frame.trigger
            value = ActionValue(frame.concept, not frame.negated, self._words(frame.trigger))
            persons = {e for e in self.people.keys(self.article.id, target) if not e.startswith("place:")}
            for key in sorted(persons | set(self._states(target))):
                yield self._claim(
                    Slot.ACTION, frame.concept, key, value, _cover(frame.trigger, target), "frame", number
                )
            if self.grammars.actions.decisive(frame.concept):
                yield self._claim(Slot.ACTION, frame.concept, "", value, _cover(frame.trigger, target), "frame", number)

    def _states(self, span: Span) -> list[str]:
        found = {code for info in self.extraction.sentences for s, code in info.states if span.overlaps(s)}
        return sorted(found)

    def _claim(
        self, slot: Slot, about: str, facet: str, value: Value, span: Span, rule: str, frame: int | None
    ) -> Claim:
        sentence = self._sentence(span)
        told = self.extraction.frames[frame] if frame is not None else None
        text = self.article.text
        context = f"{text[sentence.start : span.start]} … {text[span.end : sentence.end]}"
        return Claim(
            article=self.article.id,
            slot=slot,
            about=about,
            facet=facet,
            value=value,
            span=span,
            sentence=Span(min(sentence.start, span.start), max(sentence.end, span.end)),
            context=context,
            stance=_stance(told),
            attributed_to=self._source(span),
            rule=rule,
            firm=not self._hoped(told.trigger if told is not None and slot is Slot.ACTION else span),
        )

    def _hoped(self, span: Span) -> bool:
        """Whether the words are feared, demanded or hoped for, and so say nothing of what is."""
        if any(a.firmness in ("feared", "demanded") and a.content.overlaps(span) for a in self.extraction.attributions):
            return True
        sentence = self._sentence(span)
        return bool(_WISHED.search(plain(self.article.text[max(sentence.start, span.start - 60) : span.start])))

    def _source_beside(self, span: Span) -> str | None:
        """The source given with the figure itself: "4.200 selon la préfecture"."""
        after = same_length(self.article.text[span.end : span.end + 70])
        beside = _BESIDE.match(after)
        return self._words(Span(span.end + beside.start(1), span.end + beside.end(1))) if beside else None

    def _source(self, span: Span) -> str | None:
        found = [a for a in self.extraction.attributions if a.content.holds(span) and not a.source.overlaps(span)]
        if not found:
            return None
        nearest = min(found, key=lambda a: (a.content.end - a.content.start, a.content.start))
        return self._words(nearest.source)

    def _words(self, span: Span) -> str:
        return re.sub(r"\s+", " ", self.article.text[span.start : span.end])


def _fit(a: Value, b: Value) -> bool:
    return (
        isinstance(a, PlaceValue)
        and isinstance(b, PlaceValue)
        and places.relate(a, b).relation is not Relation.CONFLICTING
    )


def _direction(tense: Tense) -> Literal["past", "future", "unknown"]:
    if tense in ("past", "pluperfect"):
        return "past"
    return "future" if tense in ("future", "conditional") else "unknown"


def _stance(frame: Frame | None) -> Stance:
    if frame is None:
        return Stance.ASSERTED
    if frame.tense == "conditional":
        return Stance.REPORTED
    return Stance.EXPECTED if frame.tense == "future" else Stance.ASSERTED


def _stem(noun: str) -> str:
    folded = fold(noun)
    return folded.rstrip("sx")


def _cover(a: Span, b: Span) -> Span:
    """Both spans and what lies between, if that is short; else the first."""
    whole = Span(min(a.start, b.start), max(a.end, b.end))
    return whole if whole.end - whole.start <= 160 else a
