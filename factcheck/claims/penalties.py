"""Who was sentenced to how long: the penalties of an article, each with the person that it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from factcheck.claims.convicts import Convict, convicts, same_gender
from factcheck.claims.view import View
from factcheck.kinds import penalties, penalty_persons
from factcheck.kinds.penalties import Sentenced
from factcheck.text import plain
from factcheck.types import Claim, Slot, Span

PENALTY = "penalty:"  # what the facets of penalties begin with
UNNAMED = "defendant:"  # what a penalty is about whose bearer no article names
_LONG_AGO_DAYS = 60  # what was given earlier than this is of another trial
_PRISON = "prison"
_CONVICT = "convict"  # the concept of the verbs of sentencing
_BEHIND = 60  # characters behind a penalty that may say for how many persons it is
_BACK = 3  # sentences in which the person may have been named before


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim on a penalty that still lacks whom it is about; ``convict`` is None where nothing near tells.

    ``beside`` is the one whom the sentence names before a mere description: "Luc Marin a souri quand l'ex-maire...".
    """

    claim: Claim
    convict: Convict | None
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class Docket:
    """The penalties of one article, all persons that it names or describes, in order."""

    drafts: tuple[Draft, ...]
    persons: tuple[Convict, ...]


def docket(view: View) -> Docket:
    """What one article tells of penalties."""
    sentences = [info.span for info in view.extraction.sentences]
    told = [(n, one) for n, span in enumerate(sentences) for one in _sentenced(view, span)]
    if not told:
        return Docket((), ())
    persons = [convicts(view, span) for span in sentences]
    drafts: list[Draft] = []
    last: Convict | None = None
    for number, one in told:
        if not _is_penalty(view, sentences[number], one, persons[number]) or _of_several(
            view, sentences[number], one.found.span, persons[number]
        ):
            continue
        convict = _bearer(view, sentences, persons, number, one, last)
        last = convict or last
        drafts.append(Draft(_claim(view, one), convict, _beside(convict, persons[number])))
    return Docket(tuple(drafts), tuple(p for inside in persons for p in inside))


def spans(view: View) -> list[Span]:
    """The words of the article that tell penalties, so that they are no lengths of anything else."""
    drafted = [draft.claim.span for draft in docket(view).drafts]
    told = [one for info in view.extraction.sentences for one in _sentenced(view, info.span)]
    return drafted + [one.found.span for one in told if one.sort == _PRISON]


def _sentenced(view: View, sentence: Span) -> Iterator[Sentenced]:
    text, grammar = view.article.text[sentence.start : sentence.end], view.grammars.penalties
    if not grammar.durations.unit.search(plain(text)):
        return
    for one in penalties.find(text, grammar):
        span = Span(one.found.span.start + sentence.start, one.found.span.end + sentence.start)
        yield replace(one, found=replace(one.found, span=span))


def _is_penalty(view: View, sentence: Span, one: Sentenced, persons: Sequence[Convict]) -> bool:
    """Prison is for persons alone; what else is suspended or banned may be a tax or a road."""
    before = plain(view.article.text[sentence.start : one.found.span.start])
    return one.sort == _PRISON or bool(persons) or view.grammars.penalties.shapes["pronoun"].match(before) is not None


def _claim(view: View, one: Sentenced) -> Claim:
    span = one.found.span
    number = next((v.frame for v in view.extraction.durations if v.found.span.overlaps(span)), None)
    stage = "earlier" if one.stage == "given" and _long_ago(view, span, number) else one.stage
    return view.claim(
        Slot.DURATION, "", f"{PENALTY}{one.sort}:{stage}", one.found.value, span, f"penalties/{one.found.rule}", number
    )


def _long_ago(view: View, span: Span, frame: int | None) -> bool:
    """Whether the verb of the sentence is dated long before the article, and nothing in it of these days."""
    published = view.article.published
    if published is None or frame is None or view.extraction.frames[frame].concept != _CONVICT:
        return False
    sentence = view.sentence(span)
    days = [v for dated in view.dates.values() for d, v in dated if sentence.holds(d.mention.span)]
    own = view.dates.get(frame, ())
    return bool(own) and all((published - d.end).days > _LONG_AGO_DAYS for d in days)


