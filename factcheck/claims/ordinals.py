"""How often a club or a champion has won, told as an ordinal: "la troisième Coupe de son histoire", "un quatrième titre"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factcheck.claims.view import View
from factcheck.text import plain
from factcheck.types import Claim, Quantity, Slot, Span

_ABOUT, _RULE = "titles", "nth-title"
_HOLDERS = ("organisation", "person")


def claims(view: View) -> Iterator[Claim]:
    """One claim for each ordinal that counts titles; firm where its sentence names who has won them."""
    text, cue = view.article.text, view.grammars.figures[_RULE]
    for info in view.extraction.sentences:
        for match in cue.finditer(plain(text[info.span.start : info.span.end])):
            said = next(name for name, words in match.groupdict().items() if words)
            number = float(said.removeprefix("n"))
            span = Span(info.span.start + match.start(), info.span.start + match.end())
            holder = _holder(view, info.span, span)
            claim = view.claim(Slot.QUANTITY, _ABOUT, ":", Quantity(number, number, number, "", 1.0), span, _RULE, None)
            scope = frozenset({f"of:{holder}"}) if holder is not None else frozenset()
            yield replace(claim, firm=claim.firm and holder is not None, scope=scope)


def _holder(view: View, sentence: Span, span: Span) -> str | None:
    """Who is named first in the sentence, the agency of a dateline aside."""
    named = [
        (s, e.id)
        for kind in _HOLDERS
        for s, e in view.people.named(view.article.id, kind)
        if sentence.start <= s.start and s.end <= span.start and not view.article.text.startswith(")", s.end)
    ]
    return min(named)[1] if named else None
