"""Questions with two answers, of which a story tells one: did it rise or fall, was it allowed or banned, was anyone hurt?

An answer is read from the words of its clause: the pattern of one side or the other, whether the clause denies it, and
what it is said of. A clause that only fears, demands or supposes gives no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from factcheck.rules import Rule, Rules
from factcheck.text import plain
from factcheck.types import ActionValue, Judgement, Relation, Span, Turns

_STEM = 5  # letters by which two words count as forms of one
_FAR_BACK = 160  # code points before an answer within which the sentence may name whom it is about
_ABOVE = 60  # code points before a clause that say whether it is so
_TOGETHER = 30  # code points between words that name several together
_SHARED = 2  # words that two clauses about one thing have in common
_THING, _YEAR, _NAMED = "thing", "year", "name"  # groups
_MARK = "?"
_OF_PERSONS = ("person", "kin", "post")
_OWN_DENIAL = re.compile(r"\bn(?:e |')")
_NAME = re.compile(r"(?:(?<=[\w,;:)] )|(?<=\w['’]))[A-ZÀ-Þ][a-zà-ÿ][\w-]+")
_BRACKETS = re.compile(r"\([^()]{0,60}\)")
_YEARS = re.compile(r"\b(?:1[89]|20)\d\d\b")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_CLAUSE_WORDS = ("clause", "denial", "reversal", "doubt", "unreal", "small", "generic", "pending", "deferred")
_GENERIC = "~"  # before the stem of a word that names a kind of thing and not which one


Topic = Literal["none", "shared", "same", "whom"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")
    yes: str | None = None
    no: str | None = None
    exact: bool = False
    topic: Topic = "none"
    decisive: bool = False
    apart: list[str] = []
    covers: list[str] = []
    needs: str | None = None
    turns: Turns = ""
    patient: bool = False
    named: bool = False
    words: str | None = None
    reads: (
        Literal["clause", "denial", "reversal", "doubt", "unreal", "small", "generic", "pending", "deferred"] | None
    ) = None
    group: str | None = None
    inverts: str | None = None
    each: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``exact``: what is not the one is the other, so that a denied "no" is a "yes".

    ``topic`` tells whether two answers must be about a thing in common ("shared"), about one known class ("same"),
    or one person or class of persons ("whom"). ``apart`` are the groups of which two answers must
    name the same member, where both name one. ``decisive``: a story asks it but once. ``needs`` must be said in the clause
    or shortly before it. ``turns``: the answer changes with time, once from no to yes, or to and fro. ``patient``: of the
    persons around the words only the one counts to whom it happened. ``named``: the names near the words tell which
    of several places or things is meant.
    """

    name: str
    yes: re.Pattern[str]
    no: re.Pattern[str] | None
    exact: bool
    topic: Topic
    apart: tuple[str, ...]
    decisive: bool
    covers: frozenset[str]  # the concepts of actions of which it asks more exactly
    needs: re.Pattern[str] | None
    turns: Turns
    patient: bool
    named: bool


@dataclass(frozen=True, slots=True)
class Referent:
    """Words for one class of people or things.

    ``inverts`` names the class that falls when this one rises; ``each``: every word of it is a class of its own.
    """

    name: str
    group: str
    words: re.Pattern[str]
    inverts: str | None
    each: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """One answer in a text: where, to which question, and what it is said of."""

    span: Span
    clause: Span
    question: str
    topic: Topic
    positive: bool
    topics: frozenset[str]
    apart: frozenset[str]
    turns: Turns
    patient: bool


