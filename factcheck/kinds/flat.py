"""Flattened text: lower case, no accents, one spelling of punctuation, with the way back to the original's offsets."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from factcheck.text import same_length
from factcheck.types import Span

_MARKS: Final = re.compile("[\u0300-\u036f]")
_PLAIN: Final[Mapping[int, str]] = {
    code: unicodedata.normalize("NFD", chr(code))[0]
    for code in range(0xC0, 0x180)
    if len(unicodedata.normalize("NFD", chr(code))) > 1
}


@dataclass(frozen=True, slots=True)
class Flat:
    """A flattened text; ``offsets`` maps its code points to those of ``original``, None where they are the same."""

    text: str
    original: str
    offsets: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """The span of the original that stands behind ``start`` to ``end`` here (not empty)."""
        if self.offsets is None:
            return Span(start, end)
        return Span(self.offsets[start], self.offsets[end])

    def text_offset(self, at: int) -> int:
        """Where the original's offset ``at`` stands here."""
        return at if self.offsets is None else bisect_left(self.offsets, at)

    def words(self, start: int, end: int) -> str:
        """The original words from ``start`` to ``end``."""
        span = self.span(start, end)
        return self.original[span.start : span.end]


def flatten(text: str) -> Flat:
    """``text`` in lower case, without accents (composed or not), with one spelling of quotes, dashes and spaces."""
    canonical = same_length(text)
    lower = canonical.lower()
    if len(lower) != len(canonical):  # a few capitals grow when lowered
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in canonical)
    plain = lower.translate(_PLAIN)
    if _MARKS.search(plain) is None:
        return Flat(plain, text)
    kept = [i for i, c in enumerate(plain) if not "\u0300" <= c <= "\u036f"]
    return Flat("".join(plain[i] for i in kept), text, (*kept, len(plain)))


def after_name(flat: Flat, first: int, no_names: frozenset[str] = frozenset()) -> bool:
    """Whether a word with a capital stands right before ``first``, other than ``no_names``."""
    text = flat.text
    if first < 3 or text[first - 1] != " ":
        return False
    first -= text[first - 2] == " "
    start = first - 1
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "-&"):
        start -= 1
    word = text[start : first - 1]
    return len(word) > 1 and flat.words(start, start + 1).isupper() and word not in no_names
