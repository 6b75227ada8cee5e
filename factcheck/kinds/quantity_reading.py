"""Quantities in a flattened text: the unit or counted noun of each number, ages, shares, numbers that count nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from factcheck.kinds import durations
from factcheck.kinds.amounts import Amount, amount_at, bounded, bounded_after, unsigned
from factcheck.kinds.duration_grammar import Timed
from factcheck.kinds.flat import Flat, after_name
from factcheck.kinds.quantity_grammar import QuantityGrammar, Unit
from factcheck.types import Quantity

AGE = "year-old"
_YEAR = 365.25 * 86_400
_LINKS = (" a ", " et ", " ou ", " puis ")
_PARTS = (" des ", " sur les ", " de ses ", " de leurs ", " parmi les ", " sur ")


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity in the flattened text, or words that were read and count nothing (``value`` is None)."""

    start: int
    end: int
    value: Quantity | None
    rule: str
    rules: tuple[str, ...]
    amount: Amount | None = None


def readings(flat: Flat, grammar: QuantityGrammar) -> list[Reading]:
    """Everything that was read, in order, without overlaps."""
    found: list[Reading] = []
    reached = 0
    for amount, timed in durations.readings(flat, grammar.time):
        if amount.end <= reached or amount.first < reached:
            continue
        amount = replace(amount, start=max(amount.start, reached))
        reading = _aged(timed) if timed is not None else _read(flat, amount, reached, grammar)
        if reading is None:
            continue
        reached = reading.end
        if found:
            joined = _joined(flat.text, found[-1], reading, grammar)
            if joined is not None:
                found[-1:] = joined
                continue
        found.append(reading)
    return _with_decades(flat.text, found, grammar)


def _aged(timed: Timed) -> Reading:
    """An age; nothing for a duration or a point in time."""
    if timed.sense != "age":
        return Reading(timed.start, timed.end, None, timed.unit.rule, ())
    amount, rule = timed.amount, timed.rules[-1]
    low, high = timed.low / _YEAR, timed.high / _YEAR
    stated = None if timed.stated is None else timed.stated / _YEAR
    if timed.unit.unit == "year":
        low, high = (amount.low, amount.high) if amount.stated != stated or stated is None else (low, high)
        low, high = (stated, stated) if _one_number(amount) and stated is not None else (amount.low, amount.high)
        if amount.form == "collective" and stated is not None and stated >= 20 and not amount.modified:
            low, high = stated, stated + 9  # "d'une soixantaine d'années": in one's sixties
    value = Quantity(low, high, stated, AGE, amount.digits, amount.approximate)
    rule = next((r for r in reversed(timed.rules) if r not in amount.rules and r != timed.unit.rule), rule)
    return Reading(timed.start, timed.end, value, rule, amount.rules, amount)


def _one_number(amount: Amount) -> bool:
    return amount.low == amount.high and amount.stated is not None


def _read(flat: Flat, amount: Amount, reached: int, grammar: QuantityGrammar) -> Reading | None:
    """The quantity that ``amount`` begins, a reading without value if it counts nothing, or None."""
    text = flat.text
    if amount.form == "share":
        return _reading(amount, amount.end, Unit("%", amount.rules[0], 1.0), "")
    ratio = _ratio(text, amount, grammar)
    if ratio is not None:
        return ratio
    amount, unit, end = _measured(text, amount, reached, grammar)
    noun = ""
    if amount.digits >= 1 if unit is None else not unit.signed:
        amount = unsigned(amount)
    if unit is None:
        noun, end = _noun(flat, amount, grammar)
    for ignored in grammar.ignored:
        named = ignored.keys.capital and after_name(flat, amount.first, grammar.not_nouns)
        stop = ignored.end(text, amount, unit is None and not noun, named)
        if stop >= 0:
            return Reading(amount.start, max(stop, amount.end), None, ignored.rule, (ignored.rule,), None)
    if unit is None and not noun and not _may_be_bare(flat, amount, grammar):
        return None
    if amount.dashed and unit is None and amount.high < 10:
        return None
    if unit is None:
        unit = Unit("", grammar.noun_rule if noun else grammar.bare_rule, 1.0)
    amount, end = _and_a_half(text, amount, end, grammar)
    amount, end = bounded_after(text, amount, end, grammar.amounts)
    return _reading(amount, end, unit, noun)


def _and_a_half(text: str, amount: Amount, end: int, grammar: QuantityGrammar) -> tuple[Amount, int]:
    """``amount`` with the half that stands behind its unit: "trois points et demi"."""
    match = grammar.amounts.numerals.half.match(text, end)
    if match is None or end == amount.end or amount.stated is None or amount.low != amount.high:
        return amount, end
    value = amount.stated + 0.5
    return replace(amount, low=value, high=value, stated=value, digits=0.5), match.end()


