"""What many tests need."""

from __future__ import annotations

from pathlib import Path

import pytest

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
