"""Files -> articles: what is read, what is skipped and why, what is no part of the story."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from factcheck import rules
from factcheck.errors import FactcheckError
from factcheck.read import Limits, read
from factcheck.read.language import language_of
from factcheck.read.passages import Layout
from factcheck.types import Article, Part

LAYOUT = Layout.load(rules.load())
STORY = "Le maire a ouvert la séance à midi.\n\nLe conseil a voté le budget de la ville."


def read_one(folder: Path, name: str, content: str | bytes) -> Article:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    articles, skipped = read([folder], LAYOUT)
    assert skipped == ()
    return articles[0]


def parts(article: Article, part: Part) -> list[str]:
    return [article.text[p.span.start : p.span.end] for p in article.passages if p.part is part]


def test_a_plain_text_has_its_first_short_line_as_headline(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.txt", f"Budget : le conseil dit oui\n\n{STORY}")
    assert article.title == "Budget : le conseil dit oui"
    assert article.path == f"{tmp_path.name}/a.txt"
    assert len(parts(article, Part.BODY) + parts(article, Part.STANDFIRST)) == 2


def test_a_text_that_opens_with_a_sentence_has_no_headline(tmp_path: Path) -> None:
    assert read_one(tmp_path, "a.txt", STORY).title is None


def test_front_matter_gives_title_day_and_outlet_and_offsets_stay_those_of_the_file(tmp_path: Path) -> None:
    article = read_one(
        tmp_path,
        "a.md",
        f'---\ntitle: "Budget : oui"\ndate: 2024-03-05\nsource: Le Pont\nauthor: A. B.\n---\n\n{STORY}',
    )
    assert (article.title, article.published, article.published_from) == (
        "Budget : oui",
        date(2024, 3, 5),
        "front-matter",
    )
    assert article.outlet == "Le Pont"
    headline = next(p.span for p in article.passages if p.part is Part.HEADLINE)
    assert article.text[headline.start : headline.end] == "Budget : oui"


def test_a_file_name_gives_the_day(tmp_path: Path) -> None:
    article = read_one(tmp_path, "2024-03-05_journal.txt", STORY)
    assert (article.published, article.published_from) == (date(2024, 3, 5), "file-name")


def test_the_user_has_the_last_word_on_the_day(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    articles, _ = read([tmp_path], LAYOUT, {"a.txt": date(2020, 1, 2)})
    assert (articles[0].published, articles[0].published_from) == (date(2020, 1, 2), "option")
    with pytest.raises(FactcheckError, match=r"no such article to date: b\.txt"):
        read([tmp_path], LAYOUT, {"b.txt": date(2020, 1, 2)})


def test_windows_1252_is_read(tmp_path: Path) -> None:
    assert "l’été" in read_one(tmp_path, "a.txt", "Il a fait chaud, l’été dernier, à Nîmes.".encode("cp1252")).text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"%PDF", "not a format that is read"),
        ("a.txt", b"a\0b", "binary"),
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.txt", b"x" * (Limits().file_bytes + 1), "larger than"),
        ("a.txt", b"Lire aussi : un autre article", "holds no text"),
        ("a.txt", b"\x81\x8d\x8f\x90\x9d", "neither UTF-8 nor Windows-1252"),
        ("a.md", b"---\ntitle: [\n---\ntext", "front matter is not YAML"),
        ("a.md", b"---\n- a\n---\ntext", "front matter is not a mapping"),
        ("a.md", b"---\na: &x [1]\nb: *x\n---\ntext", "aliases"),
    ],
)
def test_what_cannot_be_used_is_skipped_with_its_reason(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(STORY)
    articles, skipped = read([tmp_path], LAYOUT)
    assert [a.path for a in articles] == [f"{tmp_path.name}/good.txt"]
    assert len(skipped) == 1
    assert reason in skipped[0].reason


def test_links_are_not_followed_and_hidden_files_and_readmes_are_no_articles(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text(STORY)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.txt").symlink_to(outside)
    (folder / ".hidden.txt").write_text(STORY)
    (folder / "README.md").write_text(STORY)
    articles, skipped = read([folder], LAYOUT)
    assert articles == ()
    assert [(s.path, "link" in s.reason) for s in skipped] == [("folder/link.txt", True)]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FactcheckError, match="no such folder"):
        read([tmp_path / "none"], LAYOUT)


def test_two_files_with_one_content_keep_two_ids(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY)
    articles, _ = read([tmp_path], LAYOUT)
    assert len({a.id for a in articles}) == 2


@pytest.mark.parametrize("rule", rules.load().of("fr/asides"), ids=lambda rule: rule.name)
def test_every_aside_rule_keeps_its_examples(rule: rules.Rule) -> None:
    for example in rule.examples:
        found = LAYOUT.aside(example["text"])
        assert found is not None, example
        assert found.name == rule.name, example
    for text in rule.counterexamples:
        found = LAYOUT.aside(text)
        assert found is None or found.name != rule.name, text


def test_nothing_after_the_boilerplate_of_a_company_belongs_to_the_story(tmp_path: Path) -> None:
    article = read_one(tmp_path, "a.txt", f"{STORY}\n\nÀ propos d'Alpha\nAlpha emploie 300 personnes à Nantes.")
    assert parts(article, Part.ASIDE) == ["À propos d'Alpha", "Alpha emploie 300 personnes à Nantes."]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le maire de la ville est venu avec les élus du conseil pour voir la place.", "fr"),
        ("The mayor of the town came with the members of his council to see the square.", "en"),
        ("Der Bürgermeister ist mit den Räten auf dem Platz, und das ist nicht neu.", "de"),
        ("Non.", "fr"),
    ],
)
def test_the_language_is_told_by_function_words(text: str, language: str) -> None:
    assert language_of(text) == language
