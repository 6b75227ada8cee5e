"""One article as its claims are read: days anchored, names resolved, the event that each frame speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from factcheck.claims.casualties import handed_on
from factcheck.claims.whereabouts import ELSEWHERE, answers
from factcheck.events import SOLE, Event, EventMention, eventful, families
from factcheck.extract import Dated, Extraction, Valued
from factcheck.frames import LEADING, Frame, Tense
from factcheck.grammars import Grammars
from factcheck.kinds import dates, places
from factcheck.text import plain, words
from factcheck.types import (
    Article,
    Claim,
    DateValue,
    Entity,
    Part,
    PlaceValue,
    Relation,
    Slot,
    Span,
    Stance,
    Unresolved,
    Value,
)  # fmt: skip

_LOCATIVE = re.compile(r"(?:a|au|aux|en|dans|sur|pres d|devant|chez|vers|autour d|depuis)\b")
_LEAD_SENTENCES = 3
_WISHED = re.compile(r"\b(?:redout|craign|reclam|exig|esper|souhait|revendiqu|evoqu)\w*[^.;:,]{0,50}$")
_PAST = timedelta(days=31)
_AWAITED = re.compile(
    r"(?<!etait )(?<!initialement )(?<!avait ete )\b(?:prevu|programme|attendu|fixe|convoque|annonce(?=e?s? pour)|report|repouss|renvoy)"
    r"[a-z]{0,3}(?: (?:a|au|pour|le|des|ce|cette))* $"
)
_GENERIC = frozenset(
    "etre avoir faire dire aller pouvoir devoir mettre prendre tenir donner nouveau autre premier".split()
)


@dataclass(frozen=True, slots=True)
class Events:
    """The events of one article: which frame speaks of which (by article and number of the frame), and the main one.

    ``story`` is the event that stands for the main events of all articles that open with the same thing.
    """

    of: Mapping[tuple[str, int], Event]
    opening: Event | None
    story: Event | None = None


class People:
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

    def spans(self, article: str, kind: str) -> list[Span]:
        """Where the article names entities of ``kind``, in order."""
        return sorted(s for s, e in self._mentions.get(article, ()) if e.kind == kind)

    def named(self, article: str, kind: str) -> list[tuple[Span, Entity]]:
        """Every name of an entity of ``kind`` in the article, in order."""
        return sorted(((s, e) for s, e in self._mentions.get(article, ()) if e.kind == kind), key=lambda pair: pair[0])

    def keys(self, article: str, span: Span) -> frozenset[str]:
        return frozenset(e.id for s, e in self._mentions.get(article, ()) if s.overlaps(span))


class View:
    """One article with all that its claims are read from."""

    def __init__(self, article: Article, extraction: Extraction, grammars: Grammars, people: People) -> None:
        self.article = article
        self.extraction = extraction
        self.grammars = grammars
        self.people = people
        self.unresolved: list[Unresolved] = []
        self.dates: dict[int, list[tuple[Dated, DateValue]]] = {}
        self.hours: list[tuple[Dated, DateValue]] = []
        self.days: list[tuple[Span, DateValue]] = []  # every day of the text, whatever it is of
        self.clock = self._dateline_hour()
        self.places: dict[int, list[Valued]] = {}
        last: DateValue | None = None
        for dated in extraction.dates:
            value = self._resolved(dated, last)
            if value is not None and value.start == value.end and states_a_day(dated):
                last = value
            if value is not None:
                self.days.append((dated.mention.span, value))
            if value is not None and value.minutes is not None:
                self.hours.append((dated, value))
            if value is not None and dated.frame is not None:
                self.dates.setdefault(dated.frame, []).append((dated, value))
        posts = [held.found.span for held in extraction.roles]
        self.whereabouts = answers(article, extraction, grammars, people.named(article.id, "person"))
        posts += [a.place.found.span for a in self.whereabouts if a.told.question in ELSEWHERE]
        for valued in extraction.places:
            if valued.frame is not None and self._locates(valued, posts):
                self.places.setdefault(valued.frame, []).append(valued)
        self.dates = handed_on(self.dates, extraction.frames)
        self.places = handed_on(self.places, extraction.frames)
        self.places = {number: self._nearest(number, found) for number, found in self.places.items()}
        self.dates = {number: self._of_one_day(number, found) for number, found in self.dates.items()}

    def _resolved(self, dated: Dated, last: DateValue | None) -> DateValue | None:
        """Its days; "la veille" is reckoned from the day that the text named last."""
        mention = dated.mention
        frame = self.extraction.frames[dated.frame] if dated.frame is not None else None
        ends = dates.bound(mention.expression) == "until"  # what began in the past may end in the future
        value = dates.resolve(
            mention.expression,
            self.article.published,
            "future"
            if self._awaited(mention.span)
            else _direction((dated.tense or frame.tense) if frame and not ends else "none"),
            event=last.start if last is not None else None,
        )
        if value is None:
            words_ = self.article.text[mention.span.start : mention.span.end]
            reason = (
                "no day to reckon from" if self.article.published is None else "relative to another day of the text"
            )
            self.unresolved.append(Unresolved(self.article.id, mention.span, words_, reason))
        return value

    def _awaited(self, span: Span) -> bool:
        """Whether the words before a day make it one to come: "prévue mercredi", whatever the verb of the sentence."""
        return bool(_AWAITED.search(plain(self.article.text[max(0, span.start - 40) : span.start])))

    def _dateline_hour(self) -> DateValue | None:
        """The hour at which the article says that it appeared."""
        for passage in self.article.passages[:6]:
            if passage.part is Part.ASIDE:
                for mention in dates.find(self.words(passage.span), self.grammars.dates):
                    value = dates.resolve(mention.expression, self.article.published, "past")
                    if value is not None and value.minutes is not None:
                        return value
        return None

    def _locates(self, valued: Valued, posts: Sequence[Span]) -> bool:
        """Whether the words say where something happens: after a locative preposition, and not inside a post or the like."""
        span, value = valued.found.span, valued.found.value
        if any(post.overlaps(span) for post in posts):
            return False
        venue = isinstance(value, PlaceValue) and value.level == "venue"
        return venue or bool(_LOCATIVE.match(plain(self.words(span))))

    def _nearest(self, number: int, found: Sequence[Valued]) -> list[Valued]:
        """The place nearest to the trigger, and those that fit it: one thing does not happen in two places."""
        trigger = self.extraction.frames[number].trigger
        first = min(found, key=lambda v: (abs(v.found.span.start - trigger.start), v.found.span))
        return [v for v in found if v is first or _fit(first.found.value, v.found.value)]

    def _of_one_day(self, number: int, found: Sequence[tuple[Dated, DateValue]]) -> list[tuple[Dated, DateValue]]:
        """The day nearest to the trigger, and those that fit it: what has two days belongs to two things."""
        frame = self.extraction.frames[number]
        trigger = frame.trigger
        if frame.tense == "future" and self.article.published is not None:  # what is to come was on no day of the past
            past = self.article.published - _PAST
            found = [(d, v) for d, v in found if dates.bound(d.mention.expression) != "at" or v.end >= past]
        plain_days = [(d, v) for d, v in found if dates.bound(d.mention.expression) == "at"]
        if len(plain_days) < 2:
            return list(found)
        _, first = min(plain_days, key=lambda pair: (_distance(pair[0].mention.span, trigger), pair[0].mention.span))
        far = [pair for pair in plain_days if pair[1].end < first.start or first.end < pair[1].start]
        return [pair for pair in found if pair not in far]

    def event_mentions(self) -> Iterator[EventMention]:
        for number, frame in enumerate(self.extraction.frames):
            if not self._may_be_event(frame, number):
                continue
            sentence = self.extraction.sentences[frame.sentence]
            concept = self.grammars.actions.event(frame.concept)
            hours = concept not in SOLE and frame.tense != "pluperfect"  # its hour names no other day
            own = [v for d, v in self.dates.get(number, ()) if self.states_its_day(d, frame) or (hours and _is_hour(d))]
            yield EventMention(
                article=self.article.id,
                frame=number,
                concept=concept,
                trigger=frame.trigger,
                words=self.words(frame.noun_phrase or frame.trigger),
                definite=frame.definite,
                tense=frame.tense,
                cues=frame.cues,
                dates=tuple(v for v in own if v.minutes is None or v.start == v.end),
                places=self.places_of(number, frame),
                states=frozenset(code for _, code in sentence.states),
                keys=self._frame_keys(frame),
                lead=frame.sentence < _LEAD_SENTENCES or sentence.part is Part.HEADLINE,
                said=self._said(frame),
            )

    def states_its_day(self, dated: Dated, frame: Frame) -> bool:
        """Whether a date says on which day it happened; what has been so since a day began on that day."""
        return states_a_day(dated) or self.began(dated, frame)

    def began(self, dated: Dated, frame: Frame) -> bool:
        return dates.bound(dated.mention.expression) == "since" and self.grammars.actions.began(frame.concept)

    def places_of(self, number: int, frame: Frame) -> tuple[PlaceValue, ...]:
        """The places of a frame; "sur place" is the town named last."""
        own = tuple(v.found.value for v in self.places.get(number, ()) if isinstance(v.found.value, PlaceValue))
        if own or "same-place" not in frame.cues:
            return own
        towns = [
            v.found.value
            for found in self.places.values()
            for v in found
            if isinstance(v.found.value, PlaceValue)
            and v.found.value.level == "city"
            and v.found.span.end <= frame.trigger.start
        ]
        return (towns[-1],) if towns else ()

    def _may_be_event(self, frame: Frame, number: int) -> bool:
        if self.grammars.actions.began(frame.concept):
            return any(self.began(dated, frame) for dated, _ in self.dates.get(number, ()))
        if frame.known and frame.concept != LEADING:
            return True
        return bool(self.dates.get(number)) or bool(self.places.get(number))

    def _frame_keys(self, frame: Frame) -> frozenset[str]:
        keys: set[str] = set()
        for span in (frame.subject, frame.object, frame.noun_phrase):
            if span is not None:
                keys |= {w for w in words(self.words(span)) if len(w) > 3 and w not in _GENERIC}
                keys |= self.people.keys(self.article.id, span)
        return frozenset(keys)

    def _said(self, frame: Frame) -> frozenset[str]:
        """The content words and the entities of its clause; the words of a date are none, since these may be wrong."""
        dated = {w for d in self.extraction.dates if d.mention.span.overlaps(frame.clause) for w in self._words_of(d)}
        kept = {w for w in frame.keys if (len(w) > 3 or w.isdigit()) and w not in _GENERIC and w not in dated}
        return frozenset(kept) | self.people.keys(self.article.id, frame.clause)

    def _words_of(self, dated: Dated) -> tuple[str, ...]:
        return words(self.words(dated.mention.span))

    def main_event(self, event_of: Mapping[tuple[str, int], Event]) -> Event | None:
        """The event that the article opens with, of those kinds that stories are about."""
        told: dict[str, list[tuple[int, Event]]] = {}
        for number, frame in enumerate(self.extraction.frames):
            event = event_of.get((self.article.id, number))
            if event is not None and eventful(frame.concept):
                for family in families(frame.concept):
                    told.setdefault(family, []).append((number, event))
        if not told:
            return None
        family = min(told, key=lambda name: (told[name][0][0] - 3 * len(told[name]), name))
        numbers: dict[str, list[int]] = {}
        for number, event in told[family]:
            numbers.setdefault(event.id, []).append(number)
        chosen = min(numbers, key=lambda i: (numbers[i][0] - 3 * len(numbers[i]), i))
        return next(event for _, event in told[family] if event.id == chosen)

    def states(self, span: Span) -> list[str]:
        found = {code for info in self.extraction.sentences for s, code in info.states if span.overlaps(s)}
        return sorted(found)

    def claim(
        self, slot: Slot, about: str, facet: str, value: Value, span: Span, rule: str, frame: int | None
    ) -> Claim:
        sentence = self.sentence(span)
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
            attributed_to=self.source(span),
            rule=rule,
            firm=not self._hoped(told.trigger if told is not None and slot is Slot.ACTION else span),
        )

    def _hoped(self, span: Span) -> bool:
        """Whether the words are feared, demanded or hoped for, and so say nothing of what is."""
        if any(a.firmness in ("feared", "demanded") and a.content.overlaps(span) for a in self.extraction.attributions):
            return True
        sentence = self.sentence(span)
        return bool(_WISHED.search(plain(self.article.text[max(sentence.start, span.start - 60) : span.start])))

    def source(self, span: Span) -> str | None:
        found = [a for a in self.extraction.attributions if a.content.holds(span) and not a.source.overlaps(span)]
        if not found:
            return None
        nearest = min(found, key=lambda a: (a.content.end - a.content.start, a.content.start))
        return self.words(nearest.source)

    def sentence(self, span: Span) -> Span:
        return next((s.span for s in self.extraction.sentences if s.span.overlaps(span)), span)

    def words(self, span: Span) -> str:
        return re.sub(r"\s+", " ", self.article.text[span.start : span.end])


def _fit(a: Value, b: Value) -> bool:
    return (
        isinstance(a, PlaceValue)
        and isinstance(b, PlaceValue)
        and places.relate(a, b).relation is not Relation.CONFLICTING
    )


def states_a_day(dated: Dated) -> bool:
    """Whether the words name a day of their own: an hour alone does not, nor what is counted from another day."""
    expression = dated.mention.expression
    return dates.bound(expression) == "at" and expression.kind in ("absolute", "relative")


def _is_hour(dated: Dated) -> bool:
    return dates.bound(dated.mention.expression) == "at" and dates.is_time_only(dated.mention.expression)


def _distance(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


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
