"""Every place of an article that must change with one edit, so that the article still believes one thing.

A second outlet that holds another day, number, town or name for true writes it wherever it speaks of that thing: in
the headline, in the lead, in words ("hier") or as a date. A change is given up (``UnfairError``) only for a reason that the
unchanged text gives: the article tells the same in words that cannot be changed alike, or the change makes nonsense.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from factcheck.text import plain
from factcheck.types import Article, Part, Span
from tests.variants import DAYS, MONTHS, NUMBER, Edit, denied, hours, in_writing_of, other_value, plain_spaces, value_of

_RELATIVE = re.compile(r"\b(?:hier|aujourd'hui|avant-hier|demain|ce (?:matin|soir|midi)|cette nuit)\b")
_PARTS_OF_A_DAY = {"ce matin": " matin", "ce soir": " soir", "cette nuit": " soir", "ce midi": " midi"}
_DATED = re.compile(
    rf"\b(?:(?P<weekday>{'|'.join(DAYS)}) )?(?P<day>\d{{1,2}})(?:er)? (?P<month>{'|'.join(MONTHS)})\b(?! (?:19|20)\d\d)"
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(DAYS)})\b(?! \d| dernier| prochain)")
_RANGE = re.compile(r"\b(?:au|et|entre le|du) (?:\w+ )?$|\d(?:er)? ?[-,/] ?$")
_RANGE_AFTER = re.compile(r" (?:au|et le|et|-) \d")
_DATELINE = re.compile(r" ?(?:\d{4} ?)?[(/–—-]")
_DATELINE_ROOM = 60  # characters of a paragraph in which a dateline may stand
_SHIFTS = (3, 4, 2, 5)
_WEEK = 6
_DISTINCTIVE = 100  # a number from which on two equal ones of one article are one
_HUNDRED = 100
_YEARS = range(1900, 2101)
_MANY = 40


class UnfairError(Exception):
    """No honest article results; says why."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the unchanged article says on the thing: the words of each claim, and the day that they mean, if one."""

    article: Article
    spans: tuple[Span, ...]
    day: date | None
    days: frozenset[date]  # that the article tells of other things
    lower: bool = False  # whether a number becomes less: the article is later than the others, and a toll may rise

    def words(self, span: Span) -> str:
        return self.article.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Change:
    """``old``, the characters of the article from ``at`` on, becomes ``new``."""

    at: int
    old: str
    new: str

    @property
    def end(self) -> int:
        return self.at + len(self.old)


def everywhere(edit: Edit, at: int, told: Told) -> tuple[Change, ...]:
    """``edit``, a harmful one that begins at ``at``, and all that must change with it, in order. Raises UnfairError."""
    first = Change(at, edit.old, edit.new)
    found = [first] if edit.kind not in ("day", "weekday", "number") else []
    found += _ALIKE[edit.kind](edit, first, told)
    kept: list[Change] = []
    for change in sorted(found, key=lambda c: (c.at, -len(c.old))):
        if change.old != change.new and (not kept or change.at >= kept[-1].end) and _is_told(change, told.article):
            kept.append(change)
    if not any(c.at < at + len(edit.old) and at < c.end for c in kept):
        raise UnfairError("the words of the claim cannot be changed")
    return tuple(kept)


def _is_told(change: Change, article: Article) -> bool:
    return any(p.part is not Part.ASIDE and p.span.start <= change.at < p.span.end for p in article.passages)


# -- days and hours ----------------------------------------------------------------------------------------------------


def _days(edit: Edit, first: Change, told: Told) -> Iterator[Change]:
    flat = plain_spaces(told.article.text)
    if told.day is None:
        yield from _unresolved_days(edit, first, flat)
        return
    new = _other_day(told)
    for match in _DATED.finditer(flat):
        if _is_day(match, told.day) and not _opens(match, told.article):
            if _RANGE.search(flat[max(0, match.start() - 16) : match.start()]) or _RANGE_AFTER.match(flat, match.end()):
                raise UnfairError("one end of a stretch of days")
            yield Change(match.start(), told.words(Span(*match.span())), _written(new, match["weekday"] is not None))
    for span in told.spans:
        yield from _day_in(span, flat, told, new)


def _day_in(span: Span, flat: str, told: Told, new: date) -> Iterator[Change]:
    assert told.day is not None
    words = flat[span.start : span.end].replace("’", "'")
    if dated := _DATED.search(words):
        if not _is_day(dated, told.day):
            raise UnfairError("told by another day of the month")
    elif match := _WEEKDAY.search(words):
        at = span.start + match.start()
        old = told.words(Span(at, at + len(match.group())))
        yield Change(at, old, _cased(DAYS[new.weekday()], old))
    elif match := _RELATIVE.search(words):
        at, published = span.start + match.start(), told.article.published
        if published is None or not abs((new - published).days) <= _WEEK:
            raise UnfairError("told in words reckoned from the day of publication")
        old = told.words(Span(at, at + len(match.group())))
        rest = _PARTS_OF_A_DAY.get(match.group(), "")
        yield Change(at, old, _cased(DAYS[new.weekday()], old) + rest)
    elif not hours(words):
        raise UnfairError("told in words for a day that cannot be changed alike")


