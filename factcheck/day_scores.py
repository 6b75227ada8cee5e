"""How well each day fits an article as its day of publication.

An article without a date of its own still tells one: "jeudi" of an event that another article dates, an explicit day
told as past shortly before, "il y a un mois et demi". Each candidate day earns points for every expression of the
article that makes sense on it.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from factcheck.kinds import dates
from factcheck.kinds.date_expressions import Calendar, Distance, Offset
from factcheck.kinds.dates import DateMention, Tense
from factcheck.text import words
from factcheck.types import Article, DateValue

_SENTENCE_END = re.compile(r"[.!?…](?=\s)|\n")
_MODIFIER = re.compile(r"(?:du|de|des|d['’])\b", re.IGNORECASE)
_CONTENT = 4  # letters of the shortest word that says what a sentence is about
_STEM = 7  # letters that tell two forms of one word from two words
_CLOSENESS = {0: 3.0, 1: 2.5, 2: 1.5, 3: 1.0}  # days since the latest explicit day told as past
_LATEST_WEEKDAY = {0: 1.8, 1: 0.9, 2: 0.0}  # days since the latest weekday told as past
_FULL_MATCH = 9.0  # weight of shared words from which two sentences are surely about one thing
_POINTED = 1.0  # points of a weekday that is pointed at
_LEAD = 1200  # characters in which an article says what is new
_FAR = ((300, 6.0), (75, 3.0), (21, 1.0))  # days from all dated articles, and the points they cost
_BESIDE = {0: 1.0, 1: 0.5}  # days from an article whose day is known
_MARGIN = 0.4  # points by which a day that the article names must beat all others
_MARGIN_OF_OTHERS = 0.9  # the same for a day that only other articles confirm
_PRIOR = 20.0  # sentences of other stories to think of beside those of the folder: a small folder tells little of words
_REACH = 7  # days around an explicit day in which articles about it are written
_ENOUGH = 1.5  # points without which there is no saying


@dataclass(frozen=True, slots=True)
class Told:
    """One date of an article: how it is told, and the content words of its sentence."""

    article: str
    mention: DateMention
    tense: Tense
    about: frozenset[str]
    heading: bool  # it stands where a dateline stands
    news: bool  # an event of the lead, told as past on this very day


@dataclass(frozen=True, slots=True)
class Reading:
    """All dates of one article."""

    article: Article
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The days that the folder names: for each, its words and (two at most) of the articles that use them there.

    ``weights`` says how telling a word is; ``published`` are the days on which articles were written.
    """

    days: Mapping[date, Mapping[str, tuple[str, ...]]]
    weights: Mapping[str, float]
    published: frozenset[date]


def read_dates(article: Article, grammar: dates.DateGrammar, headings: Iterable[DateMention]) -> Reading:
    """The dates of ``article`` with their tense and the words around them."""
    placed = {m.span for m in headings}
    told = [
        Told(
            article.id,
            mention,
            dates.tense_of(article.text, mention.span, grammar),
            _about(article.text, mention),
            mention.span in placed,
            _is_news(article.text, mention),
        )
        for mention in dates.find(article.text, grammar)
        if not dates.is_time_only(mention.expression)
    ]
    return Reading(article, tuple(told))


def _is_news(text: str, mention: DateMention) -> bool:
    """Whether the lead tells something of the day, rather than naming a day in passing ("depuis le 8", "celle du 8")."""
    core = mention.expression.core
    dated_weekday = isinstance(core, Calendar) and core.weekday is not None
    if mention.span.start > (_LEAD if dated_weekday else _LEAD / 2) or dates.bound(mention.expression) != "at":
        return False
    return not _MODIFIER.match(text[mention.span.start : mention.span.end])


def _about(text: str, mention: DateMention) -> frozenset[str]:
    start = max(
        (m.end() for m in _SENTENCE_END.finditer(text, max(0, mention.span.start - 500), mention.span.start)), default=0
    )
    end = _SENTENCE_END.search(text, mention.span.end)
    before, after = (
        text[max(start, mention.span.start - 500) : mention.span.start],
        text[mention.span.end : end.start() if end else None],
    )
    found = (*words(before), *words(after[:500]))
    return frozenset(w[:_STEM] for w in found if len(w) >= _CONTENT and not w.isdigit())