@dataclass(frozen=True, slots=True)
class OutcomeGrammar:
    """All questions, the classes of what they are asked of, and how clauses are cut, denied and left open."""

    questions: tuple[Question, ...]
    referents: tuple[Referent, ...]
    clause: re.Pattern[str]
    denial: re.Pattern[str]
    reversal: re.Pattern[str]
    doubt: re.Pattern[str]
    unreal: re.Pattern[str]
    small: re.Pattern[str]
    generic: re.Pattern[str]
    pending: re.Pattern[str]
    deferred: re.Pattern[str]

    @property
    def covered(self) -> frozenset[str]:
        """The concepts of actions that some question asks of more exactly."""
        return frozenset().union(*(q.covers for q in self.questions))

    def decisive(self, action: str) -> bool:
        """Whether a story asks but once what ``action`` answers."""
        question, _, thing = action.removesuffix(_MARK).partition(" ")
        return action.endswith(_MARK) and (
            bool(thing) or any(q.name == question and q.decisive for q in self.questions)
        )


def load(rules: Rules) -> OutcomeGrammar:
    """From rules/<language>/outcomes.yaml. Raises RuleError."""
    questions, referents = [], []
    cues: dict[str, re.Pattern[str]] = {}
    for file, rule in rules:
        if not file.endswith("/outcomes"):
            continue
        model = rule.parse(_Model)
        if model.reads is not None:
            cues[model.reads] = _compiled(rule, model.words, bound=False)
        elif model.group is not None:
            referents.append(Referent(rule.name, model.group, _compiled(rule, model.words), model.inverts, model.each))
        else:
            no = _compiled(rule, model.no) if model.no else None
            questions.append(
                Question(
                    name=rule.name,
                    yes=_compiled(rule, model.yes),
                    no=no,
                    exact=model.exact,
                    topic=model.topic,
                    apart=tuple(model.apart),
                    decisive=model.decisive,
                    covers=frozenset(model.covers),
                    needs=_compiled(rule, model.needs) if model.needs else None,
                    turns=model.turns,
                    patient=model.patient,
                    named=model.named,
                )
            )
    never = re.compile(r"(?!)")
    return OutcomeGrammar(tuple(questions), tuple(referents), *(cues.get(name, never) for name in _CLAUSE_WORDS))


def _compiled(rule: Rule, pattern: str | None, bound: bool = True) -> re.Pattern[str]:
    if not pattern:
        raise rule.error("it needs words")
    return rule.compiled(rf"(?<![\w-])(?:{pattern})(?![\w-])" if bound else pattern)


def find(sentence: str, grammar: OutcomeGrammar, before: str = "") -> list[Outcome]:
    """Every answer that one sentence gives, in order; of two to one question in one place the longer words.

    ``before`` is what the article says right before it.
    """
    text = plain(sentence)
    above = plain(before)
    if text.rstrip(' "»)').endswith("?"):
        return []
    found = [o for question in grammar.questions for o in _answers(sentence, text, question, grammar, above)]
    found.sort(key=lambda o: (o.span, o.question))
    return [o for o in found if not any(_covered(o, other) for other in found)]


def _covered(one: Outcome, other: Outcome) -> bool:
    longer = other.span.end - other.span.start > one.span.end - one.span.start
    return one.question == other.question and longer and other.span.overlaps(one.span)


def _answers(sentence: str, text: str, question: Question, grammar: OutcomeGrammar, above: str) -> Iterator[Outcome]:
    if question.needs is not None and not (question.needs.search(text) or question.needs.search(above)):
        return
    for pattern, says in ((question.yes, True), (question.no, False)):
        for match in pattern.finditer(text) if pattern else ():
            span = Span(*match.span())
            clause = _clause(text, span, grammar)
            denied = _denied(text, span, clause, says, question, grammar)
            if denied is None or (denied and not says and not question.exact):
                continue
            topics, inverted = _topics(text, span, clause, question, grammar)
            if question.named:
                topics |= _names(sentence, span, grammar)
            if question.topic in ("shared", "same") and not topics:
                continue
            apart = _apart(text, clause, question, grammar)
            positive = (says != denied) != inverted
            yield Outcome(
                span, clause, question.name, question.topic, positive, topics, apart, question.turns, question.patient
            )


