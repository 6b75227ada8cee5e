"""Whether two claims are of one story."""

from __future__ import annotations

from factcheck.shared_names import one_story
from factcheck.types import Article, Claim, Entity, Mention, Quantity, Slot, Span


def entity(name: str, articles: str) -> Entity:
    mentions = tuple(Mention(a, Span(0, 3), name, "person") for a in articles)
    return Entity(f"person:{name}", "person", name, mentions)


def claim(article: str, slot: Slot = Slot.ACTION, context: str = "…") -> Claim:
    return Claim(article, slot, "x", "", Quantity(1, 1, 1), Span(0, 1), Span(0, 9), context)


A, B = claim("a"), claim("b")


def test_articles_that_share_names_tell_one_story() -> None:
    together = one_story([entity("odile", "ab"), entity("paul", "a"), entity("hugo", "b")], [])
    assert together(A, B)
    assert together(B, A)


def test_a_name_that_every_article_has_says_little() -> None:
    everywhere = [entity("odile", "abcdefghijklmnopqrst")]
    own = [entity(f"{a}{n}", a) for a in "ab" for n in range(6)]
    assert not one_story(everywhere + own, [])(A, B)
    assert one_story([*everywhere, *own, entity("paul", "ab")], [])(A, B)


def test_days_and_places_ask_for_more_names_than_outcomes() -> None:
    everywhere = [entity(name, "abcdefghijklmnopqrst") for name in ("odile", "max")]
    own = [entity(f"{a}{n}", a) for a in "ab" for n in range(4)]
    together = one_story(everywhere + own, [])
    assert together(A, B)
    assert not together(claim("a", Slot.DATE), claim("b", Slot.DATE))


def test_an_article_without_names_may_be_of_every_story() -> None:
    assert one_story([entity("odile", "a")], [])(A, B)
    assert one_story([], [])(A, B)


def test_in_a_large_folder_the_sentences_must_share_words_that_few_articles_have() -> None:
    texts = {name: f"la grande place numero {name * 4}" for name in "abcdefghijkl"}
    articles = [Article(name, f"{name}.txt", text + " carrousel forain", ()) for name, text in texts.items()]
    few = [Article(a.id, a.path, texts[a.id], ()) if a.id not in "ab" else a for a in articles]
    first, second = (claim(name, context="le carrousel forain de la place") for name in "ab")
    assert one_story([], few)(first, second)
    assert not one_story([], articles)(first, second)
    assert not one_story([], few)(A, B)
