"""Which person holds which post, by the words between the two within one sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from factcheck.kinds.role_ties import Ties
from factcheck.text import fold, plain, same_length
from factcheck.types import Found, RoleValue, Span

_BRACKET = re.compile(r" ?\( ?")
_CHAIN = re.compile(r"(?:,? et|, puis| puis|,)(?: (?:de |d'))? ?")
_DETERMINED = re.compile(r"(?:le|la|un|une|son|sa|leur|notre|ce|cette) |l'")
_DEFINITE = re.compile(r"(?:le|la|ce|cette) |l'")
_INDEFINITE = re.compile(r"une? ")
_ENDS_CLAUSE = re.compile(r"\s*(?:[,;:.!?)\]»\"-]|$|et\b|qui\b)")
_BLANKS = re.compile(r"\s{2,}")


@dataclass(frozen=True, slots=True)
class _Pair:
    """One candidate: how sure its pattern is (lower is surer), and whether the name comes first."""

    order: int
    role: int
    person: int
    name_first: bool


def holders(text: str, roles: Sequence[Found], persons: Sequence[Span], ties: Ties) -> list[tuple[Found, Span]]:
    """Posts with the spans of those who hold them, in order of the posts. ``text`` is one sentence or paragraph."""
    short, kept = _squeezed(text)
    if len(short) < len(text):
        moved = {span: _moved(span, kept) for span in (*(role.span for role in roles), *persons)}
        inner = holders(short, [replace(r, span=moved[r.span]) for r in roles], [moved[p] for p in persons], ties)
        return [(replace(r, span=_back(r.span, kept)), _back(p, kept)) for r, p in inner]
    flat = plain(text)
    trimmed = [_without_names(text, role, persons, ties) for role in roles]
    names = sorted(set(persons))
    pairs = [
        pair
        for r, role in enumerate(trimmed)
        for p, person in enumerate(names)
        if not role.span.overlaps(person) and (pair := _pair(flat, r, role, p, person, ties)) is not None
    ]
    chosen = _choose(pairs, trimmed, names)
    chosen |= _chained(flat, trimmed, chosen, names)
    return [(trimmed[r], names[p]) for r, (p, _) in sorted(chosen.items())]


def _squeezed(text: str) -> tuple[str, list[int]]:
    """``text`` with one space for a run of blanks, as in a page of HTML, and where each character of it stood."""
    kept: list[int] = []
    last = 0
    for run in _BLANKS.finditer(text):
        kept += range(last, run.start() + 1)
        last = run.end()
    kept += range(last, len(text))
    return _BLANKS.sub(" ", text), kept


def _moved(span: Span, kept: Sequence[int]) -> Span:
    return Span(bisect_left(kept, span.start), bisect_left(kept, span.end))


def _back(span: Span, kept: Sequence[int]) -> Span:
    return Span(kept[span.start], kept[span.end - 1] + 1)


def _pair(flat: str, r: int, role: Found, p: int, person: Span, ties: Ties) -> _Pair | None:
    if role.span.end <= person.start:
        order = _role_first(flat, role.span, person, ties)
        return _Pair(order, r, p, False) if order is not None else None
    order = _name_first(flat, person, role, ties)
    return _Pair(order, r, p, True) if order is not None else None


def _role_first(flat: str, role: Span, person: Span, ties: Ties) -> int | None:
    """Of "le maire NAME", "le maire, NAME," and "Le maire : NAME"; how sure, None for no tie."""
    between, after = flat[role.end : person.start], flat[person.end : person.end + 20]
    if len(between) > 16 or "\n" in between:
        return None
    if ties.adjacent.fullmatch(between):
        return 0
    determined = _DETERMINED.match(flat, role.start)
    if ties.comma.fullmatch(between):
        if ties.of_relative.search(flat[: role.start]):
            return None
        if determined is None and not flat[: role.start].rstrip(' «"-\n'):
            return 1
        if determined is None and not re.search(r"(?:\bdu|\bau|\bd'un|\bd'une|\bpar|:) ?$", flat[: role.start]):
            return None
        if re.match(r"\s*et\b(?! (?:a|ont|est)\b)", after):
            return None
        if ties.closed.match(after) is None:
            return None
        if _INDEFINITE.match(flat, role.start) and re.search(r" (?:du|de la|de l'|au) ", flat[role.start : role.end]):
            return 5  # "un conseiller du maire, NAME,": perhaps the mayor
        return 4 if _DEFINITE.match(flat, role.start) or determined is None else 3
    if ties.colon.fullmatch(between) and ties.closed.match(after) and not flat[: role.start].strip():
        return 5
    return None


def _name_first(flat: str, person: Span, role: Found, ties: Ties) -> int | None:
    """Of "NAME, maire de", "NAME (maire de)", "NAME est maire", "NAME, nommé maire", "a nommé NAME maire"."""
    span = role.span
    between, after = flat[person.end : span.start], flat[span.end : span.end + 20]
    if len(between) > 110 or "\n" in between or re.search(r"[.!?] ", between.replace("m. ", "m ")):
        return None
    determined = _DETERMINED.match(flat, span.start) is not None
    if _BRACKET.fullmatch(between) and re.match(r"\s*[,)]|\s*$", after):
        return 1
    if ties.apposed.fullmatch(between):
        return _apposed(flat, span, after, determined, ties)
    if ties.dashed.fullmatch(between) and not determined and flat[: person.start].strip() == "":
        return 2
    if ties.linked.fullmatch(between):
        return 1
    if (
        ties.office.match(flat, span.start)
        and ties.to_office.fullmatch(between)
        and not ties.oblique.search(flat[: person.start])
    ):
        return 1
    if ties.being.fullmatch(between) and not ties.oblique.search(flat[: person.start]):
        return 2
    if re.fullmatch(r" (?:comme |au poste de |au poste d'|a la fonction de |aux fonctions de )?", between):
        if not determined and ties.naming.search(flat[: person.start]):
            return 3
    return None


def _apposed(flat: str, role: Span, after: str, determined: bool, ties: Ties) -> int | None:
    if not determined:
        return 2
    if ties.before_said.search(flat[: role.start]) or _ENDS_CLAUSE.match(after) is None:
        return None
    return 4 if _DEFINITE.match(flat, role.start) else 3


def _choose(pairs: Sequence[_Pair], roles: Sequence[Found], names: Sequence[Span]) -> dict[int, tuple[int, bool]]:
    """One person for each post, the surest patterns first; a post that two names claim equally stays without one."""
    chosen: dict[int, tuple[int, bool]] = {}
    for pair in sorted(pairs, key=lambda x: (x.order, _gap(x, roles, names), x.role, x.person)):
        if pair.role in chosen or _rivalled(pair, pairs) or _inner_taken(pair, chosen, roles):
            continue
        if pair.name_first and pair.order >= 3 and (pair.person, False) in chosen.values():
            continue
        chosen[pair.role] = (pair.person, pair.name_first)
    return chosen


def _rivalled(pair: _Pair, pairs: Sequence[_Pair]) -> bool:
    """Whether another name claims the post as well: "X, le maire, Y,"."""
    return pair.order >= 4 and any(o.role == pair.role and o.person != pair.person and o.order <= 4 for o in pairs)


def _inner_taken(pair: _Pair, chosen: dict[int, tuple[int, bool]], roles: Sequence[Found]) -> bool:
    """Of posts one inside the other, the inner holds the name that follows directly, the outer one after a comma."""
    mine = roles[pair.role].span
    for other, (person, _) in chosen.items():
        span = roles[other].span
        if person == pair.person and span != mine and (span.holds(mine) or mine.holds(span)):
            return True
    return False


def _gap(pair: _Pair, roles: Sequence[Found], names: Sequence[Span]) -> tuple[int, int]:
    """Nearest first; then the inner of two posts where the name follows directly, the outer one after a comma."""
    role, person = roles[pair.role].span, names[pair.person]
    length = role.end - role.start
    return max(person.start - role.end, role.start - person.end), length if pair.order == 0 else -length


def _chained(
    flat: str, roles: Sequence[Found], chosen: dict[int, tuple[int, bool]], names: Sequence[Span]
) -> dict[int, tuple[int, bool]]:
    """In "NAME, conseiller et ancien maire", a second post without a determiner has the holder of the first."""
    added: dict[int, tuple[int, bool]] = {}
    order = sorted(range(len(roles)), key=lambda r: roles[r].span)
    steps = [(order[i], order[j]) for i in range(len(order)) for j in range(i + 1, min(i + 4, len(order)))]
    for left, right in steps:
        first, second = roles[left].span, roles[right].span
        between = flat[first.end : second.start] if first.end <= second.start else "x"
        if _DETERMINED.match(flat, second.start) or not _CHAIN.fullmatch(between):
            continue
        known = {**chosen, **added}
        if left in known and known[left][1] and right not in known:
            added[right] = known[left]
        elif right in known and not known[right][1] and left not in known and "et" in between:
            added[left] = known[right]
    return added


def _without_names(text: str, role: Found, persons: Sequence[Span], ties: Ties) -> Found:
    """The post without the name of a person at the end of its words: "le maire de Montluc Jean Petit"."""
    value = role.value
    assert isinstance(value, RoleValue)  # noqa: S101 - the kind's own findings
    for person in sorted(persons):
        if not (role.span.start < person.start < role.span.end and person.end >= role.span.end):
            continue
        lead = same_length(text[role.span.start : person.start])
        name = fold(text[person.start : role.span.end])
        body = value.body.removesuffix(name).strip() if value.body else value.body
        swallowed = body != value.body or value.portfolio & frozenset(name.split())
        if not swallowed or ties.trailing.search(fold(lead) + " ") or value.body and not body:
            continue
        words = frozenset(name.replace("-", " ").split()) | frozenset(name.split())
        kept = Span(role.span.start, role.span.start + len(lead.rstrip(" ,")))
        return replace(role, span=kept, value=replace(value, body=body, portfolio=value.portfolio - words))
    return role
