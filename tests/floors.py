"""Figures that may only get better: what ``floors.yaml`` pins, checked and tightened.

A floor is the least that a figure may be; a ceiling (``wrong``, ``traps``, ``merged``, ``bylines``) the most.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

Figures = Mapping[str, int]

CEILINGS = frozenset({"wrong", "traps", "merged", "bylines"})
_HEAD = """\
# The least (and for wrong, traps, merged and bylines the most) that `make eval` accepts, by bundle and in total.
# `python -m tests.evaluate --raise` tightens these figures to what is measured and loosens none.
"""


def load(path: Path) -> dict[str, dict[str, int]]:
    """The pinned figures by bundle; {} where there is no file."""
    return (yaml.safe_load(path.read_text(encoding="utf-8")) or {}) if path.is_file() else {}


def save(path: Path, floors: Mapping[str, Figures]) -> None:
    lines = [f"{name}: {{{', '.join(f'{key}: {value}' for key, value in floors[name].items())}}}" for name in floors]
    path.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def broken(floors: Mapping[str, Figures], measured: Mapping[str, Figures]) -> list[str]:
    """One line for each figure of a measured bundle that is worse than what is pinned."""
    return [
        f"{name}: {key} is {measured[name].get(key)}, pinned at {pinned}"
        for name, figures in floors.items()
        if name in measured
        for key, pinned in figures.items()
        if _worse(key, measured[name].get(key), pinned)
    ]


def _worse(key: str, value: int | None, pinned: int) -> bool:
    if value is None:
        return True
    return value > pinned if key in CEILINGS else value < pinned


def tightened(floors: Mapping[str, Figures], measured: Mapping[str, Figures]) -> dict[str, dict[str, int]]:
    """``floors`` with every figure that got better; none gets looser, and bundles that were not measured stay."""
    result = {name: dict(figures) for name, figures in floors.items()}
    for name, figures in measured.items():
        pinned = result.setdefault(name, {})
        for key, value in figures.items():
            best = min if key in CEILINGS else max
            pinned[key] = best(value, pinned.get(key, value))
    return result
