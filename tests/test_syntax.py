"""Sentences of the press, cut before they are parsed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.syntax import split_sentences
from factcheck.types import Span


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Il est parti. Elle est restée.", 2),
        ("Ils se voient à Rome.Au menu : la pêche.Rien d'autre.", 3),
        ("M. Petit et Mme. Durand sont là.", 1),
        ("« Il part. » Elle reste.", 2),
        ("« Il part », dit-elle. « Moi non. »", 2),
        ("J. K. Martin a signé.", 1),
        ("Le prix est de 2.000 euros. 300 personnes l'ont payé.", 2),
        ("Le sommet russo-américain (le premier) s'ouvre.", 1),
        ("Est-ce vrai ? Non ! Si…  Peut-être.", 4),
        ("Le site lemonde.fr a fermé.", 1),
        ("Le pont est fermé.Les travaux durent.« Trois mois », dit-on.", 3),
        ("", 0),
    ],
)
def test_sentences_are_cut_where_a_reader_would(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@given(st.text(max_size=200))
def test_any_text_is_cut_into_pieces_in_order(text: str) -> None:
    spans = list(split_sentences(text, Span(0, len(text))))
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(text[s.start : s.end].split()) for s in spans) == "".join(text.split())


def test_a_text_without_a_full_stop_is_cut_between_words() -> None:
    cut = sentences("oui et non " * 2_000)
    assert len(cut) > 5
    assert all(len(piece) <= 3_000 for piece in cut)
    assert "".join(cut).replace(" ", "") == "ouietnon" * 2_000
    assert max(map(len, sentences("o" * 10_000))) == 3_000
