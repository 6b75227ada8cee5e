"""What the words of a date say before anyone knows on which day they were written.

An expression is symbolic: "jeudi" is a weekday, "fin février" the end of a month. ``date_calendar.resolve`` turns it
into days once the day of writing is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from factcheck.types import Span

Tense = Literal["past", "future", "unknown"]
Bound = Literal["at", "from", "until", "by", "before", "after", "since", "earliest"]
Direction = Literal["past", "future", "this"]
Unit = Literal["minute", "hour", "day", "week", "weekend", "month", "quarter", "year", "decade", "century"]
PartName = Literal["begin", "middle", "end", "whole", "first-half", "second-half", "first-week", "last-week"]
Fuzz = Literal["about", "under", "over", "few", "within"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Any of weekday, day, month and year as the calendar counts them; ``weeks`` shifts a weekday ("mardi en huit")."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # Monday is 0
    direction: Direction | None = None
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class Offset:
    """A whole unit of the calendar, counted from the one that holds the day of writing: "hier", "le mois dernier"."""

    unit: Unit
    count: int


@dataclass(frozen=True, slots=True)
class Distance:
    """A stretch of time before (``sign`` -1) or after a day: "il y a trois ans", "deux jours plus tard"."""

    unit: Unit
    count: float
    sign: int
    fuzz: Fuzz | None = None
    origin: Literal["anchor", "event"] = "anchor"


@dataclass(frozen=True, slots=True)
class Season:
    """A season of the northern half of the world; ``first_month`` is December for winter."""

    first_month: int
    year: int | None = None
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """The ``number``-th stretch of ``months`` months of a year: a quarter or a half."""

    months: int
    number: int
    year: int | None = None
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class Feast:
    """A day of the year, fixed ("12-25") or counted in days from Easter ("easter+39")."""

    rule: str
    year: int | None = None
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """First to last year: a decade, a century."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Part:
    """The beginning, middle or end of something longer."""

    part: PartName
    whole: Core


@dataclass(frozen=True, slots=True)
class Range:
    """From one day or period to another, both included."""

    first: Core
    last: Core


@dataclass(frozen=True, slots=True)
class Beside:
    """So many days from another date that the words name: "la veille de Noël"."""

    days: int
    of: Core


@dataclass(frozen=True, slots=True)
class OfWeek:
    """A weekday of the week so many weeks from this one: "mardi de la semaine prochaine"."""

    weekday: int
    weeks: int


Core = Calendar | OfWeek | Offset | Distance | Season | Term | Feast | Years | Part | Range | Beside


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes since midnight, from ``low`` to ``high`` (both included); ``zone`` is "" or the zone that the words name."""

    low: int
    high: int
    approximate: bool = False
    zone: str = ""


@dataclass(frozen=True, slots=True)
class DateExpression:
    """What the words say: a day or period (``core``), a time of day (``clock``), or both, and which side of it is meant."""

    core: Core | None
    clock: Clock | None = None
    bound: Bound = "at"

    @property
    def kind(self) -> Literal["absolute", "relative", "relative-to-event", "time"]:
        """What it takes to resolve it: nothing, the day of writing, another event's day, or any day."""
        if self.core is None:
            return "time"
        if _on_event(self.core):
            return "relative-to-event"
        return "absolute" if _absolute(self.core) else "relative"


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words of a text that carry a date, what they say, and the rule that read them."""

    span: Span
    expression: DateExpression
    rule: str


def shape(expression: DateExpression) -> str:
    """The kind of thing an expression is, as rules name it under ``takes``."""
    core = expression.core
    if core is None:
        return "clock"
    if isinstance(core, Calendar):
        return _calendar_shape(core)
    if isinstance(core, Offset):
        return "near-day" if core.unit == "day" else "period"
    if isinstance(core, Distance):
        return "event" if core.origin == "event" else "distance"
    return type(core).__name__.lower()


def _calendar_shape(core: Calendar) -> str:
    if core.day is not None:
        if core.month is not None:
            return "day"
        return "weekday-number" if core.weekday is not None else "number"
    if core.month is not None:
        return "month"
    return "weekday" if core.weekday is not None else "year"


def _on_event(core: Core) -> bool:
    match core:
        case Distance():
            return core.origin == "event"
        case Part(whole=inner) | Beside(of=inner):
            return _on_event(inner)
        case Range():
            return _on_event(core.first) or _on_event(core.last)
        case _:
            return False


def _absolute(core: Core) -> bool:
    match core:
        case Calendar() | Season() | Term() | Feast():
            return core.year is not None
        case Years():
            return True
        case Part(whole=inner) | Beside(of=inner):
            return _absolute(inner)
        case Range():
            return _absolute(core.last)
        case _:
            return False
