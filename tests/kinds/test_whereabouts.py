"""Questions about where: what is read, and what is not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factcheck.kinds import whereabouts
from tests.loaded import rules


def said(text: str) -> list[tuple[str, str]]:
    return whereabouts.describe(text, rules())


def test_a_march_has_a_start_and_an_end() -> None:
    names = {
        name for name, _ in said("Le cortège, parti de la place Carnot, s'est dispersé devant la préfecture de Rouen.")
    }
    assert {"march-set-out", "march-ended"} <= names


def test_a_place_without_a_question_is_not_read() -> None:
    assert said("Le maire de Rouen a salué les bénévoles.") == []


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    said(text)
