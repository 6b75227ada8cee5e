"""What posts persons hold."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.claims.view import Events, View
from factcheck.types import Claim, Slot


def claims(view: View, events: Events) -> Iterator[Claim]:
    for held in view.extraction.roles:
        person = view.people.within(view.article.id, held.holder)
        if person is not None:
            yield view.claim(Slot.ROLE, person.id, "post", held.found.value, held.found.span, held.found.rule, None)
