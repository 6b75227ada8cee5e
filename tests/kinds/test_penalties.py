"""Penalties reckoned in time: what is read from a sentence, and how two of them stand to each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.kinds import penalties, penalty_persons
from factcheck.types import Penalty, Relation
from tests.loaded import compiled

GRAMMAR = compiled().penalties


def read(text: str) -> list[str]:
    return [f"{one.sort} {one.stage}: {penalties.label(_value(one))}" for one in penalties.find(text, GRAMMAR)]


def _value(one: penalties.Sentenced) -> Penalty:
    assert isinstance(one.found.value, Penalty)
    return one.found.value


def first(text: str) -> Penalty:
    found = penalties.find(text, GRAMMAR)
    assert found, text
    return _value(found[0])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Le notaire est condamné à cinq ans d'emprisonnement, dont deux assortis du sursis.",
            ["prison given: 5 years, of which 2 years suspended"],
        ),
        ("Elle prend trois ans ferme et deux avec sursis.", ["prison given: 5 years, of which 2 years suspended"]),
        (
            "Le tribunal lui inflige trois ans de prison ferme, auxquels s’ajoutent deux années avec sursis.",
            ["prison given: 5 years, of which 2 years suspended"],
        ),
        ("Elle s'en sort avec un sursis de dix-huit mois.", ["prison given: 18 months suspended"]),
        ("Il écope d’un an et demi de prison avec sursis.", ["prison given: 1.5 years suspended"]),
        ("VERDICT : CINQ ANNÉES DE PRISON FERME", ["prison given: 5 years firm"]),
        ("Le parquet a réclamé six ans de prison.", ["prison asked: 6 years"]),
        ("Le parquet a requis une peine de six\u00a0ans de prison.", ["prison asked: 6 years"]),
        ("L'accusation avait demandé vingt ans de réclusion criminelle.", ["prison asked: 20 years"]),
        ("Il encourt vingt ans de réclusion.", ["prison faced: 20 years"]),
        ("douze mois de prison, dont la moitié avec sursis", ["prison given: 12 months, of which 6 months suspended"]),
        ("Huit mois de prison, entièrement assortis du sursis.", ["prison given: 8 months suspended"]),
        ("Deux années supplémentaires sont assorties du sursis.", ["prison given: 2 years suspended"]),
        ("Il portera six mois durant un bracelet.", []),
        ("La cour d'appel l'a condamné à trois ans ferme.", ["prison appeal: 3 years firm"]),
        (
            "Sa peine est ramenée à deux ans ferme, contre quatre ans de prison dont un avec sursis en première instance.",
            ["prison appeal: 2 years firm", "prison earlier: 4 years, of which 1 year suspended"],
        ),
        ("Elle est interdite d'exercer pendant cinq ans.", ["ban:exerc given: 5 years"]),
        ("L'élue est inéligible pour trois ans.", ["ineligibility given: 3 years"]),
        ("Son permis de conduire est suspendu pour huit mois.", ["suspension given: 8 months"]),
        ("Quatre ans de suspension pour la sprinteuse.", ["suspension given: 4 years"]),
        ("Il effectuera 120 heures de travail d'intérêt général.", ["service given: 120 hours"]),
        ("C'est un an de moins que ce que voulait la procureure.", []),
        ("Sa mère a vécu trois ans dans cette maison.", []),
        ("Il a été condamné après trois ans de procédure.", []),
        ("La réforme est suspendue au bout de six mois de débats.", []),
        ("Paul, 63 ans, a été relaxé.", []),
    ],
)
def test_finds(text: str, found: list[str]) -> None:
    assert read(text) == found


TOTAL = "cinq ans de prison, dont deux avec sursis"


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (TOTAL, "cinq ans d'emprisonnement, dont deux assortis du sursis", Relation.SAME),
        (TOTAL, "trois ans ferme et deux ans avec sursis", Relation.SAME),
        (TOTAL, "trois ans de prison ferme", Relation.COMPATIBLE),
        (TOTAL, "cinq ans de prison", Relation.COMPATIBLE),
        (TOTAL, "trois ans de prison", Relation.COMPATIBLE),
        (TOTAL, "cinq années de prison ferme", Relation.CONFLICTING),
        (TOTAL, "quatre ans de prison", Relation.CONFLICTING),
        (TOTAL, "cinq ans de prison, dont trois avec sursis", Relation.CONFLICTING),
        ("dix-huit mois de prison avec sursis", "un an et demi de prison avec sursis", Relation.SAME),
        ("dix-huit mois de prison avec sursis", "un sursis de dix-huit mois", Relation.SAME),
        ("dix-huit mois avec sursis", "deux ans ferme", Relation.CONFLICTING),
        ("quinze ans de réclusion", "douze ans derrière les barreaux", Relation.CONFLICTING),
        ("deux ans de prison", "trois ans ferme", Relation.CONFLICTING),
        ("six mois de prison", "six mois ferme", Relation.COMPATIBLE),
        ("un an de prison", "douze mois de prison", Relation.SAME),
        ("deux ans de prison, dont un ferme", "une peine ferme de douze mois", Relation.COMPATIBLE),
    ],
)
def test_relation(a: str, b: str, relation: Relation) -> None:
    there, back = penalties.relate(first(a), first(b)), penalties.relate(first(b), first(a))
    assert there.relation is relation, there
    assert there == back


@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    for one in penalties.find(text, GRAMMAR):
        assert 0 <= one.found.span.start < one.found.span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("La femme du notaire et le prévenu", [("femme", "spouse"), ("prevenu", "")]),
        ("Un homme et son frère", [("homme", ""), ("frere", "sibling")]),
        ("Le tribunal a tranché.", []),
    ],
)
def test_persons_described(text: str, heads: list[tuple[str, str]]) -> None:
    assert [(one.head, one.kin) for one in penalty_persons.described(text, GRAMMAR)] == heads


def test_french_label() -> None:
    assert penalties.label(first(TOTAL), "fr") == "5 ans, dont 2 ans avec sursis"
    assert penalties.label(first("trois ans ferme"), "fr") == "3 ans ferme"
