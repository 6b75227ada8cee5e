"""How many ways a regular expression may try before it gives up on a text: no pattern may take as good as forever.

A backtracking matcher that fails has tried every way to read the text. Where a loop can read one text in two ways, their
number grows exponentially; where several loops in a row can share one text, it grows with the product of their rounds.
"""

from __future__ import annotations

import re
from collections import deque
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parser  # type: ignore[attr-defined]
from typing import Any

from factcheck.automaton import LONGEST, Automaton, Part, TooLargeError, Ways, samples

MOST_STEPS = 100_000_000  # in one sentence: about a second
_EXPONENTIAL = 10**18
_MOST_STATES = 300_000

_Steps = list[list[tuple[int, int, int]]]  # by position: the next ones, and what stands before and at them


def fault(pattern: str, flags: int = 0) -> str | None:
    """Why ``pattern`` may run away on some sentence, or None. Raises re.error."""
    try:
        found = steps(pattern, flags)
    except TooLargeError:
        return "too large to tell whether it may run away"
    if found >= _EXPONENTIAL:
        return "may take exponential time: a repeat can read one text in several ways"
    if found > MOST_STEPS:
        return "may take too long: several repeats in a row can share one text"
    return None


def steps(pattern: str, flags: int = 0) -> int:
    """About how many steps a search for ``pattern`` in one sentence takes at most. Raises TooLargeError, and re.error."""
    tree = sre_parser.parse(pattern, flags)
    chars = samples(tree)
    known: dict[tuple[Any, str, int], int] = {}
    waiting: list[tuple[Any, int]] = [(list(tree), tree.state.flags)]
    most = 0
    while waiting:
        items, own = waiting.pop()
        automaton = Automaton(chars, known)
        searching = automaton.repeat(0, sre.MAXREPEAT, [(sre.ANY, None)], own | int(re.DOTALL))
        whole = automaton.sequence(searching, automaton.build(items, own))
        waiting += automaton.apart
        ambiguity = _Ambiguity(automaton, whole)
        most = max(most, _EXPONENTIAL if ambiguity.doubles() else ambiguity.steps())
    return most


