"""The machine-readable report holds what its schema says, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from factcheck.report.json import render
from tests.report.sample import ARTICLES, EMPTY, REPORT

SCHEMA: dict[str, set[str]] = {
    "": {"schema_version", "articles", "skipped", "entities", "clusters"},
    "articles": {"id", "path", "title", "outlet", "language", "published", "published_from", "offsets_in", "notes"},
    "skipped": {"path", "reason"},
    "entities": {"id", "kind", "name", "mentions"},
    "mentions": {"article", "start", "end", "text"},
    "clusters": {"id", "verdict", "slot", "severity", "confidence", "question", "explanation", "variants"},
    "variants": {"value", "evidence"},
    "evidence": {"article", "start", "end", "text", "sentence", "attributed_to"},
    "sentence": {"start", "end"},
}


def check_keys(found: Any, name: str = "") -> None:
    for item in found if isinstance(found, list) else [found]:
        if isinstance(item, dict):
            assert set(item) == SCHEMA[name], name
            for key, value in item.items():
                check_keys(value, key)


def test_every_object_has_the_keys_of_the_schema() -> None:
    content = json.loads(render(REPORT))
    check_keys(content)
    assert content["schema_version"] == "1"


def test_values() -> None:
    content = json.loads(render(REPORT))
    assert content["articles"][0]["published"] == "2025-03-03"
    assert [a["published_from"] for a in content["articles"]] == ["dateline", "front-matter", "corpus", None]
    assert [c["confidence"] for c in content["clusters"]] == [None, 0.91, None, None, None]
    assert [c["severity"] for c in content["clusters"]] == ["medium", "high", None, None, None]
    assert content["clusters"][4]["verdict"] == "single-source"


def test_offsets_lead_to_the_words() -> None:
    texts = {article.id: article.text for article in ARTICLES}
    for cluster in json.loads(render(REPORT))["clusters"]:
        for evidence in (e for variant in cluster["variants"] for e in variant["evidence"]):
            assert texts[evidence["article"]][evidence["start"] : evidence["end"]] == evidence["text"]


def test_it_is_one_text_ended_by_a_newline_with_accents_as_they_are() -> None:
    rendered = render(REPORT)
    assert rendered == render(REPORT)
    assert rendered.endswith("}\n")
    assert "Hélène" in rendered


def test_an_empty_report() -> None:
    assert json.loads(render(EMPTY)) == {
        "schema_version": "1", "articles": [], "skipped": [], "entities": [], "clusters": [],
    }  # fmt: skip


def test_half_a_surrogate_pair_survives() -> None:
    rendered = render(replace(EMPTY, articles=(replace(ARTICLES[0], title="a\udc80b"),)))
    assert json.loads(rendered.encode())["articles"][0]["title"] == "a\udc80b"
