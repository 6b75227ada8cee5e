"""Files -> Articles, one module a format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from factcheck.errors import ArticleError, FactcheckError
from factcheck.read.html import read_html
from factcheck.read.passages import Layout
from factcheck.read.plain import read_markdown, read_text
from factcheck.types import Article, Skipped

MAX_BYTES = 5_000_000  # the longest articles of the press are a hundredth of this
_READERS = {".txt": read_text, ".md": read_markdown, ".html": read_html, ".htm": read_html}
_DOCUMENTATION = {"readme.md", "readme.txt", "license.md", "license.txt", "changelog.md"}


def read(
    folders: Sequence[Path], layout: Layout, published: Mapping[str, date] | None = None
) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    """Every article below ``folders``, ordered by content, and every file that could not be used, with its reason.

    ``published`` maps a path (as reported, or a bare file name) to the day that the user gives. Raises FactcheckError
    where a folder is missing or ``published`` names a file that is not there.
    """
    articles: list[Article] = []
    skipped: list[Skipped] = []
    for folder in folders:
        for path in _files(folder):
            shown = _shown(path, folder)
            try:
                articles.append(_read_one(path, shown, layout))
            except ArticleError as error:
                skipped.append(Skipped(shown, str(error)))
    articles = _dated_by_user(articles, published or {})
    return _distinct(articles), tuple(sorted(skipped, key=lambda s: s.path))


def _files(folder: Path) -> list[Path]:
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise FactcheckError(f"{folder}: no such folder")
    return [
        path
        for path in sorted(folder.rglob("*"))
        if not path.is_dir()
        and path.name.lower() not in _DOCUMENTATION
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]


def _shown(path: Path, folder: Path) -> str:
    base = folder.resolve() if folder.is_dir() else folder.resolve().parent
    shown = Path(base.name) / path.relative_to(folder) if folder.is_dir() else Path(base.name) / path.name
    return shown.as_posix().encode("utf-8", "replace").decode("utf-8")


def _read_one(path: Path, shown: str, layout: Layout) -> Article:
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(_READERS))
        raise ArticleError(f"not a format that is read ({known})")
    if path.is_symlink():
        raise ArticleError("a symbolic link; links are not followed")
    if not path.is_file():
        raise ArticleError("not a regular file")
    return reader(_decode(path), shown, layout)


def _decode(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ArticleError(f"larger than {MAX_BYTES:,} bytes")
        content = path.read_bytes()
    except OSError as error:
        raise ArticleError(f"cannot be read: {error.strerror or error}") from None
    if b"\0" in content:
        raise ArticleError("binary, not text")
    for encoding in ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise ArticleError("neither UTF-8 nor Windows-1252")
    if not text.strip():
        raise ArticleError("empty")
    return text


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
