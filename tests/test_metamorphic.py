"""What must change a verdict does, and what must not does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from factcheck.types import Report, Slot, Verdict
from tests import stories
from tests.loaded import check

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def conflicts(report: Report) -> list[Slot]:
    return sorted(c.slot for c in report.clusters if c.verdict is Verdict.CONFLICTING)


def verdicts(report: Report) -> list[tuple[str, str, tuple[str, ...]]]:
    """Verdict, slot and values of what more than one article says, without ids and paths."""
    return sorted(
        (c.verdict.value, c.slot.value, tuple(sorted(v.value for v in c.variants)))
        for c in report.clusters
        if c.verdict is not Verdict.SINGLE_SOURCE and c.slot is not Slot.QUOTATION
    )


def test_two_articles_that_agree_are_not_in_conflict(tmp_path: Path) -> None:
    report = check([stories.write(tmp_path / "story")])
    assert conflicts(report) == []


@pytest.mark.parametrize(
    ("changes", "slot"),
    [
        ({"length_b": "quatre heures"}, Slot.DURATION),
        ({"weekday_b": "mardi", "day_b": "11"}, Slot.DATE),
        ({"post_b": "directeur général adjoint de la Pêche"}, Slot.ROLE),
        ({"city_b": "Santander"}, Slot.PLACE),
        ({"name_b": "Paul Mercadier"}, Slot.PARTICIPANT),
    ],
)
def test_one_changed_value_makes_exactly_the_conflict_expected(
    tmp_path: Path, changes: dict[str, str], slot: Slot
) -> None:
    assert conflicts(check([stories.write(tmp_path / "story", **changes)])) == [slot]


@pytest.mark.parametrize(
    "changes",
    [
        {"length_b": "plusieurs heures"},
        {"day_a": "13"},  # of the dateline: the day of writing, not of the meeting
        {"length_b": "environ six heures"},
        {"name_b": "Sergey Ulyanov"},
        {"name_b": "Sergueï Oulianoff"},
    ],
)
def test_other_words_for_one_value_make_none(tmp_path: Path, changes: dict[str, str]) -> None:
    assert conflicts(check([stories.write(tmp_path / "story", **changes)])) == []


def copied(target: Path, change: dict[str, str] | None = None, rename: bool = False) -> Path:
    """The seed articles in ``target``, with some characters replaced or with other file names."""
    target.mkdir()
    for number, path in enumerate(sorted(SEEDS.glob("*.txt"), reverse=True)):
        text = path.read_text(encoding="utf-8")
        for old, new in (change or {}).items():
            text = text.replace(old, new)
        (target / (f"{number}.txt" if rename else path.name)).write_text(text, encoding="utf-8")
    return target


def test_names_and_order_of_files_change_nothing(tmp_path: Path, of_seeds: Report) -> None:
    report = check([copied(tmp_path / "renamed", rename=True)])
    assert verdicts(report) == verdicts(of_seeds)
    assert [c.id for c in report.clusters] == [c.id for c in of_seeds.clusters]


@pytest.mark.parametrize(
    "change",
    [
        {"’": "'"},
        {"\u00a0": " ", "\u202f": " "},
        {"« ": "« ", " »": " »"},
        {"Alexandre Dartchiyev": "Aleksandr Darchiyev"},
    ],
    ids=["apostrophes", "no-break spaces", "spaced quotation marks", "another romanisation"],
)
def test_typography_and_romanisation_change_nothing(tmp_path: Path, of_seeds: Report, change: dict[str, str]) -> None:
    assert verdicts(check([copied(tmp_path / "seeds", change)])) == verdicts(of_seeds)


def test_a_folder_in_two_halves_is_one_folder(tmp_path: Path, of_seeds: Report) -> None:
    whole = copied(tmp_path / "all")
    other = tmp_path / "other"
    other.mkdir()
    for path in sorted(whole.glob("*.txt"))[:2]:
        shutil.move(path, other / path.name)
    assert verdicts(check([other, whole])) == verdicts(of_seeds)
