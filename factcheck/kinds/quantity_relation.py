"""How two quantities stand to each other.

The counted nouns are not looked at: whether two numbers answer one question is for others to say. What stands here is
whether one true number could have been written both ways.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from factcheck.kinds.intervals import Interval, near, relation
from factcheck.types import Judgement, Quantity, Relation

# Units of one dimension in a common one (SI Brochure, 9th edition, and its table of non-SI units; international mile).
_SCALES: Final[Mapping[str, tuple[str, float]]] = MappingProxyType(
    {
        "mm": ("length", 0.001), "cm": ("length", 0.01), "m": ("length", 1.0), "km": ("length", 1000.0),
        "mi": ("length", 1609.344), "nmi": ("length", 1852.0),
        "m2": ("area", 1.0), "ha": ("area", 10_000.0), "km2": ("area", 1_000_000.0),
        "mL": ("volume", 1e-6), "cL": ("volume", 1e-5), "gal": ("volume", 0.003785411784), "L": ("volume", 0.001), "m3": ("volume", 1.0), "bbl": ("volume", 0.158987),
        "g": ("mass", 0.001), "kg": ("mass", 1.0), "t": ("mass", 1000.0),
        "km/h": ("speed", 1.0), "kn": ("speed", 1.852),
        "MW": ("power", 1.0), "GW": ("power", 1000.0),
        "kWh": ("energy", 1.0), "MWh": ("energy", 1000.0), "TWh": ("energy", 1e9),
    }
)  # fmt: skip
_CURRENCIES: Final = frozenset({"EUR", "USD", "GBP", "CHF", "JPY", "CNY"})
_DROPPED = 0.075  # a number written without its decimals is off by less than this, unless it is a percentage
_ROUNDED = 0.05  # a number of three digits and more that ends in zeros is off by less than this
_CUT = 0.02  # decimals cut off instead of rounded
_CONVERTED = 0.03  # a number converted into another unit
_AGE_SLACK = 2.0


def relate(a: Quantity, b: Quantity) -> Judgement:
    """How two quantities stand to each other: same, compatible, conflicting or incomparable (two units).

    Lengths, areas, masses, speeds... are converted. An exact number agrees with another exact one only where a writer
    would round the finer to the coarser; a number that is not meant to be precise may be a tenth off.
    """
    if a.unit != b.unit and {a.unit, b.unit} <= _CURRENCIES and a.stated is not None and a.stated == b.stated:
        return Judgement(Relation.CONFLICTING, "other-currency", "one sum is given in two currencies")
    if _dimension(a) != _dimension(b):
        return Judgement(Relation.INCOMPARABLE, "other-unit", _units_apart(a, b))
    first, second = _common(a), _common(b)
    if near(first.high, second.high) and a.unit != b.unit and first.stated != second.stated:
        first = replace(first, stated=second.stated)
    x, y = _interval(first), _interval(second)
    found, rule, reason = relation(x, y)
    if found is Relation.CONFLICTING and x.exact and y.exact and x.stated is not None and y.stated is not None:
        coarse, fine = (a, b) if a.digits >= b.digits else (b, a)
        if a.unit != b.unit and _apart(x.stated, y.stated) <= _CONVERTED:
            return Judgement(Relation.COMPATIBLE, "converted", "one length, size or weight in two units")
        if a.unit == b.unit and _rounds(coarse, fine):
            return Judgement(Relation.COMPATIBLE, "rounded", "one is the other rounded")
    return Judgement(found, rule, reason)


def dimension(unit: str) -> str:
    """What units that can be converted into each other measure: "area" for hectares; the unit itself for any other."""
    return _SCALES[unit][0] if unit in _SCALES else unit


def _dimension(value: Quantity) -> str:
    return _SCALES[value.unit][0] if value.unit in _SCALES else f"unit {value.unit}"


def _units_apart(a: Quantity, b: Quantity) -> str:
    units = sorted(unit or "no unit" for unit in (a.unit, b.unit))
    return f"two units: {units[0]} and {units[1]}"


def _common(value: Quantity) -> Quantity:
    """``value`` in the common unit of its dimension."""
    factor = _SCALES[value.unit][1] if value.unit in _SCALES else 1.0
    if factor == 1.0:
        return value
    return replace(
        value,
        low=value.low * factor,
        high=value.high * factor,
        stated=None if value.stated is None else value.stated * factor,
        digits=value.digits * factor,
    )


def _interval(value: Quantity) -> Interval:
    slack = _AGE_SLACK if value.unit == "year-old" else None
    return Interval(value.low, value.high, value.stated, value.approximate, value.digits / 2, slack)


def _apart(x: float, y: float) -> float:
    return abs(x - y) / max(abs(x), abs(y), 1e-12)


def _rounds(coarse: Quantity, fine: Quantity) -> bool:
    """Whether a writer would put ``coarse`` for ``fine``: 52 % for 52,34 %, 1,3 for 1,284 billions, 110 for 108."""
    c, f = coarse.stated or 0.0, fine.stated or 0.0
    if coarse.unit == "year-old" or coarse.digits <= fine.digits:
        return False
    apart = _apart(c, f)
    within = abs(c - f) <= coarse.digits / 2 * (1 + 1e-9)
    decimals = (fine.digits < 1 and coarse.digits <= 1) or coarse.digits >= 1e5
    cut = 0 <= abs(f) - abs(c) < coarse.digits and c * f >= 0 and apart <= _CUT
    if decimals and coarse.unit == "%":
        return within or cut
    if decimals:
        return (within and apart <= _DROPPED) or cut
    return abs(c) >= 100 and coarse.unit != "%" and within and apart <= _ROUNDED
