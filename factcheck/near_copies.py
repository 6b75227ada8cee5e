"""Two sentences that are nearly copies, word by word: only the words that differ can oppose them.

The words are aligned by their longest common subsequence. Each stretch that differs is judged by what it holds: a
date, a number, a place, a name, a post, a denial, words between quotation marks. Spelling, agreement, order, and
what one sentence leaves out oppose nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from rapidfuzz.distance import LCSseq

from factcheck.kinds.wording import inflected, misspelt
from factcheck.text import fold
from factcheck.types import Span

_TOKEN = re.compile(
    r"\d{1,3}(?:[ .\u00a0\u202f]\d{3})+(?!\d)|\d{1,2}[hH](?:\d\d)?\b|\d+(?:[.,]\d+)?|(?:(?!_)[^\W\d]|[\u0300-\u036f])+"
)
_SHARED, _SHARED_PART = (
    4,
    0.6,
)  # words in common, and their part of the shorter sentence, from which two are near copies
_IN_ORDER, _ANYWHERE = 0.5, 0.7  # the same where a phrase has moved: words in one order, and in any
_CLOSE = 0.9
_SHORT_CHANGE = 5  # words; a longer change is another way to put it

_NEGATIONS = frozenset("pas jamais aucun aucune rien nul nulle nullement ni non sans guere".split())
_HOLLOW = frozenset("ne n plus un une de d des le la l les du a ont est sont avoir etre ete pu y en se s".split())
_NO_DENIAL = frozenset("que qu sauf hormis sinon si seulement uniquement encore loin excepte outre forcement".split())
_PLURAL = frozenset("les des ces mes tes ses nos vos leurs aux".split())
_SINGULAR = frozenset("le la l un une ce cet cette mon ma ton ta son sa notre votre leur de d du au".split())

# Words of which one says that the other is false, where all words around them are the same; folded, without endings.
_OPPOSITES = MappingProxyType(
    {
        one: other
        for pair in (
            "positi negati|ouver ferm|favorabl defavorabl|legal illegal|coupabl innocen|vivan mor|vrai fau|homme femme"
            "|nord sud|est ouest|avant apres|premier dernier|majorite minorite|victoire defaite|hausse baisse"
            "|augmente diminue|augmente baisse|accepte refuse|confirme dement|pour contre|possible impossible"
            "|autorise interdi|pair impair|matin soir|inferieur superieur|obligatoir facultati|gratui payan"
        ).split("|")
        for one, other in (pair.split(), reversed(pair.split()))
    }
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number of a text: where it stands, and its folded form."""

    span: Span
    form: str


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of words of one sentence (perhaps none) that stands where the other has ``b`` (perhaps none)."""

    a: tuple[Token, ...]
    b: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two near copies: what they do not share, in order; ``close`` where nearly all words of one stand in the other."""

    changes: tuple[Change, ...]
    close: bool


def tokens(text: str) -> tuple[Token, ...]:
    """The words and numbers of ``text``; a number loses what sets its thousands apart."""
    return tuple(Token(Span(*m.span()), _form(m.group())) for m in _TOKEN.finditer(text))


def _form(written: str) -> str:
    folded = fold(written)
    return re.sub(r"[ .](?=\d{3})|(?<=h)00$", "", folded) if written[0].isdigit() else folded


def align(a: str, b: str) -> Alignment | None:
    """The alignment of two near copies; None where they share too little to be judged word by word."""
    left, right = tokens(a), tokens(b)
    steps = LCSseq.opcodes([t.form for t in left], [t.form for t in right])
    shared = sum(s.src_end - s.src_start for s in steps if s.tag == "equal")
    shorter = min(len(left), len(right))
    anywhere = sum((Counter(t.form for t in left) & Counter(t.form for t in right)).values())
    near = shared >= _SHARED_PART * shorter or (shared >= _IN_ORDER * shorter and anywhere >= _ANYWHERE * shorter)
    if not shared or shared < min(_SHARED, shorter) or not near:
        return None
    changes: list[Change] = []
    joined = False
    for step in steps:
        if step.tag == "equal":
            joined = False
            continue
        change = Change(left[step.src_start : step.src_end], right[step.dest_start : step.dest_end])
        if joined:
            change = Change(changes[-1].a + change.a, changes[-1].b + change.b)
            changes.pop()
        changes.append(change)
        joined = True
    return Alignment(tuple(changes), shared >= _CLOSE * shorter)


