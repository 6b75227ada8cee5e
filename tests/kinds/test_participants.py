"""Who did what one person did: the words that say so, those that do not, and how two answers relate."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import RuleError
from factcheck.kinds import participants
from factcheck.types import PartyValue, Relation, Span
from tests import loaded

NAME = re.compile(r"[A-ZÀ-Þ][\w-]+ (?:[Dd]e |[Ll]e )?[A-ZÀ-Þ][a-zà-ÿ]+")


def answers(text: str) -> set[tuple[str, str, str]]:
    parties = [Span(*m.span()) for m in NAME.finditer(text)]
    found = participants.find(text, parties, loaded.compiled().participants)
    return {(f.question, f.of, text[f.party.start : f.party.end]) for f in found}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Une délégation a été reçue en mairie par Odile Vanneau.", ("receive", "deputation", "Odile Vanneau")),
        ("Les grévistes ont été accueillis par la directrice, Odile Vanneau.", ("receive", "deputation", "Odile Vanneau")),
        ("L’intersyndicale s’est ensuite entretenue avec le recteur, Odile Vanneau.", ("receive", "deputation", "Odile Vanneau")),
        ("Le recteur, Odile Vanneau, a longuement reçu les représentants du personnel.", ("receive", "deputation", "Odile Vanneau")),
        ("Reçus par l'adjoint, ils en voulaient plus : c'est Odile Vanneau qui les a reçus.", ("receive", "", "Odile Vanneau")),
        ("Deux syndicats ont rencontré Odile Vanneau.", ("receive", "deputation", "Odile Vanneau")),
        ("La séance était présidée par le doyen, Basile Ferrand.", ("chair", "talks", "Basile Ferrand")),
        ("Le sommet s'est tenu sous la présidence de Basile Ferrand.", ("chair", "talks", "Basile Ferrand")),
        ("Basile Ferrand, qui présidait l'audience, a levé la séance.", ("chair", "court", "Basile Ferrand")),
        ("La délégation, emmenée par Basile Ferrand, est repartie.", ("head", "party", "Basile Ferrand")),
        ("À la tête de la délégation figurait la ministre Odile Vanneau.", ("head", "party", "Odile Vanneau")),
        ("La mission, sous la conduite de Basile Ferrand, a visité le port.", ("head", "party", "Basile Ferrand")),
        ("Basile Ferrand, qui conduisait la délégation, n'a rien dit.", ("head", "party", "Basile Ferrand")),
        ("Odile Vanneau (sans étiquette) a largement remporté le scrutin.", ("win", "ballot", "Odile Vanneau")),
        ("Le grand prix a été enlevé par Basile Ferrand.", ("win", "contest", "Basile Ferrand")),
        ("Basile Ferrand avait ouvert la marque dès la 3e minute.", ("first-goal", "", "Basile Ferrand")),
        ("Basile Ferrand, 22 ans, a signé le but vainqueur.", ("winning-goal", "", "Basile Ferrand")),
        ("L'autocar, conduit par Basile Ferrand, a quitté la route.", ("drive", "vehicle", "Basile Ferrand")),
        ("Basile Ferrand était aux commandes de l'hélicoptère.", ("drive", "vehicle", "Basile Ferrand")),
        ("L'arrêté signé lundi par Odile Vanneau interdit l'accès.", ("sign", "decree", "Odile Vanneau")),
        ("Il a fusionné sa liste avec celle de Basile Ferrand.", ("join", "", "Basile Ferrand")),
        ("La liste de Basile Ferrand, 8,4 % au premier tour, est la seule qu'il ait acceptée.", ("join", "", "Basile Ferrand")),
    ],
)  # fmt: skip
def test_who_did_it(text: str, answer: tuple[str, str, str]) -> None:
    assert answer in answers(text)


@pytest.mark.parametrize(
    "text",
    [
        "Une délégation sera reçue demain par Odile Vanneau.",
        "Une délégation demande à être reçue par Odile Vanneau.",
        "La délégation n'a pas été reçue par Odile Vanneau.",
        "La délégation a été reçue par Odile Vanneau et Basile Ferrand.",
        "Odile Vanneau a été reçue par Basile Ferrand.",
        "Odile Vanneau espère remporter le second tour.",
        "Odile Vanneau n'a pas remporté le scrutin.",
        "Basile Ferrand a inscrit deux buts.",
        "Le car qui a renversé Basile Ferrand était vide.",
        "La réunion a porté sur le budget, a dit Odile Vanneau.",
        "Odile Vanneau préside l'association depuis dix ans.",
    ],
)
def test_who_did_not(text: str) -> None:
    assert answers(text) == set()


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Le Sultanat, invité tardif, y a pris part.", True),
        ("La Zubrovie y était représentée par deux diplomates.", True),
        ("La Zubrovie n’avait finalement dépêché personne.", False),
        ("Le Sultanat a boudé la rencontre.", False),
        ("La Zubrovie manquait à l'appel.", False),
        ("La Zubrovie n'était pas représentée.", False),
        ("La Zubrovie a salué l'accord.", None),
        ("La Zubrovie pourrait y participer.", None),
    ],
)
def test_who_was_there(text: str, there: bool | None) -> None:
    found = participants.attendance(text, Span(0, text.index(" ", 4) if text[11] == " " else 11), loaded.compiled().participants)  # fmt: skip
    assert (found[0] if found else None) is there


PARTIES = st.builds(
    PartyValue,
    st.sampled_from(["p:1", "p:2", "p:3"]),
    st.sampled_from(["Odile Vanneau", "Basile Ferrand", "Vanneau", "Odile Vaneau", ""]),
    st.sampled_from(["", "talks", "court"]),
    st.booleans(),
)


@given(PARTIES, PARTIES)
def test_relate_is_symmetric(a: PartyValue, b: PartyValue) -> None:
    assert participants.relate(a, b) == participants.relate(b, a)


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (PartyValue("1", "Odile Vanneau"), PartyValue("1", "Vanneau"), Relation.SAME),
        (PartyValue("1", "Odile Vanneau"), PartyValue("2", "Basile Ferrand"), Relation.CONFLICTING),
        (PartyValue("1", "Jean-Luc Ferrand"), PartyValue("2", "Jean-Marc Ferrand"), Relation.CONFLICTING),
        (PartyValue("1", "Odile Vanneau"), PartyValue("2", "Odile Vaneau"), Relation.COMPATIBLE),
        (PartyValue("1", "Odile Vanneau", "talks"), PartyValue("2", "Basile Ferrand", "court"), Relation.INCOMPARABLE),
        (PartyValue("1", "Odile Vanneau", "talks"), PartyValue("2", "Basile Ferrand"), Relation.CONFLICTING),
        (
            PartyValue("1", "Odile Vanneau", "", True),
            PartyValue("2", "Basile Ferrand", "", True),
            Relation.INCOMPARABLE,
        ),
        (PartyValue("1", "Odile Vanneau", "", True), PartyValue("2", "Basile Ferrand"), Relation.CONFLICTING),
    ],
)
def test_relate(a: PartyValue, b: PartyValue, relation: Relation) -> None:
    assert participants.relate(a, b).relation is relation


def test_a_class_that_no_rule_gives_stops_at_load() -> None:
    rule = loaded.rules().one("fr/participants", "chairs")
    with pytest.raises(RuleError, match="no rule 'nothing'"):
        participants._filling(rule, participants._Fills(does="fills", question="chair", of=["nothing"]), {})
