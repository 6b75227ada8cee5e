"""Which forms were read as one, so that a reader can check it: names, dates and posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from factcheck.text import fold
from factcheck.types import Cluster, Entity, Slot

Forms = tuple[tuple[str, int], ...]  # each form as first written, and how often; the most frequent first

_READ = (Slot.DATE, Slot.ROLE)


@dataclass(frozen=True, slots=True)
class Merged:
    """An entity that was written in more than one way."""

    name: str
    kind: str
    forms: Forms
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A value that was read from words of more than one kind."""

    value: str
    slot: Slot
    forms: Forms


def merged(entities: Iterable[Entity]) -> list[Merged]:
    """The entities with several forms; forms that differ in nothing but typography count as one."""
    found = ((entity, _forms(mention.text for mention in entity.mentions)) for entity in entities)
    return [Merged(entity.name, entity.kind, forms, entity.why) for entity, forms in found if len(forms) > 1]


def readings(clusters: Iterable[Cluster]) -> list[Reading]:
    """The dates and posts with several forms, each value once, in the order of the clusters."""
    written: dict[tuple[Slot, str], list[str]] = {}
    for cluster in clusters:
        for variant in cluster.variants:
            if cluster.slot in _READ:
                written.setdefault((cluster.slot, variant.value), []).extend(e.text for e in variant.evidence)
    found = ((value, slot, _forms(texts)) for (slot, value), texts in written.items())
    ordered = sorted(found, key=lambda reading: _READ.index(reading[1]))
    return [Reading(value, slot, forms) for value, slot, forms in ordered if len(forms) > 1]


def _forms(texts: Iterable[str]) -> Forms:
    first: dict[str, str] = {}
    count: Counter[str] = Counter()
    for written in texts:
        key = fold(written)
        first.setdefault(key, written)
        count[key] += 1
    return tuple((first[key], n) for key, n in sorted(count.items(), key=lambda item: (-item[1], item[0])))
