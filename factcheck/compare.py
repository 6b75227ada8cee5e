"""Groups of claims -> verdicts, by typed comparison alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from factcheck.cluster import Group, Relate, joined
from factcheck.kinds import (
    actions,
    dates,
    durations,
    outcomes,
    participants,
    penalties,
    places,
    quantities,
    roles,
    scopes,
)
from factcheck.kinds.actions import ActionGrammar
from factcheck.types import (
    ActionValue,
    Article,
    Claim,
    DateValue,
    Duration,
    Judgement,
    PartyValue,
    Penalty,
    PlaceValue,
    Quantity,
    Relation,
    RoleValue,
    Slot,
    Stance,
    Value,
)  # fmt: skip

_TIMELESS = frozenset({"roles/other-state"})  # nobody is envoy of one state, then of another
_ONE_VALUED = frozenset({Slot.DATE, Slot.PLACE, Slot.DURATION})
_COUNTED = frozenset({Slot.QUANTITY, Slot.ATTRIBUTION, Slot.DURATION})
_OF_A_STORY = frozenset({Slot.DATE, Slot.PLACE, Slot.DURATION, Slot.QUANTITY, Slot.PARTICIPANT, Slot.ACTION})
_WHEN_AND_WHERE = frozenset({Slot.DATE, Slot.PLACE})
_ONE_EVENT = 2  # camps about the day or place of one event; more of them are several events taken for one
_ACTION_DAYS = 2
_CHANGE_DAYS = 14  # a person may change posts between two articles that lie further apart than this


@dataclass(frozen=True, slots=True)
class Compared:
    """One question after comparison: its variants, what opposes them, and every step."""

    group: Group
    variants: tuple[tuple[Claim, ...], ...]
    judgement: Judgement | None  # the conflict, or None where nothing conflicts
    evolved: bool
    undecided: tuple[Claim, ...]  # claims so vague that they fit more than one variant of a conflict
    steps: tuple[str, ...]


def relate(a: Value, b: Value, grammar: ActionGrammar) -> Judgement:
    """Two values of one slot. Symmetric."""
    if isinstance(a, DateValue) and isinstance(b, DateValue):
        return dates.relate(a, b)
    if isinstance(a, PlaceValue) and isinstance(b, PlaceValue):
        return places.relate(a, b)
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return quantities.relate(a, b)
    if isinstance(a, Duration) and isinstance(b, Duration):
        return durations.relate(a, b)
    if isinstance(a, Penalty) and isinstance(b, Penalty):
        return penalties.relate(a, b)
    if isinstance(a, RoleValue) and isinstance(b, RoleValue):
        return roles.relate(a, b)
    if isinstance(a, PartyValue) and isinstance(b, PartyValue):
        return participants.relate(a, b)
    if isinstance(a, ActionValue) and isinstance(b, ActionValue):
        if outcomes.answers(a) and outcomes.answers(b):
            return outcomes.relate(a, b)
        return actions.relate(a, b, grammar.opposite(a.action, b.action))
    return Judgement(Relation.INCOMPARABLE, "other-kinds")


def label(value: Value, language: str = "en") -> str:
    """The value in words for a reader."""
    if isinstance(value, DateValue):
        return dates.label(value, language)
    if isinstance(value, PlaceValue):
        return places.label(value, language)
    if isinstance(value, Quantity):
        return quantities.label(value, language)
    if isinstance(value, Duration):
        return durations.label(value, language)
    if isinstance(value, Penalty):
        return penalties.label(value, language)
    if isinstance(value, RoleValue):
        return roles.label(value, language)
    if isinstance(value, PartyValue):
        return value.name
    if isinstance(value, ActionValue):
        return actions.label(value)
    return value.text


def _is_answer(value: Value) -> bool:
    return isinstance(value, ActionValue) and outcomes.answers(value)


def typed(
    grammar: ActionGrammar,
    sides: Callable[[str], bool] = lambda _: False,
    one_story: Callable[[Claim, Claim], bool] = lambda _, __: True,
) -> Relate:
    """The comparison of two claims by the kind of their values.

    A figure of one camp and a figure of another (the police, the organisers) answer two questions; ``sides`` tells
    which counts are taken by two camps, so that a figure without a source may be either's; ``one_story`` whether two
    claims are of one story, without which unequal values are answers to two questions.
    """

    def related(a: Claim, b: Claim) -> Judgement:
        judged = relate(a.value, b.value, grammar)
        two = a.camp != b.camp and (sides(a.about) or None not in (a.camp, b.camp))
        two = a.slot is Slot.QUANTITY and two or a.slot in _COUNTED and scopes.apart(a.scope, b.scope)
        if two and judged.relation is Relation.CONFLICTING:
            return Judgement(Relation.INCOMPARABLE, "two-counts")
        if None not in (a.camp, b.camp) and a.camp != b.camp and judged.relation is Relation.COMPATIBLE:
            return Judgement(Relation.INCOMPARABLE, "two-counts")
        if a.slot is Slot.PLACE and scopes.apart(a.scope, b.scope):
            return Judgement(Relation.INCOMPARABLE, "two-subjects")
        other = judged.relation is Relation.CONFLICTING or _is_answer(a.value) or a.slot is Slot.PARTICIPANT
        if other and a.slot in _OF_A_STORY and a.article != b.article and not one_story(a, b):
            return Judgement(Relation.INCOMPARABLE, "two-stories")
        if a.slot is Slot.PARTICIPANT and a.held and b.held and a.held.start != b.held.start:
            return Judgement(Relation.INCOMPARABLE, "two-days")
        return judged

    return related


def compare(
    group: Group, articles: Mapping[str, Article], related: Relate, running: Callable[[str], bool] = lambda _: False
) -> list[Compared]:
    """The questions of one group: claims that cannot be compared with each other are set apart first.

    ``running`` tells which counts are expected to change while their event goes on.
    """
    claims = list(group.claims)
    judgements = {(i, j): related(claims[i], claims[j]) for i, j in combinations(range(len(claims)), 2)}

    def judge(i: int, j: int) -> Judgement:
        return judgements[min(i, j), max(i, j)]

    results = []
    for part in _comparable(len(claims), judge):
        results += _decide(group, part, claims, judge, articles, running)
    return results


def agreed(group: Group) -> Compared:
    """A group that was made of what agrees."""
    return Compared(group, (group.claims,), None, False, (), (f"{len(group.claims)} clauses say the same",))


Judge = Callable[[int, int], Judgement]


def _comparable(count: int, judge: Judge) -> list[list[int]]:
    pairs = combinations(range(count), 2)
    return joined(count, (pair for pair in pairs if judge(*pair).relation is not Relation.INCOMPARABLE))


def _decide(
    group: Group,
    part: Sequence[int],
    claims: Sequence[Claim],
    judge: Judge,
    articles: Mapping[str, Article],
    running: Callable[[str], bool],
) -> list[Compared]:
    """The verdict on one part; a figure that rises may give two: what changed, and what was told otherwise at one time."""
    steps = [
        f"{len(part)} claims answer one question ({group.slot.value} of {group.about}, {group.facet or 'general'})"
    ]
    part = _without_doubtful(part, claims, judge)
    if not part:
        return []
    torn = _torn(part, claims, judge)
    opposed = [
        (i, j)
        for i, j in combinations(part, 2)
        if judge(i, j).relation is Relation.CONFLICTING
        and _may_oppose(claims[i], claims[j])
        and not {i, j} & torn
        and not _both_wordings(i, j, part, claims, judge)
    ]
    if not opposed:
        return [Compared(group, _agreeing(part, claims, judge), None, False, (), tuple(steps))]
    changed = [pair for pair in opposed if _changed(claims[pair[0]], claims[pair[1]], articles, judge(*pair), running)]
    again = [pair for pair in changed if _told_again(pair, part, claims, judge, articles)]
    changed = [pair for pair in changed if not any(_same_values(pair, one, judge) for one in again)]
    disputed = [pair for pair in opposed if pair not in changed]
    if group.slot in _WHEN_AND_WHERE and disputed:
        camps, _ = _variants(part, claims, judge, {k for pair in disputed for k in pair})
        disputed = disputed if len(camps) <= _ONE_EVENT else []
    if not (disputed or changed):
        return [Compared(group, _agreeing(part, claims, judge), None, False, (), tuple(steps))]
    results = []
    for pairs, evolved in ((disputed, False), (changed, True)):
        if not pairs:
            continue
        inside = part if not (disputed and changed) else sorted({k for pair in pairs for k in pair})
        results.append(_camps(group, inside, claims, judge, pairs, evolved, steps))
    return results


def _without_doubtful(part: Sequence[int], claims: Sequence[Claim], judge: Judge) -> list[int]:
    """Claims that are not firm only ever support a firm one."""
    firm = [i for i in part if claims[i].firm and not claims[i].unnamed]
    return [
        i
        for i in part
        if i in firm
        or any(judge(i, j).relation in (Relation.SAME, Relation.COMPATIBLE) for j in firm)
        and not any(judge(i, j).relation is Relation.CONFLICTING for j in firm)
        or claims[i].slot is Slot.QUANTITY
    ]


def _torn(part: Sequence[int], claims: Sequence[Claim], judge: Judge) -> set[int]:
    """Days, places and lengths of which one article gives two for one event: it does not say which is meant."""
    return {
        k
        for i, j in combinations(part, 2)
        if claims[i].slot in _ONE_VALUED
        and claims[i].article == claims[j].article
        and judge(i, j).relation is Relation.CONFLICTING
        for k in (i, j)
    }


def _both_wordings(i: int, j: int, part: Sequence[int], claims: Sequence[Claim], judge: Judge) -> bool:
    """Whether one of two articles quotes a statement both ways, short in its headline and in full below it."""
    if claims[i].slot is not Slot.QUOTATION:
        return False
    return any(
        claims[k].article == claims[one].article and judge(k, other).relation is Relation.SAME
        for one, other in ((i, j), (j, i))
        for k in part
        if k not in (i, j)
    )


def _camps(
    group: Group,
    part: Sequence[int],
    claims: Sequence[Claim],
    judge: Judge,
    opposed: Sequence[tuple[int, int]],
    evolved: bool,
    steps: Sequence[str],
) -> Compared:
    variants, undecided = _variants(part, claims, judge, {k for pair in opposed for k in pair})
    told = [
        f"{claims[i].article} {label(claims[i].value)!r} against {claims[j].article} {label(claims[j].value)!r}: "
        f"{judge(i, j).relation.value} by {judge(i, j).rule}"
        for i, j in opposed
    ]
    return Compared(
        group,
        tuple(tuple(claims[i] for i in variant) for variant in variants),
        judge(*min(opposed)),
        evolved,
        tuple(claims[i] for i in undecided),
        (*steps, *told, *(f"{claims[i].article} {label(claims[i].value)!r} stands in no variant" for i in undecided)),
    )


def _may_oppose(a: Claim, b: Claim) -> bool:
    """Only firm claims of two articles; and nobody is contradicted by what was only hoped for."""
    if a.article == b.article or not (a.firm and b.firm) or a.unnamed or b.unnamed:
        return False
    return Stance.DENIED not in (a.stance, b.stance) or a.slot is Slot.ACTION


def _agreeing(part: Sequence[int], claims: Sequence[Claim], judge: Judge) -> tuple[tuple[Claim, ...], ...]:
    """Without a conflict all stand together, unless two of one article differ: then each value stands alone."""
    variants: list[list[int]] = []
    for i in part:
        for variant in variants:
            if all(judge(i, j).relation in (Relation.SAME, Relation.COMPATIBLE) for j in variant):
                variant.append(i)
                break
        else:
            variants.append([i])
    return tuple(tuple(claims[i] for i in variant) for variant in variants)


def _variants(
    part: Sequence[int], claims: Sequence[Claim], judge: Judge, opposed: set[int]
) -> tuple[list[list[int]], list[int]]:
    """The camps of a conflict. A claim joins the camp that it agrees with; one that fits several camps joins none."""

    def agrees(i: int, j: int) -> bool:
        return judge(i, j).relation in (Relation.SAME, Relation.COMPATIBLE)

    def same(i: int) -> int:
        return sum(judge(i, j).relation is Relation.SAME for j in part if j != i)

    variants: list[list[int]] = []
    for i in sorted(opposed, key=lambda k: (-same(k), k)):
        fits = [v for v in variants if all(agrees(i, j) for j in v)]
        if fits:
            fits[0].append(i)
        else:
            variants.append([i])
    undecided = []
    for i in part:
        if i in opposed:
            continue
        fits = [v for v in variants if all(agrees(i, j) for j in v)]
        if len(fits) == 1:
            fits[0].append(i)
        else:
            undecided.append(i)
    return [sorted(v) for v in variants], undecided


def _changed(
    a: Claim, b: Claim, articles: Mapping[str, Article], judgement: Judgement, running: Callable[[str], bool]
) -> bool:
    """Whether the days of the two articles explain the difference."""
    first, second = articles[a.article].published, articles[b.article].published
    if _corrects(a, b) or _corrects(b, a):
        return True
    if (turned := _turned(a, b)) is not None:
        return turned
    if a.slot is Slot.QUANTITY and running(a.about) and _told_at_two_times(a, b):
        return True
    if first is None or second is None or first == second:
        return False
    earlier, later = (a, b) if first < second else (b, a)
    if earlier.stance is Stance.EXPECTED and later.stance is Stance.ASSERTED:
        return True  # a plan, then the fact
    if a.slot is Slot.ACTION and abs((first - second).days) > _ACTION_DAYS:
        return True  # what was not so then may be so now
    if isinstance(a.value, RoleValue) or a.facet.startswith("holds:"):
        return abs((first - second).days) > _CHANGE_DAYS and judgement.rule not in _TIMELESS
    return False


def _same_values(pair: tuple[int, int], other: tuple[int, int], judge: Judge) -> bool:
    """Whether two pairs oppose the same two values."""

    def same(i: int, j: int) -> bool:
        return i == j or judge(i, j).relation is Relation.SAME

    (a, b), (c, d) = pair, other
    return (same(a, c) and same(b, d)) or (same(a, d) and same(b, c))


def _told_again(
    pair: tuple[int, int], part: Sequence[int], claims: Sequence[Claim], judge: Judge, articles: Mapping[str, Article]
) -> bool:
    """Whether another article of a later day tells the earlier of two figures again: then it never changed.

    Every article of such a day must say so, and no other figure. Where the later figure was told before both, an article
    is only out of date.
    """
    days = {k: articles[claims[k].article].published for k in part}
    earlier, later = _in_order(*pair, claims, days)
    last = days[later] if later is not None else None
    if earlier is None or later is None or last is None or claims[earlier].slot is not Slot.QUANTITY:
        return False
    begun = days[earlier]
    if any(
        begun is not None and (day := days[k]) is not None and day < begun and judge(k, later).relation is Relation.SAME
        for k in part
        if k != later
    ):
        return False
    after = [k for k in part if (day := days[k]) is not None and day > last]
    others = [k for k in after if claims[k].article != claims[earlier].article and claims[k].firm]
    return bool(others) and all(judge(k, earlier).relation is Relation.SAME for k in after if k != earlier)


def _in_order(
    i: int, j: int, claims: Sequence[Claim], days: Mapping[int, date | None]
) -> tuple[int | None, int | None]:
    """Two figures in the order in which they were told; (None, None) where that is not known."""
    first, second = days[i], days[j]
    if first is None or second is None:
        return None, None
    if first != second:
        return (i, j) if first < second else (j, i)
    a, b = claims[i].held, claims[j].held
    if a is None or b is None or a.minutes is None or b.minutes is None:
        return None, None
    then, now = (a.start, a.minutes), (b.start, b.minutes)
    if then == now:
        return None, None
    return (i, j) if then < now else (j, i)


def _corrects(a: Claim, b: Claim) -> bool:
    """Whether the article of ``a`` says that it was wrong to write what ``b`` says."""
    return any(value == b.value for value in a.replaces)


def _turned(a: Claim, b: Claim) -> bool | None:
    """Whether time explains two answers of which one becomes the other; None where that is for others to say.

    What once became so may not have been so before, and was so ever after.
    """
    if not (isinstance(a.value, ActionValue) and isinstance(b.value, ActionValue)):
        return None
    yes, no = (a, b) if a.value.positive else (b, a)
    if a.value.turns == "once":
        return not _before(yes.held, no.held)  # where no time is told, the benefit of the doubt is theirs
    return True if a.value.turns == "again" and (_before(a.held, b.held) or _before(b.held, a.held)) else None


def _before(a: DateValue | None, b: DateValue | None) -> bool:
    """Whether one moment is surely over before another begins."""
    if a is None or b is None or a.end != b.start or a.minutes is None or b.minutes is None:
        return a is not None and b is not None and a.end < b.start
    return a.minutes[1] < b.minutes[0]


def _told_at_two_times(a: Claim, b: Claim) -> bool:
    """Whether two figures are of two moments; where one gives no hour, the benefit of the doubt is theirs."""
    stages = scopes.two_stages(a.scope, b.scope)
    if stages is not None:
        return stages
    if a.held is None or b.held is None or None in (a.held.minutes, b.held.minutes):
        return True
    return (a.held.start, a.held.minutes) != (b.held.start, b.held.minutes)
