"""One sentence denies what the other says: the same deed of the same people and things, once with a "ne ... pas"."""

from __future__ import annotations

from factcheck.extract import Extraction
from factcheck.pair_values import Finding, PairRelation
from factcheck.types import Slot

_GENERIC = frozenset(
    "etre avoir faire dire aller pouvoir devoir mettre prendre tenir donner falloir declarer affirmer".split()
)
_SHARED_PART = 0.5  # of the content words of the shorter sentence
_SIMILAR = 0.6


def denied(a: Extraction, b: Extraction, similar: float) -> Finding | None:
    """The denial, if there is one. ``similar`` is the cosine of the two sentences."""
    words_a, words_b = (frozenset(w for s in e.sentences for w in s.words) for e in (a, b))
    shared = len(words_a & words_b) / max(1, min(len(words_a), len(words_b)))
    if shared < _SHARED_PART or similar < _SIMILAR:
        return None
    for one in a.frames:
        for other in b.frames:
            if (
                one.concept == other.concept
                and one.negated != other.negated
                and one.concept.removeprefix("v:") not in _GENERIC
            ):
                return Finding(
                    PairRelation.CONFLICTING, Slot.ACTION, "polarity", "one says that it is so, the other that it is not",
                    one.trigger, other.trigger,
                )  # fmt: skip
    return None
