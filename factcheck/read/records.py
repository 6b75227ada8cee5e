"""Articles that come as fields: JSON and JSON lines, IPTC ninjs, NITF and NewsML-G2, and mail.

Their text is extracted: offsets count in it, not in the file. It is the headline, then the paragraphs, with an empty line
between two of them.
"""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from factcheck.errors import ArticleError
from factcheck.read.passages import Layout, passages
from factcheck.read.plain import article_of, writable
from factcheck.types import Article, Part, Passage, Span

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MAX_DEPTH = 60  # of brackets or elements within each other
_MAX_ARTICLES = 10_000  # in one file

_TITLES = ("title", "headline", "headlines", "name")
_TEXTS = ("text", "body", "content", "body_text", "articlebody", "bodies", "description")
_MARKED_UP = ("body_html", "body_xhtml", "content_html", "html")
_DAYS = (
    "published",
    "date",
    "datepublished",
    "published_at",
    "pubdate",
    "versioncreated",
    "firstcreated",
    "contentcreated",
)
_UPDATES = ("updated", "datemodified", "versionmodified", "modified", "versioncreated")
_OUTLETS = ("outlet", "source", "publisher", "provider", "copyrightholder", "infosources")
_AUTHORS = ("author", "authors", "byline", "by")
_IDS = ("id", "guid", "url", "uri", "@id", "altids")


def read_json(text: str, path: str, layout: Layout) -> list[Article]:
    """One article, a list of them, or an object with a list of them. Raises ArticleError."""
    content = _loaded(text)
    if isinstance(content, dict):
        inner = next((v for k in ("articles", "items", "entries") if isinstance(v := content.get(k), list)), None)
        records = [content] if inner is None else inner
    else:
        records = content if isinstance(content, list) else []
    return _articles(records, path, layout)


def read_jsonl(text: str, path: str, layout: Layout) -> list[Article]:
    """One article a line. Raises ArticleError with the number of a line that is none."""
    records = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                records.append(_loaded(line))
            except ArticleError as error:
                raise ArticleError(f"line {number}: {error}") from None
    return _articles(records, path, layout)


def _loaded(text: str) -> Any:
    depth = deepest = 0
    for bracket in re.finditer(r'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', text):
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


def _articles(records: Sequence[Any], path: str, layout: Layout) -> list[Article]:
    if len(records) > _MAX_ARTICLES:
        raise ArticleError(f"holds more than {_MAX_ARTICLES:,} articles")
    found = []
    for number, record in enumerate(records, 1):
        if not isinstance(record, dict):
            raise ArticleError(f"article {number} is no object with fields")
        fields = {str(key).lower().replace("-", "_"): value for key, value in record.items()}
        name = path if len(records) == 1 else f"{path}#{number}"
        body = _plain(_field(fields, _MARKED_UP)) if not _field(fields, _TEXTS) else _field(fields, _TEXTS)
        if not body:
            raise ArticleError(f"article {number} has no text (a field named {', '.join(_TEXTS)} or {_MARKED_UP[0]})")
        meta = {
            "date": _field(fields, _DAYS), "updated": _field(fields, _UPDATES), "source": _field(fields, _OUTLETS),
            "author": _field(fields, _AUTHORS), "id": _field(fields, _IDS) or _number(fields), "version": fields.get("version"),
            "language": fields.get("language"),
        }  # fmt: skip
        found.append(of_parts(_field(fields, _TITLES), body, name, layout, meta))
    if not found:
        raise ArticleError("holds no article")
    return found


def _number(fields: Mapping[str, Any]) -> str:
    """An identity that is a number."""
    return next((str(v) for name in _IDS if type(v := fields.get(name)) is int and abs(v) < 10**18), "")


def _field(fields: Mapping[str, Any], names: Sequence[str]) -> str:
    return next((words for name in names if (words := _words(fields.get(name)))), "")


def _words(value: object) -> str:
    """The words of a field: a text, or the first of a list, or what an object calls its name or value."""
    if isinstance(value, str):
        return _plain(value) if re.search(r"<(?:p|br|div|h\d)\b", value) else value.strip()
    if isinstance(value, list):
        return next((words for item in value if (words := _words(item))), "")
    if isinstance(value, dict):
        return next(
            (w for name in ("value", "name", "content", "text", "literal") if (w := _words(value.get(name)))), ""
        )
    return ""


