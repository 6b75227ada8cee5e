"""On which day each article was written: what its file says, its dateline, its text, and the rest of the folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from factcheck.day_scores import Reading, Told, best_day, is_explicit, known, read_dates
from factcheck.kinds import dates
from factcheck.kinds.date_expressions import Calendar
from factcheck.kinds.dates import DateGrammar, DateMention
from factcheck.types import Article, Part, PublishedFrom

_TOP_LINES = 7
_TOP_LENGTH = 1500
_ORDER = {"dispatch": 0, "published-on": 1, "line-of-its-own": 2}
_YEARS_AHEAD = 6  # within which a weekday tells the year of a day and month


def date_articles(
    articles: tuple[Article, ...], grammar: DateGrammar, as_of: date | None = None
) -> tuple[Article, ...]:
    """Every article with ``published`` and ``published_from`` as far as there is evidence, in the given order.

    What the reader set stays. Otherwise, in this order: a dateline near the top; the days that the text tells as past
    or coming; agreement with the other articles. Without evidence an article stays undated. ``as_of`` is a day after
    which nothing was written, and gives the year where the whole folder names none. The result for an article does
    not depend on the order of the articles.
    """
    ordered = sorted(articles, key=lambda a: (a.id, a.path))
    datelines = {a.id: _datelines(a, grammar) for a in ordered if a.published is None}
    readings = [read_dates(a, grammar, datelines.get(a.id, ())) for a in ordered]
    published = {a.id: a.published for a in ordered if a.published is not None}
    sources: dict[str, PublishedFrom] = {}
    _add_datelines(datelines, published, sources, None)
    reference = _reference(readings, published, as_of)
    if reference is not None:
        _add_datelines(datelines, published, sources, reference)
        undated = [r for r in readings if r.article.id not in published]
        found = _by_score(readings, undated, published, reference, as_of)
        published |= {article: day for article, (day, _) in found.items()}
        sources |= {article: "text" if own else "corpus" for article, (_, own) in found.items()}
    return tuple(_dated(a, published, sources) for a in articles)


def _dated(article: Article, published: Mapping[str, date], sources: Mapping[str, PublishedFrom]) -> Article:
    if article.published is not None or article.id not in published:
        return article
    return replace(article, published=published[article.id], published_from=sources[article.id])


# -- datelines ------------------------------------------------------------------------------------


def _datelines(article: Article, grammar: DateGrammar) -> tuple[DateMention, ...]:
    """The dates near the top that stand where a dateline stands, best first."""
    top = _top(article)
    found = [(_ORDER.get(rule, 3), m.span, m) for rule, m in dates.datelines(article.text[:top], grammar)]
    return tuple(m for _, _, m in sorted(found, key=lambda item: item[:2]))


def _top(article: Article) -> int:
    """Where the top of an article ends: after its first lines, or its asides if they go on."""
    end = lines = 0
    while end < len(article.text) and lines < _TOP_LINES and end < _TOP_LENGTH:
        stop = article.text.find("\n", end)
        stop = len(article.text) if stop < 0 else stop + 1
        lines += bool(article.text[end:stop].strip())
        end = stop
    for passage in article.passages:
        if passage.part is Part.ASIDE and passage.span.start <= end:
            end = max(end, passage.span.end)
    return min(end, 2 * _TOP_LENGTH)


def _add_datelines(
    datelines: Mapping[str, Sequence[DateMention]],
    published: dict[str, date],
    sources: dict[str, PublishedFrom],
    reference: date | None,
) -> None:
    """Add the articles whose dateline names a day, its year taken from ``reference`` where it has none."""
    for article, mentions in datelines.items():
        for mention in mentions:
            core = mention.expression.core
            if article in published or not isinstance(core, Calendar) or core.day is None or core.month is None:
                continue
            value = dates.resolve(mention.expression, reference)
            if value is not None and value.start == value.end:
                published[article] = value.start
                sources[article] = "dateline"


# -- the year -------------------------------------------------------------------------------------


def _reference(readings: Sequence[Reading], published: Mapping[str, date], as_of: date | None) -> date | None:
    """A day near which the folder was written, to give days and months their year."""
    if published:
        days = sorted(published.values())
        return days[len(days) // 2]
    every = [told for reading in readings for told in reading.told]
    full = sorted(_full_days(every, as_of))
    latest_year = max((year for told in every if (year := _year(told))), default=None)
    if full and (latest_year is None or full[-1].year >= latest_year):
        return full[-1]
    return (
        _by_weekday(every, latest_year, as_of) or as_of or (date(latest_year, 7, 1) if latest_year and full else None)
    )


def _full_days(every: Iterable[Told], as_of: date | None) -> list[date]:
    """The days that are named with their year and not told as coming."""
    found = []
    for told in every:
        value = dates.resolve(told.mention.expression, None) if told.tense != "future" and is_explicit(told) else None
        if value is not None and (as_of is None or value.start <= as_of):
            found.append(value.start)
    return found


def _year(told: Told) -> int | None:
    core = told.mention.expression.core
    return core.year if isinstance(core, Calendar) and told.tense != "future" else None


def _by_weekday(every: Iterable[Told], latest_year: int | None, as_of: date | None) -> date | None:
    """The day of "lundi 3 juin" in the first year, from the latest one named, in which 3 June is a Monday."""
    first = latest_year or (as_of.year - 1 if as_of else None)
    if first is None:
        return None
    found = []
    for told in every:
        core = told.mention.expression.core
        if isinstance(core, Calendar) and core.weekday is not None and core.day and core.month and core.year is None:
            years = range(first, first + _YEARS_AHEAD)
            fitting = (d for y in years if (d := _day(y, core.month, core.day)) and d.weekday() == core.weekday)
            found += [d for d in fitting if as_of is None or d <= as_of][:1]
    return max(sorted(found), key=found.count) if found else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# -- by what the text and the folder say ----------------------------------------------------------


def _by_score(
    readings: Sequence[Reading],
    undated: Sequence[Reading],
    published: Mapping[str, date],
    reference: date,
    as_of: date | None,
) -> dict[str, tuple[date, bool]]:
    """The best day of each undated article; a second round lets the days of the first bear witness for the others."""
    found: dict[str, tuple[date, bool]] = {}
    for _ in range(2):
        knowledge = known(readings, reference, {a: day for a, (day, _) in found.items()} | dict(published))
        best = {r.article.id: best_day(r, knowledge, as_of) for r in undated}
        found = {article: day for article, day in best.items() if day is not None}
    return found
