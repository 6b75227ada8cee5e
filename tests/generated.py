"""Many small changes to articles whose claims agree: ``python -m tests.generated``.

For each group of claims that agree (of the gold, and of those that the program finds by itself), the words of one
article are changed, either in what they say (a day, a number, a unit, a place, a post, a name, a denial, a quoted
word), which must make a conflict that touches the changed words, or only in how they say it, which must make none.
What is said changes wherever the article says it (``rewriting.py``), as in an outlet that believes the other value.
Only the changed article is read anew. The same cases in the same order on every run, at most ``MOST`` of a bundle,
spread evenly over slots and kinds of change.

A case is left out only for a reason that holds whatever the program makes of it:

- no other article of the group has the changed word or number, so that none is contradicted;
- the claim is disputed already;
- the article tells the same in other words, which go on contradicting the changed ones ("hier" of an undated article,
  "une vingtaine" beside "21", "dans la capitale" beside the name of the town);
- the article tells a plan, and the others, written later, the fact;
- the change makes nonsense: more members than seats, a town outside the county named with it, one end of "du 3 au 5";
- a denial contradicts nobody: some did and some did not ("des passants ont ..."), or nobody would print it ("n'a pas déclaré que").
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from factcheck import dating, pipeline
from factcheck.embed import Embedder, Vectors
from factcheck.errors import FactcheckError
from factcheck.extract import Extraction, extract
from factcheck.kinds import attribution, gazetteer
from factcheck.normalise import normalise
from factcheck.read import read
from factcheck.text import fold
from factcheck.types import Article, Cluster, Passage, Report, Slot, Span, Variant, Verdict
from tests import evaluate, loaded, scoring, variants
from tests.rewriting import Change, Told, UnfairError, everywhere, new_spans, rewritten
from tests.variants import Edit

MOST = 120  # cases of one bundle
_HOME = "FR"
_VERB_ROOM = 20  # characters between an auxiliary and its verb
_TOWNS = 6  # of one state that stand in for another
_INDEFINITE = re.compile(
    r"(?:des?|une?|certaine?s|plusieurs|quelques|d'autres|de nombreu\w+|deux|trois|quatre|\d+|qui|que)\b|d'|on\b|dont\b"
)

Place = tuple[str, Span]  # the id of an article, and a span of it


@dataclass(frozen=True, slots=True)
class Case:
    """One change to one article. ``source``: whether the gold or the program says that the claims agree."""

    source: str
    slot: Slot
    article: str
    edit: Edit
    at: int  # where ``edit`` begins in the article
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """A case and its outcome: "found", "evolved" or "missed" of a harmful change; "quiet" or "alarm" of another."""

    case: Case
    outcome: str


class Remembering:
    """An embedder that embeds each sentence once: nearly all sentences of a bundle stay the same from case to case."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    @property
    def fingerprint(self) -> str:
        return self._embedder.fingerprint

    def encode(self, sentences: Sequence[str]) -> Vectors:
        new = [s for s in dict.fromkeys(sentences) if s not in self._known]
        if new:
            self._known |= dict(zip(new, self._embedder.encode(new), strict=True))
        if not sentences:
            return self._embedder.encode([])
        return np.stack([self._known[s] for s in sentences])


