"""Whether a date is told as past or as coming, guessed from the verb forms near it."""

from __future__ import annotations

import re
import unicodedata

from factcheck.kinds.date_expressions import Tense
from factcheck.kinds.date_grammar import DateGrammar
from factcheck.text import same_length
from factcheck.types import Span

_BREAK = re.compile(r"[.!?;](?=\s|$)|\n|»")
_REACH = 220  # characters to either side in which a verb is looked for
_LATER = 3  # characters by which a verb after the date must be nearer than one before it


def tense_of(text: str, span: Span, grammar: DateGrammar) -> Tense:
    """The tense of the verb form nearest to ``span`` in its sentence, mostly the one before it."""
    start, end = _sentence(text, span)
    before, after = _readable(text[start : span.start]), _readable(text[span.end : end])
    best: tuple[int, int] | None = None
    tense: Tense = "unknown"
    for order, form in enumerate(grammar.tenses):
        for pattern in form.patterns:
            distances = [len(before) - m.end() for m in pattern.finditer(before)]
            distances += [m.start() + _LATER for m in pattern.finditer(after)]
            if distances and (best is None or (min(distances), order) < best):
                best, tense = (min(distances), order), form.tense
    return tense


def _readable(text: str) -> str:
    """Lower case with accents, since "annoncé" and "annonce" are two tenses."""
    return unicodedata.normalize("NFC", same_length(text)).lower()


def _sentence(text: str, span: Span) -> tuple[int, int]:
    start = max(0, span.start - _REACH)
    for match in _BREAK.finditer(text, start, span.start):
        start = match.end()
    end = _BREAK.search(text, span.end, min(len(text), span.end + _REACH))
    return start, end.start() if end else min(len(text), span.end + _REACH)
