"""One change to the words of a claim: to what it says (a conflict must follow), or only to how (none may).

Every function is deterministic; ``turn`` picks among several replacements, so that a run over many claims sees them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from factcheck.text import fold, plain
from factcheck.types import Slot

_NUMBERS = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
            "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt")  # fmt: skip
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
          "décembre")  # fmt: skip
_TOWNS = ("Rouen", "Dijon", "Limoges", "Lisbonne", "Oslo", "Perpignan")
_NAMES = ("Étienne Vaubrac", "Bastien Corbières", "Ludovic Ansquer")
_POSTS = (
    ("directeur général", "directeur financier"), ("directrice générale", "directrice financière"),
    ("vice-ministre", "ministre"), ("sous-secrétaire", "secrétaire"), ("secrétaire d'état", "ministre"),
    ("ministre de l'intérieur", "ministre de la Justice"), ("ambassadeur", "consul général"), ("président", "vice-président"),
    ("préfet", "sous-préfet"), ("procureure", "substitute du procureur"), ("maire", "adjoint au maire"), ("procureur", "substitut du procureur"),
)  # fmt: skip
_UNITS = (
    ("millions", "milliards"), ("milliards", "millions"), ("euros", "dollars"), ("kilomètres", "mètres"), ("mètres", "kilomètres"),
)  # fmt: skip
_TIME_UNITS = (("heures", "jours"), ("minutes", "heures"), ("jours", "semaines"), ("mois", "ans"), ("ans", "mois"))
_OPPOSITES = (
    ("hausse", "baisse"), ("baisse", "hausse"), ("augment", "diminu"), ("positif", "négatif"), ("négatif", "positif"),
    ("accepté", "refusé"), ("approuvé", "rejeté"), ("ouvert", "fermé"), ("été condamné", "été relaxé"), ("confirmé", "démenti"),
)  # fmt: skip

NUMBER = re.compile(
    r"(?<![\w,.-])(?:\d{1,3}(?:[ .\u00a0\u202f\u2009]\d{3})+|\d+(?:,\d+)?|"
    + "|".join(sorted(_NUMBERS[2:], key=len, reverse=True))
    + r")(?![\w-]|[,.]\d)"
)
_DAY = re.compile(
    rf"\b(?P<weekday>(?:{'|'.join(DAYS)}) )?(?P<day>\d{{1,2}})(?P<first>er)? (?P<month>{'|'.join(MONTHS)})\b"
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(DAYS)})\b(?! \d| et | dernier| prochain)")
_HOUR = re.compile(r"(?<![\d,.])(?P<hour>\d{1,2})(?P<mark> ?(?:heures?|h))(?: ?(?P<minutes>\d\d)\b|\b)")
_PLACE = re.compile(r"\b(?P<before>[àÀ] |près d[e'] ?)(?P<name>[A-ZÉ][\w'’-]+(?: [A-ZÉ][\w-]+| Aires)?)")
_PERSON = re.compile(r"\b[A-ZÉ][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)? (?:(?:de |du |Le |La )?[A-ZÉ][\w'’-]+)\b")
_AUXILIARY = re.compile(
    r"(?<![\w'-])(?P<verb>a|ont|est|sont|était|étaient|sera|seront|avait|avaient) (?P<too>(?:ainsi |aussi |également )?)(?=(?:été )?(?P<participle>\w+(?:é|ée|és|ées|i|is|it|u|us|ue|ues|ert|erts))\b)"
)
_SAYS = re.compile(
    r"(?:affirm|ajout|annonc|assur|comment|confi|confirm|considér|déclar|déplor|dénonc|dit|estim|évoqu|expliqu|fait savoir|indiqu|insist|jug|précis|promis|qualifi|rappel|rapport|reconn|relev|répond|répét|salu|soulign)"
)
_PART = re.compile(r" (?:quarts|tiers|pays|camps|parties|puissances|capitales)\b")  # of which nobody counts others
_LONG_WORD = re.compile(r"[a-zéèàùâêîôûç]{7,}")


@dataclass(frozen=True, slots=True)
class Edit:
    """``old``, the characters from ``start`` on, becomes ``new``. ``token`` is what another article must say too."""

    kind: str
    harmful: bool
    start: int
    old: str
    new: str
    token: str


def edits(words: str, slot: Slot, turn: int) -> Iterator[Edit]:
    """Every change that fits ``words``, the words of a claim of ``slot``."""
    for change in _CHANGES.get(slot, ()):
        yield from change(words, turn)


def says(words: str, token: str) -> bool:
    """Whether ``words`` hold ``token``, a number in any writing."""
    if token in words:
        return True
    wanted = value_of(token)
    if wanted is not None:
        return any(value_of(match.group()) == wanted for match in NUMBER.finditer(plain_spaces(words)))
    return fold(token) in fold(words)


def plain_spaces(words: str) -> str:
    """``words`` with ordinary spaces and in lower case, character for character."""
    return re.sub(r"[\u00a0\u202f\u2009]", " ", words).lower()


def value_of(token: str) -> float | None:
    lowered = plain_spaces(token)
    if lowered in _NUMBERS:
        return float(_NUMBERS.index(lowered))
    digits = re.sub(r"[ .](?=\d{3})", "", lowered).replace(",", ".")
    return float(digits) if re.fullmatch(r"\d+(?:\.\d+)?", digits) else None


# -- what it says ------------------------------------------------------------------------------------------------------


def _day(words: str, turn: int) -> Iterator[Edit]:
    flat = plain_spaces(words)
    for match in _DAY.finditer(flat):
        day = int(match["day"])
        other = day + 3 if day < 25 else day - 4
        weekday = ""
        if match["weekday"]:
            weekday = DAYS[(DAYS.index(match["weekday"].strip()) + other - day) % 7] + " "
        old = words[match.start() : match.end()]
        yield Edit(
            "day",
            True,
            match.start(),
            old,
            f"{weekday}{other} {match['month']}",
            f"{match['day']}{match['first'] or ''} {match['month']}",
        )
        return
    for match in _WEEKDAY.finditer(flat):
        old = words[match.start() : match.end()]
        yield Edit("weekday", True, match.start(), old, DAYS[(DAYS.index(match.group()) + 3) % 7], match.group())
        return


def _hour(words: str, turn: int) -> Iterator[Edit]:
    for match in hours(plain_spaces(words)):
        hour = int(match["hour"])
        if 5 <= hour <= 23 and "dur" not in words:
            start, end = match.span("hour")
            yield Edit("hour", True, start, words[start:end], str(hour - 3), match["hour"])
            return


def hours(flat: str) -> list[re.Match[str]]:
    """The hours of the clock in ``flat``."""
    return list(_HOUR.finditer(flat))


def _number(words: str, turn: int) -> Iterator[Edit]:
    flat = plain_spaces(words)
    for match in NUMBER.finditer(flat):
        if _DAY.match(flat, match.start()) or re.match(r" ?(?:h|heures?)\b", flat[match.end() :]) and "dur" not in flat:
            continue
        if _PART.match(flat, match.end()):
            continue
        old = words[match.start() : match.end()]
        new = _other_number(old)
        if new:
            yield Edit("number", True, match.start(), old, new, old)
            return


def _other_number(old: str) -> str | None:
    value = value_of(old)
    return None if value is None or value < 2 else in_writing_of(old, other_value(value, lower=False))


def other_value(value: float, *, lower: bool) -> float:
    """Another number, far from ``value`` and as precise."""
    if value != int(value):
        return value - 6 if lower and value > 7 else value + 6
    if value <= 20:
        by = 3 if value > 5 or not lower else 1
        return value - by if (lower or value > 17) and value > 2 else value + 3
    return value + (-1 if lower else 1) * max(3, round(value * 0.4))


def in_writing_of(old: str, value: float) -> str:
    """``value`` in letters or digits, with the comma and the separator of ``old``."""
    if plain_spaces(old) in _NUMBERS and value < len(_NUMBERS):
        return _NUMBERS[int(value)].capitalize() if old[0].isupper() else _NUMBERS[int(value)]
    _, comma, decimals = old.partition(",")
    if comma:
        return f"{value:.{len(decimals)}f}".replace(".", ",")
    separator = next((c for c in old if not c.isdigit()), "") if not old[0].isalpha() else ""
    return f"{int(value):,}".replace(",", separator)


def _unit(words: str, turn: int) -> Iterator[Edit]:
    yield from _other_unit(words, _UNITS)


def _time_unit(words: str, turn: int) -> Iterator[Edit]:
    yield from _other_unit(words, _TIME_UNITS)


def _other_unit(words: str, units: tuple[tuple[str, str], ...]) -> Iterator[Edit]:
    flat = plain_spaces(words)
    for one, other in units:
        match = re.search(rf"(?<=[\d\w] ){one}\b", flat)
        if match and NUMBER.search(flat[: match.start()]):
            yield Edit("unit", True, match.start(), words[match.start() : match.end()], other, one)
            return


def _place(words: str, turn: int) -> Iterator[Edit]:
    for match in _PLACE.finditer(words):
        yield Edit("place", True, match.start("name"), match["name"], _TOWNS[turn % len(_TOWNS)], match["name"])
        return


def _post(words: str, turn: int) -> Iterator[Edit]:
    flat = plain(words)
    for one, other in _POSTS:
        match = re.search(rf"(?<![\w-]){re.escape(plain(one))}(?!\w)", flat)
        if match:
            old = words[match.start() : match.end()]
            yield Edit("post", True, match.start(), old, other, old)
            return


def _name(words: str, turn: int) -> Iterator[Edit]:
    for match in _PERSON.finditer(words):
        yield Edit("name", True, match.start(), match.group(), _NAMES[turn % len(_NAMES)], match.group().split()[-1])
        return


def _polarity(words: str, turn: int) -> Iterator[Edit]:
    for start, old, new in denied(words):
        yield Edit("polarity", True, start, old, new, "")
        return


def denied(words: str) -> Iterator[tuple[int, str, str]]:
    """The first verb that can be denied, where it begins, and its denial. Nobody writes that a thing was not said."""
    if re.search(r"\bn['’e]|\baucun", words):
        return
    for match in _AUXILIARY.finditer(words):
        clitic = re.search(r"(?:\by |\bs['’]|\bse |\bl['’])$", words[: match.start()])
        if _SAYS.match(match["participle"]):
            continue
        start = clitic.start() if clitic else match.start()
        ne = "n'" if words[start] in "aeéoy" else "ne "
        yield start, words[start : match.end()], f"{ne}{words[start : match.end('verb')]} pas "
        return


def _opposite(words: str, turn: int) -> Iterator[Edit]:
    for one, other in _OPPOSITES:
        match = re.search(rf"\b{one}", words)
        if match:
            yield Edit("opposite", True, match.start(), one, other, one)
            return


def _wording(words: str, turn: int) -> Iterator[Edit]:
    inner = words.strip('«»"“” \u00a0\u202f')
    if len(inner.split()) < 6:
        return
    long = [m for m in _LONG_WORD.finditer(words) if m.start() > 4 and m.end() < len(words) - 4]
    if long:
        match = long[len(long) // 2]
        yield Edit(
            "wording",
            True,
            match.start(),
            match.group(),
            ("souveraine", "formidable", "lointaine")[turn % 3],
            match.group(),
        )


# -- how it says it ----------------------------------------------------------------------------------------------------


def _rewritten_number(words: str, turn: int) -> Iterator[Edit]:
    for match in NUMBER.finditer(plain_spaces(words)):
        old = words[match.start() : match.end()]
        value = value_of(old)
        if value is None or not 2 <= value <= 9_999_999 or value != int(value):
            continue
        if value < 17 and not old[0].isdigit():
            yield Edit("digits", False, match.start(), old, str(int(value)), old)
        elif value < 17:
            yield Edit("letters", False, match.start(), old, _NUMBERS[int(value)], old)
        elif value >= 1000:
            yield Edit(
                "separator", False, match.start(), old, f"{int(value):,}".replace(",", " " if "." in old else "."), old
            )
        return


def _roughly(words: str, turn: int) -> Iterator[Edit]:
    flat = plain_spaces(words)
    if re.search(r"environ|pres de|près de|moins|plus|quelque|une?(?: \w+)?aine|dont|avec", flat):
        return
    for match in NUMBER.finditer(flat):
        if _DAY.match(flat, match.start()) or (value_of(match.group()) or 0) < 5:
            continue
        old = words[match.start() : match.end()]
        yield Edit("precision", False, match.start(), old, f"environ {old}", old)
        return


def _vaguer_day(words: str, turn: int) -> Iterator[Edit]:
    for match in re.finditer(
        rf"\b[Ll]e (?:(?:{'|'.join(DAYS)}) )?\d{{1,2}}(?:er)? (?P<month>{'|'.join(MONTHS)})\b", words
    ):
        yield Edit("precision", False, match.start(), match.group(), f"en {match['month']}", match["month"])
        return


def _weekday_dropped(words: str, turn: int) -> Iterator[Edit]:
    for match in re.finditer(rf"\b(?:{'|'.join(DAYS)}) (?=\d{{1,2}} )", words):
        yield Edit("precision", False, match.start(), match.group(), "le ", match.group())
        return


def _typography(words: str, turn: int) -> Iterator[Edit]:
    changed = words.translate(str.maketrans({"’": "'", "'": "’", "\u00a0": " ", "\u202f": "\u00a0"}))
    if changed != words:
        yield Edit("typography", False, 0, words, changed, words)


def _accents(words: str, turn: int) -> Iterator[Edit]:
    for match in re.finditer(r"É(?=[a-z])|É(?=[A-Z])|À(?= )", words):
        yield Edit("spelling", False, match.start(), match.group(), fold(match.group()).upper(), words)
        return


def _capitals(words: str, turn: int) -> Iterator[Edit]:
    for match in _PLACE.finditer(words):
        yield Edit("spelling", False, match.start("name"), match["name"], match["name"].upper(), match["name"])
        return


def _part(words: str, turn: int) -> Iterator[Edit]:
    """A quotation cut after its first half, at a space."""
    inner = words.rstrip('«»"“” \u00a0\u202f')
    if len(inner.split()) >= 10:
        cut = inner.rfind(" ", 0, 2 * len(inner) // 3)
        yield Edit("part", False, cut, inner[cut:], " (...)", words)


_Make = Callable[[str, int], Iterator[Edit]]
_CHANGES: dict[Slot, tuple[_Make, ...]] = {
    Slot.DATE: (_day, _hour, _vaguer_day, _weekday_dropped, _typography),
    Slot.PLACE: (_place, _capitals, _accents, _typography),
    Slot.QUANTITY: (_number, _unit, _rewritten_number, _roughly, _typography),
    Slot.DURATION: (_number, _time_unit, _rewritten_number, _roughly, _typography),
    Slot.ROLE: (_post, _accents, _typography),
    Slot.PARTICIPANT: (_name, _accents, _typography),
    Slot.QUOTATION: (_wording, _accents, _part, _typography),
    Slot.ATTRIBUTION: (_name, _typography),
    Slot.ACTION: (_polarity, _opposite, _typography),
}
