"""What a length of time is said to be the length of."""

from __future__ import annotations

import pytest

from factcheck import rules
from factcheck.errors import RuleError
from factcheck.kinds import durations, lengths
from factcheck.types import Duration
from tests.loaded import compiled

GRAMMAR = compiled().lengths


def read(text: str, verb: str = "") -> str | None:
    found = durations.find(text, compiled().durations)[0]
    assert isinstance(found.value, Duration)
    one = lengths.measured(text, found.span, found.value, verb, GRAMMAR)
    return None if one is None else f"{one.of} {text[one.what.start : one.what.end] if one.what else ''}".strip()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Une trêve de six semaines a été conclue.", "word trêve"),
        ("Six semaines de répit pour les villages.", "word répit"),
        ("L’accord est prolongé de quatre-vingt-dix jours.", "word prolongé"),
        ("La hausse est suspendue pendant un an.", "word suspendue"),
        ("Il a fallu trois heures aux sauveteurs pour dégager les passagers.", "word dégager"),
        ("Les derniers skieurs ont été hissés à midi, soit quatre heures après l'avalanche.", "word hissés"),
        ("Celle-ci, d’une durée de deux mois, débutera lundi.", "before Celle-ci"),
        ("Trois heures à huis clos, et rien n’a filtré.", "story"),
        ("un contrat renouvelable de quatre ans", "word contrat"),
        ("une traversée de onze heures", "word traversée"),
        ("après deux heures de débat", "word débat"),
        ("après trois semaines de grève", "nothing"),
        ("à trois mois des élections", "nothing"),
        ("Ils ont marché pendant deux heures.", None),
    ],
)
def test_reads(text: str, found: str | None) -> None:
    assert read(text) == found


def test_a_verb_of_lasting() -> None:
    assert read("La séance a duré trois heures.", "durer") == "subject"
    assert read("La séance a réuni trois heures de témoins.", "réunir") == "word témoins"


@pytest.mark.parametrize(
    ("a", "b"), [("évacuation", "évacuer"), ("allocution", "discours"), ("trêve", "répit"), ("coupures", "panne")]
)
def test_words_for_one_thing(a: str, b: str) -> None:
    assert lengths.root(a, GRAMMAR) == lengths.root(b, GRAMMAR)


@pytest.mark.parametrize(("a", "b"), [("contrat", "contrôle"), ("trêve", "grève"), ("évacuer", "éteindre")])
def test_words_for_two_things(a: str, b: str) -> None:
    assert lengths.root(a, GRAMMAR) != lengths.root(b, GRAMMAR)


def test_a_missing_rule_is_told(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path)) / "fr"
    folder.mkdir()
    (folder / "lengths.yaml").write_text("rules:\n- {name: endings, disabled: true}\n", encoding="utf-8")
    with pytest.raises(RuleError, match="'endings'"):
        lengths.load(rules.load([folder.parent]))
