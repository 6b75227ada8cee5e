"""JSON and JSON lines, IPTC ninjs among them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from factcheck.errors import ArticleError
from factcheck.read.passages import Layout
from factcheck.read.records import each, of_parts, plain
from factcheck.types import Article, Skipped

_MAX_DEPTH = 60  # of brackets within each other

_LISTS = ("articles", "items", "entries")
_TITLES = ("title", "headline", "headlines", "name")
_TEXTS = ("text", "body", "content", "body_text", "articlebody", "bodies")
_MARKED_UP = ("body_html", "body_xhtml", "content_html", "html")
_SUMMARIES = ("description",)
_DAYS = (
    "published", "date", "datepublished", "published_at", "pubdate", "versioncreated", "firstcreated", "contentcreated",
)  # fmt: skip
_UPDATES = ("updated", "datemodified", "versionmodified", "modified", "versioncreated")
_OUTLETS = ("outlet", "source", "publisher", "provider", "copyrightholder", "infosources")
_AUTHORS = ("author", "authors", "byline", "by")
_IDS = ("id", "guid", "url", "uri", "@id", "altids")

# A string to its end, or to that of the text, so that no sign is looked at twice; or a bracket.
_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[{]|[\]}]', re.DOTALL)
_MARKUP = re.compile(r"<(?:p|br|div|h\d)\b")


def read_json(text: str, path: str, layout: Layout) -> Sequence[Article | Skipped]:
    """One article, a list of them, or an object with a list of them. Raises ArticleError where none is an article."""
    content = _loaded(text)
    if isinstance(content, dict):
        inner = next((v for k in _LISTS if isinstance(v := content.get(k), list)), None)
        records = [content] if inner is None else inner
    else:
        records = content if isinstance(content, list) else []
    return each(records, path, lambda record, name: _article(record, name, layout))


def read_jsonl(text: str, path: str, layout: Layout) -> Sequence[Article | Skipped]:
    """One article a line. Raises ArticleError where no line is one."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    return each(lines, path, lambda line, name: _of_line(*line, name, layout))


def _of_line(number: int, line: str, path: str, layout: Layout) -> Article:
    try:
        return _article(_loaded(line), path, layout)
    except ArticleError as error:
        raise ArticleError(f"line {number}: {error}") from None


def _loaded(text: str) -> Any:
    depth = deepest = 0
    for bracket in _BRACKET.finditer(text):
        if (char := bracket.group()) in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    if deepest > _MAX_DEPTH:
        raise ArticleError(f"nested more than {_MAX_DEPTH} deep")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"not JSON: {error}") from None


def _article(record: Any, path: str, layout: Layout) -> Article:
    if not isinstance(record, dict):
        raise ArticleError("no object with fields")
    fields = {str(key).lower().replace("-", "_"): value for key, value in record.items()}
    marked_up = (v for name in _MARKED_UP if isinstance(v := fields.get(name), str))
    body = _field(fields, _TEXTS) or next(filter(None, map(plain, marked_up)), "") or _field(fields, _SUMMARIES)
    if not body:
        raise ArticleError(f"no text (a field named {', '.join(_TEXTS)} or {_MARKED_UP[0]})")
    meta = {
        "date": _field(fields, _DAYS), "updated": _field(fields, _UPDATES), "source": _field(fields, _OUTLETS),
        "author": _field(fields, _AUTHORS), "id": _field(fields, _IDS) or _number(fields), "version": fields.get("version"),
        "language": fields.get("language"),
    }  # fmt: skip
    return of_parts(_field(fields, _TITLES), body, path, layout, meta)


def _number(fields: Mapping[str, Any]) -> str:
    """An identity that is a number."""
    return next((str(v) for name in _IDS if type(v := fields.get(name)) is int and abs(v) < 10**18), "")


def _field(fields: Mapping[str, Any], names: Sequence[str]) -> str:
    return next((words for name in names if (words := _words(fields.get(name)))), "")


def _words(value: object) -> str:
    """The words of a field: a text, or the main or first of a list, or what an object calls its name or value."""
    if isinstance(value, str):
        return plain(value) if _MARKUP.search(value) else value.strip()
    if isinstance(value, list):
        return next((words for item in sorted(value, key=_beside) if (words := _words(item))), "")
    if isinstance(value, dict):
        return next(
            (w for name in ("value", "name", "content", "text", "literal") if (w := _words(value.get(name)))), ""
        )
    return ""


def _beside(item: object) -> bool:
    """Whether an item of a list is another than its main one, as ninjs tells them apart."""
    return not (isinstance(item, dict) and item.get("role") == "main")
