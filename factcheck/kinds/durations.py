"""Durations: "six heures", "un an et demi", "une quinzaine de minutes", "n'a pas excédé quarante minutes".

The same words may be an age ("63 ans"), which is a quantity, or a point in time ("à 18 heures", "il y a trois ans"),
which is a date; the rules of ``rules/<language>/durations.yaml`` that do ``sense`` tell them apart by what stands
around.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from factcheck.kinds.amounts import Amount, amount_at, amounts, bounded_after, unsigned
from factcheck.kinds.duration_grammar import DurationGrammar, Timed, TimeUnit, compile_durations
from factcheck.kinds.flat import Flat, after_name, flatten
from factcheck.kinds.intervals import Interval, relation
from factcheck.kinds.numbers_said import number
from factcheck.rules import Rules
from factcheck.types import Duration, Found, Judgement, Relation

_BEFORE, _AFTER = 80, 60  # how much text around a duration its sense may depend on, in characters
_DAY = 86_400.0
_AND = (" et ", ", ", " ou ", " puis ")


def load(rules: Rules, language: str = "fr") -> DurationGrammar:
    """The grammar of ``rules/<language>/durations.yaml`` and the numerals of ``quantities.yaml``. Raises RuleError."""
    return compile_durations(rules, language)


def find(text: str, grammar: DurationGrammar) -> list[Found]:
    """Every duration in ``text``, in order; spans do not overlap."""
    flat = flatten(text)
    return [
        Found(flat.span(timed.start, timed.end), duration_of(timed), timed.unit.rule)
        for _, timed in readings(flat, grammar)
        if timed is not None and timed.sense == "duration"
    ]


def readings(flat: Flat, grammar: DurationGrammar) -> Iterator[tuple[Amount, Timed | None]]:
    """Every amount of a text, with what it says about time, if anything."""
    reached = 0
    last: Timed | None = None
    for amount in amounts(flat.text, grammar.amounts):
        if amount.end <= reached:
            continue
        timed = read_time(flat, amount, grammar)
        if timed is not None and last is not None and flat.text[last.end : timed.start] in _AND:
            timed = _like(timed, last)
        yield amount, timed
        last = timed
        if timed is None:
            continue
        reached = timed.end
        part = _part(flat.text, timed, grammar)
        if part is not None:
            yield part.amount, part
            reached = part.end


def read_time(flat: Flat, amount: Amount, grammar: DurationGrammar) -> Timed | None:
    """What ``amount`` says about time with the unit that follows it; None where no unit of time does."""
    match = grammar.unit.match(flat.text, amount.end)
    if match is None:
        return None
    amount = unsigned(amount)
    minutes = match.group("minutes")
    unit = grammar.units["h" if match.group("clock") else match.group("name")]
    if amount.form == "digits" and unit.short and not minutes and not match.group("clock") and amount.scale != 1:
        return None
    timed = Timed(amount.start, match.end(), amount, unit, *_seconds(amount, unit), "duration", ())
    if minutes:
        timed = _added(timed, float(minutes) * 60, match.end())
    capital = match.group("name") is not None and flat.words(match.start("name"), match.end("name")).istitle()
    sense, rule = _sense(flat, timed, match.group("name") or "h", capital, grammar)
    timed = replace(timed, sense=sense, rules=(*amount.rules, unit.rule, *((rule,) if rule else ())))
    if sense == "duration" or sense == "age":
        timed = _bounded_after(flat.text, _with_rest(flat.text, timed, grammar), grammar)
    return timed


def _seconds(amount: Amount, unit: TimeUnit) -> tuple[float, float, float | None]:
    if amount.stated is None:
        return amount.low * unit.low, amount.high * unit.high, None
    stated = amount.stated * unit.typical
    if amount.low == amount.high:
        return amount.low * unit.low, amount.high * unit.high, stated
    return _bound(amount.low, amount.stated, unit.typical), _bound(amount.high, amount.stated, unit.typical), stated


def _bound(bound: float, stated: float, factor: float) -> float:
    """``bound`` times ``factor``, above or below the number that is stated if it was so before."""
    scaled = bound * factor
    if bound != stated and (scaled == stated * factor or bound == math.nextafter(stated, bound)):
        return math.nextafter(stated * factor, math.inf if bound > stated else -math.inf)
    return scaled


def _added(timed: Timed, seconds: float, end: int, *rules: str) -> Timed:
    stated = None if timed.stated is None else timed.stated + seconds
    low, high = timed.low + seconds, timed.high + seconds
    return replace(timed, low=low, high=high, stated=stated, end=end, rules=(*timed.rules, *rules))


def _sense(flat: Flat, timed: Timed, name: str, capital: bool, grammar: DurationGrammar) -> tuple[str, str]:
    """What the words mean, and the rule that says so: the first that fits."""
    before = flat.text[max(0, timed.start - _BEFORE) : timed.start]
    lead = flat.text[timed.start : timed.amount.first]
    after = flat.text[timed.end : timed.end + _AFTER]
    named = after_name(flat, timed.start)
    for sense in grammar.senses:
        if sense.fits(timed, name, capital, named, before, lead, after):
            return sense.sense, sense.rule
    return "duration", ""


def _with_rest(flat: str, timed: Timed, grammar: DurationGrammar) -> Timed:
    """``timed`` with what goes on after its unit: "et demi", "et six mois", "trente"."""
    if timed.amount.stated is None or timed.amount.form in ("collective", "indefinite"):
        return timed
    fraction = grammar.fraction.match(flat, timed.end)
    if fraction:
        part = grammar.fractions[fraction.group(1)]
        return _added(timed, part * timed.unit.typical, fraction.end(), grammar.join_rule)
    joint = grammar.joint.match(flat, timed.end)
    rest = amount_at(flat, joint.end(), grammar.amounts) if joint else None
    if rest is None or rest.stated is None or rest.form not in ("digits", "words", "one"):
        return timed
    match = grammar.unit.match(flat, rest.end)
    if match and match.group("name"):
        unit = grammar.units[match.group("name")]
        if unit.typical * 1.5 < timed.unit.typical and unit.typical * rest.stated <= timed.unit.typical:
            return _added(timed, rest.stated * unit.typical, match.end(), grammar.join_rule)
        return timed
    minutes = timed.unit.unit in ("hour", "minute") and joint is not None and "et" not in joint.group()
    bare = rest.stated in grammar.bare_rest and rest.plain and not grammar.goes_on.match(flat, rest.end)
    if not minutes or not bare:
        return timed
    return _added(timed, rest.stated * timed.unit.typical / 60, rest.end, grammar.join_rule)


def _like(timed: Timed, last: Timed) -> Timed:
    """``timed`` with the sense of ``last`` where nothing tells its own: the second of "23 ans et 26 ans"."""
    told = len(timed.rules) > len(timed.amount.rules) + 1
    if told or timed.unit.unit != last.unit.unit:
        return timed
    return replace(timed, sense=last.sense, rules=(*timed.rules, last.rules[-1]))


def _bounded_after(flat: str, timed: Timed, grammar: DurationGrammar) -> Timed:
    amount, end = bounded_after(flat, timed.amount, timed.end, grammar.amounts)
    if end == timed.end:
        return timed
    low, high, stated = _seconds(amount, timed.unit)
    return replace(
        timed, amount=amount, low=low, high=high, stated=stated, end=end, rules=(*timed.rules, amount.rules[-1])
    )


def _part(flat: str, whole: Timed, grammar: DurationGrammar) -> Timed | None:
    """The part of a duration that leaves out its unit: "dont deux avec sursis"."""
    if whole.sense != "duration":
        return None
    match = grammar.part.match(flat, whole.end)
    if match is None:
        return None
    start = match.start("number")
    amount = amount_at(flat, start, grammar.amounts)
    if amount is None:
        amount = replace(whole.amount, start=start, first=start, end=match.end("number"), low=1, high=1, stated=1)
    if amount.end != match.end("number") or amount.stated is None:
        return None
    seconds = _seconds(amount, whole.unit)
    return Timed(start, amount.end, amount, whole.unit, *seconds, "duration", (*amount.rules, grammar.part_rule))


def duration_of(timed: Timed) -> Duration:
    """The value of what was read as a length of time."""
    high = timed.high if math.isfinite(timed.amount.high) else math.inf
    return Duration(timed.low, high, timed.stated, timed.unit.unit, timed.amount.approximate or timed.unit.rough)


# -- comparing ------------------------------------------------------------------------------------

_ROUND = 0.02  # two exact durations in different units agree within this
# "huit jours" is said for a week, "quinze jours" for two, "six semaines" for a month and a half.
_TOLERANCE = {frozenset({"day", "week"}): 0.145, frozenset({"week", "month"}): 0.09}
_GRAIN = 0.05


def relate(a: Duration, b: Duration) -> Judgement:
    """How two durations stand to each other. Units are converted; a month has 30 or 31 days."""
    first, second = _interval(a), _interval(b)
    found, rule, reason = relation(first, second)
    if found is not Relation.SAME and first.exact and second.exact and a.stated and b.stated:
        apart = abs(a.stated - b.stated) / max(a.stated, b.stated)
        if a.unit != b.unit and (found is Relation.COMPATIBLE or apart <= _ROUND / 2):
            return Judgement(Relation.SAME, "same-length", "one length in two units")
        if apart <= _TOLERANCE.get(frozenset({a.unit, b.unit}), _ROUND):
            return Judgement(Relation.COMPATIBLE, "rounded-length", "one is the other rounded")
        if found is Relation.COMPATIBLE and a.unit == b.unit:
            return Judgement(Relation.CONFLICTING, "no-number-fits-both", "no single number fits both")
    return Judgement(found, rule, reason)


def _interval(value: Duration) -> Interval:
    return Interval(value.low, value.high, value.stated, value.approximate, _GRAIN * (value.stated or 0.0))


# -- saying ---------------------------------------------------------------------------------------

_UNITS = {
    "second": 1.0, "minute": 60.0, "hour": 3600.0, "day": _DAY, "week": 7 * _DAY, "month": 30.4375 * _DAY,
    "quarter": 91.3125 * _DAY, "half-year": 182.625 * _DAY, "year": 365.25 * _DAY, "decade": 3652.5 * _DAY,
    "century": 36525 * _DAY,
}  # fmt: skip
_WHOLE = 0.01  # the bounds of "plusieurs mois" are told in whole months, though months differ
_FRENCH = {
    "second": "seconde", "minute": "minute", "hour": "heure", "day": "jour", "week": "semaine", "month": "mois",
    "quarter": "trimestre", "half-year": "semestre", "year": "an", "decade": "décennie", "century": "siècle",
}  # fmt: skip


def label(value: Duration, language: str = "en") -> str:
    """``value`` in words: "6 hours", "about 15 minutes", "at most 40 minutes"."""
    length = _UNITS.get(value.unit, 1.0)
    stated = None if value.stated is None else value.stated / length
    low, high = (_whole(bound / length) for bound in (value.low, value.high))
    if stated is not None and value.stated is not None:
        low = math.nextafter(stated, math.inf) if value.low > value.stated else low
        high = math.nextafter(stated, -math.inf) if value.high < value.stated else high
    said = number(low, high, stated, value.approximate, language)
    one = (stated if stated is not None else 2.0) < 2 if language == "fr" else stated == 1
    name = _FRENCH.get(value.unit, value.unit) if language == "fr" else value.unit
    plural = name[:-1] + "ies" if name.endswith("y") and language != "fr" and name != "day" else name + "s"
    return f"{said} {name if one or name.endswith('s') else plural}"


def _whole(count: float) -> float:
    if not math.isfinite(count) or abs(count - round(count)) > 2 * _WHOLE * max(count, 1):
        return count
    return float(round(count))


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """Everything that the rules of durations find in ``text``: (rule, label), one pair for each rule that had a part.

    The label is "age" or "moment" where a rule of sense says that the words are no duration.
    """
    pairs: list[tuple[str, str]] = []
    for _, timed in readings(flatten(text), load(rules)):
        if timed is not None:
            said = label(duration_of(timed)) if timed.sense == "duration" else timed.sense
            pairs.extend((rule, said) for rule in timed.rules)
    return pairs
