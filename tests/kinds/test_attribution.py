"""Attribution: who said what, how firmly, and which agency an article comes from."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck import rules as rule_files
from factcheck.kinds import attribution, quotations
from factcheck.kinds.conjugation import conjugate
from factcheck.types import Span

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "attributions.yaml").read_text(encoding="utf-8"))
GRAMMAR = attribution.load(rule_files.load())


def told(text: str) -> list[tuple[str, str, str]]:
    found = attribution.find(text, GRAMMAR)
    return [(text[a.source.start : a.source.end], text[a.content.start : a.content.end], a.firmness) for a in found]


def test_the_corpus_is_large_enough() -> None:
    assert len(CASES) >= 100


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_cases(case: dict[str, Any]) -> None:
    found = told(case["text"])
    assert [(source, firmness) for source, _, firmness in found] == [(s, f) for s, _, f in case["gives"]]
    for (_, content, _), (_, begins, _) in zip(found, case["gives"], strict=True):
        assert content.startswith(str(begins))


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("« Le navire a coulé », a indiqué une source à l'agence TASS.", "l'agence TASS"),
        ("« Le navire a coulé », a indiqué à l'AFP un responsable.", "l'AFP"),
        ("Le navire a coulé, a déclaré le ministère, cité par Interfax.", "Interfax"),
        ("« Le navire a coulé », a indiqué une source.", None),
    ],
)
def test_who_passed_it_on(text: str, via: str | None) -> None:
    said = [a for a in attribution.find(text, GRAMMAR) if a.rule == "declare"]
    assert [text[a.via.start : a.via.end] if a.via else None for a in said] == [via]


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("Le pont est fermé.\nAvec AFP", ("AFP",)),
        ("Le pont est fermé.\n(avec Reuters)", ("Reuters",)),
        ("Le pont est fermé.\nAFP/Le Quotidien", ("AFP",)),
        ("Le pont est fermé.\nLe Quotidien avec AFP et Reuters", ("AFP", "Reuters")),
        ("Le pont est fermé. (Belga)", ("Belga",)),
        ("Le pont est fermé. AP", ("AP",)),
        ("ROME (Reuters) - Le gouvernement est tombé.", ("Reuters",)),
        ("LYON, 14 jan 2025 (AFP) - Le pont est fermé.", ("AFP",)),
        ("Le pont rouvre information fournie par Reuters 27/02/2024 à 16:25", ("Reuters",)),
        ("Source : AFP\nLe pont est fermé.", ("AFP",)),
        ("Les invités sont là, a constaté un journaliste de l'AFP.", ("AFP",)),
        ("Le pont est fermé.\nKeystone-ATS", ("Keystone-ATS",)),
        ("Le pont est fermé, selon l'agence TASS.", ()),
        ("Un élu a indiqué à l'AFP que le pont est fermé.", ()),
        ("« Le pont est fermé », a dit une source à l'agence Ria Novosti.", ()),
        ("La carte de l'APS montre un pont.", ()),
        ("Le MAP et la PC ne sont pas cités.", ()),
        ("", ()),
    ],
)
def test_agencies_credited(text: str, agencies: tuple[str, ...]) -> None:
    assert attribution.credits(text, GRAMMAR) == agencies


def test_credits_need_no_grammar() -> None:
    assert attribution.credits("Le pont est fermé.\nAvec AFP") == ("AFP",)


def test_speaker_of_a_quotation() -> None:
    text = "Le maire a dit que « le pont tiendra encore ». « C'est faux, il tombera », a répondu la préfète."
    found = quotations.find(text)
    attributions = attribution.find(text, GRAMMAR, quotations=[f.span for f in found])
    speakers = [attribution.speaker_of(f.span, attributions) for f in found]
    assert [text[a.source.start : a.source.end] for a in speakers if a] == ["Le maire", "la préfète"]
    assert attribution.speaker_of(Span(0, 1), ()) is None


def test_a_person_given_by_the_caller_is_an_antecedent() -> None:
    text = "Vers midi est arrivée Anne Roy. « Rien n'est perdu », a-t-elle lancé."
    start = text.index("Anne Roy")
    found = attribution.find(text, GRAMMAR, persons=[Span(start, start + 8)])
    assert [text[a.source.start : a.source.end] for a in found] == ["Anne Roy"]
    assert found[0].pronoun is not None


@pytest.mark.parametrize("case", CASES[:40], ids=lambda case: case["text"])
def test_decomposed_text_gives_the_same(case: dict[str, Any]) -> None:
    text = unicodedata.normalize("NFD", case["text"])
    nfc = [tuple(unicodedata.normalize("NFC", part) for part in one) for one in told(text)]
    assert nfc == told(unicodedata.normalize("NFC", case["text"]))


@pytest.mark.parametrize(
    ("infinitive", "form"),
    [
        ("annoncer", "annonçait"),
        ("juger", "jugeait"),
        ("rappeler", "rappelle"),
        ("espérer", "espère"),
        ("soulever", "soulève"),
        ("appuyer", "appuie"),
        ("célébrer", "célèbre"),
        ("dire", "disaient"),
        ("craindre", "craignait"),
    ],
)
def test_conjugation(infinitive: str, form: str) -> None:
    forms = conjugate(infinitive)
    assert forms is not None
    assert form in forms.finite


def test_an_unknown_verb_has_no_forms() -> None:
    assert conjugate("xyz") is None


PIECES = st.lists(
    st.sampled_from(
        "Le maire a dit que « le pont » , selon la police . a-t-il ajouté \n a-t-on appris de source : Anne Roy pour il \" ( ) e\u0301 cité par l'AFP".split(
            " "
        )
    ),
    max_size=30,
)


@given(st.one_of(st.text(max_size=60), PIECES.map(" ".join)))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    for found in attribution.find(text, GRAMMAR):
        for span in (found.source, found.content, found.via, found.pronoun):
            assert span is None or 0 <= span.start < span.end <= len(text)
        assert not found.source.overlaps(found.content)
    attribution.credits(text, GRAMMAR)
