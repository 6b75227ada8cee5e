"""One sentence denies what the other says: nearly the same words of content, and a "ne ... pas" over them in one alone.

The floors were set on the 458 sentence pairs of the development part of DACCORD (Skandalis et al., LREC-COLING 2024) and
are meant to raise few false alarms rather than to miss none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.extract import Extraction
from factcheck.pair_values import Finding, PairRelation, Side
from factcheck.text import plain, words
from factcheck.types import Slot, Span

_DENIAL = re.compile(
    r"\bn(?:e |')(?!est pas seul)(?:[\w'-]+ ){1,5}?(?:pas|jamais|aucun(?:e|ement)?|rien|nulle part|nullement)\b"
    r"(?! (?:seulement|uniquement|encore|que\b|qu'))"
    r"|\baucune? (?:[\w'-]+ ){1,6}?n(?:e |')|\bdement\w*|\bcontrairement\b|\bne (?:\w+ ){1,3}ni\b|\brefus\w+|\bni\b"
)
_ANY_DENIAL = re.compile(
    r"\bn(?:e\b|')|\bsans\b|\bnon\b|\baucun|\bni\b|\bjamais\b|\bdement|\bcontrairement|\bfau(?:x|sse)|\ba tort\b|\brefus"
    r"|\bimpossib|\billega|\bcontest|\bcontre\b|\bpas\b|\binfond|\brefut|\bloin\b|\binterdi"
)
_NO_DENIAL = re.compile(
    r"\bsans (?:[\w-]+ ){1,6}?on ne\b|\bsi ce n'est\b|\bseulement\b|\buniquement\b|\bsauf\b|\bhormis\b"
)
_CLAUSE = ",;:.("
_STEM = 5  # letters by which two words count as forms of one
_SMALL = frozenset(
    """avoir etre sont etait pour dans avec cette leur leurs plus dont mais comme aussi selon elle elles nous vous cela
    apres avant depuis entre sous chez vers fait faire ainsi tout tous toute toutes quand meme encore autre certain pouvoir
    pouvait peuvent pourrait""".split()
)
# (whether a weak denial in the other sentence is forgiven, least part of the denied clause that the other sentence has,
# least part of the words of the shorter sentence in common, least cosine)
_FLOORS = ((True, 0.3, 0.65, 0.4), (False, 0.4, 0.55, 0.4))


def denied(a: Side, b: Side, similar: float) -> Finding | None:
    """The denial, if there is one. ``similar`` is the cosine of the two sentences. Symmetric."""
    texts = [plain(side.article.text) for side in (a, b)]
    if any(_NO_DENIAL.search(text) for text in texts):
        return None
    shared = _shared(a.extraction, b.extraction)
    for denier, other in ((0, 1), (1, 0)):
        for clause, words_ in _denials(texts[denier]):
            covered = len(words_ & _content(texts[other])) / max(1, len(words_))
            if any(
                covered >= part
                and shared >= least
                and similar >= close
                and not (_DENIAL if weak else _ANY_DENIAL).search(texts[other])
                for weak, part, least, close in _FLOORS
            ):
                spans = (clause, None) if denier == 0 else (None, clause)
                return Finding(
                    PairRelation.CONFLICTING, Slot.ACTION, "denial", "one denies what the other says", *spans
                )
    return None


def _shared(a: Extraction, b: Extraction) -> float:
    """The part of the content words of the shorter sentence that the other has too."""
    one, other = (frozenset(w for s in e.sentences for w in s.words if len(w) > 2) for e in (a, b))
    return len(one & other) / max(1, min(len(one), len(other)))


def _denials(text: str) -> Iterator[tuple[Span, frozenset[str]]]:
    """Every denial of a text (lower case, no accents), with the content words of its clause."""
    for match in _DENIAL.finditer(text):
        start = max(text.rfind(mark, 0, match.start()) for mark in _CLAUSE) + 1
        ends = [end for mark in _CLAUSE if (end := text.find(mark, match.end())) >= 0]
        yield Span(*match.span()), _content(text[start : min(ends, default=len(text))])


def _content(text: str) -> frozenset[str]:
    return frozenset(w[:_STEM] for w in words(text) if len(w) > 3 and w not in _SMALL)
