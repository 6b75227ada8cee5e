"""Where things were, from articles to clusters: answers of two sources that exclude each other, and those that do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.types import Cluster, Slot, Verdict
from tests import loaded

AGENCY = """\
Riverolle : la colère des infirmières

RIVEROLLE, 12 mars 2024 (AFP) - Quelque 300 infirmières de l'hôpital de Riverolle ont manifesté mardi contre la \
fermeture de la maternité de Riverolle, que gère le groupe Hydrolux.

{first}
"""
DAILY = """\
La maternité de Riverolle mobilise

Le Courrier du Fleuve, mercredi 13 mars 2024

Les infirmières de l'hôpital de Riverolle ont défilé mardi contre la fermeture de la maternité de Riverolle, que gère \
le groupe Hydrolux. Elles étaient 300.

{second}
"""


def conflicts(folder: Path, first: str, second: str) -> list[Cluster]:
    folder.mkdir(exist_ok=True)
    (folder / "agence.txt").write_text(AGENCY.format(first=first), encoding="utf-8")
    (folder / "quotidien.txt").write_text(DAILY.format(second=second), encoding="utf-8")
    clusters = loaded.check([folder]).clusters
    return [c for c in clusters if c.slot is Slot.PLACE and c.verdict is Verdict.CONFLICTING]


CONFLICTING = [
    # where a march set out from and ended
    ("Le cortège, parti à 14 heures de la place Carnot, a gagné la préfecture.",
     "Les manifestantes ont quitté l'esplanade Foch en début d'après-midi."),
    ("Partie de la place Carnot vers 14 heures, la manifestation a duré deux heures.",
     "La marche s'est élancée du parvis Saint-Roch vers 14 heures."),
    ("La manifestation s'est achevée vers 17 heures place Carnot.",
     "Le défilé s'est terminé dans le calme place Foch."),
    ("Le cortège a défilé de la place Carnot à la place Foch.",
     "La manifestation s'est ébranlée à 14 heures de la place du Marché."),
    # vehicles
    ("Le train, parti de Dijon à 6 heures, transportait 120 d'entre elles.",
     "En provenance de Limoges, le train transportait 120 d'entre elles."),
    ("L'avion à destination d'Oslo a été retardé par le mouvement.",
     "L'avion, qui devait atterrir à Lisbonne, a été retardé par le mouvement."),
    # hospitals
    ("Le conducteur a été transporté au CHU de Rouen.",
     "Blessé à la tête, le conducteur a été évacué par hélicoptère vers l'hôpital de Limoges."),
    ("Une manifestante de 34 ans a été conduite à l'hôpital Saint-Roch.",
     "La victime, une femme de 34 ans, a été transportée à la clinique Beaulieu, puis à l'hôpital Bellevue."),
    ("Odile Vanneau, 52 ans, est hospitalisée à Dijon.", "Odile Vanneau a été admise mardi soir au CHU de Limoges."),
    ("Les trois rescapés, transis, ont été transportés au CHU de Rouen.",
     "L'hélicoptère les a ensuite déposés à l'hôpital de Limoges."),
    ("L'alerte est partie de l'usine Belcot, à Outreval.", "Le courrier est parti de l'usine Belcot, à Mornac-le-Vieux."),
    # persons
    ("Basile Ferrand, né à Rouen, dirige la maternité.", "Né à Limoges, Basile Ferrand dirige la maternité."),
    ("Basile Ferrand, domicilié à Rouen, la soutient.", "Basile Ferrand, qui habite à Limoges, la soutient."),
    ("Le suspect a été interpellé mardi soir à Rouen.", "Le suspect a été arrêté dans la soirée à Perpignan."),
    ("Basile Ferrand a été écroué à la maison d'arrêt de Rouen.", "Basile Ferrand est incarcéré à la prison de Dijon."),
    ("Basile Ferrand est mort lundi à Rouen.", "Basile Ferrand s'est éteint lundi à son domicile de Limoges."),
    ("Le prévenu sera jugé en juin devant le tribunal correctionnel de Rouen.",
     "Le prévenu comparaîtra en juin devant le tribunal correctionnel de Dijon."),
    # seats
    ("Le groupe Hydrolux, dont le siège est à Lyon, n'a pas réagi.", "Hydrolux, basé à Rouen, n'a pas réagi."),
    ("Le nouvel ensemble aura son siège à Genève.", "Le siège du futur groupe restera à Lyon."),
    ("Hydrolux transférera son siège de Nantes à Rennes.", "Hydrolux va transférer son siège à Dijon."),
    # buildings of one event
    ("La réunion s'est tenue au palais Bellini.", "La séance s'est ouverte à 10 heures à l'hôtel Foch."),
    ("Le match s'est joué au stade Bellini.", "Disputée au stade Carnot, la rencontre a été arrêtée."),
    ("Les obsèques seront célébrées samedi en l'église Saint-Roch.",
     "Les funérailles auront lieu samedi à la cathédrale Notre-Dame."),
    # epicentres
    ("L'épicentre du séisme se situait à 12 km au nord de Perpignan.",
     "Le séisme, dont l'épicentre a été localisé à 12 km au sud de Perpignan, a été ressenti."),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), CONFLICTING)
def test_two_places_that_exclude_each_other(tmp_path: Path, first: str, second: str) -> None:
    assert len(conflicts(tmp_path / "story", first, second)) == 1


FITTING = [
    # a part of it, another part, another time
    ("Le cortège, parti de la place Carnot, a gagné la préfecture.", "Le cortège est passé par la place Foch."),
    ("Le cortège, parti de la place Carnot, a gagné la gare.", "Le cortège, parti de la mairie, a gagné la gare."),
    ("Le cortège, parti de la place Carnot, a gagné la gare.", "Le 3 février, le cortège était parti de la place Foch."),
    ("Le cortège est parti de la place Carnot.", "Les manifestantes sont parties en direction de la place Foch."),
    ("Le cortège est parti de la place Carnot.", "Le maire, parti de la place Foch, a rejoint la gare."),
    # others
    ("Le conducteur a été transporté au CHU de Rouen.", "La passagère a été transportée au CHU de Dijon."),
    ("Le conducteur a été transporté au CHU de Rouen.", "Les blessés ont été transportés au CHU de Dijon."),
    ("Une femme a été transportée au CHU de Rouen.", "Une femme a été transportée au CHU de Dijon."),
    ("Les trois rescapés ont été transportés au CHU de Rouen.",
     "L'hélicoptère les a déposés à l'hôpital de Limoges, le conducteur a été emmené au CHU de Rouen."),
    ("L'usine Belcot, à Outreval, est à l'arrêt.", "L'usine Fardel, à Mornac-le-Vieux, est à l'arrêt."),
    ("Le train parti de Dijon est arrivé.", "L'autocar parti de Limoges est arrivé."),
    ("Basile Ferrand est né à Rouen.", "Odile Vanneau est née à Limoges."),
    ("Basile Ferrand est né à Rouen.", "Basile Ferrand habite à Limoges."),
    ("Deux hommes ont été interpellés à Rouen.", "Le suspect a été interpellé à Dijon."),
    # one holds the other
    ("Le conducteur a été transporté à l'hôpital.", "Le conducteur a été transporté au CHU de Dijon."),
    ("Le conducteur est hospitalisé à Dijon.", "Le conducteur a été transporté au CHU de Dijon."),
    ("Hydrolux, basé en France, n'a pas réagi.", "Hydrolux, dont le siège est à Lyon, n'a pas réagi."),
    ("Hydrolux a son siège à Lyon.", "Hydrolux a son siège à Vénissieux."),
    ("Hydrolux a son siège à Lyon.", "Hydrolux a une usine à Rouen."),
    # a meeting of which more is said, another meeting
    ("La réunion s'est tenue au palais Bellini.", "La réunion d'experts s'est tenue à l'hôtel Foch."),
    ("La réunion s'est tenue au palais Bellini.", "La précédente réunion s'est tenue à l'hôtel Foch."),
    ("La réunion s'est tenue mardi au palais Bellini.", "La réunion se tiendra jeudi à l'hôtel Foch."),
    ("La réunion s'est tenue au palais Bellini.", "La conférence de presse s'est tenue à l'hôtel Foch."),
    ("Le prévenu a été condamné par le tribunal de Rouen.", "Le prévenu sera jugé devant la cour d'appel de Dijon."),
    ("L'épicentre se situait au nord de Perpignan.", "L'épicentre se situait près de Perpignan."),
    ("« Le cortège est parti de la place Carnot », dit-elle.", "Le cortège est parti de la place Foch."),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), FITTING)
def test_places_that_may_both_be_true(tmp_path: Path, first: str, second: str) -> None:
    assert conflicts(tmp_path / "story", first, second) == []


def test_an_article_that_gives_two_places_takes_no_side(tmp_path: Path) -> None:
    first = "Le cortège est parti de la place Carnot. Le cortège est parti de la place Foch."
    assert conflicts(tmp_path / "story", first, "Le cortège est parti de la place du Marché.") == []
