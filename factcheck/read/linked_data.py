"""What a web page says of the article on it: JSON-LD of schema.org, OpenGraph, <time>."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from factcheck.read.page import MAX_TAGS, Page

_ADDRESS = re.compile(r"https?://[^/\s]{1,200}/[^\s#]\S{0,400}$")  # that of a site is not that of an article
_UPDATE = re.compile(r"modif|updat", re.IGNORECASE)
_LONGEST = 1_000_000  # characters of linked data
_MOST = 300  # items of a graph
_HEAD = (
    ("title", ("og:title",)),
    ("date", ("article:published_time", "datepublished", "date")),
    ("updated", ("article:modified_time", "datemodified")),
    ("source", ("og:site_name",)),
    ("author", ("author", "article:author")),
)


def meta_of(page: Page) -> dict[str, str]:
    """Title, date, updated, source, author and url, as far as told: JSON-LD before OpenGraph before <time>."""
    article = next(_articles(page.linked_data), {})
    told = _of_article(article, page)
    for key, names in _HEAD:
        told.setdefault(key, next((page.meta[name] for name in names if page.meta.get(name)), ""))
    updates = [t["datetime"] for t in page.times if _UPDATE.search(" ".join(t.values())[:500])]
    others = [t["datetime"] for t in page.times if not _UPDATE.search(" ".join(t.values())[:500])]
    fallback = {"title": page.title, "date": next(iter(others), ""), "updated": next(iter(updates), "")}
    return {key: words for key, value in told.items() if (words := " ".join((value or fallback.get(key, "")).split()))}


def described(page: Page) -> str:
    """The sentence by which a page describes its article; often its standfirst."""
    article = next(_articles(page.linked_data), {})
    found = article.get("description") or page.meta.get("og:description") or page.meta.get("description")
    return found if isinstance(found, str) else ""


def _articles(sources: list[str]) -> Iterator[dict[str, object]]:
    for source in sources:
        if len(source) > _LONGEST or source.count("{") + source.count("[") > MAX_TAGS:
            continue
        try:
            found = json.loads(source)
        except (ValueError, RecursionError):
            continue
        yield from (item for item in _items(found) if "Article" in _type(item))


def _type(item: Mapping[str, object]) -> str:
    kind = item.get("@type")
    return " ".join(k for k in (kind if isinstance(kind, list) else [kind])[:10] if isinstance(k, str))


def _items(found: object) -> Iterator[dict[str, object]]:
    for item in found[:_MOST] if isinstance(found, list) else [found]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (
                inner for inner in (graph if isinstance(graph, list) else [])[:_MOST] if isinstance(inner, dict)
            )


def _of_article(article: Mapping[str, object], page: Page) -> dict[str, str]:
    page_of_it = article.get("mainEntityOfPage")
    addresses = (
        article.get("url"), page_of_it.get("@id") if isinstance(page_of_it, dict) else page_of_it, article.get("@id"),
        page.canonical, page.meta.get("og:url"),
    )  # fmt: skip
    told = {
        "title": article.get("headline"),
        "date": article.get("datePublished"),
        "updated": article.get("dateModified"),
        "author": _name(article.get("author")),
        "source": _name(article.get("publisher")),
        "url": next((a for a in addresses if isinstance(a, str) and _ADDRESS.match(a)), None),
    }
    return {key: _writable(value) for key, value in told.items() if isinstance(value, str) and value.strip()}


def _name(value: object) -> object:
    """The name of the first of the authors, or of the publisher."""
    first = value[0] if isinstance(value, list) and value else value
    return first.get("name") if isinstance(first, dict) else first


def _writable(value: str) -> str:
    return value[:2000].encode("utf-8", "replace").decode("utf-8")