def _unresolved_days(edit: Edit, first: Change, flat: str) -> Iterator[Change]:
    """Without the day in question, all words that are the same."""
    for match in re.finditer(rf"(?<!\w){re.escape(plain_spaces(first.old))}(?!\w)(?! \d)", flat):
        yield Change(match.start(), flat[match.start() : match.end()], edit.new)


def _other_day(told: Told) -> date:
    """A day near the told one, on the same side of publication, that the article tells of nothing else."""
    assert told.day is not None
    published = told.article.published
    past = published is None or told.day <= published
    steps = [-s for s in _SHIFTS] + list(_SHIFTS) if past else list(_SHIFTS) + [-s for s in _SHIFTS]
    fit = []
    for step in steps:
        new = told.day + timedelta(days=step)
        if published is not None and ((new <= published) != past or new == published):
            continue
        if published is not None and abs((told.day - published).days) <= _WEEK < abs((new - published).days):
            continue  # a weekday alone would mean another week
        fit.append(new)
    if not fit:
        raise UnfairError("no other day is near")
    return next((d for d in fit if d not in told.days), fit[0])


def _is_day(match: re.Match[str], day: date) -> bool:
    return int(match["day"]) == day.day and MONTHS.index(match["month"]) + 1 == day.month


def _opens(match: re.Match[str], article: Article) -> bool:
    """Whether it is the day in a dateline ("LILLE, 4 mai (Agence) -"), which is that of publication."""
    starts = [p.span.start for p in article.passages if p.span.start <= match.start() < p.span.end]
    near = any(match.start() - start < _DATELINE_ROOM for start in starts)
    return near and bool(_DATELINE.match(article.text, match.end()))


def _written(day: date, weekday: bool) -> str:
    number = "1er" if day.day == 1 else str(day.day)
    return (f"{DAYS[day.weekday()]} " if weekday else "") + f"{number} {MONTHS[day.month - 1]}"


def _hours(edit: Edit, first: Change, told: Told) -> Iterator[Change]:
    flat = plain_spaces(told.article.text)
    all_hours = hours(flat)
    mine = next((m for m in all_hours if m.start("hour") == first.at), None)
    if mine is None:
        return
    for match in all_hours:
        if (int(match["hour"]), match["minutes"] or "") == (int(mine["hour"]), mine["minutes"] or ""):
            yield Change(match.start("hour"), told.words(Span(*match.span("hour"))), edit.new)
    for span in told.spans:
        found = hours(flat[span.start : span.end])
        if not found or all(int(m["hour"]) != int(mine["hour"]) for m in found):
            raise UnfairError("the hour is told in other words too")


# -- numbers -----------------------------------------------------------------------------------------------------------


def _numbers(edit: Edit, first: Change, told: Told) -> Iterator[Change]:
    flat = plain_spaces(told.article.text)
    value, noun = value_of(first.old), _noun(flat, first.end)
    if value is None:
        return
    other = other_value(value, lower=_lower(flat, first, told))
    for match in NUMBER.finditer(flat):
        if value_of(match.group()) != value:
            continue
        inside = any(s.start <= match.start() < s.end for s in told.spans)
        if (
            match.start() == first.at
            or inside
            or (noun and _noun(flat, match.end()) == noun)
            or _is_distinctive(match.group())
        ):
            old = told.words(Span(*match.span()))
            yield Change(match.start(), old, in_writing_of(old, other))
    _same_number(flat, value, told)


def _lower(flat: str, first: Change, told: Told) -> bool:
    """Less, where more would outgrow a whole, and more, where less would fall below a part."""
    part = re.match(r" (?:\w+ )?(?:des|sur(?: les)?|de ses) \d", flat[first.end :]) or flat[: first.at].endswith(
        "dont "
    )
    of_hundred = re.match(r" ?%|\d", flat[first.end :]) and (value_of(first.old) or 0) > _HUNDRED / 2
    whole = re.match(r"[^.;:\n]{0,80}\bdont\b", flat[first.end :])
    if (part or of_hundred) and whole:
        raise UnfairError("a part of the whole, and a whole of parts")
    return bool(part or of_hundred or told.lower and not whole)


def _same_number(flat: str, value: float | None, told: Told) -> None:
    """Each claim of the article on the thing must hold the number: a rounded one would go on contradicting the new."""
    for span in told.spans:
        if not any(value_of(m.group()) == value for m in NUMBER.finditer(flat, span.start, span.end)):
            raise UnfairError("the article tells the number in another way too")


def _is_distinctive(number: str) -> bool:
    value = value_of(number) or 0.0
    bare_year = value in _YEARS and number.isdigit()
    return not bare_year and value >= _DISTINCTIVE and len(f"{value:.10g}".replace(".", "").rstrip("0")) > 1


