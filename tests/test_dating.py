"""On which day each article was written."""

from __future__ import annotations

import re
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
import yaml

from factcheck import rules as rule_files
from factcheck.dating import date_articles
from factcheck.kinds import dates
from factcheck.types import Article

GRAMMAR = dates.load(rule_files.load())
GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"


def article(name: str, text: str, published: date | None = None) -> Article:
    return Article(name, f"{name}.txt", text, (), published=published, published_from="option" if published else None)


def dated(*articles: Article, as_of: date | None = None) -> dict[str, tuple[str | None, str | None]]:
    found = date_articles(tuple(articles), GRAMMAR, as_of)
    assert [a.id for a in found] == [a.id for a in articles]
    return {a.id: (a.published.isoformat() if a.published else None, a.published_from) for a in found}


# -- datelines -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Titre\n\nLILLE, 12 fév 2025 (AFP) - Un homme est mort mercredi.", "2025-02-12"),
        ("Titre\n\nLILLE (Nord), 13 oct 2024 (AFP) - Un homme est mort.", "2024-10-13"),
        ("Titre information fournie par Reuters 27/02/2025 à 16:25\nUn homme est mort jeudi.", "2025-02-27"),
        ("Titre\n\nPublié le : 22/06/2025 - 08:15\nUn homme est mort hier.", "2025-06-22"),
        ("Titre\n\nPar X Y\nPublié le mercredi 15 janvier 2025 à 7:05, mis à jour à 8:20\nUn mort.", "2025-01-15"),
        ("Titre\n\nLe Quotidien du Nord, mardi 4 mars 2025\n\nUn homme est mort.", "2025-03-04"),
        ("Titre\n\nLE QUOTIDIEN | jeudi 13 février 2025 | X Y\n\nUn homme est mort.", "2025-02-13"),
        ("Titre\n\nPar X Y | Radio Nord | Lundi 14 octobre 2024, 6h30\n\nUn homme est mort.", "2024-10-14"),
        ("COMMUNIQUÉ\n\nLille, le 14 janvier 2025, 16 h\n\nUn homme est mort.", "2025-01-14"),
        ("Le Quotidien\nVendredi 21 mars 2025\nTexte : X Y\n\nUn homme est mort hier.", "2025-03-21"),
        ("Title\nA club statement | 8 July 2025, 14:00\n\nUn homme est mort.", "2025-07-08"),
        ("Title\nMonday 26 May 2025, 10:00\n\nUn homme est mort.", "2025-05-26"),
        ("MOSCOU, 21 juin 2025 — Un homme est mort.", "2025-06-21"),
    ],
)
def test_datelines(text: str, day: str) -> None:
    assert dated(article("a", text)) == {"a": (day, "dateline")}


def test_the_reader_and_the_user_have_the_first_word() -> None:
    text = "LILLE, 12 fév 2025 (AFP) - Un homme est mort."
    assert dated(article("a", text, date(2024, 1, 1))) == {"a": ("2024-01-01", "option")}


def test_a_dateline_without_a_year_takes_that_of_the_folder() -> None:
    first = article("a", "OSLO, 21 juin (Reuters) - Le roi est arrivé samedi.")
    second = article("b", "Publié le 22/06/2025 - 08:15\nLe roi est arrivé hier.")
    assert dated(first, second)["a"] == ("2025-06-21", "dateline")
    assert dated(first, as_of=date(2024, 7, 1))["a"] == ("2024-06-21", "dateline")
    assert dated(first)["a"] == (None, None)


def test_a_date_in_the_story_is_no_dateline() -> None:
    text = "Un titre\n\nUn sondage publié le 5 décembre 2018 montre que le maire est aimé, a écrit le journal."
    assert dated(article("a", text))["a"][1] != "dateline"


# -- text and folder -----------------------------------------------------------------------------------------------------

FLOOD = "Titre\n\nLes inondations ont emporté le pont de la rivière Orve {day}, a annoncé la préfecture."


def test_the_day_told_in_the_lead() -> None:
    found = dated(article("a", FLOOD.format(day="mardi 8 avril") + " Le pont datait de 2022."))
    assert found == {"a": ("2025-04-08", "text")}


def test_the_year_comes_from_the_weekday_or_the_user() -> None:
    told = article("a", FLOOD.format(day="mardi 8 avril"))
    assert dated(told, as_of=date(2025, 5, 1)) == {"a": ("2025-04-08", "text")}


def test_a_weekday_that_another_article_dates() -> None:
    dispatch = article("a", "ORVE, 10 avr 2025 (AFP) - Les inondations ont emporté jeudi le pont de la rivière Orve.")
    undated = article("b", FLOOD.format(day="ce jeudi"))
    assert dated(dispatch, undated)["b"] == ("2025-04-10", "corpus")


def test_yesterday_of_what_another_article_dates() -> None:
    dispatch = article("a", "ORVE, 10 avr 2025 (AFP) - Les inondations ont emporté jeudi le pont de la rivière Orve.")
    undated = article("b", FLOOD.format(day="hier"))
    assert dated(dispatch, undated)["b"] == ("2025-04-11", "corpus")


@pytest.mark.parametrize(
    "text", ["", "Un texte sans date.", "Le maire est aimé depuis longtemps.", "Il est né en 1950."]
)
def test_no_evidence_no_day(text: str) -> None:
    assert dated(article("a", text)) == {"a": (None, None)}


def test_nothing_was_written_after_the_day_of_the_check() -> None:
    told = article("a", FLOOD.format(day="mardi 8 avril"))
    for as_of in (date(2025, 4, 8), date(2025, 4, 30), date(2026, 1, 1)):
        day, _ = dated(told, as_of=as_of)["a"]
        assert day is not None
        assert date.fromisoformat(day) <= as_of


def test_the_order_of_the_articles_does_not_matter() -> None:
    articles = (
        article("a", "ORVE, 10 avr 2025 (AFP) - Les inondations ont emporté jeudi le pont de la rivière Orve."),
        article("b", FLOOD.format(day="ce jeudi")),
        article("c", FLOOD.format(day="hier")),
        article("d", "OSLO, 11 avril (Reuters) - Le roi a plaint vendredi les victimes des inondations de l'Orve."),
    )
    results = [dated(*order) for order in permutations(articles)]
    assert all(result == results[0] for result in results)


# -- gold ----------------------------------------------------------------------------------------------------------------

FRENCH = (
    "accident_ter",
    "manif_pneulor",
    "municipale_partielle",
    "rachat_ardenval",
    "seeds",
    "sommet_doha",
    "verdict_tilleuls",
)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold bundles stand beside the checkout, and are not there")
@pytest.mark.parametrize("bundle", FRENCH)
def test_gold(bundle: str) -> None:
    folder = GOLD / bundle
    gold = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))
    articles = [_read(name, folder / path) for name, path in gold["articles"].items()]
    found = {a.id: a.published for a in date_articles(tuple(articles), GRAMMAR)}
    assert found == {name: told["date"] for name, told in gold["published"].items()}


def _read(name: str, path: Path) -> Article:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = re.sub(r"<[^>]{1,300}>", " ", re.sub(r"(?s)<(script|style)\b.*?</\1>", "", text))
    told = re.search(r"^date: (\d{4}-\d\d-\d\d)", text, re.MULTILINE) if path.suffix == ".md" else None
    return article(name, text, date.fromisoformat(told[1]) if told else None)
