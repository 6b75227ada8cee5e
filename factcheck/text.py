"""Typography: one spelling for the many that the press uses, with offsets kept where they are needed."""

from __future__ import annotations

import re
import unicodedata

_ONE_FOR_ONE = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "′": "'", "`": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"',
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u2002": " ", "\u2003": " ", "\u200a": " ", "\u3000": " ",
        "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
        "\t": " ",
    }
)  # fmt: skip
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "«": '"', "»": '"', "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i"})  # fmt: skip
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+")


def same_length(text: str) -> str:
    """``text`` with apostrophes, double quotes, dashes and spaces in one spelling each, code point for code point.

    « and » stay, since they tell opening from closing. The result is as long as the input, so offsets hold in both.
    """
    return text.translate(_ONE_FOR_ONE)


def fold(text: str) -> str:
    """``text`` for comparison: lower case, no accents, one spelling of punctuation, single spaces. Length may change."""
    plain = unicodedata.normalize("NFKD", same_length(text).translate(_LIGATURES))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _SPACES.sub(" ", plain.casefold()).strip()


def words(text: str) -> tuple[str, ...]:
    """The folded words of ``text``, in order; "l'État" gives ("l", "etat")."""
    return tuple(_WORD.findall(fold(text)))


def plain(text: str) -> str:
    """``text`` in lower case without accents, code point for code point, so that offsets hold in both.

    A ligature becomes its first letter; patterns that meet one write it as "o\\w".
    """
    return "".join(_plain(c) for c in same_length(text))


def _plain(character: str) -> str:
    if character.isascii():
        return character.lower()
    base = unicodedata.normalize("NFKD", character.translate(_LIGATURES)).lower()
    return base[0] if base and not unicodedata.combining(base[0]) else character
