"""The machine-readable report, schema version 1.

Offsets count Unicode code points in the text of an article as its file decodes; ends are exclusive.
"""

from __future__ import annotations

import json
import re
from typing import Any

from factcheck.types import Acknowledgement, Article, Cluster, Entity, Evidence, Finding, Known, Report, Review, Variant

SCHEMA_VERSION = "1"

# The schema counts a day in a file's name as known from the corpus: from how the files were collected.
_PUBLISHED_FROM = {"file-name": "corpus"}
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def render(review: Report | Review) -> str:
    """``review`` as one JSON object; the same report gives the same text.

    Held against a baseline, a conflict carries its ``state`` and, where there is one, its acknowledgement, and the
    object lists what is ``resolved``, and the acknowledgements that are ``expired`` or ``unused``.
    """
    held = review if isinstance(review, Review) else Review(review, ())
    report = held.report
    content: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "articles": [_article(article) for article in report.articles],
        "skipped": [{"path": skipped.path, "reason": skipped.reason} for skipped in report.skipped],
        "entities": [_entity(entity) for entity in report.entities],
        "clusters": [_cluster(cluster) for cluster in report.clusters],
    }
    findings = {f.cluster.id: f for f in held.findings if f.state is not None}
    for cluster in content["clusters"]:
        if finding := findings.get(cluster["id"]):
            cluster |= _standing(finding)
    if findings or held.resolved or held.expired or held.unused:
        content["resolved"] = [_known(known) for known in held.resolved]
        content["expired"] = [{"id": seen.cluster} | _acknowledged(seen) for seen in held.expired]
        content["unused"] = [{"id": seen.cluster} | _acknowledged(seen) for seen in held.unused]
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    return _SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", text)  # UTF-8 cannot hold half a pair


def _standing(finding: Finding) -> dict[str, Any]:
    told: dict[str, Any] = {"state": finding.state, "fingerprint": finding.fingerprint}
    return told | ({"acknowledged": _acknowledged(finding.acknowledged)} if finding.acknowledged else {})


def _known(known: Known) -> dict[str, Any]:
    return {"id": known.cluster, "slot": known.slot, "question": known.about, "values": list(known.values)}


def _acknowledged(seen: Acknowledgement) -> dict[str, Any]:
    until = seen.until.isoformat() if seen.until else None
    return {"as": seen.dismissal, "reason": seen.reason, "by": seen.by, "until": until}


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
        "offsets_in": article.offsets_in,
        "notes": list(article.notes),
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
