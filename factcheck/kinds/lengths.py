"""What a length of time is the length of: the noun or verb beside it, the subject of its verb, or what went before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from factcheck.errors import RuleError
from factcheck.kinds import durations
from factcheck.kinds.flat import flatten
from factcheck.kinds.numeral_grammar import RuleModel
from factcheck.rules import Rule, Rules
from factcheck.types import Duration, Span

Of = Literal["nothing", "word", "subject", "before", "story", "topic"]
_BEFORE, _AFTER = 120, 90
_ROOT = 4  # letters that the root of a word has at least


class _Length(RuleModel):
    """``of`` says where what lasts is told; ``verbs`` are those over the length, ``units`` those that the rule takes.

    ``topic`` names what lasts where the words do not: what a person goes through, of whom there must be one.
    """

    does: Literal["length"]
    of: Of
    before: str = ""
    after: str = ""
    verbs: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    topic: str = ""


class _Words(RuleModel):
    does: Literal["general", "endings", "one"]
    pattern: str


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: str
    of: Of
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    verbs: frozenset[str]
    units: frozenset[str]
    topic: str


@dataclass(frozen=True, slots=True)
class LengthGrammar:
    """The rules in order, nouns for one thing by rule, nouns that tell nothing, and endings of words of one root."""

    rules: tuple[_Compiled, ...]
    one: tuple[tuple[str, re.Pattern[str]], ...]
    general: re.Pattern[str]
    endings: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Measured:
    """Where what lasts is told, and the words themselves where the rule names them."""

    of: Of
    what: Span | None
    rule: str
    topic: str = ""


def load(rules: Rules, language: str = "fr") -> LengthGrammar:
    """From rules/<language>/lengths.yaml. Raises RuleError."""
    own = rules.of(f"{language}/lengths")
    words: dict[str, re.Pattern[str]] = {}
    one = []
    lengths = []
    for rule in own:
        if rule.data.get("does") == "length":
            lengths.append(_compiled(rule))
        else:
            model = rule.parse(_Words)
            compiled = rule.compiled(model.pattern)
            if model.does == "one":
                one.append((rule.name, compiled))
            else:
                words[model.does] = compiled
    if missing := {"general", "endings"} - words.keys():
        raise RuleError(f"rules/{language}/lengths.yaml: there is no rule that does {min(missing)!r}")
    return LengthGrammar(tuple(lengths), tuple(one), words["general"], words["endings"])


def _compiled(rule: Rule) -> _Compiled:
    model = rule.parse(_Length)
    if (model.of == "topic") != bool(model.topic):
        raise RuleError(f"{rule.where}: rule {rule.name!r}: a topic is what 'of: topic' needs, and nothing else does")
    return _Compiled(
        rule.name,
        model.of,
        rule.compiled(rf"(?:{model.before})$") if model.before else None,
        rule.compiled(model.after) if model.after else None,
        frozenset(model.verbs),
        frozenset(model.units),
        model.topic,
    )


def measured(text: str, span: Span, value: Duration, verb: str, grammar: LengthGrammar) -> Measured | None:
    """What the length at ``span`` of ``text``, one sentence, is said of; ``verb`` is the lemma of the verb over it.

    None where no rule speaks, or the noun tells nothing.
    """
    flat = flatten(text)
    start, end = (flat.text_offset(at) for at in (span.start, span.end))
    before, after = flat.text[max(0, start - _BEFORE) : start], flat.text[end : end + _AFTER]
    for rule in grammar.rules:
        if (rule.units and value.unit not in rule.units) or (rule.verbs and verb not in rule.verbs):
            continue
        ahead = rule.before.search(before) if rule.before else None
        behind = rule.after.match(after) if rule.after else None
        if (rule.before and ahead is None) or (rule.after and behind is None):
            continue
        what = _what(behind, end) or _what(ahead, max(0, start - _BEFORE))
        if rule.of == "word" and (what is None or grammar.general.fullmatch(flat.text[what.start : what.end])):
            continue
        return Measured(rule.of, flat.span(what.start, what.end) if what else None, rule.rule, rule.topic)
    return None


def _what(match: re.Match[str] | None, offset: int) -> Span | None:
    if match is None or "what" not in match.groupdict():
        return None
    return Span(match.start("what") + offset, match.end("what") + offset)


def root(word: str, grammar: LengthGrammar) -> str:
    """What words for one thing share: "evacu" of "évacuer" and "évacuation", or the name of a rule."""
    folded = flatten(word).text
    named = next((name for name, words in grammar.one if words.fullmatch(folded)), None)
    if named is not None:
        return named
    for length in range(_ROOT, len(folded)):
        if grammar.endings.fullmatch(folded, length):
            return folded[:length]
    return folded


def tells(word: str, grammar: LengthGrammar) -> bool:
    """Whether ``word`` says what lasts."""
    return grammar.general.fullmatch(flatten(word).text) is None


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """The rule that reads each length of ``text``, with what it is said of; then the rules that tell its words.

    A verb over a length is taken from the words before it, without a parser.
    """
    grammar = load(rules)
    flat = flatten(text).text
    pairs = []
    for found in durations.find(text, durations.load(rules)):
        if isinstance(found.value, Duration):
            verbs = [v for rule in grammar.rules for v in rule.verbs if _conjugated(flatten(v).text, flat)]
            one = measured(text, found.span, found.value, verbs[0] if verbs else "", grammar)
            if one is not None:
                said = f" {flatten(text[one.what.start : one.what.end]).text}" if one.what else ""
                said = f" {one.topic}" if one.topic else said
                pairs.append((one.rule, f"{one.of}{said}"))
    told = [match.group() for match in re.finditer(r"[a-z]{3,}", flat)]
    pairs += [("general", "general") for word in told if grammar.general.fullmatch(word)]
    roots = [(word, root(word, grammar)) for word in told]
    pairs += [(found, found) for word, found in roots if found in dict(grammar.one)]
    return pairs + [("endings", "endings") for word, found in roots if found != word and found not in dict(grammar.one)]


def _conjugated(verb: str, flat: str) -> bool:
    """Whether a form of ``verb``, one in -er, stands in ``flat``; "durée" is no verb."""
    return re.search(rf"\b{re.escape(verb[:-2])}(?!ee)[a-z]{{0,5}}\b", flat) is not None