class Story:
    """The articles of one bundle, read once."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        compiled = loaded.compiled()
        articles, _ = read([folder], compiled.layout, None)
        articles = tuple(replace(a, credits=attribution.credits(a.text)) for a in articles if a.language == "fr")
        if not articles:
            raise FactcheckError(f"{folder}: no article in French")
        self.articles = dating.date_articles(articles, compiled.dates, None)
        self.extractions = [extract(a, compiled, loaded.parser()) for a in self.articles]
        self._embedder = embedder
        self.report = self.judged(self.articles, self.extractions)

    def judged(self, articles: Sequence[Article], extractions: Sequence[Extraction]) -> Report:
        compiled = loaded.compiled()
        normalised = normalise(articles, extractions, compiled)
        return pipeline.judge(tuple(articles), (), normalised, compiled, self._embedder, "en")

    def changed(self, case: Case) -> Report:
        """The report of the same articles with one changed."""
        articles, extractions = list(self.articles), list(self.extractions)
        at = next(i for i, a in enumerate(articles) if a.id == case.article)
        articles[at] = edited(articles[at], case.changes)
        extractions[at] = extract(articles[at], loaded.compiled(), loaded.parser())
        return self.judged(articles, extractions)

    def article(self, name: str) -> Article:
        return next(a for a in self.articles if a.id == name)

    def text(self, article: str) -> str:
        return self.article(article).text

    def other_town(self, name: str, turn: int) -> str:
        """A town of the same state, far from the one called ``name``, that no article names."""
        places = loaded.compiled().places
        place = gazetteer.lookup(name, places)
        state = next((i for i in (place.within if place else ()) if re.fullmatch("[A-Z]{2}", i)), _HOME)
        named = " ".join(fold(a.text) for a in self.articles)
        towns = [t for t in places.metropolises.get(state, ()) if fold(t.name) not in named and t.name.isalpha()]
        far = [
            t.name
            for t in towns
            if place is None or not set(places.within(t)[:1]) & {i for i in place.within if ":" in i}
        ]
        far = far[:_TOWNS] or [t.name for t in places.metropolises[_HOME][1:] if fold(t.name) not in named]
        return far[turn % len(far)]


def edited(article: Article, changes: Sequence[Change]) -> Article:
    """``article`` with all changes made; its passages grow or shrink with them."""

    def moved(position: int) -> int:
        by = 0
        for change in changes:
            if position >= change.end:
                by += len(change.new) - len(change.old)
            elif position > change.at:
                position = min(position, change.at + len(change.new))
        return position + by

    text = rewritten(article.text, changes)
    passages = tuple(Passage(p.part, Span(moved(p.span.start), moved(p.span.end))) for p in article.passages)
    return replace(article, text=text, passages=passages)


# -- cases -------------------------------------------------------------------------------------------------------------


def cases(story: Story, gold: scoring.Gold, left_out: Counter[str]) -> Iterator[Case]:
    """Every change to a claim that another article makes too, none of them disputed; the others' reasons are counted."""
    disputed = [e for c in story.report.clusters if c.verdict is Verdict.CONFLICTING for e in _evidence(c)]
    seen: set[tuple[str, str, tuple[Change, ...]]] = set()
    turn = 0
    for source, slot, places in (*_gold_groups(story, gold), *_found_groups(story.report)):
        for article, span in places:
            others = [(a, story.text(a)[s.start : s.end]) for a, s in places if a != article]
            if not others or any(_touch((article, span), place) for place in disputed):
                continue
            for edit in variants.edits(story.text(article)[span.start : span.end], slot, turn):
                against = [a for a, words in others if variants.says(words, edit.token)]
                at = span.start + edit.start
                if edit.harmful and not against:
                    left_out["no other article has the changed word"] += 1
                    continue
                if edit.kind == "polarity" and not _is_definite(story, article, at, edit):
                    left_out["a denial that contradicts nobody"] += 1
                    continue
                if edit.kind == "place":
                    edit = replace(edit, new=story.other_town(edit.old, turn))
                try:
                    whole = _told(story, slot, (article, span), at, against) if edit.harmful else None
                    changes = everywhere(edit, at, whole) if whole else (Change(at, edit.old, edit.new),)
                except UnfairError as reason:
                    left_out[str(reason)] += 1
                    continue
                key = article, edit.kind, changes
                if key not in seen:
                    seen.add(key)
                    turn += 1
                    yield Case(source, slot, article, edit, at, changes)


