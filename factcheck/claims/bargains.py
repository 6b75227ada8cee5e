"""What a party asks for or offers, told from what is given: three questions, of which none answers another."""

from __future__ import annotations

from factcheck.claims.view import View
from factcheck.text import plain
from factcheck.types import Span

ASKED, OFFERED = "asked", "offered"
_GIVEN = "stand:given"
_REACH = 90  # code points before a figure in which a verb of asking may stand
_AFTER = 45  # and behind it: "3 % sont sur la table"
_NEAR = 60  # code points before a figure in which its own verb of claiming stands
_PARTIES = ("organisation", "person")


def stage(view: View, span: Span, about: str) -> str:
    """ "asked" or "offered", by the word nearest before the figure that tells; "" where neither does.

    Only what is bargained for can be offered: elsewhere an offer is the price itself.
    """
    if view.grammars.counts.sides(about):
        return ""
    cues, bargained = view.grammars.figures, view.grammars.counts.bargained(about)
    before, behind = _around(view, span)
    found = [(m.start(), ASKED) for m in cues["asks"].finditer(before)]
    if bargained:
        found += [(m.start(), OFFERED) for m in cues["offers"].finditer(before)]
        found += [(m.start(), "") for m in cues["gives"].finditer(before)]
    if bargained and cues["offered"].match(behind):
        return OFFERED
    if cues["asked"].match(behind):
        return ASKED
    if found:
        return max(found)[1]
    return ASKED if bargained and cues["what-is-asked"].search(_sentence_before(view, span)) else ""


def sides(view: View, span: Span, told: str) -> frozenset[str]:
    """That a figure is asked for, offered or given; and who asks, where named: two unions ask for two things."""
    if not told:
        return frozenset({_GIVEN})
    start = max(view.sentence(span).start, span.start - _REACH)
    named = [
        (s, e.id)
        for kind in _PARTIES
        for s, e in view.people.named(view.article.id, kind)
        if start <= s.start and s.end <= span.start
    ]
    return frozenset({f"stand:{told}", *([f"by:{max(named)[1]}"] if named else [])})


def counted(view: View, span: Span, about: str) -> bool:
    """Whether a side says how many it counts: who claims 3.000 people in the street asks for nothing."""
    if not view.grammars.counts.sides(about):
        return False
    before, _ = _around(view, span)
    return view.grammars.figures["claims"].search(before[-_NEAR:]) is not None


def _around(view: View, span: Span) -> tuple[str, str]:
    """The words of the sentence before the figure and behind it."""
    sentence, text = view.sentence(span), view.article.text
    before = plain(text[max(sentence.start, span.start - _REACH) : span.start])
    return before, plain(text[span.end : min(sentence.end, span.end + _AFTER)])


def _sentence_before(view: View, span: Span) -> str:
    here = view.sentence(span)
    last = max((s.span for s in view.extraction.sentences if s.span.end <= here.start), default=None)
    return plain(view.article.text[last.start : last.end]) if last is not None else ""
