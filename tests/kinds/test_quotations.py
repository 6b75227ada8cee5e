"""Quotations: where they stand, and whether two are one statement in two wordings."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck import rules as rule_files
from factcheck.kinds import quotations
from factcheck.kinds.wording import read
from factcheck.types import Relation

PAIRS = yaml.safe_load((Path(__file__).parent / "quotation_pairs.yaml").read_text(encoding="utf-8"))
GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"


def said(text: str) -> list[tuple[str, str]]:
    return [(f.rule, text[f.span.start : f.span.end]) for f in quotations.find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("« Oui, nous le pouvons tous »", [("quotation", "Oui, nous le pouvons tous")]),
        ("«\u00a0Oui, nous le pouvons tous\u202f»", [("quotation", "Oui, nous le pouvons tous")]),
        ("“Oui, nous le pouvons tous”", [("quotation", "Oui, nous le pouvons tous")]),
        ('Il dit "oui, nous le pouvons tous".', [("quotation", "oui, nous le pouvons tous")]),
        ('("oui, nous le pouvons tous")', [("quotation", "oui, nous le pouvons tous")]),
        ("l'\"état d'urgence\" est levé", [("scare", "état d'urgence")]),
        ("”Oui, nous le pouvons tous”", [("quotation", "Oui, nous le pouvons tous")]),
        ("<<Oui, nous le pouvons tous>>", [("quotation", "Oui, nous le pouvons tous")]),
        ("Les «casseurs» sont là.", [("scare", "casseurs")]),
        (
            "« Il m'a dit “viens vite avec nous” et j'y suis allé »",
            [
                ("quotation", "Il m'a dit “viens vite avec nous” et j'y suis allé"),
                ("quotation", "viens vite avec nous"),
            ],
        ),
        (
            "«La foule criait «dehors» sans jamais cesser», dit-il.",
            [("quotation", "La foule criait «dehors» sans jamais cesser"), ("scare", "dehors")],
        ),
        ("Une phrase » sans ouverture.", []),
        ("Il a dit « rien de plus\n\nAutre paragraphe sans marque.", []),
        ("« Rien de plus à dire\n\nAutre paragraphe.", [("quotation", "Rien de plus à dire")]),
        (
            "« Nous partons demain matin.\n« Nous reviendrons un jour. »",
            [("quotation", "Nous partons demain matin."), ("quotation", "Nous reviendrons un jour.")],
        ),
        (
            "« Nous partons demain matin.\nNous reviendrons un jour. » Il rit.",
            [("quotation", "Nous partons demain matin."), ("quotation", "Nous reviendrons un jour.")],
        ),
        ("« »", []),
        ('""', []),
        ("« ... »", []),
        ('Un écran de 27" pas plus.', []),
        (
            '"Premier mot de tous" et "second mot de tous"',
            [("quotation", "Premier mot de tous"), ("quotation", "second mot de tous")],
        ),
        ("«Phrase ouverte «mot court» et la suite sans fin", [("scare", "mot court")]),
    ],
)
def test_where_quotations_stand(text: str, found: list[tuple[str, str]]) -> None:
    assert said(text) == found


def test_a_reporting_verb_makes_a_short_quotation_a_statement() -> None:
    grammar = quotations.load(rule_files.load())
    text = "« C'est fini », a-t-elle dit des « casseurs »."
    assert [f.rule for f in quotations.find(text, grammar)] == ["quotation", "scare"]


def cases() -> list[tuple[str, str, str]]:
    return [(relation, a, b) for relation, pairs in PAIRS.items() for a, b in pairs]


def test_the_corpus_is_large_enough() -> None:
    assert len(cases()) >= 120


@pytest.mark.parametrize(("relation", "a", "b"), cases())
def test_pairs(relation: str, a: str, b: str) -> None:
    one = quotations.relate(quotations.value(a), quotations.value(b))
    other = quotations.relate(quotations.value(b), quotations.value(a))
    assert one.relation == relation, one
    assert (one.relation, one.rule) == (other.relation, other.rule)


def test_a_decomposed_spelling_is_the_same() -> None:
    text = "La réponse était donnée à l'évêque"
    other = unicodedata.normalize("NFD", text)
    assert quotations.relate(quotations.value(text), quotations.value(other)).relation is Relation.SAME


def test_the_reason_names_the_words_that_differ() -> None:
    a, b = "Nous fermons nos écoles de montagne pour un an", "Nous fermons notre internat de montagne pour un an"
    judged = quotations.relate(quotations.value(a), quotations.value(b))
    assert judged.relation is Relation.CONFLICTING
    assert "'écoles' / 'internat'" in judged.reason
    assert "'internat' / 'écoles'" in quotations.relate(quotations.value(b), quotations.value(a)).reason


PARAPHRASE = (
    "Notre conducteur a serré les freins en deux secondes, il ne pouvait rien de plus",
    "Notre conducteur a réagi dès le premier signal, nul n'aurait fait mieux",
)


@pytest.mark.parametrize(
    ("speaker", "occasion", "similarity", "relation"),
    [
        (True, True, 0.8, Relation.CONFLICTING),
        (True, False, 0.8, Relation.INCOMPARABLE),
        (False, True, 0.8, Relation.INCOMPARABLE),
        (True, True, 0.1, Relation.INCOMPARABLE),
        (True, True, None, Relation.INCOMPARABLE),
    ],
)
def test_a_paraphrase_needs_speaker_occasion_and_similarity(
    speaker: bool, occasion: bool, similarity: float | None, relation: Relation
) -> None:
    a, b = map(quotations.value, PARAPHRASE)
    judged = quotations.relate(a, b, same_speaker=speaker, same_occasion=occasion, similarity=similarity)
    assert judged.relation is relation


def test_differences_mark_the_words_that_differ() -> None:
    a, b = "Le pont sera fermé lundi aux camions", "Le pont sera fermé mardi aux camions"
    left, right = quotations.differences(a, b)
    assert [a[s.start : s.end] for s in left] == ["lundi"]
    assert [b[s.start : s.end] for s in right] == ["mardi"]


def test_a_marked_omission_is_seen() -> None:
    words = read("Le pont (...) sera [vraiment] fermé")
    assert [(w.form, w.gap, w.loose) for w in words] == [
        ("le", False, False),
        ("pont", False, False),
        ("sera", True, False),
        ("vraiment", True, True),
        ("ferme", True, False),
    ]


@given(st.text(alphabet="ab «»“”\"'.,\n(…)[]éÀ0", max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    for found in quotations.find(text):
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert found.value.text == text[found.span.start : found.span.end]  # type: ignore[union-attr]


WORDS = st.lists(
    st.sampled_from("le la de pont maire ferme fermer lundi mardi pas (...) grand. ville et [son] Nous".split()),
    max_size=12,
)


@given(WORDS, WORDS)
@settings(max_examples=200, deadline=None)
def test_relate_is_symmetric(a: list[str], b: list[str]) -> None:
    one, two = quotations.value(" ".join(a)), quotations.value(" ".join(b))
    there, back = quotations.relate(one, two), quotations.relate(two, one)
    assert (there.relation, there.rule) == (back.relation, back.rule)
    left, right = quotations.differences(one.text, two.text)
    assert all(0 <= s.start < s.end <= len(one.text) for s in left)
    assert all(0 <= s.start < s.end <= len(two.text) for s in right)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold bundles are not here")
def test_gold_quotations() -> None:
    """Every 'must' conflict of wording in the gold is found, and no trap among its quotations is sprung."""
    missed, sprung = [], []
    for path in sorted(GOLD.glob("*/gold.yaml")):
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))
        texts = {k: (path.parent / v).read_text(encoding="utf-8") for k, v in gold["articles"].items()}
        found = {k: quotations.find(t) for k, t in texts.items()}

        def at(span: dict[str, str], texts: dict[str, str] = texts, found=found) -> list[quotations.QuotationValue]:  # type: ignore[no-untyped-def]
            start = texts[span["a"]].index(span["q"])
            end = start + len(span["q"])
            return [f.value for f in found[span["a"]] if f.span.start < end and start < f.span.end]

        for kind, bad in (("conflicts", missed), ("compatible", sprung)):
            for case in gold.get(kind, []):
                slots = [case["slot"]] if isinstance(case.get("slot"), str) else case.get("slot", [])
                if kind == "conflicts" and not ("quotation" in slots and case["level"] == "must"):
                    continue
                first, second = case["sides"][:2]
                pairs = [(x, y) for s in first for t in second for x in at(s) for y in at(t)]
                opposed = any(quotations.relate(x, y).relation is Relation.CONFLICTING for x, y in pairs if x != y)
                if opposed != (kind == "conflicts"):
                    bad.append((path.parent.name, case["id"]))
    assert missed == []
    assert sprung == []
