"""Saved web pages, read in place: whatever is not text becomes blanks, so that offsets hold in the file as it is.

Headline, day, outlet and author come from JSON-LD, OpenGraph and the page's own elements; navigation, asides, dialogs
and footers are left out.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

from factcheck.errors import ArticleError
from factcheck.read.passages import Layout
from factcheck.read.plain import article_of
from factcheck.types import Article, Part, Passage, Span

_LEFT_OUT = frozenset(
    "script style nav aside footer header form button svg noscript template iframe select dialog figure menu".split()
)
_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 li div section article main blockquote td th tr ul ol table br hr body time title dt dd pre".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_NOISE = re.compile(
    r"cookie|consent|newsletter|comment|related|share|social|breadcrumb|advert|sponsor|paywall|promo|outbrain|taboola",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|\w{1,31});?")
_WORD = re.compile(r"\S+")
_MAX_DEPTH = 400


def read_html(text: str, path: str, layout: Layout) -> Article:
    """A saved page. Raises ArticleError where it holds no text or is nested without end."""
    _refuse_endless(text)
    page = _Page(text)
    try:
        page.feed(text)
        page.close()
    except (AssertionError, RecursionError, ValueError) as error:
        raise ArticleError(f"not HTML that can be read: {error}") from None
    masked = page.masked()
    spans = list(_passages(masked, page, layout))
    meta = page.meta | _linked_data(page.data)
    article = article_of(masked, path, tuple(spans), meta)
    return replace(article, title=article.title or meta.get("title"))


# A tag that does not close makes the parser look to the end of the page, again for each of them.
_MARKUP = re.compile(r"<(?:!--|!\[CDATA\[|[a-zA-Z/!?])")
_TAG = re.compile(r"<[a-zA-Z/!?](?:[^\"'<>]|\"[^\"]{0,20000}\"|'[^']{0,20000}'){0,5000}>")
_RAW = re.compile(r"<(script|style)\b", re.IGNORECASE)
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>"}
_MAX_UNCLOSED = 20


def _refuse_endless(text: str) -> None:
    """Raises ArticleError for a page with more than a few tags or comments that never close."""
    unclosed = at = 0
    while found := _MARKUP.search(text, at):
        if end := _ENDS.get(found.group()):
            closes = text.find(end, found.end())
            at, closed = (closes + len(end), True) if closes >= 0 else (found.end(), False)
        else:
            tag = _TAG.match(text, found.start())
            at, closed = (tag.end(), True) if tag else (found.end(), False)
            if tag and (raw := _RAW.match(tag.group())):
                closes = text.find(f"</{raw[1]}", at)
                at, closed = (closes, True) if closes >= 0 else (at, False)
        unclosed += not closed
        if unclosed > _MAX_UNCLOSED:
            raise ArticleError("not HTML that can be read: tags that never close")


class _Page(HTMLParser):
    """Collects what is text, what stands in which block, and what the page says of itself."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self._starts = [0] + [m.end() for m in re.finditer("\n", text)]
        self._text = text
        self._open: list[tuple[str, bool]] = []
        self.blocks: list[list[Span]] = [[]]
        self.kinds: list[str] = [""]
        self.meta: dict[str, Any] = {}
        self.data: list[str] = []
        self._script = ""

    def _at(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def _hidden(self) -> bool:
        return any(hidden for _, hidden in self._open)

    def _break(self, kind: str) -> None:
        self.blocks.append([])
        self.kinds.append(kind)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {k: v or "" for k, v in attrs}
        if tag == "meta":
            self._take_meta(values)
        if tag == "time" and "datetime" in values and not self._hidden():
            self.meta.setdefault("date", values["datetime"])
        if tag == "script":
            self._script = values.get("type", "")
        if tag == "link" and values.get("rel") == "canonical" and values.get("href"):
            self.meta.setdefault("url", values["href"])
        if tag in _BLOCKS:
            self._break(tag)
        if tag not in _VOID:
            noisy = (
                bool(_NOISE.search(values.get("class", "") + " " + values.get("id", "")))
                or values.get("role") == "dialog"
            )
            self._open.append((tag, tag in _LEFT_OUT or noisy and tag not in ("body", "html", "main", "article")))
            if len(self._open) > _MAX_DEPTH:
                raise ValueError(f"nested more than {_MAX_DEPTH} deep")

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _ in self._open):
            while self._open and self._open.pop()[0] != tag:
                pass
        if tag in _BLOCKS:
            self._break("")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "script" and self._script == "application/ld+json":
            self.data.append(data)
        if not self._hidden() and data.strip():
            if self._open and self._open[-1][0] == "title":
                self.meta.setdefault("title", html.unescape(data.strip()))
                return
            start = self._at()
            self.blocks[-1].append(Span(start, start + len(data)))

    def _entity(self) -> None:
        found = _ENTITY.match(self._text, self._at())
        if found and not self._hidden():
            self.blocks[-1].append(Span(*found.span()))

    def handle_entityref(self, name: str) -> None:
        self._entity()

    def handle_charref(self, name: str) -> None:
        self._entity()

    def _take_meta(self, values: dict[str, str]) -> None:
        names = {
            "article:published_time": "date", "og:title": "title", "og:site_name": "source", "author": "author", "date": "date",
            "article:modified_time": "updated", "og:url": "url", "article:author": "author",
        }  # fmt: skip
        key = names.get(values.get("property") or values.get("name") or values.get("itemprop") or "")
        if key and values.get("content"):
            self.meta[key] = values["content"]

    def _runs(self) -> Iterator[Span]:
        """Stretches of text and entities without a tag between."""
        for block in self.blocks:
            start = end = -1
            for span in block:
                if span.start != end:
                    if start >= 0:
                        yield Span(start, end)
                    start = span.start
                end = span.end
            if start >= 0:
                yield Span(start, end)

    def masked(self) -> str:
        """The page with everything but its text as blanks; a word with entities stands whole, its blanks behind it."""
        kept = [" "] * len(self._text)
        for start in self._starts[1:]:
            kept[start - 1] = "\n"
        for run in self._runs():
            for word in _WORD.finditer(self._text, run.start, run.end):
                shown = html.unescape(word.group())[: word.end() - word.start()]
                kept[word.start() : word.start() + len(shown)] = shown
        return "".join(kept)


