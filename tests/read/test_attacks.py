"""What once made a reader fail, or take a time that grows faster than its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.errors import ArticleError
from factcheck.read import read
from factcheck.read.html import read_html
from factcheck.read.mail import read_mail
from factcheck.read.news_json import read_json
from factcheck.read.plain import read_markdown, read_text
from tests import loaded
from tests.read.test_records import BODY, FIRST


@pytest.mark.parametrize(
    "value", ["!!bool x", "!!timestamp x", "!!int ''", "2024-13-45", "!!python/object:os.system x", "&a [*a]"]
)
def test_a_value_that_yaml_cannot_make_is_a_reason(value: str) -> None:
    with pytest.raises(ArticleError, match="front matter"):
        read_markdown(f"---\na: {value}\n---\n\n{BODY}\n", "f/a.md", loaded.compiled().layout)


def test_an_ampersand_in_front_matter_is_no_alias() -> None:
    article = read_markdown(f"---\nsource: Garandel &Fils\n---\n\n{BODY}\n", "f/a.md", loaded.compiled().layout)
    assert article.outlet == "Garandel &Fils"


def test_what_no_file_can_hold_is_not_kept() -> None:
    text = '{"title": "Un pont\\ud800", "outlet": "Le\\ud83d Phare", "text": "Le maire\\u0000 a dit \\u001b[31moui."}'
    (article,) = read_json(text, "f/a.json", loaded.compiled().layout)
    for words in (article.text, article.title or "", article.outlet or ""):
        assert words.encode("utf-8").decode("utf-8").isprintable() or "\n" in words
        assert "\x1b" not in words


@pytest.mark.parametrize(
    "header", ["Subject: " + "=?utf-8?q?a?= " * 20_000, "From: " + "a.<" * 20_000], ids=["subject", "from"]
)
def test_a_header_without_end_is_a_reason(header: str) -> None:
    with pytest.raises(ArticleError, match="header"):
        read_mail(f"{header}\n\n{BODY}\n", "f/a.eml", loaded.compiled().layout)


def test_a_text_without_end_is_a_reason() -> None:
    with pytest.raises(ArticleError, match="more than"):
        read_text("Le maire a dit oui. " * 30_000, "f/a.txt", loaded.compiled().layout)


@pytest.mark.parametrize(
    "piece", ["<a ", "<a b='", "<!--", "<![CDATA[", "<script>", "&#z", "<", "</", "<a b='<c d=\"", "<p\n"]
)
def test_a_page_of_one_piece_is_read_or_refused(piece: str) -> None:
    try:
        article = read_html(piece * 100_000, "f/a.html", loaded.compiled().layout)
    except ArticleError:
        return
    assert len(article.text) == 100_000 * len(piece)


@pytest.mark.parametrize("text", ['"' + '\\"' * 300_000, '["' + '\\"' * 300_000 + "\\", '"' + '\\\n"' * 300_000])
def test_a_string_without_end_is_looked_at_once(text: str) -> None:
    with pytest.raises(ArticleError, match="not JSON"):
        read_json(text, "f/a.json", loaded.compiled().layout)


@pytest.mark.parametrize(
    "page",
    ["<p>&#{}; Le maire a dit oui.</p>", "<p title='&#{};'>Le maire a dit oui.</p>", "<title>&#{};</title><p>Oui.</p>"],
)
def test_the_number_of_no_character_stays_as_written(page: str) -> None:
    text = page.format("1" * 5_000)
    assert len(read_html(text, "f/a.html", loaded.compiled().layout).text) == len(text)


@pytest.mark.parametrize("attribute", ["a{} ", "a{}=b ", "a='{}' "])
def test_a_tag_with_attributes_without_end_is_a_reason(attribute: str) -> None:
    page = f"<p {''.join(attribute.format(n) for n in range(50_000))}>{BODY}</p>"
    with pytest.raises(ArticleError, match="attributes"):
        read_html(page, "f/a.html", loaded.compiled().layout)


@pytest.mark.parametrize("hidden", ["<textarea>{}</textarea>", "<!--{}-->", "<script>{}</script>", "<!--><p></p>{}"])
def test_what_only_looks_like_a_tag_is_not_given_to_a_library(hidden: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    monkeypatch.setattr("trafilatura.bare_extraction", lambda text, **_: given.append(text))
    trap = "<p " + " ".join(f"a{n}" for n in range(200)) + ">"
    read_html(f"{hidden.format(trap)}<p>{BODY}</p>", "f/a.html", loaded.compiled().layout)
    (text,) = given
    assert ("a199" in text) is hidden.startswith("<!-->")
    assert BODY in text


def test_mail_in_mail_without_end_is_a_reason() -> None:
    nested = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(150))
    with pytest.raises(ArticleError, match="too many parts"):
        read_mail(f"Subject: x\n{nested}\n{BODY}\n", "f/a.eml", loaded.compiled().layout)


def test_a_fault_of_a_reader_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(text: str) -> object:
        raise RuntimeError("un\x1b[31m défaut")

    (tmp_path / "a.html").write_text(f"<p>{BODY}</p>", encoding="utf-8")
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    monkeypatch.setattr("factcheck.read.html.walk", failing)
    articles, skipped = read([tmp_path], loaded.compiled().layout)
    assert [a.path for a in articles] == [f"{tmp_path.name}/a.txt"]
    assert "a fault of factcheck" in skipped[0].reason
    assert "\x1b" not in skipped[0].reason


def test_a_language_that_the_file_names_is_believed() -> None:
    (article,) = read_json(f'{{"id": 7, "language": "en-GB", "text": "{FIRST}"}}', "f/a.json", loaded.compiled().layout)
    assert (article.language, article.identifier) == ("en", "7")


def test_the_path_of_a_file_is_shown_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "un\u202e\npont.txt").write_text(BODY, encoding="utf-8")
    (article,), _ = read([tmp_path], loaded.compiled().layout)
    assert article.path == f"{tmp_path.name}/un\\u202e\\npont.txt"


def test_a_header_that_makes_no_sense_loses_no_message() -> None:
    header = f"Subject: Un pont coupé\nDate: Tue, 5 Mar 2024 18:00:0{'3' * 40} +0100"
    (article,) = read_mail(f"{header}\n\n{BODY}\n", "f/a.eml", loaded.compiled().layout)
    assert article.title == "Un pont coupé"
    assert article.published is None
