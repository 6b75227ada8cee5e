"""Clauses of several articles that say the same.

Candidates share content words; the embedded model says how alike they read; typed comparison then keeps apart what
differs in a value, in polarity, in time or in the person it is said of. Such groups only ever agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from factcheck.claims.accounts import Account
from factcheck.cluster import Group, joined
from factcheck.compare import relate
from factcheck.embed import Embedder
from factcheck.kinds.actions import ActionGrammar
from factcheck.types import ActionValue, Relation, Slot, Stance

# Least cosine of two clauses by the number of telling words that they share.
_LEAST: Mapping[int, float] = {2: 0.7, 3: 0.55, 4: 0.5}
_LEAST_WITH_VALUE: Mapping[int, float] = {2: 0.45, 3: 0.4, 4: 0.4}  # where one of these is a number or an hour
_FEWEST, _PLENTY = min(_LEAST), max(_LEAST)
_EVERYWHERE = 0.03  # of the clauses: a word in more of them than this, and than a few, tells nothing
_FEW = 8
_QUESTION = 90  # characters of a clause that name its group
_LEAST_SHARE = 0.34  # of the shorter clause's words


def group(
    accounts: Sequence[Account], embedder: Embedder, grammar: ActionGrammar, origins: Mapping[str, str]
) -> list[Group]:
    """Clauses that at least two origins tell alike, each group with a question of its own."""
    told = sorted(accounts, key=lambda a: (a.claim.article, a.claim.span))
    pairs = {p: n for p, n in _sharing(told).items() if _compatible(told[p[0]], told[p[1]], grammar)}
    telling = {(i, j) for i, j in pairs if told[i].told & told[j].told}
    used = sorted({i for pair in pairs for i in pair})
    vectors = embedder.encode([_words(told[i]) for i in used])
    row = {i: n for n, i in enumerate(used)}
    scored = []
    for (i, j), shared in sorted(pairs.items()):
        similar = round(float(vectors[row[i]] @ vectors[row[j]]), 4)
        least = _LEAST_WITH_VALUE if (i, j) in telling else _LEAST
        if similar >= least[min(shared, _PLENTY)]:
            scored.append((-similar, i, j))

    def fit(first: Sequence[int], second: Sequence[int]) -> bool:
        return all(_compatible(told[a], told[b], grammar) for a in first for b in second)

    groups = []
    for part in joined(len(told), [(i, j) for _, i, j in sorted(scored)], fit):
        members = tuple(told[k].claim for k in part)
        if len({origins[c.article] for c in members}) > 1:
            groups.append(Group(Slot.ACTION, _words(told[part[0]])[:_QUESTION], "account", members))
    return groups


def _words(account: Account) -> str:
    value = account.claim.value
    return value.words if isinstance(value, ActionValue) else ""


def _sharing(told: Sequence[Account]) -> dict[tuple[int, int], int]:
    """Pairs of two articles that share enough telling words, and how many."""
    holding: dict[str, list[int]] = {}
    for number, account in enumerate(told):
        for key in account.keys | account.told:
            holding.setdefault(key, []).append(number)
    most = max(_FEW, int(_EVERYWHERE * len(told)))
    shared: dict[tuple[int, int], int] = {}
    for numbers in holding.values():
        for i, j in combinations(numbers, 2) if len(numbers) <= most else ():
            if told[i].claim.article != told[j].claim.article:
                shared[i, j] = shared.get((i, j), 0) + 1
    return {
        (i, j): n
        for (i, j), n in shared.items()
        if n >= _FEWEST and n / min(len(told[i].keys), len(told[j].keys)) >= _LEAST_SHARE
    }


def _compatible(a: Account, b: Account, grammar: ActionGrammar) -> bool:
    first, second = a.claim.value, b.claim.value
    if not (isinstance(first, ActionValue) and isinstance(second, ActionValue)):
        return False
    if first.positive != second.positive or grammar.opposite(first.action, second.action):
        return False
    if (a.claim.stance is Stance.EXPECTED) != (b.claim.stance is Stance.EXPECTED):
        return False
    if a.persons and b.persons and not a.persons & b.persons:
        return False
    return not any(relate(x, y, grammar).relation is Relation.CONFLICTING for x in a.values for y in b.values)