def _passages(masked: str, page: _Page, layout: Layout) -> Iterator[Passage]:
    for block, kind in zip(page.blocks, page.kinds, strict=True):
        if not block:
            continue
        whole = masked[block[0].start : block[-1].end]
        lead = len(whole) - len(whole.lstrip())
        span = Span(block[0].start + lead, block[0].start + len(whole.rstrip()))
        if span.start >= span.end:
            continue
        aside = kind == "time" or layout.aside(" ".join(masked[span.start : span.end].split())) is not None
        part = Part.ASIDE if aside else Part.HEADLINE if kind == "h1" else Part.BODY
        yield Passage(part, span)


def _linked_data(sources: list[str]) -> dict[str, Any]:
    """What a NewsArticle of schema.org in the page's JSON-LD says of itself."""
    for source in sources:
        try:
            content = json.loads(source)
        except (ValueError, RecursionError):
            continue
        items = (
            content
            if isinstance(content, list)
            else content.get("@graph", [content])
            if isinstance(content, dict)
            else []
        )
        for item in items:
            if isinstance(item, dict) and "Article" in str(item.get("@type")):
                publisher, author = item.get("publisher"), item.get("author")
                author = author[0] if isinstance(author, list) and author else author
                found = {
                    "title": item.get("headline"),
                    "date": item.get("datePublished"),
                    "updated": item.get("dateModified"),
                    "url": item.get("url") or item.get("@id"),
                    "author": author.get("name") if isinstance(author, dict) else author,
                    "source": publisher.get("name") if isinstance(publisher, dict) else None,
                }
                return {k: v for k, v in found.items() if isinstance(v, str)}
    return {}
