"""Dates: found where they are, and nowhere else; what they mean on a day of writing; how two of them stand to each other."""

from __future__ import annotations

import pickle
import re
import unicodedata
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck import rules as rule_files
from factcheck.errors import RuleError
from factcheck.kinds import dates
from factcheck.kinds.date_almanac import easter
from factcheck.types import DateValue, Relation, Span

RULES = rule_files.load()
GRAMMAR = dates.load(RULES)
CORPUS = yaml.safe_load(Path(__file__).with_name("dates_fr.yaml").read_text(encoding="utf-8"))
CASES = [(str(text), group["written"], str(want)) for group in CORPUS for text, want in group["examples"].items()]


def read(text: str, on: date | None) -> list[DateValue | None]:
    return [dates.resolve(m.expression, on, dates.tense_of(text, m.span, GRAMMAR)) for m in dates.find(text, GRAMMAR)]


def words_of(value: DateValue) -> str:
    days = value.start.isoformat() + (f"/{value.end.isoformat()}" if value.end != value.start else "")
    if value.minutes is None:
        return days
    low, high = (f"{m // 60:02}:{m % 60:02}" for m in value.minutes)
    return f"{days} at {low}" + (f"-{high}" if high != low else "")


def value_of(text: str, on: date | None = date(2025, 4, 10)) -> DateValue:
    (value,) = read(text, on)
    assert value is not None
    return value


# -- the corpus ----------------------------------------------------------------------------------------------------------


def test_the_corpus_is_large() -> None:
    assert len(CASES) >= 300


@pytest.mark.parametrize(("text", "on", "want"), CASES, ids=[f"{on}:{text}" for text, on, _ in CASES])
def test_corpus(text: str, on: date, want: str) -> None:
    found = read(text, on)
    if want == "none":
        assert found == []
    else:
        assert [words_of(v) if v else "unresolved" for v in found] == [want]


# -- finding -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Il est venu le 27 février à Lyon.", ["le 27 février"]),
        ("Il est venu fin février à Lyon.", ["fin février"]),
        ("Il a parlé mardi 8 avril de jeudi.", ["mardi 8 avril", "de jeudi"]),
        ("Reçu il y a un mois et demi à Lyon.", ["il y a un mois et demi"]),
        ("La semaine dernière, hier et jeudi.", ["La semaine dernière", "hier", "jeudi"]),
        ("La ligne restera fermée jusqu’au vendredi 17 janvier inclus.", ["jusqu’au vendredi 17 janvier inclus"]),
        ("Elle ne rouvrira pas avant samedi.", ["pas avant samedi"]),
        ("Du 2 au 6 décembre, il a plu.", ["Du 2 au 6 décembre"]),
        ("Il y a eu trois morts, dit-on, en 2019.", ["en 2019"]),
        ("Un choc, ce mardi, vers 7h45, à Lyon.", ["ce mardi, vers 7h45"]),
    ],
)
def test_spans_hold_the_words_that_carry_the_date(text: str, words: list[str]) -> None:
    assert [text[m.span.start : m.span.end] for m in dates.find(text, GRAMMAR)] == words


@pytest.mark.parametrize("text", ["le 27 février 2025", "fin août 2024", "aujourd'hui à 18 h 30", "l'été dernier"])
@pytest.mark.parametrize(
    "change",
    [
        lambda t: unicodedata.normalize("NFD", t),
        lambda t: t.replace(" ", "\u00a0"),
        lambda t: t.replace(" ", "\u202f"),
        lambda t: t.replace("'", "’"),
        lambda t: t.replace(" ", "  "),
        str.upper,
        lambda t: f"« {t} »",
    ],
)
def test_typography_does_not_matter(text: str, change: Any) -> None:
    changed = change(text)
    (mention,) = dates.find(changed, GRAMMAR)
    assert dates.resolve(mention.expression, date(2025, 4, 10)) == value_of(text)
    found = unicodedata.normalize("NFC", changed[mention.span.start : mention.span.end])
    assert re.sub(r"\s+", " ", found).lower().replace("’", "'") == text.lower()


