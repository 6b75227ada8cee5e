"""A regular expression as an automaton: its character sets, what may follow what and in how many ways, and its loops.

Look-arounds of one character and anchors are kept as conditions of a step. What is longer, and what is tried on its own
(a look-around, an atomic group), is handed out in ``apart`` and ignored where it stands, which errs towards too many ways.
A set of characters is a bit mask over samples: those that the pattern names and some of every category.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from re import _constants as sre  # type: ignore[attr-defined]
from typing import Any

LONGEST = 3_000  # characters: what a repeat without bound is counted as; no sentence is longer
_DOTALL, _MULTILINE, _IGNORECASE = int(re.DOTALL), int(re.MULTILINE), int(re.IGNORECASE)  # plain numbers: far quicker
_UNROLLED = 4  # a repeat of at most so many rounds is written out, one of more is a loop
_MOST_LINKS = 1_000_000
_SAMPLES = "\n\t \xa0!\"'(),-./059:;?AZaz_~«»\u0300٣éÉ’“…€"

Guard = tuple[int, int]  # what the character before and the one after must be among
Ways = dict[Guard, int]  # how many ways lead through; two stand for any more


class TooLargeError(Exception):
    """A pattern that is too large to be looked through."""


@dataclass(slots=True)
class Part:
    """Of a piece of the pattern: where it may begin and end, and the ways to read nothing in it."""

    first: dict[int, Ways]
    last: dict[int, Ways]
    empty: Ways


@dataclass(slots=True)
class Loop:
    start: int  # its positions, from here
    end: int  # to here, not included
    rounds: int
    first: tuple[int, ...]


@dataclass(slots=True)
class Automaton:
    samples: str
    known: dict[tuple[Any, str, int], int]  # the character sets that were looked up, for all automata of one pattern
    sets: list[int] = field(default_factory=list)  # by position: which samples it reads
    follow: list[dict[int, Ways]] = field(default_factory=list)
    loops: list[Loop] = field(default_factory=list)
    links: int = 0
    apart: list[tuple[Any, int]] = field(default_factory=list)  # look-arounds and atomic groups, and their flags

    @property
    def every(self) -> int:
        """All samples."""
        return (1 << len(self.samples)) - 1

    @property
    def anything(self) -> int:
        """All samples, the beginning and the end of the text."""
        return (1 << len(self.samples) + 1) - 1

    @property
    def edge(self) -> int:
        return 1 << len(self.samples)

    def free(self) -> Ways:
        return {(self.anything, self.anything): 1}

    def among(self, holds: Callable[[str], bool]) -> int:
        return sum(1 << i for i, char in enumerate(self.samples) if holds(char))

    def charset(self, op: Any, value: Any, flags: int) -> int:
        """What one set of the pattern reads."""
        key = (op, str(value), flags & (_DOTALL | _IGNORECASE))
        if key not in self.known:
            self.known[key] = self.among(lambda char: _reads(op, value, char, flags))
        return self.known[key]

    def nothing(self, before: int, after: int) -> Part:
        return Part({}, {}, {(before, after): 1} if before and after else {})

    def one(self, chars: int) -> Part:
        self.sets.append(chars)
        self.follow.append({})
        at = len(self.sets) - 1
        return Part({at: self.free()}, {at: self.free()}, {})

    def link(self, last: dict[int, Ways], first: dict[int, Ways]) -> None:
        self.links += len(last) * len(first)
        if self.links > _MOST_LINKS:
            raise TooLargeError
        for p, leaving in last.items():
            for q, entering in first.items():
                ways = {
                    (before, after): count
                    for (before, after), count in _then(leaving, entering).items()
                    if before & self.sets[p] and after & self.sets[q]
                }
                if ways:
                    self.follow[p][q] = _either(self.follow[p].get(q, {}), ways)

    def sequence(self, a: Part, b: Part) -> Part:
        self.link(a.last, b.first)
        first = _joined(a.first, {q: _then(a.empty, ways) for q, ways in b.first.items()})
        last = _joined(b.last, {p: _then(ways, b.empty) for p, ways in a.last.items()})
        return Part(first, last, _then(a.empty, b.empty))

    def choice(self, parts: Iterable[Part]) -> Part:
        whole = Part({}, {}, {})
        for part in parts:
            whole.first |= part.first
            whole.last |= part.last
            whole.empty = _either(whole.empty, part.empty)
        return whole

    def build(self, items: Iterable[tuple[Any, Any]], flags: int) -> Part:
        whole = self.nothing(self.anything, self.anything)
        for op, value in items:
            whole = self.sequence(whole, self.piece(op, value, flags))
        return whole

    def piece(self, op: Any, value: Any, flags: int) -> Part:
        if op in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
            return self.one(self.charset(op, value, flags))
        if op is sre.BRANCH:
            return self.choice(self.build(items, flags) for items in value[1])
        if op is sre.SUBPATTERN:
            _, added, taken, items = value
            return self.build(items, (flags | added) & ~taken)
        if op is sre.ATOMIC_GROUP:
            self.apart.append((value, flags))
            return self.committed(self.build(value, flags), value, flags)
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            least, most, items = value
            return self.repeat(least, most, items, flags)
        if op is sre.POSSESSIVE_REPEAT:
            least, most, items = value
            self.apart.append((items, flags))
            return self.committed(self.repeat(least, most, items, flags), [(sre.MAX_REPEAT, value)], flags)
        if op is sre.AT:
            return self.place(value, flags)
        if op in (sre.ASSERT, sre.ASSERT_NOT):
            direction, items = value
            return self.look(op is sre.ASSERT, direction, items, flags)
        if op is sre.GROUPREF_EXISTS:
            _, yes, no = value
            return self.choice([self.build(yes, flags), self.build(no or [], flags)])
        # A group again: any text.
        return self.repeat(0, sre.MAXREPEAT, [(sre.ANY, None)], flags | _DOTALL)

    def committed(self, part: Part, items: Any, flags: int) -> Part:
        """What ends with a greedy loop over one set and gives nothing back: no character of the set follows."""
        op, value = items[-1]
        if op not in (sre.MAX_REPEAT, sre.POSSESSIVE_REPEAT) or value[1] is not sre.MAXREPEAT or len(value[2]) != 1:
            return part
        chars = self.single(value[2], flags)
        if chars is None:
            return part
        stop = {(self.anything, self.anything & ~chars): 1}
        return Part(part.first, {p: _then(ways, stop) for p, ways in part.last.items()}, _then(part.empty, stop))

    def single(self, items: Any, flags: int) -> int | None:
        """The characters that ``items`` reads where it is one set or a choice of them."""
        if len(items) != 1:
            return None
        op, value = items[0]
        if op in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
            return self.charset(op, value, flags)
        if op is sre.SUBPATTERN:
            return self.single(value[3], (flags | value[1]) & ~value[2])
        if op is sre.BRANCH:
            found = [self.single(items, flags) for items in value[1]]
            return None if None in found else _union(chars or 0 for chars in found)
        return None

    def repeat(self, least: int, most: Any, items: Any, flags: int) -> Part:
        if most is not sre.MAXREPEAT and (most <= _UNROLLED or least == most and self.single(items, flags)):
            whole = self.nothing(self.anything, self.anything)
            for round_ in range(most, 0, -1):
                whole = self.sequence(self.build(items, flags), whole)
                if round_ > least:
                    whole.empty = _either(whole.empty, self.free())
            return whole
        start = len(self.sets)
        body = self.build(items, flags)
        if not body.first:
            return body
        self.link(body.last, body.first)
        rounds = LONGEST if most is sre.MAXREPEAT else min(int(most), LONGEST)
        self.loops.append(Loop(start, len(self.sets), rounds, tuple(body.first)))
        empty = body.empty if least else _either(body.empty, self.free())
        return Part(body.first, body.last, empty)

    def place(self, value: Any, flags: int) -> Part:
        if value in (sre.AT_BOUNDARY, sre.AT_NON_BOUNDARY):
            word = self.among(_word)
            rest = self.anything & ~word
            pairs = ((word, rest), (rest, word)) if value is sre.AT_BOUNDARY else ((word, word), (rest, rest))
            return Part({}, {}, dict.fromkeys(pairs, 1))
        lines = self.among(lambda char: char == "\n")
        if value in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING):
            many = value is sre.AT_BEGINNING and flags & _MULTILINE
            return self.nothing(self.edge | (lines if many else 0), self.anything)
        return self.nothing(self.anything, self.edge | (0 if value is sre.AT_END_STRING else lines))

    def look(self, wanted: bool, direction: int, items: Any, flags: int) -> Part:
        chars = self.single(items, flags)
        if chars is None:
            self.apart.append((items, flags))
            if wanted and direction > 0:
                scratch = Automaton(self.samples, self.known)
                body = scratch.build(items, flags)
                if not body.empty:
                    return self.nothing(self.anything, _union(scratch.sets[at] for at in body.first))
            return self.nothing(self.anything, self.anything if items or wanted else 0)
        found = chars if wanted else self.anything & ~chars
        return self.nothing(*((self.anything, found) if direction > 0 else (found, self.anything)))


def _word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _reads(op: Any, value: Any, char: str, flags: int) -> bool:
    if op is sre.ANY:
        return bool(flags & _DOTALL) or char != "\n"
    forms = {char, char.lower(), char.upper()} if flags & _IGNORECASE else {char}
    if op is sre.LITERAL:
        return chr(value) in forms
    if op is sre.NOT_LITERAL:
        return chr(value) not in forms
    negated = value[0][0] is sre.NEGATE
    return any(_holds(item, form) for item in value for form in forms) != negated


_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    sre.CATEGORY_DIGIT: str.isdecimal,
    sre.CATEGORY_NOT_DIGIT: lambda char: not char.isdecimal(),
    sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    sre.CATEGORY_WORD: _word,
    sre.CATEGORY_NOT_WORD: lambda char: not _word(char),
}


def _holds(item: tuple[Any, Any], char: str) -> bool:
    op, value = item
    if op is sre.LITERAL:
        return char == chr(value)
    if op is sre.RANGE:
        return len(char) == 1 and value[0] <= ord(char) <= value[1]
    return op is sre.CATEGORY and _CATEGORIES[value](char)


def _union(masks: Iterable[int]) -> int:
    whole = 0
    for mask in masks:
        whole |= mask
    return whole


def _then(a: Ways, b: Ways) -> Ways:
    ways: Ways = {}
    for (before, after), count in a.items():
        for (before_, after_), count_ in b.items():
            guard = (before & before_, after & after_)
            if guard[0] and guard[1]:
                ways[guard] = min(2, ways.get(guard, 0) + count * count_)
    return ways


def _either(a: Ways, b: Ways) -> Ways:
    return {guard: min(2, a.get(guard, 0) + b.get(guard, 0)) for guard in a | b}


def _joined(a: dict[int, Ways], b: dict[int, Ways]) -> dict[int, Ways]:
    whole = dict(a)
    for at, ways in b.items():
        if ways:
            whole[at] = _either(whole.get(at, {}), ways)
    return whole


def samples(items: Any) -> str:
    """One character of each kind that the pattern may tell apart."""
    named = {*_SAMPLES, *(chr(code) for code in _named(items) if 0 <= code <= 0x10FFFF)}
    return "".join(sorted(named | {form for char in named for form in (char.lower(), char.upper()) if len(form) == 1}))


def _named(items: Any) -> Iterator[int]:
    """Every code point that a pattern names, with those beside the ends of a range."""
    for op, value in items:
        if op in (sre.LITERAL, sre.NOT_LITERAL):
            yield value
        elif op is sre.RANGE:
            yield from (value[0] - 1, *value, value[1] + 1)
        elif op is sre.IN:
            yield from _named(value)
        elif op is sre.BRANCH:
            for branch in value[1]:
                yield from _named(branch)
        elif op is sre.SUBPATTERN:
            yield from _named(value[3])
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            yield from _named(value[2])
        elif op is sre.ATOMIC_GROUP:
            yield from _named(value)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _named(value[1])
        elif op is sre.GROUPREF_EXISTS:
            yield from _named(value[1])
            yield from _named(value[2] or ())
