"""One event or two: within an article, and across articles."""

from __future__ import annotations

from datetime import date

from factcheck.events import Event, EventMention, group, stories
from factcheck.types import DateValue, PlaceValue, Span

ROME = PlaceValue("geonames:1", "Rome", "city", ("IT",))
MILAN = PlaceValue("geonames:2", "Milan", "city", ("IT",))
ITALY = PlaceValue("IT", "Italy", "country")
PUBLISHED = {"a": date(2024, 5, 20), "b": date(2024, 5, 20), "c": date(2024, 5, 21)}


def day(number: int, until: int | None = None) -> DateValue:
    start, end = date(2024, 5, number), date(2024, 5, until or number)
    return DateValue(start, end, start.isoformat())


def mention(article: str, at: int, **more: object) -> EventMention:
    given: dict[str, object] = {
        "words": "la réunion", "definite": "definite", "tense": "past", "cues": frozenset(), "dates": (), "places": (),
        "states": frozenset({"IT", "GR"}), "keys": frozenset(), "lead": False,
    }  # fmt: skip
    return EventMention(article, at, "meeting", Span(at, at + 7), **(given | more))  # type: ignore[arg-type]


def events(*mentions: EventMention) -> list[set[tuple[str, int]]]:
    return [{(m.article, m.frame) for m in event.mentions} for event in group(mentions, dict(PUBLISHED))]


def test_a_mention_without_a_day_takes_up_the_event_of_the_day() -> None:
    assert events(mention("a", 0, dates=(day(20),), lead=True), mention("a", 50)) == [{("a", 0), ("a", 50)}]


def test_two_days_in_one_article_are_two_events() -> None:
    assert len(events(mention("a", 0, dates=(day(20),)), mention("a", 50, dates=(day(3),)))) == 2


def test_two_towns_in_one_article_are_two_events() -> None:
    assert len(events(mention("a", 0, places=(ROME,), lead=True), mention("a", 50, places=(MILAN,)))) == 2


def test_one_day_and_one_place_are_one_event_across_articles() -> None:
    found = events(
        mention("a", 0, dates=(day(20),), places=(ROME,)), mention("b", 0, dates=(day(20),), places=(ITALY,))
    )
    assert found == [{("a", 0), ("b", 0)}]


def test_a_day_that_differs_a_little_joins_only_with_an_ordinal_and_a_place() -> None:
    first = frozenset({"first"})
    one = mention("a", 0, dates=(day(8),), places=(ROME,), cues=first)
    assert len(events(one, mention("b", 0, dates=(day(12, 16),), places=(ITALY,), cues=first))) == 1
    assert len(events(one, mention("b", 0, dates=(day(12, 16),), places=(ITALY,)))) == 2
    assert len(events(one, mention("b", 0, dates=(day(12, 16),), cues=first))) == 2


def test_a_day_far_away_is_another_event_whatever_else_agrees() -> None:
    first = frozenset({"first"})
    one = mention("a", 0, dates=(day(1),), places=(ROME,), cues=first)
    assert len(events(one, mention("b", 0, dates=(day(28),), places=(ROME,), cues=first))) == 2


def test_the_surest_partner_comes_first() -> None:
    found = events(
        mention("a", 0, dates=(day(20),), places=(ROME,)),
        mention("a", 50, dates=(day(12),), places=(ROME,)),
        mention("b", 0, dates=(day(20),), places=(ROME,)),
    )
    assert {("a", 0), ("b", 0)} in found


def test_many_meetings_at_once_are_no_event() -> None:
    assert events(mention("a", 0, cues=frozenset({"several"}))) == []


def test_the_order_of_mentions_does_not_matter() -> None:
    all_of_them = [
        mention("a", 0, dates=(day(20),), places=(ROME,), lead=True),
        mention("b", 0, dates=(day(20),), lead=True),
        mention("c", 0, lead=True),
        mention("c", 40, dates=(day(2),), places=(MILAN,)),
    ]
    expected = [(e.id, e.mentions) for e in group(all_of_them, dict(PUBLISHED))]
    assert [(e.id, e.mentions) for e in group(all_of_them[::-1], dict(PUBLISHED))] == expected


# -- the event of the story -------------------------------------------------------------------------------------------


def event(name: str, concept: str, *days: int) -> Event:
    dates = tuple(DateValue(date(2031, 3, d), date(2031, 3, d), f"2031-03-{d:02}") for d in days)
    none: frozenset[str] = frozenset()
    told = EventMention("a", 0, concept, Span(0, 4), "cela", "definite", "past", none, dates, (), none, none, True)
    return Event(name, concept, (told,), ())


def test_a_trial_and_its_sentence_are_one_story() -> None:
    trial, sentence = event("t", "trial"), event("s", "convict", 5)
    assert {e.id for e in stories({"a": sentence, "b": sentence, "c": trial}).values()} == {"s"}


def test_events_of_two_days_or_two_families_are_not() -> None:
    first, second, fire = event("p1", "protest", 3), event("p2", "protest", 8), event("f", "fire", 3)
    found = stories({"a": first, "b": second, "c": fire})
    assert {article: e.id for article, e in found.items()} == {"a": "p1", "b": "p2", "c": "f"}


def test_a_large_folder_holds_many_stories() -> None:
    openings = {str(n): event(f"m{n}", "meeting") for n in range(12)}
    assert stories(openings) == openings


def test_another_of_a_kind_is_never_the_one_named_before() -> None:
    other = frozenset({"other"})
    assert len(events(mention("a", 0, dates=(day(20),), lead=True), mention("a", 50, cues=other))) == 2
    assert len(events(mention("a", 0, dates=(day(20),)), mention("b", 0, dates=(day(20),), cues=other))) == 2
