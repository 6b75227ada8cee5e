"""Plain text, and Markdown with YAML front matter."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import yaml
from frontmatter import default_handlers

from factcheck.errors import ArticleError
from factcheck.read.language import language_of
from factcheck.read.passages import Layout, passages
from factcheck.types import Article, Part, Passage, Span

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
_FRONT_LIMIT = 20_000
MAX_STORY = 400_000  # characters; the longest articles of the press are a tenth of it
# What YAML raises for values that are not what their tags say.
_NOT_YAML = (yaml.YAMLError, ValueError, RecursionError, AttributeError, LookupError, TypeError, OverflowError)
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_ISO = re.compile(r"(\d{4})(?:-(?=\d\d-)|(?=\d{4}(?:T|$)))(\d\d)-?(\d\d)")
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_DATE_KEYS = ("published", "date", "published_at", "datepublished", "pubdate")
_OUTLET_KEYS = ("outlet", "source", "publisher", "media")
_AUTHOR_KEYS = ("author", "authors", "byline")
_UPDATED_KEYS = ("updated", "modified", "lastmod")
_ID_KEYS = ("id", "guid", "url", "permalink")


def read_text(text: str, path: str, layout: Layout) -> Article:
    """A plain text: its headline is its first short line without a full stop. Raises ArticleError."""
    _bounded(text)
    return article_of(text, path, passages(text, layout), {})


def read_markdown(text: str, path: str, layout: Layout) -> Article:
    """Markdown; front matter may give title, date, outlet (or source) and author. Raises ArticleError."""
    _bounded(text)
    front = _FRONT.match(text[:_FRONT_LIMIT])
    if front is None:
        return article_of(text, path, passages(text, layout), {})
    meta = _front_matter(front.group("yaml"))
    title = meta.get("title")
    spans: tuple[Passage, ...] = ()
    if isinstance(title, str) and title and (at := text.find(title, 0, front.end())) >= 0:
        spans = (Passage(Part.HEADLINE, Span(at, at + len(title))),)
    return article_of(text, path, spans + passages(text, layout, front.end(), titled=bool(spans)), meta)


def _bounded(text: str) -> None:
    if len(text) > MAX_STORY:
        raise ArticleError(f"a text of more than {MAX_STORY:,} characters")


class _Loader(yaml.SafeLoader):
    """Plain values, each written out: an alias could stand for a billion of them."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise ArticleError("front matter with YAML aliases is not read")
        return super().compose_node(parent, index)


def _front_matter(source: str) -> dict[str, Any]:
    try:
        content = default_handlers.YAMLHandler().load(source, Loader=_Loader)
    except _NOT_YAML as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise ArticleError(f"front matter is not YAML (line {line})") from None
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise ArticleError("front matter is not a mapping")
    return {str(key).lower(): value for key, value in content.items()}


def article_of(text: str, path: str, spans: tuple[Passage, ...], meta: dict[str, Any]) -> Article:
    """The article of one text with its passages and what its file says of it. Raises ArticleError if it holds no text."""
    headline = next((p.span for p in spans if p.part is Part.HEADLINE), None)
    if not any(p.part is not Part.ASIDE for p in spans):
        raise ArticleError("holds no text")
    if sum(p.span.end - p.span.start for p in spans if p.part is not Part.ASIDE) > MAX_STORY:
        raise ArticleError(f"a text of more than {MAX_STORY:,} characters")
    title = text[headline.start : headline.end] if headline else None
    day, origin = _day(meta), "front-matter"
    if day is None and (named := _IN_NAME.search(path.rsplit("/", 1)[-1])):
        day, origin = _real(named), "file-name"
    return Article(
        id=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12],
        path=path,
        text=text,
        passages=spans,
        title=title,
        outlet=_first(meta, _OUTLET_KEYS),
        language=_language(meta) or language_of(" ".join(text[p.span.start : p.span.end] for p in spans)),
        published=day,
        published_from=origin if day else None,  # type: ignore[arg-type]
        authors=tuple(a for a in (_first(meta, _AUTHOR_KEYS),) if a),
        identifier=_first(meta, _ID_KEYS),
        version=_version(meta.get("version")),
        updated=_moment(meta),
    )


def _version(value: object) -> int | None:
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value.strip()):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _moment(meta: dict[str, Any]) -> datetime | None:
    """When this version was written; a time without a zone is taken as UTC, so that any two can be compared."""
    for key in _UPDATED_KEYS:
        value = meta.get(key)
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value.strip())
            except ValueError:
                continue
        if isinstance(value, datetime):
            return value if value.tzinfo else value.replace(tzinfo=UTC)
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return None


def _day(meta: dict[str, Any]) -> date | None:
    for key in _DATE_KEYS:
        value = meta.get(key)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, str) and value.strip():
            iso = _ISO.match(value.strip())
            return _real(iso) if iso else _of_mail(value)
    return None


def _of_mail(value: str) -> date | None:
    """The day of "Tue, 05 Mar 2024 18:00:00 +0100", where it was written."""
    try:
        return parsedate_to_datetime(value[:60]).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _real(match: re.Match[str]) -> date | None:
    try:
        return date(*(int(group) for group in match.groups()))
    except ValueError:
        return None


def _first(meta: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    values = (meta.get(key) for key in keys)
    return next((words for value in values if isinstance(value, str) and (words := writable(value).strip())), None)


def _language(meta: dict[str, Any]) -> str | None:
    """The language that the file names by a code of two letters, "fr" or "fr-FR"."""
    code = meta.get("language")
    return code[:2].lower() if isinstance(code, str) and re.match(r"[A-Za-z]{2}(?:[-_]|$)", code) else None


def writable(words: str) -> str:
    """``words`` without what no file can hold: halves of characters, and signs that steer a terminal."""
    return _STEERING.sub(" ", words.encode("utf-8", "replace").decode("utf-8"))
