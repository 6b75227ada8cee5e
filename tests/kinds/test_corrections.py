"""What a text takes back, and what becomes of those who still say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.kinds import corrections
from factcheck.types import Report, Span, Verdict
from tests import loaded
from tests.test_agreement import two

GRAMMAR = loaded.compiled().corrections


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Le bilan est de 12 blessés et non de 21.", "21"),
        ("L'accident a eu lieu mercredi, et non mardi.", "mardi"),
        ("L'explosion n'a pas fait 21 blessés mais 12.", "21"),
        ("Une version précédente de cet article indiquait 21 blessés.", "21"),
        ("Nous avions écrit par erreur que 21 personnes étaient blessées.", "21"),
    ],
)
def test_what_is_put_right_is_taken_back(text: str, wrong: str) -> None:
    at = text.index(wrong)
    assert corrections.takes_back(text, Span(at, at + len(wrong)), Span(0, len(text)), GRAMMAR)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Le bilan est de 12 blessés et non de 21.", "12"),
        ("L'explosion n'a pas fait 21 blessés mais 12.", "12"),
        ("L'explosion a fait 21 blessés, mais aucun mort.", "21"),
        ("Le maire n'a pas réagi au bilan de 21 blessés.", "21"),
        ("Nous avions écrit par erreur qu'il y avait 21 blessés, mais il y en a 12.", "12"),
        ("Contrairement à ce que nous écrivions, il y a 12 blessés.", "12"),
    ],
)
def test_what_stays_true_is_kept(text: str, kept: str) -> None:
    at = text.index(kept)
    assert not corrections.takes_back(text, Span(at, at + len(kept)), Span(0, len(text)), GRAMMAR)


def verdicts(report: Report, words: str) -> set[Verdict]:
    return {c.verdict for c in report.clusters for v in c.variants for e in v.evidence if words in e.text}


def test_whoever_repeats_what_was_put_right_was_overtaken(tmp_path: Path) -> None:
    first = "L'explosion de la laiterie de Vire a eu lieu mardi."
    second = (
        "L'explosion de la laiterie de Vire a eu lieu lundi.\n\nCorrection : l'explosion a eu lieu lundi, et non mardi."
    )
    report = two(tmp_path / "story", first, second)
    assert Verdict.EVOLVED in verdicts(report, "mardi")
    assert Verdict.CONFLICTING not in verdicts(report, "mardi")
    silent = second.partition("\n")[0]
    assert Verdict.CONFLICTING in verdicts(two(tmp_path / "other", first, silent), "mardi")
