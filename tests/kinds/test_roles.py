"""Posts: what is read in a phrase, who holds them, and how two of one person relate."""

from __future__ import annotations

import pickle
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck import rules as rule_files
from factcheck.errors import RuleError
from factcheck.kinds import roles
from factcheck.kinds.roles import RoleGrammar
from factcheck.types import Found, Relation, RoleValue, Span

HERE = Path(__file__).parent


def _corpus(name: str) -> Any:
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def _grammar() -> RoleGrammar:
    return roles.load(rule_files.load())


def _value(found: Found) -> RoleValue:
    assert isinstance(found.value, RoleValue)
    return found.value


def _read(text: str) -> RoleValue:
    return _value(roles.find(text, _grammar())[0])


@pytest.mark.parametrize("case", _corpus("roles_found")["cases"], ids=lambda case: case["text"][:60])
def test_a_phrase_is_read(case: dict[str, str]) -> None:
    text = case["text"]
    words = case.get("words", text)
    by_words = {text[f.span.start : f.span.end]: _value(f) for f in roles.find(text, _grammar())}
    value = by_words[words]
    assert (value.rank, value.sender, value.receiver) == (case["rank"], case.get("sender"), case.get("receiver"))
    assert (value.body, value.phase) == (case.get("body"), case.get("phase", "current"))
    assert value.portfolio == frozenset(_words(case.get("portfolio", ""), value))


def _words(written: str, value: RoleValue) -> set[str]:
    """The words of a portfolio; one of them may hold a space ("outre mer")."""
    return {word for word in value.portfolio if " " in word and word in written} | {
        word for word in written.split() if not any(" " in held and word in held.split() for held in value.portfolio)
    }


@pytest.mark.parametrize("text", _corpus("roles_found")["nothing"])
def test_nothing_is_read_where_no_one_holds_a_post(text: str) -> None:
    assert roles.find(text, _grammar()) == []


@pytest.mark.parametrize("case", _corpus("roles_held")["cases"], ids=lambda case: case["text"][:70])
def test_who_holds_a_post(case: dict[str, Any]) -> None:
    text, persons = _bracketed(case["text"])
    held = roles.holders(text, roles.find(text, _grammar()), persons, _grammar())
    assert [f"{text[p.start : p.end]}: {text[f.span.start : f.span.end]}" for f, p in held] == case["gives"]


def _bracketed(written: str) -> tuple[str, list[Span]]:
    text, persons = "", []
    for piece in re.split(r"(\[[^\]]*\])", written):
        if piece.startswith("["):
            persons.append(Span(len(text), len(text) + len(piece) - 2))
            piece = piece[1:-1]
        text += piece
    return text, persons


@pytest.mark.parametrize(
    ("relation", "a", "b"),
    [(relation, *pair) for relation, pairs in _corpus("roles_related").items() for pair in pairs],
)
def test_how_two_posts_relate(relation: str, a: str, b: str) -> None:
    first, second = _read(a), _read(b)
    assert roles.relate(first, second).relation == Relation(relation), (roles.relate(first, second), first, second)
    assert roles.relate(second, first) == roles.relate(first, second)


def test_a_name_at_the_end_of_a_phrase_is_not_its_organisation() -> None:
    text, persons = _bracketed("la patronne de Solvarex [Anne Roy] a signé")
    ((found, person),) = roles.holders(text, roles.find(text, _grammar()), persons, _grammar())
    assert _value(found).body == "solvarex"
    assert person == persons[0]


@pytest.mark.parametrize(
    ("plain", "other"),
    [
        ("l'ambassadeur des États-Unis en Suède", "l’ambassadeur des Etats-Unis en Suède"),
        ("l'ancien préfet de l'Isère", "l’ancien\u00a0préfet de\u202fl’Isère"),
        ("le secrétaire d'État adjoint", "le secre\u0301taire d’E\u0301tat adjoint"),
        ("la procureure de la République", "LA PROCUREURE DE LA RÉPUBLIQUE"),
        ("le préfet de la Drôme", "LE PREFET DE LA DROME"),
        ("la sous-secrétaire d'État", "la sous‑secrétaire d'État"),
    ],
)
def test_typography_does_not_matter(plain: str, other: str) -> None:
    found = roles.find(other, _grammar())
    assert [_value(f) for f in found] == [_read(plain)]
    assert found[0].span == Span(0, len(other))


