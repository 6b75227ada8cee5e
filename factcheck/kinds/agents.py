"""Who was it that: gave the alert, owns the works, led the search, mediated, read out the list.

An answer may be a name, a body, a unit and its town, or somebody of whom only a description is given ("la gardienne",
"l'épouse de l'un d'eux").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from factcheck.rules import Rule, Rules
from factcheck.text import plain
from factcheck.types import Span

FILE = "fr/agents"

Words = Annotated[list[str], Field(min_length=1)]
Sort = Literal["person", "body", "unit"]

# The subject of a verb, with what is set off by commas behind it; and who stands behind "par".
_SUBJECT = (
    r"(?:^|(?<=[,;:\"(] )|(?<=\bque )|(?<=\bqu')|(?<=\bet ))(?P<who>[^,;:.!?\"()]{2,80}(?: ?, [^,;:.!?\"()]{2,80} ?,)?)"
)
_CLEFT = r"\b(?:c'est|c'etait|ce sont|ce fut) (?P<who>[^,;:.!?\"()]{2,80}(?: ?, [^;:.!?\"()]{2,80} ?,)?)"
_BEHIND = r"(?P<who>[^,;:.!?\"()]{2,80}(?: ?, [^,;:.!?\"()]{2,60})?)"
_PLACES = {"{who}": _SUBJECT, "{cleft}": _CLEFT, "{by}": _BEHIND}
_HEAD = r"^ ?(?:(?:le|la|l'|les|un|une|des|du|de la|son|sa|ses|leur|leurs|deux|trois) ?)?(?:(?:jeune|vieille|vieux|ancienne?|propre|premi\w{2,4}) )?(?:{words})\b"
_NAME = r"(?!(?:L[ea]s?|L['’]|Une?|D[eu]s?|Ce(?:tte|s)?|S(?:on|a|es)|Par|Aux?|Selon)\b)(?:[A-ZÀ-Þ][\w&’'-]*)(?: (?:[A-ZÀ-Þ&][\w&’'-]*))*"
_PROPER = re.compile(_NAME)
_SEAT = re.compile(rf"(?:\([^()]{{1,30}}\) )?(?:de la |de l['’]|de |du |d['’]|des )(?P<seat>{_NAME})")
_LED = re.compile(
    r"^ ?(?:(?:le|la|l'|les|un|une|des|du|de la|de l'|son|sa) ?)?(?:(?!(?:et|ou|que|qui|a|ont|est)\b)[^\s,]{1,25} ){0,7}"
    r"(?:[dl]'|(?:mm?|mmes?|me|dr)\.? )?$"
)
_SEVERAL = re.compile(r"\b(?:et|ou) (?:le |la |l'|les |un |une |son |sa |de |du |des |d')?\w")
_CLAUSE = re.compile(r"[,;:.!?]")
_BEFORE_SAID = 40  # characters before the words in which a plan or a denial is looked for


class _Keys(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    does: str


class _Described(_Keys):
    does: Literal["described"]
    words: Words


class _Unit(_Keys):
    does: Literal["unit"]
    words: Words


class _Things(_Keys):
    does: Literal["things"]
    words: Words


class _Asks(_Keys):
    does: Literal["asks"]
    question: str
    answers: list[Sort]
    of: list[str] = []  # names of rules that do "things"; "{of}" in a pattern stands for their words
    only: list[str] = []  # patterns by which one alone did it
    others: list[str] = []  # patterns that leave room for others
    needs: str | None = None  # what the sentence must say


class _Unless(_Keys):
    does: Literal["unless"]
    words: Words


_MODELS: Mapping[str, type[_Keys]] = {
    "described": _Described,
    "unit": _Unit,
    "things": _Things,
    "asks": _Asks,
    "unless": _Unless,
}


@dataclass(frozen=True, slots=True)
class Asking:
    """One way to tell who did it; ``shared``: others may have done it too."""

    question: str
    answers: tuple[Sort, ...]
    of: tuple[str, ...]
    needs: re.Pattern[str] | None
    patterns: tuple[tuple[re.Pattern[str], bool], ...]


@dataclass(frozen=True, slots=True)
class AgentGrammar:
    """All rules of the kind, compiled."""

    described: Mapping[str, re.Pattern[str]]
    units: Mapping[str, re.Pattern[str]]
    things: Mapping[str, re.Pattern[str]]
    askings: Mapping[str, Asking]
    unless: Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Agent:
    """One answer: where it stands, and which of the ways to say who it is the words give.

    ``described`` is the class of a description, ``unit`` and ``seat`` a unit and its town, ``body`` a proper name;
    ``person`` the span of a person who is named.
    """

    question: str
    rule: str
    words: Span
    who: Span
    of: str
    shared: bool
    person: Span | None
    described: str
    unit: str
    seat: str
    body: Span | None


def load(rules: Rules) -> AgentGrammar:
    """Compile the rules. Raises RuleError with path:line."""
    parsed = [(rule, rule.parse_one(_MODELS)) for rule in rules.of(FILE)]
    things = {rule.name: [plain(w) for w in one.words] for rule, one in parsed if isinstance(one, _Things)}
    return AgentGrammar(
        described={
            r.name: r.compiled(_HEAD.replace("{words}", "|".join(one.words)))
            for r, one in parsed
            if isinstance(one, _Described)
        },
        units={r.name: r.compiled(_any(one.words)) for r, one in parsed if isinstance(one, _Unit)},
        things={r.name: r.compiled(_any(things[r.name])) for r, _ in parsed if r.name in things},
        askings={r.name: _asking(r, one, things) for r, one in parsed if isinstance(one, _Asks)},
        unless={r.name: r.compiled(_any(one.words)) for r, one in parsed if isinstance(one, _Unless)},
    )


def _any(words: Sequence[str]) -> str:
    return rf"\b(?:{'|'.join(words)})\b"


def _asking(rule: Rule, one: _Asks, things: Mapping[str, Sequence[str]]) -> Asking:
    missing = sorted(set(one.of) - things.keys())
    if missing:
        raise rule.error(f"of: no rule {missing[0]!r} that does 'things'")
    thing = rf"(?P<of>{_any([w for name in one.of for w in things[name]])})"

    def ready(pattern: str) -> re.Pattern[str]:
        for mark, words in (*_PLACES.items(), ("{of}", thing)):
            pattern = pattern.replace(mark, words)
        return rule.compiled(pattern)

    patterns = [(ready(p), False) for p in one.only] + [(ready(p), True) for p in one.others]
    needs = rule.compiled(one.needs) if one.needs else None
    return Asking(one.question, tuple(one.answers), tuple(one.of), needs, tuple(patterns))


def find(text: str, persons: Sequence[Span], grammar: AgentGrammar) -> list[Agent]:
    """Every answer in one sentence whose ``persons`` are known; of one question the first of the sentence."""
    flat = plain(text)
    found: dict[tuple[str, str], Agent] = {}
    for rule, asking in grammar.askings.items():
        if asking.needs is not None and not asking.needs.search(flat):
            continue
        for pattern, shared in asking.patterns:
            for match in pattern.finditer(flat):
                one = _agent(text, flat, match, shared, rule, asking, persons, grammar)
                if one is not None:
                    found.setdefault((one.question, one.of), one)
    return sorted(found.values(), key=lambda a: (a.words, a.question))


def _agent(
    text: str,
    flat: str,
    match: re.Match[str],
    shared: bool,
    rule: str,
    asking: Asking,
    persons: Sequence[Span],
    grammar: AgentGrammar,
) -> Agent | None:
    who = Span(*match.span("who"))
    before = _CLAUSE.split(flat[max(0, who.start - _BEFORE_SAID) : match.start()])[-1] + flat[match.start() : who.start]
    outside = f"{before} {flat[who.end : match.end()]}"
    if any(p.search(outside) for p in grammar.unless.values()):
        return None
    chunks = list(_chunks(flat, who))
    person = next((p for p in persons for c in chunks if c.holds(p) and _LED.match(flat[c.start : p.start])), None)
    if any(_SEVERAL.search(flat, c.start, c.end) for c in chunks[:1]):
        return None
    described = next((n for c in chunks for n, p in grammar.described.items() if p.match(flat[c.start : c.end])), "")
    unit, seat = _seated(text, flat, who, grammar) if "unit" in asking.answers else ("", "")
    body = _proper(text, flat, chunks[0]) if "body" in asking.answers and chunks else None
    if "person" not in asking.answers:
        person, described = None, ""
    if not (person or described or seat or body):
        return None
    of = _class(flat, match, asking, grammar)
    return Agent(asking.question, rule, Span(*match.span()), who, of, shared, person, described, unit, seat, body)


def _chunks(flat: str, who: Span) -> Iterator[Span]:
    start = who.start
    for part in flat[who.start : who.end].split(","):
        skipped = len(part) - len(part.lstrip())
        if part.strip():
            yield Span(start + skipped, start + len(part.rstrip()))
        start += len(part) + 1


def _seated(text: str, flat: str, who: Span, grammar: AgentGrammar) -> tuple[str, str]:
    """The unit that the words name, and the town where it is."""
    for name, pattern in grammar.units.items():
        for match in pattern.finditer(flat, who.start):
            if match.start() >= who.end:
                break
            seat = _SEAT.match(text, match.end() + 1)
            if seat is not None:
                return name, plain(seat["seat"])
    return "", ""


def _proper(text: str, flat: str, chunk: Span) -> Span | None:
    """The first proper name of ``chunk``, where only words like "le groupe allemand" stand before it."""
    for match in _PROPER.finditer(text, chunk.start, chunk.end):
        if _LED.match(flat[chunk.start : match.start()]):
            return Span(*match.span())
    return None


def _class(flat: str, match: re.Match[str], asking: Asking, grammar: AgentGrammar) -> str:
    if not match.groupdict().get("of"):
        return ""
    start, end = match.span("of")
    return next((name for name in asking.of if grammar.things[name].fullmatch(flat, start, end)), "")


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """What each rule finds, with every two words in capitals taken for a name."""
    grammar = load(rules)
    flat = plain(text)
    names = [Span(*m.span()) for m in re.finditer(r"[A-ZÀ-Þ][a-zà-ÿ-]+ [A-ZÀ-Þ][a-zà-ÿ-]+", text)]
    found = [
        (name, name)
        for rules_of in (grammar.things, grammar.unless, grammar.units, grammar.described)
        for name, p in rules_of.items()
        if p.search(flat)
    ]
    for one in find(text, names, grammar):
        named = [text[s.start : s.end] for s in (one.person, one.body) if s is not None]
        seat = [f"{one.unit} {one.seat}"] if one.seat else []
        said = " ".join([*named[:1], *seat, *([f"({one.described})"] if one.described else [])])
        of = f" {one.of}" if one.of else ""
        found.append((one.rule, f"{one.question}{of}{', others too' if one.shared else ''}: {said}"))
    return found
