"""Who said it: the words that name a source, what they are a source for, and how firmly it speaks."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise

from factcheck import rules as rule_files
from factcheck.kinds import quotations as quotes
from factcheck.kinds.agencies import credited
from factcheck.kinds.attribution_grammar import AttributionGrammar, agency_names, load
from factcheck.kinds.speech_text import Attribution, Reading, blanked, sentences_of, statements_among
from factcheck.kinds.speech_verbs import after_colon, going_on, speech_verbs, spoken_with
from factcheck.kinds.speech_views import according, cited, of_source, one_says, via
from factcheck.rules import Rules
from factcheck.text import same_length
from factcheck.types import Span

__all__ = ["Attribution", "AttributionGrammar", "credits", "describe", "find", "load", "speaker_of"]


def find(
    text: str, grammar: AttributionGrammar, persons: Sequence[Span] = (), quotations: Sequence[Span] = ()
) -> list[Attribution]:
    """All attributions of one article, in order of their content.

    ``persons`` are the names of persons, ``quotations`` the words between marks (found anew where none are given).
    """
    if not unicodedata.is_normalized("NFC", text):
        return _composed(text, grammar, persons, quotations)
    inner = tuple(quotations) or tuple(f.span for f in quotes.find(text))
    plain = same_length(text)
    statements = statements_among(plain, inner)
    reading = Reading(plain, blanked(plain, inner, statements), statements, tuple(sorted(persons)), grammar)
    found: list[Attribution] = []
    for sentence in sentences_of(reading.masked):
        for attribution in _in_sentence(reading, sentence, found[-_RECENT:]):
            _add(found, attribution)
    found += _continued(reading, found)
    return sorted(found, key=lambda a: (a.content.start, a.source.start, a.rule))


def speaker_of(quotation: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    """Who says the quotation: the attribution whose content is nearest to it in size, among those that hold it."""
    holding = [a for a in attributions if a.content.holds(quotation) and not a.source.overlaps(quotation)]
    near = [a for a in attributions if a.content.overlaps(quotation) and quotation.holds(a.content)]
    pool = holding or near
    return min(pool, key=lambda a: (a.content.end - a.content.start, a.content.start, a.source.start), default=None)


def credits(text: str, grammar: AttributionGrammar | None = None) -> tuple[str, ...]:  # noqa: A001
    """The news agencies that ``text`` credits as its origin; not those that it quotes."""
    return credited(text, grammar.agencies if grammar else _built_in_agencies())


_RECENT = 80  # attributions before this one among which a pronoun, or a second reading, is looked for


@cache
def _built_in_agencies() -> tuple[tuple[str, str], ...]:
    return agency_names(rule_files.load())


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """Every attribution of ``text`` as (rule, source), and every agency credited as ("agencies", name)."""
    grammar = load(rules)
    found = [(a.rule, text[a.source.start : a.source.end]) for a in find(text, grammar)]
    return found + [("agencies", name) for name in credits(text, grammar)]


def _composed(
    text: str, grammar: AttributionGrammar, persons: Sequence[Span], quotations: Sequence[Span]
) -> list[Attribution]:
    """``find`` on the composed form of a decomposed text, its spans moved back."""
    composed: list[str] = []
    starts: list[int] = []
    at = 0
    for cluster in re.findall(r".[\u0300-\u036f]*", text, re.DOTALL):
        for letter in unicodedata.normalize("NFC", cluster):
            composed.append(letter)
            starts.append(at)
        at += len(cluster)
    starts.append(len(text))

    def there(span: Span) -> Span:
        return Span(bisect_left(starts, span.start), bisect_left(starts, span.end))

    def back(span: Span) -> Span:
        return Span(starts[span.start], starts[span.end])

    # what NFC makes of a letter on its own may still not be normal; then the text is read as it stands
    joined = "".join(composed)
    if not unicodedata.is_normalized("NFC", joined):
        return []
    found = find(joined, grammar, [there(p) for p in persons], [there(q) for q in quotations])
    return [
        replace(
            a,
            source=back(a.source),
            content=back(a.content),
            via=back(a.via) if a.via else None,
            pronoun=back(a.pronoun) if a.pronoun else None,
        )
        for a in found
    ]


def _add(found: list[Attribution], new: Attribution) -> None:
    """``new``, unless its words are already a source of the same content."""
    for old in found[-_RECENT:]:
        if old.source == new.source and old.content.overlaps(new.content) and old.pronoun == new.pronoun:
            return
    found.append(new)


def _in_sentence(reading: Reading, sentence: Span, before: Sequence[Attribution]) -> Iterator[Attribution]:
    earlier = list(before)
    for attribution in _told(reading, sentence, earlier):
        passed_on = (
            replace(attribution, via=via(reading, sentence, attribution)) if attribution.via is None else attribution
        )
        earlier.append(passed_on)
        yield passed_on
    for attribution in cited(reading, sentence, earlier):
        yield attribution


def _told(reading: Reading, sentence: Span, earlier: Sequence[Attribution]) -> Iterator[Attribution]:
    yield from according(reading, sentence, earlier)
    yield from of_source(reading, sentence)
    yield from one_says(reading, sentence)
    for verb in speech_verbs(reading, sentence):
        attribution = spoken_with(reading, sentence, verb, earlier)
        if attribution:
            earlier = [*earlier, attribution]
            yield attribution
    yield from going_on(reading, sentence, earlier)
    yield from after_colon(reading, sentence)


def _continued(reading: Reading, found: Sequence[Attribution]) -> list[Attribution]:
    """Quotations that follow, in the same paragraph and with nothing between, what has just been attributed."""
    added: list[Attribution] = []
    by_content = {a.content: a for a in found}
    for before, span in pairwise(reading.quoted):
        told = by_content.get(before)
        between = reading.plain[before.end : span.start]
        if told is None or "\n" in between or len(between) >= 160 or not _one_breath(between):
            continue
        if _alone(reading, span) and not any(a.content.overlaps(span) for a in found):
            added.append(replace(told, content=span, via=None, pronoun=None))
            by_content[span] = added[-1]
    return added


def _alone(reading: Reading, span: Span) -> bool:
    """Whether the quotation is a sentence of its own."""
    before = reading.plain[max(0, span.start - 9) : span.start].rstrip(' «"')
    after = reading.plain[span.end : span.end + 4].lstrip(' »".')
    return before.endswith((".", "!", "?", "…", "»", '"')) and (not after or after[:1].isupper() or after[:1] in '\n«"')


def _one_breath(between: str) -> bool:
    """Whether one sentence at most, the attribution itself, stands between two quotations."""
    return len(re.findall(r"(?<!\bM)[.!?](?=\s)", between)) <= 1
