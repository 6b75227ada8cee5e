"""Pairs of sentences: word by word, by what they deny, and from file to file."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import near_copies, pair_file
from factcheck.embed import Embedder
from factcheck.errors import FactcheckError
from factcheck.pairs import Pair, PairResult, judge_pairs
from factcheck.rules import Rules
from factcheck.syntax import Parser

Judged = Callable[..., PairResult]


@pytest.fixture(scope="module")
def judged(rules: Rules, embedder: Embedder, parser: Parser) -> Judged:
    def judge(a: str, b: str, *days: date | None) -> PairResult:
        return next(judge_pairs([Pair(a, b, *days)], rules=rules, embedder=embedder, parser=parser))

    return judge


CONFLICTS = [
    ("La rencontre a eu lieu le 18 mai à Genève.", "La rencontre a eu lieu le 19 mai à Genève.", "date", "le 18 mai", "le 19 mai"),
    ("Le procès a duré trois jours à Lyon.", "Le procès a duré quatre jours à Lyon.", "duration", "trois jours", "quatre jours"),
    ("Le prix est de 12 millions d'euros.", "Le prix est de 12 milliards d'euros.", "quantity", "12 millions d'euros", "12 milliards d'euros"),
    ("La rencontre a eu lieu lundi à Genève.", "La rencontre a eu lieu lundi à Zurich.", "place", "à Genève", "à Zurich"),
    ("Le maire, Paul Durand, a été élu.", "Le maire, Paul Durand, n'a pas été élu.", "action", "", "pas"),
    ("Le test s'est révélé positif.", "Le test s'est révélé négatif.", "action", "positif", "négatif"),
    ("Le site fermera en juin, a dit Paul Durand.", "Le site fermera en juin, a dit Marc Petit.", "participant", "Paul Durand", "Marc Petit"),
    (
        "« Nous refusons la taxe sur le carburant et ses effets », a dit le maire.",
        "« Nous refusons les taxes sur le carburant et ses effets », a dit le maire.",
        "quotation", "la taxe", "les taxes",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "slot", "words_a", "words_b"), CONFLICTS)
def test_a_changed_value_is_a_conflict_of_its_slot(
    judged: Judged, a: str, b: str, slot: str, words_a: str, words_b: str
) -> None:
    found = judged(a, b)
    assert (found.relation, found.slot, found.words_a, found.words_b) == ("conflicting", slot, words_a, words_b)


@pytest.mark.parametrize(("a", "b"), [(a, b) for a, b, *_ in CONFLICTS])
def test_the_order_of_a_pair_changes_nothing(judged: Judged, a: str, b: str) -> None:
    there, back = judged(a, b), judged(b, a)
    assert (there.relation, there.slot, there.rule) == (back.relation, back.slot, back.rule)
    assert (there.words_a, there.words_b) == (back.words_b, back.words_a)


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("L'État a saisi le conseil.", "L’Etat a saisi le Conseil", "same"),
        ("Elle a reçu 1.500 lettres lundi.", "Elle a reçu 1 500 lettres lundi.", "same"),
        ("Le texte a été lu, selon Mme Roux.", "Le texte a été lu, selon Anne Roux.", "compatible"),
        ("Environ 200 personnes ont défilé à Nice.", "210 personnes ont défilé à Nice.", "compatible"),
        ("Le pont ouvrira mardi à Blois.", "Mardi, le pont ouvrira à Blois, dit la mairie.", "compatible"),
        ("Le chat dort sur le tapis rouge.", "La Bourse de Tokyo a perdu 3 % mardi.", "incomparable"),
        ("", "Le pont ouvrira mardi.", "incomparable"),
    ],
)
def test_other_words_are_none(judged: Judged, a: str, b: str, relation: str) -> None:
    assert judged(a, b).relation == relation


def test_a_count_that_runs_has_changed_where_the_days_differ(judged: Judged) -> None:
    a, b = "L'accident a fait douze morts à Albi.", "L'accident a fait quatorze morts à Albi."
    assert judged(a, b, date(2024, 5, 2), date(2024, 5, 3)).relation == "evolved"
    assert judged(a, b).relation == "conflicting"


def test_where_one_figure_shows_that_time_passed_the_others_may_differ_too(judged: Judged) -> None:
    a = "L'accident du pont suspendu a fait douze morts et détruit trois maisons."
    b = "L'accident du pont suspendu a fait quatorze morts et détruit sept maisons."
    assert judged(a, b, date(2024, 5, 2), date(2024, 5, 3)).relation == "evolved"


def test_day_and_figure_that_differ_together_are_two_occasions(judged: Judged) -> None:
    a = "Sondage réalisé en ligne le 4 mai auprès de 990 personnes de 18 ans et plus."
    b = "Sondage réalisé en ligne le 9 juin auprès de 1 450 personnes de 18 ans et plus."
    assert judged(a, b).rule == "two-occasions"


def test_a_denial_of_the_same_deed_is_a_conflict(judged: Judged) -> None:
    a = "Le ministère a recommandé aux écoles de fermer leurs cantines pendant la canicule."
    b = "Le ministère n'a jamais recommandé aux écoles, contrairement aux rumeurs, de fermer leurs cantines."
    assert judged(a, b).relation == "conflicting"


@given(st.text(max_size=60), st.text(max_size=60))
def test_alignment_takes_any_text(a: str, b: str) -> None:
    for text in (a, b):
        assert all(0 <= t.span.start < t.span.end <= len(text) for t in near_copies.tokens(text))
    there, back = near_copies.align(a, b), near_copies.align(b, a)
    assert (there is None) == (back is None)


# -- files ---------------------------------------------------------------------------------------------------------------


def test_every_readable_line_is_judged_and_every_other_told(tmp_path: Path, rules: Rules, embedder: Embedder) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "deep" / "out.jsonl"
    source.write_text(
        '{"id": 7, "a": "Le bal a duré une heure.", "b": "Le bal a duré deux heures.", "a_published": "2024-05-31"}\n'
        '\n{oops\n{"a": 3}\n[]\n{"a": "Oui.", "b": "Non.", "b_published": "hier"}\n',
        encoding="utf-8",
    )
    outcome = pair_file.judge_file(source, target, rules=rules, embedder=embedder)
    assert [message.partition(": ")[0] for message in outcome.wrong] == [f"{source}:{line}" for line in (3, 4, 5, 6)]
    assert outcome.conflicts == 1
    assert outcome.summary().startswith("1 pairs: ")
    (line,) = target.read_text(encoding="utf-8").splitlines()
    assert json.loads(line) | {"explanation": "", "rule": ""} == {
        "id": 7, "a": "Le bal a duré une heure.", "b": "Le bal a duré deux heures.", "a_published": "2024-05-31",
        "relation": "conflicting", "slot": "duration", "words_a": "une heure", "words_b": "deux heures",
        "rule": "", "explanation": "",
    }  # fmt: skip


def test_a_file_without_a_pair_is_refused(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("\n")
    with pytest.raises(FactcheckError, match="no pair"):
        pair_file.judge_file(tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    with pytest.raises(FactcheckError, match="cannot be read"):
        pair_file.judge_file(tmp_path / "none.jsonl", tmp_path / "out.jsonl")
