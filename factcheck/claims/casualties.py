"""Days and places told with the dead and the hurt, which are those of what befell them.

"Deux personnes sont mortes samedi à Nice dans un incendie": the day and the town belong to the fire.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from factcheck.frames import Frame

_HARM = frozenset({"death", "injury", "missing"})
_CAUSES = frozenset({"accident", "fire", "quake", "attack", "clash"})
_REACH = 25  # tokens from the harm to its cause

Told = TypeVar("Told")


def handed_on(told: Mapping[int, Sequence[Told]], frames: Sequence[Frame]) -> dict[int, list[Told]]:
    """``told`` (number of a frame -> what is told with it), that of a harm given to the cause named with it."""
    given: dict[int, list[Told]] = {}
    for number, found in told.items():
        cause = next(_causes(number, frames), None)
        given.setdefault(number if cause is None else cause, []).extend(found)
    return given


def _causes(number: int, frames: Sequence[Frame]) -> Iterator[int]:
    """The causes named after the harm, or before "deux morts", which is no event of its own."""
    harm = frames[number]
    if harm.concept not in _HARM or harm.negated:
        return
    before = range(number - 1, -1, -1) if harm.noun_phrase is not None else ()
    for others in (range(number + 1, len(frames)), before):
        for other in others:
            frame = frames[other]
            if frame.sentence != harm.sentence or abs(frame.token - harm.token) > _REACH:
                break
            if frame.concept in _CAUSES and frame.noun_phrase is not None:
                yield other
