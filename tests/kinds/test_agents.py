"""Who it was: the words that say who did it, those that do not, and how a description stands to another."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import RuleError
from factcheck.kinds import agents, participants
from factcheck.rules import load
from factcheck.types import PartyValue, Relation, Span
from tests import loaded

NAME = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ-]+ [A-ZÀ-Þ][a-zà-ÿ]+")


def answers(text: str) -> set[tuple[str, str, str, bool]]:
    """Question, what it was done to, who (a name, a town or a class), and whether others may have done it."""
    persons = [Span(*m.span()) for m in NAME.finditer(text)]
    found = agents.find(text, persons, loaded.compiled().agents)
    spans = [(f, f.person or f.body) for f in found]
    return {(f.question, f.of, f.seat or (text[s.start : s.end] if s else f.described), f.shared) for f, s in spans}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("C’est la concierge, Odile Vanneau, qui a donné l’alerte.", ("alert", "", "Odile Vanneau", False)),
        ("Ne le voyant pas revenir, le gardien du phare, Basile Ferrand, a prévenu les secours.", ("alert", "", "Basile Ferrand", True)),
        ("Un joggeur a alerté les pompiers vers 7 heures.", ("alert", "", "passer-by", True)),
        ("C'est le mari de la victime, inquiet, qui a appelé la police.", ("alert", "", "kin", False)),
        ("Les gendarmes ont été prévenus par un automobiliste.", ("alert", "", "motorist", True)),
        ("Le corps a été retrouvé mardi par une joggeuse.", ("find", "", "passer-by", False)),
        ("Les recherches sont coordonnées par le PGHM de Valbelle.", ("search", "", "valbelle", False)),
        ("Les sauveteurs ont fouillé le ravin sous la direction des gendarmes de Valbelle.", ("search", "", "valbelle", False)),
        ("Le procureur de la République de Valbelle, Paul Rey, a ouvert une enquête.", ("inquiry", "", "valbelle", False)),
        ("L'enquête est dirigée par le parquet de Valbelle.", ("inquiry", "", "valbelle", False)),
        ("La conserverie est détenue à 60 % par le fonds norvégien Fjellvik.", ("own", "", "Fjellvik", False)),
        ("Fjellvik, la maison mère, se tait.", ("own", "", "Fjellvik", False)),
        ("Le club a été racheté par l'homme d'affaires suisse Morand.", ("buy", "", "Morand", False)),
        ("Ils sont libres grâce à la médiation de la Ravonie.", ("mediate", "", "Ravonie", True)),
        ("C'est la Ravonie qui a conduit les négociations.", ("mediate", "", "Ravonie", False)),
        ("Le verdict a été prononcé à midi par Odile Vanneau.", ("read", "ruling", "Odile Vanneau", False)),
        ("C'est Basile Ferrand qui a exposé aux salariés le plan de départs.", ("read", "scheme", "Basile Ferrand", False)),
        ("C'est Basile Ferrand qui recevra les grévistes.", ("will-receive", "visitors", "Basile Ferrand", False)),
        ("Le ministre, Basile Ferrand, recevra la direction.", ("will-receive", "management", "Basile Ferrand", False)),
    ],
)  # fmt: skip
def test_who_it_was(text: str, answer: tuple[str, str, str, bool]) -> None:
    assert answer in answers(text)


@pytest.mark.parametrize(
    "text",
    [
        "La voisine n'a pas prévenu les secours.",
        "La société pourrait être rachetée par le groupe Fjellvik.",
        "C'est une ancienne filiale du groupe Fjellvik.",
        "Le procureur de Valbelle a salué les enquêteurs.",
        "L'offre de rachat par le groupe Fjellvik est à l'étude.",
        "Une voisine et un promeneur ont prévenu les secours.",
        "La préfecture a diffusé une alerte.",
        "Le plan de la ville est affiché par la mairie.",
    ],
)
def test_who_it_was_not(text: str) -> None:
    assert answers(text) == set()


KEEPER = PartyValue("person:anne rey", "Anne Rey", described="keeper")
NAMED = PartyValue("person:paul rey-martin", "Paul Rey-Martin")


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (KEEPER, PartyValue("described:kin", "son épouse", described="kin"), Relation.CONFLICTING),
        (KEEPER, PartyValue("described:keeper", "la gardienne", described="keeper"), Relation.COMPATIBLE),
        (NAMED, PartyValue("described:kin", "son épouse", described="kin"), Relation.INCOMPARABLE),
        (
            PartyValue("described:kin", "sa sœur", shared=True, described="kin"),
            PartyValue("described:neighbour", "un voisin", shared=True, described="neighbour"),
            Relation.INCOMPARABLE,
        ),
        (
            PartyValue("seat:valbelle", "Valbelle", "prosecutors"),
            PartyValue("seat:orville", "Orville", "prosecutors"),
            Relation.CONFLICTING,
        ),
        (
            PartyValue("seat:valbelle", "Valbelle", "police"),
            PartyValue("seat:orville", "Orville", "gendarmes"),
            Relation.INCOMPARABLE,
        ),
    ],
)
def test_relate(a: PartyValue, b: PartyValue, relation: Relation) -> None:
    assert participants.relate(a, b).relation is participants.relate(b, a).relation is relation


@given(st.text(alphabet="cC'estlaqui donéurprxAR ,.?()\"’-", max_size=80))
def test_no_text_raises_and_spans_lie_in_it(text: str) -> None:
    for one in agents.find(text, [Span(0, min(3, len(text)))] if text else [], loaded.compiled().agents):
        assert 0 <= one.words.start <= one.who.start <= one.who.end <= len(text)


def test_a_rule_that_names_no_class_is_told() -> None:
    rule = next(rule for file, rule in load() if file == agents.FILE)
    asks = agents._Asks(does="asks", question="read", answers=["person"], of=["nothing"])
    with pytest.raises(RuleError, match="no rule 'nothing'"):
        agents._asking(rule, asks, {})