def sample(found: Sequence[Case], most: int) -> list[Case]:
    """At most ``most`` of the cases, in their order: of each slot and kind as many, and these spread evenly."""
    kinds: dict[tuple[Slot, str, str], list[Case]] = {}
    for case in found:
        kinds.setdefault((case.slot, case.edit.kind, case.source), []).append(case)
    room, chosen = most, list[Case]()
    for left, group in enumerate(sorted(kinds.values(), key=len), -len(kinds)):
        size = min(len(group), room // -left)
        chosen += [group[i * len(group) // size] for i in range(size)]
        room -= size
    return [case for case in found if case in chosen]


def _told(story: Story, slot: Slot, place: Place, at: int, against: Sequence[str]) -> Told:
    """What the article says on the thing of which the words at ``at`` tell. Raises UnfairError."""
    article = story.article(place[0])
    same = [c for c in story.report.clusters if c.slot is slot and any(_touch(e, place) for e in _evidence(c))]
    spans = {s for c in same for a, s in _evidence(c) if a == article.id} | {place[1]}
    days = {e: d for c in story.report.clusters if c.slot is Slot.DATE for v in c.variants for e, d in _days(v)}
    day = next((days[e] for e in sorted(days) if _touch(e, (article.id, Span(at, at + 1)))), None)
    spans |= {s for (a, s), d in days.items() if a == article.id and d == day} if day and slot is Slot.DATE else set()
    published = [story.article(a).published for a in against]
    if (
        slot is Slot.DATE
        and day
        and article.published
        and article.published < day
        and all(p and p >= day for p in published)
    ):
        raise UnfairError("a plan, which the fact may overtake")
    later = article.published is not None and all(p is not None and p < article.published for p in published)
    others = frozenset(d for (a, _), d in days.items() if a == article.id and d != day)
    return Told(article, tuple(sorted(spans)), day, others, lower=later)


def _days(variant: Variant) -> Iterator[tuple[Place, date]]:
    """The words of a variant that mean one day, and that day."""
    if match := re.match(r"\d{4}-\d\d-\d\d(?! to)", variant.key):
        for evidence in variant.evidence:
            yield (evidence.article, evidence.span), date.fromisoformat(match.group())


def _is_definite(story: Story, article: str, at: int, edit: Edit) -> bool:
    """Whether the denied verb has a subject that is one and known: of "des passants" some did and some did not."""
    subjects = [
        story.text(article)[f.subject.start : f.subject.end]
        for e in story.extractions
        for f in e.frames
        if e.article == article and f.subject and at <= f.trigger.start <= at + len(edit.old) + _VERB_ROOM
    ]
    return bool(subjects) and not _INDEFINITE.match(fold(subjects[0]))


def _gold_groups(story: Story, gold: scoring.Gold) -> Iterator[tuple[str, Slot, list[Place]]]:
    by_name = {Path(a.path).name: a for a in story.articles}
    named = {
        short: by_name[Path(place).name] for short, place in gold["articles"].items() if Path(place).name in by_name
    }
    for group in gold.get("consistent", []):
        spans = [(named[s["a"]], s["q"]) for s in group["spans"] if s["a"] in named]
        places = [(a.id, Span(a.text.index(q), a.text.index(q) + len(q))) for a, q in spans if q in a.text]
        slots = [group["slot"]] if isinstance(group["slot"], str) else group["slot"]
        yield "gold", Slot(slots[0]), places


def _found_groups(report: Report) -> Iterator[tuple[str, Slot, list[Place]]]:
    for cluster in sorted(report.clusters, key=lambda c: c.id):
        if cluster.verdict in (Verdict.CONSISTENT, Verdict.SINGLE_SOURCE):
            yield "found", cluster.slot, _evidence(cluster)


def _evidence(cluster: Cluster) -> list[Place]:
    return [(e.article, e.span) for v in cluster.variants for e in v.evidence]


def _touch(one: Place, other: Place) -> bool:
    return one[0] == other[0] and one[1].overlaps(other[1])


# -- outcomes ----------------------------------------------------------------------------------------------------------


def outcome(case: Case, before: Report, after: Report) -> str:
    """What the report makes of the change."""
    places = [(case.article, span) for span in new_spans(case.changes)]
    touching = {
        verdict: any(c.verdict is verdict and any(_opposed(c, place) for place in places) for c in after.clusters)
        for verdict in (Verdict.CONFLICTING, Verdict.EVOLVED)
    }
    if case.edit.harmful:
        return "found" if touching[Verdict.CONFLICTING] else "evolved" if touching[Verdict.EVOLVED] else "missed"
    return "alarm" if touching[Verdict.CONFLICTING] or _conflicts(after) > _conflicts(before) else "quiet"


def _conflicts(report: Report) -> int:
    return sum(c.verdict is Verdict.CONFLICTING for c in report.clusters)


def _opposed(cluster: Cluster, place: Place) -> bool:
    """Whether a variant holds the changed words, and another variant the words of another article."""
    for variant in cluster.variants:
        if any(_touch((e.article, e.span), place) for e in variant.evidence):
            return any(e.article != place[0] for v in cluster.variants if v is not variant for e in v.evidence)
    return False


def table(tried: Sequence[Tried]) -> str:
    """By slot and kind of change: what was found of the harmful ones, and how many others raised an alarm."""
    lines = [f"{'slot':14}{'change':14}{'claims of':11}{'cases':>7}{'found':>8}{'evolved':>9}{'missed':>8}{'alarm':>8}"]
    keys = sorted({(t.case.slot.value, not t.case.edit.harmful, t.case.edit.kind, t.case.source) for t in tried})
    for slot, _, kind, source in keys:
        counts = Counter(
            t.outcome for t in tried if (t.case.slot.value, t.case.edit.kind, t.case.source) == (slot, kind, source)
        )
        lines.append(f"{slot:14}{kind:14}{source:11}{_row(counts)}")
    for source in ("gold", "found"):
        lines.append(f"{'TOTAL':28}{source:11}{_row(Counter(t.outcome for t in tried if t.case.source == source))}")
    return "\n".join(lines)


def _row(counts: Mapping[str, int]) -> str:
    return (
        f"{sum(counts.values()):>7}{counts.get('found', 0):>8}{counts.get('evolved', 0):>9}{counts.get('missed', 0):>8}"
        f"{counts.get('alarm', 0):>8}"
    )


def told(name: str, story: Story, one: Tried) -> str:
    """One line on a case that went wrong."""
    text = story.text(one.case.article)
    changes = " + ".join(
        f"{c.old!r} -> {c.new!r} in {text[max(0, c.at - 30) : c.end + 30]!r}" for c in one.case.changes
    )
    return f"{one.outcome:7} {name} [{one.case.slot}, {one.case.edit.kind}, {one.case.source}] {changes}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.generated", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("bundles", nargs="*", help="only bundles whose name holds one of these")
    parser.add_argument("--errors", action="store_true", help="one line for each case that went wrong")
    parser.add_argument("--harmful", action="store_true", help="only changes to what is said")
    parser.add_argument("--most", type=int, default=MOST, help="how many cases of one bundle are tried")
    options = parser.parse_args(arguments)
    embedder = Remembering(loaded.embedder())
    tried: list[Tried] = []
    for bundle in evaluate.bundles():
        if options.bundles and not any(part in bundle.name for part in options.bundles):
            continue
        try:
            story = Story(bundle.folder(), embedder)
        except FactcheckError as error:
            print(f"skipped: {bundle.name}: {str(error).partition(chr(10))[0]}")
            continue
        gold, _ = scoring.load(bundle.path)
        left_out: Counter[str] = Counter()
        chosen = sample(
            [c for c in cases(story, gold, left_out) if c.edit.harmful or not options.harmful], options.most
        )
        mine = [Tried(case, outcome(case, story.report, story.changed(case))) for case in chosen]
        tried += mine
        print(f"{bundle.name}: {len(mine)} cases", flush=True)
        print(*(f"  left out: {count:4} {reason}" for reason, count in sorted(left_out.items())), sep="\n")
        if options.errors:
            print(*(told(bundle.name, story, t) for t in mine if t.outcome in ("missed", "alarm")), sep="\n")
    print("", table(tried), sep="\n")
    return 0 if tried else 2


if __name__ == "__main__":
    sys.exit(main())