def _clause(text: str, span: Span, grammar: OutcomeGrammar) -> Span:
    """The stretch between two boundaries around ``span``."""
    cuts = [(0, 0), *(m.span() for m in grammar.clause.finditer(text)), (len(text), len(text))]
    start = max(end for _, end in cuts if end <= span.start)
    return Span(start, min((begin for begin, _ in cuts if begin >= span.end), default=len(text)))


def _denied(
    text: str, span: Span, clause: Span, says: bool, question: Question, grammar: OutcomeGrammar
) -> bool | None:
    """Whether the clause denies its words; None where it leaves open whether they are so.

    What is not yet so is denied where the answer changes with time, and what is not so before some day left open.
    """
    before = text[clause.start : span.start]
    above = text[max(0, clause.start - _ABOVE) : clause.start]
    if question.turns:
        if grammar.deferred.search(f"{before}§{text[span.end : clause.end]}"):
            return None
        before = grammar.pending.sub(" pas ", before)
    if grammar.unreal.search(before) or grammar.doubt.search(above):
        return None
    marked = f"{before}§{text[span.start : span.end]}¤{text[span.end : clause.end]}"
    own = not says and _OWN_DENIAL.search(text, span.start, span.end)  # "n'a rien payé" is not denied by its own "ne"
    return (not own and bool(grammar.denial.search(marked))) != bool(grammar.reversal.search(f"{above}{before}"))


def _topics(
    text: str, span: Span, clause: Span, question: Question, grammar: OutcomeGrammar
) -> tuple[frozenset[str], bool]:
    """What the clause is about, and whether its class is counted the other way round.

    The known classes alone ("same"), or with them all words of the clause ("shared").
    """
    if question.topic in ("none", "whom"):
        return frozenset(), False
    things = [r for r in grammar.referents if r.group == _THING]
    inside = f"{text[clause.start : span.start]} § {text[span.end : clause.end]}"
    named = [r for r in things if r.words.search(inside)] or _last(things, text, clause)
    if question.topic == "same":
        return frozenset(f"{_THING}:{r.inverts or r.name}" for r in named), any(r.inverts for r in named)
    stems = _stems(inside, grammar) or _stems(text[span.start : span.end].rpartition(" ")[0], grammar)
    if all(s.startswith(_GENERIC) for s in stems):  # "le site" is the one that the sentence has named
        stems |= _stems(text[max(0, clause.start - _FAR_BACK) : clause.start], grammar)
    return stems | {f"{_THING}:{r.name}" for r in named}, False


def _names(sentence: str, span: Span, grammar: OutcomeGrammar) -> frozenset[str]:
    """The names that stand in the clause, else those named last before it."""
    text = _BRACKETS.sub(lambda match: " " * len(match.group()), sentence)
    clause = _clause(plain(text), span, grammar)
    inside = [m.group() for m in _NAME.finditer(text, clause.start, clause.end)]
    if not inside:
        back = list(_NAME.finditer(text, max(0, clause.start - _FAR_BACK), clause.start))
        inside = [m.group() for m in back if back[-1].end() - m.end() <= _TOGETHER]
    return frozenset(f"{_NAMED}:{plain(name)}" for name in inside)


def _stems(text: str, grammar: OutcomeGrammar) -> frozenset[str]:
    kept = [w for w in _LONG_WORD.findall(text) if not grammar.small.fullmatch(w)]
    return frozenset(_GENERIC + w[:_STEM] if grammar.generic.fullmatch(w) else w[:_STEM] for w in kept)


def _last(referents: Sequence[Referent], text: str, clause: Span) -> list[Referent]:
    """Those named last in the sentence before a clause: all that stand within one clause."""
    start = max(0, clause.start - _FAR_BACK)
    seen = [(m.end(), r.name, r) for r in referents for m in r.words.finditer(text, start, clause.start)]
    if not seen:
        return []
    latest = max(end for end, _, _ in seen)
    return [r for end, _, r in sorted(seen, key=lambda s: s[:2]) if latest - end <= _TOGETHER]


