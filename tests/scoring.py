"""Hold a report against gold: what was found, what was missed, what was a false alarm.

A gold file (``gold.yaml``) belongs to a folder of articles and says what a careful reader finds in them:

- ``articles``: a short id for each article, and its path from the gold file.
- ``conflicts``: each has an ``id``, a ``slot`` (or a list of slots that are all fair), a ``level`` (``must``,
  ``should``, ``hard``) and ``sides``, the camps of the contradiction. A side is a list of spans ``{a, q}``: the short
  id of an article, and words that occur there exactly once.
- ``compatible``: traps, with ``sides`` likewise; nothing may oppose two sides of a trap. With ``evolved: true`` the
  sides differ because the thing changed, and a good report shows that.
- ``consistent``: groups of ``spans`` that belong into one variant.
- ``entities``: forms of a name (``mentions``) that belong to one entity; ``not_entities``: names of nobody in the news.
- ``published``: the day on which each article was written.

A span counts as covered by a variant when the evidence of the variant overlaps it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

Gold = Mapping[str, Any]
Texts = Mapping[str, str]

LEVELS = ("must", "should", "hard")


class GoldError(Exception):
    """The gold itself is wrong; the message says where."""


@dataclass(frozen=True, slots=True)
class Tally:
    """So many of so many."""

    got: int
    of: int

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.got + other.got, self.of + other.of)

    def __str__(self) -> str:
        return f"{self.got}/{self.of}"


@dataclass(frozen=True, slots=True)
class Score:
    """All figures of one report against one gold, and what stands behind each that is not full."""

    must: Tally
    should: Tally
    hard: Tally
    slots: Tally  # of the conflicts found, those found under a slot that the gold allows
    flagged: Tally  # of the clusters judged conflicting, those that match a conflict of the gold
    agreement: Tally  # pairs of spans that stand in one variant
    changes: Tally  # changes over time that stand in a cluster judged evolved
    names: Tally  # pairs of forms under one entity
    published: Tally
    missed: tuple[str, ...] = ()  # conflicts
    false_alarms: tuple[str, ...] = ()  # clusters
    sprung: tuple[tuple[str, str], ...] = ()  # trap, cluster
    split: tuple[str, ...] = ()  # consistent groups
    unseen: tuple[str, ...] = ()  # forms of names that no entity has
    merged: tuple[tuple[str, str], ...] = ()  # two entities of the gold under one of the report
    bylines: tuple[str, ...] = ()  # names of nobody in the news that became entities
    misdated: tuple[str, ...] = ()  # articles

    def found(self) -> Tally:
        """The conflicts found, of every level."""
        return self.must + self.should + self.hard

    def shortcomings(self) -> tuple[str, ...]:
        """What no good report may show: a missed ``must``, a sprung trap, two people taken for one."""
        return (
            *(["a conflict that must be found is missed"] if self.must.got < self.must.of else []),
            *(f"trap {trap} sprung by {cluster}" for trap, cluster in self.sprung),
            *(f"{one} taken for {other}" for one, other in self.merged),
        )


def load(path: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """The gold of a file, and the text of each of its articles by short id."""
    gold = yaml.safe_load(path.read_text(encoding="utf-8"))
    return gold, {short: _text(path.parent / place) for short, place in gold["articles"].items()}


def _text(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:  # offsets count every code point: no line end is translated
        return file.read()


# -- spans -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Span:
    article: str
    start: int
    end: int

    def overlaps(self, other: _Span) -> bool:
        return self.article == other.article and self.start < other.end and other.start < self.end


def _located(span: Mapping[str, str], texts: Texts) -> _Span:
    text, words = texts[span["a"]], span["q"]
    if (times := text.count(words)) != 1:
        raise GoldError(f"{words!r} occurs {times} times in {span['a']}")
    start = text.index(words)
    return _Span(span["a"], start, start + len(words))


def _sides(item: Mapping[str, Any], texts: Texts) -> list[list[_Span]]:
    return [[_located(span, texts) for span in side] for side in item["sides"]]


def misplaced(gold: Gold, texts: Texts) -> list[str]:
    """What is wrong with the gold itself: words not found or found twice, unknown articles, names that no text has."""
    wrong = []
    for owner, span in _all_spans(gold):
        if span["a"] not in texts:
            wrong.append(f"{owner}: there is no article {span['a']}")
        elif (times := texts[span["a"]].count(span["q"])) != 1:
            wrong.append(f"{owner}: {span['q']!r} occurs {times} times in {span['a']}")
    for entity in gold.get("entities", []):
        wrong += [
            f"{entity['name']}: no article has {form!r}"
            for form in entity["mentions"]
            if not any(_form(form) in _form(text) for text in texts.values())
        ]
    wrong += [f"published: there is no article {short}" for short in gold.get("published", {}) if short not in texts]
    return wrong


def _all_spans(gold: Gold) -> Iterator[tuple[str, Mapping[str, str]]]:
    for item in (*gold.get("conflicts", []), *gold.get("compatible", [])):
        yield from ((item["id"], span) for side in item["sides"] for span in side)
    for item in gold.get("consistent", []):
        yield from ((item["id"], span) for span in item["spans"])


# -- the report, as far as it is held against the gold ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cluster:
    id: str
    verdict: str
    slot: str
    variants: tuple[tuple[_Span, ...], ...]

    def covering(self, spans: Iterable[_Span]) -> set[int]:
        """The indexes of the variants whose evidence overlaps one of the spans."""
        wanted = tuple(spans)
        return {
            index
            for index, evidence in enumerate(self.variants)
            if any(one.overlaps(other) for one in evidence for other in wanted)
        }

    def opposes(self, sides: Sequence[Sequence[_Span]]) -> bool:
        """Whether two sides are covered by two different variants."""
        covered = [self.covering(side) for side in sides]
        return any(a != b for one, other in combinations(covered, 2) for a in one for b in other)

    def unites(self, one: _Span, other: _Span) -> bool:
        return bool(self.covering([one]) & self.covering([other]))


def _short_ids(gold: Gold, report: Mapping[str, Any]) -> dict[str, str]:
    """Short ids by the ids of the report: the file name tells which article is which."""
    by_name = {PurePosixPath(place).name: short for short, place in gold["articles"].items()}
    named = {article["id"]: by_name.get(PurePosixPath(article["path"]).name) for article in report["articles"]}
    return {id_: short for id_, short in named.items() if short is not None}


def _clusters(report: Mapping[str, Any], short: Mapping[str, str]) -> list[_Cluster]:
    return [
        _Cluster(
            cluster["id"],
            cluster["verdict"],
            cluster["slot"],
            tuple(
                tuple(
                    _Span(short[evidence["article"]], evidence["start"], evidence["end"])
                    for evidence in variant["evidence"]
                    if evidence["article"] in short
                )
                for variant in cluster["variants"]
            ),
        )
        for cluster in report["clusters"]
    ]


# -- the counts --------------------------------------------------------------------------------------------------------


def score(gold: Gold, texts: Texts, report: Mapping[str, Any]) -> Score:
    """``report`` (the object of report.json) against ``gold``. Raises GoldError where the gold is wrong."""
    short = _short_ids(gold, report)
    clusters = _clusters(report, short)
    return Score(
        **_conflicts(gold, texts, clusters),
        **_traps(gold, texts, clusters),
        **_agreement(gold, texts, clusters),
        **_names(gold, report, short),
        **_dates(gold, report, short),
    )


def _conflicts(gold: Gold, texts: Texts, clusters: Sequence[_Cluster]) -> dict[str, Any]:
    flagged = [cluster for cluster in clusters if cluster.verdict == "conflicting"]
    levels = dict.fromkeys(LEVELS, Tally(0, 0))
    slots, missed, matched = Tally(0, 0), [], set()
    for item in gold.get("conflicts", []):
        sides = _sides(item, texts)
        hits = [cluster for cluster in flagged if cluster.opposes(sides)]
        matched |= {cluster.id for cluster in hits}
        levels[item["level"]] += Tally(int(bool(hits)), 1)
        if hits:
            fair = {item["slot"]} if isinstance(item["slot"], str) else set(item["slot"])
            slots += Tally(int(any(cluster.slot in fair for cluster in hits)), 1)
        else:
            missed.append(item["id"])
    wrong = tuple(cluster.id for cluster in flagged if cluster.id not in matched)
    return {
        **levels,
        "slots": slots,
        "flagged": Tally(len(flagged) - len(wrong), len(flagged)),
        "missed": tuple(missed),
        "false_alarms": wrong,
    }


def stage(item: Mapping[str, Any], gold: Gold, texts: Texts, report: Mapping[str, Any]) -> str:
    """Which step lost a conflict of the gold: "extract", "cluster" or "compare"."""
    fair = {item["slot"]} if isinstance(item["slot"], str) else set(item["slot"])
    clusters = [c for c in _clusters(report, _short_ids(gold, report)) if c.slot in fair]
    sides = _sides(item, texts)
    read = [side for side in sides if any(cluster.covering(side) for cluster in clusters)]
    if len(read) < 2:
        return "extract"
    if not any(len([side for side in sides if cluster.covering(side)]) > 1 for cluster in clusters):
        return "cluster"
    return "compare"


def _traps(gold: Gold, texts: Texts, clusters: Sequence[_Cluster]) -> dict[str, Any]:
    sprung, changes = [], Tally(0, 0)
    for item in gold.get("compatible", []):
        opposing = [cluster for cluster in clusters if cluster.opposes(_sides(item, texts))]
        sprung += [(item["id"], cluster.id) for cluster in opposing if cluster.verdict == "conflicting"]
        if item.get("evolved"):
            changes += Tally(int(any(cluster.verdict == "evolved" for cluster in opposing)), 1)
    return {"sprung": tuple(sprung), "changes": changes}


def _agreement(gold: Gold, texts: Texts, clusters: Sequence[_Cluster]) -> dict[str, Any]:
    total, split = Tally(0, 0), []
    for group in gold.get("consistent", []):
        pairs = list(combinations([_located(span, texts) for span in group["spans"]], 2))
        united = sum(any(cluster.unites(*pair) for cluster in clusters) for pair in pairs)
        total += Tally(united, len(pairs))
        if united < len(pairs):
            split.append(group["id"])
    return {"agreement": total, "split": tuple(split)}


def _form(name: str) -> str:
    return name.replace("’", "'").strip().lower()


def _names(gold: Gold, report: Mapping[str, Any], short: Mapping[str, str]) -> dict[str, Any]:
    by_form: dict[str, set[str]] = {}
    for entity in report["entities"]:
        for mention in entity["mentions"]:
            if mention["article"] in short:
                by_form.setdefault(_form(mention["text"]), set()).add(entity["id"])
    pairs, unseen, merged = Tally(0, 0), [], []
    owner: dict[str, str] = {}
    for item in gold.get("entities", []):
        ids = {form: _entities_of(form, by_form) for form in item["mentions"]}
        unseen += [form for form, found in ids.items() if not found]
        for one, other in combinations(ids.values(), 2):
            pairs += Tally(int(bool(one & other)), 1)
        for id_ in sorted({id_ for found in ids.values() for id_ in found}):
            if owner.setdefault(id_, item["name"]) != item["name"]:
                merged.append((owner[id_], item["name"]))
    bylines = tuple(name for name in gold.get("not_entities", []) if _entities_of(name, by_form))
    return {"names": pairs, "unseen": tuple(unseen), "merged": tuple(merged), "bylines": bylines}


def _entities_of(form: str, by_form: Mapping[str, set[str]]) -> set[str]:
    """The entities that have the form; failing that, those that have a part of it ("Darc" of "M. Darc")."""
    wanted = _form(form)
    if wanted in by_form:
        return by_form[wanted]
    return {id_ for known, ids in by_form.items() if len(known) > 3 and known in wanted for id_ in ids}


def _dates(gold: Gold, report: Mapping[str, Any], short: Mapping[str, str]) -> dict[str, Any]:
    told = {short[a["id"]]: a.get("published") for a in report["articles"] if a["id"] in short}
    wanted = {name: str(entry["date"]) for name, entry in gold.get("published", {}).items()}
    wrong = tuple(name for name, day in wanted.items() if told.get(name) != day)
    return {"published": Tally(len(wanted) - len(wrong), len(wanted)), "misdated": wrong}
