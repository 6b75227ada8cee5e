"""Many small changes to articles whose claims agree: ``python -m tests.generated``.

For each group of claims that agree (of the gold, and of those that the program finds by itself), the words of one
article are changed, either in what they say (a day, a number, a unit, a place, a post, a name, a denial, a quoted
word), which must make a conflict that touches the changed words, or only in how they say it, which must make none.
Only the changed article is read anew. The same cases in the same order on every run.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from factcheck import dating, pipeline
from factcheck.embed import Embedder, Vectors
from factcheck.errors import FactcheckError
from factcheck.extract import Extraction, extract
from factcheck.kinds import attribution
from factcheck.normalise import normalise
from factcheck.read import read
from factcheck.types import Article, Cluster, Passage, Report, Slot, Span, Verdict
from tests import evaluate, loaded, scoring, variants
from tests.variants import Edit

Place = tuple[str, Span]  # the id of an article, and a span of it


@dataclass(frozen=True, slots=True)
class Case:
    """One change to one article. ``source``: whether the gold or the program says that the claims agree."""

    source: str
    slot: Slot
    article: str
    edit: Edit
    at: int  # where ``edit`` begins in the article


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
        articles[at] = edited(articles[at], case.at, case.edit.old, case.edit.new)
        extractions[at] = extract(articles[at], loaded.compiled(), loaded.parser())
        return self.judged(articles, extractions)

    def text(self, article: str) -> str:
        return next(a.text for a in self.articles if a.id == article)


def edited(article: Article, start: int, old: str, new: str) -> Article:
    """``article`` with ``new`` in place of ``old``; its passages grow or shrink with it."""
    end, by = start + len(old), len(new) - len(old)

    def moved(position: int) -> int:
        return position + by if position >= end else min(position, start + len(new)) if position > start else position

    text = article.text[:start] + new + article.text[end:]
    passages = tuple(Passage(p.part, Span(moved(p.span.start), moved(p.span.end))) for p in article.passages)
    return replace(article, text=text, passages=passages)


# -- cases -------------------------------------------------------------------------------------------------------------


def cases(story: Story, gold: scoring.Gold) -> Iterator[Case]:
    """Every change to a claim that another article makes too, none of them disputed."""
    disputed = [e for c in story.report.clusters if c.verdict is Verdict.CONFLICTING for e in _evidence(c)]
    seen: set[tuple[str, int, str, str]] = set()
    turn = 0
    for source, slot, places in (*_gold_groups(story, gold), *_found_groups(story.report)):
        for article, span in places:
            others = [story.text(a)[s.start : s.end] for a, s in places if a != article]
            if not others or any(_touch((article, span), place) for place in disputed):
                continue
            for edit in variants.edits(story.text(article)[span.start : span.end], slot, turn):
                key = (article, span.start + edit.start, edit.old, edit.kind)
                if key not in seen and (not edit.harmful or any(variants.says(words, edit.token) for words in others)):
                    seen.add(key)
                    turn += 1
                    yield Case(source, slot, article, edit, span.start + edit.start)


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
    place = (case.article, Span(case.at, case.at + max(1, len(case.edit.new))))
    touching = {
        verdict: any(c.verdict is verdict and _opposed(c, place) for c in after.clusters)
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
    around = text[max(0, one.case.at - 30) : one.case.at + len(one.case.edit.old) + 30].replace("\n", " ")
    return f"{one.outcome:7} {name} [{one.case.slot}, {one.case.edit.kind}, {one.case.source}] {one.case.edit.old!r} -> {one.case.edit.new!r} in {around!r}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.generated", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("bundles", nargs="*", help="only bundles whose name holds one of these")
    parser.add_argument("--errors", action="store_true", help="one line for each case that went wrong")
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
        mine = [Tried(case, outcome(case, story.report, story.changed(case))) for case in cases(story, gold)]
        tried += mine
        print(f"{bundle.name}: {len(mine)} cases", flush=True)
        if options.errors:
            print(*(told(bundle.name, story, t) for t in mine if t.outcome in ("missed", "alarm")), sep="\n")
    print("", table(tried), sep="\n")
    return 0 if tried else 2


if __name__ == "__main__":
    sys.exit(main())
