"""What a sentence says happened."""

from __future__ import annotations

import pytest

from factcheck import rules
from factcheck.frames import EventCues, Frame, find_frames, frame_of
from factcheck.kinds import actions
from factcheck.syntax import Parser, Sentence
from factcheck.types import Article, Part, Passage, Span

RULES = rules.load()
ACTIONS = actions.load(RULES)
CUES = EventCues.load(RULES)


def parsed(parser: Parser, text: str) -> Sentence:
    article = Article("a", "a.txt", text, (Passage(Part.BODY, Span(0, len(text))),))
    return parser.parse(article).sentences[0]


def frames(parser: Parser, text: str) -> list[Frame]:
    return find_frames(parsed(parser, text), text, ACTIONS, CUES)


def one(parser: Parser, text: str, concept: str) -> Frame:
    found = [f for f in frames(parser, text) if f.concept == concept]
    assert len(found) == 1, [f.concept for f in frames(parser, text)]
    return found[0]


@pytest.mark.parametrize(
    ("text", "concept", "tense", "negated"),
    [
        ("La réunion s'est tenue lundi à Rome.", "meeting", "past", False),
        ("La réunion se tiendra lundi à Rome.", "meeting", "future", False),
        ("Les ministres doivent tenir une réunion lundi.", "meeting", "future", False),
        ("Les deux maires s'étaient déjà rencontrés en mai.", "meeting", "pluperfect", False),
        ("Le dossier ne sera pas abordé mardi.", "discuss", "future", True),
        ("Le dossier ne devrait pas être abordé mardi.", "discuss", "future", True),
        ("Le dossier n'est pas à l'ordre du jour.", "discuss", "present", True),
        ("Il n'avait pas l'intention d'aborder le dossier.", "discuss", "past", True),
        ("Le conseil a approuvé le projet.", "approve", "past", False),
        ("Aucun accord n'a été signé.", "sign", "past", True),
    ],
)
def test_a_frame_has_a_concept_a_time_and_a_polarity(
    parser: Parser, text: str, concept: str, tense: str, negated: bool
) -> None:
    found = [f for f in frames(parser, text) if f.concept == concept]
    assert found
    assert any(f.negated for f in found) is negated
    if concept != "discuss" or negated is False:
        assert found[0].tense == tense


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("Le préfet recevra mardi les maires.", "future"),
        ("Les préfets recevront mardi les maires.", "future"),
        ("Le livreur livra le colis.", "past"),
        ("Les pompiers préparaient l'intervention.", "past"),
        ("Le navire transportait du blé.", "past"),
        ("Les élus se déclaraient surpris.", "past"),
        ("Le maire livrerait le colis.", "conditional"),
    ],
)
def test_the_ending_of_a_verb_tells_its_time(parser: Parser, text: str, tense: str) -> None:
    assert tense in {f.tense for f in frames(parser, text)}


def test_a_passive_has_its_agent_as_subject(parser: Parser) -> None:
    text = "La délégation grecque était conduite par Eleni Papas."
    frame = one(parser, text, "lead")
    assert frame.passive
    assert frame.subject is not None and "Eleni Papas" in text[frame.subject.start : frame.subject.end]
    assert frame.object is not None and "grecque" in text[frame.object.start : frame.object.end]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("La première réunion a eu lieu à Rome.", "first"),
        ("La réunion précédente avait duré deux heures.", "previous"),
        ("De nouveaux pourparlers ont commencé.", "new"),
        ("Plusieurs réunions ont eu lieu.", "several"),
    ],
)
def test_cues_tell_events_apart(parser: Parser, text: str, cue: str) -> None:
    assert cue in one(parser, text, "meeting").cues


@pytest.mark.parametrize(
    ("text", "value", "trigger"),
    [
        ("Après des pourparlers à Rome fin mai, le ministère a annoncé mardi un vote.", "fin mai", "pourparlers"),
        ("Après des pourparlers à Rome fin mai, le ministère a annoncé mardi un vote.", "mardi", "annoncé"),
        ("La réunion précédente, qui s'était tenue le 3 mai, a duré deux heures.", "le 3 mai", "réunion"),
        ("Les deux maires se sont réunis jeudi à Rome.", "jeudi", "réunis"),
    ],
)
def test_a_value_belongs_to_the_event_it_is_said_of(parser: Parser, text: str, value: str, trigger: str) -> None:
    sentence = parsed(parser, text)
    start = text.index(value)
    frame = frame_of(Span(start, start + len(value)), sentence, find_frames(sentence, text, ACTIONS, CUES))
    assert frame is not None
    assert text[frame.trigger.start : frame.trigger.end] == trigger


@pytest.mark.parametrize("rule", [r for r in RULES.of("fr/events") if r.name != "light"], ids=lambda rule: rule.name)
def test_every_cue_keeps_its_examples(rule: rules.Rule) -> None:
    for example in rule.examples:
        assert rule.name in CUES.find(example["text"])
    for text in rule.counterexamples:
        assert rule.name not in CUES.find(text)


@pytest.mark.parametrize(
    ("text", "value", "concept"),
    [
        ("Elle ne viendra que lundi, jour choisi pour la passation de pouvoirs.", "lundi", "handover"),
        ("La foule attend place Foch, où les championnes présenteront la coupe.", "place Foch", "celebrate"),
        ("La passation aura lieu lundi, jour de marché.", "lundi", "handover"),
    ],
)
def test_what_stands_behind_a_value_may_say_what_it_is_of(parser: Parser, text: str, value: str, concept: str) -> None:
    start = text.index(value)
    found = frame_of(Span(start, start + len(value)), parsed(parser, text), frames(parser, text))
    assert found is not None and found.concept == concept


def test_another_one_of_a_kind_is_no_earlier_one(parser: Parser) -> None:
    text = "La passation a lieu lundi, celle des Transports suivra mardi."
    assert [f.cues for f in frames(parser, text) if f.concept == "handover"][-1] == {"other"}
    text = "La réunion de mai a été brève, comme celle du 3 avril."
    assert [f.cues for f in frames(parser, text) if f.concept == "meeting"][-1] == {"previous"}


def test_what_has_been_so_since_a_day_began_on_it() -> None:
    assert ACTIONS.began("own") and ACTIONS.event("own") == "buy"
    assert ACTIONS.event("buy") == "buy" and not ACTIONS.began("buy")
