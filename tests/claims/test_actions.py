"""What happened: two articles on one story, which contradict each other or do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.types import Slot, Verdict
from tests import loaded

FIRST = "L'accident s'est produit à Belmont, près de Valleroy, a indiqué la préfète Odile Carpentier."
SECOND = "À Belmont, la préfète Odile Carpentier s'est rendue sur place, comme le maire de Valleroy."


def verdicts(tmp_path: Path, one: str, other: str, first: str = FIRST, second: str = SECOND) -> set[Verdict]:
    """The verdicts on what happened, of two articles that say ``one`` and ``other``."""
    for name, opening, said in (("a", first, one), ("b", second, other)):
        text = f"---\ntitle: Le point\noutlet: {name}\ndate: 2031-03-04\n---\n\n{opening}\n\n{said}\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    report = loaded.check([tmp_path])
    return {c.verdict for c in report.clusters if c.slot is Slot.ACTION and not c.question.startswith("Do several")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Le chauffeur du car, dépisté à son arrivée, a été contrôlé positif à la cocaïne.",
            "Les tests du conducteur, alcool comme stupéfiants, sont revenus négatifs.",
        ),
        (
            "La direction assure qu'aucun emploi ne sera supprimé sur le site.",
            "La direction a reconnu devant les élus que 120 postes seraient supprimés.",
        ),
        ("Le budget a été adopté à l'unanimité du conseil.", "Au conseil, quatre élus d'opposition ont voté contre le budget."),
        ("Le gérant est ressorti libre du palais de justice.", "Le gérant a été écroué dès la fin de l'audience."),
        ("L'abstention a nettement progressé dans la ville.", "La participation a nettement progressé dans la ville."),
        ("La préfecture a lancé l'alerte dès 6 heures.", "Aucune alerte n'a été diffusée aux habitants, selon la préfecture."),
        ("Son avocate a annoncé qu'il ferait appel du jugement.", "Selon son avocate, il ne fera pas appel du jugement."),
        ("Les barrières du passage à niveau étaient baissées.", "Les barrières du passage à niveau étaient restées ouvertes."),
    ],
)  # fmt: skip
def test_opposite_answers_conflict(tmp_path: Path, one: str, other: str) -> None:
    assert Verdict.CONFLICTING in verdicts(tmp_path, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Le chauffeur du car a été contrôlé positif à la cocaïne.",
            "Le conducteur du train a subi des tests, alcool et stupéfiants, qui sont revenus négatifs.",
        ),
        (
            "Le chauffeur du car a été contrôlé positif à la cocaïne.",
            "L'éthylotest du chauffeur du car est revenu négatif.",
        ),
        (
            "Les syndicats craignent que des postes soient supprimés.",
            "Aucun poste ne sera supprimé, assure la direction.",
        ),
        ("Le fils du gérant a été relaxé.", "L'épouse du gérant a été condamnée à un an de prison."),
        ("La participation pourrait progresser dans la ville.", "La participation a reculé dans la ville."),
        ("Le chômage a reculé dans le canton.", "Les prix ont augmenté dans le canton."),
    ],
)
def test_what_is_of_two_persons_or_things_or_only_feared_does_not(tmp_path: Path, one: str, other: str) -> None:
    assert Verdict.CONFLICTING not in verdicts(tmp_path, one, other)


def test_two_stories_do_not_contradict_each_other(tmp_path: Path) -> None:
    first = "À Belmont, la préfète Odile Carpentier a reçu Paul Vasnier et Léa Tournon de la société Cardoval."
    second = "À Murat, le maire Hugo Bastide a salué Inès Falgoux et Rémi Sorbier de la société Pradelis."
    one, other = (
        "Aucun emploi ne sera supprimé sur le site.",
        "La direction a reconnu que 120 emplois seraient supprimés.",
    )
    assert Verdict.CONFLICTING in verdicts(tmp_path, one, other, first, first)
    assert Verdict.CONFLICTING not in verdicts(tmp_path, one, other, first, second)


def test_two_articles_agree_that_someone_is_unhurt(tmp_path: Path) -> None:
    one, other = "Le chauffeur du car est sorti indemne du choc.", "Le conducteur s'en tire sans une égratignure."
    assert Verdict.CONSISTENT in verdicts(tmp_path, one, other)
