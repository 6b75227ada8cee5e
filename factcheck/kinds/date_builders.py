"""From the words that a date rule matched to an expression."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from factcheck.kinds.date_expressions import (
    Beside,
    Bound,
    Calendar,
    Clock,
    Core,
    DateExpression,
    Direction,
    Distance,
    Feast,
    Fuzz,
    Offset,
    OfWeek,
    Part,
    PartName,
    Range,
    Season,
    Term,
    Unit,
    Years,
)
from factcheck.kinds.date_grammar import Atom, Compound, DateGrammar

_PLAIN_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_SHIFT: Mapping[str, int] = {"past": -1, "future": 1, "this": 0}


def captured(match: re.Match[str], fixed: Mapping[str, Any], grammar: DateGrammar) -> dict[str, Any]:
    """The slots of a match as values, over what the rule fixes."""
    found = dict(fixed)
    for group, word in match.groupdict().items():
        if word is not None:
            found[group] = _worth(re.sub(r"_\d$", "", group), word, grammar)
    return found


def _worth(slot: str, word: str, grammar: DateGrammar) -> Any:
    try:
        return grammar.value(slot, word)
    except KeyError:
        pass
    if slot == "day":
        return int(word.removesuffix("er"))
    if slot in ("half", "zone"):
        return word
    if slot == "yy":
        return int(word) + (2000 if int(word) < 70 else 1900)
    return float(word.replace(",", ".")) if not word.isdigit() else int(word)


def atom_expression(rule: Atom, match: re.Match[str], grammar: DateGrammar) -> DateExpression | None:
    """What one atom says; None where its numbers name no day or time."""
    slots = captured(match, rule.fixed, grammar)
    match rule.builds:
        case "calendar":
            return _calendar(slots)
        case "numeric":
            year = slots.get("year", slots.get("iso", slots.get("yy")))
            day, month = slots.get("dd", slots.get("d")), slots.get("mm", slots.get("m"))
            return _calendar({"day": day, "month": month, "year": year, "weekday": slots.get("weekday")})
        case "days":
            first, last = _calendar(slots), _calendar({**slots, "day": slots["day_2"]})
            return _range(first, last) if first and last else None
        case "offset":
            if slots["unit"] in ("hour", "minute"):
                return None
            count = slots["count"] if "count" in slots else _SHIFT[slots["direction"]]
            return DateExpression(Offset(cast(Unit, slots["unit"]), count))
        case "today":
            return DateExpression(Offset("day", slots.get("count", 0)), _part_of_day(slots))
        case "distance":
            return _distance(slots)
        case "season":
            return DateExpression(Season(slots["season"], slots.get("year"), slots.get("direction")))
        case "term":
            months = slots["months"]
            if not 1 <= slots["ordinal"] <= 12 // months:
                return None
            return DateExpression(Term(months, slots["ordinal"], slots.get("year"), slots.get("direction")))
        case "feast":
            return DateExpression(Feast(slots["feast"], slots.get("year"), slots.get("direction")))
        case "years":
            return _years(slots)
        case _:
            clock = _part_of_day(slots) if "daypart" in slots else _clock(slots)
            return DateExpression(None, clock) if clock else None


def _calendar(slots: Mapping[str, Any]) -> DateExpression | None:
    day = slots.get("day", slots.get("day_2"))
    month = next((slots[name] for name in ("month", "month_short", "month_en", "month_en_2") if name in slots), None)
    if (day is not None and not 1 <= day <= 31) or (month is not None and not 1 <= month <= 12):
        return None
    if day is not None and month is not None and day > (30 if month in (4, 6, 9, 11) else 29 if month == 2 else 31):
        return None
    direction = cast("Direction | None", slots.get("direction"))
    return DateExpression(Calendar(slots.get("year"), month, day, slots.get("weekday"), direction))


def _distance(slots: Mapping[str, Any]) -> DateExpression | None:
    fuzz = cast("Fuzz | None", slots.get("fuzz"))
    count = slots.get("number", slots.get("round", slots.get("count", 1)))
    if "round" in slots:
        fuzz = fuzz or "about"
    if "few" in slots:
        fuzz = "few" if fuzz != "within" else fuzz
        count = slots["few"]
    if slots.get("half"):
        count += 0.5
    unit = cast(Unit, slots["unit"])
    if unit == "hour" and count >= 24 and count % 24 == 0:
        unit, count = "day", count / 24
    return DateExpression(Distance(unit, float(count), slots["sign"], fuzz, slots.get("origin", "anchor")))


def _years(slots: Mapping[str, Any]) -> DateExpression | None:
    if "iso" in slots:
        first, last = slots["iso"], slots["year"]
        return DateExpression(Years(first, last)) if first < last <= first + 100 else None
    if "decade" in slots:
        first = slots["decade"]
    elif "yy" in slots:
        first = slots["yy"] if slots["yy"] < 2030 else slots["yy"] - 100
    elif "century" in slots:
        return DateExpression(Years(100 * (slots["century"] - 1) + 1, 100 * slots["century"]))
    else:
        first = slots["year"]
    return DateExpression(Years(first, first + 9)) if first % 10 == 0 else None


def _part_of_day(slots: Mapping[str, Any]) -> Clock:
    low, high = slots["daypart"]
    return Clock(low, high, True)


def _clock(slots: Mapping[str, Any]) -> Clock | None:
    hour = slots.get("hour", slots.get("hours"))
    if "minutes" in slots:  # the rule names the minutes themselves: noon, midnight
        low, high = slots["minutes"]
        return Clock(low, high)
    minute = slots.get("minute", slots.get("fraction", 0))
    if hour is None or not 0 <= hour <= 24:
        return None
    if slots.get("half_of_day") == "pm" and hour < 12:
        hour += 12
    at = int(hour) * 60 + int(minute)
    return Clock(at, at) if at < 1440 else (Clock(0, 0) if at == 1440 else None)


# -- compounds ------------------------------------------------------------------------------------


def compound_expression(
    rule: Compound, slots: Mapping[str, Any], first: DateExpression, second: DateExpression | None
) -> DateExpression | None:
    """What a compound makes of the one or two expressions in it; None where they do not fit together."""
    match rule.builds:
        case "range":
            return _range(first, second) if second else None
        case "moment":
            return _moment(first, second, slots)
        case "bound":
            return replace(first, bound=cast(Bound, slots["bound"])) if first.bound in ("at", slots["bound"]) else None
        case "direction":
            return _directed(first, cast(Direction, slots["direction"]))
        case "spread":
            return _spread(first, slots["spread"])
        case "zone":
            return _zoned(first, str(slots["zone"]))
        case "strong" | "first":
            return first
        case _:
            core = _around_core(rule.builds, slots, first.core) if first.core and not first.clock else None
            return DateExpression(core) if core else None


def _around_core(builds: str, slots: Mapping[str, Any], core: Core) -> Core | None:
    """A larger day or period built around a smaller one."""
    match builds:
        case "part":
            return None if isinstance(core, Part) else Part(cast(PartName, slots["part"]), core)
        case "night":
            return Range(core, Beside(1, core))
        case "week-of":
            return Range(core, Beside(6, core))
        case "beside":
            distance = slots["days"] if "days" in slots else _in_days(slots)
            return Beside(distance, core) if distance is not None else None
        case "of-week" if isinstance(core, Calendar) and core.weekday is not None:
            weeks = _SHIFT[slots["direction"]]
            return OfWeek(core.weekday, weeks) if weeks else None
        case "eight" if isinstance(core, Calendar):
            return replace(core, direction="future", weeks=1)
        case _:
            return None


def _zoned(expression: DateExpression, zone: str) -> DateExpression | None:
    clock = expression.clock
    return replace(expression, clock=replace(clock, zone=zone)) if clock and not clock.zone else None


def _in_days(slots: Mapping[str, Any]) -> int | None:
    size = {"day": 1, "week": 7}.get(slots["unit"])
    count = slots["number"]
    return size * count * slots["side"] if size and isinstance(count, int) else None


def _directed(expression: DateExpression, direction: Direction) -> DateExpression | None:
    core = expression.core
    if not isinstance(core, Calendar | Season | Term | Feast) or core.direction or core.year is not None:
        return None
    return replace(expression, core=replace(core, direction=direction))


def _range(first: DateExpression, second: DateExpression) -> DateExpression | None:
    """From one to the other; a first day without its month or year takes those of the last."""
    a, b = first.core, second.core
    if a is None and b is None and first.clock and second.clock:
        low, high = first.clock.low, second.clock.high
        return DateExpression(None, Clock(low, high)) if low < high else None
    if a is None or b is None or first.bound != "at" or second.bound != "at":
        return None
    if isinstance(a, Calendar) and isinstance(b, Calendar):
        return _calendar_range(a, b)
    if first.clock or second.clock:
        return None
    return DateExpression(Range(a, b))


def _calendar_range(a: Calendar, b: Calendar) -> DateExpression | None:
    if (a.day is None) != (b.day is None) and not (a.weekday is not None and b.weekday is not None):
        return None
    if a.day is not None and b.day is not None and a.month is None and b.month is not None:
        a = replace(a, month=b.month) if a.day < b.day else replace(a, month=(b.month - 2) % 12 + 1)
    if a.month is not None and b.month is not None and a.year is None and b.year is not None:
        a = replace(a, year=b.year if a.month <= b.month else b.year - 1)
    if (a.month is None) != (b.month is None) or (a.year is None) != (b.year is None):
        return None
    if a.year is not None and b.year is not None and a.year > b.year:
        return None
    return DateExpression(Range(a, b))


def _moment(first: DateExpression, second: DateExpression | None, slots: Mapping[str, Any]) -> DateExpression | None:
    """A day and a time of day in either order; an exact time overrides a part of the day."""
    clock = _part_of_day(slots) if "daypart" in slots else None
    if second is not None:
        day, time = (first, second) if first.core is not None else (second, first)
        clock = time.clock
        if day.core is None or clock is None or time.core is not None:
            return None
        if day.bound != "at" and time.bound != "at":
            return None
        if day.clock and day.clock.low >= 720 and clock.high < 720:
            clock = replace(clock, low=clock.low + 720, high=clock.high + 720)
        begins = time.bound == "from"  # "ce dimanche, dès 17 heures": the day is told, and when it begins
        bound = day.bound if day.bound != "at" or begins else time.bound
        if day.clock and not day.clock.approximate:
            return None
        return DateExpression(day.core, clock, bound)
    if first.clock:
        return None
    return DateExpression(first.core, clock, first.bound)


def _spread(expression: DateExpression, spread: list[int]) -> DateExpression | None:
    clock = expression.clock
    if clock is None or expression.core is not None or clock.approximate:
        return None
    before, after = spread
    if before == -after and clock.low % 60 == 0:  # a whole hour is said more loosely than "7 h 45"
        before, after = before - 5, after + 5
    return replace(expression, clock=Clock(max(0, clock.low + before), min(1439, clock.high + after), True, clock.zone))
