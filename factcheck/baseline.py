"""What is known already: a report's conflicts held against a committed file.

The file is JSON, sorted, with one entry a conflict: its slot, its question, its normalised values, how often it occurs,
and perhaps an acknowledgement. It holds no line, no path and no time of day, so that it changes only when a conflict
does. A conflict is matched by its question and its values, not by where it stands or how it is worded.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from factcheck import order
from factcheck.errors import FactcheckError
from factcheck.types import (
    Acknowledgement,
    Cluster,
    Dismissal,
    Finding,
    Known,
    Report,
    Review,
    Slot,
    State,
)
from factcheck.writing import write_whole

if TYPE_CHECKING:
    from factcheck.index import Index

FILE = "factcheck-baseline.json"  # used where it lies in the current folder and no other is named
SCHEMA_VERSION = "1"
_MAX_BYTES = 20_000_000
_NUMBERED = re.compile(r"(?<=-[0-9a-f]{8})-\d+$")  # what tells several clusters of one question apart
_IN_COMMON = 2  # values by which a conflict is known though its question reads otherwise now


@dataclass(frozen=True, slots=True)
class Baseline:
    """The conflicts that are known."""

    known: tuple[Known, ...] = ()


# -- the file ----------------------------------------------------------------------------------------------------------


class _Acknowledged(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    as_: Dismissal = Field(default="accepted", alias="as")
    reason: str = Field(min_length=1)
    by: str | None = None
    until: date | None = None


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str
    slot: Slot | None = None
    about: str = ""
    values: list[str] = []
    occurrences: int = Field(default=1, ge=1)
    acknowledged: _Acknowledged | None = None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    schema_version: Literal["1"]
    conflicts: list[_Entry]


def load(path: Path) -> Baseline:
    """The baseline in ``path``. Raises FactcheckError where it cannot be read or is none."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise FactcheckError(f"{path}: larger than {_MAX_BYTES:,} bytes")
        content = _File.model_validate_json(path.read_bytes())
    except OSError as error:
        raise FactcheckError(f"{path}: the baseline cannot be read: {error.strerror or error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise FactcheckError(
            f"{path}: not a baseline of factcheck: {where + ': ' if where else ''}{first['msg']}"
        ) from None
    return Baseline(tuple(_known(entry) for entry in content.conflicts))


def _known(entry: _Entry) -> Known:
    seen = entry.acknowledged
    acknowledged = Acknowledgement(entry.id, seen.reason, seen.as_, seen.by, seen.until) if seen else None
    slot = entry.slot or _slot_of(entry.id)
    return Known(entry.id, slot, entry.about, tuple(sorted(entry.values)), entry.occurrences, acknowledged)


def _slot_of(cluster: str) -> Slot | None:
    """The slot that the id of a cluster begins with."""
    begins = cluster.partition("-")[0]
    return Slot(begins) if begins in list(Slot) else None


def dump(baseline: Baseline) -> str:
    """The text of the file; the same conflicts give the same text."""
    entries = [_entry(known) for known in sorted(baseline.known, key=_order)]
    return json.dumps({"schema_version": SCHEMA_VERSION, "conflicts": entries}, ensure_ascii=False, indent=2) + "\n"


def _order(known: Known) -> tuple[str, str, tuple[str, ...]]:
    return known.slot or "", known.cluster, known.values


def _entry(known: Known) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": known.cluster}
    if known.values:
        entry |= {
            "slot": known.slot,
            "about": known.about,
            "values": list(known.values),
            "occurrences": known.occurrences,
        }
    if known.acknowledged:
        seen = known.acknowledged
        told = {
            "as": seen.dismissal,
            "reason": seen.reason,
            "by": seen.by,
            "until": seen.until and seen.until.isoformat(),
        }
        entry["acknowledged"] = {key: value for key, value in told.items() if value is not None}
    return entry


