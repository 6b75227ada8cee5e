"""Writes the figures of ``docs/accuracy.md`` anew: ``python -m tests.accuracy`` (``make accuracy``).

What stands between the two markers is written by this program; the rest of the page is written by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests import evaluate, scoring
from tests.evaluate import Measured

PAGE = evaluate.ROOT / "docs" / "accuracy.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
LOST = {
    "extract": "extract: one side is not read from its words",
    "cluster": "cluster: both sides are read, as answers to two questions",
    "compare": "compare: both sides stand in one question, and are not opposed",
}


def figures(measured: Sequence[Measured]) -> str:
    """The tables and the list of errors, in Markdown."""
    parts = ["```text", evaluate.table(measured), "", evaluate.slot_table(measured), "```", "", "### Every error", ""]
    return "\n".join([*parts, *_errors(measured)])


def _errors(measured: Sequence[Measured]) -> Iterator[str]:
    yield "| bundle | what | kind | lost at |"
    yield "| --- | --- | --- | --- |"
    for one in measured:
        yield from _missed(one)
        slots = {c["id"]: c["slot"] for c in one.report["clusters"]}
        yield from (f"| {one.name} | {i} | false alarm, {slots[i]} | compare |" for i in one.score.false_alarms)
        yield from (f"| {one.name} | {trap} | trap, by {cluster} | compare |" for trap, cluster in one.score.sprung)
        yield from (f"| {one.name} | {a}, {b} | names merged | normalise |" for a, b in one.score.merged)
        yield from (f"| {one.name} | {name} | byline taken for a person | read |" for name in one.score.bylines)
        yield from (f"| {one.name} | {name} | day of publication | dating |" for name in one.score.misdated)


def _missed(one: Measured) -> Iterator[str]:
    conflicts = {item["id"]: item for item in one.gold.get("conflicts", [])}
    for name in one.score.missed:
        item = conflicts[name]
        slot = item["slot"] if isinstance(item["slot"], str) else " or ".join(item["slot"])
        lost = LOST[scoring.stage(item, one.gold, one.texts, one.report)]
        yield f"| {one.name} | {name} | missed, {slot}, {item['level']} | {lost} |"


def written(page: str, text: str) -> str:
    """``page`` with ``text`` between its markers. Raises ValueError where a marker is missing."""
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no place for the figures: {BEGIN} and {END} are not both there")
    return f"{head}{BEGIN}\n{text}\n{END}{tail}"


def main(path: Path = PAGE) -> int:
    measured = [one for one in map(evaluate.measure, evaluate.bundles()) if one is not None]
    path.write_text(written(path.read_text(encoding="utf-8"), figures(measured)), encoding="utf-8")
    print(f"{path}: {len(measured)} bundles")
    return 0


if __name__ == "__main__":
    sys.exit(main())
