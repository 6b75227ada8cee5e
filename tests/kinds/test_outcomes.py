"""Questions with two answers: which answer a clause gives, when it gives none, and which answers exclude each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.kinds import outcomes
from factcheck.rules import Rules
from factcheck.types import ActionValue, Relation
from tests import loaded


def answers(text: str) -> set[tuple[str, bool]]:
    return {(o.question, o.positive) for o in outcomes.find(text, loaded.compiled().outcomes)}


@pytest.mark.parametrize(
    ("text", "question", "positive"),
    [
        # a test finds something, or nothing
        ("Le dépistage de stupéfiants s'est révélé positif.", "drug-test", True),
        ("L'automobiliste a été testée positive à la cocaïne.", "drug-test", True),
        ("Il conduisait sous l'emprise de l'alcool.", "drug-test", True),
        ("Les analyses toxicologiques sont toutes négatives.", "drug-test", False),
        ("L'éthylotest de la motarde est revenu négatif.", "drug-test", False),
        ("Le pilote n'était pas sous l’emprise de stupéfiants.", "drug-test", False),
        ("LE CHAUFFEUR A ÉTÉ CONTRÔLÉ POSITIF AU CANNABIS", "drug-test", True),
        # hurt or not
        ("La cycliste est sortie indemne du choc.", "unhurt", True),
        ("Le pilote s'en est tiré sans une égratignure.", "unhurt", True),
        ("Le conducteur du bus est sain et sauf.", "unhurt", True),
        ("Le pilote n'a pas été blessé.", "unhurt", True),
        ("Le conducteur du bus a été grièvement blessé.", "unhurt", False),
        # jobs
        ("Aucun emploi ne sera supprimé sur le site de Belmont.", "job-cuts", False),
        ("La fusion ne provoquera aucune suppression de poste.", "job-cuts", False),
        ("La direction a promis le calme. Il n'y aura pas de licenciements.", "job-cuts", False),
        ("Zéro licenciement.", "job-cuts", False),
        ("Le groupe dément que des postes seront supprimés.", "job-cuts", False),
        ("La direction a admis que 120 postes seraient supprimés.", "job-cuts", True),
        ("Quelque 300 salariés seront licenciés.", "job-cuts", True),
        ("La direction annonce un plan social.", "job-cuts", True),
        # up or down
        ("La participation progresse de deux points.", "up-or-down", True),
        ("Les électeurs se sont davantage mobilisés, la participation est en hausse.", "up-or-down", True),
        ("La participation a reculé de quatre points.", "up-or-down", False),
        ("Les électeurs ont été moins nombreux que dimanche dernier.", "up-or-down", False),
        ("Les électeurs ont boudé les urnes.", "up-or-down", False),
        ("L'abstention a progressé de deux points.", "up-or-down", False),
        ("Le chômage a diminué au printemps.", "up-or-down", False),
        # votes
        ("Le texte est passé à l'unanimité.", "unanimous", True),
        ("La motion a été adoptée sans aucune opposition.", "unanimous", True),
        ("Quatre élus ont voté contre.", "unanimous", False),
        ("Le texte est adopté, deux voix contre.", "unanimous", False),
        ("Le Sénat a rejeté le projet de loi.", "approved", False),
        ("Le conseil n'a pas adopté le budget.", "approved", False),
        # courts and police
        ("Le gérant est ressorti libre du tribunal.", "jailed", False),
        ("La comptable dormira chez elle.", "jailed", False),
        ("Le gérant a été incarcéré dès la fin de l'audience.", "jailed", True),
        ("Elle a été conduite à la maison d'arrêt.", "jailed", True),
        ("La défense ne fera pas appel.", "appeals", False),
        ("Ses avocats renoncent à faire appel.", "appeals", False),
        ("Le parquet a interjeté appel.", "appeals", True),
        ("L'avocate a fait savoir qu'elle ferait appel.", "appeals", True),
        ("Le surveillant n'a jamais été condamné.", "known-to-police", False),
        ("L'agresseur était inconnu des services de police.", "known-to-police", False),
        # alerts, bans, roads, strikes
        ("Aucune alerte n'a été diffusée.", "alert", False),
        ("La préfecture n'a pas lancé d'alerte.", "alert", False),
        ("L'alerte a été déclenchée à 6 heures.", "alert", True),
        ("Le carnaval a été interdit.", "allowed", False),
        ("Le carnaval n'a pas été autorisé.", "allowed", False),
        ("La route du col a été rouverte.", "closed", False),
        ("La grève des éboueurs est suspendue.", "strike-goes-on", False),
        ("L'attentat n'a pas été revendiqué.", "claimed", False),
        ("Le trafic des ferries n'a pas repris.", "resumed", False),
    ],
)
def test_a_clause_answers(text: str, question: str, positive: bool) -> None:
    assert (question, positive) in answers(text)
    assert (question, not positive) not in answers(text)


@pytest.mark.parametrize(
    "text",
    [
        "Les syndicats craignent des licenciements.",
        "Le syndicat demande qu'aucun poste ne soit supprimé.",
        "La participation sera-t-elle en hausse ?",
        "Si la participation est en hausse, le maire gagnera.",
        "Le groupe n'a pas confirmé que des postes seront supprimés.",
        "On ignore si le conducteur a été testé positif à l'alcool.",
        "Le texte n'a pas encore été adopté.",
        "Le budget n'a pas été rejeté si ce n'est une ligne ?",
        "La ville pourrait interdire le défilé.",
    ],
)
def test_a_clause_that_leaves_it_open_gives_no_answer(text: str) -> None:
    assert answers(text) == set()


def value(question: str, positive: bool, topics: str = "", apart: str = "") -> ActionValue:
    return ActionValue(f"{question}?", positive, "x", frozenset(topics.split()), frozenset(apart.split()))


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (value("alert", True), value("alert", False), Relation.CONFLICTING),
        (value("alert", False), value("alert", False), Relation.SAME),
        (value("alert", True), value("closed", False), Relation.INCOMPARABLE),
        (value("allowed", True, "defil"), value("allowed", False, "defil"), Relation.CONFLICTING),
        (value("allowed", True, "defil"), value("allowed", False, "feux"), Relation.INCOMPARABLE),
        (value("allowed", True, "defil"), value("allowed", False), Relation.INCOMPARABLE),
        (value("allowed", True, "defil chars"), value("allowed", False, "defil feux rue"), Relation.INCOMPARABLE),
        (value("up", True, "thing:jobs a b"), value("up", False, "thing:jobs c d"), Relation.CONFLICTING),
        (
            value("drug-test", True, "", "substance:drugs"),
            value("drug-test", False, "", "substance:alcohol"),
            Relation.INCOMPARABLE,
        ),
        (value("drug-test", True, "", "substance:drugs"), value("drug-test", False), Relation.CONFLICTING),
        (value("jailed", True, "", "who:a"), value("jailed", False, "", "who:b"), Relation.INCOMPARABLE),
        (value("jailed", True, "", "who:a town:x"), value("jailed", False, "", "who:a"), Relation.CONFLICTING),
    ],
)
def test_answers_are_compared_where_they_are_about_one_thing(
    a: ActionValue, b: ActionValue, relation: Relation
) -> None:
    assert outcomes.relate(a, b).relation is relation
    assert outcomes.relate(b, a).relation is relation


def test_a_figure_of_a_known_class_is_asked_for_once_a_story() -> None:
    grammar = loaded.compiled().outcomes
    (one,) = outcomes.find("L'abstention est en hausse.", grammar)
    assert one.topics == {"thing:turnout"}
    assert outcomes.key(one) == "up-or-down turnout?"
    assert grammar.decisive(outcomes.key(one))
    assert not outcomes.find("Le moral de la coiffeuse est en hausse.", grammar)


def test_the_sentence_before_a_clause_names_whom_it_is_about() -> None:
    text = "Le chauffeur du car, un homme de 40 ans, a été contrôlé positif à l'alcool."
    (one,) = outcomes.find(text, loaded.compiled().outcomes)
    assert one.apart == {"person:driver", "vehicle:coach", "substance:alcohol"}


def test_a_rule_needs_words(rules: Rules, tmp_path: object) -> None:
    from pathlib import Path

    from factcheck import rules as rule_files
    from factcheck.errors import RuleError

    folder = Path(str(tmp_path)) / "fr"
    folder.mkdir()
    for line in ("{name: open, about: A bracket., yes: '(x'}", "{name: none, about: No words.}"):
        (folder / "outcomes.yaml").write_text(f"rules:\n- {line}\n", encoding="utf-8")
        with pytest.raises(RuleError, match=r"outcomes\.yaml:2: rule"):
            outcomes.load(rule_files.load([folder.parent]))


@given(st.text(max_size=200))
def test_spans_lie_in_any_text(text: str) -> None:
    for found in outcomes.find(text, loaded.compiled().outcomes):
        assert 0 <= found.clause.start <= found.span.start < found.span.end <= found.clause.end <= len(text)


NAMES = st.frozensets(st.sampled_from(["who:a", "who:b", "town:x", "town:y"]), max_size=3)
VALUES = st.builds(ActionValue, st.sampled_from(["alert?", "closed?"]), st.booleans(), st.just("x"), NAMES, NAMES)


@given(VALUES, VALUES)
def test_relate_is_symmetric(a: ActionValue, b: ActionValue) -> None:
    one, other = outcomes.relate(a, b), outcomes.relate(b, a)
    assert (one.relation, one.rule) == (other.relation, other.rule)