def test_a_day_alone_is_of_the_month_told_just_before() -> None:
    assert read("Le 4 février, il a plu. Le 13, il a neigé.", date(2025, 3, 20)) == [
        value_of("le 4 février 2025"),
        value_of("le 13 février 2025"),
    ]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("depuis le 6 octobre", "since"),
        ("jusqu'à vendredi soir", "until"),
        ("d'ici au 30 septembre", "by"),
        ("d'ici à la fin de l'année", "by"),
        ("avant décembre", "before"),
        ("pas avant samedi", "from"),
        ("à partir du 1er mai", "from"),
        ("dès 2019", "from"),
        ("après le 3 mars", "after"),
        ("le 3 mars", "at"),
        ("vendredi 17 janvier inclus", "until"),
    ],
)
def test_bounds(text: str, side: str) -> None:
    (mention,) = dates.find(text, GRAMMAR)
    assert dates.bound(mention.expression) == side


@pytest.mark.parametrize(("text", "alone"), [("à 18h30", True), ("mardi à 18h30", False), ("ce matin", False)])
def test_time_only(text: str, alone: bool) -> None:
    (mention,) = dates.find(text, GRAMMAR)
    assert dates.is_time_only(mention.expression) is alone


def test_a_time_in_another_zone_names_the_zone() -> None:
    zones = [dates.zone(m.expression) for m in dates.find("à 9 heures, heure de Paris ; à 10H00 locales", GRAMMAR)]
    assert zones == ["heure de paris", ""]


# -- resolving -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [("le 3 mai 2024", "absolute"), ("jeudi", "relative"), ("la veille", "relative-to-event"), ("à 18h", "time")],
)
def test_kinds_of_expression(text: str, kind: str) -> None:
    (mention,) = dates.find(text, GRAMMAR)
    assert mention.expression.kind == kind
    assert (dates.resolve(mention.expression, None) is not None) == (kind == "absolute")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("la veille", "2024-05-09"),
        ("le lendemain", "2024-05-11"),
        ("le même jour", "2024-05-10"),
        ("deux jours plus tôt", "2024-05-08"),
        ("trois jours plus tard", "2024-05-13"),
    ],
)
def test_relative_to_an_event(text: str, day: str) -> None:
    (mention,) = dates.find(text, GRAMMAR)
    value = dates.resolve(mention.expression, date(2025, 1, 1), event=date(2024, 5, 10))
    assert value is not None
    assert words_of(value) == day


@pytest.mark.parametrize(
    ("tense", "day"), [("past", "2025-04-04"), ("future", "2025-04-11"), ("unknown", "2025-04-11")]
)
def test_a_weekday_follows_its_verb(tense: dates.Tense, day: str) -> None:
    (mention,) = dates.find("vendredi", GRAMMAR)
    value = dates.resolve(mention.expression, date(2025, 4, 10), tense)
    assert value is not None
    assert value.start.isoformat() == day


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("Le ministre a annoncé mardi que les discussions auront lieu.", "past"),
        ("Les discussions auront lieu mardi.", "future"),
        ("Les délégués doivent se voir mardi.", "future"),
        ("La rencontre, prévue mardi, est la troisième.", "future"),
        ("Ils étaient réunis mardi.", "past"),
        ("La réunion devait se tenir mardi.", "unknown"),
        ("Mardi, jour de marché.", "unknown"),
    ],
)
def test_tense(text: str, tense: str) -> None:
    mention = dates.find(text, GRAMMAR)[0]
    assert dates.tense_of(text, mention.span, GRAMMAR) == tense


@pytest.mark.parametrize("day", ["2000-04-23", "2019-04-21", "2024-03-31", "2025-04-20", "2038-04-25"])
def test_easter(day: str) -> None:
    assert easter(int(day[:4])).isoformat() == day


