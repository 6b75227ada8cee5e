"""A post told by itself is its holder's only where the holder is called so beside the name."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.types import Slot, Verdict
from tests.loaded import check

FIRST = "Odile Carpentier, ministre des Sports, a visité le stade lundi. Elle a salué les bénévoles du club."


@pytest.mark.parametrize(
    ("second", "opposed"),
    [
        ("Odile Carpentier, ministre du Logement, a visité le stade lundi.", True),
        ("Odile Carpentier a visité le stade lundi. Le préfet a salué les bénévoles.", False),
    ],
)
def test_a_post_without_a_name(tmp_path: Path, second: str, opposed: bool) -> None:
    folder = tmp_path / "story"
    folder.mkdir()
    for name, text in (("matin", FIRST), ("soir", second)):
        (folder / f"{name}.md").write_text(f"---\ndate: 2024-06-12\n---\n\n{text}\n", encoding="utf-8")
    conflicts = [c for c in check([folder]).clusters if c.verdict is Verdict.CONFLICTING and c.slot is Slot.ROLE]
    assert bool(conflicts) is opposed
