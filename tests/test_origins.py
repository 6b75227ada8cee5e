"""Copied dispatches are one origin, independent reports on one event are not."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from factcheck.origins import origins
from factcheck.types import Article

TOWNS = (
    "Kerval",
    "Montbrun",
    "Sarvignes",
    "Port-Alban",
    "Belcastre",
    "Ouzouar",
    "Lantreuil",
    "Vézanne",
    "Tréguel",
    "Arcines",
)
QUOTE = "« Nous avons travaillé toute la nuit pour mettre les habitants à l'abri », a déclaré la préfète"

# One event told by an agency, and told anew by two reporters.
AGENCY = (
    "Un incendie s'est déclaré {day} vers 14 heures dans une scierie de {town}, a annoncé la préfecture.",
    "Le feu a détruit {n} mètres carrés de toiture et menacé un temps les maisons voisines, selon les pompiers.",
    "Quelque {m} sapeurs-pompiers et douze engins ont été mobilisés jusqu'au soir pour venir à bout des flammes.",
    QUOTE + ", venue sur place en fin d'après-midi.",
    "Aucun blessé n'est à déplorer, mais une trentaine d'habitants ont dû quitter leur logement par précaution.",
    "L'origine du sinistre n'était pas connue mercredi soir, et une enquête a été confiée à la gendarmerie.",
    "La scierie, qui emploie une cinquantaine de personnes, avait déjà connu un départ de feu il y a six ans.",
    "Le maire de {town} a promis une aide d'urgence aux salariés, dont le chômage technique paraît inévitable.",
)
FIRST = (
    "À {town}, la fumée se voyait {day} à vingt kilomètres à la ronde.",
    "La scierie de la route du canal brûlait depuis le début de l'après-midi ; il n'en reste que des poutres noires.",
    "Les flammes ont emporté {n} mètres carrés de toit, raconte un voisin qui a filmé la scène depuis son jardin.",
    "On comptait {m} pompiers au plus fort de l'intervention, venus de tout le département.",
    QUOTE + " devant une rangée de camions.",
    "Trente riverains ont passé la nuit dans le gymnase, sur des lits de camp prêtés par la Croix-Rouge.",
    "Personne n'est blessé. Les gendarmes cherchent encore d'où le feu est parti.",
)
SECOND = (
    "Le bois sec n'a laissé aucune chance aux ateliers : la scierie de {town} a été ravagée {day}.",
    "Cinquante salariés se demandent ce matin ce qu'ils vont devenir, alors que la direction se tait.",
    "Dans la cour, {m} hommes du feu arrosaient encore les décombres à la tombée du jour.",
    "Les dégâts portent sur {n} mètres carrés, d'après un premier relevé du service des assurances.",
    "Une famille évacuée attend de pouvoir rentrer ; elle dort chez des cousins à l'autre bout du canton.",
    "La préfète a fait le déplacement. " + QUOTE + " aux quelques journalistes présents.",
    "Il y a six ans, un court-circuit avait déjà fait peur aux ouvriers, sans gravité cette fois-là.",
)


def article(name: str, title: str, sentences: tuple[str, ...], number: int) -> Article:
    pick = random.Random(number)  # noqa: S311
    values = {
        "town": TOWNS[number % len(TOWNS)],
        "day": pick.choice(("mardi", "mercredi")),
        "n": 200 + 10 * number,
        "m": 40 + number,
    }
    text = "\n\n".join([title, *(s.format(**values) for s in sentences)])
    return Article(name, f"story/{name}.txt", text, (), published=date(2024, 3, 5) + timedelta(days=number % 3))


@pytest.mark.parametrize("number", range(20))
def test_a_dispatch_with_a_new_headline_and_cut_paragraphs_is_one_origin(number: int) -> None:
    pick = random.Random(number)  # noqa: S311
    kept = tuple(s for s in AGENCY if s is AGENCY[0] or pick.random() < 0.55) or AGENCY[:2]
    own = ("Notre reporter a suivi les opérations sur place.",) if number % 2 else ()
    copies = [
        article("a", "Une scierie ravagée par le feu", AGENCY, number),
        article(
            "b", pick.choice(("Gros incendie près du canal", "Feu de scierie : trente évacués")), (*own, *kept), number
        ),
    ]
    assert len(set(origins(copies).values())) == 1


@pytest.mark.parametrize("number", range(20))
def test_reports_of_two_hands_on_one_event_are_two_origins(number: int) -> None:
    """Though they share the town, the figures and a quotation word for word."""
    pairs = ((AGENCY, FIRST), (FIRST, SECOND), (AGENCY, SECOND))
    one, two = pairs[number % 3]
    pick = random.Random(number)  # noqa: S311
    shuffled = tuple(pick.sample(two, len(two)))
    told = [
        article("a", "Incendie dans une scierie", one, number),
        article("b", "Une scierie en cendres", shuffled, number),
    ]
    assert len(set(origins(told).values())) == 2