# -- relating ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("le 18 février 2025", "18/02/2025", Relation.SAME),
        ("le 18 février 2025", "fin février 2025", Relation.CONFLICTING),
        ("le 27 février 2025", "fin février 2025", Relation.COMPATIBLE),
        ("le 20 février 2025", "fin février 2025", Relation.COMPATIBLE),
        ("le 27 février 2025", "en février 2025", Relation.COMPATIBLE),
        ("le 27 février 2025", "en 2025", Relation.COMPATIBLE),
        ("le 27 février 2025", "le 28 février 2025", Relation.CONFLICTING),
        ("le 10 avril 2025", "le 27 février 2025", Relation.CONFLICTING),
        ("en novembre 2019", "il y a trois ans", Relation.CONFLICTING),
        ("le 27 février 2025", "il y a un mois et demi", Relation.COMPATIBLE),
        ("à 10h30", "à 10 h 32", Relation.COMPATIBLE),
        ("à 10h30", "à 10h50", Relation.CONFLICTING),
        ("à 07H42", "vers 7h45", Relation.COMPATIBLE),
        ("à 07H42", "peu avant 8 heures", Relation.COMPATIBLE),
        ("à 07H42", "ce matin", Relation.COMPATIBLE),
        ("à 9 heures, heure de Paris", "à 10H00 locales", Relation.COMPATIBLE),
        ("mi-octobre 2025", "le 15 septembre 2025", Relation.CONFLICTING),
        ("au troisième trimestre", "le 30 septembre 2025", Relation.COMPATIBLE),
    ],
)
def test_relate(a: str, b: str, relation: Relation) -> None:
    first, second = value_of(a), value_of(b)
    assert dates.relate(first, second).relation is relation
    assert dates.relate(second, first) == dates.relate(first, second)


@pytest.mark.parametrize(
    ("text", "edtf", "english", "french"),
    [
        ("le 18 février 2025", "2025-02-18", "2025-02-18", "2025-02-18"),
        ("février 2025", "2025-02", "February 2025", "février 2025"),
        ("en 2019", "2019", "2019", "2019"),
        ("du 3 au 5 mai 2024", "2024-05-03/2024-05-05", "2024-05-03 to 2024-05-05", "2024-05-03 au 2024-05-05"),
        ("fin mai 2024", "2024-05-20~/2024-05-31~", "2024-05-20 to 2024-05-31", "2024-05-20 au 2024-05-31"),
        ("le 14 janvier 2025 à 7h42", "2025-01-14T07:42:00", "2025-01-14 07:42", "2025-01-14 à 07:42"),
    ],
)
def test_edtf_and_label(text: str, edtf: str, english: str, french: str) -> None:
    value = value_of(text)
    assert (value.edtf, dates.label(value), dates.label(value, "fr")) == (edtf, english, french)


# -- invariants ----------------------------------------------------------------------------------------------------------

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
MINUTES = st.none() | st.tuples(st.integers(0, 1439), st.integers(0, 90)).map(lambda p: (p[0], min(1439, p[0] + p[1])))
VALUES = st.builds(
    lambda start, length, minutes: DateValue(start, start + timedelta(length), "", minutes if length == 0 else None),
    DAYS,
    st.sampled_from([0, 0, 1, 7, 30, 365]),
    MINUTES,
)
WORDS = st.lists(
    st.sampled_from([c[0] for c in CASES] + ["le", "a", "de", ",", ".", "\n", "2", "heures", "été"]), max_size=8
)


