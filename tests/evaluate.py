"""The whole program against every gold bundle that is here: ``python -m tests.evaluate`` (``make eval``).

Prints a row for each bundle with totals, then what was found, missed and wrong by slot, and fails under the figures
pinned in ``floors.yaml``. ``--errors`` adds a line for each missed conflict and each wrong one, ``--raise`` tightens
the floors. Bundles that lie outside the checkout are told as skipped where they are missing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factcheck.errors import FactcheckError
from factcheck.report import json as report_json
from factcheck.types import Slot
from tests import floors as gate
from tests import loaded, scoring
from tests.scoring import Score, Tally

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "tests" / "floors.yaml"
FOLDERS = (ROOT / "tests" / "gold", ROOT.parent / "shared" / "gold")
TOTAL = "TOTAL"

_COLUMNS = ("must", "should", "hard", "flagged", "traps", "agreement", "changes", "names", "published")


@dataclass(frozen=True, slots=True)
class Bundle:
    """One gold file; ``name`` is its folder under that of the project it belongs to ("shared/accident")."""

    name: str
    path: Path

    def folder(self) -> Path:
        """Where its articles lie."""
        gold, _ = scoring.load(self.path)
        folders = {(self.path.parent / place).resolve().parent for place in gold["articles"].values()}
        if len(folders) != 1:
            raise scoring.GoldError(f"{self.path}: its articles lie in {len(folders)} folders")
        return folders.pop()


@dataclass(frozen=True, slots=True)
class Measured:
    """One bundle: its gold, the object of report.json, and the score."""

    name: str
    gold: scoring.Gold
    texts: scoring.Texts
    report: Mapping[str, Any]
    score: Score


def bundles(folders: Iterable[Path] = FOLDERS) -> Iterator[Bundle]:
    """Every bundle below ``folders``; says which folder is missing."""
    for folder in folders:
        if not folder.is_dir():
            print(f"skipped: {folder} is not here")
        for path in sorted(folder.glob("*/gold.yaml")):
            yield Bundle(f"{'shared' if folder.parent.name == 'shared' else 'own'}/{path.parent.name}", path)


def measure(bundle: Bundle) -> Measured | None:
    """The program on one bundle; None, and a line that says why, where it cannot be checked."""
    try:
        gold, texts = scoring.load(bundle.path)
        found = loaded.check([bundle.folder()])
    except (FactcheckError, OSError) as error:
        reason = str(error).partition("\n")[0]
        print(f"skipped: {bundle.name}: {reason}")
        return None
    report = json.loads(report_json.render(found))
    if len(report["articles"]) < len(gold["articles"]):
        print(f"note: {bundle.name}: {len(report['articles'])} of {len(gold['articles'])} articles are read")
    return Measured(bundle.name, gold, texts, report, scoring.score(gold, texts, report))


# -- figures -----------------------------------------------------------------------------------------------------------


def figures(score: Score) -> dict[str, int]:
    """What is pinned: counts of what is right (floors) and of what is wrong (ceilings)."""
    return {
        "must": score.must.got,
        "should": score.should.got,
        "hard": score.hard.got,
        "wrong": score.flagged.of - score.flagged.got,
        "traps": len(score.sprung),
        "agreement": score.agreement.got,
        "changes": score.changes.got,
        "names": score.names.got,
        "merged": len(score.merged),
        "bylines": len(score.bylines),
        "published": score.published.got,
    }


def totals(measured: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The sum of each figure."""
    total: Counter[str] = Counter()
    for one in measured:
        total.update(one)
    return dict(total)


def row(score: Score, traps: int) -> list[Tally]:
    """The columns of one bundle; of ``traps``, those that were not sprung."""
    sprung = len({trap for trap, _ in score.sprung})
    return [
        score.must, score.should, score.hard, score.flagged, Tally(traps - sprung, traps),
        score.agreement, score.changes, score.names, score.published,
    ]  # fmt: skip


def by_slot(measured: Sequence[Measured]) -> Iterator[tuple[str, Tally, Tally]]:
    """For each slot the conflicts of the gold that were found, and the flagged clusters that were right."""
    found, of = Counter[str](), Counter[str]()
    right, flagged = Counter[str](), Counter[str]()
    for one in measured:
        for item in one.gold.get("conflicts", []):
            slot = item["slot"] if isinstance(item["slot"], str) else item["slot"][0]
            of[slot] += 1
            found[slot] += item["id"] not in one.score.missed
        for cluster in _flagged(one.report):
            flagged[cluster["slot"]] += 1
            right[cluster["slot"]] += cluster["id"] not in one.score.false_alarms
    for slot in Slot:
        yield slot.value, Tally(found[slot.value], of[slot.value]), Tally(right[slot.value], flagged[slot.value])


