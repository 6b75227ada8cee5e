"""How sentence pairs are judged, against labels: python -m benchmarks.pairs [--errors]

Two labelled sets, kept beside the project and no part of it, each skipped where it is missing:

- ``press/pairs.jsonl``: near-identical sentences of two outlets (conflict, update, rounding, spelling, equivalent,
  different-event);
- ``pairs/daccord_dev.jsonl``: sentences that contradict each other or do not (Skandalis et al., LREC-COLING 2024).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from factcheck.pairs import Pair, PairResult, judge_pairs

SHARED = Path(__file__).resolve().parents[2] / "shared"
PRESS = SHARED / "press" / "pairs.jsonl"
DACCORD = SHARED / "pairs" / "daccord_dev.jsonl"
RELATIONS = ("same", "compatible", "evolved", "incomparable", "conflicting")

Judged = list[tuple[str, PairResult]]  # label, result


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pairs", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="print the pairs that are judged wrong")
    options = parser.parse_args(arguments)
    for path, pairs, say in ((PRESS, press, say_press), (DACCORD, daccord, say_daccord)):
        if not path.is_file():
            print(f"skipped: {path} is not here")
            continue
        labelled = list(pairs(path))
        judged = list(zip((label for label, _ in labelled), judge_pairs(pair for _, pair in labelled), strict=True))
        print(f"{path.name}: {len(judged)} pairs", table(judged), say(judged), sep="\n", end="\n\n")
        if options.errors:
            print(*errors(judged), sep="\n", end="\n\n")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def press(path: Path) -> Iterator[tuple[str, Pair]]:
    for row in rows(path):
        days = [date.fromisoformat(row[side]["date"]) if row[side]["date"] else None for side in "ab"]
        yield row["label"], Pair(row["a"]["text"], row["b"]["text"], *days)


def daccord(path: Path) -> Iterator[tuple[str, Pair]]:
    for row in rows(path):
        yield "conflict" if row["label"] == "1" else "compatible", Pair(row["premise"], row["hypothesis"])


def table(judged: Judged) -> str:
    """One row a label, one column a relation."""
    counts = Counter((label, result.relation.value) for label, result in judged)
    lines = [f"{'label':18}" + "".join(f"{relation:>14}" for relation in RELATIONS)]
    for label in sorted({label for label, _ in judged}):
        lines.append(f"{label:18}" + "".join(f"{counts[label, relation]:>14}" for relation in RELATIONS))
    return "\n".join(lines)


def say_press(judged: Judged) -> str:
    conflicts = [r.relation.value for label, r in judged if label == "conflict"]
    others = [r.relation.value for label, r in judged if label != "conflict"]
    agreed = [r.relation.value for label, r in judged if label in ("spelling", "equivalent")]
    return (
        f"conflicts found {conflicts.count('conflicting')}/{len(conflicts)}, "
        f"others called conflicting {others.count('conflicting')}/{len(others)}, "
        f"spelling and equivalent called same or compatible {share(agreed.count('same') + agreed.count('compatible'), len(agreed))}"
    )


def say_daccord(judged: Judged) -> str:
    called = [label for label, r in judged if r.relation.value == "conflicting"]
    conflicts = sum(label == "conflict" for label, _ in judged)
    right = called.count("conflict")
    return f"called conflicting: precision {share(right, len(called))}, recall {share(right, conflicts)}"


def share(got: int, of: int) -> str:
    return f"{got}/{of}" + (f" ({got / of:.1%})" if of else "")


def errors(judged: Judged) -> Iterator[str]:
    """What is called conflicting and is not, or is and is not called so, with the rule and the words that decided."""
    for label, result in judged:
        if (label == "conflict") != (result.relation.value == "conflicting"):
            yield f"{label}, called {result.relation.value} by {result.rule}: {result.words_a!r} | {result.words_b!r}"
            yield f"  {result.a}\n  {result.b}"


if __name__ == "__main__":
    sys.exit(main())
