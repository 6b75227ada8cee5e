"""Where words stand: the source, the line and the sentence of a piece of evidence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from factcheck.types import Article, Evidence, Report, Span

_LINE_END = re.compile(r"\r\n|\r|\n")
_ELLIPSIS = "… "


def line_starts(text: str) -> tuple[int, ...]:
    """The offset at which each line begins; lines end with LF, CR LF or CR."""
    return (0, *(end.end() for end in _LINE_END.finditer(text)))


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence around the words that matter in it; what was cut is marked with an ellipsis."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Citations:
    """The articles of a report, ready to be cited."""

    articles: Mapping[str, Article]
    origins: Mapping[str, str]
    _lines: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, report: Report) -> Citations:
        """All articles of ``report``."""
        articles = {article.id: article for article in report.articles}
        return cls(articles, report.origins, {key: line_starts(a.text) for key, a in articles.items()})

    def line(self, article: str, span: Span) -> int:
        """The line, from 1, on which ``span`` begins."""
        return bisect_right(self._lines[article], max(span.start, 0))

    def path(self, article: str) -> str:
        """The path of an article as the report gives it."""
        return self.articles[article].path

    def source(self, article: str) -> str:
        """The outlet, or the name of the file where none is known."""
        known = self.articles[article]
        return known.outlet or PurePosixPath(known.path).name

    def origin(self, article: str) -> str | None:
        """What an article goes back to: an agency, or the article whose text it shares; None for a text of its own."""
        origin = self.origins.get(article, article)
        if origin == article:
            return None
        return self.source(origin) if origin in self.articles else origin

    def independent(self, articles: Iterable[str]) -> int:
        """How many independent origins ``articles`` have."""
        return len({self.origins.get(article, article) for article in articles})

    def excerpt(self, evidence: Evidence, around: int = 110) -> Excerpt:
        """The sentence of ``evidence``; what is further than ``around`` characters from its words is cut at a blank."""
        text = self.articles[evidence.article].text
        start, end = _within(evidence.span, len(text))
        first, last = _within(evidence.sentence, len(text))
        before, after = text[min(first, start) : start], text[end : max(last, end)]
        return Excerpt(_last(before, around), _middle(text[start:end], 3 * around), _first(after, around))


def _within(span: Span, length: int) -> tuple[int, int]:
    start = min(max(span.start, 0), length)
    return start, min(max(span.end, start), length)


def _last(text: str, width: int) -> str:
    if len(text) <= width + len(_ELLIPSIS):
        return text
    _, blank, kept = text[-width:].partition(" ")
    return _ELLIPSIS + (kept if blank else text[-width:])


def _first(text: str, width: int) -> str:
    if len(text) <= width + len(_ELLIPSIS):
        return text
    kept, blank, _ = text[:width].rpartition(" ")
    return (kept if blank else text[:width]) + _ELLIPSIS[::-1]


def _middle(text: str, width: int) -> str:
    if len(text) <= width:
        return text
    return f"{_first(text, width // 2)} {_last(text, width // 2).removeprefix(_ELLIPSIS)}"
