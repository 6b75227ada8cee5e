"""Figures of short invented articles: what agrees, what conflicts, and what is never compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.types import Cluster, Slot, Verdict
from tests import loaded

HEAD = "---\ntitle: {title}\ndate: {day}\nsource: {source}\n---\n\n"
SOURCES = ("Le Courrier du Fleuve", "Le Petit Phare", "La Voix du Canal")


def clusters(folder: Path, *texts: str, title: str = "La journée en ville", day: str = "2023-05-12") -> list[Cluster]:
    made = folder / "story"
    made.mkdir()
    for number, text in enumerate(texts):
        head = HEAD.format(title=title, day=day, source=SOURCES[number])
        (made / f"{number}.md").write_text(head + text + "\n", encoding="utf-8")
    return [c for c in loaded.check([made]).clusters if c.slot in (Slot.QUANTITY, Slot.ATTRIBUTION)]


def opposed(found: list[Cluster], slot: Slot = Slot.QUANTITY) -> list[set[str]]:
    """The words of each variant of the conflicts of ``slot``."""
    return [
        {e.text.replace("\u00a0", " ") for v in c.variants for e in v.evidence}
        for c in found
        if c.verdict is Verdict.CONFLICTING and c.slot is slot
    ]


def together(found: list[Cluster], *words: str) -> bool:
    """Whether one variant holds all ``words``."""
    return any(
        all(any(word in e.text for e in v.evidence) for word in words) and len({e.article for e in v.evidence}) > 1
        for c in found
        for v in c.variants
    )


CONFLICTS = {
    "one figure given to two camps": (
        Slot.ATTRIBUTION,
        "Ils étaient 3.100 selon la préfecture, 7.000 selon les organisateurs, à défiler jeudi dans le centre de Nantes.",
        "Quelque 7.000 manifestants ont défilé jeudi à Nantes, indique la préfecture.",
    ),
    "one figure given to the police and to those who march": (
        Slot.ATTRIBUTION,
        "La police a dénombré 12.400 manifestants jeudi à Nantes, l'opposition 50.000.",
        "Jeudi à Nantes, 12.400 manifestants selon l'opposition, 5.000 d'après la police, ont défilé.",
    ),
    "the ages of one woman": (
        Slot.QUANTITY,
        "Une femme de 34 ans est morte jeudi matin dans l'accident de car près de Nantes.",
        "Une femme de 61 ans est morte jeudi matin près de Nantes dans un accident de car.",
    ),
    "a sum in two currencies": (
        Slot.QUANTITY,
        "Le groupe Valmont a annoncé mercredi le rachat du fabricant Drossel pour 340 millions d'euros.",
        "Le fabricant Drossel est racheté par le groupe Valmont pour 340 millions de dollars, a-t-on appris mercredi.",
    ),
    "a price a thousand times lower": (
        Slot.QUANTITY,
        "Le groupe Valmont a annoncé mercredi le rachat du fabricant Drossel pour trois milliards d'euros.",
        "Le groupe Valmont rachète le fabricant Drossel pour trois millions d'euros, a-t-il annoncé mercredi.",
    ),
    "what one union asks for": (
        Slot.QUANTITY,
        "Les salariés de la fonderie de Nantes, en grève, réclament une hausse des salaires de 6 %.",
        "A la fonderie de Nantes, les grévistes exigent 9 % d'augmentation de salaire.",
    ),
    "the women of a government": (
        Slot.QUANTITY,
        "Le nouveau gouvernement régional compte 21 membres, dont neuf femmes.",
        "Au total, le nouveau gouvernement régional réunit quatorze hommes et sept femmes.",
    ),
    "the goals of one player": (
        Slot.QUANTITY,
        "Clara Vasseur a terminé meilleure marqueuse du match à Nantes avec sept buts.",
        "Clara Vasseur, auteur de quatre buts dans ce match à Nantes, est sortie sous les vivats.",
    ),
    "jobs that go": (
        Slot.QUANTITY,
        "Le groupe Valmont a annoncé mercredi un plan qui entraîne la suppression de 310 postes.",
        "Le groupe Valmont a annoncé mercredi un plan par lequel 130 emplois sont rayés de la carte.",
    ),
    "what a fire cost": (
        Slot.QUANTITY,
        "L'incendie de la scierie de Nantes a causé un préjudice de neuf millions d'euros.",
        "Les dégâts de l'incendie de la scierie de Nantes sont estimés à trois millions d'euros.",
    ),
    "a burnt hall in two units": (
        Slot.QUANTITY,
        "L'incendie de la scierie, jeudi à Nantes, a détruit 4.000 mètres carrés de hangars.",
        "Un hectare de hangars de la scierie de Nantes a brûlé jeudi dans l'incendie.",
    ),
    "the titles of a club": (
        Slot.QUANTITY,
        "Le RC Valmont a remporté samedi la deuxième Coupe de France de son histoire.",
        "Le RC Valmont a gagné samedi la quatrième Coupe de France de son histoire.",
    ),
    "the age of the one that both are about": (
        Slot.QUANTITY,
        "Hugo Marchetti a battu samedi le record. Hugo Marchetti était parti lundi.\n\nÂgé de 31 ans, l'ancien pêcheur est las.",
        "Hugo Marchetti, 39 ans, a battu samedi le record de la traversée. Hugo Marchetti était parti lundi.",
    ),
    "the winner's share": (
        Slot.QUANTITY,
        "Sylvie Lambrecht a remporté dimanche le second tour de l'élection municipale avec 54,2 % des voix.",
        "Avec 56,8 % des voix, Sylvie Lambrecht a remporté dimanche le second tour de l'élection municipale.",
    ),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_what_cannot_both_be_true(name: str, tmp_path: Path) -> None:
    slot, *texts = CONFLICTS[name]
    assert opposed(clusters(tmp_path, *texts), slot)


AGREEMENT = {
    "police under three names": (
        ("Deux policiers", "deux fonctionnaires"),
        "Deux policiers ont été légèrement blessés pendant la manifestation de jeudi à Nantes.",
        "Lors de la manifestation de jeudi à Nantes, deux fonctionnaires de police ont été touchés, sans gravité.",
    ),
    "a count without noun": (
        ("3.100", "3.100 personnes"),
        "Ils étaient 3.100 selon la préfecture à manifester jeudi à Nantes contre la fermeture de l'hôpital.",
        "Au total, 3.100 personnes ont manifesté jeudi à Nantes contre la fermeture de l'hôpital.",
    ),
    "a sum in three notations": (
        ("340 M€", "340 millions d'euros"),
        "Le groupe Valmont met 340 M€ sur la table pour avaler le fabricant Drossel.",
        "Le groupe Valmont a annoncé le rachat du fabricant Drossel pour 340 millions d'euros.",
    ),
}


@pytest.mark.parametrize("name", AGREEMENT)
def test_one_figure_in_other_words(name: str, tmp_path: Path) -> None:
    words, *texts = AGREEMENT[name]
    assert together(clusters(tmp_path, *texts), *words)


QUIET = {
    "what is asked and what is given": (
        "Les salariés de la fonderie de Nantes, en grève, réclament une hausse des salaires de 6 %.",
        "Les grévistes de la fonderie de Nantes ont obtenu une hausse des salaires de 2 %.",
    ),
    "what is asked and what is offered": (
        "Les salariés de la fonderie de Nantes, en grève, réclament une hausse des salaires de 6 %.",
        "A la fonderie de Nantes, en grève, la direction propose une hausse des salaires de 2 %.",
    ),
    "the women of two governments": (
        "Le nouveau gouvernement régional compte 21 membres, dont neuf femmes.",
        "Le précédent gouvernement régional comptait seulement sept femmes.",
    ),
    "the goals of two players": (
        "Clara Vasseur a terminé meilleure marqueuse du match à Nantes avec sept buts.",
        "Julie Brandt, auteur de quatre buts dans ce match à Nantes, est sortie sous les vivats.",
    ),
    "goals at half-time": (
        "Clara Vasseur a terminé meilleure marqueuse du match à Nantes avec sept buts.",
        "Clara Vasseur, déjà auteur de quatre buts à la pause de ce match à Nantes, est intenable.",
    ),
    "travellers of a day and of a strike": (
        "A Nantes, 4.000 passagers ont été touchés mercredi par la grève.",
        "A Nantes, 15.000 passagers au total sont touchés par la grève.",
    ),
    "jobs of an earlier plan": (
        "Le groupe Valmont va supprimer 310 postes en France, a-t-il annoncé mercredi.",
        "Chez Valmont, un premier plan avait déjà entraîné 130 suppressions de postes.",
    ),
    "the heights of two places": (
        "Les randonneurs ont été retrouvés en montagne à 2.140 mètres d'altitude.",
        "Les randonneurs étaient partis du refuge, en montagne, à 1.650 mètres d'altitude.",
    ),
    "police and unions": (
        "Ils étaient 3.100 à manifester jeudi à Nantes, selon la préfecture.",
        "Ils étaient 7.000 à manifester jeudi à Nantes, selon les organisateurs.",
    ),
    "two towns": (
        "Jeudi à Nantes, 40 personnes ont été blessées pendant la manifestation.",
        "Jeudi à Lyon, 12 personnes ont été blessées pendant la manifestation.",
    ),
    "police and all": (
        "Au total, 34 personnes ont été blessées pendant la manifestation de jeudi à Nantes.",
        "Cinq policiers ont été blessés pendant la manifestation de jeudi à Nantes.",
    ),
    "two candidates": (
        "Sylvie Lambrecht a recueilli 41,2 % des voix dimanche au second tour de l'élection municipale.",
        "Marc Aubrée a recueilli 36,9 % des voix dimanche au second tour de l'élection municipale.",
    ),
    "two rounds": (
        "Sylvie Lambrecht a recueilli 41,2 % des voix au premier tour de l'élection municipale.",
        "Sylvie Lambrecht a recueilli 56,8 % des voix au second tour de l'élection municipale.",
    ),
    "before all was counted": (
        "Selon des résultats partiels, Sylvie Lambrecht recueille 51,2 % des voix à l'élection municipale.",
        "Sylvie Lambrecht recueille 54,2 % des voix à l'élection municipale, selon la préfecture.",
    ),
    "seats of a list and all seats": (
        "La liste de Sylvie Lambrecht obtient 31 sièges au conseil municipal.",
        "Les 45 sièges du conseil municipal étaient à pourvoir, dit Sylvie Lambrecht.",
    ),
    "two victims": (
        "Une femme de 34 ans est morte jeudi dans l'accident de car.",
        "Un homme de 61 ans est mort jeudi dans l'accident de car.",
    ),
}


@pytest.mark.parametrize("name", QUIET)
def test_what_may_both_be_true(name: str, tmp_path: Path) -> None:
    found = clusters(tmp_path, *QUIET[name])
    assert not opposed(found) and not opposed(found, Slot.ATTRIBUTION)


def test_a_partial_count_changes(tmp_path: Path) -> None:
    found = clusters(tmp_path, *QUIET["before all was counted"])
    assert any(c.verdict is Verdict.EVOLVED for c in found)
