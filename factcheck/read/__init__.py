"""Files -> Articles, one module a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType

from factcheck.errors import ArticleError, FactcheckError
from factcheck.read.files import Entry, Limits, content, decode, safe_name, walk
from factcheck.read.html import read_html
from factcheck.read.mail import read_mail
from factcheck.read.news_json import read_json, read_jsonl
from factcheck.read.news_xml import read_xml
from factcheck.read.passages import Layout
from factcheck.read.plain import read_markdown, read_text
from factcheck.types import Article, Skipped

Reader = Callable[[str, str, Layout], Sequence[Article | Skipped]]


def _one(reader: Callable[[str, str, Layout], Article]) -> Reader:
    return lambda text, path, layout: [reader(text, path, layout)]


_LONGEST_REASON = 300  # characters
_FAULTS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, RuntimeError, TypeError, ValueError,
)  # fmt: skip

__all__ = ["Limits", "read"]

_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": _one(read_text), ".md": _one(read_markdown), ".html": _one(read_html), ".htm": _one(read_html),
        ".json": read_json, ".jsonl": read_jsonl, ".xml": read_xml, ".eml": read_mail,
    }
)  # fmt: skip


def read(
    folders: Sequence[Path],
    layout: Layout,
    published: Mapping[str, date] | None = None,
    limits: Limits = Limits(),  # noqa: B008 - it is frozen
) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    """Every article below ``folders``, ordered by content, and every file that could not be used, with its reason.

    ``published`` maps a path (as reported, or a bare file name) to the day that the user gives. Raises FactcheckError
    where a folder is missing, holds more files than ``limits`` allow, or ``published`` names a file that is not there.
    """
    articles: list[Article] = []
    skipped: list[Skipped] = []
    for folder in folders:
        for entry in walk(folder, limits):
            shown = _shown(entry.path, folder)
            for found in _read_one(entry, shown, layout, limits):
                if isinstance(found, Article):
                    articles.append(found)
                else:
                    skipped.append(replace(found, reason=safe_name(found.reason)[:_LONGEST_REASON]))
    articles = _dated_by_user(articles, published or {})
    latest, superseded = _latest(articles)
    return _distinct(latest), tuple(sorted(skipped + superseded, key=lambda s: (s.path, s.reason)))


def _shown(path: Path, folder: Path) -> str:
    base = folder.resolve() if folder.is_dir() else folder.resolve().parent
    shown = Path(base.name) / path.relative_to(folder) if folder.is_dir() else Path(base.name) / path.name
    return safe_name(shown.as_posix())


def _read_one(entry: Entry, shown: str, layout: Layout, limits: Limits) -> Sequence[Article | Skipped]:
    """What one file holds. Whatever it does to a reader, it is skipped and the others are read."""
    try:
        return _found_in(entry, shown, layout, limits)
    except ArticleError as error:
        return [Skipped(shown, str(error))]
    except _FAULTS as error:
        return [Skipped(shown, f"could not be read, through a fault of factcheck ({type(error).__name__}: {error})")]


def _found_in(entry: Entry, shown: str, layout: Layout, limits: Limits) -> Sequence[Article | Skipped]:
    if entry.reason:
        raise ArticleError(entry.reason)
    suffix = entry.path.suffix.lower()
    if suffix == ".docx":
        from factcheck.read.word import read_word

        return [read_word(content(entry.path, limits), shown, layout)]
    reader = _READERS.get(suffix)
    if reader is None:
        known = ", ".join(sorted([".docx", *_READERS]))
        raise ArticleError(f"not a format that is read ({known})")
    text, notes = decode(content(entry.path, limits))
    return [replace(f, notes=notes) if isinstance(f, Article) else f for f in reader(text, shown, layout)]


def _latest(articles: Sequence[Article]) -> tuple[list[Article], list[Skipped]]:
    """Of several versions of one article the last; the others, with the one that took their place."""
    by_id: dict[str, list[Article]] = {}
    for article in articles:
        by_id.setdefault(_identity(article), []).append(article)
    latest, superseded = [], []
    for versions in by_id.values():
        *earlier, last = sorted(versions, key=_age)
        latest.append(last)
        for article in earlier:
            if _age(article)[:2] == _age(last)[:2]:
                latest.append(article)  # nothing tells which of them is the later one
            else:
                superseded.append(Skipped(article.path, f"an earlier version of {last.path}"))
    return latest, superseded


def _identity(article: Article) -> str:
    """What all versions of one article share. A bare number is its outlet's own: another's may bear the same."""
    known = article.identifier or ""
    if known and (article.outlet or article.version is not None or not known.isdecimal()):
        return f"{article.outlet} {known}"
    return f"\0{article.path}"


def _age(article: Article) -> tuple[int, datetime, str]:
    published = article.published or date.min
    written = article.updated or datetime(published.year, published.month, published.day, tzinfo=UTC)
    return article.version or 0, written, article.path


def _dated_by_user(articles: list[Article], published: Mapping[str, date]) -> list[Article]:
    unused = dict(published)
    dated = []
    for article in articles:
        given = next((key for key in (article.path, article.path.rsplit("/", 1)[-1]) if key in published), None)
        if given is not None:
            unused.pop(given, None)
            article = replace(article, published=published[given], published_from="option")
        dated.append(article)
    if unused:
        raise FactcheckError(f"no such article to date: {', '.join(sorted(unused))}")
    return dated


def _distinct(articles: list[Article]) -> tuple[Article, ...]:
    """In the order of their content; the ids of files with one content are told apart by a number."""
    seen: dict[str, int] = {}
    distinct = []
    for article in sorted(articles, key=lambda a: (a.id, a.path)):
        count = seen[article.id] = seen.get(article.id, 0) + 1
        distinct.append(article if count == 1 else replace(article, id=f"{article.id}-{count}"))
    return tuple(distinct)