@pytest.mark.parametrize(
    ("text", "language", "label"),
    [
        ("l'ancien ambassadeur de Suède au Brésil", "en", "ambassadeur, SE → BR (former)"),
        ("l'ancien ambassadeur de Suède au Brésil", "fr", "ambassadeur, SE → BR (ancien)"),
        ("le futur ministre des Sports", "fr", "ministre, sports (futur)"),
        ("la porte-parole du ministère des Sports", "en", "porte-parole, ministere des sports"),
        ("l'ambassadeur au Brésil", "en", "ambassadeur, ? → BR"),
    ],
)
def test_label(text: str, language: str, label: str) -> None:
    assert roles.label(_read(text), language) == label


def test_the_lexicon_is_broad() -> None:
    assert len({head.rank for head in _grammar().heads.values()}) >= 250


def test_a_folder_of_the_user_adds_heads(tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "roles.yaml").write_text(
        "rules:\n- {name: bells, about: They ring bells., does: heads, heads: ['carillonneur|carillonneuse']}\n",
        encoding="utf-8",
    )
    grammar = roles.load(rule_files.load([tmp_path]), states=lambda text: [])
    (found,) = roles.find("la carillonneuse de Montluc", grammar)
    assert (_value(found).rank, _value(found).body, found.rule) == ("carillonneur", "montluc", "bells")


@pytest.mark.parametrize(
    "keys",
    [
        "does: nonsense",
        "does: heads",
        "does: heads, heads: ['|x']",
        "does: heads, heads: [x], extra: 1",
        "does: exclusive, positions: {'a b': [x]}",
        "does: cues, phase: later, within: 2",
    ],
)
def test_a_mistake_in_a_rule_is_told_with_its_line(tmp_path: Path, keys: str) -> None:
    (tmp_path / "fr").mkdir()
    path = tmp_path / "fr" / "roles.yaml"
    path.write_text(f"rules:\n- {{name: odd, about: Odd., {keys}}}\n", encoding="utf-8")
    with pytest.raises(RuleError, match=re.escape(f"{path}:2: rule 'odd'")):
        roles.load(rule_files.load([tmp_path]), states=lambda text: [])


def test_the_grammar_can_be_pickled() -> None:
    grammar = pickle.loads(pickle.dumps(_grammar()))  # noqa: S301 - our own bytes
    assert roles.find("le maire de Montluc", grammar) == roles.find("le maire de Montluc", _grammar())


def test_every_rule_fires_on_its_examples_and_not_on_its_counterexamples() -> None:
    loaded = rule_files.load()
    grammar = _grammar()
    for rule in loaded.of("fr/roles"):
        assert len(rule.examples) >= 2, rule.name
        assert rule.counterexamples, rule.name
        for example in rule.examples:
            assert (rule.name, example["gives"]) in roles.described(example["text"], grammar), (rule.name, example)
        for text in rule.counterexamples:
            assert rule.name not in {name for name, _ in roles.described(text, grammar)}, (rule.name, text)


# -- what holds for every text --------------------------------------------------------------------

_PIECES = st.sampled_from(
    "le la l' un du de des d' à au aux en et , . : ( ) « » - \n ancien ex- vice- sous- nouvel ministre ambassadeur maire"
    " président secrétaire d'État adjointe russe Russie Moscou États-Unis Montluc Solvarex Anne Roy chargé général"
    " poste est nommée qui a".split(" ")
)
_TEXTS = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=14).map(" ".join))


def _named_states(text: str) -> list[tuple[Span, str]]:
    names = {"russe": "RU", "Russie": "RU", "Moscou": "RU", "États-Unis": "US"}
    return [(Span(*m.span()), names[m.group()]) for m in re.finditer("|".join(names), text)]


@cache
def _light() -> RoleGrammar:
    return roles.load(rule_files.load(), states=_named_states)


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_spans_lie_in_the_text(text: str) -> None:
    found = roles.find(text, _light())
    for one in found:
        assert 0 <= one.span.start < one.span.end <= len(text)
    assert found == roles.find(text, _light())


@settings(max_examples=200, deadline=None)
@given(_TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=4))
def test_holders_are_persons_of_the_text(text: str, spots: list[tuple[int, int]]) -> None:
    persons = [Span(a, min(a + n, len(text))) for a, n in spots if a < len(text)]
    for found, person in roles.holders(text, roles.find(text, _light()), persons, _light()):
        assert person in persons
        assert not found.span.overlaps(person)


_POSTS = st.lists(_PIECES, max_size=12).map(" ".join).map(lambda text: roles.find(text, _light()))


@settings(max_examples=300, deadline=None)
@given(_POSTS, _POSTS)
def test_relate_is_symmetric_and_a_post_is_itself(left: list[Found], right: list[Found]) -> None:
    for a in map(_value, left):
        assert roles.relate(a, a).relation is Relation.SAME
        for b in map(_value, right):
            assert roles.relate(a, b) == roles.relate(b, a)