def is_explicit(told: Told) -> bool:
    """Whether the words name the day and month."""
    core = told.mention.expression.core
    return isinstance(core, Calendar) and core.day is not None and core.month is not None


def known(readings: Sequence[Reading], reference: date, published: Mapping[str, date]) -> Knowledge:
    """What the folder says about days; ``published`` are the articles whose day is known."""
    found: dict[date, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for reading in readings:
        day_of_writing = published.get(reading.article.id)
        for told in reading.told:
            if told.heading or (day_of_writing is None and not is_explicit(told)):
                continue
            value = dates.resolve(told.mention.expression, day_of_writing or reference, told.tense)
            if value is not None and value.start == value.end:
                _add(found[value.start], told)
    sentences = [t.about for r in readings for t in r.told]
    counts = Counter(word for sentence in sentences for word in sentence)
    weights = {word: math.log((_PRIOR + len(sentences)) / (_PRIOR / 4 + count)) for word, count in counts.items()}
    return Knowledge(found, weights, frozenset(published.values()))


def _add(words_of_day: dict[str, tuple[str, ...]], told: Told) -> None:
    for word in told.about:
        users = words_of_day.get(word, ())
        if len(users) < 2 and told.article not in users:
            words_of_day[word] = (*users, told.article)


def best_day(reading: Reading, knowledge: Knowledge, latest: date | None) -> tuple[date, bool] | None:
    """The day that fits best, and whether the article's own explicit days say so; None without evidence."""
    centres = sorted(set(knowledge.days) | knowledge.published)
    candidates = sorted({c + timedelta(d) for c in centres for d in range(-_REACH, _REACH + 1)})
    scored = []
    for day in candidates:
        if latest is None or day <= latest:
            points, own, matched = _score(reading, day, knowledge)
            scored.append((round(points, 6), -_age(reading, day), day, own, own or matched))
    scored.sort(reverse=True)
    if not scored or scored[0][0] < _ENOUGH or not scored[0][4]:
        return None
    best, own = scored[0][2], scored[0][3]
    margin = _MARGIN if own else _MARGIN_OF_OTHERS
    rivals = [day for points, _, day, _, _ in scored[1:] if scored[0][0] - points < margin]
    return (best, own) if all(_means_the_same(reading, best, rival) for rival in rivals) else None


def _means_the_same(reading: Reading, best: date, rival: date) -> bool:
    """Whether it makes no difference for what the article says if it was written on ``rival``, a day beside ``best``."""
    return abs((best - rival).days) == 1 and all(
        _value(t, best) == _value(t, rival) for t in reading.told if _is_near(t)
    )


def _is_near(told: Told) -> bool:
    core = told.mention.expression.core
    return isinstance(core, Calendar) or (isinstance(core, Offset) and core.unit == "day")


def _age(reading: Reading, day: date) -> int:
    """Days since the latest day that the article itself names as past."""
    named = [v.start for t in reading.told if is_explicit(t) and (v := _value(t, day)) and v.start <= day]
    return (day - max(named)).days if named else 0


def _value(told: Told, day: date) -> DateValue | None:
    return dates.resolve(told.mention.expression, day, told.tense)


def _score(reading: Reading, day: date, knowledge: Knowledge) -> tuple[float, bool, bool]:
    """Points of ``day``; whether an explicit day of the article is near before it; whether a relative one is confirmed."""
    points = _BESIDE.get(away, 0.0) if (away := _away(day, knowledge)) is not None else 0.0
    resolved = [(told, value) for told in reading.told if (value := _value(told, day)) is not None]
    own = {value.start: told.about for told, value in resolved if is_explicit(told)}
    past = [
        value.start
        for told, value in resolved
        if is_explicit(told) and told.news and value.start <= day and told.tense == "past"
    ]
    points += _latest_weekday([(day - value.start).days for told, value in resolved if _is_past_weekday(told)])
    matched = False
    for told, value in resolved:
        if is_explicit(told):
            points += _explicit(told, value.start, day)
        else:
            gained, confirmed = _relative(told, value, day, knowledge, own)
            points += gained
            matched = matched or confirmed
    since = (day - max(past)).days if past else None
    if since is not None:
        points += _CLOSENESS.get(since, 0.4 if since <= _REACH else 0.0)
    return points - _far(day, knowledge), since is not None and since <= 3, matched


def _far(day: date, knowledge: Knowledge) -> float:
    """Articles on one story are seldom written months apart."""
    return next((points for days, points in _FAR if (_away(day, knowledge) or 0) > days), 0.0)


def _away(day: date, knowledge: Knowledge) -> int | None:
    """Days to the nearest article whose day is known."""
    return min((abs((day - other).days) for other in knowledge.published), default=None)


def _explicit(told: Told, named: date, day: date) -> float:
    ahead = (named - day).days
    if ahead > 0:
        return {"past": -3.0, "future": 0.6, "unknown": -0.6}[told.tense] if ahead <= 60 else 0.0
    return -2.5 if told.tense == "future" and ahead < 0 else 0.0


def _relative(
    told: Told, value: DateValue, day: date, knowledge: Knowledge, own: Mapping[date, frozenset[str]]
) -> tuple[float, bool]:
    """The points that one relative expression gives, and whether what others tell of its day confirms it."""
    core = told.mention.expression.core
    length = (value.end - value.start).days
    if isinstance(core, Distance):
        if length > 45:
            return 0.0, False
        likeness = _likeness(told, _days(value), knowledge, own)
        return (2.5 * likeness if likeness > 0.15 else -0.5), likeness > 0.3
    weekday = isinstance(core, Calendar) and core.weekday is not None
    if not weekday and not (isinstance(core, Offset) and core.unit == "day"):
        return 0.0, False
    if core == Offset("day", 0) and told.mention.expression.clock is None and told.mention.span.start > _LEAD:
        return 0.0, False  # "aujourd'hui" further down mostly means nowadays
    points = _weekday(told, core, value.start, day) if isinstance(core, Calendar) else 0.0
    likeness = _likeness(told, _days(value), knowledge, own)
    pointed = points > _POINTED and (told.heading or day in knowledge.published)
    return points + 3.0 * likeness, likeness > 0.2 or pointed


def _days(value: DateValue) -> list[date]:
    return [value.start + timedelta(d) for d in range((value.end - value.start).days + 1)]


def _weekday(told: Told, core: Calendar, named: date, day: date) -> float:
    """Points of a weekday that is pointed at: "ce jeudi" is written on a Thursday."""
    if told.heading or (core.direction == "this" and told.tense == "past"):
        return 3.0 if named == day else -1.5
    return 1.5 if core.direction == "this" and named == day else 0.0


def _is_past_weekday(told: Told) -> bool:
    core = told.mention.expression.core
    bare = isinstance(core, Calendar) and core.weekday is not None and core.day is None and core.direction is None
    return bare and told.tense == "past" and not told.heading


def _latest_weekday(ages: Sequence[int]) -> float:
    """News is told on the day or the day after: the latest bare weekday should not be long past."""
    return _LATEST_WEEKDAY.get(min(ages), -1.0) if ages else 0.0


def _likeness(told: Told, days: Sequence[date], knowledge: Knowledge, own: Mapping[date, frozenset[str]]) -> float:
    """From 0 to 1: how much what is told has in common with what other articles, or explicit days, tell of these days."""
    best = 0.0
    for day in days:
        of_day, of_own = knowledge.days.get(day, {}), own.get(day, frozenset())
        shared = (
            knowledge.weights[word]
            for word in told.about
            if word in of_own or any(user != told.article for user in of_day.get(word, ()))
        )
        best = max(best, math.fsum(shared))
    return min(1.0, best / _FULL_MATCH)
