"""What follows a head: the states of a mission, the organisation, and what a post covers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from factcheck.kinds.role_grammar import Head, Phase, RoleGrammar, key
from factcheck.kinds.role_line import (
    DETERMINERS,
    OF,
    PLURALS,
    TITLES,
    TO,
    Line,
    head_at,
    is_adjective,
    is_head,
    is_state,
    noun_phrase,
    words_between,
)
from factcheck.text import fold

_MOST_COMPLEMENTS = 4
_CHARGED = frozenset({"charge", "chargee"})
_FUNCTION_WORDS = frozenset(
    "le la les l un une de du des d a au aux en et pour sur dans par son sa ses leur leurs".split()
)


@dataclass(frozen=True, slots=True)
class Draft:
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


def complements(row: Line, draft: Draft) -> Draft:
    for _ in range(_MOST_COMPLEMENTS):
        longer = _complement(row, draft)
        if longer is None:
            return draft
        draft = replace(longer, complemented=True)
    return draft


def _complement(row: Line, draft: Draft) -> Draft | None:
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


def _of(row: Line, draft: Draft, start: int) -> Draft | None:
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
    return in_body(row, draft, start, linked(row, end))


def _toward(row: Line, draft: Draft, start: int) -> Draft | None:
    """With the state, place or organisation after "à", "en" or "auprès de"."""
    end = noun_phrase(row, start)
    if end is None or draft.head.takes == "nothing":
        return None
    if draft.head.takes == "portfolio":
        superior = head_at(row.tokens, start, row.grammar)
        if superior is None:
            return None
        end = linked(row, end)
        return replace(draft, end=end, portfolio=draft.portfolio | _content(row, superior[1], end))
    codes = is_state(row, start, end)
    if codes and draft.head.takes == "mission":
        return replace(draft, end=end, receiver=draft.receiver or codes[0])
    named = any(token.capital for token in row.tokens[start:end])  # "à Valmer", "au Parlement"
    known = any(token.key in row.grammar.nouns for token in row.tokens[start : start + 2])
    if draft.body is not None or codes or not (named or known):
        return None
    return in_body(row, draft, start, linked(row, end))


def linked(row: Line, end: int) -> int:
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
    return index + 2 if adjective and not row.stops(index + 1) and not is_head(row, index + 1) else None


def in_body(row: Line, draft: Draft, start: int, end: int) -> Draft:
    """With the organisation named by the words ``start`` to ``end``."""
    first = start
    while first < end - 1 and row.tokens[first].key in DETERMINERS | PLURALS:
        first += 1
    adjectives = [
        codes for i, (codes, _) in sorted(row.codes.items()) if start <= i < end and not row.tokens[i].capital
    ]
    sender = draft.sender or (adjectives[0][0] if len(adjectives) == 1 and len(adjectives[0]) == 1 else None)
    name, state, rule = body(fold(words_between(row, first, end)), row.grammar)
    if draft.head.takes == "field" and not any(token.capital for token in row.tokens[start:end]):
        portfolio = _content(row, first, end)
        return replace(draft, end=end, sender=sender, portfolio=portfolio)
    portfolio = _content(row, first + 1, end) if name.startswith("ministere ") else draft.portfolio
    return replace(draft, end=end, body=name, sender=sender or state, portfolio=portfolio, fired=(*draft.fired, *rule))


def body(name: str, grammar: RoleGrammar) -> tuple[str, str | None, tuple[str, ...]]:
    """The name kept for an organisation ("" where any of a story's can be meant), its state, and the rule that says so."""
    known = key(name)
    if known in grammar.generic:
        return "", None, (grammar.generic[known],)
    if known in grammar.bodies:
        kept, rule = grammar.bodies[known]
        return kept, grammar.body_states.get(known), (rule,)
    return name, grammar.body_states.get(known), ()


def _covering(row: Line, draft: Draft, start: int) -> Draft | None:
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
