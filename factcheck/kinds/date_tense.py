"""Whether a date is told as past or as coming, guessed from the verb forms near it."""

from __future__ import annotations

import re

from factcheck.kinds.date_expressions import Tense
from factcheck.kinds.date_grammar import DateGrammar
from factcheck.kinds.date_text import PlainText
from factcheck.types import Span

_BREAK = re.compile(r"[.!?;\n](?=\s|$)|\n|»")
_REACH = 220  # characters to either side in which a verb is looked for


def tense_of(text: str, span: Span, grammar: DateGrammar) -> Tense:
    """The tense of the verb form nearest to ``span`` in its sentence; what stands before wins a tie."""
    start, end = _sentence(text, span)
    plain = PlainText.of(text[start:end])
    at, until = span.start - start, span.end - start
    best: tuple[int, int, int] | None = None
    tense: Tense = "unknown"
    for order, form in enumerate(grammar.tenses):
        for pattern in form.patterns:
            for match in pattern.finditer(plain.plain):
                here = plain.span(match.start(), match.end())
                if here.start < until and at < here.end:
                    continue
                distance = at - here.end if here.end <= at else here.start - until + 3
                key = (distance, order, here.start)
                if best is None or key < best:
                    best, tense = key, form.tense
    return tense


def _sentence(text: str, span: Span) -> tuple[int, int]:
    start = max(0, span.start - _REACH)
    for match in _BREAK.finditer(text, start, span.start):
        start = match.end()
    match_after = _BREAK.search(text, span.end, min(len(text), span.end + _REACH))
    return start, match_after.start() if match_after else min(len(text), span.end + _REACH)
