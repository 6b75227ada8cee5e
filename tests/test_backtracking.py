"""No pattern of the package, nor of a user's rules, may run away on a text made for it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from factcheck.automaton import LONGEST
from factcheck.backtracking import MOST_STEPS, fault, steps
from factcheck.errors import RuleError
from factcheck.read.passages import Layout
from factcheck.rules import load


@pytest.fixture(scope="module")
def gathered(root: Path) -> dict[str, Any]:
    command = [sys.executable, "-W", "ignore", "-m", "tests.patterns"]
    found: dict[str, Any] = json.loads(subprocess.run(command, cwd=root, capture_output=True, check=True).stdout)
    return found


def test_no_pattern_of_the_package_runs_away(gathered: dict[str, Any]) -> None:
    found = {(file, pattern): fault(pattern, flags) for file, pattern, flags in gathered["patterns"]}
    assert {where: why for where, why in found.items() if why} == {}


def test_every_pattern_of_the_package_is_looked_at(gathered: dict[str, Any], root: Path) -> None:
    """A call of ``re`` whose pattern can neither be heard nor read would escape; so would another way to make one."""
    assert gathered["unread"] == []
    assert gathered["sites"] > 250 and len(gathered["patterns"]) > 1000
    files = {file for file, _, _ in gathered["patterns"]}
    assert {"rules.py", "syntax.py", "kinds/agencies.py", "read/page.py"} <= files and len(files) > 60
    assert sum(pattern in {p for _, p, _ in gathered["patterns"]} for pattern in _asides()) == len(_asides()) > 5
    for path in (root / "factcheck").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"from re import (?!_)|import re as|import regex|^ +import re$", text, re.MULTILINE), path


def _asides() -> list[str]:
    """Patterns that are written whole in a rule file."""
    return [rule.data["pattern"] for rule in load().of("fr/asides") if "pattern" in rule.data]


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$", r"(a*)*b", r"(a|aa)+$", r"(a|a)*$", r"(\w+\s?)*$", r"(?:\w+ ?){0,8}$", r"(?:ex-|[a-z]+-)*$", r"(?:a?b?)*c",
        r"(?:x?y?z)+(?:x?(?:y?)?)*!", r"(?:.*,)+ ;|(?:a|(?i:A))*b", r"(?=(?:a+)+b)c", r"(?<=x)(?:[^;]+|,)*;", r"(?>(a+)+b)",
        r"(?:(?:x?)?y)+z", r"(?s:(?:.|\n)*)+x", r"(?:\w+\W*)*;", r"(?:[\w']+|l')+\.", r"(?:a|ab|ba)*c",
    ],
)  # fmt: skip
def test_exponential_time_is_told(pattern: str) -> None:
    assert "exponential" in (fault(pattern) or "")


@pytest.mark.parametrize(
    "pattern",
    [
        r"a*a*b", r"^a*a*a*b", r"\w*\d*\w*;", r".*,.*;.*x", r"(?:\w+ )*(?:\w+ )*;", r"a.*a*b", r"[^;]*,[^;]*,[^;]*\.$",
        r"x[^;]{0,900}[^;]{0,900};", r"(?:\w{1,20} )*(?:a )*;", r"^a*a*b*b*c",
    ],
)  # fmt: skip
def test_repeats_that_share_a_text_are_told(pattern: str) -> None:
    assert "too long" in (fault(pattern) or "")


@pytest.mark.parametrize(
    "pattern",
    [
        r"\w+", r"\s+$", r"\w+@", r"a+b+c+", r"(?:\w+ )*x", r"(?:\w++\s?)*$", r"(?:(?>\w+)\s?)*$", r"(?:\w+\b\s?)*$",
        r"(?:\w+(?!\w)\s?)*$", r"[^.;]{0,80} est [^.;]{0,80}$", r"(?:ab|ac)*d", r"^\s*\w+\s*:", r"a*a*", r"(?:a{3})*b",
        r"(?:le |la |les )*[A-Z]", r"\d{1,3}(?: \d{3})*(?:,\d+)?\b", r"(?P<a>x)(?P=a)y", r"(x)?(?(1)y|z)+$",
    ],
)  # fmt: skip
def test_what_is_quick_is_let_through(pattern: str) -> None:
    assert fault(pattern) is None


def test_what_is_counted() -> None:
    assert steps(r"\w+:") == LONGEST**2
    assert steps(r"^\w+:") == LONGEST
    assert steps(r"\w{1,40}:") == LONGEST * 40
    assert steps(r"a*a*b") == LONGEST**3 > MOST_STEPS
    assert steps(r"(?:ab)*(?:ab)*c") == LONGEST * (LONGEST // 2) ** 2  # two characters a round


def test_a_pattern_too_large_to_be_told_is_a_fault() -> None:
    words = "|".join(f"{chr(97 + a)}{chr(97 + b)}{n}" for a in range(26) for b in range(26) for n in range(3))
    assert "too large" in (fault(f"(?:{words})(?:{words})") or "")


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("^(a+)+$", "exponential"), ("^(.*,)(.*,)(.*,)$", "too long"), ("(x", "unterminated"), ("a{99999999999}", "too large"),
        ("(" * 20_000 + ")" * 20_000, "recursion"), ("(?P<a>x)(?P<a>y)", "redefinition"), ("[z-a]", "range"),
    ],
)  # fmt: skip
def test_a_pattern_of_a_user_that_runs_away_stops_at_load(pattern: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    path = tmp_path / "fr" / "asides.yaml"
    path.write_text(f"rules:\n- {{name: own, about: Ours., pattern: {json.dumps(pattern)}}}\n", encoding="utf-8")
    with pytest.raises(RuleError) as error:
        Layout.load(load([tmp_path]))
    assert str(error.value).startswith(f"{path}:2: rule 'own': ")
    assert said in str(error.value)
    assert len(str(error.value)) < 700 + len(str(path))
