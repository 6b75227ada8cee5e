"""What a stranger relies on: locked versions, commands that exist, documents that point at things that are there."""

from __future__ import annotations

import re
import subprocess
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ["requirements.lock", "requirements-dev.lock"]
DOCUMENTS = [ROOT / "README.md", ROOT / "seeds" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def pinned(lock: str) -> dict[str, str]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    pins = [line.split("==") for line in lines if line and not line.startswith(("#", "-r "))]
    return {canonicalize_name(name): version for name, version in pins}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_exact_versions_and_nothing_else(lock: str) -> None:
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"#.*|-r requirements\.lock|[a-z0-9.-]+==[0-9][0-9a-z.]*", line), line


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements.lock", PROJECT["project"]["dependencies"]),
        ("requirements-dev.lock", PROJECT["dependency-groups"]["dev"]),
        ("requirements-dev.lock", PROJECT["build-system"]["requires"]),
    ],
)
def test_the_locked_versions_are_in_the_ranges(lock: str, wanted: list[str]) -> None:
    pins = pinned(LOCKS[0]) | pinned(lock)
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), requirement


def test_the_two_locks_share_no_line() -> None:
    assert set(pinned(LOCKS[0])) & set(pinned(LOCKS[1])) == set()


def test_no_file_of_the_house_names_a_host_to_install_from() -> None:
    for name in (*LOCKS, "pyproject.toml", "Makefile", ".ci/run", ".pre-commit-config.yaml", "README.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"https?://|index-url|find-links|trusted-host|git\+", text), name


def test_the_make_targets_of_the_readme_exist() -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"check", "test"} <= named <= targets


def test_what_the_make_targets_run_exists() -> None:
    for module in re.findall(r"-m (tests|benchmarks)(?:\.([a-z]+))?", (ROOT / "Makefile").read_text(encoding="utf-8")):
        folder, name = module
        assert (ROOT / folder / f"{name or '__main__'}.py").is_file(), module


def test_the_options_of_the_readme_exist() -> None:
    from factcheck import cli

    source = Path(cli.__file__).read_text(encoding="utf-8")
    named = set(re.findall(r"(?<=[\s`])--[a-z][a-z-]+", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert {option for option in named if f'"{option}"' not in source} - {"--help"} == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (path.parent / target).exists(), target


def test_setup_says_what_is_missing_on_an_old_python(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    told = subprocess.run(
        ["make", "-C", str(ROOT), "setup", f"PYTHON={old}", f"VENV={tmp_path / 'venv'}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode != 0
    assert "Python 3.11" in told.stderr


# -- the sample articles -------------------------------------------------------------------------------------------------

WORD = re.compile(r"[^\W_]+")
LONGEST_RUN = 6  # words in a row that may stand in an article of someone else too: names, titles, dates


def runs(text: str) -> set[tuple[str, ...]]:
    words = [word.lower() for word in WORD.findall(text)]
    return set(zip(*(words[start:] for start in range(LONGEST_RUN + 1)), strict=False))


def test_the_sample_articles_are_in_words_of_their_own(seeds: Path, shared: Path) -> None:
    theirs = set(
        chain.from_iterable(runs(path.read_text(encoding="utf-8")) for path in (shared / "seeds").glob("*.txt"))
    )
    assert theirs
    for path in sorted(seeds.glob("*.txt")):
        assert runs(path.read_text(encoding="utf-8")) & theirs == set(), path.name


def test_the_sample_articles_are_as_long_as_articles(seeds: Path) -> None:
    lengths = {path.name: len(path.read_text(encoding="utf-8").split()) for path in seeds.glob("*.txt")}
    assert len(lengths) == 5
    assert all(250 <= length <= 450 for length in lengths.values()), lengths
