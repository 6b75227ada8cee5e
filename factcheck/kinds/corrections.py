"""What a text takes back: a value that it names only to say that it is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict

from factcheck.rules import Rules
from factcheck.text import plain
from factcheck.types import Span

FILE = "fr/corrections"
_NEAR = 70  # code points before a value in which it may be denied


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")
    pattern: str


@dataclass(frozen=True, slots=True)
class CorrectionGrammar:
    """Patterns on folded text: ``instead`` and ``denied`` end where a value begins, ``but`` begins behind it."""

    instead: re.Pattern[str]
    denied: re.Pattern[str]
    but: re.Pattern[str]
    wrongly: re.Pattern[str]


def load(rules: Rules) -> CorrectionGrammar:
    """From rules/fr/corrections.yaml. Raises RuleError."""

    def compiled(name: str) -> re.Pattern[str]:
        rule = rules.one(FILE, name)
        return rule.compiled(rule.parse(_Model).pattern)

    return CorrectionGrammar(compiled("instead"), compiled("denied"), compiled("but"), compiled("wrongly"))


def takes_back(text: str, span: Span, sentence: Span, grammar: CorrectionGrammar) -> bool:
    """Whether ``text`` says that the value at ``span``, in ``sentence``, is wrong."""
    before = plain(text[max(sentence.start, span.start - _NEAR) : span.start])
    behind = plain(text[span.end : sentence.end])
    if grammar.instead.search(before):
        return True
    if grammar.denied.search(before) and grammar.but.search(behind):
        return True
    whole = plain(text[sentence.start : sentence.end])
    puts_right = " mais " in whole or re.search(r"\bet non\b|\bau lieu d", whole) is not None
    return grammar.wrongly.search(whole) is not None and not puts_right


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """The patterns that ``text`` meets, as (rule, rule)."""
    grammar, flat = load(rules), plain(text)
    named = {"instead": grammar.instead, "denied": grammar.denied, "but": grammar.but, "wrongly": grammar.wrongly}
    return [(name, name) for name, pattern in named.items() if pattern.search(flat)]
