"""Whose penalty one is: small trials in several voices, and what the whole program makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from factcheck.types import Cluster, Slot, Verdict
from tests import loaded

AGENCY = "ALBI, 4 mars 2024 (AFP) - {}\n"
PAPER = "Le verdict d'Albi\n\nLa Gazette du Tarn, mardi 5 mars 2024\n\n{}\n"


def lengths(folder: Path, *texts: str) -> list[Cluster]:
    for number, text in enumerate(texts):
        template = PAPER if number else AGENCY
        (folder / f"{number}.txt").write_text(template.format(text), encoding="utf-8")
    return [c for c in loaded.check([folder]).clusters if c.slot is Slot.DURATION]


def values(clusters: Sequence[Cluster], verdict: Verdict) -> list[list[str]]:
    return [[v.value for v in c.variants] for c in clusters if c.verdict is verdict]


GIVEN = (
    "La cour d'assises a condamné lundi Marc Delorme, 41 ans, à {} pour le meurtre de Julie Sarran. "
    "Son frère, Luc Delorme, a été condamné à quatre ans de prison, dont deux avec sursis."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("six ans de prison, dont deux avec sursis", "Marc Delorme prend six ans ferme."),
        ("six ans de prison ferme", "Marc Delorme a écopé lundi de quatre ans de prison ferme."),
        ("quinze ans de réclusion", "Marc Delorme passera douze ans derrière les barreaux."),
        ("six ans de prison", "Quatre ans de prison pour Marc Delorme."),
        ("six ans de prison ferme", "Le tribunal a infligé trois ans de prison ferme à Marc Delorme."),
    ],
)
def test_two_penalties_of_one_person_are_told(one: str, other: str, tmp_path: Path) -> None:
    assert values(lengths(tmp_path, GIVEN.format(one), other), Verdict.CONFLICTING)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("six ans de prison, dont deux avec sursis", "Marc Delorme a été condamné lundi à quatre ans de prison ferme."),
        ("six ans de prison", "Luc Delorme, lui, a pris deux ans ferme et deux avec sursis."),
        ("six ans de prison ferme", "Le parquet avait réclamé huit ans ferme contre Marc Delorme."),
        ("six ans de prison ferme", "Marc Delorme encourait trente ans de réclusion."),
        ("six ans de prison ferme", "Marc Delorme avait déjà été condamné à deux ans de prison."),
        ("six ans de prison ferme", "Marc Delorme sera inéligible pendant dix ans."),
        ("six ans de prison ferme", "Trois autres prévenus ont été condamnés à des peines de deux ans de prison."),
        ("six ans de prison ferme", "Marc Delorme a vécu huit ans à Toulouse, après deux ans de chômage."),
    ],
)
def test_what_may_be_true_beside_it_is_not_opposed(one: str, other: str, tmp_path: Path) -> None:
    assert not values(lengths(tmp_path, GIVEN.format(one), other), Verdict.CONFLICTING)


def test_kin_and_posts_stand_for_those_who_are_named_elsewhere(tmp_path: Path) -> None:
    found = lengths(
        tmp_path,
        "Le tribunal a condamné lundi Yves Marnier, ancien trésorier du club, à trois ans de prison ferme. "
        "Son épouse, Claire Marnier, a été condamnée à huit mois de prison avec sursis.",
        "L'ancien trésorier et sa femme ont été condamnés lundi, elle à huit mois avec sursis, lui à trois ans ferme.",
    )
    agreed = values(found, Verdict.CONSISTENT)
    assert ["8 months suspended"] in agreed
    assert ["3 years firm"] in agreed
