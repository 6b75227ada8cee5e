"""The machine-readable report, schema version 1.

Offsets count Unicode code points in the text of an article as its file decodes; ends are exclusive.
"""

from __future__ import annotations

import json
import re
from typing import Any

from factcheck.types import Article, Cluster, Entity, Evidence, Report, Variant

SCHEMA_VERSION = "1"

# The schema counts a day in a file's name as known from the corpus: from how the files were collected.
_PUBLISHED_FROM = {"file-name": "corpus"}
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def render(report: Report) -> str:
    """``report`` as one JSON object; the same report gives the same text."""
    content = {
        "schema_version": SCHEMA_VERSION,
        "articles": [_article(article) for article in report.articles],
        "skipped": [{"path": skipped.path, "reason": skipped.reason} for skipped in report.skipped],
        "entities": [_entity(entity) for entity in report.entities],
        "clusters": [_cluster(cluster) for cluster in report.clusters],
    }
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    return _SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", text)  # UTF-8 cannot hold half a pair


def _article(article: Article) -> dict[str, Any]:
    read_from = article.published_from
    return {
        "id": article.id,
        "path": article.path,
        "title": article.title,
        "outlet": article.outlet,
        "language": article.language,
        "published": article.published.isoformat() if article.published else None,
        "published_from": _PUBLISHED_FROM.get(read_from, read_from) if read_from else None,
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "mentions": [
            {"article": m.article, "start": m.span.start, "end": m.span.end, "text": m.text} for m in entity.mentions
        ],
    }


def _cluster(cluster: Cluster) -> dict[str, Any]:
    return {
        "id": cluster.id,
        "verdict": cluster.verdict.value,
        "slot": cluster.slot.value,
        "severity": cluster.severity,
        "confidence": cluster.confidence,
        "question": cluster.question,
        "explanation": cluster.explanation,
        "variants": [_variant(variant) for variant in cluster.variants],
    }


def _variant(variant: Variant) -> dict[str, Any]:
    return {"value": variant.value, "evidence": [_evidence(evidence) for evidence in variant.evidence]}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "article": evidence.article,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "text": evidence.text,
        "sentence": {"start": evidence.sentence.start, "end": evidence.sentence.end},
        "attributed_to": evidence.attributed_to,
    }
