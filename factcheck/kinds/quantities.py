"""Quantities: "au moins 12 blessés", "2 Md€", "52,34 %", "une femme d'une soixantaine d'années".

Numbers with a unit of time are durations, unless they are ages; years, days, times, results of matches and numbers
that name a thing are no quantities. Scores ("2-1") are left out on purpose: they are two numbers and an order.
"""

from __future__ import annotations

from datetime import date

from factcheck.kinds.flat import flatten
from factcheck.kinds.numbers_said import number
from factcheck.kinds.quantity_grammar import QuantityGrammar, compile_quantities
from factcheck.kinds.quantity_reading import AGE, readings
from factcheck.kinds.quantity_relation import dimension, relate
from factcheck.rules import Rules
from factcheck.types import Found, Quantity

__all__ = ["AGE", "QuantityGrammar", "describe", "dimension", "find", "label", "load", "relate"]


def load(rules: Rules, language: str = "fr") -> QuantityGrammar:
    """The grammar of ``rules/<language>/quantities.yaml`` and ``durations.yaml``. Raises RuleError."""
    return compile_quantities(rules, language)


def find(text: str, grammar: QuantityGrammar) -> list[Found]:
    """Every quantity in ``text``, in order; spans do not overlap each other nor a duration."""
    flat = flatten(text)
    return [Found(flat.span(r.start, r.end), r.value, r.rule) for r in readings(flat, grammar) if r.value is not None]


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """Everything that the rules find in ``text``: (rule, label), one pair for each rule that had a part.

    The label is "nothing" where a rule says that a number counts nothing.
    """
    return [
        (rule, "nothing" if reading.value is None else label(reading.value))
        for reading in readings(flatten(text), load(rules))
        for rule in reading.rules
    ]


def label(value: Quantity, language: str = "en") -> str:
    """``value`` in words: "about 30", "at least 12", "2,000,000,000 EUR", "52.34 %", "63 years old"."""
    said = number(value.low, value.high, value.stated, value.approximate, language)
    names = {"en": {AGE: "years old", "pp": "points"}, "fr": {AGE: "ans", "pp": "points", "times": "fois"}}
    unit = names.get(language, names["en"]).get(value.unit, value.unit)
    return f"{said} {unit}" if unit else said
