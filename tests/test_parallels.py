"""Values that two articles tell in nearly the same words stand against each other, whatever else sets them apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.types import Report, Verdict
from tests.test_agreement import two


def opposed(report: Report, first: str, second: str) -> bool:
    """Whether two variants of a conflict hold evidence with these words."""
    for cluster in report.clusters:
        if cluster.verdict is Verdict.CONFLICTING:
            camps = [{e.text for e in variant.evidence} for variant in cluster.variants]
            one = [any(first in text for text in camp) for camp in camps]
            other = [any(second in text for text in camp) for camp in camps]
            if any(one) and any(other) and one != other:
                return True
    return False


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (
            "En mars 2019, une factrice était morte sur ce canal, sa barque heurtée par un chaland.",
            "Le canal avait déjà tué : en mai 2021, une factrice y est morte, sa barque heurtée par un chaland.",
            ("mars 2019", "mai 2021"),
        ),
        (
            "Le cargo transportait 28 000 tonnes de blé tendre vers le port de Bizerte, selon l'armateur.",
            "Vers le port de Bizerte, le cargo transportait 35 000 tonnes de blé tendre, dit l'armateur.",
            ("28", "35"),
        ),
        (
            "Le 3 mai, le jury du prix des lecteurs de Riverolle s'était réuni à Nantes pour choisir les romans.",
            "Le jury du prix des lecteurs de Riverolle s'était réuni à Bordeaux, le 3 mai, pour choisir les romans.",
            ("Nantes", "Bordeaux"),
        ),
    ],
)
def test_what_reads_alike_but_for_one_value_is_opposed(
    tmp_path: Path, first: str, second: str, words: tuple[str, str]
) -> None:
    assert opposed(two(tmp_path / "story", first, second), *words)
    assert opposed(two(tmp_path / "turned", second, first), *words)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        # Of several figures that differ, any might be meant.
        (
            "Le cargo transportait 28 000 tonnes de blé tendre et 4 000 tonnes d'orge vers le port de Bizerte.",
            "Le cargo transportait 35 000 tonnes de blé tendre et 7 000 tonnes d'orge vers le port de Bizerte.",
            ("28", "35"),
        ),
        # The article also tells the other figure, in the sentence that is most like it.
        (
            "Le cargo transportait 28 000 tonnes de blé vers Bizerte. Un second transportait 35 000 tonnes de blé tendre.",
            "Un second cargo transportait 35 000 tonnes de blé tendre.",
            ("28", "35"),
        ),
        # A figure of another year.
        (
            "En 2015, 40 % des ménages de l'île touchaient une aide au logement.",
            "Dans l'île, 42 % des ménages touchent une aide au logement.",
            ("40", "42"),
        ),
        # Hardly a word in common.
        (
            "Le cargo transportait 28 000 tonnes de blé tendre.",
            "La raffinerie stocke 35 000 tonnes de pétrole.",
            ("28", "35"),
        ),
    ],
)
def test_what_may_be_two_things_is_not_opposed(tmp_path: Path, first: str, second: str, words: tuple[str, str]) -> None:
    assert not opposed(two(tmp_path / "story", first, second), *words)
