"""What is flagged on real press, to be read by a person: python -m benchmarks.press [DAY ...]

Articles of many outlets, one folder a day, kept beside the project and no part of it (``press/articles_*.jsonl``:
``date``, ``outlet``, ``title``, ``text``); skipped where they are missing. Prints every conflict with its evidence, and
the counts of each day. Without DAY, 20 days spread over the whole time.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from factcheck.types import Cluster, Report, Verdict
from tests import loaded

PRESS = Path(__file__).resolve().parents[2] / "shared" / "press"
DAYS = 20
_FEWEST = 10  # articles of a day that is worth a check
_SHOWN = 3  # pieces of evidence of one value

Row = Mapping[str, Any]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.press", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("days", nargs="*", metavar="DAY", help="days as 2018-12-01; without, 20 spread over all")
    options = parser.parse_args(arguments)
    files = sorted(PRESS.glob("articles_*.jsonl"))
    if not files:
        print(f"skipped: {PRESS} holds no articles")
        return
    by_day = articles(files)
    for day in options.days or spread(sorted(d for d, rows in by_day.items() if len(rows) >= _FEWEST)):
        with tempfile.TemporaryDirectory() as scratch:
            start = time.perf_counter()
            report = loaded.check([written(by_day.get(day, ()), Path(scratch) / day)])
            print("\n".join(told(day, report, time.perf_counter() - start)), flush=True)


def articles(files: Sequence[Path]) -> dict[str, list[Row]]:
    """The articles of each day."""
    by_day: dict[str, list[Row]] = {}
    for path in files:
        with path.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                by_day.setdefault(row["date"][:10], []).append(row)
    return by_day


def spread(days: Sequence[str]) -> list[str]:
    """``DAYS`` of them at equal steps."""
    step = max(1, len(days) // DAYS)
    return list(days[::step][:DAYS])


def written(rows: Sequence[Row], folder: Path) -> Path:
    """The articles as files with front matter."""
    folder.mkdir()
    for row in rows:
        name = re.sub(r"\W+", "_", f"{row['outlet']}_{row['id']}")[:80]
        head = "".join(f"{key}: {json.dumps(str(row[key]), ensure_ascii=False)}\n" for key in ("title", "outlet"))
        (folder / f"{name}.md").write_text(f"---\n{head}date: {row['date'][:10]}\n---\n\n{row['text']}\n", "utf-8")
    return folder


def told(day: str, report: Report, seconds: float) -> Iterator[str]:
    verdicts = Counter(c.verdict.value for c in report.clusters)
    counts = ", ".join(f"{verdicts[v.value]} {v.value}" for v in Verdict)
    yield f"===== {day}: {len(report.articles)} articles, {len(report.skipped)} skipped, {counts}; {seconds:.0f} s"
    texts = {a.id: a.text for a in report.articles}
    paths = {a.id: Path(a.path).stem for a in report.articles}
    for cluster in report.clusters:
        if cluster.verdict is Verdict.CONFLICTING:
            yield f"## {cluster.slot.value} {cluster.id}: {cluster.question} | {cluster.rule}"
            yield from _variants(cluster, texts, paths)


def _variants(cluster: Cluster, texts: Mapping[str, str], paths: Mapping[str, str]) -> Iterator[str]:
    for variant in cluster.variants:
        yield f"   {variant.value} ({variant.origins})"
        for e in variant.evidence[:_SHOWN]:
            sentence = " ".join(texts[e.article][e.sentence.start : e.sentence.end].split())
            yield f"      {paths[e.article]}: {e.text!r} in: {sentence}"


if __name__ == "__main__":
    main()
