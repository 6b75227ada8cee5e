"""What many tests need."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from factcheck import embed, grammars, rules
from factcheck.embed import Embedder
from factcheck.grammars import Grammars
from factcheck.rules import Rules
from factcheck.syntax import Parser

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def seeds(root: Path) -> Path:
    """The sample articles."""
    return root / "seeds"


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """Material that is kept beside the project and is no part of it: articles of the press, gold, labelled pairs."""
    folder = root.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no folder 'shared' beside the project: this test measures on material that is not part of it")
    return folder


@cache
def one_parser() -> Parser:
    """One for the whole session, also for tests that take no fixtures: it takes seconds to load."""
    return Parser()


@pytest.fixture(scope="session")
def parser() -> Parser:
    """spaCy's French pipeline."""
    return one_parser()


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The model that ships with the package."""
    return embed.load()


@pytest.fixture(scope="session")
def shipped_rules() -> Rules:
    """The rules that ship with the package."""
    return rules.load()


@pytest.fixture(scope="session")
def compiled(shipped_rules: Rules) -> Grammars:
    """The grammars of the rules that ship with the package."""
    return grammars.load(shipped_rules)
