"""From what the words of a date say to days: expressions anchored on the day of writing.

Days are closed intervals. What is written loosely gets an interval wide enough for the writers who use it loosely:
the beginning of a month is its days 1 to 12, the middle 10 to 20, the end from the 20th on.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from factcheck.kinds.date_almanac import Days, add_months, feast, last_day, season, term, whole_month
from factcheck.kinds.date_expressions import (
    Beside,
    Calendar,
    Core,
    Direction,
    Distance,
    Feast,
    Offset,
    OfWeek,
    Part,
    Range,
    Season,
    Tense,
    Term,
    Years,
)

# How many days nearer a date must be to be believed against the tense of its verb. What is told as coming is seldom
# past; what is told in a past tense often is to come ("a annoncé qu'il partirait le 30 juin").
_AGAINST_PAST = 120
_AGAINST_FUTURE = 230
_AGAINST_IN_MONTH = 20
_THESE_DAYS = 75  # a day this near is of the year at hand, whatever weekday is named with it


def days(core: Core, anchor: date | None, tense: Tense = "unknown", event: date | None = None) -> Days | None:
    """The days that ``core`` means, or None if they cannot be known (no anchor, no event, no such day)."""
    try:
        return _days(core, anchor, tense, event)
    except (ValueError, OverflowError):  # no such day ("31 février"), or beyond the calendar
        return None


def _days(core: Core, anchor: date | None, tense: Tense, event: date | None) -> Days | None:
    match core:
        case Calendar():
            return _calendar(core, anchor, tense)
        case OfWeek():
            day = anchor + timedelta(7 * core.weeks + core.weekday - anchor.weekday()) if anchor else None
            return Days(day, day) if day else None
        case Years():
            return Days(date(core.first, 1, 1), date(core.last, 12, 31))
        case Part():
            whole = _days(core.whole, anchor, tense, event)
            return _part(core, whole) if whole else None
        case Range():
            return _range(core, anchor, tense, event)
        case Beside():
            inner = _days(core.of, anchor, tense, event)
            shift = timedelta(core.days)
            return Days(inner.start + shift, inner.end + shift, inner.approximate) if inner else None
        case Season():
            return _yearly(lambda y: season(core.first_month, y), core.year, core.direction, anchor, tense)
        case Term():
            return _yearly(lambda y: term(core.months, core.number, y), core.year, core.direction, anchor, tense)
        case Feast():
            return _yearly(lambda y: feast(core.rule, y), core.year, core.direction, anchor, tense)
        case Offset():
            return _offset(core, anchor, tense) if anchor else None
        case Distance():
            origin = event if core.origin == "event" else anchor
            return _distance(core, origin) if origin else None


# -- the calendar ---------------------------------------------------------------------------------


def _calendar(core: Calendar, anchor: date | None, tense: Tense) -> Days | None:
    if core.year is not None:
        return _of_year(core, core.year)
    if anchor is None:
        return None
    wanted = _wanted(core.direction, tense)
    if core.month is not None:
        candidates = _in_years(core, anchor)
        best = _nearest(_fitting_weekday(core, candidates), anchor, wanted, core.direction)
        return _unless_far(best, _nearest(candidates, anchor, wanted, core.direction), anchor)
    if core.day is not None:
        return _nearest(_fitting_weekday(core, _in_months(core.day, anchor)), anchor, wanted, core.direction)
    if core.weekday is None:
        return None
    found = _weekday(core.weekday, core.direction, anchor, wanted) + timedelta(7 * core.weeks)
    return Days(found, found)


def _of_year(core: Calendar, year: int) -> Days:
    if core.month is None:
        return Days(date(year, 1, 1), date(year, 12, 31))
    if core.day is None:
        return whole_month(year, core.month)
    day = date(year, core.month, core.day)
    return Days(day, day)


def _wanted(direction: str | None, tense: Tense) -> Tense:
    if direction == "past":
        return "past"
    return "future" if direction == "future" else tense


def _weekday(weekday: int, direction: Direction | None, anchor: date, tense: Tense) -> date:
    """The nearest fitting one; the day of writing itself fits unless the words say "dernier" or "prochain"."""
    ahead = (weekday - anchor.weekday()) % 7
    if direction == "past":
        return anchor + timedelta(ahead - 7)
    if direction == "future":
        return anchor + timedelta(ahead or 7)
    if tense == "past":
        return anchor + timedelta(ahead - 7 if ahead else 0)
    if tense == "future" or ahead <= 3:
        return anchor + timedelta(ahead)
    return anchor + timedelta(ahead - 7)


def _in_years(core: Calendar, anchor: date) -> list[Days]:
    found = []
    for year in _around(anchor.year, 4 if core.month == 2 and core.day == 29 else 1):
        try:
            found.append(_of_year(core, year))
        except ValueError:  # 29 February
            continue
    return found


def _around(year: int, reach: int) -> Iterable[int]:
    return range(max(1, year - reach), min(9999, year + reach) + 1)


def _in_months(day: int, anchor: date) -> list[Days]:
    found = []
    for shift in range(-7, 8):
        first = add_months(anchor.replace(day=1), shift)
        if day <= monthrange(first.year, first.month)[1]:
            found.append(Days(first.replace(day=day), first.replace(day=day)))
    return found


def _fitting_weekday(core: Calendar, candidates: list[Days]) -> list[Days]:
    """Only those on the weekday that is named with them, where there is one."""
    fitting = [c for c in candidates if core.weekday is not None and c.start.weekday() == core.weekday]
    return fitting or candidates


def _unless_far(fitting: Days | None, nearest: Days | None, anchor: date) -> Days | None:
    """The year in which the weekday is right, unless that is far away and the day is of these weeks: a slip of the pen."""
    if fitting is None or nearest is None or abs((nearest.start - anchor).days) > _THESE_DAYS:
        return fitting
    return nearest if abs((fitting.start - anchor).days) > 2 * _THESE_DAYS else fitting


def _nearest(candidates: list[Days], anchor: date, tense: Tense, direction: str | None = None) -> Days | None:
    """The nearest; against the tense only if much nearer; never against "dernier" or "prochain"."""
    if direction == "past":
        candidates = [c for c in candidates if c.end < anchor]
    elif direction == "future":
        candidates = [c for c in candidates if c.start > anchor]
    if not candidates:
        return None

    def cost(candidate: Days) -> tuple[int, int]:
        ahead = max(0, (candidate.start - anchor).days)
        behind = max(0, (anchor - candidate.end).days)
        against = (tense == "past" and ahead > 0) or (tense == "future" and behind > 0)
        span = (candidate.end - candidate.start).days
        penalty = _AGAINST_FUTURE if tense == "future" else _AGAINST_PAST
        if span == 0 and _monthly(candidates):
            penalty = _AGAINST_IN_MONTH
        return ahead + behind + (penalty if against else 0), ahead

    return min(candidates, key=cost)


def _monthly(candidates: list[Days]) -> bool:
    """Whether the candidates come once a month rather than once a year."""
    return len(candidates) > 1 and (candidates[1].start - candidates[0].start).days < 70


def _yearly(
    of_year: Callable[[int], Days], year: int | None, direction: str | None, anchor: date | None, tense: Tense
) -> Days | None:
    """What comes once a year: of the year that is named, or the nearest."""
    if year is not None:
        return of_year(year)
    if anchor is None:
        return None
    candidates = [of_year(y) for y in _around(anchor.year, 1) if 2 <= y <= 9998]
    return _nearest(candidates, anchor, _wanted(direction, tense), direction)


# -- units around the day of writing --------------------------------------------------------------


def _offset(core: Offset, anchor: date, tense: Tense) -> Days:
    match core.unit:
        case "day":
            day = anchor + timedelta(core.count)
            return Days(day, day)
        case "week":
            monday = anchor - timedelta(anchor.weekday()) + timedelta(7 * core.count)
            return Days(monday, monday + timedelta(6))
        case "weekend":
            return _weekend(core.count, anchor, tense)
        case "month":
            first = add_months(anchor.replace(day=1), core.count)
            return whole_month(first.year, first.month)
        case "quarter":
            first = add_months(anchor.replace(month=(anchor.month - 1) // 3 * 3 + 1, day=1), 3 * core.count)
            return Days(first, last_day(add_months(first, 2)))
        case "decade":
            first_year = anchor.year // 10 * 10 + 10 * core.count
            return Days(date(first_year, 1, 1), date(first_year + 9, 12, 31))
        case "century":
            first_year = (anchor.year - 1) // 100 * 100 + 1 + 100 * core.count
            return Days(date(first_year, 1, 1), date(first_year + 99, 12, 31))
        case _:
            year = anchor.year + (core.count if core.unit == "year" else 0)
            return Days(date(year, 1, 1), date(year, 12, 31))


def _weekend(count: int, anchor: date, tense: Tense) -> Days:
    """The weekend: "ce week-end" is the one at hand, on a Monday or Tuesday the one that was unless the verb looks ahead."""
    saturday = anchor + timedelta(5 - anchor.weekday())
    if count < 0:
        saturday -= timedelta(7 * -count)
    elif count > 0:
        saturday += timedelta(7 * count if anchor.weekday() >= 5 else 7 * (count - 1))
    elif anchor.weekday() < 5 and (tense == "past" or (tense == "unknown" and anchor.weekday() < 2)):
        saturday -= timedelta(7)
    return Days(saturday, saturday + timedelta(1))


_STEP = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "weekend": 7.0, "month": 30.44, "quarter": 91.3}


def _distance(core: Distance, origin: date) -> Days:
    """An interval around the day so far away, as wide as writers round: days hardly, months by a week, years by months."""
    if core.unit in ("year", "decade", "century"):
        return _distance_in_years(core, origin)
    length = core.count * _STEP[core.unit]
    slack = _slack(core, length)
    low, high = length - slack, length + slack
    match core.fuzz:
        case "few":
            low, high = 1.5 * _STEP[core.unit], 9 * _STEP[core.unit]
        case "within":
            low, high = 0.0, length + slack
        case "under":
            low, high = length - max(slack, 0.25 * length), length
        case "over":
            low, high = length, length + max(slack, 0.35 * length)
        case "about":
            low, high = length - 1.5 * slack - 1, length + 1.5 * slack + 1
    near, far = (origin + timedelta(core.sign * round(x)) for x in (max(low, 0), high))
    return Days(min(near, far), max(near, far), near != far or core.unit in ("hour", "minute"))


def _slack(core: Distance, length: float) -> float:
    exact = core.origin == "event"
    match core.unit:
        case "minute" | "hour":
            return 0.0
        case "day":
            if exact or core.count <= 3:
                return 0.0
            return 1.0 if core.count <= 10 else max(2.0, 0.1 * length)  # "quinze jours" are two weeks
        case "week" | "weekend":
            return 1.0 if exact or core.count <= 1 else min(2.0 * core.count - 1, 7.0)
        case _:
            return min(5.0 + 3.0 * core.count, 25.0)


def _distance_in_years(core: Distance, origin: date) -> Days:
    size = {"year": 1, "decade": 10, "century": 100}[core.unit]
    count = core.count * size
    slack = max(min(3 * count, 6.0), 1.2 * count if size > 1 or (count >= 10 and count % 5 == 0) else 0.0)  # months
    months = 12 * count
    low, high = months - slack, months + slack
    match core.fuzz:
        case "few":
            low, high = 18.0 * size, 120.0 * size
        case "within":
            low, high = 0.0, months + slack
        case "under":
            low, high = months - max(4.0, 0.2 * months), months
        case "over":
            low, high = months, months + max(6.0, 0.3 * months)
        case "about":
            low, high = months - 1.5 * slack, months + 1.5 * slack
    near, far = (add_months(origin, core.sign * round(x)) for x in (low, high))
    start, end = min(near, far), max(near, far)
    if core.fuzz is None and core.count == int(core.count) and core.origin == "anchor":
        year = origin.year + core.sign * int(count)  # "il y a trois ans" may also count calendar years
        start, end = min(start, date(year, 1, 1)), max(end, date(year, 12, 31))
    if core.fuzz != "within" and core.sign < 0:
        end = min(end, origin)
    elif core.fuzz != "within":
        start = max(start, origin)
    return Days(start, end, True)


# -- ranges and parts -----------------------------------------------------------------------------


def _range(core: Range, anchor: date | None, tense: Tense, event: date | None) -> Days | None:
    if tense == "future" and isinstance(core.first, Calendar) and core.first.month is None and core.first.year is None:
        first = _days(core.first, anchor, tense, event)
        last = _days(core.last, first.start, "future", event) if first else None
    else:
        last = _days(core.last, anchor, tense, event)
        first = _days(core.first, last.end, "past", event) if last else None
        if first and last and first.start > last.end and isinstance(core.first, Calendar):
            first = _days(replace(core.first, direction="past"), last.end, "past", event)
    if not first or not last or first.start > last.end:
        return None
    return Days(first.start, last.end, first.approximate or last.approximate)


def _part(core: Part, whole: Days) -> Days:
    start, end = whole.start, whole.end
    length = (end - start).days + 1
    if core.part == "whole" or length == 1:
        return whole
    if core.part == "first-week":
        return Days(start, min(end, start + timedelta(7)), True)
    if core.part == "last-week":
        return Days(max(start, end - timedelta(7)), end, True)
    if 28 <= length <= 31:
        bounds = {
            "begin": (1, 12),
            "middle": (10, 20),
            "end": (20, length),
            "first-half": (1, 15),
            "second-half": (16, length),
        }
        first, last = bounds[core.part]
        return Days(
            start + timedelta(first - 1), start + timedelta(last - 1), core.part not in ("first-half", "second-half")
        )
    shares = {
        "begin": (0.0, 0.36),
        "middle": (0.3, 0.7),
        "end": (0.64, 1.0),
        "first-half": (0.0, 0.5),
        "second-half": (0.5, 1.0),
    }
    if length <= 7:
        shares |= {"begin": (0.0, 0.45), "end": (0.5, 1.0)}
    low, high = shares[core.part]
    return Days(start + timedelta(int(low * length)), start + timedelta(max(0, round(high * length) - 1)), True)
