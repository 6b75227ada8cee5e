"""A text as a row of words for the reading of posts, and the bounded noun phrases that follow a head.

There is no parser: a noun phrase is a determiner, one noun, and then words with a capital, adjectives by their
endings, and states; it ends at the first word that is none of these.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from factcheck.kinds.role_grammar import Head, RoleGrammar, key
from factcheck.text import same_length
from factcheck.types import Span

_TOKEN = re.compile(
    r"(?:ex|vice|sous|co|n[ée]o)-(?=[^\W\d_])|[^\W_][\w\u0300-\u036f]*(?:-(?=[^\W_])[\w\u0300-\u036f]+)*'?|[^\w\s°º]",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(
    r"(?:.{2,}(?:ale?s?|aux|els?|elles?|iques?|ifs?|ives?|ens?|ennes?|aise?s?|oise?s?|aine?s?|aires?|istes?|eux|euses?"
    r"|ieres?|iers?|ables?|ibles?|ees)|etrangere?s?|marine?s?|feminine?s?|masculine?s?|unie?s|publics?|civile?s?|mobiles?|agricoles?|modernes?|jeunes|libres?)"
)
_ORDINAL = re.compile(r"\d+(?:e|er|ere|eme|re|nde?)")
_INFINITIVE = re.compile(r".{2,}(?:[^i]er|ir|oir|[^t]re|ttre)")
_NOT_INFINITIVE = frozenset(
    "mer fer hiver danger loyer foyer avenir tir pouvoir devoir avoir terroir desir plaisir loisir guerre lettre centre"
    " ministere genre titre ordre nombre chambre cadre presse oeuvre ouvre culture nature agriculture infrastructure"
    " lecture peinture sculpture architecture litterature theatre histoire territoire laboratoire conservatoire"
    " gloire memoire victoire affaire terre tour maire notaire observatoire filiere carriere frontiere pierre"
    " structure procedure manufacture prefecture magistrature legislature candidature voiture couture tutelle dialyse"
    " cancer hockey leader manager poker soccer super kilometre metre cuir".split()
)
DETERMINERS = frozenset("le la l un une son sa leur notre votre mon ma ce cet cette".split())
PLURALS = frozenset("les des aux ces ses leurs nos vos mes deux trois quatre cinq six sept huit neuf dix plusieurs quelques certains".split())  # fmt: skip
CONTRACTED = frozenset({"du", "au"})
OF = frozenset({"de", "du", "des", "d"})
TO = frozenset({"a", "au", "aux"})
TITLES = frozenset("m mm mr mme mmes mlle me dr pr mgr monsieur madame maitre".split())
_INNER_DETERMINERS = DETERMINERS | frozenset("les ses leurs nos vos ces".split())
_LEADING_ADJECTIVES = frozenset(
    "haut haute hauts hautes grand grande grands grandes nouveau nouvel nouvelle jeune jeunes petit petite petits"
    " petites premier premiere second seconde deuxieme troisieme ancien ancienne anciens autre autres meme tres bon"
    " bonne vieux vieille gros grosse".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark. ``key`` is its folded form; "l'" and "ex-" lose their mark."""

    start: int
    end: int
    raw: str
    key: str
    word: bool
    capital: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A text, its words, and the states that they name: index of a word -> code and index of the last word."""

    text: str
    tokens: tuple[Token, ...]
    codes: dict[int, tuple[tuple[str, ...], int]]
    grammar: RoleGrammar

    def at(self, index: int) -> Token | None:
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def joined(self, index: int) -> bool:
        """Whether the word at ``index`` stands in one line with the word before it."""
        return 0 < index < len(self.tokens) and "\n" not in self.text[self.tokens[index - 1].end : self.tokens[index].start]  # fmt: skip

    def stops(self, index: int) -> bool:
        """Whether the word at ``index`` can not go on with a noun phrase."""
        token = self.at(index)
        return token is None or not token.word or token.key in self.grammar.stops or not self.joined(index)


def tokens(text: str) -> tuple[Token, ...]:
    """The words and marks of ``text`` in order."""
    found = []
    for match in _TOKEN.finditer(same_length(text)):
        raw = unicodedata.normalize("NFC", match.group())
        word = raw[0].isalnum()
        found.append(Token(match.start(), match.end(), raw, key(raw) if word else raw, word, word and raw[0].isupper()))
    return tuple(found)


def line(text: str, found: tuple[Token, ...], grammar: RoleGrammar) -> Line:
    """``text`` with the states that it names."""
    codes: dict[int, tuple[tuple[str, ...], int]] = {}
    named = grammar.states(text)
    for index, token in enumerate(found):
        inside = [(span, code) for span, code in named if span.start < token.end and token.start < span.end]
        if inside and token.word and not any(i < index <= last for i, (_, last) in codes.items()):
            last = index
            end = max(span.end for span, _ in inside)
            while last + 1 < len(found) and found[last + 1].start < end:
                last += 1
            codes[index] = (tuple(code for _, code in inside), last)
    return Line(text, found, codes, grammar)


def head_at(found: tuple[Token, ...], index: int, grammar: RoleGrammar) -> tuple[Head, int] | None:
    """The longest head that begins at a word, and where it ends."""
    if not found[index].word or found[index].key.split(" ", 1)[0] not in grammar.openings:
        return None
    for length in range(min(7, len(found) - index), 0, -1):
        words = found[index : index + length]
        head = grammar.heads.get(" ".join(token.key for token in words))
        if head is not None and all(token.word for token in words):
            last = words[-1].raw
            if not head.accented or last.isupper() or last.lower().endswith("é"):
                return head, index + length
    return None


def is_head(row: Line, index: int) -> bool:
    """Whether a head begins at ``index``."""
    return head_at(row.tokens, index, row.grammar) is not None


def noun_phrase(row: Line, index: int) -> int | None:
    """Where the noun phrase that begins at ``index`` ends, None if there is none."""
    start = index
    while (token := row.at(index)) and token.key in _INNER_DETERMINERS and index - start < 2 and row.joined(index):
        index += 1
    noun = row.at(index)
    if noun is None or row.stops(index) or noun.capital and noun.key in TITLES:
        return None
    if noun.raw[0].isdigit() and not _ORDINAL.fullmatch(noun.key):
        return None
    if not noun.capital and index == start and _is_infinitive(noun):
        return None
    leading = noun.key in _LEADING_ADJECTIVES or noun.raw[0].isdigit()
    index = row.codes[index][1] + 1 if index in row.codes else index + 1
    if leading and not row.stops(index):
        index += 1
    while (longer := _longer(row, index)) is not None:
        index = longer
    return index


def _is_infinitive(token: Token) -> bool:
    return bool(_INFINITIVE.fullmatch(token.key)) and token.key not in _NOT_INFINITIVE


def _longer(row: Line, index: int) -> int | None:
    """The end of the noun phrase with the word at ``index``, None if it does not belong to it."""
    token = row.at(index)
    if token is None or row.stops(index):
        return None
    if token.key in TITLES and token.capital or token.raw.endswith("'") or token.key in ("ex", "vice", "sous"):
        return None
    if index in row.codes:
        return row.codes[index][1] + 1
    modifier = row.grammar.after.get(token.key)
    if not token.capital and (modifier and modifier.phase or not is_adjective(token)):
        return None
    return index + 1


def is_adjective(token: Token) -> bool:
    """Whether a word in lower case ends as an adjective does."""
    return bool(_ADJECTIVE.fullmatch(token.key))


def is_state(row: Line, start: int, end: int) -> tuple[str, ...]:
    """The states of a noun phrase that names nothing else, () otherwise."""
    codes: tuple[str, ...] = ()
    index = start
    while index < end:
        if index in row.codes:
            codes += row.codes[index][0]
            index = row.codes[index][1] + 1
        elif row.tokens[index].key in _INNER_DETERMINERS | OF:
            index += 1
        else:
            return ()
    return codes


def words_between(row: Line, start: int, end: int) -> str:
    """The words ``start`` to ``end`` as one folded string, without the adjectives of states at lower case."""
    kept = []
    index = start
    while index < end:
        token = row.tokens[index]
        if index in row.codes and not token.capital:
            index = row.codes[index][1] + 1
            continue
        kept.append(token.raw if token.raw.endswith(("'", "-")) else token.raw + " ")
        index += 1
    return "".join(kept).strip()


def span_of(row: Line, start: int, end: int) -> Span:
    """The code points of the words ``start`` to ``end``."""
    return Span(row.tokens[start].start, row.tokens[end - 1].end)