@given(VALUES, VALUES)
def test_relate_is_symmetric(a: DateValue, b: DateValue) -> None:
    assert dates.relate(a, b) == dates.relate(b, a)
    assert dates.relate(a, a).relation is Relation.SAME


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200) | WORDS.map(" ".join), DAYS)
def test_any_text_is_read_without_fault(text: str, on: date) -> None:
    mentions = dates.find(text, GRAMMAR)
    end = 0
    for mention in mentions:
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end
        assert pickle.loads(pickle.dumps(mention)) == mention  # noqa: S301
        for tense in ("past", "future", "unknown"):
            value = dates.resolve(mention.expression, on, tense, event=on)
            if value is not None:
                assert value.start <= value.end
                assert dates.label(value)
        assert dates.tense_of(text, mention.span, GRAMMAR) in ("past", "future", "unknown")
    assert dates.find(text, GRAMMAR) == mentions


@pytest.mark.parametrize("on", [date.min, date.max])
def test_the_ends_of_the_calendar(on: date) -> None:
    for text, _, _ in CASES:
        for mention in dates.find(text, GRAMMAR):
            dates.resolve(mention.expression, on, event=on)


def test_long_runs_of_one_word_are_read_quickly_enough_to_finish() -> None:
    for word in ("le ", "de ", "1 ", "lundi ", "du 2 au ", "il y a ", "- ", "2 heures "):
        dates.find(word * 400, GRAMMAR)


def test_span_of_a_mention_in_a_longer_text() -> None:
    text = "Œuvre « achevée »\u00a0: le 27\u202ffévrier."
    (mention,) = dates.find(text, GRAMMAR)
    assert mention.span == Span(text.index("le"), text.index("."))


# -- rules ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (
            "{name: x, about: y, means: atom, builds: calendar, pattern: '{nothing}'}",
            "no lexicon has the slot 'nothing'",
        ),
        ("{name: x, about: y, means: atom, builds: calendar, pattern: '(('}", "x.yaml:2|dates.yaml:2"),
        ("{name: x, about: y, means: compound, builds: bound}", "takes"),
        ("{name: x, about: y, means: lexicon, slot: s, words: {}}", "words"),
        ("{name: x, about: y, means: anything}", "means"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, rule: str, message: str) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "dates.yaml").write_text(f"rules:\n  - {rule}\n", encoding="utf-8")
    with pytest.raises(RuleError, match=message) as caught:
        dates.load(rule_files.load([tmp_path]))
    assert "dates.yaml:2" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "on", "day"),
    [
        ("Le conseil se réunira mercredi 11 mars.", date(2025, 3, 5), date(2025, 3, 11)),  # a Tuesday
        ("Il est mort lundi 3 février.", date(2024, 2, 10), date(2024, 2, 3)),  # a Saturday
        ("Il est mort lundi 3 février.", date(2025, 8, 10), date(2025, 2, 3)),
    ],
)
def test_a_wrong_weekday_does_not_move_the_year(text: str, on: date, day: date) -> None:
    found = dates.find(text, GRAMMAR)[0]
    value = dates.resolve(found.expression, on, dates.tense_of(text, found.span, GRAMMAR))
    assert value is not None and value.start == day


def test_a_limit_leaves_one_side_open() -> None:
    june, july = (
        dates.resolve(dates.find(t, GRAMMAR)[0].expression, None) for t in ("en juin 2031", "en juillet 2031")
    )
    assert june is not None and july is not None
    start = date(2031, 1, 1)
    assert dates.relate(dates.by(june, start, within=True), july).relation is Relation.CONFLICTING
    assert dates.relate(dates.by(june, start, within=False), june).relation is Relation.CONFLICTING
    assert dates.relate(dates.not_before(july), june).relation is Relation.CONFLICTING
    assert dates.relate(dates.not_before(june), july).relation is Relation.COMPATIBLE
    assert dates.relate(dates.not_before(june), dates.not_before(july)).relation is Relation.INCOMPARABLE
    assert dates.label(dates.by(june, start, within=True)) == "by 2031-06-30"
    assert dates.label(dates.not_before(july), "fr") == "pas avant 2031-07-01"