def only_form(change: Change) -> bool:
    """Whether both stretches are the same words in another spelling, agreement or tense."""
    if "".join(t.form for t in change.a) == "".join(t.form for t in change.b):
        return True
    if len(change.a) != len(change.b):
        return False
    return all(_one_word(x.form, y.form) for x, y in zip(change.a, change.b, strict=True))


def _one_word(a: str, b: str) -> bool:
    if a.isalpha() and b.isalpha() and not opposite_words(a, b):
        return a == b or inflected(a, b) or misspelt(a, b)
    return a == b


def denies(change: Change) -> bool:
    """Whether one stretch denies what the other says: one "ne ... pas" more, and nothing else of weight."""
    if max(len(change.a), len(change.b)) > _SHORT_CHANGE or any(t.form in _NO_DENIAL for t in change.a + change.b):
        return False
    denials = [sum(t.form in _NEGATIONS for t in side) for side in (change.a, change.b)]
    if denials[0] % 2 == denials[1] % 2:
        return False
    rest = [[t.form for t in side if t.form not in _NEGATIONS | _HOLLOW] for side in (change.a, change.b)]
    return len(rest[0]) == len(rest[1]) and all(_one_word(x, y) for x, y in zip(*rest, strict=True))


def opposite_words(a: str, b: str) -> bool:
    """Whether two folded words exclude each other ("positif", "négatif")."""
    return any(_begins(a, one) and _begins(b, other) for one, other in _OPPOSITES.items())


def _begins(word: str, stem: str) -> bool:
    return word.startswith(stem) and len(word) - len(stem) <= 3


def opposes(change: Change) -> tuple[Token, Token] | None:
    """The two words of a change of one word that exclude each other."""
    if len(change.a) == len(change.b) == 1 and opposite_words(change.a[0].form, change.b[0].form):
        return change.a[0], change.b[0]
    return None


def bare_numbers(change: Change) -> tuple[Token, Token] | None:
    """The two numbers of a change that consists of nothing else."""
    if len(change.a) == len(change.b) == 1 and all(t.form[0].isdigit() for t in change.a + change.b):
        return change.a[0], change.b[0]
    return None


def renumbered(a: str, b: str) -> Iterator[tuple[Span, Span]]:
    """Where a whole noun phrase turned from singular to plural ("la taxe", "les taxes"): no slip of agreement."""
    left, right = tokens(a), tokens(b)
    keys = [[_stem(t.form) for t in side] for side in (left, right)]
    for step in LCSseq.opcodes(keys[0], keys[1]):
        if step.tag != "equal":
            continue
        for i, j in zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True):
            if i and j and left[i].form != right[j].form and _other_number(left[i - 1 : i + 1], right[j - 1 : j + 1]):
                yield Span(left[i - 1].span.start, left[i].span.end), Span(right[j - 1].span.start, right[j].span.end)


def _stem(form: str) -> str:
    return form.rstrip("sx") if len(form) > 3 and form.isalpha() else form


def _other_number(a: Sequence[Token], b: Sequence[Token]) -> bool:
    if len(a[1].form) < 4 or a[1].form.rstrip("sx") != b[1].form.rstrip("sx"):
        return False
    if a[1].form.endswith(("s", "x")) == b[1].form.endswith(("s", "x")):
        return False
    many, one = (a, b) if a[1].form.endswith(("s", "x")) else (b, a)
    return many[0].form in _PLURAL and one[0].form in _SINGULAR
