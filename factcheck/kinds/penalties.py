"""Penalties reckoned in time: "cinq ans de prison, dont deux avec sursis", "dix-huit mois avec sursis", "trois ans ferme".

A penalty is read from the lengths of time of a sentence by what stands around them, with its sort (prison, a ban, ...)
and its stage (asked for, given, given on appeal, only possible, served, of an earlier trial). Who it is for is not read
here: that takes the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from factcheck.kinds import durations
from factcheck.kinds.flat import Flat, flatten
from factcheck.kinds.penalty_grammar import Link, Part, PenaltyGrammar, Stage, StageRule, compile_penalties
from factcheck.kinds.penalty_persons import cues, described
from factcheck.rules import Rules
from factcheck.types import Duration, Found, Judgement, Penalty, Relation

_BEFORE, _AFTER = 90, 80  # how much text around a length of time is looked at, in characters
_BETWEEN = 70  # the most that may stand between two lengths of one penalty
_RIGHT_BEHIND = 45  # characters behind a penalty within which another trial may be named
_STOP = re.compile(r"[,;:.()]")
_NEVER_SUSPENDED = 10.5 * 365 * 86_400  # seconds; above this no part of a penalty is suspended, and the whole is firm
_STEM = 5  # letters of a verb that tell one ban from another


def load(rules: Rules, language: str = "fr") -> PenaltyGrammar:
    """The grammar of ``rules/<language>/penalties.yaml``. Raises RuleError."""
    return compile_penalties(rules, language)


@dataclass(frozen=True, slots=True)
class Sentenced:
    """One penalty in a sentence: the words that carry it, its sort and its stage, and whether it adds to another."""

    found: Found
    sort: str
    stage: Stage
    further: bool


@dataclass(frozen=True, slots=True)
class _Term:
    """One length of time as a part of a penalty; ``start`` and ``end`` in the flat text."""

    start: int
    end: int
    value: Duration
    sort: str
    part: Part | None
    further: bool
    rules: tuple[str, ...]


def find(text: str, grammar: PenaltyGrammar) -> list[Sentenced]:
    """Every penalty in ``text``, one sentence, in order."""
    flat = flatten(text)
    terms = [term for term in _terms(flat, grammar) if term.sort]
    return [_sentenced(flat, group, link, grammar) for group, link in _joined(flat.text, terms, grammar)]


def _terms(flat: Flat, grammar: PenaltyGrammar) -> list[_Term]:
    """Every length of time for which a rule of sort speaks; those of which it says that they are no penalty too."""
    found = []
    for _, timed in durations.readings(flat, grammar.durations):
        if timed is None or timed.sense != "duration":
            continue
        before, after = (
            flat.text[max(0, timed.start - _BEFORE) : timed.start],
            flat.text[timed.end : timed.end + _AFTER],
        )
        sort = next(((s.rule, s.sort, match) for s in grammar.sorts if (match := s.around.fits(before, after))), None)
        if sort is None:
            continue
        what = sort[2].groupdict().get("what")
        name = f"{sort[1]}:{what[:_STEM]}" if what else sort[1]
        part = next((p for p in grammar.parts if p.around.fits(before, after)), None)
        rules = (sort[0], *((part.rule,) if part else ()))
        value = durations.duration_of(timed)
        found.append(
            _Term(timed.start, timed.end, value, name, part.part if part else None, bool(part and part.further), rules)
        )
    return found


def _joined(flat: str, terms: Sequence[_Term], grammar: PenaltyGrammar) -> list[tuple[list[_Term], Link | None]]:
    """Terms in groups that make one penalty, each with how its second stands to its first."""
    groups: list[tuple[list[_Term], Link | None]] = []
    taken = None
    for term, following in pairwise([*terms, None]):
        if term is None or term is taken:
            continue
        link = _link(flat, term, following, grammar)
        if link and following is not None:
            groups.append(([term, following], link))
            taken = following
        else:
            groups.append(([term], None))
    return groups


def _link(flat: str, first: _Term, second: _Term | None, grammar: PenaltyGrammar) -> Link | None:
    """How ``second`` stands to ``first`` within one penalty, None where it is another."""
    if second is None or second.start - first.end > _BETWEEN or first.sort != second.sort:
        return None
    between = flat[first.end : second.start]
    for link in grammar.links:
        both = link.link == "of" or {first.part, second.part} == {"firm", "suspended"}
        if both and link.between.search(between):
            return link
    return None


def _sentenced(flat: Flat, terms: Sequence[_Term], link: Link | None, grammar: PenaltyGrammar) -> Sentenced:
    first, last = terms[0], terms[-1]
    value = _value(terms, link.link if link else "")
    after = flat.text[last.end : last.end + _AFTER]
    rules = [rule for term in terms for rule in term.rules] + ([link.rule] if link else [])
    share = next((s for s in grammar.shares if s.after.match(after)), None) if len(terms) == 1 else None
    if share is not None and first.part is None:
        value = _split(first.value, _times(first.value, share.share), share.part)
        rules.append(share.rule)
    stage, rule = _stage(flat.text, first.start, last.end, grammar)
    return Sentenced(
        Found(flat.span(first.start, last.end), value, " ".join(dict.fromkeys((*rules, rule) if rule else rules))),
        first.sort,
        stage,
        first.further and len(terms) == 1,
    )


def _value(terms: Sequence[_Term], link: str) -> Penalty:
    first = terms[0]
    if link == "of":
        return _split(first.value, terms[1].value, terms[1].part or "suspended")
    if link == "plus":
        firm, suspended = sorted(terms, key=lambda term: term.part or "")
        unit = max(firm.value, suspended.value, key=lambda length: length.high).unit
        return Penalty(_sum(firm.value, suspended.value, unit), firm.value, suspended.value)
    if first.part == "firm":
        return Penalty(None, first.value)
    if first.part == "suspended":
        return Penalty(None if first.further else first.value, None if first.further else _NONE, first.value)
    return Penalty(first.value)


_NONE = Duration(0.0, 0.0, 0.0, "day")


def _split(whole: Duration, part: Duration, kind: Part) -> Penalty:
    rest = _sum(whole, _times(part, -1.0), part.unit)
    return Penalty(whole, part, rest) if kind == "firm" else Penalty(whole, rest, part)


def _sum(a: Duration, b: Duration, unit: str) -> Duration:
    """Both lengths together, told in ``unit``."""
    stated = None if a.stated is None or b.stated is None else a.stated + b.stated
    low, high = (a.low + b.low, a.high + b.high) if a.stated and b.stated else (a.low + b.high, a.high + b.low)
    low, high = sorted((max(0.0, low), max(0.0, high)))
    return Duration(low, high, stated, unit, a.approximate or b.approximate)


def _times(value: Duration, factor: float) -> Duration:
    return replace(
        value,
        low=value.low * factor,
        high=value.high * factor,
        stated=None if value.stated is None else value.stated * factor,
    )


def _stage(flat: str, start: int, end: int, grammar: PenaltyGrammar) -> tuple[Stage, str]:
    """The stage by the cue nearest before the penalty, else the nearest behind it; given where nothing tells.

    A verb of giving says no more than that: words for another trial, before it or right behind the penalty, go before.
    """
    cues = sorted((m.span(), n, s) for n, s in enumerate(grammar.stages) for m in s.pattern.finditer(flat))
    ahead = sorted(((until, -n, s) for (_, until), n, s in cues if until <= start), key=lambda cue: cue[:2])
    behind = [(at, s) for (at, _), _, s in cues if at >= end]
    nearest = ahead[-1][2] if ahead else behind[0][1] if behind else None
    if nearest is None:
        return "given", ""
    near = [s for at, s in behind if at - end <= _RIGHT_BEHIND and not _STOP.search(flat[end:at])]
    if nearest.stage == "appeal":
        return _of_trial(near) or (nearest.stage, nearest.rule)
    if nearest.stage == "given":
        return _of_trial([*near, *(s for _, _, s in reversed(ahead))]) or ("given", nearest.rule)
    return nearest.stage, nearest.rule


def _of_trial(cues: Sequence[StageRule]) -> tuple[Stage, str] | None:
    """The trial that the first cues speak of, up to one that is of no trial."""
    for cue in cues:
        if cue.stage in ("appeal", "earlier"):
            return cue.stage, cue.rule
        if cue.stage != "given":
            return None
    return None


# -- comparing ------------------------------------------------------------------------------------


def relate(a: Penalty, b: Penalty) -> Judgement:
    """How two penalties of one person stand to each other: by the whole, the firm and the suspended part, where known."""
    if a == b:
        return Judgement(Relation.SAME, "same-penalty", "both tell the same penalty")
    if _bare(a) != _bare(b):
        return _loosely(*((a, b) if _bare(a) else (b, a)))
    judged = [
        durations.relate(x, y) for x, y in zip(_parts(a), _parts(b), strict=True) if x is not None and y is not None
    ]
    worst = next((j for j in judged if j.relation is Relation.CONFLICTING), None)
    if worst is not None:
        return worst
    if _too_long(a, b) or _too_long(b, a):
        return Judgement(Relation.CONFLICTING, "part-above-whole", "a part cannot be longer than the whole")
    known = [tuple(part is None for part in _parts(value)) for value in (a, b)]
    if judged and known[0] == known[1] and all(j.relation is Relation.SAME for j in judged):
        return Judgement(Relation.SAME, "same-penalty", "both tell the same penalty")
    return Judgement(Relation.COMPATIBLE, "one-penalty-fits-both", "one penalty fits both")


def _bare(value: Penalty) -> bool:
    return value.firm is None and value.suspended is None


def _loosely(bare: Penalty, told: Penalty) -> Judgement:
    """A length alone may be the whole, or the part that is served, but for long ones, of which all is served."""
    fits = [p for p in (told.total, told.firm) if p is not None and bare.total is not None]
    if bare.total is not None and told.firm is not None and bare.total.low > _NEVER_SUSPENDED:
        return durations.relate(bare.total, told.firm)
    if any(durations.relate(bare.total, p).relation is not Relation.CONFLICTING for p in fits if bare.total):
        return Judgement(Relation.COMPATIBLE, "one-penalty-fits-both", "one penalty fits both")
    if told.total is not None and bare.total is not None:
        return durations.relate(bare.total, told.total)
    if _too_long(told, bare):
        return Judgement(Relation.CONFLICTING, "part-above-whole", "a part cannot be longer than the whole")
    return Judgement(Relation.COMPATIBLE, "one-penalty-fits-both", "one penalty fits both")


def _too_long(part: Penalty, whole: Penalty) -> bool:
    if whole.total is None:
        return False
    longest = [p.low for p in (part.firm, part.suspended) if p is not None]
    return bool(longest) and max(longest) > whole.total.high


def _parts(value: Penalty) -> tuple[Duration | None, Duration | None, Duration | None]:
    return value.total, value.firm, value.suspended


# -- saying ---------------------------------------------------------------------------------------

_SAID = {"en": ("{} firm", "{} suspended", ", of which "), "fr": ("{} ferme", "{} avec sursis", ", dont ")}


def label(value: Penalty, language: str = "en") -> str:
    """``value`` in words: "5 years, of which 2 years suspended", "3 years firm"."""
    firm, suspended, of = _SAID["fr" if language == "fr" else "en"]
    parts = [
        said.format(durations.label(part, language))
        for said, part in ((firm, value.firm), (suspended, value.suspended))
        if part is not None and part != _NONE
    ]
    whole = durations.label(value.total or _NONE, language)
    if parts and (value.total is None or value.firm == _NONE):
        return parts[0]
    return f"{whole}{of}{parts[-1]}" if parts else whole


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """Every rule of penalties that had a part in reading ``text``, with the penalty; and the words for persons in it."""
    grammar = load(rules)
    pairs = [
        (rule, f"{one.sort} {one.stage}: {label(one.found.value)}")
        for one in find(text, grammar)
        if isinstance(one.found.value, Penalty)
        for rule in one.found.rule.split()
    ]
    flat = flatten(text)
    pairs += [(rule, "none") for term in _terms(flat, grammar) if not term.sort for rule in term.rules]
    return pairs + [(told.rule, told.kin or told.head) for told in described(text, grammar)] + cues(text, grammar)
