"""The index gives nothing but what a run from nothing gives, whatever was done to it."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from factcheck import pipeline
from factcheck.index import FILE, Index, extracted
from factcheck.report import json
from factcheck.types import Article, Report
from tests import loaded, stories

THOROUGH = os.environ.get("FACTCHECK_THOROUGH") == "1"  # four minutes instead of one
HISTORIES = 200 if THOROUGH else 25
KILLS = 50 if THOROUGH else 12

# Small articles of one event, whose values agree or not; a history adds, changes, renames and removes them.
LINES = (
    "L'accord a été signé le {day} mars à {city}.",
    "La réunion a duré {hours} heures.",
    "{count} personnes ont été blessées dans l'explosion de l'entrepôt, selon la préfecture.",
    "Selon Jeanne Corvin, directrice de l'usine, le site rouvrira lundi.",
)


def text_of(pick: random.Random) -> str:
    values = {
        "day": pick.choice("45"),
        "city": pick.choice(("Dijon", "Oslo")),
        "hours": pick.choice(("deux", "six")),
        "count": pick.choice(("12", "17")),
    }
    lines = [line.format(**values) for line in LINES if pick.random() < 0.8]
    return "\n\n".join(["Un accord signé", "Dijon, 5 mars 2024 (AFP) - Les délégations se sont réunies.", *lines])


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, Path | None], Report]:
    """Check a folder with what is slow to load loaded once; with an index in a folder, or none."""
    compiled, model = loaded.compiled(), loaded.embedder()
    monkeypatch.setattr(pipeline, "Parser", loaded.parser)
    monkeypatch.setattr(pipeline.grammars, "load", lambda _: compiled)

    def check(folder: Path, index: Path | None) -> Report:
        if index is None:
            return pipeline.check([folder], rules=loaded.rules(), embedder=model)
        with Index(index) as kept:
            report = pipeline.check([folder], rules=loaded.rules(), embedder=model, index=kept)
            assert kept.notes == []
            return report

    return check


@pytest.mark.slow
def test_incremental_is_full(tmp_path: Path, checked: Callable[[Path, Path | None], Report]) -> None:
    """In random histories of one folder, the index kept from step to step changes no byte of a report."""
    full: dict[tuple[tuple[str, str], ...], str] = {}
    steps = 0
    for number in range(HISTORIES):
        pick = random.Random(number)  # noqa: S311 - the same histories on every run
        pool = [text_of(random.Random(k)) for k in range(6)]  # noqa: S311
        folder, held = tmp_path / f"h{number}" / "story", {}
        folder.mkdir(parents=True)
        for _ in range(3):
            for _ in range(pick.choice((1, 1, 2))):
                name = f"{pick.choice('abc')}.txt"
                if name in held and pick.random() < 0.3 and len(held) > 1:
                    del held[name]
                    (folder / name).unlink()
                else:
                    held[name] = pick.choice(pool)
                    (folder / name).write_text(held[name], encoding="utf-8")
            state = tuple(sorted(held.items()))
            if state not in full:
                full[state] = json.render(checked(folder, None))
            assert json.render(checked(folder, tmp_path / f"h{number}" / "index")) == full[state]
            steps += 1
    assert steps == 3 * HISTORIES
    assert len(full) > HISTORIES / 2


def test_one_new_article_is_the_only_one_that_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, checked: Callable[[Path, Path | None], Report]
) -> None:
    folder = stories.write(tmp_path / "story")
    checked(folder, tmp_path / "index")
    read: list[str] = []
    real = pipeline.extract
    monkeypatch.setattr(pipeline, "extract", lambda article, *rest: read.append(article.path) or real(article, *rest))
    (folder / "new.txt").write_text(text_of(random.Random(1)), encoding="utf-8")  # noqa: S311
    checked(folder, tmp_path / "index")
    assert read == ["story/new.txt"]


# -- damage ------------------------------------------------------------------------------------------------------------


def written(folder: Path) -> Path:
    with Index(folder) as index:
        index.put("vector", {f"k{n}": bytes([n]) * 400 for n in range(200)})
        assert index.notes == []
    return folder / FILE


def found(folder: Path) -> tuple[dict[str, bytes], list[str]]:
    with Index(folder) as index:
        return index.get("vector", [f"k{n}" for n in range(200)]), index.notes


def test_what_is_kept_is_found(tmp_path: Path) -> None:
    written(tmp_path)
    rows, notes = found(tmp_path)
    assert len(rows) == 200 and notes == []


@pytest.mark.parametrize(
    "content", [b"", b"nonsense" * 1000, b"SQLite format 3\0" + bytes(4000)], ids=["empty", "text", "header"]
)
def test_another_file_is_built_anew_and_that_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    rows, notes = found(tmp_path)
    assert rows == {}
    assert (notes == []) == (content == b"")
    written(tmp_path)
    assert len(found(tmp_path)[0]) == 200


@pytest.mark.parametrize(
    "statement",
    ["PRAGMA user_version = 99", "PRAGMA application_id = 7", "DROP TABLE rows", "ALTER TABLE rows ADD more TEXT"],
)
def test_a_foreign_version_is_built_anew_and_that_is_said(tmp_path: Path, statement: str) -> None:
    with sqlite3.connect(written(tmp_path)) as connection:
        connection.execute(statement)
    connection.close()
    rows, notes = found(tmp_path)
    assert rows == {}
    assert len(notes) == (statement != "DROP TABLE rows")


def test_no_damaged_row_is_ever_given(tmp_path: Path) -> None:
    """Bytes changed or cut anywhere: what is found is what was written, or nothing."""
    pick = random.Random(5)  # noqa: S311
    whole = written(tmp_path / "whole").read_bytes()
    for number in range(60):
        folder = tmp_path / str(number)
        folder.mkdir()
        spoilt = bytearray(whole)
        for _ in range(pick.choice((1, 30))):
            spoilt[pick.randrange(len(spoilt))] ^= 1 << pick.randrange(8)
        (folder / FILE).write_bytes(spoilt[: pick.randrange(len(spoilt))] if number % 3 == 0 else spoilt)
        rows, notes = found(folder)
        assert all(rows[key] == bytes([int(key[1:])]) * 400 for key in rows)
        assert len(rows) == 200 or notes


def test_a_row_of_another_form_is_worked_out_anew(tmp_path: Path) -> None:
    article = Article("a", "s/a.txt", "Bonjour.", ())
    parsed = loaded.parser(), loaded.compiled()
    extraction = pipeline.extract(article, parsed[1], parsed[0])
    for row in (b"[]", b"{", b'{"article": 3}'):
        with Index(tmp_path / "i") as index:
            extracted([article], index, "x", lambda _: extraction)
            (key,) = [k for (k,) in sqlite3.connect(tmp_path / "i" / FILE).execute("SELECT key FROM rows")]
            index.put("extraction", {key: row})
            assert extracted([article], index, "x", lambda _: extraction) == [extraction]
            assert len(index.notes) == 1


def test_an_extraction_comes_back_as_it_was(tmp_path: Path, seeds: Path) -> None:
    articles, _ = pipeline.read([seeds], loaded.compiled().layout, None)
    once = [pipeline.extract(a, loaded.compiled(), loaded.parser()) for a in articles]
    for _ in range(2):
        with Index(tmp_path) as index:
            assert extracted(articles, index, "x", lambda a: once[[x.id for x in articles].index(a.id)]) == once
    with Index(tmp_path) as index:
        assert extracted(articles, index, "x", lambda a: replace(once[0], article="none")) == once


def test_a_folder_that_cannot_be_made_or_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with Index(tmp_path / "file" / "index") as index:
        index.put("vector", {"k": b"1"})
        assert index.get("vector", ["k"]) == {}
        assert "not used" in index.notes[0]


def test_two_processes_share_one_index(tmp_path: Path) -> None:
    """Eight writers at once: nothing is lost, nothing is damaged."""
    children = []
    for child in range(8):
        if (pid := os.fork()) == 0:
            code = 1
            try:
                with Index(tmp_path) as index:
                    for n in range(25):
                        index.put("vector", {f"k{child * 25 + n}": bytes([child * 25 + n]) * 400})
                    code = bool(index.notes)
            finally:
                os._exit(code)
        children.append(pid)
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children] == [0] * 8
    rows, notes = found(tmp_path)
    assert len(rows) == 200 and notes == []


@pytest.mark.slow
def test_a_killed_run_leaves_an_index_that_changes_nothing(
    tmp_path: Path, checked: Callable[[Path, Path | None], Report]
) -> None:
    """kill -9 at random moments of a run; the next run with the same index gives what a run from nothing gives."""
    pick = random.Random(9)  # noqa: S311
    folder, index = stories.write(tmp_path / "story"), tmp_path / "index"
    started = time.monotonic()
    full = json.render(checked(folder, tmp_path / "other"))
    whole = time.monotonic() - started
    killed = 0
    for _ in range(KILLS):
        for left in index.glob("*"):
            left.unlink()
        if (pid := os.fork()) == 0:
            try:
                checked(folder, index)
            finally:
                os._exit(0)
        time.sleep(pick.random() * whole)
        os.kill(pid, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(pid, 0)[1])
        assert json.render(checked(folder, index)) == full
    assert killed > KILLS / 4
