"""Amounts: a number with what bounds it ("au moins 12") or spans it ("entre 12 et 15"), before its unit is read."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from factcheck.kinds.numeral_grammar import AmountGrammar, Bound
from factcheck.kinds.numerals import Number, read_number, times

_NEAR = 40  # how far back a verb of change or a phrase is looked for, in characters
_MONEY_SIGNS = "€$£¥"


@dataclass(frozen=True, slots=True)
class Amount:
    """An interval of numbers in a flattened text.

    ``start`` to ``end`` holds the modifiers before and the number; ``first`` is where the number itself begins.
    ``range_end`` marks a range written with a dash, which may also be a score.
    """

    start: int
    first: int
    end: int
    low: float
    high: float
    stated: float | None
    digits: float
    approximate: bool
    form: str
    rules: tuple[str, ...]
    scale: float = 1.0
    plain: bool = True
    modified: bool = False
    dashed: bool = False
    ranged: bool = False


def amounts(flat: str, grammar: AmountGrammar) -> Iterator[Amount]:
    """Every amount of a flattened text, in order; none overlaps another, but their units may hold the next one."""
    search, position = grammar.numerals.core.search, 0
    while match := search(flat, position):
        number = read_number(flat, match, grammar.numerals)
        if number is None:
            position = match.end()
            continue
        amount = bounded(flat, _ranged(flat, number, grammar), grammar)
        yield amount
        position = max(amount.end, position + 1)


def unsigned(amount: Amount) -> Amount:
    """``amount`` where a minus before it can only be a dash: "-12 blessés" in a list."""
    if amount.low >= 0:
        return amount
    low, high = sorted((abs(amount.low), abs(amount.high)))
    start = amount.start + 1 if amount.start == amount.first else amount.start
    stated = None if amount.stated is None else abs(amount.stated)
    return replace(amount, start=start, first=amount.first + 1, low=low, high=high, stated=stated)


def amount_at(flat: str, position: int, grammar: AmountGrammar) -> Amount | None:
    """The bare amount that begins at ``position``, without modifiers and ranges."""
    match = grammar.numerals.core.match(flat, position)
    number = read_number(flat, match, grammar.numerals) if match else None
    return _amount(number) if number else None


def _amount(number: Number) -> Amount:
    return Amount(
        number.start,
        number.start,
        number.end,
        number.low,
        number.high,
        number.stated,
        number.digits,
        number.approximate,
        number.form,
        number.rules,
        number.scale,
        number.plain,
    )


# -- ranges ---------------------------------------------------------------------------------------


def _ranged(flat: str, first: Number, grammar: AmountGrammar) -> Amount:
    """The range that ``first`` opens, or ``first`` alone."""
    first = (_short_scale(flat, first, grammar) if first.form == "digits" else None) or first
    alone = _amount(first)
    if first.stated is None or first.form in ("share", "none"):
        return alone
    joint = grammar.connector.match(flat, first.end)
    if joint is None:
        return alone
    core = grammar.numerals.behind_dash if joint.lastgroup == "dash" else grammar.numerals.core
    match = core.match(flat, joint.end())
    second = read_number(flat, match, grammar.numerals) if match else None
    if second is None or second.stated is None or second.form in ("share", "none", "one"):
        return alone
    if first.plain and first.form == "digits" and 1900 <= first.low <= 2100 < second.low:
        return alone  # "de 79 millions en 2005 à 101 millions"
    dashed = joint.lastgroup == "dash"
    if dashed and (first.form != "digits" or second.form != "digits" or not first.plain or joint.group() == " -"):
        return alone
    opening = _opening(flat, first.start, grammar)
    if joint.lastgroup == "and" and not opening.startswith(grammar.between):
        return alone
    if second.scale > 1 and first.scale == 1 and first.high <= second.stated / second.scale:
        first = times(first, second.scale, first.end, "")
    if first.high >= second.low and not (first.approximate and first.high < second.high):
        return alone
    if joint.lastgroup == "alternative" and second.high > 3 * max(first.low, 1):
        return alone
    if opening and grammar.change.search(flat, max(0, first.start - _NEAR - 20), first.start - len(opening)):
        return alone
    return Amount(
        first.start - len(opening),
        first.start,
        second.end,
        first.low,
        second.high,
        None,
        min(first.digits, second.digits),
        first.approximate or second.approximate,
        first.form,
        tuple(rule for rule in (grammar.range_rule, *first.rules, *second.rules) if rule),
        second.scale,
        first.plain and second.plain,
        modified=bool(opening),
        dashed=dashed,
        ranged=True,
    )


def _short_scale(flat: str, number: Number, grammar: AmountGrammar) -> Number | None:
    """``number`` with a multiplier that is only read beside a currency: "43m" in "£43m"."""
    match = grammar.numerals.short_scale.match(flat, number.end)
    before = flat[max(0, number.start - 2) : number.start].strip()
    if not match or not before or before[-1] not in _MONEY_SIGNS or flat[match.end() : match.end() + 1].isalnum():
        return None
    value, rule = grammar.numerals.scales[match.group("scale")]
    return times(number, value, match.end(), rule)


def _opening(flat: str, start: int, grammar: AmountGrammar) -> str:
    """The "entre " or "de " right before a range, or ""."""
    for word in (*grammar.between, "de ", "d'"):
        if flat.endswith(word, 0, start) and not flat[start - len(word) - 1 : start - len(word)].isalnum():
            return word
    return ""


# -- modifiers ------------------------------------------------------------------------------------


def bounded(flat: str, amount: Amount, grammar: AmountGrammar) -> Amount:
    """``amount`` with the modifiers before it: at most two, the nearer first ("au moins près de 30")."""
    for _ in range(2):
        phrase, bound = _before(flat, amount.start, grammar)
        if bound is None:
            return amount
        amount = bind(replace(amount, start=amount.start - len(phrase)), bound)
    return amount


def _before(flat: str, start: int, grammar: AmountGrammar) -> tuple[str, Bound | None]:
    for length in grammar.before_lengths:
        if length <= start:
            bound = grammar.before.get(flat[start - length : start])
            left = flat[start - length - 1 : start - length]
            if bound is not None and not left.isalnum() and left != "-":
                return flat[start - length : start], bound
    return "", None


def bind(amount: Amount, bound: Bound) -> Amount:
    """``amount`` as ``bound`` changes it: "plus d'une centaine" is more than 100, not more than some 100."""
    least, most = amount.low, amount.high
    if amount.stated is not None:
        least = most = amount.stated
    low = 0.0 if bound.low is None else least * bound.low
    high = math.inf if bound.high is None else most * bound.high
    if bound.strict and bound.low == 1:
        low = math.nextafter(least, math.inf)
    if bound.strict and bound.high == 1:
        high = math.nextafter(most, -math.inf)
    if bound.low is not None and bound.high is not None and bound.low < 1 < bound.high - 0.05:
        # "environ une trentaine" is no closer than "une trentaine"
        low, high = min(low, amount.low), max(high, amount.high)
    return replace(
        amount,
        low=min(low, high),
        high=max(low, high),
        approximate=amount.approximate or bound.approximate,
        rules=(*amount.rules, bound.rule),
        modified=True,
    )


def bounded_after(flat: str, amount: Amount, end: int, grammar: AmountGrammar) -> tuple[Amount, int]:
    """``amount`` with a modifier that follows at ``end`` ("45 secondes environ"), and where that ends."""
    match: re.Match[str] | None = grammar.after.match(flat, end)
    if not match:
        return amount, end
    return bind(amount, grammar.after_bounds[match.group(1)]), match.end()
