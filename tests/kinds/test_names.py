from __future__ import annotations

import itertools
import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import rules
from factcheck.kinds import names
from factcheck.types import Mention, PartyValue, Relation, Span

SHARED = Path(__file__).resolve().parents[3] / "shared" / "names"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled name pairs are not beside the checkout")


@pytest.fixture(scope="module")
def grammar() -> names.NameGrammar:
    return names.load(rules.load())


GRAMMAR = names.load(rules.load())


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Selon Durand", "Durand"),
        ("l'ambassadeur Durand", "Durand"),
        ("l’ambassadeur Durand", "Durand"),
        ("le premier ministre Paul Durand", "Paul Durand"),
        ("Le président Durand", "Durand"),
        ("commandant Luc Morin", "Luc Morin"),
        ("Paul Durand--", "Paul Durand"),
        ("« Paul Durand »", "Paul Durand"),
        ("Paul Durand's", "Paul Durand"),
        ("Paul Durand\nLe match", "Paul Durand"),
        ("M. Durand", "M. Durand"),
        ("M.\u00a0Durand", "M.\u00a0Durand"),
        ("Me Paul Durand", "Paul Durand"),
        ("Le Goff", "Le Goff"),
        ("De Villiers", "De Villiers"),
        ("François de Ligne", "François de Ligne"),
        ("Samir ben Younes al-Kaabi", "Samir ben Younes al-Kaabi"),
        ("Paul Durand a dit que", "Paul Durand"),
        ("Lyon.Paul", "Lyon"),
        ("président", "président"),
    ],
)
def test_clean(text: str, gives: str, grammar: names.NameGrammar) -> None:
    span = names.clean(text, Span(0, len(text)), grammar)
    assert text[span.start : span.end] == gives


def test_clean_takes_in_a_title_before_a_surname(grammar: names.NameGrammar) -> None:
    text = "Pour Mme Durand, rien ne change."
    span = names.clean(text, Span(9, 15), grammar)
    assert text[span.start : span.end] == "Mme Durand"


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_clean_stays_in_the_text(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    span = names.clean(text, Span(start, end), GRAMMAR)
    assert 0 <= span.start <= span.end <= len(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chtcherbina", "Shcherbina"), ("Tchekhov", "Chekhov"), ("Khrouchtchev", "Khrushchev"),
        ("Gorbatchev", "Gorbachev"), ("Zelensky", "Zelenskyy"), ("Raspoutine", "Rasputin"), ("Alexeï", "Alexey"),
        ("Ioukhnov", "Yukhnov"), ("al-Souwaïdi", "Al Suwaidi"), ("Müller", "Mueller"), ("Rachid", "Rashid"),
        ("Dmitriev", "Dmitriyev"), ("Romanoff", "Romanov"), ("Maksim", "Maxim"), ("Thiago", "Tiago"),
    ],
)  # fmt: skip
def test_romanisations_meet(one: str, other: str, grammar: names.NameGrammar) -> None:
    assert names.fold_name(one, grammar) == names.fold_name(other, grammar)


@pytest.mark.parametrize("pair", [("Martin", "Marin"), ("Durand", "Durant"), ("Petrov", "Petrova")])
def test_other_names_stay_apart(pair: tuple[str, str], grammar: names.NameGrammar) -> None:
    assert names.fold_name(pair[0], grammar) != names.fold_name(pair[1], grammar)


