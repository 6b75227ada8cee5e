"""What sources agree on though they tell it in different words: equal values, and clauses that say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.types import Report, Verdict
from tests.loaded import check


def agreed(report: Report, first: str, second: str) -> bool:
    """Whether one variant of a consistent cluster holds evidence with both words, of two articles."""
    for cluster in report.clusters:
        if cluster.verdict is Verdict.CONSISTENT:
            for variant in cluster.variants:
                one = {e.article for e in variant.evidence if first in e.text}
                other = {e.article for e in variant.evidence if second in e.text}
                if one and other and len(one | other) > 1:
                    return True
    return False


def two(folder: Path, first: str, second: str) -> Report:
    """Both texts as articles of one day."""
    folder.mkdir()
    for name, text in (("matin", first), ("soir", second)):
        (folder / f"{name}.md").write_text(f"---\ndate: 2024-06-12\n---\n\n{text}\n", encoding="utf-8")
    return check([folder])


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (
            "La laiterie de Vire emploie 437 personnes. Elle fermera en mars.",
            "Les 437 ouvriers et cadres de la laiterie ont reçu un courrier.",
            ("437", "437"),
        ),
        (
            "Le 4 avril, la direction a annoncé la fermeture de la laiterie de Vire.",
            "Les salariés de la laiterie avaient appris la fermeture le 4 avril par un courrier.",
            ("4 avril", "4 avril"),
        ),
        (
            "Des randonneurs ont retrouvé le sac du disparu au pied de la cascade.",
            "Le sac du disparu a été découvert par des randonneurs au pied de la cascade.",
            ("sac", "sac"),
        ),
    ],
)
def test_one_thing_in_other_words_is_agreement(tmp_path: Path, first: str, second: str, words: tuple[str, str]) -> None:
    assert agreed(two(tmp_path / "story", first, second), *words)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        # A day that both articles give, of two things.
        (
            "Le tribunal a relaxé lundi le patron de la laiterie.",
            "Il a plu lundi sur toute la vallée de la Vire, où la rivière déborde.",
            ("lundi", "lundi"),
        ),
        # The same words, denied by one.
        (
            "Des randonneurs ont retrouvé le sac du disparu au pied de la cascade.",
            "Les randonneurs n'ont pas retrouvé le sac du disparu au pied de la cascade.",
            ("sac", "sac"),
        ),
        # The same words about two days.
        (
            "Des randonneurs ont retrouvé le sac du disparu le 3 juin au pied de la cascade.",
            "Des randonneurs ont retrouvé le sac du disparu le 9 juin au pied de la cascade.",
            ("sac", "sac"),
        ),
        # The same words of two persons.
        (
            "Anne Le Goff a quitté la réunion de la laiterie avant le vote du budget.",
            "Marc Delaunay a quitté la réunion de la laiterie avant le vote du budget.",
            ("réunion", "réunion"),
        ),
    ],
)
def test_what_only_looks_alike_is_not(tmp_path: Path, first: str, second: str, words: tuple[str, str]) -> None:
    assert not agreed(two(tmp_path / "story", first, second), *words)
