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

from factcheck.report import sarif
from tests.report.formats import valid_sarif
from tests.report.sample import REVIEW

ROOT = Path(__file__).resolve().parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
SCRIPTS = {step["name"]: step for step in ACTION["runs"]["steps"] if "run" in step}
INSTALL, CHECK = SCRIPTS["Install factcheck"], SCRIPTS["Check the articles"]


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
    assert (hook["entry"], hook["pass_filenames"], hook["always_run"]) == ("factcheck check", False, True)


def test_the_inputs_and_outputs_are_documented() -> None:
    document = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    assert [name for name in (*ACTION["inputs"], *ACTION["outputs"]) if f"`{name}`" not in document] == []


def test_no_input_is_pasted_into_a_script() -> None:
    assert not any("${{" in step["run"] for step in SCRIPTS.values())


STUB = """#!/bin/sh
printf '%s\\n' "$@" >> "$RECORD"
printf '%s' "${SAID:-}"
printf '%s' "${TOLD:-}" >&2
if [ -n "${LOG:-}" ]; then printf '%s' "$LOG" > factcheck.sarif; fi
exit "${CODE:-0}"
"""


def run_step(
    step: dict[str, Any], tmp_path: Path, inputs: dict[str, str], **more: str
) -> subprocess.CompletedProcess[str]:
    """One step as the runner would run it: its environment filled in, its script given to bash."""
    values = {f"inputs.{name}": str(given.get("default", "")) for name, given in ACTION["inputs"].items()}
    values |= {f"inputs.{name}": value for name, value in inputs.items()}
    values |= {"runner.temp": str(tmp_path / "temp"), "github.action_path": str(ROOT)}
    values["steps.python.outputs.python-path"] = more.pop("python", "")
    given = {
        name: re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda m: values[m[1]], value) for name, value in step["env"].items()
    }
    runner = {name: str(tmp_path / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH", "RECORD")}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=tmp_path, env=os.environ | runner | given | more, capture_output=True, text=True, check=False,
    )  # fmt: skip


def stubbed(tmp_path: Path, name: str = "factcheck") -> str:
    (tmp_path / "bin").mkdir()
    stub = tmp_path / "bin" / name
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
    done = run_step(CHECK, tmp_path, inputs, PATH=stubbed(tmp_path), CODE=code, LOG='{"runs": []}')
    assert done.returncode == int(code), done.stderr
    arguments = (tmp_path / "RECORD").read_text(encoding="utf-8").splitlines()
    assert arguments == [
        "check", "--format", "github", "--summary", str(tmp_path / "GITHUB_STEP_SUMMARY"), "--fail-on", "new", "--lang", "en",
        "--report", "factcheck.sarif", "--baseline", "b.json", "--changed-since=$(touch x)", "--index", ".i",
        "--", "articles", "more articles",
    ]  # fmt: skip
    assert not (tmp_path / "x").exists()
    assert (tmp_path / "GITHUB_OUTPUT").read_text(encoding="utf-8") == f"sarif=factcheck.sarif\nexit-code={code}\n"


@pytest.mark.parametrize(("inputs", "wrote"), [({}, ""), ({"sarif": ""}, '{"runs": []}')])
def test_without_a_log_there_is_none_to_hand_on(tmp_path: Path, inputs: dict[str, str], wrote: str) -> None:
    """Neither where nothing was written, nor where none was wanted; a log of an earlier run is not taken for one."""
    (tmp_path / "factcheck.sarif").write_text("old", encoding="utf-8")
    run_step(CHECK, tmp_path, {"folders": "a", **inputs}, PATH=stubbed(tmp_path), CODE="2", LOG=wrote)
    assert (tmp_path / "GITHUB_OUTPUT").read_text(encoding="utf-8") == "sarif=\nexit-code=2\n"


def test_only_standard_output_gives_commands(tmp_path: Path) -> None:
    """The runner takes ::name:: at the start of a line for a command, and ##[name] anywhere in it."""
    said, told = "::error file=a::b\n", "skipped a##[add-mask]b.txt\n  ::error::c\nplain\n"
    done = run_step(CHECK, tmp_path, {"folders": "a"}, PATH=stubbed(tmp_path), SAID=said, TOLD=told)
    assert done.returncode == 0, done.stderr
    assert done.stdout == said
    assert "##[" not in done.stderr and not re.search(r"(?m)^\s*::", done.stderr)
    assert done.stderr.splitlines()[-1] == "plain"


def test_code_scanning_gets_open_findings_alone(tmp_path: Path) -> None:
    """It would show the others as open alerts."""
    log = sarif.render(REVIEW, {})
    done = run_step(CHECK, tmp_path, {"folders": "a"}, PATH=stubbed(tmp_path), LOG=log, CODE="1")
    assert done.returncode == 1, done.stderr
    kept = valid_sarif((tmp_path / "factcheck.sarif").read_text(encoding="utf-8"))["results"]
    whole = valid_sarif(log)["results"]
    assert [r["baselineState"] for r in whole] == ["new", "unchanged", "absent"]
    assert kept == whole[:1]


@pytest.mark.slow
def test_the_check_with_the_real_program(tmp_path: Path) -> None:
    """Its summary, its annotations and its SARIF, from two articles that disagree."""
    (tmp_path / "articles").mkdir()
    for name, day in (("a", 12), ("b", 14)):
        text = f"Accord signé\n\nDIJON, 20 mars 2024 (AFP{name}) - L'accord sur le canal a été signé le {day} mars à Dijon.\n"
        (tmp_path / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = run_step(CHECK, tmp_path, {"folders": "articles", "index": "index"}, PATH=path)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::warning file=articles/")
    assert "# Fact check" in (tmp_path / "GITHUB_STEP_SUMMARY").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "factcheck.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]


@pytest.mark.parametrize("python", ["given", ""], ids=["set up", "of the runner"])
def test_what_is_locked_is_installed_with_the_python_that_was_set_up(tmp_path: Path, python: str) -> None:
    path = stubbed(tmp_path, "python3")
    inside = tmp_path / "temp" / "factcheck" / "bin"
    inside.mkdir(parents=True)
    (inside / "python").symlink_to(tmp_path / "bin" / "python3")
    done = run_step(INSTALL, tmp_path, {}, PATH=path, python=str(tmp_path / "bin" / "python3") if python else "")
    assert done.returncode == 0, done.stderr
    arguments = (tmp_path / "RECORD").read_text(encoding="utf-8").splitlines()
    assert arguments[:3] == ["-m", "venv", str(inside.parent)]
    assert str(ROOT / "requirements.lock") in arguments
    assert arguments[-2:] == ["--no-build-isolation", str(ROOT)]
