"""Months, seasons and feasts of a given year, as closed intervals of days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple


class Days(NamedTuple):
    """First and last day, and whether the words were loose."""

    start: date
    end: date
    approximate: bool = False


def add_months(day: date, count: int) -> date:
    """The same day ``count`` months later, or the last of a shorter month."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def whole_month(year: int, month: int) -> Days:
    """First to last day of a month."""
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def last_day(day: date) -> date:
    """The last day of the month of ``day``."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def season(first_month: int, year: int) -> Days:
    """From the first of its first month to the end of the third after it, since writers do not watch the solstice.

    The year of a winter is the one in which it ends.
    """
    start = date(year - 1 if first_month == 12 else year, first_month, 1)
    return Days(start, last_day(add_months(start, 3)))


def term(months: int, number: int, year: int) -> Days:
    """The ``number``-th stretch of ``months`` months of a year."""
    start = date(year, months * (number - 1) + 1, 1)
    return Days(start, last_day(add_months(start, months - 1)))


def feast(rule: str, year: int) -> Days:
    """The day of a feast given as "12-25" or "easter+39"."""
    name, _, shift = rule.partition("+")
    day = easter(year) + timedelta(int(shift or 0)) if name == "easter" else date(year, *_month_and_day(name))
    return Days(day, day)


def _month_and_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm: Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
