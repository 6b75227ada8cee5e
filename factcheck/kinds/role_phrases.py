"""From a head noun to the whole phrase of a post: what stands before it, its adjectives, and its complements."""

from __future__ import annotations

from dataclasses import dataclass, replace

from factcheck.kinds.role_complements import Draft, complements, in_body, linked
from factcheck.kinds.role_grammar import Head, Membership, RoleGrammar, key
from factcheck.kinds.role_line import (
    CONTRACTED,
    DETERMINERS,
    OF,
    PLURALS,
    TITLES,
    TO,
    Line,
    head_at,
    is_adjective,
    is_head,
    line,
    noun_phrase,
    span_of,
    tokens,
)
from factcheck.types import RoleValue, Span

# Words after which a noun without a determiner is a post: "est juge", "nommé capitaine", "comme arbitre".
_TIES = frozenset(
    "est etait fut sera devient devenu devenue devenait nomme nommee elu elue promu promue reelu reelue designe designee"
    " comme et reste restait".split()
)
_CIRCUMSTANCE = frozenset("dans depuis a en chez sur pendant".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A post as read: its words, its value, the rule of its head, and all rules that took part."""

    span: Span
    value: RoleValue
    rule: str
    fired: tuple[str, ...]


def read(text: str, grammar: RoleGrammar) -> list[Phrase]:
    """Every post named in ``text``, in order; a post inside the complement of another comes after it."""
    found = tokens(text)
    heads = [(i, head) for i in range(len(found)) if (head := head_at(found, i, grammar))]
    bare = [i for i in range(1, len(found) - 1) if _opens_affiliation(found[i - 1].raw, found[i].raw, found[i + 1].key)]
    if not heads and not bare:
        return []
    row = line(text, found, grammar)
    phrases, taken = [], 0
    for index, (noun, end) in heads:
        if index < taken:
            continue
        done = _read(row, index, end, noun)
        if done is not None:
            phrases.append(_phrase(row, done[0]))
            taken = done[1]
    phrases += [phrase for i in bare if (phrase := _affiliation(row, i + 1)) is not None]
    return sorted(phrases, key=lambda phrase: (phrase.span.start, -phrase.span.end))


def _read(row: Line, index: int, end: int, head: Head) -> tuple[Draft, int] | None:
    """The draft of a post, and the word after its head and adjectives."""
    draft = _before(row, Draft(head, index, end, head.rank, fired=(head.rule,)))
    if draft is None:
        return None
    draft = _adjectives(row, draft)
    core = draft.end
    draft = complements(row, draft)
    if not _stands(row, index, draft):
        return None
    draft = _cued(row, draft)
    stop = row.at(draft.end)
    if stop is not None and stop.key in row.grammar.stops:
        draft = replace(draft, fired=(*draft.fired, row.grammar.stops[stop.key]))
    return draft, core


# -- before the head ------------------------------------------------------------------------------


def _before(row: Line, draft: Draft) -> Draft | None:
    """With modifiers, a determiner and "le poste de" before the head; None where the noun is in the plural."""
    first = row.tokens[draft.start]
    if row.joined(draft.start) and (last := row.at(draft.start - 1)) and last.word:
        if first.capital and last.key in TITLES or first.capital and _is_name(row, draft.start - 1):
            return None
        if last.key in PLURALS:
            return None
    while row.joined(draft.start) and (token := row.at(draft.start - 1)) and token.key in row.grammar.before:
        modifier = row.grammar.before[token.key]
        draft = replace(
            draft,
            start=draft.start - 1,
            rank=modifier.rank + draft.rank,
            phase=modifier.phase or draft.phase,
            modified=True,
            fired=(*draft.fired, modifier.rule),
        )
    token = row.at(draft.start - 1)
    if token is None or not row.joined(draft.start):
        return draft
    if token.key in PLURALS:
        return None
    if token.key in DETERMINERS:
        if token.capital and row.joined(draft.start - 1) and _is_name(row, draft.start - 2):
            return None  # "Jean Le Maire"
        return replace(draft, start=draft.start - 1, introduced=True)
    if token.key in CONTRACTED:
        return replace(draft, introduced=True)
    return _office(row, draft)


def _is_name(row: Line, index: int) -> bool:
    """Whether a word seems the first part of a name: "Robert" before "Boulanger"."""
    token = row.tokens[index]
    if (
        not token.capital
        or token.key in row.grammar.before
        or token.key in DETERMINERS | CONTRACTED | PLURALS | OF | TO
    ):
        return False
    return not (index in row.codes or token.key in row.grammar.stops or token.raw.isupper())


def _office(row: Line, draft: Draft) -> Draft:
    """With "le poste de" before it."""
    of, office = row.at(draft.start - 1), row.at(draft.start - 2)
    if of is None or office is None or of.key not in ("de", "d") or office.key not in row.grammar.offices:
        return draft
    start = draft.start - 2
    if (token := row.at(start - 1)) and token.key in row.grammar.before and row.joined(start):
        start -= 1
    if (token := row.at(start - 1)) and token.key in DETERMINERS and row.joined(start):
        start -= 1
    return replace(draft, start=start, introduced=True, fired=(*draft.fired, row.grammar.offices[office.key]))


# -- after the head -------------------------------------------------------------------------------


def _adjectives(row: Line, draft: Draft) -> Draft:
    """With the adjectives after the head: those of its rank, of a state, of time, and others that change nothing."""
    while (token := row.at(draft.end)) and token.word and row.joined(draft.end):
        if draft.end in row.codes and not token.capital:
            codes, last = row.codes[draft.end]
            sender = codes[0] if len(codes) == 1 else None
            draft = replace(draft, end=last + 1, sender=draft.sender or sender, modified=True)
            continue
        known = next((n for n in (3, 2, 1) if _joined_key(row, draft.end, n) in row.grammar.after), 0)
        if known and (not token.capital or _is_acronym(token.raw)):
            modifier = row.grammar.after[_joined_key(row, draft.end, known)]
            draft = replace(
                draft,
                end=draft.end + known,
                rank=f"{draft.rank} {modifier.rank}".rstrip(),
                phase=modifier.phase or draft.phase,
                modified=True,
                fired=(*draft.fired, modifier.rule),
            )
        elif not token.capital and not row.stops(draft.end) and is_adjective(token) and not is_head(row, draft.end):
            draft = replace(draft, end=draft.end + 1, modified=True)
        else:
            return draft
    return draft


def _is_acronym(raw: str) -> bool:
    return raw[1:] != raw[1:].lower()


def _joined_key(row: Line, index: int, length: int) -> str:
    words = row.tokens[index : index + length]
    return " ".join(token.key for token in words) if len(words) == length and all(t.word for t in words) else ""


# -- the whole ------------------------------------------------------------------------------------


def _stands(row: Line, index: int, draft: Draft) -> bool:
    """Whether the noun is a post here, not a verb, a name or the like."""
    before, after, first = row.at(draft.start - 1), row.at(draft.end), row.tokens[index]
    if draft.introduced:
        return draft.head.takes != "portfolio" or draft.rank != "" or bool(draft.portfolio)
    if draft.rank == "":
        return bool(draft.portfolio) and before is not None and before.raw in (",", "(")
    led = before is None or not before.word or not row.joined(draft.start)
    named = after is not None and after.capital and row.joined(draft.end)
    goes_on = after is not None and (after.raw in ",)" or after.key in _CIRCUMSTANCE)
    opened = led and (draft.complemented or draft.modified or named or goes_on)
    if not draft.head.bare:
        held = before is not None and before.key in _TIES
        return draft.modified and draft.start < index or opened and draft.complemented or held
    return opened or not first.capital or draft.modified or (named and index == 0)


def _cued(row: Line, draft: Draft) -> Draft:
    """With the phase that words beside the phrase give it."""
    for cue in row.grammar.cues:
        before = []
        for token in reversed(row.tokens[max(0, draft.start - cue.within) : draft.start]):
            if not token.word:
                break
            before.append(token.key)
        after = row.at(draft.end)
        said = f" {' '.join(reversed(before))} "
        if any(f" {words} " in said for words in cue.before) or after is not None and after.key in cue.following:
            return replace(draft, phase=cue.phase, fired=(*draft.fired, cue.rule))
    return draft


def _phrase(row: Line, draft: Draft) -> Phrase:
    value = RoleValue(
        rank=draft.rank,
        family="",
        sender=draft.sender,
        receiver=draft.receiver,
        body=draft.body,
        portfolio=draft.portfolio,
        phase=draft.phase,
    )
    family, rules = _family(value, draft, row.grammar)
    served = _served(row, draft)
    if served is not None:
        rule, name = served
        family, rules = f"{family} @{rule}:{name}".lstrip(), [*rules, rule]
    fired = tuple(dict.fromkeys((*draft.fired, *rules)))
    return Phrase(span_of(row, draft.start, draft.end), replace(value, family=family), draft.head.rule, fired)


def _served(row: Line, draft: Draft) -> tuple[str, str] | None:
    """The union or party that the words name, as (rule, organisation)."""
    for length in (3, 2, 1):
        for index in range(draft.start, draft.end - length + 1):
            served = row.grammar.allegiances.get(_joined_key(row, index, length))
            if served is not None and row.tokens[index].capital:
                return served
    return None


def _family(value: RoleValue, draft: Draft, grammar: RoleGrammar) -> tuple[str, list[str]]:
    """The groups and positions of a post, and the rules that they come from. See ``roles.relate``."""
    rank = key(value.rank)
    members = [m for m in grammar.groups.get(rank, ()) if _belongs(m, value, draft)]
    loose = [] if value.portfolio else list(grammar.loose.get(rank, ()))
    fields = sorted({name for word in value.portfolio for name in grammar.fields.get(word, ())})
    marks = [f"{m.group}:*" if m.group in loose else f"{m.group}:{m.position}" for m in members]
    marks += [f"~{name}" for name in fields] if draft.head.takes == "portfolio" else []
    marks += [draft.head.takes] if draft.head.takes in ("mission", "portfolio", "nation") else []
    used = [m.rule for m in members] + ([grammar.single[rank]] if rank in grammar.single else [])
    used += fields if draft.head.takes == "portfolio" else []
    return " ".join(marks), used


def _belongs(member: Membership, value: RoleValue, draft: Draft) -> bool:
    if member.needs == "body":
        return value.body is not None
    if member.needs == "sender":
        return value.sender is not None and value.body is None
    if member.needs == "ministry":
        return value.body is not None and value.body.startswith("ministere")
    return member.needs != "no-complement" or not draft.complemented


# -- affiliations ---------------------------------------------------------------------------------


def _opens_affiliation(name: str, comma: str, of: str) -> bool:
    return comma == "," and of in OF and name[0].isupper()


def _affiliation(row: Line, index: int) -> Phrase | None:
    """An affiliation: "du département d'État" after a name and a comma."""
    end = noun_phrase(row, index + 1)
    if end is None:
        return None
    first = index + 2 if row.tokens[index + 1].key in DETERMINERS else index + 1
    noun = row.at(first)
    if noun is None or first >= end:
        return None
    rule = row.grammar.nouns.get(noun.key)
    if rule is None and (noun.raw.isupper() and 2 <= len(noun.raw) <= 6 and noun.raw.isalpha()):
        rule = next(iter(row.grammar.nouns.values()), None)
    end = linked(row, end)
    after = row.at(end)
    if rule is None or after is not None and after.word and row.joined(end):
        return None
    head = Head("", "body", True, rule)
    draft = in_body(row, Draft(head, index, end, "", fired=(rule,)), index + 1, end)
    return _phrase(row, draft) if draft.body else None
