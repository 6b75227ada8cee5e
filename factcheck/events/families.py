"""Which kinds of events tell one story: a trial and its sentence, a ballot and who won it."""

from __future__ import annotations

from collections.abc import Mapping

#: What stories are about, each with the concepts that tell of it, the main one first.
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "talks": ("meeting", "call"),
    "gathering": ("protest", "strike", "clash"),
    "accident": ("accident",),
    "attack": ("attack",),
    "fire": ("fire",),
    "nature": ("quake",),
    "justice": ("trial", "convict", "acquit", "demand-sentence", "charge"),
    "ballot": ("vote", "win", "lose", "appoint"),
    "contest": ("match", "win", "lose"),
    "deal": ("buy", "sell", "complete"),
    "truce": ("sign", "break-off", "extend"),
    "jobs": ("cut-jobs", "close"),
}

#: What hardly happens twice to the same people within some weeks.
ONCE = frozenset({"accident", "attack", "fire", "quake", "convict", "acquit", "buy", "sell", "complete", "resign",
                  "dismiss", "appoint", "close", "cut-jobs", "win", "lose", "charge", "demand-sentence", "approve", "sign", "extend",
                  "handover", "lessons", "celebrate", "find", "alert", "fire-out", "traffic-back", "traffic-cut", "kidnap",
                  "theft", "funeral", "kick-off", "take-effect", "work-again", "release", "arrive"})  # fmt: skip

#: Many go and come on one day, and much is found: two articles mean one where they say of whom or what.
BY_SUBJECT = frozenset({"depart", "arrive", "find", "traffic-back", "traffic-cut", "release"})

#: What is known on the very day of the main event of its family.
RESULTS = frozenset({"win", "lose"})

#: Of these one story has but one: where an article tells one alone, another article's is the same.
SOLE = frozenset({"accident", "fire", "quake", "buy", "complete", "handover", "lessons", "celebrate", "fire-out", "alert",
                  "kidnap", "theft", "funeral", "kick-off", "work-again"})  # fmt: skip


def families(concept: str) -> frozenset[str]:
    """The families that ``concept`` belongs to; a concept of none is a family of its own."""
    return frozenset(name for name, concepts in FAMILIES.items() if concept in concepts) or frozenset({concept})


def eventful(concept: str) -> bool:
    """Whether stories are about events of this kind."""
    return any(concept in concepts for concepts in FAMILIES.values())
