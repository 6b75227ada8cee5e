"""What an article puts right: the wrong value is no claim of its, and whoever still tells it was overtaken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from factcheck.claims.view import View
from factcheck.kinds import corrections
from factcheck.types import Claim, Slot, Span, Value

_VALUED = frozenset({Slot.DATE, Slot.PLACE, Slot.QUANTITY, Slot.DURATION, Slot.ROLE, Slot.PARTICIPANT})


def settled(view: View, claims: Iterable[Claim]) -> list[Claim]:
    """``claims`` of one article without those that it takes back; each of the others knows what it replaces."""
    told = list(claims)
    wrong = [c for c in told if c.slot in _VALUED and _takes_back(view, c.span)]
    values: list[tuple[Slot, Value]] = [(c.slot, c.value) for c in wrong]
    values += [(Slot.DATE, day) for span, day in view.days if _takes_back(view, span)]
    if not values:
        return told
    return [
        replace(claim, replaces=tuple(value for slot, value in values if slot is claim.slot))
        for claim in told
        if not any(claim is c for c in wrong)
    ]


def _takes_back(view: View, span: Span) -> bool:
    return corrections.takes_back(view.article.text, span, view.sentence(span), view.grammars.corrections)
