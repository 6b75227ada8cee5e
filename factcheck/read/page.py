"""The blocks of text of a web page, where they stand, and what stands in the elements of its head.

The page is walked once from front to end, in time that grows with its length alone, whatever it holds.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from factcheck.errors import ArticleError
from factcheck.types import Span

MAX_TAGS = 60_000  # the largest saved pages have a tenth of it
MAX_DEPTH = 400
MAX_ATTRIBUTES = 300  # of one tag; libxml2 takes as long as the square of it
MAX_RAW = 2_000_000  # characters of text, with those around the story
_NEVER = frozenset(
    "script style button svg noscript template iframe select textarea dialog menu canvas audio video object".split()
)
_AROUND = frozenset("nav aside footer header form figure figcaption".split())
_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 li div section article main blockquote td th tr ul ol table br hr body time title dt dd pre "
    "header footer nav aside figure figcaption form address".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_RAW = frozenset("script style title textarea".split())
_ENDED_BY_ITS_LIKE = frozenset("li dt dd tr td th option".split())
_NOISE = re.compile(
    r"cookie|consent|newsletter|infolettre|comment|related|lire-aussi|share|sharing|partage|social|breadcrumb|advert|"
    r"sponsor|publicit|paywall|abonne|subscri|promo|outbrain|taboola|caption|legend|credit|byline|signature|author|"
    r"auteur|tags|toolbar|read-?(?:more|also|time)|recommend|most-?read|plus-lus",
    re.IGNORECASE,
)
_CORRECTION = re.compile(r"(?:^|[\s_-])(?:corrections?|rectificatif|erratum|errata)(?:$|[\s_-])", re.IGNORECASE)
_INLINE = frozenset("a abbr b cite em i label q small span strong sub sup u".split())
_HOLDS_THE_STORY = frozenset("body html main article".split())
_MARKUP = re.compile(r"<(?=/?[A-Za-z]|[!?])")
_NAME_END = re.compile(r"[\s/>]")
_ENDLESS = re.compile(r"&#[xX]?[0-9a-fA-F]{100}")  # no character has such a number
_ATTRIBUTE = re.compile(r"[\s/=]*([^\s/>=]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*))?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]")
_WORD = re.compile(r"\S+")
_TAG_END = re.compile(r"[\s/]*>?")


@dataclass(frozen=True, slots=True)
class Block:
    """Text without a break within; ``around``: an element that holds no story stands about it."""

    runs: tuple[Span, ...]
    kind: str  # the element that it opens in: "p", "h1"..., "" behind the end of one
    around: str = ""  # "" for the story, else "noise" or the name of the element
    parent: int = 0  # number of the element that it stands in
    corrects: bool = False  # it stands in a box that corrects the story

    @property
    def span(self) -> Span:
        return Span(self.runs[0].start, self.runs[-1].end)


@dataclass(slots=True)
class Page:
    """What one walk through a page finds."""

    blocks: list[Block] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)  # by name, property or itemprop, in lower case; the first counts
    times: list[dict[str, str]] = field(default_factory=list)  # attributes of <time> in sight
    linked_data: list[str] = field(default_factory=list)
    unseen: list[Span] = field(default_factory=list)  # comments, and what scripts and the like hold
    title: str = ""
    canonical: str = ""
    tags: int = 0


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    never: bool
    around: str
    number: int
    corrects: bool = False


def walk(text: str) -> Page:
    """Raises ArticleError for a page with more tags than any has, or nested without end."""
    walker = _Walker(text)
    walker.run()
    return walker.page


class _Walker:
    def __init__(self, text: str) -> None:
        self.page = Page()
        self._text = text
        self._open: list[_Open] = []
        self._runs: list[Span] = []
        self._kind = ""
        self._told = 0

    def run(self) -> None:
        text, at = self._text, 0
        while at < len(text):
            found = _MARKUP.search(text, at)
            mark = found.start() if found else len(text)
            self._data(at, mark)
            at = self._markup(mark) if mark < len(text) else mark
        self._break("")
        if self._told > MAX_RAW:
            raise ArticleError(f"a page with a text of more than {MAX_RAW:,} characters")

    def _markup(self, at: int) -> int:
        """What stands at a '<', and where it ends."""
        text = self._text
        if text.startswith(("<!", "<?"), at):
            end = self._behind("-->", at + 2) if text.startswith("<!--", at) else self._behind(">", at)
            self.page.unseen.append(Span(at, end))
            return end
        closing = text.startswith("</", at)
        self.page.tags += 1
        if self.page.tags > MAX_TAGS:
            raise ArticleError(f"a page with more than {MAX_TAGS:,} tags")
        name = text[at + 1 + closing : at + 62]
        tag = _NAME_END.split(name, maxsplit=1)[0].lower()
        at += 1 + closing + len(tag)
        if closing:
            self._end(tag)
            return self._behind(">", at)
        values, at = self._attributes(at)
        self._start(tag, values)
        return self._raw(tag, values, at) if tag in _RAW else at

    def _behind(self, mark: str, at: int) -> int:
        found = self._text.find(mark, at)
        return len(self._text) if found < 0 else found + len(mark)

    def _attributes(self, at: int) -> tuple[dict[str, str], int]:
        values: dict[str, str] = {}
        number = 0
        while found := _ATTRIBUTE.match(self._text, at):
            values.setdefault(found.group(1).lower(), unescaped((found.group(2) or "").strip("\"'")))
            at = found.end()
            number += 1
            if number > MAX_ATTRIBUTES:
                raise ArticleError(f"a page with a tag of more than {MAX_ATTRIBUTES} attributes")
        end = _TAG_END.match(self._text, at)
        return values, end.end() if end and end.end() > at else min(at + 1, len(self._text))

    def _raw(self, tag: str, values: dict[str, str], at: int) -> int:
        """Script, style and title hold text alone, up to their own end."""
        end = re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE).search(self._text, at)
        stop = end.start() if end else len(self._text)
        if tag == "script" and "ld+json" in values.get("type", ""):
            self.page.linked_data.append(self._text[at:stop])
        if tag == "title" and not self.page.title and not any(o.never for o in self._open[:-1]):
            self.page.title = " ".join(unescaped(self._text[at:stop][:2000]).split())
        if tag != "title":
            self.page.unseen.append(Span(at, stop))
        return stop

    def _start(self, tag: str, values: dict[str, str]) -> None:
        if tag == "meta":
            name = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
            if name and values.get("content"):
                self.page.meta.setdefault(name, values["content"])
        if tag == "link" and "canonical" in values.get("rel", "").lower():
            self.page.canonical = self.page.canonical or values.get("href", "")
        if tag in _BLOCKS:
            self._break(tag)
            if self._open and self._open[-1].tag == "p":
                self._open.pop()
        if tag in _ENDED_BY_ITS_LIKE and self._open and self._open[-1].tag == tag:
            self._open.pop()
        if tag == "time" and "datetime" in values and not self._never():
            self.page.times.append(values)
        if tag in _VOID:
            return
        outer = self._open[-1] if self._open else _Open("", False, "", 0)
        noise = _is_noise(tag, values)
        never = outer.never or tag in _NEVER or _is_hidden(values) or noise and tag in _INLINE
        around = "noise" if noise else outer.around or (tag if tag in _AROUND else "")
        if outer.around == "header" and tag in _AROUND:
            around = tag
        number = self.page.tags if tag in _BLOCKS and tag != "p" and not tag.startswith("h") else outer.number
        corrects = outer.corrects or not outer.around and tag not in _HOLDS_THE_STORY and _is_named(values, _CORRECTION)
        self._open.append(_Open(tag, never, "" if corrects else around, number, corrects))
        if len(self._open) > MAX_DEPTH:
            raise ArticleError(f"a page nested more than {MAX_DEPTH} deep")

    def _end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._break("")
        if any(o.tag == tag for o in self._open):
            while self._open and self._open.pop().tag != tag:
                pass

    def _never(self) -> bool:
        return bool(self._open) and self._open[-1].never

    def _data(self, start: int, end: int) -> None:
        if start < end and not self._never() and (self._runs or not self._text[start:end].isspace()):
            self._told += end - start
            if self._runs and self._runs[-1].end == start:
                start = self._runs.pop().start
            self._runs.append(Span(start, end))

    def _break(self, kind: str) -> None:
        """The block that was begun ends here, and one of ``kind`` begins."""
        if self._runs:
            outer = self._open[-1] if self._open else _Open("", False, "", 0)
            around = outer.around or ("time" if self._kind == "time" else "")
            self.page.blocks.append(Block(tuple(self._runs), self._kind, around, outer.number, outer.corrects))
        self._runs, self._kind = [], kind


def _is_noise(tag: str, values: dict[str, str]) -> bool:
    return tag not in _HOLDS_THE_STORY and _is_named(values, _NOISE)


def _is_named(values: dict[str, str], names: re.Pattern[str]) -> bool:
    """Whether the class or id of an element is one of ``names``."""
    return bool(names.search(f"{values.get('class', '')} {values.get('id', '')}"[:2000]))


def _is_hidden(values: dict[str, str]) -> bool:
    style = values.get("style", "").replace(" ", "").lower()
    return values.get("role") == "dialog" or "hidden" in values or "display:none" in style


def unescaped(words: str) -> str:
    """``words`` with its entities as characters."""
    return words if _ENDLESS.search(words) else html.unescape(words)


def masked(text: str, blocks: list[Block]) -> str:
    """The page with everything but these blocks as blanks; a word with entities stands whole, its blanks behind it."""
    kept = [" "] * len(text)
    for line_end in re.finditer("\n", text):
        kept[line_end.start()] = "\n"
    for run in _joined(blocks):
        for word in _WORD.finditer(text, run.start, run.end):
            shown = _CONTROL.sub(" ", unescaped(word.group()))[: len(word.group())]
            kept[word.start() : word.start() + len(shown)] = shown
    return "".join(kept)


def _joined(blocks: list[Block]) -> Iterator[Span]:
    for block in blocks:
        yield from block.runs


def shown(masked_text: str, block: Block) -> Span | None:
    """What of a masked page is the text of ``block``, without the blanks about it; None where there is none."""
    whole = masked_text[block.span.start : block.span.end]
    lead = len(whole) - len(whole.lstrip())
    span = Span(block.span.start + lead, block.span.start + len(whole.rstrip()))
    return span if span.start < span.end else None
