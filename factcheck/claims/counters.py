"""Who gives a figure: the source beside it, and the side that this source is on."""

from __future__ import annotations

from factcheck.claims.view import View
from factcheck.kinds import counts
from factcheck.text import plain
from factcheck.types import Span

_AFTER = 70  # code points behind a figure in which its own source stands
_SAID = 140  # and in which a verb of saying gives it


def source(view: View, span: Span) -> str | None:
    """Whose words the figure at ``span`` is: "4.200 selon la préfecture", "..., nous annonce la police"."""
    text, cues = view.article.text, view.grammars.figures
    beside = cues["beside"].match(plain(text[span.end : span.end + _AFTER]))
    if beside:
        return view.words(Span(span.end + beside.start(1), span.end + beside.end(1)))
    start = max(view.sentence(span).start, span.start - _AFTER)
    counted = cues["counted"].search(plain(text[start : span.start]))
    if counted:
        words = view.words(Span(start + counted.start(1), start + counted.end(1)))
        if camp(view, words):
            return words
    told = view.source(span)
    if told is not None:
        return told
    end = min(view.sentence(span).end, span.end + _SAID)
    said = cues["said"].search(plain(text[span.end : end]))
    if said is None:
        return None
    words = view.words(Span(span.end + said.start(1), span.end + said.end(1)))
    return words if camp(view, words) else None


def camp(view: View, said_by: str | None) -> str | None:
    return counts.camp(said_by, view.grammars.counts)
