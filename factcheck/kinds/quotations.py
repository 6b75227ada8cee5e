"""Words between quotation marks: found, read as values, and compared wording with wording."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from factcheck.kinds import rewording
from factcheck.kinds.marks import marked
from factcheck.rules import Rules
from factcheck.text import same_length, words
from factcheck.types import Found, Judgement, QuotationValue, Span

FILE = "fr/quotations"

differences = rewording.differences


@dataclass(frozen=True, slots=True)
class QuotationGrammar:
    """What tells a statement from words set apart. Without rules, only the count of words does."""

    fewest_words: int = 4
    before: re.Pattern[str] | None = None  # ends just before the opening mark of a statement, however short
    after: re.Pattern[str] | None = None  # begins just after its closing mark
    titles: re.Pattern[str] | None = None  # ends just before a name or title, however long


class _QuotationKeys(BaseModel):
    model_config = ConfigDict(extra="forbid")
    fewest_words: int = Field(ge=1, le=20)
    before: str
    after: str


class _ScareKeys(BaseModel):
    model_config = ConfigDict(extra="forbid")
    titles: str


def load(rules: Rules) -> QuotationGrammar:
    """The grammar of rules/fr/quotations.yaml. Raises RuleError with path:line."""
    quotation, scare = rules.one(FILE, "quotation"), rules.one(FILE, "scare")
    keys, titles = quotation.parse(_QuotationKeys), scare.parse(_ScareKeys)
    return QuotationGrammar(
        keys.fewest_words,
        quotation.compiled(keys.before, re.IGNORECASE),
        quotation.compiled(keys.after, re.IGNORECASE),
        scare.compiled(titles.titles, re.IGNORECASE),
    )


def value(text: str) -> QuotationValue:
    """``text``, the words between the marks, as a value."""
    return QuotationValue(text, words(text))


def find(text: str, grammar: QuotationGrammar = QuotationGrammar()) -> list[Found]:
    """The quotations of ``text`` in order, marks and outer spaces excluded; nested ones after those that hold them.

    Rule "quotation" for statements, "scare" for a few words set apart: nicknames, titles, words held at arm's length.
    """
    found = []
    plain = same_length(text)
    for mark in marked(text):
        span = _trimmed(text, mark.inner)
        said = value(text[span.start : span.end])
        if said.words:
            found.append(Found(span, said, _rule(plain, mark.inner, said, grammar)))
    return found


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _rule(plain: str, inner: Span, said: QuotationValue, grammar: QuotationGrammar) -> str:
    before = plain[max(0, inner.start - 90) : max(0, inner.start - 1)]
    after = plain[inner.end + 1 : inner.end + 90]
    if grammar.titles and grammar.titles.search(before):
        return "scare"
    if len(said.words) >= grammar.fewest_words:
        return "quotation"
    if (grammar.after and grammar.after.match(after)) or (grammar.before and grammar.before.search(before)):
        return "quotation"
    return "scare"


def relate(
    a: QuotationValue,
    b: QuotationValue,
    *,
    same_speaker: bool = False,
    same_occasion: bool = False,
    similarity: float | None = None,
) -> Judgement:
    """Whether two quotations are wordings of one statement. Symmetric.

    SAME: the same words. COMPATIBLE: a part, an overlap, or a slip of agreement. CONFLICTING: one statement in two
    wordings. INCOMPARABLE: two statements. ``similarity`` is the cosine of the two by an embedding model; it and the
    lower floors count only with ``same_speaker`` and ``same_occasion``.
    """
    return rewording.judge(
        a.text, b.text, same_speaker=same_speaker, same_occasion=same_occasion, similarity=similarity
    )


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """Every quotation of ``text`` as (rule, words)."""
    return [(found.rule, text[found.span.start : found.span.end]) for found in find(text, load(rules))]


def speech(found: Sequence[Found]) -> list[Found]:
    """Only the statements."""
    return [f for f in found if f.rule == "quotation"]
