"""How long what is no dated event took: small stories in two voices."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.types import Slot, Verdict
from tests import loaded

A = "BREST, 4 mars 2024 (AFP) - Les pêcheurs bretons ont bloqué lundi le port de Brest. {}\n"
B = "Les pêcheurs bretons au port de Brest\n\nLe Phare du Ponant, mardi 5 mars 2024\n\nLe port de Brest a été bloqué lundi par les pêcheurs bretons. {}\n"


def verdicts(folder: Path, one: str, other: str) -> list[Verdict]:
    (folder / "a.txt").write_text(A.format(one), encoding="utf-8")
    (folder / "b.txt").write_text(B.format(other), encoding="utf-8")
    return [c.verdict for c in loaded.check([folder]).clusters if c.slot is Slot.DURATION]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Leur entretien avec le préfet a duré deux heures.",
            "L'entretien à la préfecture n'a pas excédé vingt minutes.",
        ),
        ("La trêve est prolongée de trois mois.", "La prolongation de la trêve, d'une durée de six mois, surprend."),
        (
            "Luc Morvan a été libéré après 200 jours de captivité.",
            "Luc Morvan est libre. Il aura passé quatorze mois aux mains des pirates.",
        ),
        (
            "Luc Morvan s'est blessé au genou. Il sera absent six semaines.",
            "Luc Morvan, blessé, en a pour six mois.",
        ),
        (
            "Anne Kerdo, démissionnaire, était en fonctions depuis dix-huit mois.",
            "Anne Kerdo démissionne. Elle n'y sera restée que cinq mois.",
        ),
        (
            "Les négociations s'ouvriront lundi. Elles dureront trois mois.",
            "Syndicats et patrons n'auront que cinq semaines pour s'entendre.",
        ),
        ("Il a fallu trois heures pour évacuer le ferry.", "L'évacuation du ferry a duré six heures."),
        ("Le ministre a lu un discours de dix minutes.", "Le ministre a parlé : une allocution de quarante minutes."),
        (
            "Une coupure de trois heures a touché la criée.",
            "La panne a privé la criée de courant : dix heures de panne.",
        ),
    ],
)
def test_two_lengths_of_one_thing_are_told(one: str, other: str, tmp_path: Path) -> None:
    assert Verdict.CONFLICTING in verdicts(tmp_path, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Leur entretien avec le préfet a duré deux heures.", "La marche a duré quarante minutes."),
        ("Ils manifestent depuis trois semaines.", "Le mouvement dure depuis un mois."),
        ("Après trois semaines de grève, ils sont épuisés.", "Après un mois de grève, rien ne bouge."),
        ("Le ministre a lu un discours de dix minutes.", "Le ministre a lu un discours d'une dizaine de minutes."),
        ("Anne Kerdo a signé un contrat de deux ans.", "Luc Morvan a signé un contrat de cinq ans."),
        (
            "Luc Morvan s'est blessé au genou. Il sera absent six semaines.",
            "Luc Morvan, blessé, en a pour un mois et demi.",
        ),
        (
            "Luc Morvan a été libéré après 200 jours de captivité.",
            "Anne Kerdo a été libérée après dix-huit mois de captivité.",
        ),
        (
            "Les négociations s'ouvriront lundi. Elles dureront trois mois.",
            "En 2020, il avait fallu cinq semaines de négociations.",
        ),
        ("Une trêve de quatre mois est prévue.", "Une trêve de 120 jours est prévue."),
    ],
)
def test_lengths_of_two_things_are_not_opposed(one: str, other: str, tmp_path: Path) -> None:
    assert Verdict.CONFLICTING not in verdicts(tmp_path, one, other)