SAME, COMPATIBLE, CONFLICTING = Relation.SAME, Relation.COMPATIBLE, Relation.CONFLICTING


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("Alexandre Bortchine", "Aleksandr Borchin", SAME),
        ("Oleksiï Kovaltchouk", "Alexeï Kovalchuk", SAME),
        ("Evgueni Chtcherbina", "Yevgeny Shcherbina", SAME),
        ("Volodymyr Bondar", "Vladimir Bondar", SAME),
        ("Deng Xiaoping", "Teng Hsiao-ping", SAME),
        ("Zhou Enlai", "Chou En-lai", SAME),
        ("Samir ben Younes al-Kaabi", "Samir Al Kaabi", SAME),
        ("Rosa Flores", "Rosa Flores Vargas", SAME),
        ("Marc-Antoine Petit", "Marc Antoine Petit", SAME),
        ("Salim Belkacem", "Salim Bel-Kacem", SAME),
        ("Thiago Moreira", "Tiago Moreira", SAME),
        ("Jacqueline Roux", "Jacline Roux", SAME),
        ("Rossi Marco", "Marco Rossi", SAME),
        ("Vladimir Vladimirovitch Raspoutine", "Vladimir Raspoutine", SAME),
        ("Jörg Maier", "Joerg Maier", SAME),
        ("Édouard Roche", "Edouard Roche", SAME),
        ("A. Durand", "Alain Durand", COMPATIBLE),
        ("Durand", "Alain Durand", COMPATIBLE),
        ("M. Durand", "Alain Durand", COMPATIBLE),
        ("Le Goff", "Yann Le Goff", COMPATIBLE),
        ("Alain", "Alain Durand", COMPATIBLE),
        ("M. Hu", "Hu Jintao", COMPATIBLE),
        ("Alexandra Bortchina", "Alexandre Bortchine", CONFLICTING),
        ("Irina Petrova", "Igor Petrov", CONFLICTING),
        ("Mme Durand", "Alain Durand", CONFLICTING),
        ("Jean-Pierre Morin", "Jean-Paul Morin", CONFLICTING),
        ("Jean Morin", "Jeanne Morin", CONFLICTING),
        ("Sandrine Morin", "Michel Morin", CONFLICTING),
        ("Tiago Moreira", "Tomas Moreira", CONFLICTING),
        ("B. Durand", "Alain Durand", CONFLICTING),
        ("Boris Abramov", "Roman Abramov", CONFLICTING),
        ("Alain Durand", "Alain Morin", CONFLICTING),
        ("Pierre Novak", "Peter Novak", CONFLICTING),
        ("Luis Quiroga", "José Quiroga", CONFLICTING),
        ("Pascal Roux", "Pascale Roux", CONFLICTING),
        ("", "Alain Durand", Relation.INCOMPARABLE),
    ],
)
def test_same_person(one: str, other: str, relation: Relation, grammar: names.NameGrammar) -> None:
    assert names.same_person(one, other, grammar).relation is relation
    assert names.same_person(other, one, grammar).relation is relation


@given(st.text(max_size=30), st.text(max_size=30))
def test_same_person_is_symmetric(a: str, b: str) -> None:
    assert names.same_person(a, b, GRAMMAR) == names.same_person(b, a, GRAMMAR)


@needs_shared
def test_labelled_pairs(grammar: names.NameGrammar) -> None:
    rows = [json.loads(line) for line in (SHARED / "name_pairs_nomenklatura.jsonl").read_text("utf-8").splitlines()]
    people = [row for row in rows if row["schema"] == "Person"]
    said = [names.same_person(r["name1"], r["name2"], grammar).relation is SAME for r in people]
    true = [row["is_match"] == "true" for row in people]
    right = sum(s and t for s, t in zip(said, true, strict=True))
    assert right / sum(said) >= 0.90
    assert right / sum(true) >= 0.48


