"""Numbers as the press writes them: "4 200", "1,28", "quatre-vingt-dix-sept", "des dizaines", "les trois quarts".

A number is read from a *flattened* text (see ``flat``), so every pattern and word of the rules is in plain letters.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True)
class Number:
    """One number in a flattened text, before what stands around it is read.

    ``form`` is how it is written: digits, words, collective ("une trentaine"), share ("un tiers", in percent),
    indefinite ("plusieurs"), none ("aucun") or one ("un mort"). ``scale`` is the multiplier that was applied
    ("millions": 1e6); ``digits`` the place value of the last digit that counts.
    """

    start: int
    end: int
    low: float
    high: float
    stated: float | None
    digits: float
    form: str
    rules: tuple[str, ...]
    approximate: bool = False
    scale: float = 1.0
    plain: bool = True  # False where separators, a decimal part or a sign are written: no year, no day


@dataclass(frozen=True, slots=True)
class Indefinite:
    """A phrase for a number that is not said: its bounds and its rule."""

    low: float
    high: float
    rule: str


@dataclass(frozen=True, slots=True)
class Collective:
    """A noun such as "dizaine": about ten; in the plural at least twice as many and at most ``most``."""

    base: float
    most: float
    rule: str


@dataclass(frozen=True, slots=True)
class NumeralGrammar:
    """Everything that reads one number, compiled. Each word leads to its value and the rule that gave it."""

    core: re.Pattern[str]
    behind_dash: re.Pattern[str]  # digits, as the second number of "12-15"
    word: re.Pattern[str]
    cardinals: Mapping[str, tuple[int, str]]
    scales: Mapping[str, tuple[float, str]]
    scale: re.Pattern[str]
    short_scale: re.Pattern[str]
    collectives: Mapping[str, Collective]
    collective_low: float  # "une trentaine" is truthfully said from this factor of 30
    collective_high: float  # to that one
    shares: Mapping[str, tuple[float, str]]
    indefinites: Mapping[str, Indefinite]
    nones: Mapping[str, str]
    ones_rule: str
    ones: frozenset[str]  # nouns before which "un" is a number
    half: re.Pattern[str]


def read_number(flat: str, match: re.Match[str], grammar: NumeralGrammar) -> Number | None:
    """The number that a match of ``grammar.core`` stands for, with the multiplier that follows it."""
    kind, written = match.lastgroup or "", match.group()
    start, end = match.span()
    if kind == "digits":
        return _scaled(flat, _digits(start, written, flat), grammar)
    if kind == "words":
        number = _words(start, written, grammar)
        return _scaled(flat, number, grammar) if number else None
    if kind == "collective":
        return _collective(start, written, grammar)
    if kind == "share":
        value, rule = grammar.shares[written]
        return Number(start, end, value * 0.95, value * 1.05, value, 5.0, "share", (rule,), approximate=True)
    if kind == "half":
        name = written.replace("-", " ").rsplit(" ", 1)[1]
        value, rule = _scale_or_dozen(name, grammar)
        value, about = value / 2, name in grammar.collectives
        low, high = (grammar.collective_low, grammar.collective_high) if about else (1.0, 1.0)
        form = "collective" if about else "words"
        return Number(start, end, value * low, value * high, value, value, form, (rule,), about, scale=2 * value)
    if kind == "indefinite":
        found = grammar.indefinites[written]
        return Number(start, end, found.low, found.high, None, 1.0, "indefinite", (found.rule,), approximate=True)
    if kind == "none":
        return Number(start, end, 0.0, 0.0, 0.0, 1.0, "none", (grammar.nones[written],))
    return Number(start, end, 1.0, 1.0, 1.0, 1.0, "one", (grammar.ones_rule,))


def _scale_or_dozen(name: str, grammar: NumeralGrammar) -> tuple[float, str]:
    if name in grammar.scales:
        return grammar.scales[name]
    dozen = grammar.collectives[name]
    return dozen.base, dozen.rule


_GROUPED: Final = re.compile(r"\d{1,3}(?:([ .,])\d{3})+(?:,\d+)?")
_SINGULAR_SCALE: Final = re.compile(r" (?:million|milliard)\b")
_PRECISE: Final = re.compile(r" ?(?:%|pour cent|euros?\b|€|millions?\b|milliards?\b|km\b|m\b|kg\b)")


def _digits(start: int, written: str, flat: str) -> Number:
    end = start + len(written)
    body = written.lstrip("+-")
    grouped = _GROUPED.fullmatch(body)
    mark = grouped.group(1) if grouped else ""
    if grouped and _is_decimal(body, mark, flat, end):
        grouped = None
    if grouped:
        whole, _, part = body.partition(",") if mark != "," else (body, "", "")
        whole = re.sub(r"[ .,]", "", whole)
    else:
        whole, _, part = body.replace(".", ",").partition(",")
    value = float(f"{whole}.{part or 0}")
    digits = 10.0 ** -len(part) if part else _place(whole)
    value = -value if written.startswith("-") else value
    plain = not grouped and not part and body == written
    return Number(start, end, value, value, value, digits, "digits", (), plain=plain)


def _is_decimal(body: str, mark: str, flat: str, end: int) -> bool:
    """Whether three digits after one mark are decimals: "1,284 milliard" is, "1,500 people" and "4.200" are not."""
    if mark == " " or body.count(mark) > 1:
        return False
    if body.startswith("0"):
        return True
    if mark == ".":
        return _SINGULAR_SCALE.match(flat, end) is not None
    return _PRECISE.match(flat, end) is not None


def _place(whole: str) -> float:
    """The place value of the last digit of a whole number that is not 0: 100 for "4200"."""
    stripped = whole.rstrip("0")
    return float(10 ** min(len(whole) - len(stripped), 300)) if stripped else 1.0


def _words(start: int, written: str, grammar: NumeralGrammar) -> Number | None:
    """The longest prefix of number words that is one number: "vingt et un" of "vingt et un deux"."""
    total, current, last_scale, end, rules = 0, 0, 0, 0, dict[str, None]()
    for token in grammar.word.finditer(written):
        between = written[end : token.start()]
        part, rule = (1, "") if token.group() in ("un", "une") else grammar.cardinals[token.group()]
        step = _join(total, current, last_scale, part, between)
        if step is None:
            break
        total, current, last_scale = step
        end = token.end()
        if rule:
            rules[rule] = None
    if not end:
        return None
    value = float(total + current)
    scale = float(last_scale) if last_scale else 100.0 if value >= 200 and value % 100 == 0 else 1.0
    return Number(
        start, start + end, value, value, value, _place(str(total + current)), "words", tuple(rules), scale=scale
    )


def _join(total: int, current: int, scale: int, value: int, between: str) -> tuple[int, int, int] | None:
    """One more number word after ``total`` and ``current``; None where no French number goes on like that."""
    first = not total and not current and not between
    if value >= 1000:
        if (scale and value >= scale) or "et" in between:
            return None
        return total + max(current, 1) * value, 0, value
    if value == 100:
        if not first and (current > 9 or current == 1):
            return None
        return total, max(current, 1) * 100, scale
    if first:
        return total, value, scale
    if "et" in between:
        fits = value in (1, 11) and 20 <= current % 100 <= 60 and current % 10 == 0
        return (total, current + value, scale) if fits else None
    rest = current % 100
    if value == 20 and rest == 4 and current % 10 == 4:
        return total, current - 4 + 80, scale
    if value == 1 and "-" not in between:  # "cent un": more often "deux cents, un record" without its comma
        return None
    tens = rest in (20, 30, 40, 50, 60, 70, 80, 90) and value < 10
    teens = rest in (60, 80) and 10 <= value < 20
    if (current == 0 and scale) or (current and rest == 0) or tens or teens or (rest == 10 and value in (7, 8, 9)):
        return total, current + value, scale
    return None


def _collective(start: int, written: str, grammar: NumeralGrammar) -> Number:
    parts = re.split(r"[ ']", written)
    names = [part for part in parts if part in grammar.collectives or part in grammar.scales]
    singular = parts[0] in ("un", "une")
    head = grammar.collectives[names[0]]
    chain = math.prod(_scale_or_dozen(name, grammar)[0] for name in names[1:])
    base = head.base * chain
    rules = (head.rule,)
    if singular:
        low, high = base * grammar.collective_low, base * grammar.collective_high
        if any(part in ("bonne", "bon", "grosse") for part in parts):
            low = base
        if "petite" in parts:
            high = base
        return _approximate(start, written, low, high, base, rules, chain)
    high = 10 * base - 1 if "quelques" in parts else head.most * chain
    return _approximate(start, written, 2 * base, high, None, rules, chain)


def _approximate(
    start: int, written: str, low: float, high: float, stated: float | None, rules: tuple[str, ...], scale: float
) -> Number:
    digits = stated or low
    return Number(start, start + len(written), low, high, stated, digits, "collective", rules, True, scale)


def _scaled(flat: str, number: Number, grammar: NumeralGrammar) -> Number:
    """``number`` times the multipliers that follow it: "2,1 milliards", "trois douzaines", "un million et demi"."""
    for _ in range(2):  # "3 milliers de milliards"
        match = grammar.scale.match(flat, number.end)
        if not match:
            break
        name = match.group("scale")
        factor, rule = _scale_or_dozen(name, grammar)
        number = _times(number, factor, match.end(), rule)
        if name in grammar.collectives and name not in grammar.scales:
            spread = (grammar.collective_low, grammar.collective_high)
            number = replace(
                number, low=number.low * spread[0], high=number.high * spread[1], approximate=True, form="collective"
            )
    half = grammar.half.match(flat, number.end) if number.scale > 1000 else None
    if half and number.stated is not None:
        value = number.stated + number.scale / 2
        number = replace(number, low=value, high=value, stated=value, digits=number.scale / 2, end=half.end())
    return number


def _times(number: Number, factor: float, end: int, rule: str) -> Number:
    """``number`` times ``factor``; rounded so that 1,284 × 10⁹ is a whole number again."""
    return replace(
        number,
        low=_exact(number.low * factor),
        high=_exact(number.high * factor),
        stated=None if number.stated is None else _exact(number.stated * factor),
        digits=_exact(number.digits * factor),
        scale=number.scale * factor,
        end=end,
        rules=(*number.rules, rule),
        plain=False,
    )


def _exact(value: float) -> float:
    return float(f"{value:.12g}") if math.isfinite(value) else value


def times(number: Number, factor: float, end: int, rule: str) -> Number:
    """``number`` with a multiplier that ends at ``end``: the M of "340 M€"."""
    return _times(number, factor, end, rule)