def _apart(text: str, clause: Span, question: Question, grammar: OutcomeGrammar) -> frozenset[str]:
    """What tells two answers apart: the members of the groups that the clause names, or the sentence before; years."""
    found = {f"{_YEAR}:{year}" for year in _YEARS.findall(text[clause.start : clause.end])}
    for group in question.apart:
        members = [r for r in grammar.referents if r.group == group]
        named = [r for r in members if r.words.search(text, clause.start, clause.end)]
        start = clause.start
        if not named:
            named, start = _last(members, text, clause), max(0, clause.start - _FAR_BACK)
        for one in named:
            words = [m.group()[:_STEM] for m in one.words.finditer(text, start, clause.end)] if one.each else [one.name]
            found |= {f"{group}:{word}" for word in words}
    return frozenset(found)


def key(outcome: Outcome) -> str:
    """What an ActionValue with this answer calls its action: the question, and the class that it is asked of."""
    named = sorted(outcome.topics) if outcome.topic == "same" and len(outcome.topics) == 1 else []
    things = [t.removeprefix(_THING + ":") for t in named if t.startswith(_THING)]
    return " ".join([outcome.question, *things]) + _MARK


def persons(outcome: Outcome) -> frozenset[str]:
    """The classes of persons that an answer about a person is about."""
    named = (k for k in outcome.apart if k.partition(":")[0] in _OF_PERSONS)
    return frozenset(named) if outcome.topic == "whom" else frozenset()


def answers(value: ActionValue) -> bool:
    """Whether ``value`` is the answer to a question."""
    return value.action.endswith(_MARK)


def relate(a: ActionValue, b: ActionValue) -> Judgement:
    """Two answers: to one question and about one thing, or not to be compared. Symmetric."""
    if a.action != b.action:
        return Judgement(Relation.INCOMPARABLE, "other-questions")
    if not _one_topic(a.topics, b.topics):
        return Judgement(Relation.INCOMPARABLE, "other-topics")
    if any(_differ(a.apart, b.apart, group) for group in sorted({k.partition(":")[0] for k in a.apart | b.apart})):
        return Judgement(Relation.INCOMPARABLE, "other-persons")
    if a.positive == b.positive:
        return Judgement(Relation.SAME, "same-outcome")
    return Judgement(Relation.CONFLICTING, "opposite-outcomes", "one says that it is so, the other that it is not")


def _one_topic(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether both name one class or person, or share words enough; or neither needs a topic.

    Words that name a kind of thing count only where one of the two has no others.
    """
    names_a, names_b = (frozenset(k for k in keys if k.startswith(f"{_NAMED}:")) for keys in (a, b))
    if names_a and names_b:
        return bool(names_a & names_b)
    exact_a, exact_b = (frozenset(k for k in keys if not k.startswith(_GENERIC)) for keys in (a, b))
    if exact_a and exact_b:
        a, b = exact_a, exact_b
    shared = a & b
    if not (a or b) or any(":" in key for key in shared):
        return True
    return bool(shared) and len(shared) >= min(_SHARED, len(a), len(b))


def _differ(a: frozenset[str], b: frozenset[str], group: str) -> bool:
    """Whether both name members of ``group``, and no common one."""
    mine, others = ({k for k in keys if k.startswith(f"{group}:")} for keys in (a, b))
    return bool(mine and others) and not mine & others


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """Every rule that ``text`` meets, with the answer to a question, or the class and the kind of cue itself."""
    grammar = load(rules)
    folded = plain(text)
    found = [(o.question, "yes" if o.positive else "no") for o in find(text, grammar)]
    found += [(r.name, r.group) for r in grammar.referents if r.words.search(folded)]
    return found + [(name, name) for name in _CLAUSE_WORDS if getattr(grammar, name).search(folded)]
