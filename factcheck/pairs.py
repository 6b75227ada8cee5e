"""Two sentences held against each other by the machinery that checks a folder.

Near copies are judged word by word (``near_copies``): the words that differ decide. Other pairs are read as two articles
of one sentence; the most serious relation of their claims counts, then a denial of what the other says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from factcheck import embed, grammars, near_copies, pair_values, pipeline
from factcheck import rules as rule_files
from factcheck.denial import denied
from factcheck.embed import Embedder
from factcheck.extract import extract
from factcheck.grammars import Grammars
from factcheck.normalise import normalise
from factcheck.pair_values import Finding, PairRelation, Side
from factcheck.rules import Rules
from factcheck.syntax import Parser
from factcheck.types import Article, Cluster, Part, Passage, Report, Slot, Span, Verdict

_PARAPHRASE = 0.75  # cosine from which two sentences that share values, or hold none, say the same
_CALM = (PairRelation.SAME, PairRelation.COMPATIBLE, PairRelation.INCOMPARABLE)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences, and the days on which they were published where these are known."""

    a: str
    b: str
    a_published: date | None = None
    b_published: date | None = None


@dataclass(frozen=True, slots=True)
class PairResult:
    """How two sentences stand to each other, and the words that decided: "" where it is the whole sentences."""

    a: str
    b: str
    relation: PairRelation
    slot: Slot | None
    words_a: str
    words_b: str
    rule: str
    explanation: str


def judge_pairs(
    pairs: Iterable[Pair], *, rules: Rules | None = None, embedder: Embedder | None = None, parser: Parser | None = None
) -> Iterator[PairResult]:
    """One result a pair, in order and as they come. Rules and models default to those that ship with the package.

    Raises RuleError and FactcheckError where these cannot be loaded, before the first result.
    """
    judge = _Judge(grammars.load(rules or rule_files.load()), embedder or embed.load(), parser or Parser())
    for pair in pairs:
        found = judge.relation(pair)
        a, b = (text[span.start : span.end] if span else "" for text, span in ((pair.a, found.a), (pair.b, found.b)))
        yield PairResult(pair.a, pair.b, found.relation, found.slot, a, b, found.rule, found.explanation)


class _Judge:
    """What is loaded once for all pairs."""

    def __init__(self, compiled: Grammars, embedder: Embedder, parser: Parser) -> None:
        self.compiled = compiled
        self.embedder = embedder
        self.parser = parser

    def relation(self, pair: Pair) -> Finding:
        if not pair.a.strip() or not pair.b.strip():
            return Finding(PairRelation.INCOMPARABLE, None, "no-words", "a sentence is empty")
        a, b = self._side("a", pair.a, pair.a_published), self._side("b", pair.b, pair.b_published)
        alignment = near_copies.align(pair.a, pair.b)
        if alignment is None:
            return self._two_sentences(a, b)
        found = pair_values.near_copy(a, b, alignment, self.compiled)
        if found.relation in _CALM and not alignment.close:
            return denied(a, b, self._similar(a, b)) or found
        return found

    def _side(self, name: str, text: str, published: date | None) -> Side:
        passages = (Passage(Part.BODY, Span(0, len(text))),)
        article = Article(
            name, name, text, passages, published=published, published_from="option" if published else None
        )
        return Side(article, extract(article, self.compiled, self.parser))

    def _two_sentences(self, a: Side, b: Side) -> Finding:
        articles, extractions = (a.article, b.article), (a.extraction, b.extraction)
        normalised = normalise(articles, extractions, self.compiled)
        report = pipeline.judge(articles, (), normalised, self.compiled, self.embedder, "en")
        for verdict, relation in (
            (Verdict.CONFLICTING, PairRelation.CONFLICTING),
            (Verdict.EVOLVED, PairRelation.EVOLVED),
        ):
            found = next((c for c in report.clusters if c.verdict is verdict), None)
            if found is not None:
                return _told(found, relation)
            if relation is PairRelation.CONFLICTING and (denial := denied(a, b, self._similar(a, b))):
                return denial
        return self._agreement(a, b, report)

    def _similar(self, a: Side, b: Side) -> float:
        one, two = self.embedder.encode([a.article.text, b.article.text])
        return float(one @ two)

    def _agreement(self, a: Side, b: Side, report: Report) -> Finding:
        shared = [c for c in report.clusters if _articles(c) == {"a", "b"} and c.slot is not Slot.QUOTATION]
        similar = self._similar(a, b)
        if similar >= _PARAPHRASE and shared:
            return _told(shared[0], PairRelation.COMPATIBLE)
        if similar >= _PARAPHRASE:
            return Finding(
                PairRelation.COMPATIBLE, None, "paraphrase", "the sentences are close, and nothing in them is opposed"
            )
        return Finding(PairRelation.INCOMPARABLE, None, "two-statements", "the sentences answer no question in common")


def _articles(cluster: Cluster) -> set[str]:
    return {e.article for v in cluster.variants for e in v.evidence}


def _told(cluster: Cluster, relation: PairRelation) -> Finding:
    spans = {e.article: e.span for v in reversed(cluster.variants) for e in reversed(v.evidence)}
    if len(cluster.variants) > 1:  # the words of two sides, not twice those of one
        first = cluster.variants[0].evidence[0]
        other = next((e for v in cluster.variants[1:] for e in v.evidence if e.article != first.article), None)
        if other is not None:
            spans |= {first.article: first.span, other.article: other.span}
    return Finding(relation, cluster.slot, cluster.rule, cluster.explanation, spans.get("a"), spans.get("b"))
