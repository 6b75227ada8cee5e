"""Mentions across all articles of a folder -> entities: who and what is named, under which forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from factcheck.kinds.person_names import PersonName, carries, gender, judge, parse
from factcheck.kinds.transliteration import NameGrammar, fold_word
from factcheck.text import fold, words
from factcheck.types import Entity, Judgement, Mention, Relation

Kind = Literal["person", "organisation", "place"]
PlaceIds = Callable[[str], str | None]
_ARTICLES = frozenset("le la les l un une the".split())
_SMALL = frozenset("de du des d la le les l et en au aux a the of and pour".split())


@dataclass(frozen=True, slots=True)
class _Read:
    """One mention, its kind as the folder tells it, and its name in parts."""

    mention: Mention
    kind: Kind
    name: PersonName
    bare: str  # the text without titles


@dataclass(frozen=True, slots=True)
class _Person:
    """Full names that are one person."""

    forms: tuple[str, ...]  # the most frequent first
    names: tuple[PersonName, ...]
    why: tuple[str, ...]


def resolve(
    mentions: Sequence[Mention],
    grammar: NameGrammar,
    place_id: PlaceIds | None = None,
    acronyms: Mapping[str, str] | None = None,
) -> tuple[Entity, ...]:
    """Entities of one folder, by kind and name; the order of ``mentions`` does not matter.

    ``place_id`` gives the id of a place that a gazetteer knows, so that "Kiev" and "Kyiv" meet. ``acronyms`` maps short
    forms to full ones where the text says so ("Office français de l'eau (OFE)").
    """
    ordered = sorted(dict.fromkeys(mentions), key=lambda m: (m.article, m.span, m.kind, m.text))
    reads = _reads(ordered, grammar, place_id)
    people = [read for read in reads if read.kind == "person"]
    rest = [read for read in reads if read.kind != "person"]
    found = [*_people(people, grammar), *_bodies(rest, grammar, place_id, acronyms or {})]
    by_id: dict[str, list[Entity]] = {}
    for entity in found:
        by_id.setdefault(entity.id, []).append(entity)
    return tuple(_united(by_id[key]) for key in sorted(by_id))


# -- what kind of thing a name is -----------------------------------------------------------------


def _reads(mentions: Sequence[Mention], grammar: NameGrammar, place_id: PlaceIds | None) -> list[_Read]:
    parsed = {text: parse(text, grammar) for text in sorted({m.text for m in mentions})}
    votes: dict[str, Counter[Kind]] = {}
    for mention in mentions:
        votes.setdefault(_key(mention.text, parsed[mention.text]), Counter())[mention.kind] += 1
    full = [parsed[m.text] for m in mentions if m.kind == "person" and _person_like(parsed[m.text], grammar)]
    surnames = frozenset(word for name in full for word in name.surname)
    reads = []
    for mention in mentions:
        name = parsed[mention.text]
        if not name.words or _no_name(mention, name, grammar):
            continue
        bare = _bare(mention.text, name, grammar)
        kind = _kind(mention, name, votes[_key(mention.text, name)], grammar, place_id, surnames)
        reads.append(_Read(mention, kind, name, bare))
    return reads


def _key(text: str, name: PersonName) -> str:
    return " ".join(name.words) or fold(text)


def _no_name(mention: Mention, name: PersonName, grammar: NameGrammar) -> bool:
    """Noise of name finders: pronouns, roles and other words that stand alone, and persons without a capital."""
    every = words(mention.text)
    if all(word in grammar.never or word in grammar.roles or word in grammar.leading for word in every):
        return not any(word in grammar.genders for word in every)
    return mention.kind == "person" and not any(c.isupper() for c in mention.text)


def _person_like(name: PersonName, grammar: NameGrammar) -> bool:
    return name.full and (name.plain[0] in grammar.genders or name.plain[0] in grammar.same_given)


def _kind(
    mention: Mention,
    name: PersonName,
    votes: Counter[Kind],
    grammar: NameGrammar,
    place_id: PlaceIds | None,
    surnames: frozenset[str],
) -> Kind:
    if name.titled or (mention.kind == "person" and _person_like(name, grammar)):
        return "person"
    if name.full and name.words[0] in surnames and name.plain[0] not in grammar.genders and votes["person"]:
        return "organisation"  # a firm that bears a person's name
    if mention.kind == "person" and len(name.words) == 1 and name.words[0] in surnames:
        return "person"
    if place_id is not None and not _person_like(name, grammar) and votes["place"] and place_id(mention.text):
        return "place"
    if place_id is not None and len(name.words) == 1 and mention.kind == "person" and place_id(mention.text):
        return "person" if votes["person"] > 2 and not votes["place"] else "place"
    ranked = sorted(votes, key=lambda kind: (-votes[kind], ("person", "organisation", "place").index(kind)))
    return ranked[0]


def _bare(text: str, name: PersonName, grammar: NameGrammar) -> str:
    """``text`` without titles of courtesy."""
    pieces = text.replace("\u00a0", " ").replace("\u202f", " ").split()
    while len(pieces) > 1 and fold(pieces[0]).rstrip(".") in grammar.titles:
        pieces = pieces[1:]
    return " ".join(pieces)


# -- people ---------------------------------------------------------------------------------------


def _people(reads: Sequence[_Read], grammar: NameGrammar) -> list[Entity]:
    persons = _cluster([read for read in reads if read.name.full], grammar)
    owner = {form: number for number, person in enumerate(persons) for form in person.forms}
    told = _told_genders(reads, owner, persons, grammar)
    placed: dict[int, list[_Read]] = {}
    lone: list[_Read] = []
    for _, group in groupby(reads, key=lambda read: read.mention.article):
        article = list(group)
        anchors = [(read.mention.span.start, owner[read.bare]) for read in article if read.name.full]
        for read in article:
            number = owner.get(read.bare) if read.name.full else _referent(read, anchors, persons, told, grammar)
            if number is None:
                lone.append(read)
            else:
                placed.setdefault(number, []).append(read)
    entities = [_entity("person", persons[n].forms[0], placed[n], persons[n].why) for n in sorted(placed)]
    return entities + _lone_people(lone, grammar)


def _cluster(reads: Sequence[_Read], grammar: NameGrammar) -> list[_Person]:
    """Full names as persons: a form joins one that it is a spelling of, unless it conflicts with another form there."""
    counts = Counter(read.bare for read in reads)
    names = {read.bare: parse(read.bare, grammar) for read in reads}
    clusters: list[list[str]] = []
    reasons: list[list[str]] = []
    for form in sorted(counts, key=lambda f: (-counts[f], -len(names[f].words), f)):
        judgements = [[_judged(names[form], names[other], grammar) for other in cluster] for cluster in clusters]
        fits = [
            number
            for number, found in enumerate(judgements)
            if any(j.relation is Relation.SAME for j in found) and not any(_forbids(j) for j in found)
        ]
        initials = [n for n, found in enumerate(judgements) if all(j.relation is Relation.COMPATIBLE for j in found)]
        chosen = fits[0] if fits else initials[0] if len(initials) == 1 else None
        if chosen is None:
            clusters.append([form])
            reasons.append([])
            continue
        rule = next(j for j in judgements[chosen] if j.relation is not Relation.CONFLICTING)
        reasons[chosen].append(f"'{form}' = '{clusters[chosen][0]}': {rule.reason}")
        clusters[chosen].append(form)
    return [
        _Person(tuple(cluster), tuple(names[form] for form in cluster), tuple(why))
        for cluster, why in zip(clusters, reasons, strict=True)
    ]


def _judged(a: PersonName, b: PersonName, grammar: NameGrammar) -> Judgement:
    first, second = sorted((a, b), key=lambda n: (len(n.words), n.plain, n.titled))
    return judge(first, second, grammar)


def _forbids(judgement: Judgement) -> bool:
    return judgement.relation is Relation.CONFLICTING and judgement.rule != "names/surname"


def _told_genders(
    reads: Sequence[_Read], owner: Mapping[str, int], persons: Sequence[_Person], grammar: NameGrammar
) -> dict[int, set[str]]:
    told: dict[int, set[str]] = {}
    for read in reads:
        if read.name.full:
            told.setdefault(owner[read.bare], set()).add(gender(read.name, grammar))
    return {number: found - {""} for number, found in told.items()}


def _referent(
    read: _Read,
    anchors: Sequence[tuple[int, int]],
    persons: Sequence[_Person],
    told: Mapping[int, set[str]],
    grammar: NameGrammar,
) -> int | None:
    """The person whom a surname or a given name alone means: the last one named before, the next one, the only one."""
    start = read.mention.span.start

    def fits(number: int) -> bool:
        return not (read.name.gender and told.get(number) and read.name.gender not in told[number])

    numbers = range(len(persons))
    by_surname = [n for n in numbers if fits(n) and any(_surname_of(read.name, f, grammar) for f in persons[n].names)]
    here = [(at, n) for at, n in anchors if n in by_surname]
    before, after = [n for at, n in here if at <= start], sorted({n for at, n in here if at > start})
    if before:
        return before[-1]
    if len(after) == 1:
        return after[0]
    if here:
        return None
    if not read.name.titled and len(read.name.words) == 1:
        by_given = {n for _, n in anchors if any(read.name.words[0] == full.words[0] for full in persons[n].names)}
        if len(by_given) == 1:
            return by_given.pop()
    if len(by_surname) == 1:
        return by_surname[0]
    if not by_surname and not read.name.titled and read.name.plain[0] in grammar.genders and len(read.name.words) == 1:
        named = [n for n in numbers if any(read.name.words[0] == full.words[0] for full in persons[n].names)]
        return named[0] if len(named) == 1 else None
    return None


def _surname_of(part: PersonName, whole: PersonName, grammar: NameGrammar) -> bool:
    if carries(part, whole):
        return True
    # A Chinese surname stands first: "M. Deng"; a title tells it from a given name.
    return part.titled and part.words == whole.words[:1] and whole.plain[0] not in grammar.genders


def _lone_people(reads: Sequence[_Read], grammar: NameGrammar) -> list[Entity]:
    """Surnames that no full name carries: one entity for each, apart by gender where titles tell two."""
    groups: dict[str, list[_Read]] = {}
    for read in reads:
        groups.setdefault(" ".join(read.name.words), []).append(read)
    found = []
    for _, group in sorted(groups.items()):
        genders = {read.name.gender for read in group} - {""}
        if len(genders) == 2:
            for told in sorted(genders):
                some = [read for read in group if read.name.gender == told]
                found.append(_entity("person", some[0].mention.text, some, ()))
            group = [read for read in group if not read.name.gender]
        if group:
            found.append(_entity("person", _best(group), group, ()))
    return found


# -- organisations and places ---------------------------------------------------------------------


def _bodies(
    reads: Sequence[_Read], grammar: NameGrammar, place_id: PlaceIds | None, acronyms: Mapping[str, str]
) -> list[Entity]:
    groups: dict[tuple[Kind, str], list[_Read]] = {}
    for read in reads:
        groups.setdefault((read.kind, _body_key(read, grammar, place_id)), []).append(read)
    targets: dict[tuple[Kind, str], tuple[tuple[Kind, str], str]] = {}
    for key in sorted(groups):
        target = _longer(key, groups, grammar, place_id, acronyms)
        if target is not None:
            targets[key] = target
    merged: dict[tuple[Kind, str], list[_Read]] = {}
    why: dict[tuple[Kind, str], list[str]] = {}
    for key in sorted(groups):
        final, reason = key, ""
        for _ in range(3):
            if final in targets:
                final, reason = targets[final]
        merged.setdefault(final, []).extend(groups[key])
        if final != key:
            why.setdefault(final, []).append(f"'{_best(groups[key])}' = '{_best(groups[final])}': {reason}")
    entities = []
    for key in sorted(merged):
        forms = sorted({read.bare for read in groups[key]})
        best = _best(groups[key])
        spelt = [f"'{form}' = '{best}': same name in two spellings" for form in forms if fold(form) != fold(best)]
        entities.append(_entity(key[0], best, merged[key], (*spelt, *why.get(key, ()))))
    return entities


def _body_key(read: _Read, grammar: NameGrammar, place_id: PlaceIds | None) -> str:
    if read.kind == "place" and place_id is not None and (known := place_id(read.bare)) is not None:
        return known
    kept = [word for word in words(read.bare) if word not in _SMALL] or list(words(read.bare))
    return " ".join(fold_word(word, grammar) for word in kept)


def _longer(
    key: tuple[Kind, str],
    groups: Mapping[tuple[Kind, str], Sequence[_Read]],
    grammar: NameGrammar,
    place_id: PlaceIds | None,
    acronyms: Mapping[str, str],
) -> tuple[tuple[Kind, str], str] | None:
    """The fuller name of which a short one is the acronym, the head or the end, if there is exactly one."""
    kind, _ = key
    form = _best(groups[key])
    full = acronyms.get(form)
    if full is not None:
        wanted = {other for other in groups if fold(_best(groups[other])) == fold(full)} - {key}
        if len(wanted) == 1:
            return wanted.pop(), "its acronym"
    letters = fold(form).replace(".", "")
    if form.replace(".", "").isupper() and 2 <= len(letters) <= 7:
        wanted = {o for o in groups if o[0] == "organisation" and letters in _initials(_best(groups[o]))} - {key}
        return (min(wanted), "its acronym") if len(wanted) == 1 else None
    short = _content(form, grammar)
    known = place_id is not None and place_id(form) is not None
    same = [o for o in groups if o[0] == kind or (o[0] == "organisation" and place_id is not None and not known)]
    if len(short) > 2 or not short or kind == "place" and known and "-" in form:
        return None
    wanted = {o for o in same if o != key and _shortens(form, _best(groups[o]), kind == o[0] == "place", grammar)}
    return (min(wanted), "its short form") if len(wanted) == 1 else None


def _content(form: str, grammar: NameGrammar) -> tuple[str, ...]:
    return tuple(fold_word(word, grammar) for word in words(form) if word not in _SMALL)


def _shortens(short_form: str, form: str, places: bool, grammar: NameGrammar) -> bool:
    """Whether "Easton" is short for "Easton United" or "Sporting Easton"; of places only the head of a double name."""
    short, long = _content(short_form, grammar), _content(form, grammar)
    if len(long) <= len(short) or len(long) > len(short) + 2 or all(len(word) < 4 for word in short):
        return False
    if places:
        return long[: len(short)] == short and "-" in form and short[0] not in ("saint", "sainte")
    capitals = {fold(word) for word in form.replace("’", " ").replace("'", " ").split() if word[0].isupper()}
    if not capitals & set(words(short_form)):
        return False
    return short in (long[: len(short)], long[-len(short) :])


def _initials(form: str) -> frozenset[str]:
    every = words(form)
    kept = [word for word in every if word not in _SMALL]
    if len(every) < 2:
        return frozenset()
    no_prepositions = [word for word in every if word in _ARTICLES or word not in _SMALL]
    return frozenset("".join(word[0] for word in some) for some in (every, kept, no_prepositions) if len(some) > 1)


# -- entities -------------------------------------------------------------------------------------


def _best(reads: Sequence[_Read]) -> str:
    """The form shown to a reader: the most frequent, then the longest, then the first in the alphabet."""
    counts = Counter(read.bare for read in reads)
    return min(counts, key=lambda form: (-counts[form], -len(form), form))


def _united(entities: Sequence[Entity]) -> Entity:
    """Entities that came out with one id, as one."""
    if len(entities) == 1:
        return entities[0]
    mentions = tuple(sorted({m for e in entities for m in e.mentions}, key=lambda m: (m.article, m.span, m.text)))
    first = entities[0]
    return Entity(first.id, first.kind, first.name, mentions, tuple(why for e in entities for why in e.why))


def _entity(kind: Kind, name: str, reads: Sequence[_Read], why: Sequence[str]) -> Entity:
    mentions = tuple(sorted((r.mention for r in reads), key=lambda m: (m.article, m.span)))
    return Entity(f"{kind}:{fold(name)}", kind, name, mentions, tuple(why))


__all__ = ["resolve"]
