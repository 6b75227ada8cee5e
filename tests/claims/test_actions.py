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
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Le tribunal de Belmont a suspendu l'arrêté municipal.",
            "Les juges ont rejeté la requête des riverains contre l'arrêté.",
        ),
        (
            "L'exploitant a ouvert les vannes du barrage à minuit.",
            "Les vannes du barrage n'ont pas été ouvertes de la nuit.",
        ),
        (
            "La famille a versé une rançon de 200.000 euros.",
            "Le ministère jure n'avoir rien payé aux ravisseurs.",
        ),
        (
            "L'usine de Grandpré fermera ses portes en juin.",
            "À Grandpré, l'usine est sauvée et poursuivra son activité.",
        ),
        (
            "La directrice, Anne Berthaud, a démissionné.",
            "Anne Berthaud a été limogée par le conseil.",
        ),
        (
            "Les trois alpinistes sont sains et saufs.",
            "L'un d'eux est mort de froid dans la nuit.",
        ),
        (
            "L'alarme incendie a bien fonctionné.",
            "Les détecteurs étaient hors service, aucune alarme n'a retenti.",
        ),
        (
            "Le gardien a repoussé le penalty de la 90e minute.",
            "Son penalty s'écrase sur le poteau.",
        ),
        (
            "L'incendie est d'origine criminelle, selon le parquet.",
            "Le feu est d'origine accidentelle, assure le parquet.",
        ),
        (
            "Le chauffard roulait sans permis.",
            "Le conducteur avait son permis de conduire.",
        ),
        (
            "Le cessez-le-feu est respecté depuis l'aube.",
            "Le cessez-le-feu a été violé à plusieurs reprises.",
        ),
        (
            "Les voleurs sont entrés par effraction.",
            "Aucune trace d'effraction n'a été relevée.",
        ),
        (
            "Les malfaiteurs étaient cagoulés.",
            "Les deux hommes ont agi à visage découvert.",
        ),
        (
            "Le voleur a agi seul.",
            "Le voleur a agi avec deux complices.",
        ),
        (
            "Les fumées sont toxiques, prévient la préfecture.",
            "Les fumées ne sont pas toxiques, selon la préfecture.",
        ),
    ],
)
def test_two_answers_of_which_a_story_has_one(tmp_path: Path, one: str, other: str) -> None:
    assert Verdict.CONFLICTING in verdicts(tmp_path, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Les habitants n'ont pas encore été autorisés à rentrer chez eux à midi.",
            "Les habitants ont pu rentrer chez eux à 17 heures.",
        ),
        (
            "Les ravisseurs exigent une rançon de 200.000 euros.",
            "Aucune rançon n'a été versée.",
        ),
        (
            "L'usine de Grandpré fermera en juin.",
            "L'usine de Morville poursuivra son activité.",
        ),
        (
            "Le tribunal a rejeté la demande de mise en liberté du prévenu.",
            "Le tribunal a ordonné la suspension des travaux.",
        ),
        (
            "Le ministre des Sports, Paul Verdier, a remis sa démission.",
            "Le préfet, Jean Castaing, a été limogé.",
        ),
        (
            "Les trois autres randonneurs sont vivants.",
            "L'un d'eux est mort de froid.",
        ),
        (
            "Le pont de Belmont est fermé.",
            "L'école de Belmont a rouvert.",
        ),
        (
            "La route du col est fermée ce matin à 8 heures.",
            "La route du col a rouvert à 18 heures.",
        ),
    ],
)
def test_answers_about_two_things_or_of_two_times(tmp_path: Path, one: str, other: str) -> None:
    assert Verdict.CONFLICTING not in verdicts(tmp_path, one, other)


def test_what_is_told_later_not_to_be_so_yet_is_no_change(tmp_path: Path) -> None:
    home = "Tous les évacués ont pu rentrer chez eux dans la soirée du 3 mars."
    away = "Ce midi, les évacués n'ont toujours pas été autorisés à rentrer chez eux."
    assert Verdict.CONFLICTING in verdicts(tmp_path, home, away)
