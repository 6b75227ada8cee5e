"""Article -> Extraction: every value that its story holds, and what each is said of.

A pure function of the article, the rules and the parser: dates are not yet anchored and names not yet resolved, since
both need the other articles. An Extraction can be pickled and cached by content.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from factcheck.coreference import named, person_shaped, pronoun_gender, stood_for
from factcheck.frames import Frame, Tense, find_frames, frame_of, governing_frame
from factcheck.grammars import Grammars
from factcheck.kinds import attribution, dates, durations, names, places, quantities, quotations, roles
from factcheck.kinds.attribution import Attribution
from factcheck.kinds.dates import DateMention
from factcheck.kinds.person_names import Gender
from factcheck.syntax import Parse, Parser, Sentence
from factcheck.text import plain, words
from factcheck.types import Article, Duration, Found, Mention, Part, Passage, PlaceValue, Quantity, RoleValue, Span

_OPENING = re.compile(r"(?:(?P<last>Ce dernier|Cette dernière|Celui-ci|Celle-ci)|Il|Elle)\b")
_COMPLEMENT = re.compile(r"\s*d(?:e |u |')")
_LOCATIVE = re.compile(r"\b(?:a|au|aux|en|dans|de|du|pres de) $|\bd'$")
_APPOSED_SUBJECT = re.compile(r"[^,;.!?:]{0,100},[^;.!?:]{0,20}?\b(?P<pronoun>il|elle)\b")
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
_SHORT = 14  # words of an answer to a question of the text
_CONTRACTED = re.compile(r"(?:^|[^\w'-])(?:du|des|aux?)\s$")
_TOP = 700  # characters in which a dateline may stand


@dataclass(frozen=True, slots=True)
class Spoken:
    """A quotation and who is said to have spoken it."""

    found: Found
    attribution: Attribution | None


@dataclass(frozen=True, slots=True)
class Held:
    """A role, and the words that name its holder."""

    found: Found
    holder: Span


@dataclass(frozen=True, slots=True)
class Valued:
    """A value and the frame it belongs to (its index in ``Extraction.frames``), if there is one.

    ``keys`` are the folded content words of the clause around the value, the value's own left out.
    """

    found: Found
    frame: int | None
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as written, and the frame it belongs to; ``tense`` is that of the verb around it where it is another's."""

    mention: DateMention
    frame: int | None
    tense: Tense | None = None


@dataclass(frozen=True, slots=True)
class SentenceInfo:
    """What is kept of a sentence: where it is, the states it names and its content words."""

    span: Span
    part: Part
    states: tuple[tuple[Span, str], ...]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one article. Spans are in the article's text."""

    article: str
    sentences: tuple[SentenceInfo, ...]
    mentions: tuple[Mention, ...]
    frames: tuple[Frame, ...]
    dates: tuple[Dated, ...]
    places: tuple[Valued, ...]
    durations: tuple[Valued, ...]
    quantities: tuple[Valued, ...]
    roles: tuple[Held, ...]
    quotations: tuple[Spoken, ...]
    attributions: tuple[Attribution, ...]


def extract(article: Article, grammars: Grammars, parser: Parser) -> Extraction:
    """Everything that ``article`` holds."""
    parse = parser.parse(article)
    mentions = _mentions(article, parse, grammars)
    passages = _stories(article)
    dated = _shifted_dates(article, passages, grammars)
    apart = [m.span for m in mentions] + [d.span for d in dated]
    frames: list[Frame] = []
    own: list[list[int]] = []  # for each sentence, the indexes of its frames
    for sentence in parse.sentences:
        found = find_frames(sentence, article.text, grammars.actions, grammars.cues, apart)
        own.append(list(range(len(frames), len(frames) + len(found))))
        frames += found
    persons = [m.span for m in mentions if m.kind == "person"]
    spoken, attributions = _speech(article, grammars, passages, persons)
    locate = _Locator(parse.sentences, frames, own)
    lengths = _valued(article, passages, locate, lambda text: durations.find(text, grammars.durations), Duration)
    located = _valued(article, passages, locate, lambda text: places.find(text, grammars.places), PlaceValue)
    return Extraction(
        article=article.id,
        sentences=tuple(_info(s, article, grammars) for s in parse.sentences),
        mentions=mentions,
        frames=tuple(frames),
        dates=tuple(Dated(mention, locate.frame(mention.span), locate.tense(mention.span)) for mention in dated),
        places=tuple(v for v in located if not _is_person(v, persons)),
        durations=tuple(v for v in lengths if not _is_distance(v, dated, article)),
        quantities=_valued(
            article, passages, locate, lambda text: quantities.find(text, grammars.quantities), Quantity
        ),
        roles=_roles(article, parse.sentences, grammars, mentions),
        quotations=spoken,
        attributions=attributions,
    )


