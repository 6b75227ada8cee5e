"""Dates and times of day: found in a text, resolved against the day of writing, and related to each other.

Finding is a pure function of the text and gives symbolic expressions; ``resolve`` anchors them later, when the day of
publication is known. Values are closed intervals, and are also written in the Extended Date/Time Format (ISO 8601-2).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from factcheck.kinds.date_almanac import Days
from factcheck.kinds.date_calendar import days
from factcheck.kinds.date_chart import find_mentions, find_with_parts
from factcheck.kinds.date_expressions import Bound, Clock, DateExpression, DateMention, Distance, Offset, Tense
from factcheck.kinds.date_grammar import DateGrammar, compile_rules
from factcheck.kinds.date_tense import tense_of
from factcheck.kinds.date_text import PlainText
from factcheck.rules import Rules
from factcheck.types import DateValue, Judgement, Relation, Span

__all__ = [
    "Bound",
    "DateExpression",
    "DateGrammar",
    "DateMention",
    "Tense",
    "bound",
    "by",
    "datelines",
    "describe",
    "find",
    "is_time_only",
    "label",
    "load",
    "not_before",
    "relate",
    "resolve",
    "tense_of",
    "zone",
]

_CLOSE = 5  # minutes by which two exact times of one thing may differ in print
_HOME_ZONES = ("", "locale", "locales", "heure locale")


def load(rules: Rules) -> DateGrammar:
    """The grammar of ``rules/fr/dates.yaml``, and of English datelines. Raises RuleError with path:line."""
    return compile_rules(rules, ("fr/dates", "en/dates"))


def find(text: str, grammar: DateGrammar) -> list[DateMention]:
    """All dates and times of day in ``text``, in order, the longest first where two overlap."""
    return find_mentions(text, grammar)


def bound(expression: DateExpression) -> Bound:
    """Which side of the date is meant: "depuis" gives "since", "jusqu'à" gives "until", a bare date "at"."""
    return expression.bound


def is_time_only(expression: DateExpression) -> bool:
    """Whether the words give a time of day and no day."""
    return expression.core is None


def zone(expression: DateExpression) -> str:
    """The time zone that the words name ("gmt", "heure de paris"), "" where they name none or the local one."""
    named = expression.clock.zone if expression.clock else ""
    return "" if named in _HOME_ZONES else named


def resolve(
    expression: DateExpression, anchor: date | None, tense: Tense = "unknown", *, event: date | None = None
) -> DateValue | None:
    """The days (and minutes) that ``expression`` means, written on ``anchor``; None if they cannot be known.

    ``tense`` is that of the verb it goes with. ``event`` is the day that "la veille" and the like count from. A time
    in a zone other than the local one only bounds the day, since the hour there is not the hour here.
    """
    if expression.core is None:
        found = Days(anchor, anchor) if anchor else None
    else:
        found = days(expression.core, anchor, _tense_of_bound(expression.bound, tense), event)
    if found is None:
        return None
    if expression.clock is None:
        return _value(found)
    try:
        if zone(expression):
            return _value(_across_zones(found, expression.clock))
        if expression.clock.high >= 1440:
            return _value(_night(expression, found, tense))
    except OverflowError:  # the first or last day of the calendar
        return None
    minutes = (expression.clock.low, expression.clock.high) if found.start == found.end else None
    return _value(found, minutes, expression.clock.approximate)


def _tense_of_bound(bound: Bound, tense: Tense) -> Tense:
    """What began is past; what is awaited is to come, unless the verb says otherwise."""
    if bound == "since":
        return "past"
    return "future" if bound in ("until", "by", "before", "earliest") and tense == "unknown" else tense


def _across_zones(found: Days, clock: Clock) -> Days:
    """All days that it can be elsewhere, up to 14 hours ahead or 12 behind."""
    earlier = timedelta(1 if clock.low < 14 * 60 else 0)
    later = timedelta(1 if clock.high >= 10 * 60 else 0)
    return Days(found.start - earlier, found.end + later, True)


def _night(expression: DateExpression, found: Days, tense: Tense) -> Days:
    """A night belongs to two days: "cette nuit" is the one behind or the one ahead, as the verb says."""
    today = expression.core is None or expression.core == Offset("day", 0)
    start = found.start - timedelta(1 if today and tense != "future" else 0)
    end = found.end + timedelta(0 if today and tense == "past" else 1)
    return Days(start, end, True)


def _value(found: Days, minutes: tuple[int, int] | None = None, loose: bool = False) -> DateValue:
    approximate = found.approximate or (minutes is not None and loose)
    return DateValue(found.start, found.end, _edtf(found, minutes), minutes, approximate)


def _edtf(found: Days, minutes: tuple[int, int] | None) -> str:
    if minutes is not None:
        low, high = (f"{found.start.isoformat()}T{m // 60:02}:{m % 60:02}:00" for m in minutes)
        return low if low == high else f"{low}/{high}"
    whole = _whole(found.start, found.end)
    if whole is not None:
        return whole + ("~" if found.approximate else "")
    mark = "~" if found.approximate else ""
    return f"{found.start.isoformat()}{mark}/{found.end.isoformat()}{mark}"


def _whole(start: date, end: date) -> str | None:
    """One day, month or year in ISO format, if that is what the interval is."""
    if start == end:
        return start.isoformat()
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return f"{start.year:04}"
    if start.day == 1 and (start.year, start.month) == (end.year, end.month):
        if end.day == monthrange(end.year, end.month)[1]:
            return f"{start.year:04}-{start.month:02}"
    return None


# -- one side left open ---------------------------------------------------------------------------

_OPEN_DAYS = 36_500  # an interval that is open on one side ends as far away as anyone reckons
_OPEN = ".."


def by(limit: DateValue, start: date, *, within: bool) -> DateValue:
    """The days from ``start`` to ``limit``, with the days of ``limit`` or without them."""
    last = limit.end if within else max(start, limit.start - timedelta(1))
    return DateValue(min(start, last), last, f"{_OPEN}/{last.isoformat()}")


def not_before(limit: DateValue) -> DateValue:
    """The days of ``limit`` and all that follow."""
    last = min(date.max.toordinal(), limit.start.toordinal() + _OPEN_DAYS)
    return DateValue(limit.start, date.fromordinal(last), f"{limit.start.isoformat()}/{_OPEN}")


def _open_side(value: DateValue) -> str:
    return "start" if value.edtf.startswith(_OPEN) else "end" if value.edtf.endswith(_OPEN) else ""


# -- relation -------------------------------------------------------------------------------------


def relate(a: DateValue, b: DateValue) -> Judgement:
    """How two dates of one thing stand to each other; the same for both orders."""
    if (a.start, a.end, a.minutes) == (b.start, b.end, b.minutes):
        return Judgement(Relation.SAME, "date-equal", "Both give the same date.")
    if _open_side(a) and _open_side(a) == _open_side(b):
        return Judgement(Relation.INCOMPARABLE, "two-limits", "Both name a limit and no day.")
    if a.end < b.start or b.end < a.start:
        gap = max((b.start - a.end).days, (a.start - b.end).days)
        return Judgement(Relation.CONFLICTING, "date-disjoint", f"The dates are {gap} day{'s' * (gap > 1)} apart.")
    if a.minutes is not None and b.minutes is not None:
        apart = max(b.minutes[0] - a.minutes[1], a.minutes[0] - b.minutes[1])
        if apart > _CLOSE:
            return Judgement(Relation.CONFLICTING, "time-disjoint", f"The times are {apart} minutes apart.")
        if (a.start, a.end) == (b.start, b.end):
            return Judgement(Relation.COMPATIBLE, "time-close", "The times of day fit each other.")
    return Judgement(Relation.COMPATIBLE, "date-overlap", "One date holds the other, or they overlap.")


# -- words for a reader ---------------------------------------------------------------------------

_EN = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November")
_FR = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre")
_MONTHS = {"en": (*_EN, "December"), "fr": (*_FR, "décembre")}


def label(value: DateValue, language: str = "en") -> str:
    """``value`` in words: "2024-05-03", "May 2024", "2019", "2024-05-20 to 2024-05-31", "2024-05-03 07:42"."""
    to, at = (" au ", " à ") if language == "fr" else (" to ", " ")
    if value.minutes is not None:
        low, high = (f"{m // 60:02}:{m % 60:02}" for m in value.minutes)
        return f"{value.start.isoformat()}{at}{low}" + (f"{'-'}{high}" if low != high else "")
    if side := _open_side(value):
        words = {"fr": ("au plus tard ", "pas avant ")}.get(language, ("by ", "not before "))
        return words[0] + value.end.isoformat() if side == "start" else words[1] + value.start.isoformat()
    whole = _whole(value.start, value.end)
    if whole is None:
        return f"{value.start.isoformat()}{to}{value.end.isoformat()}"
    if re.fullmatch(r"\d{4}-\d\d", whole):
        return f"{_MONTHS.get(language, _MONTHS['en'])[value.start.month - 1]} {value.start.year}"
    return whole


# -- rules told by their examples -----------------------------------------------------------------


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """Everything that the date rules find in ``text``, as (rule, value in words), for the examples of the rules."""
    grammar = load(rules)
    plain = PlainText.of(text)
    found = []
    for mention, parts in find_with_parts(text, grammar):
        found += [(rule, _told(mention, text, grammar, on)) for rule in parts]
    for lexicon in grammar.lexicons:
        found += [(lexicon.name, f"{m[0]}: {lexicon.words[m[0]]}") for m in lexicon.pattern.finditer(plain.plain)]
    for guard in grammar.guards:
        found += [(guard.name, "not a date") for p in guard.patterns for _ in p.finditer(plain.plain)]
    for form in grammar.tenses:
        found += [(form.name, form.tense) for p in form.patterns for _ in p.finditer(text.lower())]
    return found + [(name, _told(m, text, grammar, on)) for name, m in datelines(text, grammar)]


def _told(mention: DateMention, text: str, grammar: DateGrammar, on: date | None) -> str:
    expression = mention.expression
    side = "" if expression.bound == "at" else f"{expression.bound} "
    value = resolve(expression, on, tense_of(text, mention.span, grammar))
    if value is not None:
        return side + label(value)
    if isinstance(expression.core, Distance) and expression.core.origin == "event":
        return f"{side}{expression.core.sign * expression.core.count:+g} {expression.core.unit} from the event"
    return f"{side}unresolved"


def datelines(text: str, grammar: DateGrammar) -> list[tuple[str, DateMention]]:
    """Dates that stand where a publication's own date stands, with the rule that says so, in order.

    Whether a line is near enough to the top to be one is for the caller to say.
    """
    plain = PlainText.of(text)
    found = []
    for mention in find(text, grammar):
        start, end = _in_plain(plain, mention.span)
        for rule in grammar.datelines:
            if rule.before.search(plain.plain, max(0, start - 90), start) and rule.after.match(plain.plain, end):
                found.append((rule.name, mention))
                break
    return found


def _in_plain(plain: PlainText, span: Span) -> tuple[int, int]:
    """Where a span of the original stands in the plain text."""
    if plain.places is None:
        return span.start, span.end
    start = next(i for i, place in enumerate(plain.places) if place >= span.start)
    end = next(i for i, place in enumerate(plain.places) if place >= span.end)
    return start, end
