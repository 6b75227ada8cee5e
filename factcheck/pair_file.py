"""Pairs of sentences in a file of JSON lines -> a file with their judgements.

Each line of the input is an object with the sentences ``a`` and ``b`` and perhaps ``a_published`` and ``b_published``
(days like 2024-05-31). Each line of the output is the same object with ``relation``, ``slot`` (null where no kind of
value decided), ``words_a``, ``words_b``, ``rule`` and ``explanation``. A line that cannot be read is told and left out.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from factcheck.embed import Embedder
from factcheck.errors import FactcheckError
from factcheck.pair_values import PairRelation
from factcheck.pairs import Pair, PairResult, judge_pairs
from factcheck.rules import Rules
from factcheck.writing import write_whole

_HALF = re.compile(r"[\ud800-\udfff]")  # half a pair of UTF-16 is no character


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many pairs stand in each relation, and what is wrong with the lines that could not be read."""

    relations: tuple[tuple[PairRelation, int], ...]
    wrong: tuple[str, ...]

    @property
    def conflicts(self) -> int:
        return dict(self.relations)[PairRelation.CONFLICTING]

    def summary(self) -> str:
        """One line for the terminal."""
        counted = ", ".join(f"{count} {relation.value}" for relation, count in self.relations)
        return f"{sum(count for _, count in self.relations)} pairs: {counted}"


def judge_file(source: Path, target: Path, *, rules: Rules | None = None, embedder: Embedder | None = None) -> Outcome:
    """Judge every pair of ``source`` and write the results to ``target``, whole or not at all.

    Raises FactcheckError where a file cannot be read or written, or ``source`` has no line that is a pair.
    """
    wrong: list[str] = []
    rows: list[tuple[dict[str, Any], Pair]] = []
    for row, pair in _lines(source):
        if isinstance(pair, Pair):
            rows.append((row, pair))
        else:
            wrong.append(str(pair))
    if not rows and not wrong:
        raise FactcheckError(f"{source}: there is no pair in it")
    results = judge_pairs((pair for _, pair in rows), rules=rules, embedder=embedder) if rows else iter(())
    counted: Counter[PairRelation] = Counter()
    lines = []
    for (row, _), result in zip(rows, results, strict=True):
        counted[result.relation] += 1
        lines.append(rendered(row, result) + "\n")
    _write(target, "".join(lines))
    return Outcome(tuple((relation, counted[relation]) for relation in PairRelation), tuple(wrong))


def _write(target: Path, text: str) -> None:
    try:
        write_whole(target, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise FactcheckError(f"{target}: the report cannot be written: {error.strerror or error}") from None


def _lines(path: Path) -> Iterator[tuple[dict[str, Any], Pair | FactcheckError]]:
    """The object of each line and its pair, or an error whose message begins with ``path:line``."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _read(line, f"{path}:{number}")
    except OSError as error:
        raise FactcheckError(f"{path}: cannot be read: {error.strerror or error}") from None


def _read(line: bytes, where: str) -> tuple[dict[str, Any], Pair | FactcheckError]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return {}, FactcheckError(f"{where}: not UTF-8")
    except (json.JSONDecodeError, RecursionError) as error:
        return {}, FactcheckError(f"{where}: not JSON: {getattr(error, 'msg', 'nested too deep')}")
    if not isinstance(row, dict):
        return {}, FactcheckError(f"{where}: not a JSON object")
    for key in ("a", "b"):
        if not isinstance(row.get(key), str) or _HALF.search(row[key]):
            return row, FactcheckError(f"{where}: {key!r} must be a sentence")
    try:
        return row, Pair(row["a"], row["b"], _day(row, "a_published"), _day(row, "b_published"))
    except ValueError as error:
        return row, FactcheckError(f"{where}: {error}")


def _day(row: dict[str, Any], key: str) -> date | None:
    given = row.get(key)
    if given in (None, ""):
        return None
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError):
        raise ValueError(f"{key!r} must be a day like 2024-05-31, not {given!r}") from None


def rendered(row: dict[str, Any], result: PairResult) -> str:
    """One line: what the input gave, and the judgement."""
    judged = {
        "relation": result.relation.value,
        "slot": result.slot.value if result.slot else None,
        "words_a": result.words_a,
        "words_b": result.words_b,
        "rule": result.rule,
        "explanation": result.explanation,
    }
    return json.dumps(row | judged, ensure_ascii=False)
