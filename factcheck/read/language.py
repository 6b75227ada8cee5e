"""The language of a text, from its function words."""

from __future__ import annotations

from collections import Counter

from factcheck.text import words

_FUNCTION_WORDS = {
    "fr": frozenset("le la les un une des du de et est sont dans pour que qui sur par au aux avec ce cette il elle".split()),
    "en": frozenset("the a an of and is are was were in to for that which on by with this it he she his her has".split()),
    "es": frozenset("el los las una de y es son en para que por con este esta su del al se".split()),
    "de": frozenset("der die das ein eine und ist sind in für dass von mit auf den dem des im nicht".split()),
    "it": frozenset("il lo gli una di e sono in per che con questo questa del della al si".split()),
}  # fmt: skip


def language_of(text: str) -> str:
    """ISO 639-1 code of the likeliest language; "fr" where there is too little to tell."""
    counts: Counter[str] = Counter(words(text))
    scores = {code: sum(counts[w] for w in known) for code, known in _FUNCTION_WORDS.items()}
    best = max(scores, key=lambda code: (scores[code], code == "fr"))
    return best if scores[best] > 1.2 * scores["fr"] and scores[best] >= 5 else "fr"
