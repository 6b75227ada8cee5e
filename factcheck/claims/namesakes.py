"""Two given names for one holder of a post: "Jean-Luc Rey, le trésorier" here, "Jean-Marc Rey, le trésorier" there.

Two persons who share a surname are taken for one told in two ways only where they share the post and the gender, where
the words make the post one that a single person holds, and where no article names both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.claims.view import View
from factcheck.extract import Held
from factcheck.kinds import person_names
from factcheck.kinds.person_names import PersonName
from factcheck.text import fold, plain
from factcheck.types import Claim, Entity, PartyValue, RoleValue, Slot

_THE = re.compile(r"(?:le |la |l')")
_TO_THE = re.compile(r"(?:\bdu|\bau) $")


def claims(view: View) -> Iterator[Claim]:
    """For each post set off by a comma whose holder has a namesake in another article: who holds it."""
    for held in view.extraction.roles:
        person = view.people.within(view.article.id, held.holder)
        value = held.found.value
        if person is None or not isinstance(value, RoleValue) or value.phase == "former" or not _the_one(view, held):
            continue
        name = person_names.parse(person.name, view.grammars.names)
        if not name.full or not any(_namesake(view, person, name, other) for other in view.people.by_id.values()):
            continue
        span = next(m.span for m in person.mentions if m.article == view.article.id and m.span.overlaps(held.holder))
        body = value.body or " ".join(sorted(value.portfolio))
        party = PartyValue(person.id, person.name, body)
        about = f"surname:{' '.join(name.surname)}"
        yield view.claim(Slot.PARTICIPANT, about, f"named:{_post(value)}", party, span, "namesake", None)


def _the_one(view: View, held: Held) -> bool:
    """Whether the words set the post off from the name, and make it the only one: "le trésorier, Jean Rey,"."""
    flat, post = plain(view.article.text), held.found.span
    between = flat[min(post.end, held.holder.end) : max(post.start, held.holder.start)]
    if "," not in between:
        return False
    return bool(_THE.match(flat, post.start) or _TO_THE.search(flat[max(0, post.start - 4) : post.start]))


def _namesake(view: View, person: Entity, name: PersonName, other: Entity) -> bool:
    if other.kind != "person" or other.id == person.id:
        return False
    grammar = view.grammars.names
    theirs = person_names.parse(other.name, grammar)
    if not theirs.full or theirs.surname != name.surname:
        return False
    genders = {person_names.gender(name, grammar), person_names.gender(theirs, grammar)}
    together = {m.article for m in person.mentions} & {m.article for m in other.mentions}
    return len(genders) == 1 and "" not in genders and not together


def _post(value: RoleValue) -> str:
    """The trade where the rules group several names of it, else the rank."""
    trades = [mark for mark in value.family.split() if mark.startswith("profession:")]
    return trades[0] if trades else fold(value.rank)
