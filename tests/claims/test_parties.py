"""Who took part, from articles to clusters: answers of two sources that exclude each other, and those that do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.types import Cluster, Slot, Verdict
from tests import loaded

AGENCY = """\
Riverolle : les infirmières dans la rue

RIVEROLLE, 12 mars 2024 (AFP) - Quelque 300 infirmières de l'hôpital de Riverolle ont manifesté mardi contre la \
fermeture de la maternité de Riverolle.

{first}
"""
DAILY = """\
La maternité de Riverolle mobilise

Le Courrier du Fleuve, mercredi 13 mars 2024

Les infirmières de l'hôpital de Riverolle ont défilé mardi contre la fermeture de la maternité de Riverolle. Elles étaient 300.

{second}
"""


def clusters(folder: Path, first: str, second: str) -> list[Cluster]:
    folder.mkdir(exist_ok=True)
    (folder / "agence.txt").write_text(AGENCY.format(first=first), encoding="utf-8")
    (folder / "quotidien.txt").write_text(DAILY.format(second=second), encoding="utf-8")
    return [c for c in loaded.check([folder]).clusters if c.slot in (Slot.PARTICIPANT, Slot.ROLE)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Une délégation d'infirmières a été reçue par le directeur de l'hôpital, Basile Ferrand.",
            "C'est la sous-préfète, Odile Vanneau, qui a reçu une délégation de grévistes.",
        ),
        (
            "La réunion qui a suivi était présidée par le doyen, Basile Ferrand.",
            "Odile Vanneau, qui présidait la réunion, n'a rien promis.",
        ),
        (
            "La maire de Riverolle, Odile Vanneau, les soutient.",
            "Basile Ferrand, maire de Riverolle, les soutient.",
        ),
        (
            "Jean-Luc Ferrand, le trésorier du collectif, a pris la parole.",
            "Le trésorier du collectif, Jean-Marc Ferrand, a pris la parole.",
        ),
        (
            "L'avocate Odile Vanneau les conseille depuis deux ans.",
            "Odile Vanneau était aussi dans le cortège. Architecte dans le centre depuis dix ans, elle les conseille.",
        ),
        (
            "Basile Ferrand, directeur général de Solvarex, a suivi la marche.",
            "« Courage ! », a lancé Basile Ferrand, que son poste de directeur financier de Solvarex retient d'ordinaire au siège.",
        ),
    ],
)  # fmt: skip
def test_two_answers(first: str, second: str, tmp_path: Path) -> None:
    assert [c for c in clusters(tmp_path / "a", first, second) if c.verdict is Verdict.CONFLICTING]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (  # the same person
            "Une délégation a été reçue par le directeur de l'hôpital, Basile Ferrand.",
            "M. Ferrand, le directeur, Basile Ferrand, a reçu une délégation.",
        ),
        (  # two days
            "Une délégation a été reçue mardi par Basile Ferrand.",
            "Une délégation a été reçue le 4 mars par Odile Vanneau.",
        ),
        (  # a plan
            "Une délégation a été reçue par Basile Ferrand.",
            "Une délégation doit être reçue par Odile Vanneau.",
        ),
        (  # an article that names both
            "Une délégation a été reçue par Basile Ferrand.",
            "Une délégation a été reçue par Basile Ferrand. Une délégation a aussi été reçue par Odile Vanneau.",
        ),
        (  # two towns
            "La maire de Riverolle, Odile Vanneau, les soutient.",
            "Basile Ferrand, maire de Montluc, les soutient.",
        ),
        (  # before and after
            "L'ancienne maire de Riverolle, Odile Vanneau, les soutient.",
            "Basile Ferrand, maire de Riverolle, les soutient.",
        ),
        (  # relatives, told apart by an article
            "Jean-Luc Ferrand, le trésorier du collectif, a pris la parole après Jean-Marc Ferrand.",
            "Le trésorier du collectif, Jean-Marc Ferrand, a pris la parole.",
        ),
        (  # namesakes with two posts
            "Jean-Luc Ferrand, le trésorier du collectif, a pris la parole.",
            "Jean-Marc Ferrand, le sous-préfet, a pris la parole.",
        ),
        (  # a profession and an office
            "L'avocate Odile Vanneau les conseille depuis deux ans.",
            "Odile Vanneau, conseillère municipale de Riverolle, les conseille.",
        ),
        (  # "il" does not stand for a woman
            "L'avocate Odile Vanneau les conseille.",
            "Odile Vanneau était dans le cortège. Architecte dans le centre, il les conseille.",
        ),
    ],
)  # fmt: skip
def test_no_two_answers(first: str, second: str, tmp_path: Path) -> None:
    assert not [c for c in clusters(tmp_path / "a", first, second) if c.verdict is Verdict.CONFLICTING]


SUMMIT = "Les ministres de la Pêche se sont réunis {day} à Oslo pour parler des quotas de hareng."


@pytest.mark.parametrize(
    ("first", "second", "conflict"),
    [
        ("La Norvège y a pris part.", "La Norvège, pourtant invitée, n'avait envoyé personne.", True),
        ("L'émissaire islandais y a participé.", "L'Islande n'était pas représentée.", True),
        ("La Norvège y a pris part.", "Le ministre norvégien n'y a pas participé.", False),
        ("La Norvège y a pris part.", "L'Islande n'avait envoyé personne.", False),
        ("La Norvège pourrait y prendre part.", "La Norvège n'a envoyé personne.", False),
    ],
)
def test_who_was_there(first: str, second: str, conflict: bool, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    dated = "---\ntitle: Quotas de hareng\ndate: 2024-03-1{n}\n---\n\n"
    (folder / "a.txt").write_text(dated.format(n=2) + SUMMIT.format(day="mardi") + " " + first, encoding="utf-8")
    (folder / "b.txt").write_text(dated.format(n=3) + SUMMIT.format(day="mardi") + " " + second, encoding="utf-8")
    found = [c for c in loaded.check([folder]).clusters if c.slot is Slot.PARTICIPANT]
    assert any(c.verdict is Verdict.CONFLICTING for c in found) is conflict


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "L'alerte a été donnée par un promeneur.",
            "C'est le mari de la victime qui a donné l'alerte.",
        ),
        (
            "La clinique appartient au groupe danois Ravnholt.",
            "Le propriétaire de la clinique ? Fjellvik, un fonds norvégien.",
        ),
        (
            "Le parquet de Riverolle a ouvert une enquête.",
            "C'est le parquet de Valbelle qui a ouvert l'enquête.",
        ),
        (
            "Le plan a été présenté aux infirmières par Odile Vanneau.",
            "C'est Basile Ferrand qui a présenté le plan aux infirmières.",
        ),
        (
            "C'est Odile Vanneau qui recevra les syndicats.",
            "Basile Ferrand, le directeur, recevra lui-même les syndicats.",
        ),
    ],
)
def test_two_who_cannot_both_be_it(tmp_path: Path, first: str, second: str) -> None:
    assert any(c.verdict is Verdict.CONFLICTING for c in clusters(tmp_path / "x", first, second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Un promeneur a prévenu les secours.",
            "Une voisine a alerté les pompiers.",
        ),
        (
            "L'hôpital est une ancienne filiale du groupe Ravnholt.",
            "L'hôpital appartient au groupe Fjellvik.",
        ),
        (
            "Odile Vanneau recevra les syndicats.",
            "Basile Ferrand recevra la direction.",
        ),
        (
            "L'enquête est menée par le commissariat de Riverolle.",
            "Le parquet de Valbelle a ouvert une enquête.",
        ),
    ],
)
def test_two_who_may_both_be_it(tmp_path: Path, first: str, second: str) -> None:
    assert all(c.verdict is not Verdict.CONFLICTING for c in clusters(tmp_path / "x", first, second))
