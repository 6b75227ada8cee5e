"""Words beside a figure that tell whose it is and who gives it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict

from factcheck.rules import Rules
from factcheck.text import plain

FigureCues = Mapping[str, re.Pattern[str]]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")
    pattern: str


def load(rules: Rules) -> FigureCues:
    """From rules/<language>/figures.yaml, by the name of the rule. Raises RuleError."""
    cues = {rule.name: rule.compiled(rule.parse(_Model).pattern) for file, rule in rules if file.endswith("/figures")}
    return MappingProxyType(cues)


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """The cues that ``text`` holds, as (rule, rule)."""
    flat = plain(text)
    return [(name, name) for name, pattern in load(rules).items() if pattern.search(flat)]
