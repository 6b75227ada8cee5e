"""What a figure is told of: its people, its round, whose share it is, where and on which day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from factcheck.claims.view import View
from factcheck.extract import Dated, Valued
from factcheck.kinds import dates, scopes
from factcheck.text import plain
from factcheck.types import DateValue, PlaceValue, Quantity, Span

SHARED = frozenset({"vote-share", "votes", "seats"})  # classes of which each side has its own
_ALL = "sum:all"
_REACH = 90  # code points between a share and the name of its holder
_BACK = 400  # how far back a pronoun finds its name
_LONG_AGO = timedelta(days=14)  # a figure dated earlier than this is of another event
_SINCE = timedelta(days=3)  # a vote further back than this is another round


def scope(view: View, valued: Valued, value: Quantity, counted: str) -> frozenset[str]:
    """The scope of the figure ``valued`` of class ``counted``."""
    span = valued.found.span
    found = scopes.scope(view.article.text, span, counted, view.grammars.scopes)
    if (counted in SHARED or view.grammars.counts.personal(counted)) and _ALL not in found:
        where = f"{view.article.id}@{span.start}"
        found |= scopes.share(value, holder(view, span), where)
        if _earlier(view, valued) and not any(word.startswith("round:") for word in found):
            found |= {"round:earlier"}
    if _named(counted):
        found |= {f"year:{v.start.year}" for _, v in _own_days(view, valued)}
    if view.grammars.counts.daily(counted):
        found |= _days(view, valued)
    if view.grammars.counts.local(counted) or _named(counted):
        found |= _places(view, valued)
    return found


def _named(counted: str) -> bool:
    """Whether a figure has no class but the noun that it counts."""
    return counted.startswith("n:")


def holder(view: View, span: Span) -> str | None:
    """Whose share stands at ``span``: "52 % pour X", "X (52 %)", "X ... 52 %", "avec 52 %, X"; or of whom "elle" speaks."""
    cues = view.grammars.figures
    sentence = view.sentence(span)
    text = view.article.text
    named = sorted(
        (m.span, e.id)
        for e in view.people.by_id.values()
        if e.kind in ("person", "organisation")
        for m in e.mentions
        if m.article == view.article.id
    )
    inside = [(s, e) for s, e in named if sentence.holds(s)]
    after = [(s, e) for s, e in inside if s.start >= span.end]
    if cues["receives"].match(plain(text[span.end : span.end + 40])):
        return after[0][1] if after and after[0][0].start - span.end <= _REACH else None
    before = [(s, e) for s, e in inside if s.end <= span.start]
    if cues["against"].search(plain(text[max(0, span.start - 12) : span.start])):
        return None
    if before:
        return before[-1][1] if span.start - before[-1][0].end <= 2 * _REACH else None
    if cues["pronoun"].search(plain(text[sentence.start : sentence.end])):
        earlier = [(s, e) for s, e in named if sentence.start - _BACK <= s.start and s.end <= sentence.start]
        return earlier[-1][1] if earlier else None
    opens = cues["opens"].search(plain(text[sentence.start : span.start]))
    return after[0][1] if opens and after and after[0][0].start - span.end <= _REACH else None


def _earlier(view: View, valued: Valued) -> bool:
    """Whether the figure is dated well before the article."""
    published = view.article.published
    days = [v for d, v in _own_days(view, valued)]
    return published is not None and any(published - v.end > _SINCE for v in days)


def long_ago(view: View, valued: Valued) -> int | None:
    """The year of an event long before the article of which the figure is told."""
    published = view.article.published
    days = [v for _, v in _own_days(view, valued)]
    return days[0].start.year if days and published is not None and published - days[0].end > _LONG_AGO else None


def _days(view: View, valued: Valued) -> frozenset[str]:
    return frozenset(f"day:{v.start.isoformat()}" for _, v in _own_days(view, valued) if v.start == v.end)


def _own_days(view: View, valued: Valued) -> list[tuple[Dated, DateValue]]:
    if valued.frame is None:
        return []
    return [
        (d, v)
        for d, v in view.dates.get(valued.frame, ())
        if v.minutes is None and dates.bound(d.mention.expression) == "at"
    ]


def _places(view: View, valued: Valued) -> frozenset[str]:
    """The towns in which a figure was counted: those named with it, else any that the article names."""
    clause = view.sentence(valued.found.span)
    everywhere = [v for v in view.extraction.places if isinstance(v.found.value, PlaceValue)]
    beside = [v for v in everywhere if clause.holds(v.found.span)]
    own = [v for v in beside if valued.frame is not None and v.frame == valued.frame]
    return next((towns for towns in map(_towns, (own, beside, everywhere)) if towns), frozenset())


def _towns(places: Sequence[Valued]) -> frozenset[str]:
    """The towns among ``places``; a building stands for its town."""
    found = [v.found.value for v in places if isinstance(v.found.value, PlaceValue)]
    towns = [p.id for p in found if p.level == "city"] + [p.within[0] for p in found if p.level == "venue" and p.within]
    return frozenset(f"at:{town}" for town in towns)
