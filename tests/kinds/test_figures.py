"""Words beside a figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factcheck.errors import RuleError
from factcheck.kinds import figures
from factcheck.rules import Rules
from factcheck.text import plain


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (" selon la préfecture, 9.000", "la préfecture"),
        (" d'après les organisateurs", "les organisateurs"),
        (" personnes selon la police et 9.000 selon", "la police"),
    ],
)
def test_the_source_beside_a_figure(text: str, source: str, rules: Rules) -> None:
    found = figures.load(rules)["beside"].match(plain(text))
    assert found and text[found.start(1) : found.end(1)] == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (" manifestants, indique la préfecture.", "la préfecture"),
        (" marchent en ville, nous annonce la police, qui a compté", "la police"),
        (" personnes, estiment les syndicats.", "les syndicats"),
    ],
)
def test_the_source_behind_a_verb_of_saying(text: str, source: str, rules: Rules) -> None:
    found = figures.load(rules)["said"].search(plain(text))
    assert found and text[found.start(1) : found.end(1)] == source


def test_a_pattern_that_cannot_be_compiled_stops_at_load(rules: Rules) -> None:
    rule = rules.of("fr/figures")[0]
    with pytest.raises(RuleError, match=rf"rule '{rule.name}'"):
        figures.load(Rules({"fr/figures": (replace(rule, data={"pattern": "("}),)}, ""))