def write(baseline: Baseline, path: Path) -> None:
    """Write ``baseline`` to ``path``, whole or not at all. Raises FactcheckError."""
    try:
        write_whole(path, dump(baseline).encode())
    except OSError as error:
        raise FactcheckError(f"{path}: the baseline cannot be written: {error.strerror or error}") from None


# -- holding a report against it ---------------------------------------------------------------------------------------


def known_of(report: Report) -> tuple[Known, ...]:
    """The conflicts of ``report`` as a baseline keeps them; those alike in slot, question and values are one."""
    alike: dict[tuple[str, tuple[str, ...]], list[Cluster]] = {}
    for cluster in order.conflicts(report):
        alike.setdefault((question(cluster.id), _values(cluster)), []).append(cluster)
    return tuple(
        Known(asked, same[0].slot, same[0].question, values, len(same)) for (asked, values), same in alike.items()
    )


def review(
    report: Report,
    baseline: Baseline | None = None,
    *,
    today: date | None = None,
    changed: frozenset[str] | None = None,
) -> Review:
    """``report`` held against ``baseline``.

    ``today`` decides which acknowledgements are past their last day; without it, none is. With ``changed`` (paths of
    articles) only conflicts that rest on one of them are told.
    """
    prints = dict(_fingerprints(report))
    conflicts = order.conflicts(report)
    if baseline is None:
        told = [Finding(c, prints[c.id]) for c in conflicts]
        return Review(report, _touched(told, report, changed), changed=changed)
    pairs, left = _matched(conflicts, baseline.known)
    findings = []
    expired: list[Acknowledgement] = []
    for cluster in conflicts:
        known = pairs.get(cluster.id)
        state, seen = _state(cluster, known), known.acknowledged if known else None
        if seen and state is State.CHANGED:
            seen = None  # what was acknowledged said something else
        if seen and seen.until and today and seen.until < today:
            expired.append(seen)
            state, seen = State.NEW, None
        findings.append(Finding(cluster, prints[cluster.id], state, seen))
    resolved = tuple(k for k in left if k.values)
    unused = tuple(k.acknowledged for k in left if k.acknowledged)
    return Review(report, _touched(findings, report, changed), resolved, tuple(dict.fromkeys(expired)), unused, changed)


def question(cluster: str) -> str:
    """The id of the question: without the number that tells several clusters of one question apart."""
    return _NUMBERED.sub("", cluster)


def _values(cluster: Cluster) -> tuple[str, ...]:
    return tuple(sorted({variant.key or variant.value for variant in cluster.variants}))


def _fingerprints(report: Report) -> Iterator[tuple[str, str]]:
    seen: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for cluster in sorted(order.conflicts(report), key=lambda c: c.id):
        asked, values = question(cluster.id), _values(cluster)
        seen[asked, values] += 1
        yield cluster.id, fingerprint(asked, values, seen[asked, values])


def fingerprint(asked: str, values: Sequence[str], number: int = 1) -> str:
    """16 hexadecimal digits for the ``number``-th conflict of a question with these values, from 1."""
    return hashlib.sha256(json.dumps([asked, *values, number]).encode()).hexdigest()[:16]


def _touched(findings: Sequence[Finding], report: Report, changed: frozenset[str] | None) -> tuple[Finding, ...]:
    """Those that rest on a changed article."""
    if changed is None:
        return tuple(findings)
    ids = {article.id for article in report.articles if article.path in changed}
    return tuple(f for f in findings if any(e.article in ids for v in f.cluster.variants for e in v.evidence))


def _matched(conflicts: Sequence[Cluster], known: Sequence[Known]) -> tuple[dict[str, Known], list[Known]]:
    """The entry of each conflict by the conflict's id, and the entries of none: the likest pairs first."""
    free = {number: entry.occurrences for number, entry in enumerate(known)}
    used: set[int] = set()
    pairs: dict[str, Known] = {}
    scored = sorted(
        (-likeness, number, cluster.id)
        for cluster in conflicts
        for number, entry in enumerate(known)
        if (likeness := _likeness(cluster, entry))
    )
    for _, number, cluster in scored:
        if cluster not in pairs and free[number]:
            free[number] -= 1
            used.add(number)
            pairs[cluster] = known[number]
    return pairs, [entry for number, entry in enumerate(known) if number not in used]