def _reading(amount: Amount, end: int, unit: Unit, noun: str) -> Reading:
    low, high, stated, digits = amount.low, amount.high, amount.stated, amount.digits
    if unit.factor != 1:
        low, high, digits = (round(n * unit.factor, 9) for n in (low, high, digits))
        stated = None if stated is None else round(stated * unit.factor, 9)
    value = Quantity(low, high, stated, unit.unit, digits, amount.approximate, noun)
    rules = tuple(dict.fromkeys((*amount.rules, unit.rule)))
    return Reading(amount.start, end, value, unit.rule, rules, amount)


def _measured(text: str, amount: Amount, reached: int, grammar: QuantityGrammar) -> tuple[Amount, Unit | None, int]:
    """The unit of ``amount``, behind it or before it, and where its words end."""
    if amount.form == "digits" and (short := grammar.amounts.numerals.short_scale.match(text, amount.end)):
        if grammar.scaled_sign.match(text, short.end()):
            factor, rule = grammar.amounts.numerals.scales[short.group("scale")]
            amount = _scaled(amount, factor, short.end(), rule)
    match = grammar.unit.match(text, amount.end)
    if match is not None:
        name = match.group("word") or match.group("short")
        fits = amount.form == "digits" or match.group("word") or amount.scale > 1
        if fits and (name not in grammar.scaled_only or amount.scale >= 1e6):
            return amount, grammar.units[name], match.end()
    before, unit = _prefixed(text, amount, reached, grammar)
    if unit is not None:
        return before, unit, before.end
    for lead, after, unit in grammar.around:
        if lead.search(text, max(0, amount.start - 30), amount.start):
            return amount, unit, amount.end
        if match := after.match(text, amount.end):
            return amount, unit, match.end()
    return amount, None, amount.end


def _prefixed(text: str, amount: Amount, reached: int, grammar: QuantityGrammar) -> tuple[Amount, Unit | None]:
    """``amount`` with the sign of money before it, and with the modifiers before that: "plus de £43m"."""
    if amount.form != "digits" or amount.start != amount.first:
        return amount, None
    match = grammar.prefix.search(text, max(reached, amount.first - 5), amount.first)
    if match is None:
        return amount, None
    begun = bounded(text, replace(amount, start=match.start()), grammar.amounts)
    if begun.start < reached:
        begun = replace(amount, start=match.start())
    return begun, grammar.prefixes[match.group("prefix")]


def _scaled(amount: Amount, factor: float, end: int, rule: str) -> Amount:
    low, high, digits = (float(f"{n * factor:.12g}") for n in (amount.low, amount.high, amount.digits))
    stated = None if amount.stated is None else float(f"{amount.stated * factor:.12g}")
    rules, scale = (*amount.rules, rule), amount.scale * factor
    return replace(amount, low=low, high=high, digits=digits, stated=stated, end=end, rules=rules, scale=scale)


def _ratio(text: str, amount: Amount, grammar: QuantityGrammar) -> Reading | None:
    """A share such as "sept Français sur dix": 70 percent, give or take half a tenth."""
    if amount.form not in ("digits", "words", "one") or amount.stated is None or amount.scale != 1:
        return None
    match = grammar.ratio.match(text, amount.end)
    whole = amount_at(text, match.end(), grammar.amounts) if match else None
    if whole is None or whole.stated not in grammar.ratio_of or amount.stated >= whole.stated:
        return None
    follows = grammar.noun.match(text, whole.end)
    if grammar.unit.match(text, whole.end) or grammar.time.unit.match(text, whole.end):
        return None
    if follows and follows.group("noun").endswith(("s", "x")) and follows.group("noun") not in grammar.not_nouns:
        return None
    share, step = 100 / whole.stated, 50 / whole.stated
    low = amount.low * share - step if amount.low == amount.stated else amount.low * share
    high = amount.high * share + step if amount.high == amount.stated else amount.high * share
    value = Quantity(low, high, amount.stated * share, "%", share, True)
    rules = (*amount.rules, grammar.ratio_rule)
    return Reading(amount.start, whole.end, value, grammar.ratio_rule, rules)


def _noun(flat: Flat, amount: Amount, grammar: QuantityGrammar) -> tuple[str, int]:
    """The counted noun right after ``amount``, as written, and where it ends; ("", end of the number) if none."""
    nothing = "", amount.end
    match = grammar.noun.match(flat.text, amount.end)
    if match is None:
        return nothing
    of_many = amount.form in ("collective", "indefinite") or amount.scale > 1000
    if (
        match.group("of") != " "
        and not (of_many or match.group("own"))
        or match.group("of") == " "
        and amount.scale >= 1e6
    ):
        return nothing
    folded = match.group("noun")
    written = flat.words(match.start("noun"), match.end("noun"))
    if folded in grammar.not_nouns or len(folded) < 2:
        return nothing
    plural = folded.endswith(("s", "x", "z")) or folded in grammar.invariable or any(
        part.endswith(("s", "x")) for part in folded.split("-")
    )  # fmt: skip
    acronym = len(written) > 1 and written.isupper() and len(written) <= 6
    if amount.high >= 2 and not (plural or acronym):
        return nothing
    if written[0].isupper() and not written.isupper() and (not folded.endswith("s") or len(folded) < 5):
        return nothing
    if amount.plain and amount.form == "digits" and 1900 <= amount.low <= 2100 and written[0].isupper():
        return nothing  # "© 2018 AFP"
    if amount.form in ("none", "one") and folded in grammar.not_counted:
        return nothing
    only = " seul" in flat.text[amount.end : match.start("noun")]  # "un seul candidat" is counted, "un candidat" is not
    if amount.form == "one" and not only and folded not in grammar.amounts.numerals.ones:
        return nothing
    return written, amount.end if match.group("quote") else match.end()


