"""The sample articles: their committed report is true, and is a good one."""

from __future__ import annotations

import difflib
import json
import shutil
from pathlib import Path

import pytest

from factcheck.report import write
from factcheck.report.json import render
from factcheck.types import Report
from tests import loaded, scoring
from tests.scoring import Score

GOLD = Path("tests") / "gold" / "seeds" / "gold.yaml"


def test_the_committed_report_is_what_factcheck_says_now(root: Path, tmp_path: Path) -> None:
    """The whole text; in a copy of the folder, so that its links are the same."""
    committed = root / "reports" / "seeds.md"
    renew = "reports/seeds.md is not what factcheck says of seeds/ now. Read the difference; if it is right: make check"
    assert committed.is_file(), renew
    copied = shutil.copytree(root / "seeds", tmp_path / "seeds")
    written = tmp_path / "reports" / "seeds.md"
    write(loaded.check([copied]), written, "en", [copied])
    old, new = (path.read_bytes().decode().splitlines() for path in (committed, written))
    changed = list(difflib.unified_diff(old, new, "committed", "now", n=1, lineterm=""))
    if changed or committed.read_bytes() != written.read_bytes():
        pytest.fail("\n".join([renew, *changed[:60], *(["…"] if len(changed) > 60 else [])]), pytrace=False)


@pytest.fixture(scope="module")
def score(root: Path, of_seeds: Report) -> Score:
    gold, texts = scoring.load(root / GOLD)
    assert scoring.misplaced(gold, texts) == []
    return scoring.score(gold, texts, json.loads(render(of_seeds)))


def test_every_contradiction_that_must_be_found_is_found(score: Score) -> None:
    assert score.must.got == score.must.of, score.missed


def test_each_is_found_as_what_it_is(score: Score) -> None:
    assert score.slots.got == score.slots.of


def test_no_trap_is_sprung(score: Score) -> None:
    assert score.sprung == ()


def test_few_of_the_contradictions_reported_are_none(score: Score) -> None:
    """Three of four at least are right."""
    assert score.flagged.of > 0
    assert 4 * score.flagged.got >= 3 * score.flagged.of, score.false_alarms


def test_what_changed_is_told_from_what_contradicts(score: Score) -> None:
    assert score.changes.got == score.changes.of


def test_no_two_people_are_taken_for_one(score: Score) -> None:
    assert score.merged == ()


def test_nobody_who_signs_an_article_is_in_the_news(score: Score) -> None:
    assert score.bylines == ()


def test_every_article_has_the_day_it_was_written_on(score: Score) -> None:
    assert score.published.got == score.published.of, score.misdated
