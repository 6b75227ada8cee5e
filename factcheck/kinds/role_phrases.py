"""From a head noun to the whole phrase of a post: what stands before it, its adjectives, and its complements."""

from __future__ import annotations

from dataclasses import dataclass, replace

from factcheck.kinds.role_grammar import Head, Membership, Phase, RoleGrammar, key
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
    is_state,
    line,
    noun_phrase,
    span_of,
    tokens,
    words_between,
)
from factcheck.text import fold
from factcheck.types import RoleValue, Span

_MOST_COMPLEMENTS = 4
_CHARGED = frozenset({"charge", "chargee"})
# Words after which a noun without a determiner is a post: "est juge", "nommé capitaine", "comme arbitre".
_TIES = frozenset(
    "est etait fut sera devient devenu devenue devenait nomme nommee elu elue promu promue reelu reelue designe designee"
    " comme et reste restait".split()
)
_CIRCUMSTANCE = frozenset("dans depuis a en chez sur pendant".split())
_FUNCTION_WORDS = frozenset("le la les l un une de du des d a au aux en et pour sur dans par son sa ses leur leurs".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A post as read: its words, its value, the rule of its head, and all rules that took part."""

    span: Span
    value: RoleValue
    rule: str
    fired: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is known of a post while its phrase is read; ``start`` and ``end`` count words."""

    head: Head
    start: int
    end: int
    rank: str
    phase: Phase = "current"
    introduced: bool = False  # a determiner or an office stands before it
    modified: bool = False  # an adjective or another modifier belongs to it
    complemented: bool = False
    sender: str | None = None
    receiver: str | None = None
    body: str | None = None
    portfolio: frozenset[str] = frozenset()
    fired: tuple[str, ...] = ()


def read(text: str, grammar: RoleGrammar) -> list[Phrase]:
    """Every post named in ``text``, in order; a post inside the complement of another comes after it."""
    found = tokens(text)
    heads = [(i, head) for i in range(len(found)) if (head := head_at(found, i, grammar))]
    bare = [i for i in range(1, len(found) - 1) if _opens_affiliation(found[i - 1].raw, found[i].raw, found[i + 1].key)]
    if not heads and not bare:
        return []
    row = line(text, found, grammar)
    phrases, taken = [], 0
    for index, (head, end) in heads:
        if index < taken:
            continue
        draft = _read(row, index, end, head)
        if draft is not None:
            phrases.append(_phrase(row, draft[0]))
            taken = draft[1]
    phrases += [phrase for i in bare if (phrase := _affiliation(row, i + 1)) is not None]
    return sorted(phrases, key=lambda phrase: (phrase.span.start, -phrase.span.end))


def _read(row: Line, index: int, end: int, head: Head) -> tuple[_Draft, int] | None:
    """The draft of a post, and the word after its head and adjectives."""
    draft = _before(row, _Draft(head, index, end, head.rank, fired=(head.rule,)))
    if draft is None:
        return None
    draft = _adjectives(row, draft)
    core = draft.end
    draft = _complements(row, draft)
    if not _stands(row, index, draft):
        return None
    draft = _cued(row, draft)
    stop = row.at(draft.end)
    if stop is not None and stop.key in row.grammar.stops:
        draft = replace(draft, fired=(*draft.fired, row.grammar.stops[stop.key]))
    return draft, core


# -- before the head ------------------------------------------------------------------------------


def _before(row: Line, draft: _Draft) -> _Draft | None:
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
            return None  # "Bruno Le Maire"
        return replace(draft, start=draft.start - 1, introduced=True)
    if token.key in CONTRACTED:
        return replace(draft, introduced=True)
    return _office(row, draft)


def _is_name(row: Line, index: int) -> bool:
    """Whether a word seems the first part of a name: "Robert" before "Boulanger"."""
    token = row.tokens[index]
    if not token.capital or token.key in row.grammar.before or token.key in DETERMINERS | CONTRACTED | PLURALS | OF | TO:
        return False
    return not (index in row.codes or token.key in row.grammar.stops or token.raw.isupper())


def _office(row: Line, draft: _Draft) -> _Draft:
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


def _adjectives(row: Line, draft: _Draft) -> _Draft:
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
        elif not token.capital and not row.stops(draft.end) and is_adjective(token) and not _is_head(row, draft.end):
            draft = replace(draft, end=draft.end + 1, modified=True)
        else:
            return draft
    return draft


def _is_acronym(raw: str) -> bool:
    return raw[1:] != raw[1:].lower()


def _joined_key(row: Line, index: int, length: int) -> str:
    words = row.tokens[index : index + length]
    return " ".join(token.key for token in words) if len(words) == length and all(t.word for t in words) else ""


def _is_head(row: Line, index: int) -> bool:
    return head_at(row.tokens, index, row.grammar) is not None


def _complements(row: Line, draft: _Draft) -> _Draft:
    for _ in range(_MOST_COMPLEMENTS):
        longer = _complement(row, draft)
        if longer is None:
            return draft
        draft = replace(longer, complemented=True)
    return draft


def _complement(row: Line, draft: _Draft) -> _Draft | None:
    """With one more complement, None if the words that follow are none."""
    token = row.at(draft.end)
    if token is None or not token.word or not row.joined(draft.end):
        return None
    takes, after = draft.head.takes, draft.end + 1
    charged = _charged(row, draft.end)
    if charged is not None:
        return None if takes == "nothing" else _covering(row, draft, charged)
    if token.key in OF:
        return _of(row, draft, after)
    if token.key == "aupres" and (of := row.at(after)) and of.key in OF:
        return _toward(row, draft, after + 1)
    if token.raw.lower() in ("à", "au", "aux") or token.key == "en" and takes == "mission":
        if takes == "portfolio":
            return _covering(row, draft, after)
        return _toward(row, draft, after)
    if token.key in ("pour", "chez") and takes == "body":
        name = row.at(after + 1) if (t := row.at(after)) and t.key in DETERMINERS | PLURALS else row.at(after)
        if name is not None and name.capital and (after not in row.codes or token.key == "pour"):
            return _covering(row, draft, after) if token.key == "pour" else _toward(row, draft, after)
    return None


def _charged(row: Line, index: int) -> int | None:
    """The word after "chargé de" or "en charge de", None where it is not said."""
    token, after = row.tokens[index], index + 1
    if token.key == "en" and (charge := row.at(after)) and charge.key == "charge":
        after += 1
    elif token.key not in _CHARGED:
        return None
    of = row.at(after)
    return after + 1 if of is not None and of.key in OF else None


def _of(row: Line, draft: _Draft, start: int) -> _Draft | None:
    """With the complement after "de"."""
    takes = draft.head.takes
    end = noun_phrase(row, start)
    if end is None or takes == "nothing":
        return None
    codes = is_state(row, start, end)
    if codes and takes in ("mission", "nation", "portfolio"):
        sender = draft.sender or (codes[0] if len(set(codes)) == 1 else None)
        return replace(draft, end=end, sender=sender)
    if takes == "portfolio":
        bare = row.tokens[start - 1].key in ("de", "d") and row.tokens[start].key not in DETERMINERS
        return replace(draft, end=end) if bare else _covering(row, draft, start)
    if draft.body is not None:
        return None
    return _in_body(row, draft, start, _linked(row, end))


def _toward(row: Line, draft: _Draft, start: int) -> _Draft | None:
    """With the state, place or organisation after "à", "en" or "auprès de"."""
    end = noun_phrase(row, start)
    if end is None or draft.head.takes == "nothing":
        return None
    if draft.head.takes == "portfolio":
        superior = head_at(row.tokens, start, row.grammar)
        if superior is None:
            return None
        end = _linked(row, end)
        return replace(draft, end=end, portfolio=draft.portfolio | _content(row, superior[1], end))
    codes = is_state(row, start, end)
    if codes and draft.head.takes == "mission":
        return replace(draft, end=end, receiver=draft.receiver or codes[0])
    named = any(token.capital for token in row.tokens[start:end])  # "à Valmer", "au Parlement"
    known = any(token.key in row.grammar.nouns for token in row.tokens[start : start + 2])
    if draft.body is not None or codes or not (named or known):
        return None
    return _in_body(row, draft, start, _linked(row, end))


def _linked(row: Line, end: int) -> int:
    """The end of an organisation's name with "de" and "et de" after ``end``."""
    for _ in range(_MOST_COMPLEMENTS):
        link = row.at(end)
        if link is None or not link.word or not row.joined(end):
            return end
        if link.key in OF:
            longer = noun_phrase(row, end + 1)
        elif link.key == "et":
            longer = _coordinated(row, end)
        else:
            return end
        if longer is None:
            return end
        end = longer
    return end


def _coordinated(row: Line, index: int) -> int | None:
    """The end of what "et" at ``index`` adds: "et des Finances", "et eurasiennes"; None where it adds a new thing."""
    after = row.at(index + 1)
    if after is None or not row.joined(index + 1):
        return None
    if after.key in OF | TO:
        name = row.at(index + 3) if (t := row.at(index + 2)) and t.key in DETERMINERS | PLURALS else row.at(index + 2)
        return noun_phrase(row, index + 2) if name is not None and name.capital and index + 2 not in row.codes else None
    first = row.tokens[index - 1]
    plural = after.key.endswith(("s", "x"))
    paired = is_adjective(first) and not first.capital and first.key.endswith(("s", "x")) == plural
    adjective = is_adjective(after) and not after.capital and (plural or paired)
    return index + 2 if adjective and not row.stops(index + 1) and not _is_head(row, index + 1) else None


def _in_body(row: Line, draft: _Draft, start: int, end: int) -> _Draft:
    """With the organisation named by the words ``start`` to ``end``."""
    first = start
    while first < end - 1 and row.tokens[first].key in DETERMINERS | PLURALS:
        first += 1
    adjectives = [codes for i, (codes, _) in sorted(row.codes.items()) if start <= i < end and not row.tokens[i].capital]
    sender = draft.sender or (adjectives[0][0] if len(adjectives) == 1 and len(adjectives[0]) == 1 else None)
    name, state, rule = body(fold(words_between(row, first, end)), row.grammar)
    if draft.head.takes == "field" and not any(token.capital for token in row.tokens[start:end]):
        portfolio = _content(row, first, end)
        return replace(draft, end=end, sender=sender, portfolio=portfolio)
    portfolio = _content(row, first + 1, end) if name.startswith("ministere ") else draft.portfolio
    return replace(
        draft, end=end, body=name, sender=sender or state, portfolio=portfolio, fired=(*draft.fired, *rule)
    )


def body(name: str, grammar: RoleGrammar) -> tuple[str, str | None, tuple[str, ...]]:
    """The name kept for an organisation ("" where any of a story's can be meant), its state, and the rule that says so."""
    known = key(name)
    if known in grammar.generic:
        return "", None, (grammar.generic[known],)
    if known in grammar.bodies:
        kept, rule = grammar.bodies[known]
        return kept, grammar.body_states.get(known), (rule,)
    return name, grammar.body_states.get(known), ()


def _covering(row: Line, draft: _Draft, start: int) -> _Draft | None:
    """With what the post covers: "des Affaires étrangères", "aux Affaires européennes et eurasiennes"."""
    end = noun_phrase(row, start)
    if end is None or is_state(row, start, end) and draft.head.takes == "portfolio":
        return None
    for _ in range(6):
        longer = _covering_more(row, end)
        if longer is None:
            break
        end = longer
    last = end - 1  # "des Affaires étrangères russe": the state of the minister
    codes = row.codes[last][0] if last in row.codes and not row.tokens[last].capital else ()
    mine = len(codes) == 1 and not row.tokens[last].key.endswith("es")
    sender = draft.sender or (codes[0] if mine else None)
    return replace(draft, end=end, sender=sender, portfolio=draft.portfolio | _content(row, start, end))


def _covering_more(row: Line, end: int) -> int | None:
    link = row.at(end)
    if link is None or not row.joined(end):
        return None
    if link.key == "et":
        return _coordinated(row, end)
    of = row.at(end + 1) if link.raw == "," else link
    if of is None or of.key not in (OF | TO if link.raw == "," else OF):
        return None
    start = end + 2 if link.raw == "," else end + 1
    name = row.at(start + 1) if (t := row.at(start)) and t.key in DETERMINERS | PLURALS else row.at(start)
    if name is None or link.raw == "," and (not name.capital or name.key in TITLES):
        return None
    longer = noun_phrase(row, start)
    return longer if longer is not None and not is_state(row, start, longer) else None


def _content(row: Line, start: int, end: int) -> frozenset[str]:
    states = {i for first, (_, last) in row.codes.items() for i in range(first, last + 1)}
    return frozenset(
        token.key
        for i, token in enumerate(row.tokens[start:end], start)
        if token.word and token.key not in _FUNCTION_WORDS and i not in states
    )


# -- the whole ------------------------------------------------------------------------------------


def _stands(row: Line, index: int, draft: _Draft) -> bool:
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


def _cued(row: Line, draft: _Draft) -> _Draft:
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


def _phrase(row: Line, draft: _Draft) -> Phrase:
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
    fired = tuple(dict.fromkeys((*draft.fired, *rules)))
    return Phrase(span_of(row, draft.start, draft.end), replace(value, family=family), draft.head.rule, fired)


def _family(value: RoleValue, draft: _Draft, grammar: RoleGrammar) -> tuple[str, list[str]]:
    """The groups and positions of a post, and the rules that they come from. See ``roles.relate``."""
    rank = key(value.rank)
    members = [m for m in grammar.groups.get(rank, ()) if _belongs(m, value, draft)]
    loose = [] if value.portfolio else list(grammar.loose.get(rank, ()))
    fields = sorted({name for word in value.portfolio for name in grammar.fields.get(word, ())})
    marks = [f"{m.group}:*" if m.group in loose else f"{m.group}:{m.position}" for m in members]
    marks += [f"~{name}" for name in fields] if draft.head.takes == "portfolio" else []
    marks += [draft.head.takes] if draft.head.takes in ("mission", "portfolio", "nation") else []
    used = [m.rule for m in members] + (fields if draft.head.takes == "portfolio" else [])
    return " ".join(marks), used


def _belongs(member: Membership, value: RoleValue, draft: _Draft) -> bool:
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
    """"du département d'État" after a name and a comma."""
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
    end = _linked(row, end)
    after = row.at(end)
    if rule is None or after is not None and after.word and row.joined(end):
        return None
    head = Head("", "body", True, rule)
    draft = _in_body(row, _Draft(head, index, end, "", fired=(rule,)), index + 1, end)
    return _phrase(row, draft) if draft.body else None