_BREAK = re.compile(r"<(?:/?(?:p|div|li|ul|ol|h\d|blockquote|tr|table)|br)\b[^<>]{0,2000}>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]{0,2000}>")


def _plain(markup: str) -> str:
    """The paragraphs of a fragment of HTML."""
    import html

    paragraphs = (html.unescape(_TAG.sub("", part)) for part in _BREAK.split(markup))
    return "\n\n".join(" ".join(words.split()) for words in paragraphs if words.strip())


def of_parts(title: str, body: str, path: str, layout: Layout, meta: Mapping[str, Any]) -> Article:
    """The article of a headline and a text; the headline stands at the head of the text. Raises ArticleError."""
    body = writable(body.replace("\r\n", "\n")).strip()
    title = " ".join(writable(title).split())
    if not title or body.startswith(title):
        article = article_of(body, path, passages(body, layout), dict(meta))
    else:
        text = f"{title}\n\n{body}"
        head = Passage(Part.HEADLINE, Span(0, len(title)))
        article = article_of(text, path, (head, *passages(text, layout, len(title), titled=True)), dict(meta))
    return replace(article, offsets_in="extracted-text")


# -- XML ---------------------------------------------------------------------------------------------------------------


def read_xml(text: str, path: str, layout: Layout) -> list[Article]:
    """NITF, or NewsML-G2 with NITF, XHTML or plain text inside. Raises ArticleError."""
    root = parsed_xml(text)
    items = [root] if _name(root) == "nitf" else [e for e in root.iter() if _name(e) == "newsItem"] or [root]
    if len(items) > _MAX_ARTICLES:
        raise ArticleError(f"holds more than {_MAX_ARTICLES:,} articles")
    found = []
    for number, item in enumerate(items, 1):
        name = path if len(items) == 1 else f"{path}#{number}"
        found.append(_of_item(item, name, layout))
    return found


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


def _first(element: Element, *names: str) -> str:
    return next((words for e in _all(element, *names) if (words := _inside(e))), "")


def _of_item(item: Element, path: str, layout: Layout) -> Article:
    body = next(_all(item, "body.content", "inlineXML", "inlineData", "body"), None)
    if body is None:
        raise ArticleError("XML that is neither NITF nor NewsML-G2 with a text in it")
    paragraphs = [words for e in _all(body, "p") if (words := _inside(e))] or ["".join(body.itertext()).strip()]
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


# -- mail --------------------------------------------------------------------------------------------------------------

_MAX_PARTS = 200
_LONGEST_HEADER = 5_000  # its parser takes as long as the square of it
_USED = re.compile(r"(?i)(?:subject|from|date|message-id|mime-version|content-.{1,40})$")
_ENCODED = ("quoted-printable", "base64")  # else the text is there already, decoded with its file


def read_mail(text: str, path: str, layout: Layout) -> list[Article]:
    """A message: its subject and its text, or what its HTML says. Raises ArticleError."""
    if text.lower().count("content-type:") > _MAX_PARTS:
        raise ArticleError(f"a message of more than {_MAX_PARTS} parts")
    try:
        message = email.message_from_string(text, policy=email.policy.default)
        if not message.keys():
            raise ArticleError("not a message")
        if any(
            len(value) > _LONGEST_HEADER and _USED.match(name) for p in message.walk() for name, value in p.raw_items()
        ):
            raise ArticleError("a message with a header without end")
        part = message.get_body(("plain", "html"))
        encoded = part is not None and str(part.get("content-transfer-encoding", "")).lower() in _ENCODED
        body = "" if part is None else part.get_content() if encoded else part.get_payload()
        subject, sender, sent, key = (str(message.get(n) or "") for n in ("subject", "from", "date", "message-id"))
    except (LookupError, ValueError, AttributeError, TypeError, RecursionError) as error:
        raise ArticleError(f"a message that cannot be read: {error}") from None
    if part is not None and part.get_content_type() == "text/html":
        body = _plain(str(body))
    if not str(body).strip():
        raise ArticleError("holds no text")
    try:
        day = parsedate_to_datetime(sent).astimezone(UTC).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        day = ""
    meta = {"date": day, "source": sender.partition("<")[0].strip(' "'), "id": key}
    return [of_parts(subject, str(body), path, layout, meta)]
