"""Whom "il", "elle" and a post without a name stand for."""

from __future__ import annotations

import pytest

from factcheck.extract import extract
from factcheck.read.passages import passages
from factcheck.types import Article
from tests import loaded


def held(text: str) -> set[tuple[str, str]]:
    article = Article("a", "a.txt", text, passages(text, loaded.compiled().layout, titled=True))
    found = extract(article, loaded.compiled(), loaded.parser()).roles
    return {(text[h.found.span.start : h.found.span.end], text[h.holder.start : h.holder.end]) for h in found}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Anne Vanneau a souri. Elle est la trésorière du collectif.", ("la trésorière du collectif", "Anne Vanneau")),
        ("Anne Vanneau a souri. Elle a 40 ans. Elle est avocate.", ("avocate", "Anne Vanneau")),
        ("Anne Vanneau a vu Paul Ferrand. Il est le maire de Montluc.", ("le maire de Montluc", "Paul Ferrand")),
        ("Anne Vanneau a souri. Pharmacienne à Montluc depuis plus de vingt ans, elle connaît tout le monde.", ("Pharmacienne", "Anne Vanneau")),
        ("Paul Ferrand a souri. Le médecin a promis de revenir.", ("Le médecin", "Paul Ferrand")),
    ],
)  # fmt: skip
def test_stands_for(text: str, pair: tuple[str, str]) -> None:
    assert pair in held(text)


@pytest.mark.parametrize(
    "text",
    [
        "Anne Vanneau a souri. Il est le maire de Montluc.",
        "Anne Vanneau a vu Claire Ferrand. Elle est avocate.",
        "Paul Ferrand a souri. La pharmacienne a promis de revenir.",
        "Anne Vanneau a souri.\n\nLa pluie tombait.\n\nElle est avocate.",
    ],
)
def test_stands_for_nobody(text: str) -> None:
    assert held(text) == set()
