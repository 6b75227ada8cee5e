"""The report as pandas tables.

``claims``, one row a piece of evidence, for a reader:
    cluster, verdict, severity, slot, question, value (string); path, outlet (string); published (datetime64[s]);
    origin (string); line (Int64, from 1); words, sentence, attributed_to, stance (string).

``clusters``, one row a cluster:
    cluster, verdict, severity, slot, question, explanation, rule (string); confidence (Float64); variants, articles,
    origins (Int64).

``evidence``, one row a piece of evidence, in the order of ``claims``, for a program:
    cluster (string); variant (Int64, from 0); article, path (string); start, end, sentence_start, sentence_end (Int64,
    code points, ends exclusive); words, rule (string).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from factcheck.report import claims
from factcheck.types import Cluster, Report

if TYPE_CHECKING:
    import pandas as pd

_TYPES: Mapping[str, str] = MappingProxyType({"published": "datetime64[s]", "confidence": "Float64"})
_WHOLE = frozenset(
    {"line", "variants", "articles", "origins", "variant", "start", "end", "sentence_start", "sentence_end"}
)
_CLUSTERS = ("cluster", "verdict", "severity", "slot", "question", "explanation", "rule", "confidence", "variants",
             "articles", "origins")  # fmt: skip
_EVIDENCE = ("cluster", "variant", "article", "path", "start", "end", "sentence_start", "sentence_end", "words",
             "rule")  # fmt: skip


def to_frames(report: Report) -> dict[str, pd.DataFrame]:
    """The tables "claims", "clusters" and "evidence". An empty report gives empty tables with the same columns."""
    return {
        "claims": _frame(claims.COLUMNS, claims.rows(report)),
        "clusters": _frame(_CLUSTERS, map(_cluster, report.clusters)),
        "evidence": _frame(_EVIDENCE, _evidence(report)),
    }


def _frame(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    import pandas as pd  # slow to import, and only tables need it

    cells = list(rows)
    return pd.DataFrame({c: pd.Series([row[c] for row in cells], dtype=object).astype(_type(c)) for c in columns})


def _type(column: str) -> Any:
    return "Int64" if column in _WHOLE else _TYPES.get(column, "string")


def _cluster(cluster: Cluster) -> dict[str, Any]:
    return {
        "cluster": cluster.id,
        "verdict": cluster.verdict.value,
        "severity": cluster.severity,
        "slot": cluster.slot.value,
        "question": cluster.question,
        "explanation": cluster.explanation,
        "rule": cluster.rule,
        "confidence": cluster.confidence,
        "variants": len(cluster.variants),
        "articles": len({e.article for variant in cluster.variants for e in variant.evidence}),
        "origins": sum(variant.origins for variant in cluster.variants),
    }


def _evidence(report: Report) -> Iterable[dict[str, Any]]:
    paths = {article.id: article.path for article in report.articles}
    for cluster in report.clusters:
        for number, variant in enumerate(cluster.variants):
            for e in variant.evidence:
                yield {
                    "cluster": cluster.id,
                    "variant": number,
                    "article": e.article,
                    "path": paths[e.article],
                    "start": e.span.start,
                    "end": e.span.end,
                    "sentence_start": e.sentence.start,
                    "sentence_end": e.sentence.end,
                    "words": e.text,
                    "rule": e.rule,
                }
