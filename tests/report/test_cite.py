"""Where words stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factcheck.report import names
from factcheck.report.cite import Citations, line_starts
from factcheck.types import Cluster, Entity, Mention, Slot, Span, Variant, Verdict
from tests.report.sample import ARTICLES, CLUSTERS, INJURED_LATER, INJURED_OUEST, REPORT, evidence


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", (0,)),
        ("a", (0,)),
        ("a\nb", (0, 2)),
        ("a\r\nb\rc\n", (0, 3, 5, 7)),
        ("\n\n", (0, 1, 2)),
        ("a\u2028b\x0bc", (0,)),
    ],
)
def test_lines_begin_after_lf_crlf_and_cr(text: str, starts: tuple[int, ...]) -> None:
    assert line_starts(text) == starts


def test_line_counts_from_one() -> None:
    cite = Citations.of(REPORT)
    assert cite.line("a3", Span(0, 1)) == 1
    assert cite.line("a3", evidence("a3", "3 mars", "le 3 mars").span) == 3
    assert cite.line("a1", Span(-3, 0)) == 1


def test_source_is_the_outlet_or_the_file() -> None:
    cite = Citations.of(REPORT)
    assert cite.source("a2") == "Ouest & Cie"
    assert cite.source("a3") == "soir_2025-03-04.txt"


def test_origin_is_told_where_it_is_another() -> None:
    cite = Citations.of(replace(REPORT, origins={"a1": "AFP", "a2": "a1", "a3": "a3"}))
    assert [cite.origin(a.id) for a in ARTICLES] == ["AFP", "Le Nord", None, None]
    assert cite.independent(["a1", "a2", "a3", "a4"]) == 4


def test_a_long_sentence_is_cut_around_the_words_at_a_blank() -> None:
    long = evidence("a2", "la presse", ("Il s’est déclaré", "fumante."))
    found = Citations.of(REPORT).excerpt(long, around=30)
    assert found.before == "… les pompiers ont donnés à "
    assert found.words == "la presse"
    assert found.after == " devant les grilles de …"


def test_a_short_sentence_stays_whole() -> None:
    found = Citations.of(REPORT).excerpt(INJURED_LATER)
    assert (
        found.before + found.words + found.after
        == "Un des blessés est mort jeudi : le bilan passe à 11 blessés et 1 mort."
    )


def test_very_long_words_are_cut_in_the_middle() -> None:
    long = replace(INJURED_OUEST, span=Span(0, 400), sentence=Span(0, 400))
    words = Citations.of(REPORT).excerpt(long, around=20).words
    assert " … " in words
    assert len(words) < 70


def test_forms_that_differ_in_typography_alone_are_one() -> None:
    mentions = tuple(Mention("a1", Span(0, 1), text, "place") for text in ("l’État", "L'Etat", "l’État"))
    assert names.merged([Entity("e", "place", "État", mentions)]) == []


def test_readings_gather_one_value_over_clusters() -> None:
    said = (evidence("a1", "lundi", "a détruit lundi"),)
    again = (evidence("a3", "le 3 mars", "brûlé le 3 mars"),)
    clusters = [
        Cluster(f"q{i}", Verdict.SINGLE_SOURCE, Slot.DATE, None, "?", "", "r", (Variant("2025-03-03", spoken, 1),))
        for i, spoken in enumerate((said, again, said))
    ]
    assert names.readings(clusters) == [names.Reading("2025-03-03", Slot.DATE, (("lundi", 2), ("le 3 mars", 1)))]
    assert names.readings([CLUSTERS[1]]) == []
