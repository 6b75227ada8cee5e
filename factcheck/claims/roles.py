"""What posts persons hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from factcheck.claims.view import Events, View
from factcheck.types import Claim, RoleValue, Slot, Span


def claims(view: View, events: Events) -> Iterator[Claim]:
    """A post told by itself ("le ministre a dit"), in another sentence than its holder's name, is not firm."""
    for held in view.extraction.roles:
        person = view.people.within(view.article.id, held.holder)
        if person is not None:
            claim = view.claim(Slot.ROLE, person.id, "post", held.found.value, held.found.span, held.found.rule, None)
            yield replace(claim, firm=claim.firm and not _by_itself(view, held.found.span, held.holder))


def _by_itself(view: View, post: Span, holder: Span) -> bool:
    definite = view.words(post)[:3].lower().replace("’", "'").startswith(("le ", "la ", "l'"))
    return definite and not view.sentence(post).overlaps(holder)


def settled(found: Sequence[Claim]) -> Iterator[Claim]:
    """A post told by itself counts where the same person is called so beside the name; else it may be another's."""
    ranks = {(c.about, c.value.rank) for c in found if c.firm and isinstance(c.value, RoleValue)}
    for claim in found:
        if isinstance(claim.value, RoleValue) and not claim.firm:
            if (claim.about, claim.value.rank) not in ranks:
                continue
            claim = replace(claim, firm=True)
        yield claim