class _Locator:
    """Finds the sentence and the frame of a span."""

    def __init__(self, sentences: Sequence[Sentence], frames: Sequence[Frame], own: Sequence[list[int]]) -> None:
        self.sentences = sentences
        self._frames = frames
        self._own = own

    def sentence(self, span: Span) -> int | None:
        return next((i for i, s in enumerate(self.sentences) if s.span.overlaps(span)), None)

    def frame(self, span: Span) -> int | None:
        at = self.sentence(span)
        if at is None:
            return None
        mine = [self._frames[i] for i in self._own[at]]
        frame = frame_of(span, self.sentences[at], mine)
        return self._own[at][mine.index(frame)] if frame is not None else self._asked_before(at)

    def tense(self, span: Span) -> Tense | None:
        """That of the verb which governs ``span``, where what is told stands behind it."""
        at = self.sentence(span)
        if at is None:
            return None
        mine = [self._frames[i] for i in self._own[at]]
        governing = governing_frame(span, self.sentences[at], mine)
        return governing.tense if governing is not frame_of(span, self.sentences[at], mine) and governing else None

    def _asked_before(self, at: int) -> int | None:
        """ "Et la finale ? C'est dimanche.": what the question before names."""
        if at == 0 or len(self.sentences[at].tokens) > _SHORT or self.sentences[at - 1].tokens[-1].text != "?":
            return None
        asked = [i for i in self._own[at - 1] if self._frames[i].known and self._frames[i].noun_phrase is not None]
        return asked[-1] if len(asked) == 1 else None

    def keys(self, span: Span) -> frozenset[str]:
        """The folded content words around ``span``, within the sentence."""
        at = self.sentence(span)
        if at is None:
            return frozenset()
        tokens = [t for t in self.sentences[at].tokens if t.pos in _CONTENT and not t.span.overlaps(span)]
        return frozenset(w for t in tokens for w in words(t.lemma))


def _is_person(valued: Valued, persons: Sequence[Span]) -> bool:
    """Whether a place that no gazetteer knows is the name of a person."""
    value = valued.found.value
    return (
        isinstance(value, PlaceValue)
        and value.level == "unknown"
        and any(p.overlaps(valued.found.span) for p in persons)
    )


def _is_distance(valued: Valued, dated: Sequence[DateMention], article: Article) -> bool:
    """Whether a length of time says how far one thing is from another ("quelques jours après"), not how long it took."""
    span = valued.found.span
    after = plain(article.text[span.end : span.end + 14])
    if plain(article.text[max(0, span.start - 7) : span.start]).endswith(", soit "):
        return False  # "ont été évacués à midi, soit trois heures après le choc": how long it took
    return any(d.span.overlaps(span) for d in dated) or bool(
        re.match(r" (?:apres|avant|plus (?:tot|tard)|auparavant)\b", after)
    )


def _stories(article: Article) -> list[Passage]:
    return [p for p in article.passages if p.part is not Part.ASIDE]


def _mentions(article: Article, parse: Parse, grammars: Grammars) -> tuple[Mention, ...]:
    """The names of the story: those that the parser found, cleaned, and those that it missed."""
    cleaned = (_cleaned(mention, article, grammars) for mention in parse.mentions)
    stories = [s.span for s in parse.sentences]
    starts = {span.start for span in stories}
    found = tuple(
        m
        for m in cleaned
        if not names.writes(article.text, m.span, grammars.names)
        and not (m.span.start in starts and plain(m.text) in grammars.roles.heads)  # "Notaire à Rouen, il"
    )
    missed = [m for m in names.missed(article.text, found, grammars.names) if any(s.holds(m.span) for s in stories)]
    return tuple(sorted((*found, *missed), key=lambda m: (m.span, m.kind)))


def _cleaned(mention: Mention, article: Article, grammars: Grammars) -> Mention:
    span = names.clean(article.text, mention.span, grammars.names)
    kind = mention.kind
    if kind == "person" and _CONTRACTED.search(plain(article.text[max(0, span.start - 6) : span.start])):
        kind = "place"  # "du Haut-Vernois": a person takes no article
    return Mention(article.id, span, article.text[span.start : span.end], kind)


def _info(sentence: Sentence, article: Article, grammars: Grammars) -> SentenceInfo:
    start = sentence.span.start
    states = places.states(article.text[start : sentence.span.end], grammars.places)
    return SentenceInfo(
        sentence.span,
        sentence.part,
        tuple((_shift(span, start), code) for span, code in states),
        frozenset(w for t in sentence.tokens if t.pos in _CONTENT for w in words(t.lemma)),
    )


