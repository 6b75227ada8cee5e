"""Posts, ranks and professions of persons: find them, say who holds them, and how two of one person relate.

``RoleValue.family`` holds all that ``relate`` must know beside the words, so that it needs no rules:
``group:position`` for each group of ranks that exclude each other (``group:*``: a rank said of all its positions),
``@group:organisation`` for a union or party served, ``~field`` for the fields that a portfolio touches, and how the words after the head were read (``portfolio``,
``mission``, ``nation``). ``RoleValue.body`` is "" where the words name an organisation that only the story tells ("du
groupe"), None where they name none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Literal

from factcheck.kinds import role_holders
from factcheck.kinds.role_grammar import RoleGrammar, States, compile_rules, key
from factcheck.kinds.role_phrases import read
from factcheck.rules import Rules
from factcheck.text import plain
from factcheck.types import Found, Judgement, Relation, RoleValue, Span

__all__ = ["RoleGrammar", "describe", "described", "find", "holders", "label", "load", "relate"]

_STATED = frozenset({"mission", "portfolio", "nation"})
_Kind = Literal["same", "position", "exclusive", "vaguer", "other"]


def load(rules: Rules, states: States | None = None) -> RoleGrammar:
    """Compile the rules. ``states`` maps a text to the states named in it; by default those of the gazetteer.

    Raises RuleError with path:line for a rule that can not be used.
    """
    if states is None:
        from factcheck.kinds import places

        states = partial(places.states, gazetteer=places.load(rules))
    return compile_rules(rules, states)


def find(text: str, grammar: RoleGrammar) -> list[Found]:
    """Every post named in ``text``, with all its words, in order of the text."""
    return [Found(phrase.span, phrase.value, phrase.rule) for phrase in read(text, grammar)]


def holders(
    text: str, roles: Sequence[Found], persons: Sequence[Span], grammar: RoleGrammar
) -> list[tuple[Found, Span]]:
    """Posts and the spans of the persons who hold them by the words of ``text``, one sentence, in order of the posts.

    A post that swallowed the name at its end ("le maire de Montluc Jean Petit") comes back without it.
    """
    return role_holders.holders(text, roles, persons, grammar.ties)


# -- how two posts of one person relate -----------------------------------------------------------


def relate(a: RoleValue, b: RoleValue) -> Judgement:
    """How two posts of one person stand to each other. Symmetric."""
    relation, rule, reason = _relate(*sorted((a, b), key=_order))
    return Judgement(relation, f"roles/{rule}", reason)


def _order(value: RoleValue) -> tuple[str, ...]:
    parts = (value.rank, value.family, value.sender or "", value.receiver or "", value.body or "")
    return (*parts, " ".join(sorted(value.portfolio)), value.phase, str(value.body is None))


def _relate(a: RoleValue, b: RoleValue) -> tuple[Relation, str, str]:
    if a == b:
        return Relation.SAME, "same", f"both say {label(a)}"
    kind, group = _ranks(a, b)
    if a.phase != b.phase or a.phase == "former":
        return _two_times(a, b, kind)
    if not a.rank or not b.rank:
        return _affiliated(a, b)
    if kind == "same":
        return _one_rank(a, b)
    if kind == "exclusive":
        return _exclusive(a, b, group)
    if kind in ("vaguer", "position") and _fit(a, b):
        reason = f"{label(a)} and {label(b)} can be one post"
        return Relation.COMPATIBLE, "vaguer-rank" if kind == "vaguer" else "same-position", reason
    return Relation.INCOMPARABLE, "two-posts", f"{label(a)} and {label(b)} can be held together"


def _ranks(a: RoleValue, b: RoleValue) -> tuple[_Kind, str]:
    """How two ranks relate, and the group that decides."""
    left, right = _positions(a), _positions(b)
    shared = sorted(left.keys() & right.keys())
    apart = [g for g in shared if not left[g] & right[g] and "*" not in left[g] | right[g]]
    if key(a.rank) == key(b.rank) and not apart:
        return "same", ""
    if shared:  # one group that tells them apart decides: a prosecutor and a deputy both accuse
        return ("exclusive", apart[0]) if apart else ("position", shared[0])
    first, second = key(a.rank).split(), key(b.rank).split()
    if first and second and first[0] == second[0] and a.rank.split()[0] == b.rank.split()[0]:
        if set(first) <= set(second) or set(second) <= set(first):
            return "vaguer", ""
    return "other", ""


def _positions(value: RoleValue) -> dict[str, set[str]]:
    positions: dict[str, set[str]] = {}
    for mark in value.family.split():
        group, colon, position = mark.partition(":")
        if colon:
            positions.setdefault(group, set()).add(position)
    return positions


def _two_times(a: RoleValue, b: RoleValue, kind: _Kind) -> tuple[Relation, str, str]:
    """Posts of two times do not exclude each other, but nobody is envoy of two states one after the other."""
    if kind in ("same", "position", "vaguer") and _fit(a, b):
        if _time_free(a) == _time_free(b) and a.phase == b.phase:
            return Relation.SAME, "same", f"both say {label(a)}"
        return Relation.COMPATIBLE, "phase" if a.phase != b.phase else "vaguer", f"both are about one post: {label(a)}"
    if kind == "same" and "mission" in _marks(a) & _marks(b) and "former" not in (a.phase, b.phase):
        if a.sender and b.sender and a.sender != b.sender:
            return Relation.CONFLICTING, "other-state", f"{label(a)} is not {label(b)}"
    return Relation.INCOMPARABLE, "two-times", f"{label(a)} and {label(b)} can follow each other"


def _time_free(value: RoleValue) -> tuple[object, ...]:
    return (value.sender, value.receiver, value.body, value.portfolio, key(value.rank))


def _marks(value: RoleValue) -> set[str]:
    return {mark for mark in value.family.split() if ":" not in mark}


def _affiliated(a: RoleValue, b: RoleValue) -> tuple[Relation, str, str]:
    if _fit(a, b):
        return Relation.COMPATIBLE, "affiliation", f"{label(a)} leaves room for {label(b)}"
    return Relation.INCOMPARABLE, "other-body", f"{label(a)} and {label(b)} can be held together"


def _one_rank(a: RoleValue, b: RoleValue) -> tuple[Relation, str, str]:
    stated = bool(_STATED & (_marks(a) | _marks(b)))
    both = f"{label(a)} is not {label(b)}"
    if _differ(a.sender, b.sender):
        return (Relation.CONFLICTING if stated else Relation.INCOMPARABLE), "other-state", both
    if _differ(a.receiver, b.receiver):
        return Relation.CONFLICTING, "other-post", both
    if not _bodies_fit(a, b):
        return Relation.INCOMPARABLE, "other-body", both
    if not _portfolios_fit(a, b):
        return _other_portfolio(a, b)
    if _time_free(a) == _time_free(b):
        return Relation.SAME, "same", f"both say {label(a)}"
    return Relation.COMPATIBLE, "vaguer", f"{label(a)} and {label(b)} can be one post"


def _other_portfolio(a: RoleValue, b: RoleValue) -> tuple[Relation, str, str]:
    fields = [{mark for mark in _marks(value) if mark.startswith("~")} for value in (a, b)]
    reason = f"{label(a)} is not {label(b)}"
    if "portfolio" not in _marks(a) & _marks(b):
        return Relation.INCOMPARABLE, "other-field", reason
    if fields[0] & fields[1]:
        return Relation.INCOMPARABLE, "related-portfolio", reason
    return Relation.CONFLICTING, "other-portfolio", reason


def _exclusive(a: RoleValue, b: RoleValue, group: str) -> tuple[Relation, str, str]:
    if group.startswith("@"):
        return Relation.CONFLICTING, f"other-{group[1:]}", f"nobody is {label(a)} and {label(b)} at one time"
    if _differ(a.sender, b.sender) or not _bodies_fit(a, b):
        return Relation.INCOMPARABLE, "other-body", f"{label(a)} and {label(b)} can be held together"
    return Relation.CONFLICTING, f"exclusive-{group}", f"nobody is {a.rank} and {b.rank} of one body at one time"


def _fit(a: RoleValue, b: RoleValue) -> bool:
    """Whether all that is said beside the ranks can be true of one post."""
    stated = not _differ(a.sender, b.sender) and not _differ(a.receiver, b.receiver)
    return stated and _bodies_fit(a, b) and _portfolios_fit(a, b)


def _differ(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b


def _bodies_fit(a: RoleValue, b: RoleValue) -> bool:
    if not a.body or not b.body:
        return True
    first, second = set(key(a.body).split()), set(key(b.body).split())
    return first <= second or second <= first


def _portfolios_fit(a: RoleValue, b: RoleValue) -> bool:
    return not a.portfolio or not b.portfolio or bool(a.portfolio & b.portfolio - {"affaires"})


# -- for a reader and for the rules ---------------------------------------------------------------


def label(value: RoleValue, language: str = "en") -> str:
    """The post in words: "sous-secrétaire d'État adjoint, affaires eurasiennes", "ambassadeur, RU → US"."""
    former, coming = ("ancien", "futur") if language == "fr" else ("former", "future")
    phase = {"former": f" ({former})", "coming": f" ({coming})", "current": ""}[value.phase]
    states = value.sender or ""
    if value.receiver:
        states = f"{value.sender or '?'} → {value.receiver}"
    body = value.body or ""
    covers = " ".join(sorted(value.portfolio - set(key(body).split())))
    return ", ".join(part for part in (value.rank, states, body, covers) if part) + phase


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """Every post in ``text`` as (rule, label), once for each rule that took part; ``on`` is not needed."""
    return described(text, load(rules))


def described(text: str, grammar: RoleGrammar) -> list[tuple[str, str]]:
    """As ``describe``, with the rules compiled before."""
    found = [(rule, label(phrase.value)) for phrase in read(text, grammar) for rule in phrase.fired]
    flat = plain(text)
    return found + [(name, flat[m.start() : m.end()]) for name, p in grammar.tied.items() if (m := p.search(flat))]