class _Ambiguity:
    """How many ways ``automaton`` has to read a text."""

    def __init__(self, automaton: Automaton, whole: Part) -> None:
        self._sets = automaton.sets
        self._follow = automaton.follow
        self._next: _Steps = [
            [(q, before, after & automaton.sets[q]) for q, ways in row.items() for before, after in ways]
            for row in automaton.follow
        ]
        always = (automaton.anything, automaton.anything)
        self._accepting = {p for p, ways in whole.last.items() if always in ways}  # from here no search ever fails
        self._loops = [(range(loop.start, loop.end), loop.rounds, loop.first) for loop in automaton.loops]
        self._heads = sorted({p for _, _, first in self._loops for p in first})
        outermost: dict[int, range] = {}
        self._rounds: dict[int, int] = {}
        for inside, rounds, _ in self._loops:
            for p in inside:
                self._rounds[p] = min(LONGEST, self._rounds.get(p, 1) * rounds)
                if len(inside) > len(outermost.get(p, ())):
                    outermost[p] = inside
        self._outermost = outermost

    # -- one loop that reads one text in two ways ----------------------------------------------------------------------

    def doubles(self) -> bool:
        return any(self._splits(inside) for inside in set(self._outermost.values()))

    def _splits(self, inside: range) -> bool:
        """Two copies that part and meet again on one text, or two ways from one character to the next."""
        for p in inside:
            if any(q in inside and _twice(ways, self._sets[p], self._sets[q]) for q, ways in self._follow[p].items()):
                return True
        ahead = self._within(inside)
        waiting = [(p, p) for p in inside]
        seen = set(waiting)
        while waiting:
            p, r = waiting.pop()
            for q, before, after in _reading(ahead[p], self._sets[p] & self._sets[r]):
                for s, _, _ in _reading(ahead[r], before, after):
                    if q == s and p != r:
                        return True
                    _visit((min(q, s), max(q, s)), seen, waiting)
        return False

    def _within(self, inside: range) -> dict[int, list[tuple[int, int, int]]]:
        return {p: [step for step in self._next[p] if step[0] in inside] for p in inside}

    # -- loops in a row that share one text ----------------------------------------------------------------------------

    def steps(self) -> int:
        known: dict[int, int] = {}
        behind = {p: self._reached(p, self._next) for p in self._heads}

        def ways(p: int) -> int:
            """In how many ways what stands from ``p`` on can read one text."""
            if p not in known:
                known[p] = 1  # while it is being worked out: no loop is counted twice
                shared = [max(1, self._rounds[q] // length) * ways(q) for q, length in self._shared(p, behind[p])]
                known[p] = max(1, *shared, *(ways(q) for q in self._heads if q > p and q in behind[p]), 1)
            return known[p]

        return max((self._rounds[p] * ways(p) for p in self._heads), default=1)

    def _reached(self, start: int, links: _Steps) -> set[int]:
        seen: set[int] = set()
        waiting = [start]
        while waiting:
            for q, *_ in links[waiting.pop()]:
                _visit(q, seen, waiting)
        return seen

    def _shared(self, p: int, behind: set[int]) -> list[tuple[int, int]]:
        """The loops that can take over what ``p`` reads, and how long a text they share round by round.

        A text may be begun anywhere within its round: of a loop of several characters, those it may begin with will do
        on one of the two sides.
        """
        others = self._heads if len(self._outermost[p]) == 1 else list(self._outermost)
        lengths = [
            (q, self._common(p, q))
            for q in others
            if q in behind and q != p and q not in self._accepting and self._sets[p] & self._sets[q]
        ]
        return [(q, length) for q, length in lengths if length]

    def _common(self, p: int, q: int) -> int:
        """The length of the shortest text from ``p`` round to itself, from ``p`` on to ``q``, and from ``q`` to itself."""
        first, second = self._within(self._outermost[p]), self._within(self._outermost[q])
        middle = self._between(p, q)
        seen = {(p, p, q)}
        waiting = deque([((p, p, q), 0)])
        while waiting:
            (x, y, z), length = waiting.popleft()
            for z_, before, after in _reading(second[z], self._sets[x] & self._sets[y] & self._sets[z]):
                for x_, before_, after_ in _reading(first[x], before, after):
                    for y_, _, _ in _reading(middle[y], before_, after_):
                        state = (x_, y_, z_)
                        if state == (p, q, q):
                            return length + 1
                        if state not in seen:
                            seen.add(state)
                            waiting.append((state, length + 1))
                            if len(seen) > _MOST_STATES:
                                raise TooLargeError
        return 0

    def _between(self, p: int, q: int) -> dict[int, list[tuple[int, int, int]]]:
        """The steps on the ways from ``p`` to ``q``."""
        back: _Steps = [[] for _ in self._next]
        for r, row in enumerate(self._next):
            for s, *_ in row:
                back[s].append((r, 0, 0))
        leading = self._reached(q, back) | {q}
        return {r: [step for step in self._next[r] if step[0] in leading] for r in leading}


def _reading(row: list[tuple[int, int, int]], before: int, after: int = -1) -> list[tuple[int, int, int]]:
    """The steps of ``row`` between such characters, with what is left of them."""
    return [(q, b & before, a & after) for q, b, a in row if b & before and a & after]


def _visit(state: Any, seen: set[Any], waiting: list[Any]) -> None:
    if state not in seen:
        seen.add(state)
        waiting.append(state)
        if len(seen) > _MOST_STATES:
            raise TooLargeError


def _twice(ways: Ways, before: int, after: int) -> bool:
    """Whether two of ``ways`` lead from one character to the next."""
    guards = [(b & before, a & after) for (b, a), count in ways.items() for _ in range(count)]
    return any(b & d and a & c for i, (b, a) in enumerate(guards) for d, c in guards[:i])
