"""How two intervals of numbers stand to each other; quantities and durations share it.

An interval is what words can truthfully mean. It is ``exact`` where the words give one number, ``rough`` where they say
themselves that they are not precise ("environ", "une trentaine").
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from factcheck.types import Relation

_SLACK = 0.10  # a rough number may be this much farther off than its words say
_EDGE = 0.05  # an exact number may be this much off where the other side is an open bound or a range
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval.

    ``slack`` is how far a rough one may reach beyond its bounds, in its own unit, or None for a tenth of the bound.
    ``grain`` is half the place value of the last digit written.
    """

    low: float
    high: float
    stated: float | None
    rough: bool
    grain: float = 0.0
    slack: float | None = None

    @property
    def exact(self) -> bool:
        """Whether the words give one number and no more."""
        return self.stated is not None and not self.rough and self.low > -math.inf and self.high < math.inf and (
            self.high - self.low <= 0.1 * abs(self.stated)
        )  # fmt: skip


def same(a: Interval, b: Interval) -> bool:
    """Whether both say one thing: equal bounds and equal numbers."""
    numbers = (a.stated is None) == (b.stated is None) and (a.stated is None or near(a.stated, b.stated or 0.0))
    return numbers and near(a.low, b.low) and near(a.high, b.high)


def near(x: float, y: float) -> bool:
    """Whether two numbers are equal but for the last bits."""
    return x == y or math.isclose(x, y, rel_tol=_SAME)


def overlap(a: Interval, b: Interval) -> bool:
    """Whether one number lies in both."""
    return a.low <= b.high and b.low <= a.high


def loosely(a: Interval, b: Interval) -> bool:
    """Whether both meet once the rough one, and the exact one beside a bound, are taken as a writer would."""
    return overlap(_wider(a, b), _wider(b, a))


def _wider(a: Interval, other: Interval) -> Interval:
    if a.rough:
        margin = a.slack
        below = _SLACK * abs(a.low) if margin is None else margin
        above = _SLACK * abs(a.high) if margin is None else margin
    elif a.exact and not other.exact and not other.rough:
        below = above = min(a.grain, _EDGE * abs(a.stated or 0.0))
    else:
        return a
    return Interval(a.low - below, a.high + above, a.stated, a.rough, a.grain, a.slack)


def relation(a: Interval, b: Interval) -> tuple[Relation, str, str]:
    """Relation, rule and reason of two intervals of one unit, before any rounding of exact numbers is considered."""
    if same(a, b):
        return Relation.SAME, "same-number", "both give the same number"
    if overlap(a, b):
        return Relation.COMPATIBLE, "one-number-fits-both", "one number fits both"
    if loosely(a, b):
        return Relation.COMPATIBLE, "about-the-same", "one of them is not meant to be precise"
    return Relation.CONFLICTING, "no-number-fits-both", "no single number fits both"
