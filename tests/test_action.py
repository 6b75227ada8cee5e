"""The action, the hook and the example for GitLab: what their schemas say, and what their steps do in a shell."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


def schema(name: str) -> Any:
    """A schema that check-jsonschema carries."""
    return json.loads((files("check_jsonschema") / "builtin_schemas" / "vendor" / f"{name}.json").read_bytes())


@pytest.mark.parametrize(
    ("file", "name"), [("action.yml", "github-actions"), ("docs/examples/gitlab-ci.yml", "gitlab-ci")]
)
def test_the_file_fits_its_schema(file: str, name: str) -> None:
    jsonschema.validate(yaml.safe_load((ROOT / file).read_text(encoding="utf-8")), schema(name))


def test_the_hook_is_one_that_pre_commit_takes() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    subprocess.run(command, cwd=ROOT, check=True)
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["pass_filenames"] is False


def test_no_input_is_pasted_into_a_script() -> None:
    assert not any("${{" in step["run"] for step in ACTION["runs"]["steps"])


STUB = """#!/bin/sh
printf '%s\\n' "$@" > "$RECORD"
exit "${CODE:-0}"
"""


def run_step(
    step: dict[str, Any], tmp_path: Path, inputs: dict[str, str], **more: str
) -> subprocess.CompletedProcess[str]:
    """One step as the runner would run it: its environment filled in, its script given to bash."""
    values = {f"inputs.{name}": str(given.get("default", "")) for name, given in ACTION["inputs"].items()}
    values |= {f"inputs.{name}": value for name, value in inputs.items()}
    values |= {"runner.temp": str(tmp_path / "temp"), "github.action_path": str(ROOT)}
    given = {
        name: re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda m: values[m[1]], value) for name, value in step["env"].items()
    }
    runner = {name: str(tmp_path / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH", "RECORD")}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=tmp_path, env=os.environ | runner | given | more, capture_output=True, text=True, check=False,
    )  # fmt: skip


def stubbed(tmp_path: Path) -> str:
    (tmp_path / "bin").mkdir()
    stub = tmp_path / "bin" / "factcheck"
    stub.write_text(STUB)
    stub.chmod(stub.stat().st_mode | stat.S_IXUSR)
    return f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.parametrize("code", ["0", "1", "70"])
def test_the_check_passes_its_inputs_on_and_its_exit_code_out(tmp_path: Path, code: str) -> None:
    inputs = {
        "folders": "articles\n\nmore articles\n",
        "baseline": "b.json",
        "changed-since": "$(touch x)",
        "index": ".i",
    }
    done = run_step(ACTION["runs"]["steps"][1], tmp_path, inputs, PATH=stubbed(tmp_path), CODE=code)
    assert done.returncode == int(code), done.stderr
    arguments = (tmp_path / "RECORD").read_text(encoding="utf-8").splitlines()
    assert arguments[:5] == ["check", "--format", "github", "--report", "factcheck.sarif"]
    assert arguments[-3:] == ["--", "articles", "more articles"]
    assert "$(touch x)" in arguments and not (tmp_path / "x").exists()
    assert (tmp_path / "GITHUB_OUTPUT").read_text(encoding="utf-8") == f"sarif=factcheck.sarif\nexit-code={code}\n"


@pytest.mark.slow
def test_the_check_with_the_real_program(tmp_path: Path) -> None:
    """Its summary, its annotations and its SARIF, from two articles that disagree."""
    (tmp_path / "articles").mkdir()
    for name, day in (("a", 12), ("b", 14)):
        text = f"Accord signé\n\nDIJON, 20 mars 2024 (AFP{name}) - L'accord sur le canal a été signé le {day} mars à Dijon.\n"
        (tmp_path / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    step = ACTION["runs"]["steps"][1]
    done = run_step(step, tmp_path, {"folders": "articles", "index": "index"}, PATH=path)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::warning file=articles/")
    assert "# Fact check" in (tmp_path / "GITHUB_STEP_SUMMARY").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "factcheck.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]


def test_the_first_step_installs_what_is_locked() -> None:
    script = ACTION["runs"]["steps"][0]["run"]
    assert "requirements.lock" in script and "--no-deps" in script
