"""Articles that come as fields: what every format of them shares.

Their text is extracted: offsets count in it, not in the file. It is the headline, then the paragraphs, with an empty line
between two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from factcheck.errors import ArticleError
from factcheck.read.page import unescaped, walk
from factcheck.read.passages import Layout, passages
from factcheck.read.plain import MAX_STORY, article_of, writable
from factcheck.types import Article, Part, Passage, Skipped, Span

_MAX_ARTICLES = 10_000  # in one file
_Record = TypeVar("_Record")


def each(records: Sequence[_Record], path: str, made: Callable[[_Record, str], Article]) -> Sequence[Article | Skipped]:
    """What ``made`` makes of each record; one of several that is no article is skipped by itself, with its reason.

    Raises ArticleError where no record is an article.
    """
    if len(records) > _MAX_ARTICLES:
        raise ArticleError(f"holds more than {_MAX_ARTICLES:,} articles")
    found: list[Article] = []
    skipped: list[Skipped] = []
    for number, record in enumerate(records, 1):
        name = path if len(records) == 1 else f"{path}#{number}"
        try:
            found.append(made(record, name))
        except ArticleError as error:
            skipped.append(Skipped(name, str(error)))
    if not found:
        raise ArticleError(skipped[0].reason if skipped else "holds no article")
    return [*found, *skipped]


def of_parts(title: str, body: str, path: str, layout: Layout, meta: Mapping[str, Any]) -> Article:
    """The article of a headline and a text; the headline stands at the head of the text. Raises ArticleError."""
    if len(body) > MAX_STORY:
        raise ArticleError(f"a text of more than {MAX_STORY:,} characters")
    body = writable(body.replace("\r\n", "\n")).strip()
    title = " ".join(writable(title).split())
    if not title or body.startswith(title):
        article = article_of(body, path, passages(body, layout), dict(meta))
    else:
        text = f"{title}\n\n{body}"
        head = Passage(Part.HEADLINE, Span(0, len(title)))
        article = article_of(text, path, (head, *passages(text, layout, len(title), titled=True)), dict(meta))
    return replace(article, offsets_in="extracted-text")


def plain(markup: str) -> str:
    """The paragraphs of a fragment of HTML, without captions, scripts and what else is no story. Raises ArticleError."""
    told = (block for block in walk(markup).blocks if not block.around)
    paragraphs = ("".join(markup[run.start : run.end] for run in block.runs) for block in told)
    return "\n\n".join(words for raw in paragraphs if (words := " ".join(unescaped(raw).split())))
