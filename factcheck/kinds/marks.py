"""Where quotation marks open and close in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.types import Span

#: An unclosed quotation is not believed beyond this many code points: the paragraph may be a whole article.
LONGEST_UNCLOSED = 600

# A paragraph ends at an empty line, and at the end of a line unless the next one plainly goes on with it.
_BREAK = re.compile(r"\n[^\S\n]*\n\s*|(?<=[.!?…:;»”\"])[^\S\n]*\n\s*|\n\s*(?![a-zà-ÿ0-9(])")
_MARK = re.compile(r"[«»“”\"„‟″]|‹‹|››|<<|>>|''|``")
_OPENING = {"«": "«", "“": "“", "„": "“", "‹‹": "«", "<<": "«", "``": "“"}
_CLOSING = {"»": "«", "”": "“", "‟": "“", "››": "«", ">>": "«"}
_BEFORE_OPENING = frozenset("([{'’‘-–—/:=…")
_AFTER_CLOSING = frozenset(")]},.;:!?…-–—/»”")


@dataclass(frozen=True, slots=True)
class Marked:
    """The code points between a pair of marks, and how many pairs hold it."""

    inner: Span
    depth: int


@dataclass(frozen=True, slots=True)
class _Open:
    mark: str
    start: int  # of the mark
    inner: int  # where the words begin


@dataclass(frozen=True, slots=True)
class _Paragraph:
    span: Span
    closed: tuple[Marked, ...]
    unclosed: _Open | None  # a mark that opens a quotation and never closes in this paragraph
    unopened: int | None  # a mark that closes a quotation from an earlier paragraph


def marked(text: str) -> tuple[Marked, ...]:
    """Every stretch between quotation marks, in order of its start; outer ones before those they hold.

    A quotation ends with its paragraph. Where a paragraph leaves one open and the next goes on with it (it opens
    again at its first word, or closes what it never opened), each paragraph gives its own part.
    """
    found: list[Marked] = []
    paragraphs = [_read(text, span) for span in _paragraphs(text)]
    running = False  # whether the paragraph before left a quotation open
    for index, paragraph in enumerate(paragraphs):
        after = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        found.extend(paragraph.closed)
        if running and paragraph.unopened is not None:
            found.append(Marked(Span(paragraph.span.start, paragraph.unopened), 0))
        running = paragraph.unclosed is not None and _ends_open(text, paragraph, after)
        if running and paragraph.unclosed is not None:
            found.append(Marked(Span(paragraph.unclosed.inner, paragraph.span.end), 0))
    return tuple(sorted(found, key=lambda m: (m.inner.start, -m.inner.end)))


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for gap in _BREAK.finditer(text):
        if start < gap.start():
            yield Span(start, gap.start())
        start = gap.end()
    if start < len(text):
        yield Span(start, len(text))


def _ends_open(text: str, paragraph: _Paragraph, after: _Paragraph | None) -> bool:
    """Whether a quotation left open runs to the end of its paragraph: the next goes on, or it fills this one."""
    opened = paragraph.unclosed
    if opened is None or paragraph.span.end - opened.inner > LONGEST_UNCLOSED:
        return False
    if any(inner.inner.start > opened.inner for inner in paragraph.closed):
        return False
    if after is not None and (after.unopened is not None or text[after.span.start] in '«“"»'):
        return True
    lead = text[paragraph.span.start : opened.start].rstrip()
    return not lead or lead.endswith(":")


def _read(text: str, span: Span) -> _Paragraph:
    opened: list[_Open] = []
    closed: list[Marked] = []
    unopened: int | None = None
    for match in _MARK.finditer(text, span.start, span.end):
        mark = match.group()
        family = _CLOSING.get(mark)
        if mark in ('"', "″", "''"):
            mark = '"'
            family = _straight(text, match, opened, span)
        elif mark == "»" and match.start() == span.start:
            continue  # the old habit of repeating » at the head of each paragraph of a long quotation
        elif mark == "”" and not opened and _looks_opening(text, match, span):
            family = None  # both marks of some papers are ”
        if family is None:
            opened.append(_Open(_OPENING.get(mark, mark if mark == '"' else "“"), match.start(), match.end()))
            continue
        index = _partner(opened, family)
        if index is None:
            unopened = match.start() if unopened is None and not closed else unopened
            continue
        closed.append(Marked(Span(opened[index].inner, match.start()), index))
        del opened[index:]
    return _Paragraph(span, tuple(closed), opened[0] if opened else None, unopened)


def _partner(opened: list[_Open], family: str) -> int | None:
    """The innermost open mark that ``family`` closes; “ and straight ones close each other, « only itself."""
    for index in range(len(opened) - 1, -1, -1):
        if opened[index].mark == family or {opened[index].mark, family} <= {"“", '"'}:
            return index
        if opened[index].mark == "«":
            return None
    return None


def _looks_opening(text: str, match: re.Match[str], span: Span) -> bool:
    before = text[match.start() - 1] if match.start() > span.start else " "
    after = text[match.end()] if match.end() < span.end else " "
    return (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()


def _straight(text: str, match: re.Match[str], opened: list[_Open], span: Span) -> str | None:
    """The family that a straight mark closes, or None if it opens one."""
    standing = any(o.mark in ('"', "“") for o in opened)
    before = text[match.start() - 1] if match.start() > span.start else " "
    after = text[match.end()] if match.end() < span.end else " "
    could_open = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    could_close = not before.isspace() and (after.isspace() or after in _AFTER_CLOSING)
    if could_open and not could_close:
        return None
    if could_close and not could_open:
        return '"'
    return '"' if standing else None
