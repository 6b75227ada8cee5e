"""Who did what, of things that one person did: received the delegation, took the chair, scored the winner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from rapidfuzz.fuzz import ratio

from factcheck.rules import Rule, Rules
from factcheck.text import plain, words
from factcheck.types import Judgement, PartyValue, Relation, Span

FILE = "fr/participants"

Words = Annotated[list[str], Field(min_length=1)]

# What may stand between the words and the name: "la sous-préfète, ", "M. "; and behind the name: ", 50 ans, ".
_WORD = r"(?!(?:et|ou|qui|que|qu'|pour|contre|avec|selon|a|est)\b)[^\s,;.!?:\"]{1,25}"
_LED = (
    rf"(?:(?:le|la|l'|son|sa|leur|un|une|les|des) ?(?:{_WORD}[ ,]{{1,2}}){{1,9}}|(?:{_WORD} ){{0,4}}{_WORD} ?, )?"
    r"(?:(?:mm?|mmes?|me|mlle|dr)\.? )?$"
)
_FOLLOWED = r"(?: ?\([^()]{1,40}\))?(?: ?, [^,;.!?:\"]{1,80} ?,(?= )| ?,)? ?"
# Between a name and its verb: ", bien que conviée, ", ", Paul Rey, ".
_SET_OFF = r"(?: ?, [^,;.!?:\"]{1,60} ?,)? ?"
_BRACKETED = re.compile(r"\([^()]{0,60}\)")
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
_ALIKE = 70.0  # share of like letters (0-100) from which two surnames may be one, misspelt
_UNNAMED = "described"  # what the key of somebody begins with of whom no name is told
_BEFORE_SAID = 40  # characters before the words in which a plan or a denial is looked for


class _Keys(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    does: str


class _Things(_Keys):
    does: Literal["things"]
    words: Words


class _Fills(_Keys):
    does: Literal["fills"]
    question: str
    of: list[str] = []  # names of rules that do "things"; "{of}" in a pattern stands for their words
    before: list[str] = []
    after: list[str] = []
    shared: bool = False  # whether others may have done it too


class _Unless(_Keys):
    does: Literal["unless"]
    words: Words


class _Attends(_Keys):
    does: Literal["attends"]
    there: bool
    words: Words


_MODELS: Mapping[str, type[_Keys]] = {"things": _Things, "fills": _Fills, "unless": _Unless, "attends": _Attends}


@dataclass(frozen=True, slots=True)
class Filling:
    """Words that give one question its answer: right before the name, or right after it."""

    question: str
    of: tuple[str, ...]
    shared: bool
    before: tuple[re.Pattern[str], ...]
    after: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class ParticipantGrammar:
    """All rules of the kind, compiled."""

    things: Mapping[str, re.Pattern[str]]
    fillings: Mapping[str, Filling]
    unless: Mapping[str, re.Pattern[str]]
    attends: Mapping[str, tuple[bool, re.Pattern[str]]]  # whether they were there, and the words behind the name


@dataclass(frozen=True, slots=True)
class Filled:
    """One answer: who did it, the words that say so, and the thing it was done to (its class, and its words)."""

    question: str
    of: str
    thing: Span | None
    party: Span
    words: Span
    shared: bool
    rule: str


def load(rules: Rules) -> ParticipantGrammar:
    """Compile the rules. Raises RuleError with path:line."""
    parsed = [(rule, rule.parse_one(_MODELS)) for rule in rules.of(FILE)]
    words = {rule.name: [plain(w) for w in one.words] for rule, one in parsed if isinstance(one, _Things)}
    return ParticipantGrammar(
        things={rule.name: rule.compiled(_any(words[rule.name])) for rule, _ in parsed if rule.name in words},
        fillings={rule.name: _filling(rule, one, words) for rule, one in parsed if isinstance(one, _Fills)},
        attends={r.name: (one.there, _attending(r, one)) for r, one in parsed if isinstance(one, _Attends)},
        unless={rule.name: rule.compiled(_any(one.words)) for rule, one in parsed if isinstance(one, _Unless)},
    )


def _any(words: Sequence[str]) -> str:
    return rf"\b(?:{'|'.join(words)})\b"


def _filling(rule: Rule, one: _Fills, words: Mapping[str, list[str]]) -> Filling:
    missing = sorted(set(one.of) - words.keys())
    if missing:
        raise rule.error(f"of: no rule {missing[0]!r} that does 'things'")
    thing = rf"(?P<of>{_any([w for name in one.of for w in words[name]])})"

    def ready(pattern: str) -> str:
        return pattern.replace("{of}", thing)

    return Filling(
        one.question,
        tuple(one.of),
        one.shared,
        tuple(rule.compiled(rf"(?:{ready(p)}){_LED}") for p in one.before),
        tuple(rule.compiled(rf"{_FOLLOWED}(?:{ready(p)})") for p in one.after),
    )


def _attending(rule: Rule, one: _Attends) -> re.Pattern[str]:
    return rule.compiled(rf"{_SET_OFF}(?:{'|'.join(one.words)})")


# -- finding -------------------------------------------------------------------------------------------------


def find(text: str, parties: Sequence[Span], grammar: ParticipantGrammar) -> list[Filled]:
    """Every answer in one sentence whose ``parties`` are known, in order of the parties."""
    flat = _DECIMAL.sub(" ", plain(text))  # "12,1 %" ends no clause
    found = [f for party in sorted(set(parties)) for f in _of_party(flat, party, parties, grammar)]
    return [f for f in found if not _coordinated(flat, f.party, parties)]


def _of_party(flat: str, party: Span, parties: Sequence[Span], grammar: ParticipantGrammar) -> Iterator[Filled]:
    seen: set[str] = set()
    for rule, filling in grammar.fillings.items():
        for match, span in _matches(flat, party, filling):
            start = max(0, match.start() - _BEFORE_SAID) if span.start < party.start else match.start()
            inner = _BRACKETED.sub("", flat[start : match.end()])
            others = [p for p in parties if p != party and span.holds(p)]
            if filling.question in seen or others or any(p.search(inner) for p in grammar.unless.values()):
                continue
            seen.add(filling.question)
            thing = Span(*match.span("of")) if match.groupdict().get("of") else None
            of = _class(flat, thing, filling, grammar) if thing else ""
            yield Filled(filling.question, of, thing, party, span, filling.shared, rule)


def _class(flat: str, thing: Span, filling: Filling, grammar: ParticipantGrammar) -> str:
    return next((name for name in filling.of if grammar.things[name].fullmatch(flat, thing.start, thing.end)), "")


def _matches(flat: str, party: Span, filling: Filling) -> Iterator[tuple[re.Match[str], Span]]:
    for pattern in filling.before:
        if (match := pattern.search(flat, 0, party.start)) is not None:
            yield match, Span(match.start(), party.end)
    for pattern in filling.after:
        if (match := pattern.match(flat, party.end)) is not None:
            yield match, Span(party.start, match.end())


def _coordinated(flat: str, party: Span, parties: Sequence[Span]) -> bool:
    """Whether another is named in one breath: "Anne Rey et Paul Martin", "Anne Rey, le maire, et Paul Martin"."""
    for other in parties:
        first, second = sorted((party, other))
        between = flat[first.end : second.start]
        if first != second and len(between) < 60 and re.match(r" ?(?:,[^.;!?]{0,40})?,? ?(?:et|ou) ", between):
            return not re.search(r"\b(?:a|ont|est|sont|qui|que)\b", between)
    return False


def attendance(text: str, party: Span, grammar: ParticipantGrammar) -> tuple[bool, Span, str] | None:
    """Whether the words behind ``party`` say that it was there or was not, the words, and the rule; None: neither."""
    flat = _DECIMAL.sub(" ", plain(text))
    for rule, (there, pattern) in sorted(grammar.attends.items()):
        if (match := pattern.match(flat, party.end)) is not None:
            return there, Span(party.start, match.end()), rule
    return None


# -- relating ------------------------------------------------------------------------------------------------


def relate(a: PartyValue, b: PartyValue) -> Judgement:
    """Two who are said to have done one thing. Symmetric."""
    if a.entity == b.entity:
        return Judgement(Relation.SAME, "same-person")
    if a.of and b.of and a.of != b.of:
        return Judgement(Relation.INCOMPARABLE, "other-thing", "they did it to two things")
    if a.shared and b.shared:
        return Judgement(Relation.INCOMPARABLE, "shared", "both can have done it")
    if _UNNAMED in (a.entity.partition(":")[0], b.entity.partition(":")[0]):
        return _described(a, b)
    first, second = sorted((a.name, b.name))
    if _may_be_one(first, second):
        return Judgement(Relation.COMPATIBLE, "spelling", f"{first} and {second} may be one name")
    return Judgement(Relation.CONFLICTING, "other-person", f"{first} is another person than {second}")


def _described(a: PartyValue, b: PartyValue) -> Judgement:
    """Two of whom one at least is only described: two descriptions exclude each other, a name alone excludes none."""
    if not (a.described and b.described):
        return Judgement(Relation.INCOMPARABLE, "not-described")
    if a.described == b.described:
        return Judgement(Relation.COMPATIBLE, "same-description", "the description fits both")
    first, second = sorted((a.name, b.name))
    return Judgement(Relation.CONFLICTING, "other-description", f"{first} is somebody else than {second}")


def _may_be_one(a: str, b: str) -> bool:
    """Whether two names may be one in two spellings, or one a part of the other."""
    first, second = words(a), words(b)
    if not first or not second or set(first) <= set(second) or set(second) <= set(first):
        return True
    return first[-1] != second[-1] and ratio(first[-1], second[-1]) >= _ALIKE


_STATE = re.compile(r"L[ae] [A-ZÀ-Þ][a-zà-ÿ-]+")
_NAME = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ-]+ [A-ZÀ-Þ][a-zà-ÿ-]+")


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """What each rule finds, with every two words in capitals taken for a name."""
    grammar = load(rules)
    flat = plain(text)
    found = [(name, name) for name, p in (*grammar.things.items(), *grammar.unless.items()) if p.search(flat)]
    for one in find(text, [Span(*m.span()) for m in _NAME.finditer(text)], grammar):
        of = f" {one.of}" if one.of else ""
        more = ", others too" if one.shared else ""
        found.append((one.rule, f"{one.question}{of}{more}: {text[one.party.start : one.party.end]}"))
    for name in _STATE.finditer(text):
        if (seen := attendance(text, Span(*name.span()), grammar)) is not None:
            found.append((seen[2], f"{'there' if seen[0] else 'away'}: {name.group()}"))
    return found
