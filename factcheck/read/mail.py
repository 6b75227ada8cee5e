"""Mail, one message a file."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from factcheck.errors import ArticleError
from factcheck.read.passages import Layout
from factcheck.read.records import of_parts, plain
from factcheck.types import Article

_MAX_PARTS = 200
_MAX_NESTED = 25  # each line is held against the boundaries of all parts that are open
_LONGEST_HEADER = 5_000  # its parser takes as long as the square of it
_USED = re.compile(r"(?i)(?:subject|from|date|message-id|mime-version|content-.{1,40})$")
_BOUNDARY = re.compile(r"(?i)boundary[*\d]{0,9}\s{0,9}=")
_ENCODED = ("quoted-printable", "base64")  # else the text is there already, decoded with its file


_FAULTS = (LookupError, ValueError, AttributeError, TypeError, OverflowError)  # what the parser raises on a header


def read_mail(text: str, path: str, layout: Layout) -> list[Article]:
    """A message: its subject and its text, or what its HTML says. Raises ArticleError."""
    if text.lower().count("content-type:") > _MAX_PARTS or len(_BOUNDARY.findall(text)) > _MAX_NESTED:
        raise ArticleError("a message of too many parts")
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
    except (*_FAULTS, RecursionError) as error:
        raise ArticleError(f"a message that cannot be read: {error}") from None
    subject, sender, sent, key = (_header(message, name) for name in ("subject", "from", "date", "message-id"))
    if part is not None and part.get_content_type() == "text/html":
        body = plain(str(body))
    if not str(body).strip():
        raise ArticleError("holds no text")
    try:
        day = parsedate_to_datetime(sent).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        day = ""
    meta = {"date": day, "source": sender.partition("<")[0].strip(' "'), "id": key}
    return [of_parts(subject, str(body), path, layout, meta)]


def _header(message: EmailMessage, name: str) -> str:
    """A header in words, "" where it is none or makes no sense: the text below it still does."""
    try:
        return str(message.get(name) or "")
    except _FAULTS:
        return ""
