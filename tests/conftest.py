"""What many tests need."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from factcheck.embed import Embedder
from factcheck.grammars import Grammars
from factcheck.rules import Rules
from factcheck.syntax import Parser
from factcheck.types import Report
from tests import loaded

ROOT = Path(__file__).resolve().parents[1]

# The same examples each time, however slow the machine.
settings.register_profile("factcheck", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("factcheck")


@pytest.fixture(autouse=True)
def _no_cache_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or writes what the user's own checks keep."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


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


@pytest.fixture(scope="session")
def parser() -> Parser:
    """spaCy's French pipeline."""
    return loaded.parser()


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The model that ships with the package."""
    return loaded.embedder()


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The rules that ship with the package."""
    return loaded.rules()


@pytest.fixture(scope="session")
def grammars() -> Grammars:
    """The grammars of these rules."""
    return loaded.compiled()


@pytest.fixture(scope="session")
def of_seeds(seeds: Path) -> Report:
    """What the whole program says of the sample articles."""
    return loaded.check([seeds])
