"""The generator of changed articles: what is changed, what must say the same, and how outcomes are told."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.types import Article, Cluster, Evidence, Part, Passage, Report, Slot, Span, Stance, Variant, Verdict
from tests.generated import Case, edited, outcome, sample, table
from tests.generated import Tried as Result
from tests.rewriting import Change, Told, UnfairError, everywhere, new_spans, rewritten
from tests.variants import Edit, edits, says


def made(words: str, slot: Slot) -> dict[str, str]:
    return {
        edit.kind: words[: edit.start] + edit.new + words[edit.start + len(edit.old) :]
        for edit in edits(words, slot, 0)
    }


@pytest.mark.parametrize(
    ("words", "slot", "kind", "changed"),
    [
        ("le jeudi 13 mars", Slot.DATE, "day", "le dimanche 16 mars"),
        ("le 27 mars", Slot.DATE, "day", "le 23 mars"),
        ("réunis lundi soir", Slot.DATE, "weekday", "réunis jeudi soir"),
        ("à 20 heures", Slot.DATE, "hour", "à 17 heures"),
        ("le 27 mars", Slot.DATE, "precision", "en mars"),
        ("cinq morts", Slot.QUANTITY, "number", "huit morts"),
        ("4 200 manifestants", Slot.QUANTITY, "number", "5 880 manifestants"),
        ("12,5 millions d'euros", Slot.QUANTITY, "unit", "12,5 milliards d'euros"),
        ("il a aussi été élu", Slot.ACTION, "polarity", "il n'a pas été élu"),
        ("ils se sont enfuis", Slot.ACTION, "polarity", "ils ne se sont pas enfuis"),
        ("cinq morts", Slot.QUANTITY, "digits", "5 morts"),
        ("6 morts", Slot.QUANTITY, "precision", "environ 6 morts"),
        ("4.200 manifestants", Slot.QUANTITY, "separator", "4 200 manifestants"),
        ("treize minutes", Slot.DURATION, "unit", "treize heures"),
        ("à Bilbao, jeudi", Slot.PLACE, "place", "à Rouen, jeudi"),
        ("la directrice générale", Slot.ROLE, "post", "la directrice financière"),
        ("par Lucía Ferrer", Slot.PARTICIPANT, "name", "par Étienne Vaubrac"),
        ("le pont a été fermé", Slot.ACTION, "polarity", "le pont n'a pas été fermé"),
        ("une hausse des prix", Slot.ACTION, "opposite", "une baisse des prix"),
    ],
)
def test_a_change_fits_the_words(words: str, slot: Slot, kind: str, changed: str) -> None:
    assert made(words, slot)[kind] == changed


@pytest.mark.parametrize(
    ("words", "slot", "kind"),
    [
        ("n'a pas été fermé", Slot.ACTION, "polarity"),
        ("le maire a déclaré", Slot.ACTION, "polarity"),
        ("le 27 mars", Slot.QUANTITY, "number"),
        ("près de cinq cents", Slot.QUANTITY, "precision"),
        ("les trois quarts", Slot.QUANTITY, "number"),
        ("la mairie", Slot.ROLE, "post"),
    ],
)
def test_no_change_where_it_would_not_be_one(words: str, slot: Slot, kind: str) -> None:
    assert kind not in made(words, slot)


@pytest.mark.parametrize(
    ("words", "token", "held"),
    [
        ("cinq blessés", "5", True),
        ("1 500 voix", "1.500", True),
        ("Ryad", "Riyad", False),
        ("le 18 mars", "18 mars", True),
    ],
)
def test_another_article_says_it_in_its_own_writing(words: str, token: str, held: bool) -> None:
    assert says(words, token) is held


def test_passages_move_with_the_text() -> None:
    text = "Un titre\n\nCinq morts à Lyon.\n\nLa suite."
    passages = tuple(Passage(Part.BODY, Span(text.index(p), text.index(p) + len(p))) for p in text.split("\n\n"))
    changes = (Change(text.index("Cinq"), "Cinq", "Quatorze"), Change(text.index("Lyon"), "Lyon", "Saint-Malo"))
    after = edited(Article("x", "x.txt", text, passages), changes)
    assert [after.text[s.start : s.end] for s in new_spans(changes)] == ["Quatorze", "Saint-Malo"]
    assert [after.text[p.span.start : p.span.end] for p in after.passages] == [
        "Un titre",
        "Quatorze morts à Saint-Malo.",
        "La suite.",
    ]


def cluster(verdict: Verdict, *places: tuple[str, Span]) -> Cluster:
    variants = tuple(Variant("v", (Evidence(a, s, "", s, None, Stance.ASSERTED, ""),), 1) for a, s in places)
    return Cluster("c", verdict, Slot.QUANTITY, None, "?", "", "", variants)


def report(*clusters: Cluster) -> Report:
    return Report((), (), (), clusters, (), {})


HARM = Case(
    "gold", Slot.QUANTITY, "x", Edit("number", True, 0, "cinq", "huit", "cinq"), 10, (Change(10, "cinq", "huit"),)
)
WORDS = Case("gold", Slot.QUANTITY, "x", Edit("digits", False, 0, "cinq", "5", "cinq"), 10, (Change(10, "cinq", "5"),))
HERE, THERE = ("x", Span(8, 20)), ("y", Span(0, 5))


def test_outcomes() -> None:
    empty = report()
    conflict = report(cluster(Verdict.CONFLICTING, HERE, THERE))
    elsewhere = report(cluster(Verdict.CONFLICTING, ("x", Span(50, 60)), THERE))
    assert outcome(HARM, empty, conflict) == "found"
    assert outcome(HARM, empty, report(cluster(Verdict.EVOLVED, HERE, THERE))) == "evolved"
    assert outcome(HARM, empty, elsewhere) == outcome(HARM, empty, empty) == "missed"
    assert outcome(WORDS, empty, conflict) == outcome(WORDS, empty, elsewhere) == "alarm"
    assert outcome(WORDS, elsewhere, elsewhere) == "quiet"


def test_the_table_counts_every_case_once() -> None:
    lines = table([Result(HARM, "found"), Result(HARM, "missed"), Result(WORDS, "quiet")]).splitlines()
    assert lines[-2].split() == ["TOTAL", "gold", "3", "1", "0", "1", "0"]


# -- every mention -----------------------------------------------------------------------------------------------------


def whole(text: str, words: str, slot: Slot, kind: str, day: date | None = None, **told: bool) -> str:
    """``text`` after the change of ``kind`` to ``words``, which are a claim of it."""
    at = text.index(words)
    article = Article("x", "x.txt", text, (Passage(Part.BODY, Span(0, len(text))),), published=date(2031, 4, 10))
    edit = next(e for e in edits(words, slot, 0) if e.kind == kind)
    given = Told(article, (Span(at, at + len(words)),), day, frozenset(), lower=told.get("lower", False))
    return rewritten(text, everywhere(edit, at + edit.start, given))


@pytest.mark.parametrize(
    ("text", "words", "slot", "kind", "changed"),
    [
        ("Six morts. Le feu a fait 6 morts et six blessés.", "Six morts", Slot.QUANTITY, "number",
         "Neuf morts. Le feu a fait 9 morts et six blessés."),
        ("Les 430 mineurs : à 430, ils ont tenu.", "430 mineurs", Slot.QUANTITY, "number",
         "Les 602 mineurs : à 602, ils ont tenu."),
        ("La mairie a 27 des 35 sièges.", "27 des 35", Slot.QUANTITY, "number", "La mairie a 16 des 35 sièges."),
        ("Pour 2 milliards d'euros. Deux milliards, dit-il.", "2 milliards d'euros", Slot.QUANTITY, "unit",
         "Pour 2 millions d'euros. Deux millions, dit-il."),
        ("À 7 h 42, choc. Il était 07H42.", "À 7 h 42", Slot.DATE, "hour", "À 4 h 42, choc. Il était 4H42."),
        ("Paul Ador est là. M. Ador rit.", "Paul Ador", Slot.PARTICIPANT, "name",
         "Étienne Vaubrac est là. M. Vaubrac rit."),
        ("À Lyon, jeudi. LYON pleure.", "À Lyon", Slot.PLACE, "place", "À Rouen, jeudi. ROUEN pleure."),
    ],
)  # fmt: skip
def test_every_mention_changes(text: str, words: str, slot: Slot, kind: str, changed: str) -> None:
    assert whole(text, words, slot, kind) == changed


def test_a_weekday_changes_with_its_date() -> None:
    text = "Le pont a rouvert mardi 8 avril. Depuis le 8 avril, on passe."
    assert whole(text, "mardi 8 avril", Slot.DATE, "day", date(2031, 4, 8)) == (
        "Le pont a rouvert samedi 5 avril. Depuis le 5 avril, on passe."
    )


def test_a_number_becomes_less_in_the_latest_article() -> None:
    assert whole("Huit morts.", "Huit morts", Slot.QUANTITY, "number", lower=True) == "Cinq morts."


@pytest.mark.parametrize(
    ("text", "words", "slot", "kind", "day"),
    [
        ("Du 3 au 8 avril, congrès.", "8 avril", Slot.DATE, "day", date(2031, 4, 8)),
        ("À Vif (Isère), jeudi.", "À Vif", Slot.PLACE, "place", None),
    ],
)
def test_nonsense_is_left_out(text: str, words: str, slot: Slot, kind: str, day: date | None) -> None:
    with pytest.raises(UnfairError):
        whole(text, words, slot, kind, day)


def test_a_sample_takes_of_every_kind() -> None:
    many = [Case("gold", Slot.QUANTITY, "x", HARM.edit, i, (Change(i, "cinq", "huit"),)) for i in range(20)]
    chosen = sample([*many, WORDS], 6)
    assert len(chosen) == 6
    assert WORDS in chosen
    assert [c.at for c in chosen[:-1]] == [0, 4, 8, 12, 16]
