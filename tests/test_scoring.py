"""The measure itself, on a story of three short articles, and the gold of the sample articles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.scoring import GoldError, Score, Tally, load, misplaced, score

TEXTS = {
    "a": "Le pont a été inauguré le 3 mai par la maire, Anne Roux. Il mesure 120 mètres.",
    "b": "Inauguration le 4 mai, par Mme Roux : un ouvrage de 120 mètres. Texte : Paul Lin",
    "c": "Le premier pont avait ouvert le 9 juin 1911. Anne Rouxel en fut l’architecte.",
}

GOLD: dict[str, Any] = {
    "articles": {"a": "x/a.txt", "b": "x/b.txt", "c": "x/c.txt"},
    "conflicts": [
        {
            "id": "day",
            "slot": ["date", "action"],
            "level": "must",
            "sides": [[{"a": "a", "q": "le 3 mai"}], [{"a": "b", "q": "le 4 mai"}]],
        },
        {
            "id": "who",
            "slot": "participant",
            "level": "hard",
            "sides": [[{"a": "a", "q": "la maire"}], [{"a": "b", "q": "Mme Roux"}]],
        },
    ],
    "compatible": [
        {"id": "two-bridges", "sides": [[{"a": "a", "q": "le 3 mai"}], [{"a": "c", "q": "le 9 juin 1911"}]]},
        {
            "id": "then-and-now",
            "evolved": True,
            "sides": [[{"a": "b", "q": "un ouvrage"}], [{"a": "c", "q": "Le premier pont"}]],
        },
    ],
    "consistent": [
        {"id": "length", "slot": "quantity", "spans": [{"a": "a", "q": "120 mètres"}, {"a": "b", "q": "120 mètres"}]}
    ],
    "entities": [
        {"kind": "person", "name": "Anne Roux", "mentions": ["Anne Roux", "Mme Roux"]},
        {"kind": "person", "name": "Anne Rouxel", "mentions": ["Anne Rouxel"]},
    ],
    "not_entities": ["Paul Lin"],
    "published": {"a": {"date": "2024-05-03"}, "b": {"date": "2024-05-04"}},
}


def evidence(article: str, words: str) -> dict[str, Any]:
    start = TEXTS[article].index(words)
    return {"article": f"id-{article}", "start": start, "end": start + len(words)}


def cluster(name: str, verdict: str, slot: str, *variants: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": name, "verdict": verdict, "slot": slot, "variants": [{"evidence": one} for one in variants]}


def report(*clusters: dict[str, Any], entities: dict[str, list[tuple[str, str]]] | None = None) -> dict[str, Any]:
    return {
        "articles": [
            {"id": f"id-{short}", "path": f"x/{short}.txt", "published": day}
            for short, day in (("a", "2024-05-03"), ("b", None), ("c", None))
        ],
        "clusters": list(clusters),
        "entities": [
            {"id": name, "mentions": [evidence(article, words) | {"text": words} for article, words in mentions]}
            for name, mentions in (entities or {}).items()
        ],
    }


def scored(*clusters: dict[str, Any], **entities: list[tuple[str, str]]) -> Score:
    return score(GOLD, TEXTS, report(*clusters, entities=entities))


def test_an_empty_report_finds_nothing_and_is_wrong_about_nothing() -> None:
    result = scored()
    assert result.found() == Tally(0, 2)
    assert result.flagged == Tally(0, 0)
    assert result.missed == ("day", "who")
    assert result.sprung == ()
    assert result.shortcomings() == ("a conflict that must be found is missed",)


def test_a_conflict_is_found_where_two_variants_cover_two_sides() -> None:
    result = scored(cluster("k", "conflicting", "date", [evidence("a", "3 mai")], [evidence("b", "4 mai")]))
    assert (result.must, result.hard, result.slots) == (Tally(1, 1), Tally(0, 1), Tally(1, 1))
    assert result.flagged == Tally(1, 1)
    assert result.shortcomings() == ()


def test_another_slot_is_found_all_the_same_and_told() -> None:
    result = scored(cluster("k", "conflicting", "place", [evidence("a", "3 mai")], [evidence("b", "4 mai")]))
    assert (result.must, result.slots) == (Tally(1, 1), Tally(0, 1))


@pytest.mark.parametrize("verdict", ["consistent", "evolved", "single-source"])
def test_only_the_verdict_conflicting_finds_a_conflict(verdict: str) -> None:
    assert scored(cluster("k", verdict, "date", [evidence("a", "3 mai")], [evidence("b", "4 mai")])).must.got == 0


def test_two_sides_in_one_variant_are_not_opposed() -> None:
    result = scored(cluster("k", "conflicting", "date", [evidence("a", "3 mai"), evidence("b", "4 mai")]))
    assert result.must.got == 0
    assert result.false_alarms == ("k",)


def test_spans_that_only_touch_do_not_overlap() -> None:
    before, after = evidence("a", "inauguré "), evidence("b", "4 mai")
    assert scored(cluster("k", "conflicting", "date", [before], [after])).must.got == 0


def test_a_trap_is_sprung_by_a_conflict_and_by_nothing_else() -> None:
    sides = [evidence("a", "le 3 mai")], [evidence("c", "9 juin")]
    assert scored(cluster("k", "evolved", "date", *sides)).sprung == ()
    result = scored(cluster("k", "conflicting", "date", *sides))
    assert result.sprung == (("two-bridges", "k"),)
    assert "trap two-bridges sprung by k" in result.shortcomings()


def test_a_change_is_shown_by_variants_of_one_evolved_cluster() -> None:
    sides = [evidence("b", "ouvrage")], [evidence("c", "premier pont")]
    assert scored(cluster("k", "evolved", "action", *sides)).changes == Tally(1, 1)
    assert scored(cluster("k", "consistent", "action", *sides)).changes == Tally(0, 1)


def test_agreement_counts_pairs_in_one_variant() -> None:
    one, other = evidence("a", "120"), evidence("b", "120")
    assert scored(cluster("k", "consistent", "quantity", [one, other])).agreement == Tally(1, 1)
    apart = scored(cluster("k", "consistent", "quantity", [one], [other]))
    assert (apart.agreement, apart.split) == (Tally(0, 1), ("length",))


def test_names_are_counted_in_pairs_and_a_part_of_a_form_will_do() -> None:
    result = scored(e1=[("a", "Anne Roux"), ("b", "Roux")], e2=[("c", "Anne Rouxel")])
    assert (result.names, result.merged, result.unseen, result.bylines) == (Tally(1, 1), (), (), ())


def test_two_people_under_one_entity_are_a_wrong_merge() -> None:
    result = scored(e1=[("a", "Anne Roux"), ("b", "Mme Roux"), ("c", "Anne Rouxel")])
    assert result.merged == (("Anne Roux", "Anne Rouxel"),)
    assert "Anne Roux taken for Anne Rouxel" in result.shortcomings()


def test_names_that_are_missing_or_nobody_in_the_news_are_told() -> None:
    result = scored(e1=[("b", "Paul Lin")])
    assert result.unseen == ("Anne Roux", "Mme Roux", "Anne Rouxel")
    assert result.bylines == ("Paul Lin",)


def test_days_of_publication() -> None:
    result = scored()
    assert (result.published, result.misdated) == (Tally(1, 2), ("b",))


def test_articles_that_the_gold_does_not_know_count_for_nothing() -> None:
    with_more = report(cluster("k", "conflicting", "date", [{"article": "other", "start": 0, "end": 5}]))
    with_more["articles"].append({"id": "other", "path": "x/other.txt", "published": None})
    assert score(GOLD, TEXTS, with_more).flagged == Tally(0, 1)


def test_words_that_occur_twice_are_an_error_of_the_gold() -> None:
    item = {"id": "twice", "spans": [{"a": "a", "q": "Le"}, {"a": "a", "q": "a"}, {"a": "z", "q": "x"}]}
    wrong = {**GOLD, "consistent": [item]}
    with pytest.raises(GoldError, match="occurs"):
        score(wrong, TEXTS, report())
    assert misplaced(wrong, TEXTS) == [
        f"twice: 'a' occurs {TEXTS['a'].count('a')} times in a",
        "twice: there is no article z",
    ]


def test_tallies_add_up() -> None:
    assert str(Tally(1, 2) + Tally(3, 4)) == "4/6"


# -- the gold that the project carries ------------------------------------------------------------------------------------

GOLDS = sorted((Path(__file__).parent / "gold").rglob("gold.yaml"))


@pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.parent.name)
def test_the_gold_points_at_words_that_occur_once(path: Path) -> None:
    gold, texts = load(path)
    assert misplaced(gold, texts) == []
    levels = [item["level"] for item in gold["conflicts"]]
    assert set(levels) <= {"must", "should", "hard"}
    ids = [item["id"] for key in ("conflicts", "compatible", "consistent") for item in gold.get(key, [])]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.parent.name)
def test_a_report_made_from_the_gold_scores_full_marks(path: Path) -> None:
    gold, texts = load(path)
    result = score(gold, texts, _ideal(gold, texts))
    assert result.missed == result.sprung == result.split == result.unseen == result.merged == result.misdated == ()
    assert result.flagged.got == result.flagged.of == len(gold["conflicts"])


def _ideal(gold: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    """The report of a careful reader: every conflict, change and agreement of the gold, and nothing else."""

    def found(span: dict[str, str]) -> dict[str, Any]:
        start = texts[span["a"]].index(span["q"])
        return {"article": span["a"], "start": start, "end": start + len(span["q"])}

    def ideal(item: dict[str, Any], verdict: str, groups: list[list[dict[str, str]]]) -> dict[str, Any]:
        slot = item.get("slot", "action")
        variants = [{"evidence": [found(span) for span in group]} for group in groups]
        slot = slot if isinstance(slot, str) else slot[0]
        return {"id": item["id"], "verdict": verdict, "slot": slot, "variants": variants}

    names = [entity["mentions"] for entity in gold.get("entities", [])]
    return {
        "articles": [
            {"id": short, "path": place, "published": str(gold["published"][short]["date"])}
            for short, place in gold["articles"].items()
        ],
        "clusters": [
            *(ideal(item, "conflicting", item["sides"]) for item in gold["conflicts"]),
            *(ideal(item, "evolved", item["sides"]) for item in gold["compatible"] if item.get("evolved")),
            *(ideal(item, "consistent", [item["spans"]]) for item in gold["consistent"]),
        ],
        "entities": [
            {"id": str(n), "mentions": [{"article": next(iter(texts)), "text": form} for form in forms]}
            for n, forms in enumerate(names)
        ],
    }