def _likeness(cluster: Cluster, entry: Known) -> int:
    """How sure it is that ``entry`` is about ``cluster``; 0: it is not."""
    one_question = question(cluster.id) == question(entry.cluster)
    if not entry.values:
        return 4 if one_question else 0
    if cluster.slot is not entry.slot:
        return 0
    shared = len(set(_values(cluster)) & set(entry.values))
    if _values(cluster) == entry.values:
        return 100 if one_question else 50
    if one_question:
        return 5 + min(shared, 30)
    return 3 if shared >= _IN_COMMON else 0  # the question reads otherwise since other articles answer it too


def _state(cluster: Cluster, known: Known | None) -> State:
    if known is None or not known.values:
        return State.NEW
    return State.UNCHANGED if set(_values(cluster)) <= set(known.values) else State.CHANGED


# -- what the last checks told, for `factcheck accept` -----------------------------------------------------------------


def remember(report: Report, index: Index) -> None:
    """Keep the conflicts of ``report`` in ``index``, by question."""
    told: dict[str, list[Known]] = {}
    for known in known_of(report):
        told.setdefault(known.cluster, []).append(known)
    index.keep("conflict", {asked: tuple(same) for asked, same in told.items()}, _told())


def remembered(cluster: str, index: Index) -> tuple[Known, ...]:
    """What the last check that told ``cluster`` said."""
    return index.recall("conflict", question(cluster), _told()) or ()


@cache
def _told() -> TypeAdapter[tuple[Known, ...]]:
    return TypeAdapter(tuple[Known, ...])


# -- changing it -------------------------------------------------------------------------------------------------------


def updated(baseline: Baseline, report: Report, today: date | None = None) -> Baseline:
    """The baseline of ``report``: its conflicts, with the acknowledgements of ``baseline`` that still hold."""
    held = review(report, baseline, today=today)
    seen: dict[tuple[str, tuple[str, ...]], Acknowledgement] = {}
    for finding in held.findings:
        if finding.acknowledged:
            seen.setdefault((question(finding.cluster.id), _values(finding.cluster)), finding.acknowledged)
    return Baseline(tuple(replace(k, acknowledged=seen.get((k.cluster, k.values))) for k in known_of(report)))


def accepted(baseline: Baseline, seen: Acknowledgement, known: Iterable[Known]) -> Baseline:
    """``baseline`` with ``seen`` on the conflict that it names.

    Of a conflict that the baseline lacks, what it says is taken from ``known``, conflicts told before. Where they
    lack it too, the acknowledgement stands for whatever the question says, until the baseline is written anew.
    """
    asked = question(seen.cluster)
    told = [k for k in known if question(k.cluster) == asked]
    fresh = [k for k in told if not any(_alike(k, entry) for entry in baseline.known)]
    entries = [entry for entry in baseline.known if question(entry.cluster) != asked or entry.values]
    if not told and not any(question(entry.cluster) == asked for entry in entries):
        fresh = [Known(asked, _slot_of(asked), "", ())]
    return Baseline(
        tuple(replace(e, acknowledged=seen) if question(e.cluster) == asked else e for e in [*entries, *fresh])
    )


def _alike(a: Known, b: Known) -> bool:
    return (question(a.cluster), a.values) == (question(b.cluster), b.values)


# -- whether a check fails ---------------------------------------------------------------------------------------------

FailOn = Literal["new", "conflict", "high", "never"]


def failing(review: Review, fail_on: FailOn) -> tuple[Finding, ...]:
    """The findings for which a check fails: never one that is acknowledged."""
    open_ = [f for f in review.findings if f.acknowledged is None]
    if fail_on == "never":
        return ()
    if fail_on == "new":
        return tuple(f for f in open_ if f.state is not State.UNCHANGED)
    return tuple(f for f in open_ if fail_on == "conflict" or f.cluster.severity == "high")
