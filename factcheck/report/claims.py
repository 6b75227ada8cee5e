"""The table of claims: one row for each piece of evidence, with everything a reader needs to find it again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypedDict

from factcheck.report.cite import Citations
from factcheck.types import Cluster, Evidence, Report, Variant

COLUMNS = ("cluster", "verdict", "severity", "slot", "question", "value", "path", "outlet", "published", "origin", "line",
           "words", "sentence", "attributed_to", "stance")  # fmt: skip


class Row(TypedDict):
    """One row. ``line`` counts from 1; ``origin`` is the article's id, or what it goes back to."""

    cluster: str
    verdict: str
    severity: str | None
    slot: str
    question: str
    value: str
    path: str
    outlet: str | None
    published: date | None
    origin: str
    line: int
    words: str
    sentence: str
    attributed_to: str | None
    stance: str


def rows(report: Report) -> Iterator[Row]:
    """The rows of ``report``, in the order of its clusters."""
    cite = Citations.of(report)
    for cluster in report.clusters:
        for variant in cluster.variants:
            for evidence in variant.evidence:
                yield _row(cluster, variant, evidence, cite)


def _row(cluster: Cluster, variant: Variant, evidence: Evidence, cite: Citations) -> Row:
    article = cite.articles[evidence.article]
    return {
        "cluster": cluster.id,
        "verdict": cluster.verdict.value,
        "severity": cluster.severity,
        "slot": cluster.slot.value,
        "question": cluster.question,
        "value": variant.value,
        "path": article.path,
        "outlet": article.outlet,
        "published": article.published,
        "origin": cite.origins.get(article.id, article.id),
        "line": cite.line(article.id, evidence.span),
        "words": evidence.text,
        "sentence": article.text[evidence.sentence.start : evidence.sentence.end],
        "attributed_to": evidence.attributed_to,
        "stance": evidence.stance.value,
    }