def _flagged(report: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [c for c in report["clusters"] if c["verdict"] == "conflicting"]


# -- what is printed ---------------------------------------------------------------------------------------------------


def table(measured: Sequence[Measured]) -> str:
    """One row a bundle, then the totals."""
    rows = [(one.name, row(one.score, len(one.gold.get("compatible", [])))) for one in measured]
    empty = [Tally(0, 0)] * len(_COLUMNS)
    total = [sum((tallies[i] for _, tallies in rows), empty[i]) for i in range(len(_COLUMNS))]
    rows.append((TOTAL, total))
    lines = [f"{'bundle':32}" + "".join(f"{name:>11}" for name in _COLUMNS)]
    lines += [f"{name:32}" + "".join(f"{tally!s:>11}" for tally in tallies) for name, tallies in rows]
    found = total[0] + total[1] + total[2]
    lines.append(f"found {found}{_share(found)}, right of flagged {total[3]}{_share(total[3])}")
    return "\n".join(lines)


def _share(tally: Tally) -> str:
    return f" ({tally.got / tally.of:.1%})" if tally.of else ""


def slot_table(measured: Sequence[Measured]) -> str:
    """One row a slot."""
    lines = [f"{'slot':16}{'in gold':>9}{'found':>9}{'missed':>9}{'flagged':>11}{'right':>9}{'wrong':>9}"]
    lines += [
        f"{slot:16}{found.of:>9}{found.got:>9}{found.of - found.got:>9}{right.of:>11}{right.got:>9}{right.of - right.got:>9}"
        for slot, found, right in by_slot(measured)
    ]
    return "\n".join(lines)


def errors(one: Measured) -> Iterator[str]:
    """One line for each conflict that was missed, each that is wrong, each trap sprung, and each name mistaken."""
    conflicts = {item["id"]: item for item in one.gold.get("conflicts", [])}
    for name in one.score.missed:
        item = conflicts[name]
        slot = item["slot"] if isinstance(item["slot"], str) else "/".join(item["slot"])
        sides = " | ".join(side[0]["q"] for side in item["sides"])
        yield f"missed  {one.name} {name} [{slot}, {item['level']}] {sides}"
    for cluster in _flagged(one.report):
        if cluster["id"] in one.score.false_alarms:
            values = " | ".join(f"{v['value']} ({v['evidence'][0]['text']})" for v in cluster["variants"])
            yield f"wrong   {one.name} {cluster['id']} [{cluster['slot']}] {cluster['question']} {values}"
    for trap, cluster in one.score.sprung:
        yield f"trap    {one.name} {trap} by {cluster}"
    for first, second in one.score.merged:
        yield f"merged  {one.name} {first} and {second}"
    for name in one.score.bylines:
        yield f"byline  {one.name} {name}"
    for name in one.score.misdated:
        yield f"misdated {one.name} {name}"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluate", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("bundles", nargs="*", help="only bundles whose name holds one of these")
    parser.add_argument("--errors", action="store_true", help="one line for each miss and each false alarm")
    parser.add_argument("--raise", dest="tighten", action="store_true", help="pin what got better")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    everything = list(bundles())
    wanted = [b for b in everything if not options.bundles or any(part in b.name for part in options.bundles)]
    measured = [one for one in map(measure, wanted) if one is not None]
    if not measured:
        print("no bundle was measured")
        return 2
    print(table(measured), slot_table(measured), sep="\n\n")
    if options.errors:
        print("", *(line for one in measured for line in errors(one)), sep="\n")
    figured = {one.name: figures(one.score) for one in measured}
    floors = gate.load(FLOORS)
    if set(floors) - {TOTAL} <= set(figured):  # totals of fewer bundles than were pinned cannot be compared
        figured[TOTAL] = totals(figured.values())
    if options.tighten:
        gate.save(FLOORS, gate.tightened(floors, figured))
    worse = gate.broken(floors, figured)
    if worse:
        print("", "Worse than pinned:", *worse, sep="\n")
    return int(bool(worse))


if __name__ == "__main__":
    sys.exit(main())