def _shift(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _shifted(found: Found, by: int) -> Found:
    return Found(_shift(found.span, by), found.value, found.rule)


def _shifted_dates(article: Article, passages: Sequence[Passage], grammars: Grammars) -> list[DateMention]:
    return [
        DateMention(_shift(mention.span, p.span.start), mention.expression, mention.rule)
        for p in passages
        for mention in _told_dates(article.text[p.span.start : p.span.end], p, grammars)
    ]


def _told_dates(text: str, passage: Passage, grammars: Grammars) -> list[DateMention]:
    """The dates of a passage but those of a dateline, which say when it was written and nothing of what happened."""
    found = dates.find(text, grammars.dates)
    if not found or passage.span.start > _TOP or passage.part is Part.HEADLINE:
        return found
    lines = {mention.span for _, mention in dates.datelines(text, grammars.dates)}
    return [mention for mention in found if mention.span not in lines]


def _valued(
    article: Article,
    passages: Sequence[Passage],
    locate: _Locator,
    find: Callable[[str], list[Found]],
    kind: type[PlaceValue] | type[Duration] | type[Quantity],
) -> tuple[Valued, ...]:
    values = []
    for passage in passages:
        for found in find(article.text[passage.span.start : passage.span.end]):
            if isinstance(found.value, kind):
                moved = _shifted(found, passage.span.start)
                values.append(Valued(moved, locate.frame(moved.span), locate.keys(moved.span)))
    return tuple(values)


def _roles(
    article: Article, sentences: Sequence[Sentence], grammars: Grammars, mentions: Sequence[Mention]
) -> tuple[Held, ...]:
    held = []
    known = named(mentions, grammars.names)
    persons = [m.span for m in mentions if m.kind == "person" or m.kind == "organisation" and person_shaped(m.text)]
    for number, sentence in enumerate(sentences):
        start, text = sentence.span.start, article.text[sentence.span.start : sentence.span.end]
        found = [f for f in roles.find(text, grammars.roles) if isinstance(f.value, RoleValue)]
        if not found:
            continue
        inside = [_shift(p, -start) for p in persons if sentence.span.holds(p)]
        alone = not any(_names_a_person(p, text, found) for p in inside)
        opening = _OPENING.match(text) if alone else None
        if opening is not None:
            last = opening.group("last") is not None
            stands_for = stood_for(sentences, number, known, pronoun_gender(opening.group()), last)
            pairs = roles.holders(text, found, [Span(*opening.span())], grammars.roles) if stands_for else []
            held += [Held(_shifted(f, start), stands_for) for f, _ in pairs if stands_for]
            continue
        pairs = roles.holders(text, found, inside, grammars.roles)
        held += [Held(_shifted(f, start), _shift(h, start)) for f, h in pairs]
        first = found[0]
        if alone and first.span.start == 0 and (told := _stands_for(first, text)) is not None:
            before = stood_for(sentences, number, known, told)
            held += [Held(_shifted(first, start), before)] if before else []
    return tuple(held)


def _names_a_person(name: Span, text: str, found: Sequence[Found]) -> bool:
    """Whether a name that may be a person's is not the town of a post ("maire de Montluc") or of a complement."""
    town = " " not in text[name.start : name.end] and _LOCATIVE.search(plain(text[: name.start]))
    return not town and not any(f.span.holds(name) for f in found)


def _stands_for(found: Found, text: str) -> Gender | None:
    """The gender of whom a post that opens its sentence without a name stands for: "Le ministre a dit", "Maire, elle".

    None where it stands for nobody; "" where its words do not tell the gender.
    """
    first = text[found.span.start : found.span.end].split()[0]
    after = plain(text[found.span.end : found.span.end + 120])
    if plain(first) in ("le", "la") or first[:2] in ("L'", "L’"):
        return ("female" if plain(first) == "la" else "") if not _COMPLEMENT.match(after) else None
    subject = _APPOSED_SUBJECT.match(after) if first[:1].isupper() else None
    return pronoun_gender(subject.group("pronoun")) if subject else None


def _speech(
    article: Article, grammars: Grammars, passages: Sequence[Passage], persons: Sequence[Span]
) -> tuple[tuple[Spoken, ...], tuple[Attribution, ...]]:
    found = [
        _shifted(f, p.span.start)
        for p in passages
        for f in quotations.find(article.text[p.span.start : p.span.end], grammars.quotations)
    ]
    attributions = attribution.find(
        article.text, grammars.attribution, persons=persons, quotations=[f.span for f in found]
    )
    spoken = tuple(Spoken(f, attribution.speaker_of(f.span, attributions)) for f in found)
    return spoken, tuple(attributions)
