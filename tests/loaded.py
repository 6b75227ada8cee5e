"""What takes seconds to load, once for all tests: the parser, the embedded model, the rules and their grammars."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from factcheck import embed as models
from factcheck import grammars, pipeline
from factcheck import rules as rule_files
from factcheck.embed import Embedder
from factcheck.grammars import Grammars
from factcheck.rules import Rules
from factcheck.syntax import Parser
from factcheck.types import Report


@cache
def parser() -> Parser:
    """spaCy's French pipeline."""
    return Parser()


@cache
def embedder() -> Embedder:
    """The model that ships with the package."""
    return models.load()


@cache
def rules() -> Rules:
    """The rules that ship with the package."""
    return rule_files.load()


@cache
def compiled() -> Grammars:
    """The grammars of these rules."""
    return grammars.load(rules())


def check(folders: Sequence[Path | str], **options: Any) -> Report:
    """``factcheck.check`` with all of the above; the whole program otherwise."""
    loaded = compiled()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "Parser", parser)
        patch.setattr(pipeline.grammars, "load", lambda _: loaded)
        return pipeline.check(folders, rules=rules(), embedder=embedder(), **options)
