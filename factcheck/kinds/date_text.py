"""A text as the date rules read it: lower case, no accents, single spaces, each character with its place in the original."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from factcheck.text import same_length
from factcheck.types import Span

_WRAPPED = re.compile(r"(?<=[^\n.:;!?])\n(?=[a-zà-ÿ])")


def _plain(code: int) -> str:
    """The character of a code point without case and accent, if that is one character."""
    bare = unicodedata.normalize("NFD", chr(code).lower())
    return bare[0] if all(unicodedata.combining(c) for c in bare[1:]) else chr(code)


_PLAIN = {code: _plain(code) for code in (*range(0x41, 0x5B), *range(0xC0, 0x250))}


@dataclass(frozen=True, slots=True)
class PlainText:
    """``plain`` is what rules match; ``places[i]`` is where its i-th character stands in ``original``."""

    original: str
    plain: str
    places: tuple[int, ...] | None  # None: every character stands where it stood

    @classmethod
    def of(cls, text: str) -> PlainText:
        canonical = _WRAPPED.sub(" ", same_length(text))
        plain = canonical.translate(_PLAIN)
        if "  " not in plain and not any("\u0300" <= c <= "\u036f" for c in plain):
            return cls(text, plain, None)
        kept = [
            i for i, c in enumerate(plain) if not ("\u0300" <= c <= "\u036f" or (c == " " and plain[i - 1 : i] == " "))
        ]
        return cls(text, "".join(plain[i] for i in kept), (*kept, len(text)))

    def span(self, start: int, end: int) -> Span:
        """Where ``plain[start:end]`` stands in the original."""
        if self.places is None:
            return Span(start, end)
        last = self.places[end - 1] + 1 if end > start else self.places[start]
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return Span(self.places[start], last)

    def capital(self, at: int) -> bool:
        """Whether the character at ``plain[at]`` is upper case in the original."""
        if at >= len(self.plain):
            return False
        return self.original[at if self.places is None else self.places[at]].isupper()