def _of_several(view: View, sentence: Span, span: Span, persons: Sequence[Convict]) -> bool:
    """Whether the sentence speaks of several persons, and none of them is picked out by name or pronoun."""
    text, start, end = view.article.text, span.start, span.end
    grammar = view.grammars.penalties
    if penalty_persons.shared_out(text[sentence.start : start], start - sentence.start, grammar) is not None:
        return False
    clause = max((text.rfind(mark, sentence.start, start) for mark in ".;:,"), default=-1)
    if penalty_persons.of_several(text[max(sentence.start, clause + 1) : start], grammar):
        return True
    if any(p.entity and p.span.end <= start for p in persons):
        return False
    return penalty_persons.of_several(text[sentence.start : start] + " … " + text[end : end + _BEHIND], grammar)


def _bearer(
    view: View,
    sentences: Sequence[Span],
    persons: Sequence[Sequence[Convict]],
    number: int,
    one: Sentenced,
    last: Convict | None,
) -> Convict | None:
    sentence, span, grammar = sentences[number], one.found.span, view.grammars.penalties
    text = view.article.text[sentence.start : sentence.end]
    start, end = span.start - sentence.start, span.end - sentence.start
    before = [p for p in persons[number] if p.span.end <= span.start]
    wanted = penalty_persons.shared_out(text, start, grammar)
    if wanted is not None:
        fits = same_gender(wanted, before)
        return fits[-1] if fits else None
    at = penalty_persons.target_from(text, end, grammar)
    if at is not None:
        behind = [p for p in persons[number] if p.span.start >= sentence.start + at]
        if behind:
            return behind[0]
    subject = _subject(view, span)
    inside = [p for p in before if subject is not None and subject.overlaps(p.span)]
    if before:
        return inside[0] if inside else before[-1]
    return _before(grammar.shapes["pronoun"].match(plain(text)), sentences, persons, number, last)


def _beside(convict: Convict | None, persons: Sequence[Convict]) -> str | None:
    if convict is None or convict.entity is not None or not convict.definite:
        return None
    named = {p.entity for p in same_gender(convict.gender, persons) if p.entity and p.span < convict.span}
    return next(iter(named)) if len(named) == 1 else None


def _subject(view: View, span: Span) -> Span | None:
    number = next((v.frame for v in view.extraction.durations if v.found.span.overlaps(span)), None)
    return view.extraction.frames[number].subject if number is not None else None


def _before(
    pronoun: re.Match[str] | None,
    sentences: Sequence[Span],
    persons: Sequence[Sequence[Convict]],
    number: int,
    last: Convict | None,
) -> Convict | None:
    """The person of whom the sentences before speak: the only one that fits, or the one sentenced last."""
    female, male = (pronoun.group("female"), pronoun.group("male")) if pronoun else (None, None)
    for at in range(number - 1, max(-1, number - 1 - _BACK), -1):
        inside = persons[at]
        fits = same_gender("female" if female else "male", inside) if female or male else list(inside)
        if len({p.key for p in fits}) == 1:
            return fits[0]
        if last is not None and any(p.key == last.key for p in fits):
            return last
        if inside:
            return None
    return None


# -- across articles ------------------------------------------------------------------------------


def settled(dockets: Sequence[Docket]) -> list[Claim]:
    """The claims of all articles, each on the person it is about, as the articles name and describe them together."""
    sentenced = {d.convict.entity for docket in dockets for d in docket.drafts if d.convict and d.convict.entity}
    ties = [p for docket in dockets for p in docket.persons if p.entity in sentenced]
    found = []
    for docket in dockets:
        about = [_about(draft, docket, ties, sentenced) for draft in docket.drafts]
        alone = len(set(about)) == 1
        for draft, whom in zip(docket.drafts, about, strict=True):
            firm = draft.claim.firm and (alone or not whom.startswith(UNNAMED))
            found.append(replace(draft.claim, about=whom, firm=firm))
    return found


def _about(draft: Draft, docket: Docket, ties: Sequence[Convict], sentenced: set[str]) -> str:
    convict = draft.convict
    known = [p.entity for p in docket.persons if p.entity in sentenced]
    if convict is None:
        return (known[0] if known else None) or UNNAMED
    if convict.entity is not None:
        return convict.entity
    tied = {p.entity for p in ties if (p.kin & convict.kin if convict.kin else _parts(p.heads) & _parts(convict.heads))}
    if not tied and convict.definite:
        tied = {draft.beside} if draft.beside in sentenced and draft.beside else set(known)
    only = next(iter(tied)) if len(tied) == 1 else None
    return only or UNNAMED + " ".join(sorted(convict.kin or convict.heads))


def _parts(heads: frozenset[str]) -> frozenset[str]:
    """The nouns, and what a hyphen ties together taken apart: "expert-comptable" is "comptable" too."""
    return heads | frozenset(part for head in heads for part in head.split("-"))