def _noun(flat: str, end: int) -> str:
    """The first letters of the noun after a number: "cinq délégués", "deux milliards d'euros"."""
    match = re.match(
        r"[ ]+(?:autres |nouve\w+ |jeunes |seuls? )?(?:millions? |milliards? )?(?:d['’]|de )?(%|€|\w{2,})",
        flat[end : end + _MANY],
    )
    return plain(match[1])[:6].rstrip("s") if match else "%" if flat[end : end + 1] == "%" else ""


def _units(edit: Edit, first: Change, told: Told) -> Iterator[Change]:
    flat = plain_spaces(told.article.text)
    before = list(NUMBER.finditer(flat, max(0, first.at - _MANY), first.at))
    if not before:
        return
    value = value_of(before[-1].group())
    for match in NUMBER.finditer(flat):
        after = re.match(
            rf"(?P<between>(?: \w+)?(?: d['’]| de)? ?){re.escape(first.old.lower())}\b",
            flat[match.end() : match.end() + _MANY],
        )
        if value_of(match.group()) == value and after:
            at = match.end() + after.end("between")
            yield Change(at, told.words(Span(at, at + len(first.old))), edit.new)
    for span in told.spans:
        if first.old.lower() not in flat[span.start : span.end + len(first.old) + 2]:
            raise UnfairError("the article tells the unit in another way too")
    _same_number(flat, value, told)


# -- words -------------------------------------------------------------------------------------------------------------


def _names(edit: Edit, first: Change, told: Told) -> Iterator[Change]:
    """The name wherever it stands, and the surname alone where it does."""
    yield from _words(first.old, edit.new, told.article.text)
    yield from _words(first.old.split()[-1], edit.new.split()[-1], told.article.text)


def _towns(edit: Edit, first: Change, told: Told) -> Iterator[Change]:
    name = plain(first.old)
    for span in told.spans:
        if name not in plain(told.words(span)):
            raise UnfairError("the article tells the place in other words too")
    text = told.article.text
    for change in _words(first.old, edit.new, text):
        if re.match(
            r" ?\((?!\w+ ?\) ?[-–—])|,? (?:en|dans (?:le|la|les|l['’])) ?[A-ZÉÎ]", text[change.end : change.end + 20]
        ):
            raise UnfairError("the article says where the town lies")
        yield change


def _words(old: str, new: str, text: str) -> Iterator[Change]:
    for match in re.finditer(rf"(?<![\w-]){re.escape(plain(old))}(?![\w-])", plain(text)):
        was = text[match.start() : match.end()]
        if was[0].isupper() or old[0].islower():
            yield Change(match.start(), was, new.upper() if was.isupper() and len(was) > 1 else new)


def _posts(edit: Edit, first: Change, told: Told) -> Iterator[Change]:
    """The post in each claim on the person, and wherever the same word follows it."""
    flat = plain(told.article.text)
    after = flat[first.end : first.end + 12].split()[:1]
    for match in re.finditer(rf"(?<![\w-]){re.escape(plain(first.old))}(?!\w)", flat):
        inside = any(s.start <= match.start() < s.end for s in told.spans)
        if inside or (after and flat[match.end() : match.end() + 12].split()[:1] == after):
            yield Change(match.start(), told.words(Span(*match.span())), edit.new)


def _opposites(edit: Edit, first: Change, told: Told) -> Iterator[Change]:
    for span in told.spans:
        match = re.search(rf"\b{re.escape(first.old)}", told.words(span))
        if match is None:
            raise UnfairError("the article says it in other words too")
        yield Change(span.start + match.start(), match.group(), edit.new)


def _denials(edit: Edit, first: Change, told: Told) -> Iterator[Change]:
    for span in told.spans:
        if span.start <= first.at < span.end or span.start <= first.end < span.end:
            continue
        change = next(iter(denied(told.words(span))), None)
        if change is None:
            raise UnfairError("the article says it in words that have no verb to deny")
        yield Change(span.start + change[0], change[1], change[2])


def _quoted(edit: Edit, first: Change, told: Told) -> Iterator[Change]:
    for span in told.spans:
        for match in re.finditer(rf"\b{re.escape(first.old)}\b", told.words(span)):
            yield Change(span.start + match.start(), match.group(), edit.new)


def _cased(new: str, old: str) -> str:
    return new.capitalize() if old[:1].isupper() else new


_ALIKE: dict[str, Callable[[Edit, Change, Told], Iterator[Change]]] = {
    "day": _days, "weekday": _days, "hour": _hours, "number": _numbers, "unit": _units, "place": _towns,
    "post": _posts, "name": _names, "polarity": _denials, "opposite": _opposites, "wording": _quoted,
}  # fmt: skip


def rewritten(text: str, changes: Sequence[Change]) -> str:
    """``text`` with the changes, which are in order, made."""
    made, end = "", 0
    for change in changes:
        made += text[end : change.at] + change.new
        end = change.end
    return made + text[end:]


def new_spans(changes: Sequence[Change]) -> Iterator[Span]:
    """Where the new words stand in the text once all changes are made."""
    by = 0
    for change in changes:
        yield Span(change.at + by, change.at + by + max(1, len(change.new)))
        by += len(change.new) - len(change.old)