@needs_shared
def test_random_names_are_not_one(grammar: names.NameGrammar) -> None:
    lines = (SHARED / "wd_russian_latin_variants.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line)["latin"] for line in lines]
    chosen = random.Random(7)  # noqa: S311 - the same sample each time
    pairs = [[chosen.choice(row) for row in chosen.sample(rows, 2)] for _ in range(2000)]
    wrong = [(a, b) for a, b in pairs if names.same_person(a, b, grammar).relation is not CONFLICTING]
    assert len(wrong) <= 4


# -- resolve --------------------------------------------------------------------------------------


def _mentions(article: str, *forms: str) -> list[Mention]:
    found = []
    for number, form in enumerate(forms):
        kind, _, text = form.rpartition(":")
        start = number * 100
        kinds = {"": "person", "org": "organisation", "loc": "place"}
        found.append(Mention(article, Span(start, start + len(text)), text, kinds[kind]))  # type: ignore[arg-type]
    return found


def _forms(mentions: list[Mention], grammar: names.NameGrammar, **more: object) -> list[set[str]]:
    entities = names.resolve(mentions, grammar, **more)  # type: ignore[arg-type]
    return sorted(({f"{m.article}:{m.text}" for m in e.mentions} for e in entities), key=sorted)


def test_romanisations_across_articles_are_one_entity(grammar: names.NameGrammar) -> None:
    mentions = _mentions("a", "Alexandre Bortchine", "M. Bortchine") + _mentions("b", "Aleksandr Borchin", "Borchin")
    (entity,) = names.resolve(mentions, grammar)
    assert len(entity.mentions) == 4
    assert entity.why and "Borchin" in entity.why[0]


def test_homonyms_stay_apart_and_a_title_tells_them(grammar: names.NameGrammar) -> None:
    found = _forms(_mentions("a", "Bruno Carlier", "Hélène Carlier", "M. Carlier", "Mme Carlier"), grammar)
    assert found == [{"a:Bruno Carlier", "a:M. Carlier"}, {"a:Hélène Carlier", "a:Mme Carlier"}]


def test_a_surname_means_the_last_full_name_before_it(grammar: names.NameGrammar) -> None:
    found = _forms(_mentions("a", "Bruno Carlier", "Hélène Carlier", "Carlier"), grammar)
    assert {"a:Hélène Carlier", "a:Carlier"} in found


def test_a_surname_may_come_before_its_full_name(grammar: names.NameGrammar) -> None:
    assert len(_forms(_mentions("a", "Carlier", "Bruno Carlier"), grammar)) == 1


def test_a_surname_without_full_name_joins_the_only_one_of_the_folder(grammar: names.NameGrammar) -> None:
    one = _mentions("a", "Bruno Carlier") + _mentions("b", "Carlier")
    assert len(_forms(one, grammar)) == 1
    two = one + _mentions("c", "Hélène Carlier")
    assert {"b:Carlier"} in _forms(two, grammar)


def test_a_given_name_means_the_person_of_its_article(grammar: names.NameGrammar) -> None:
    found = _forms(_mentions("a", "Pauline Morel", "Pauline") + _mentions("b", "Pauline Roux", "Pauline"), grammar)
    assert found == [{"a:Pauline", "a:Pauline Morel"}, {"b:Pauline", "b:Pauline Roux"}]


def test_acronyms_and_short_forms(grammar: names.NameGrammar) -> None:
    mentions = _mentions("a", "org:Sahel Relief Network", "org:SRN", "org:Karlstad United", "org:Karlstad")
    assert len(_forms(mentions, grammar)) == 2
    assert len(_forms(_mentions("a", "org:La Gauche unie", "org:LGU"), grammar)) == 1


def test_a_short_form_of_two_bodies_joins_neither(grammar: names.NameGrammar) -> None:
    mentions = _mentions("a", "org:Karlstad United", "org:Karlstad Energi", "org:Karlstad")
    assert len(_forms(mentions, grammar)) == 3


def test_a_firm_with_a_person_s_name(grammar: names.NameGrammar) -> None:
    found = _forms(_mentions("a", "Paul Brenner", "Brenner Pumpen", "Brenner", "org:Brenner Pumpen"), grammar)
    assert found == [{"a:Brenner", "a:Paul Brenner"}, {"a:Brenner Pumpen"}]


def test_places_by_the_ids_of_a_gazetteer(grammar: names.NameGrammar) -> None:
    ids = {"Kiev": "geonames:1", "Kyiv": "geonames:1", "Lviv": "geonames:2"}
    found = _forms(_mentions("a", "loc:Kiev", "loc:Kyiv", "loc:Lviv"), grammar, place_id=ids.get)
    assert found == [{"a:Kiev", "a:Kyiv"}, {"a:Lviv"}]


def test_one_name_is_of_the_kind_that_the_folder_tells(grammar: names.NameGrammar) -> None:
    mentions = _mentions("a", "loc:Lusanne", "loc:Lusanne", "Lusanne")
    (entity,) = names.resolve(mentions, grammar)
    assert entity.kind == "place"


_FORMS = [
    "Paul Roux", "Roux", "M. Roux", "Mme Roux", "Anne Roux", "Paul", "org:Roux SA", "loc:Lyon", "org:RSA", "P. Roux",
]  # fmt: skip


@given(st.lists(st.sampled_from(_FORMS), max_size=8), st.randoms(use_true_random=False))
def test_order_does_not_matter_and_nothing_is_lost(forms: list[str], shuffler: random.Random) -> None:
    mentions = list(itertools.chain(_mentions("a", *forms[:4]), _mentions("b", *forms[4:])))
    shuffled = mentions[:]
    shuffler.shuffle(shuffled)
    entities = names.resolve(mentions, GRAMMAR)
    assert entities == names.resolve(shuffled, GRAMMAR)
    assert sorted((m for e in entities for m in e.mentions), key=repr) == sorted(mentions, key=repr)
    assert len({e.id for e in entities}) == len(entities)


def test_missed_mentions_are_found(grammar: names.NameGrammar) -> None:
    text = "Anne Carlier a parlé. Pour Anne, rien ne presse, mais Carlier attend."
    first = Mention("a", Span(0, 12), "Anne Carlier", "person")
    assert [m.text for m in names.missed(text, [first], grammar)] == ["Anne", "Carlier"]


def test_parties() -> None:
    one, other = PartyValue("person:a", "A"), PartyValue("person:b", "B")
    assert names.relate(one, one).relation is SAME
    assert names.relate(one, other).relation is names.relate(other, one).relation is Relation.INCOMPARABLE


@pytest.mark.parametrize("rule", rules.load().of("fr/names"), ids=lambda rule: rule.name)
def test_rules_do_what_their_examples_say(rule: rules.Rule) -> None:
    everything = rules.load()
    assert len(rule.examples) >= 2 and rule.counterexamples
    for example in rule.examples:
        assert (rule.name, example["gives"]) in names.describe(example["text"], everything)
    for text in rule.counterexamples:
        assert rule.name not in [name for name, _ in names.describe(text, everything)]


@pytest.mark.parametrize(
    ("text", "name", "writes"),
    [
        ("Selon notre correspondante Odile Vanneau, la foule", "Odile Vanneau", True),
        ("raconte notre envoyé spécial à Riverolle, Basile Ferrand.", "Basile Ferrand", True),
        ("Selon la porte-parole Odile Vanneau, la foule", "Odile Vanneau", False),
        ("notre maire Odile Vanneau", "Odile Vanneau", False),
    ],
)
def test_who_writes_for_the_paper(text: str, name: str, writes: bool) -> None:
    at = text.index(name)
    assert names.writes(text, Span(at, at + len(name)), GRAMMAR) is writes


@pytest.mark.parametrize(
    ("text", "mention", "kept"),
    [
        ("la ministre de la Santé Anne Vanneau a dit", "Santé Anne Vanneau", "Anne Vanneau"),
        ("le maire de Montluc Paul Vanneau a dit", "Montluc Paul Vanneau", "Paul Vanneau"),
        ("le hameau de Saint Pierre Vanneau", "Saint Pierre Vanneau", "Saint Pierre Vanneau"),
        ("d'après Marie Anne Vanneau", "Marie Anne Vanneau", "Marie Anne Vanneau"),
    ],
)
def test_the_end_of_a_post_is_no_part_of_a_name(text: str, mention: str, kept: str) -> None:
    at = text.index(mention)
    span = names.clean(text, Span(at, at + len(mention)), GRAMMAR)
    assert text[span.start : span.end] == kept
