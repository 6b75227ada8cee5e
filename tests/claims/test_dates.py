"""When it happened: two articles on one story, whose days exclude each other or do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.types import Slot, Verdict
from tests import loaded

FIRST = "À Valbrune, le maire Gaspard Lhermitte et la préfète Odile Carpentier ont réagi."
SECOND = "La préfète Odile Carpentier était à Valbrune, où le maire Gaspard Lhermitte l'a reçue."


def verdicts(
    tmp_path: Path, one: str, other: str, slot: Slot = Slot.DATE, days: tuple[str, str] = ("2031-03-06", "2031-03-06")
) -> set[Verdict]:
    """The verdicts on ``slot`` of two articles that open with ``one`` and ``other``; 6 March 2031 is a Thursday."""
    for name, day, said, more in (("a", days[0], one, FIRST), ("b", days[1], other, SECOND)):
        text = f"---\ntitle: Le point\noutlet: {name}\ndate: {day}\n---\n\n{said}\n\n{more}\n"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    return {c.verdict for c in loaded.check([tmp_path]).clusters if c.slot is slot}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Un car scolaire a percuté un camion mardi à Valbrune.", "Lundi, un car scolaire a percuté un camion à Valbrune."),
        ("Un incendie a ravagé dimanche soir un entrepôt.", "L'incendie de l'entrepôt a éclaté mardi matin."),
        (
            "Deux personnes sont mortes lundi dans l'incendie d'un entrepôt.",
            "L'incendie de l'entrepôt, mercredi, a fait deux morts.",
        ),
        ("Le tribunal a condamné mercredi Paul Delorme.", "Paul Delorme a été condamné lundi par le tribunal."),
        (
            "Des milliers de salariés ont défilé mercredi à Valbrune.",
            "Le défilé des salariés à Valbrune a eu lieu mardi.",
        ),
        (
            "L'acquisition sera finalisée au deuxième trimestre.",
            "L'opération ne sera pas bouclée avant octobre.",
        ),
        ("Le rachat sera finalisé en juin.", "Le rachat sera bouclé au plus tôt en septembre."),
        ("Le rachat sera finalisé en septembre.", "Le rachat doit être bouclé d'ici fin juin."),
        ("La passation de pouvoirs aura lieu vendredi à 9 heures.", "La préfète recevra les clés de la maison lundi."),
        ("La passation de pouvoirs aura lieu vendredi.",
         "Elle ne viendra que lundi, jour choisi pour la passation de pouvoirs."),
        ("Les cours reprendront lundi.", "Les élèves retrouveront mardi le chemin de l'école."),
        ("Les championnes défileront samedi en bus.", "Et la fiesta ? C'est ce dimanche, dès 15 heures."),
        ("Les obsèques seront célébrées samedi.", "Les funérailles auront lieu lundi."),
        ("Le feu s'est déclaré mercredi à 22 heures dans la scierie.", "La scierie s'est embrasée mercredi à minuit."),
        ("La maison, propriété depuis 2019 du fonds Aldren, recrute.",
         "Le fonds Aldren a acquis la maison en mai 2022."),
        ("La cordée avait quitté le refuge mardi à 6 heures.",
         "La cordée s'était mise en route mardi à 10 heures depuis le refuge."),
    ],
)  # fmt: skip
def test_days_that_exclude_each_other_conflict(tmp_path: Path, one: str, other: str) -> None:
    assert Verdict.CONFLICTING in verdicts(tmp_path, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Le premier tour du scrutin a eu lieu mercredi.", "Le second tour du scrutin a eu lieu mardi."),
        (
            "Ils ont défilé mercredi à Valbrune, après un premier défilé dimanche.",
            "Le défilé de dimanche à Valbrune a été suivi.",
        ),
        ("Le rachat sera finalisé en novembre.", "Le rachat ne sera pas bouclé avant octobre."),
        ("Le rachat sera finalisé le 12 mai.", "Le rachat doit être bouclé d'ici fin juin."),
        ("Le rachat sera finalisé avant juin.", "Le rachat doit être bouclé avant septembre."),
        ("Le tribunal a condamné mercredi Paul Delorme.", "Paul Delorme a été condamné cette semaine."),
        ("L'accident s'est produit mercredi.", "L'accident a fait un mort à 14 heures."),
        ("La réunion de mercredi a duré deux heures.", "Une réunion se tiendra le 20 mars."),
        ("La passation de pouvoirs aura lieu vendredi à 9 heures.",
         "La passation de pouvoirs aura lieu vendredi dans la matinée, celle des Transports lundi."),
        ("Le groupe Aldren appartient depuis 2019 à un fonds.", "La marque Belcot appartient depuis 2022 à un rival."),
        ("L'alpiniste est arrivée mercredi au refuge.", "Le camion est arrivé mardi à la fonderie."),
        ("La cordée était partie mardi de bon matin.", "La cordée avait quitté le refuge mardi à 7 heures."),
        ("L'incendie s'est déclaré mercredi à 6 heures.", "L'incendie a été maîtrisé mercredi à 11 heures."),
        ("Les championnes montreront le trophée, le troisième depuis 2012, samedi.",
         "Les championnes défileront samedi."),
    ],
)  # fmt: skip
def test_days_that_fit_or_belong_to_two_events_do_not(tmp_path: Path, one: str, other: str) -> None:
    assert Verdict.CONFLICTING not in verdicts(tmp_path, one, other)


def test_a_later_article_tells_the_next_march(tmp_path: Path) -> None:
    one, other = "Des milliers de salariés ont défilé mercredi.", "Des milliers d'habitants ont défilé mardi."
    assert Verdict.CONFLICTING not in verdicts(tmp_path, one, other, days=("2031-03-06", "2031-03-13"))


def test_another_verb_may_tell_the_day_of_the_story(tmp_path: Path) -> None:
    one = "Des milliers de salariés ont défilé mercredi à Valbrune."
    other = "Hier, la place n'avait pas désempli. Le défilé s'est tenu à Valbrune."
    assert Verdict.CONSISTENT in verdicts(tmp_path, one, other)


def test_the_day_of_a_dateline_is_none_of_the_event(tmp_path: Path) -> None:
    one = "VALBRUNE, 6 mars 2031 (AFP) - Un car scolaire a percuté un camion mardi à Valbrune."
    assert Verdict.CONFLICTING not in verdicts(tmp_path, one, "Mardi, un car a percuté un camion à Valbrune.")


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("Un car scolaire a percuté un camion mardi à Dijon.", "Mardi à Limoges, un car scolaire a percuté un camion.", True),
        ("L'incendie d'un entrepôt de pneus a fait deux morts mardi à Rouen.",
         "Deux personnes sont mortes mardi à Amiens dans l'incendie d'un entrepôt de pneus.", True),
        ("Des salariés ont défilé mardi à Dijon.", "Des lycéens ont défilé mardi à Limoges.", False),
        ("Ils ont défilé mardi à Dijon et à Limoges.", "Le défilé de mardi à Limoges a été suivi.", False),
        ("Le ministre a rencontré mardi les élus à Dijon.", "Les syndicats se sont réunis mardi à Limoges.", False),
    ],
)  # fmt: skip
def test_another_town_on_one_day(tmp_path: Path, one: str, other: str, told: bool) -> None:
    assert (Verdict.CONFLICTING in verdicts(tmp_path, one, other, Slot.PLACE)) == told


def test_what_has_begun_may_end_after_the_day_of_publication(tmp_path: Path) -> None:
    one = "L'aéroport de Valbrune a fermé mercredi, jusqu'à vendredi matin."
    assert Verdict.CONFLICTING not in verdicts(
        tmp_path, one, "L'aéroport de Valbrune sera fermé jusqu'à vendredi matin."
    )
