"""What one article claims, slot by slot."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.claims import (
    actions,
    corrections,
    dates,
    durations,
    parties,
    penalties,
    places,
    quantities,
    quotations,
    roles,
)
from factcheck.claims.accounts import Account, accounts
from factcheck.claims.view import Events, People, View
from factcheck.types import Claim

__all__ = ["Account", "Events", "People", "View", "accounts", "claims", "corrections", "penalties"]

_SLOTS = (dates, places, durations, roles, parties, quotations, quantities, actions)


def claims(view: View, events: Events) -> Iterator[Claim]:
    """Every claim of one article, slot by slot."""
    for slot in _SLOTS:
        yield from slot.claims(view, events)
