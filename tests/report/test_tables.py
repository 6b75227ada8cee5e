"""The tables of the report: pandas and CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.report.claims import COLUMNS
from factcheck.report.csv import render
from factcheck.report.frames import to_frames
from factcheck.types import Variant
from tests.report.sample import CLUSTERS, EMPTY, INJURED_NORD, REPORT


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_one_row_for_each_piece_of_evidence() -> None:
    claims = to_frames(REPORT)["claims"]
    assert len(claims) == 11
    first = claims[claims["cluster"] == "q-injured"].iloc[0]
    assert first["path"] == "valmy/nord (1).txt"
    assert first["line"] == 4
    assert first["words"] == "12 blessés"
    assert first["sentence"] == "Le feu a fait 12 blessés, selon la préfecture."
    assert first["attributed_to"] == "la préfecture"
    assert first["published"] == pd.Timestamp("2025-03-03")
    assert first["origin"] == "AFP"


def test_clusters() -> None:
    clusters = to_frames(REPORT)["clusters"].set_index("cluster")
    assert [clusters.loc["q-injured", column] for column in ("variants", "articles", "origins")] == [2, 3, 2]
    assert clusters.loc["q-injured", "confidence"] == 0.91
    assert clusters["confidence"].isna().sum() == 4


def test_offsets_of_evidence_lead_to_its_words() -> None:
    texts = {article.path: article.text for article in REPORT.articles}
    for row in to_frames(REPORT)["evidence"].to_dict("records"):
        assert texts[str(row["path"])][row["start"] : row["end"]] == row["words"]


@pytest.mark.parametrize("table", ["claims", "clusters", "evidence"])
def test_columns_and_types_do_not_depend_on_what_was_found(table: str) -> None:
    full, empty = to_frames(REPORT)[table], to_frames(EMPTY)[table]
    assert len(empty) == 0
    assert full.dtypes.to_dict() == empty.dtypes.to_dict()
    assert str(full.dtypes.iloc[0]) == "string"


def test_csv_has_the_rows_of_the_claims() -> None:
    rows = read(render(REPORT))
    assert len(rows) == 11
    assert tuple(rows[0]) == COLUMNS
    assert rows[2]["line"] == "4"
    assert render(EMPTY) == ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "  =1", "\x00=1"])
def test_csv_holds_no_formula(words: str) -> None:
    cluster = replace(CLUSTERS[0], question=words)
    assert read(render(replace(REPORT, clusters=(cluster,))))[0]["question"].startswith("'")


@settings(max_examples=100)
@given(st.text())
def test_csv_takes_any_words(words: str) -> None:
    cluster = replace(CLUSTERS[0], variants=(Variant(words, (replace(INJURED_NORD, text=words),), 1),))
    text = render(replace(REPORT, clusters=(cluster,)))
    assert len(read(text)) == 1
    assert len(text.splitlines()) == 2
    assert text.encode()
