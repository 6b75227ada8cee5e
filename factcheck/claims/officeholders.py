"""Who holds a post that a town, a company or a court has but once: "le maire de X, A" here, "le maire de X, B" there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.claims.view import View
from factcheck.kinds.role_grammar import key
from factcheck.text import plain
from factcheck.types import Claim, PartyValue, RoleValue, Slot

_CAPITAL = re.compile(r"(?:\s|['’])[A-ZÀ-Þ]\w")
_OTHER_TIME = re.compile(
    r"\b(?:alors|jusqu|entre|d[eè]s|depuis|en (?:19|20)\d\d|de (?:19|20)\d\d|nouve(?:au|l)|nomme|elue?|designe)"
)
_AROUND = 40


def claims(view: View) -> Iterator[Claim]:
    """For each post with one holder whose town or body is named: who holds it now, by this article."""
    for held in view.extraction.roles:
        value, span = held.found.value, held.found.span
        if not isinstance(value, RoleValue) or value.phase != "current" or not value.body:
            continue
        if key(value.rank) not in view.grammars.roles.single or not _CAPITAL.search(
            view.article.text, span.start, span.end
        ):
            continue
        person = view.people.within(view.article.id, held.holder)
        around = plain(view.article.text[max(0, span.start - _AROUND) : span.end + _AROUND])
        if person is None or " " not in person.name or _OTHER_TIME.search(around):
            continue
        facet = f"holds:{key(value.rank)}:{key(value.body)}"
        yield view.claim(Slot.PARTICIPANT, "post", facet, PartyValue(person.id, person.name), span, "holder", None)
