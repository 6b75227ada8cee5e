"""Reports are written whole or not at all, in the format of their name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from factcheck import report
from factcheck.errors import FactcheckError
from factcheck.report import markdown
from factcheck.report.wording import ENGLISH, FRENCH, words
from factcheck.types import PublishedFrom, Severity, Slot, Stance, Verdict
from tests.report.sample import ARTICLES, REPORT


@pytest.mark.parametrize(
    ("name", "begins"), [("r.md", b"<!--"), ("r.json", b"{"), ("r.csv", b"\xef\xbb\xbfcluster,"), ("R.MD", b"<!--")]
)
def test_the_suffix_picks_the_format(tmp_path: Path, name: str, begins: bytes) -> None:
    file = tmp_path / "new" / "folder" / name
    report.write(REPORT, file)
    assert file.read_bytes().startswith(begins)
    assert [path.name for path in file.parent.iterdir()] == [name]


def test_another_suffix_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(FactcheckError, match=r"\.md, \.json, \.csv"):
        report.write(REPORT, tmp_path / "r.pdf")


def test_what_stands_there_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    file.write_text("old")
    report.write(REPORT, file)
    assert json.loads(file.read_text(encoding="utf-8"))["schema_version"] == "1"


def test_where_it_cannot_be_written_the_reason_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder.md").mkdir()
    for path in (tmp_path / "file" / "r.md", tmp_path / "folder.md"):
        with pytest.raises(FactcheckError, match="cannot be written"):
            report.write(REPORT, path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder.md"]


def test_the_language_is_passed_on(tmp_path: Path) -> None:
    report.write(REPORT, tmp_path / "r.md", "fr")
    assert FRENCH.conflicts in (tmp_path / "r.md").read_text(encoding="utf-8")


def test_links_lead_from_the_report_to_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "press" / "valmy"
    folder.mkdir(parents=True)
    for article in ARTICLES[:2]:
        (tmp_path / "press" / article.path).write_text(article.text, encoding="utf-8")
    for given in (folder, folder / "ouest.md"):
        report.write(REPORT, tmp_path / "out" / "r.md", folders=[given])
        rendered = (tmp_path / "out" / "r.md").read_text(encoding="utf-8")
        assert "(../press/valmy/nord%20%281%29.txt#L4)" in rendered
        assert "(valmy/sans-date.txt#L2)" in rendered  # is not there


def test_the_report_knows_itself_by_its_first_line() -> None:
    assert markdown.render(REPORT).startswith(markdown.MARK + "\n")


def test_both_languages_label_the_same_things() -> None:
    for field in ("severity", "slot", "verdicts", "stance", "kinds", "published_from"):
        assert list(getattr(ENGLISH, field)) == list(getattr(FRENCH, field))


@pytest.mark.parametrize(("language", "n", "said"), [("en", 0, "0 conflicts"), ("en", 1, "1 conflict"),
                                                     ("fr", 0, "0 contradiction"), ("fr", 2, "2 contradictions")])  # fmt: skip
def test_numbers_agree(language: str, n: int, said: str) -> None:
    assert words(language).count(n, words(language).conflict_count) == said


@pytest.mark.parametrize("language", ["en", "fr"])
def test_there_is_a_label_for_everything(language: str) -> None:
    w = words(language)
    assert set(w.slot) == {slot.value for slot in Slot}
    assert set(w.verdicts) == {verdict.value for verdict in Verdict}
    assert set(w.stance) == {stance.value for stance in Stance}
    assert set(w.severity) == set(get_args(Severity))
    assert set(w.published_from) == set(get_args(PublishedFrom))
