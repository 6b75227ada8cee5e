"""Intervals of numbers in words, for a reader: "about 30", "at least 12", "12 to 15"."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_WORDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "en": {"about": "about {}", "least": "at least {}", "more": "more than {}", "most": "at most {}",
               "less": "less than {}", "range": "{} to {}", "up": "{} or more"},
        "fr": {"about": "environ {}", "least": "au moins {}", "more": "plus de {}", "most": "au plus {}",
               "less": "moins de {}", "range": "{} à {}", "up": "{} ou plus"},
    }
)  # fmt: skip
_OPEN: Final = 4  # from this factor between the bounds on, only the lower one is said


def plain(value: float, language: str = "en") -> str:
    """A number in digits: "2,000,000,000", "52.34"; in French "2 000 000 000", "52,34"."""
    text = f"{value:,.4f}".rstrip("0").rstrip(".") if math.isfinite(value) else "∞"
    return text.replace(",", "\u202f").replace(".", ",") if language == "fr" else text


def number(low: float, high: float, stated: float | None, approximate: bool, language: str = "en") -> str:
    """The interval in words, its number first if one is written."""
    words = _WORDS.get(language, _WORDS["en"])
    if stated is None:
        if high > _OPEN * max(low, 1e-9):
            return words["up"].format(plain(low, language))
        return words["range"].format(plain(low, language), plain(high, language))
    said = plain(stated, language)
    if high == math.inf:
        return words["more" if low > stated else "least"].format(said)
    if low == 0 and stated > 0:
        return words["less" if high < stated else "most"].format(said)
    return words["about"].format(said) if approximate else said
