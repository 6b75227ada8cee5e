"""NITF, and NewsML-G2 with NITF, XHTML or plain text inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from factcheck.errors import ArticleError
from factcheck.read.passages import Layout
from factcheck.read.records import each, of_parts
from factcheck.types import Article, Skipped

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MAX_DEPTH = 60  # of elements within each other
_BESIDE = frozenset("media figure figcaption caption aside nav script style".split())  # no story, whatever is in them


def read_xml(text: str, path: str, layout: Layout) -> Sequence[Article | Skipped]:
    """The articles of a document. Raises ArticleError where none is one."""
    root = parsed_xml(text)
    items = [root] if _name(root) == "nitf" else [e for e in root.iter() if _name(e) == "newsItem"] or [root]
    return each(items, path, lambda item, name: _of_item(item, name, layout))


def parsed_xml(text: str) -> Element:
    """The root of a document, in which no entity is ever expanded. Raises ArticleError."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if _deepest(text) > _MAX_DEPTH:
        raise ArticleError(f"nested more than {_MAX_DEPTH} deep")
    try:
        root: Element = fromstring(re.sub(r"^\s*<\?xml[^<>]{0,200}\?>", "", text))
    except DefusedXmlException as error:
        raise ArticleError(f"XML with entities of its own is not read ({type(error).__name__})") from None
    except (ParseError, ValueError) as error:
        raise ArticleError(f"not XML: {error}") from None
    return root


def _deepest(text: str) -> int:
    depth = deepest = 0
    for tag in re.finditer(r"<(/?)[A-Za-z_][^<>]*?(/?)>", text):
        depth += -1 if tag[1] else not tag[2]
        deepest = max(deepest, depth)
    return deepest


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(element: Element, *names: str) -> Iterator[Element]:
    return (e for name in names for e in element.iter() if _name(e) == name)


def _inside(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _paragraphs(element: Element) -> Iterator[Element]:
    for inner in element:
        if _name(inner) == "p":
            yield inner
        elif _name(inner) not in _BESIDE:
            yield from _paragraphs(inner)


def _first(element: Element, *names: str) -> str:
    return next((words for e in _all(element, *names) if (words := _inside(e))), "")


def _of_item(item: Element, path: str, layout: Layout) -> Article:
    body = next(_all(item, "body.content", "inlineXML", "inlineData", "body"), None)
    if body is None:
        raise ArticleError("XML that is neither NITF nor NewsML-G2 with a text in it")
    paragraphs = [words for e in _paragraphs(body) if (words := _inside(e))] or ["".join(body.itertext()).strip()]
    day = next((e.get("norm") or "" for e in _all(item, "date.issue", "story.date")), "")
    day = re.sub(r"^(\d{4})(\d\d)(\d\d)", r"\1-\2-\3", day) or _first(
        item, "contentCreated", "firstCreated", "versionCreated"
    )
    meta = {
        "date": day,
        "updated": _first(item, "versionCreated", "contentModified"),
        "source": _first(item, "copyrightHolder", "provider", "doc.copyright", "distributor"),
        "author": _first(item, "byttl", "byline", "creator"),
        "id": item.get("guid") or next((e.get("id-string") or "" for e in _all(item, "doc-id")), ""),
        "version": item.get("version"),
    }
    title = _first(item, "hl1", "headline", "title")
    return of_parts(title, "\n\n".join(paragraphs), path, layout, meta)