def _may_be_bare(flat: Flat, amount: Amount, grammar: QuantityGrammar) -> bool:
    """Whether a number without unit and noun is a quantity: in digits it is, in words beside some words."""
    text = flat.text
    if amount.form == "digits":
        return True
    if amount.form in ("indefinite", "none", "one"):
        return False
    if amount.modified or (amount.scale >= 1e6 and amount.form != "collective"):
        return True
    if text.endswith("les ", 0, amount.start) and flat.words(amount.first, amount.first + 1).isupper():
        return False  # a name: "les Vingt-Sept"
    if amount.form != "collective" and grammar.bare_after.match(text, amount.end):
        return True
    return grammar.bare_before.search(text, max(0, amount.start - 30), amount.start) is not None


# -- two numbers with one unit --------------------------------------------------------------------


def _joined(text: str, a: Reading, b: Reading, grammar: QuantityGrammar) -> list[Reading] | None:
    """Two readings that share a unit: a range whose unit is said twice, or a unit said once for two numbers."""
    if a.value is None or b.value is None or a.amount is None or b.amount is None:
        return None
    between = text[a.end : b.start]
    if between in _PARTS and a.value.unit == b.value.unit == a.value.noun == "" and a.value.high <= b.value.high:
        return [replace(a, value=replace(a.value, noun=b.value.noun)), b]
    if between not in _LINKS:
        return None
    lead = text[max(0, a.start - 7) : a.start]
    spans = lead.endswith("entre ") if between == " et " else between == " a " and lead.endswith(("de ", "d'"))
    spans = spans and not grammar.amounts.change.search(text, max(0, a.start - 60), a.start - 3)
    if a.value.unit == b.value.unit != "" and spans and _below(a, b) and not a.amount.modified:
        value = replace(b.value, low=a.value.low, stated=None, digits=min(a.value.digits, b.value.digits))
        start = a.start - len("entre " if between == " et " else "de " if lead.endswith("de ") else "d'")
        return [Reading(start, b.end, value, b.rule, (*a.rules, *b.rules))]
    cents = between == " et " and a.value.unit == b.value.unit != "" and b.value.high < 1 <= a.value.low
    if cents and a.value.stated and b.value.stated:
        total = round(a.value.stated + b.value.stated, 9)  # "15 euros et 20 centimes"
        value = replace(a.value, low=total, high=total, stated=total, digits=b.value.digits)
        return [Reading(a.start, b.end, value, a.rule, (*a.rules, *b.rules))]
    lends = a.value.unit == "" and not a.value.noun and (b.value.unit or b.value.noun) and not b.amount.ranged
    if lends and a.amount.form in ("digits", "words"):
        unit = Unit(b.value.unit, b.rule, 1.0)
        lent = a.amount
        if b.amount.scale >= 1e6 and a.amount.scale == 1 and a.amount.plain:
            lent = _scaled(a.amount, b.amount.scale, a.amount.end, "")
        first = _reading(lent, a.end, unit, b.value.noun)
        return [replace(first, rules=tuple(r for r in first.rules if r)), b]
    return None


def _below(a: Reading, b: Reading) -> bool:
    return a.value is not None and b.value is not None and a.value.high < b.value.low


# -- ages in words --------------------------------------------------------------------------------


def _with_decades(text: str, found: list[Reading], grammar: QuantityGrammar) -> list[Reading]:
    """``found`` with the people of so many tens of years: "un quinquagénaire"."""
    people = list(_decades(text, found, grammar))
    return sorted((*found, *people), key=lambda reading: reading.start) if people else found


def _decades(text: str, found: list[Reading], grammar: QuantityGrammar) -> Iterator[Reading]:
    if "enaire" not in text and "taine" not in text:
        return
    for match in grammar.decade.finditer(text):
        low = float(grammar.decades[match.group(1)])
        if any(r.start < match.end() and match.start() < r.end for r in found):
            continue
        value = Quantity(low, low + 9, None, AGE, 10.0, True)
        yield Reading(match.start(), match.end(), value, grammar.decade_rule, (grammar.decade_rule,))
