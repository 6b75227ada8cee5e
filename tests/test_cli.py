"""The command line: options, exit codes, and what is printed where."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

import factcheck.index  # before anything stands in for the models
from factcheck import cli, terminal
from factcheck.errors import FactcheckError
from factcheck.types import Report, Verdict
from tests.report.sample import ARTICLES, CLUSTERS, EMPTY, REPORT

AGREED = replace(REPORT, clusters=tuple(c for c in CLUSTERS if c.verdict is not Verdict.CONFLICTING))


class Stub:
    """Stands for the pipeline, the models and the rules, and remembers what it was asked."""

    def __init__(self) -> None:
        self.result: Report | BaseException = REPORT
        self.asked: dict[str, Any] = {}

    def check(self, folders: list[Path], **options: Any) -> Report:
        self.asked |= {"folders": folders} | options
        if options["progress"]:
            options["progress"]("extract", 1, 2)
        if isinstance(self.result, BaseException):
            raise self.result
        return self.result

    def load(self, *given: Any, **options: Any) -> tuple[Any, ...]:
        return (*given, options) if options else given


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Stub:
    made = Stub()
    for name, function in (("pipeline", "check"), ("embed", "load"), ("rules", "load")):
        module = ModuleType(f"factcheck.{name}")
        setattr(module, function, getattr(made, function))
        monkeypatch.setitem(sys.modules, f"factcheck.{name}", module)
        monkeypatch.setattr(factcheck, name, module, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "valmy").mkdir()
    return made


Run = Callable[..., int]


@pytest.fixture
def run(stub: Stub) -> Run:
    def leave(*arguments: str) -> int:
        with pytest.raises(SystemExit) as left:
            cli.main(arguments)
        code = left.value.code
        assert isinstance(code, int)
        return code

    return leave


# -- exit codes -------------------------------------------------------------------------------------------------------


def test_conflicts_leave_with_1(run: Run) -> None:
    assert run("check", "valmy") == 1


def test_conflicts_leave_with_0_where_that_is_asked(run: Run) -> None:
    assert run("check", "valmy", "--exit-zero") == 0


def test_agreement_leaves_with_0(run: Run, stub: Stub) -> None:
    stub.result = AGREED
    assert run("check", "valmy") == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",), ("check", "nowhere"), ("check", "valmy", "--nonsense"), ("check", "valmy", "--report", "r.pdf"),
        ("check", "valmy", "--lang", "de"), ("check", "valmy", "--as-of", "May"), ("check", "valmy", "--as-of", "2024-02-30"),
        ("check", "valmy", "--published", "a.txt"), ("check", "valmy", "--published", "=2024-01-01"),
        ("check", "valmy", "--published", "a.txt=20240101"),
        ("check", "valmy", "--published", "a.txt=2024-01-01", "--published", "a.txt=2024-01-02"),
        ("check", "valmy", "--rules", "nowhere"), ("explain",), ("explain", "q-day"), ("nonsense",), (),
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_use_leaves_with_2_and_writes_nothing(run: Run, stub: Stub, arguments: tuple[str, ...]) -> None:
    assert run(*arguments) == 2
    assert stub.asked == {}
    assert not Path("reports").exists()


def test_what_the_user_can_mend_leaves_with_2(run: Run, stub: Stub, capsys: pytest.CaptureFixture[str]) -> None:
    stub.result = FactcheckError("nothing to check\n  a.jpg: a \x1b[31mpicture")
    assert run("check", "valmy") == 2
    assert capsys.readouterr() == ("", "factcheck: nothing to check\n  a.jpg: a [31mpicture\n")


def test_a_report_that_cannot_be_written_leaves_with_2(run: Run) -> None:
    Path("file").write_text("")
    assert run("check", "valmy", "--report", "file/r.md") == 2


@pytest.mark.parametrize(
    "fault",
    [ValueError("bad\x1b[2J"), EOFError(), BrokenPipeError(32, "x"), OSError("x"), RecursionError(), AssertionError()],
)
@pytest.mark.parametrize("command", [("check",), ("explain", "q-day")])
def test_a_fault_of_ours_leaves_with_70(
    run: Run, stub: Stub, capsys: pytest.CaptureFixture[str], fault: Exception, command: tuple[str, ...]
) -> None:
    stub.result = fault
    assert run(*command, "valmy") == 70
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" in err
    assert type(fault).__name__ in err
    assert "issue page" in err
    assert "\x1b" not in err


def test_an_interrupt_leaves_with_130(run: Run, stub: Stub) -> None:
    stub.result = KeyboardInterrupt()
    assert run("check", "valmy") == 130


class Closed(io.StringIO):
    """A stream that takes nothing: a pipe whose reader has left, or a disk that is full."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def write(self, words: str) -> int:
        raise self.error

    def fileno(self) -> int:
        return os.open(os.devnull, os.O_WRONLY)


@pytest.mark.parametrize(("more", "code"), [((), 1), (("--exit-zero",), 0)])
def test_a_reader_who_leaves_early_changes_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...], code: int
) -> None:
    for stream in ("stdout", "stderr"):
        monkeypatch.setattr(sys, stream, Closed(BrokenPipeError(32, "Broken pipe")))
    assert run("check", "valmy", *more) == code
    assert Path("reports/valmy.md").exists()


def test_results_that_cannot_be_printed_leave_with_2(
    run: Run, stub: Stub, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stub.result = AGREED
    monkeypatch.setattr(sys, "stdout", Closed(OSError(28, "No space left on device")))
    assert run("check", "valmy") == 2
    assert "standard output: No space left" in capsys.readouterr().err


# -- what is passed on ------------------------------------------------------------------------------------------------


def test_options_reach_the_pipeline(run: Run, stub: Stub) -> None:
    Path("mine").mkdir()
    run("check", "valmy", "mine", "--rules", "mine", "--model", "m", "--download-model", "--as-of", "2024-05-31",
        "--published", "valmy/x=y.txt=2024-05-01", "--published", "./b.txt=2024-05-02", "--lang", "fr", "--no-cache")  # fmt: skip
    assert stub.asked == {
        "folders": [Path("valmy"), Path("mine")],
        "rules": ([Path("mine")],),
        "embedder": ("m", {"download": True}),
        "published": {"valmy/x=y.txt": date(2024, 5, 1), "b.txt": date(2024, 5, 2)},
        "as_of": date(2024, 5, 31),
        "language": "fr",
        "progress": None,
        "index": None,
    }


def test_what_is_not_given_is_left_to_the_pipeline(run: Run, stub: Stub) -> None:
    run("explain", "q-day", "valmy")
    wanted: dict[str, Any] = {
        "rules": None,
        "embedder": None,
        "published": {},
        "as_of": None,
        "language": "en",
        "progress": None,
    }
    assert isinstance(stub.asked.pop("index"), factcheck.index.Index)
    assert stub.asked == {"folders": [Path("valmy")]} | wanted


# -- what is written and printed --------------------------------------------------------------------------------------


def test_the_report_goes_to_the_folder_reports_by_default(run: Run) -> None:
    run("check", "valmy")
    assert Path("reports/valmy.md").read_text(encoding="utf-8").startswith("<!--")


def test_several_folders_name_the_report_together(run: Run) -> None:
    Path("b").mkdir()
    run("check", "valmy", "b/../b")
    assert Path("reports/valmy+b.md").exists()


def test_every_report_that_is_asked_for_is_written(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("check", "valmy", "--report", "a/r.json", "--report", "r.csv", "-r", "r.md", "--lang", "fr")
    assert json.loads(Path("a/r.json").read_text(encoding="utf-8"))["schema_version"] == "1"
    assert "## Contradictions" in Path("r.md").read_text(encoding="utf-8")
    assert Path("r.csv").exists()
    assert not Path("reports").exists()
    assert "Rapport écrit dans\u00a0: r.csv" in capsys.readouterr().out


def test_a_report_among_the_articles_is_warned_of(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("check", "valmy", "--report", "valmy/r.md", "--report", "valmy/r.json")
    assert capsys.readouterr().err.count("read as an article next time") == 1


def test_conflicts_are_printed_worst_first(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("check", "valmy")
    out, err = capsys.readouterr()
    assert out.index("q-injured") < out.index("q-post")
    assert "12 ≠ 17 or more" in out
    assert "2 conflicts between 4 articles (3 independent origins) · 1 change over time" in out
    assert "Report written to: reports/valmy.md" in out.replace("\\", "/")
    assert err == "skipped valmy/photo.jpg: not a format that is read (.md, .txt)\n"


def test_quiet_prints_nothing_but_what_was_skipped(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "valmy", "--quiet") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("skipped valmy/photo.jpg")


def test_words_of_an_article_cannot_steer_the_terminal(
    run: Run, stub: Stub, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = "\x1b]0;x\x07[bold]a[/bold] :fire:\u202e\r\n"
    clusters = tuple(replace(c, question=evil, explanation=evil, steps=(evil,)) for c in CLUSTERS)
    stub.result = replace(REPORT, clusters=clusters)
    run("check", "valmy")
    run("explain", "q-day", "valmy")
    out = capsys.readouterr().out
    assert not {"\x1b", "\x07", "\u202e", "\r"} & set(out)
    assert "[bold]a[/bold] :fire:[U+202E]" in out


def test_explain_tells_each_step_and_each_passage(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "q-injured", "valmy") == 0
    out = capsys.readouterr().out
    wanted = ["How many were injured", "Verdict: conflicting (high), rule disjoint-intervals", "  1. Three claims",
              "  2. [12, 12] and", "  3. So: conflicting.", "12 · 1 origin", "valmy/nord (1).txt:4",
              "according to la préfecture", "Le feu a fait 12 blessés, selon la préfecture.", "17 or more · 1 origin",
              "valmy/ouest.md:3"]  # fmt: skip
    places = [out.index(words) for words in wanted]
    assert places == sorted(places)
    assert not Path("reports").exists()


def test_an_unknown_cluster_is_met_with_those_near_it(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "q-injurd", "valmy") == 2
    assert "there is no cluster 'q-injurd'; near it: q-injured" in capsys.readouterr().err


def test_an_unknown_cluster_like_no_other(run: Run, stub: Stub, capsys: pytest.CaptureFixture[str]) -> None:
    stub.result = replace(EMPTY, articles=ARTICLES)
    assert run("explain", "zzz", "valmy") == 2
    assert capsys.readouterr().err == "factcheck: there is no cluster 'zzz'\n"


def test_a_bar_shows_progress_on_a_terminal_only(
    run: Run, stub: Stub, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run("check", "valmy")
    assert stub.asked["progress"] is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    run("check", "valmy", "-q")
    assert stub.asked["progress"] is None
    run("check", "valmy")
    assert callable(stub.asked["progress"])


def test_a_stream_that_lacks_a_letter_shows_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.BytesIO()
    stream = io.TextIOWrapper(shown, encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    terminal.prepare()
    print("é", file=stream, flush=True)
    assert shown.getvalue().strip() == rb"\xe9"


# -- help -------------------------------------------------------------------------------------------------------------


def test_every_command_and_option_is_documented() -> None:
    root: Any = typer.main.get_command(cli.app)
    assert root.help
    for command in (root, *root.commands.values()):
        assert command is root or command.help
        for parameter in command.params:
            assert parameter.help, f"{command.name}: {parameter.name}"


@pytest.mark.parametrize("arguments", [["--help"], ["check", "-h"], ["explain", "--help"], ["--version"]])
def test_help_and_version_leave_with_0(arguments: list[str]) -> None:
    result = CliRunner().invoke(cli.app, arguments)
    assert result.exit_code == 0
    assert "factcheck" in result.output


HELP = """
import sys
sys.argv = ["factcheck", "--help"]
try:
    from factcheck.cli import main
    main()
finally:
    print(sorted({"spacy", "torch", "pandas", "numpy", "pydantic"} & set(sys.modules)))
"""


def test_help_comes_without_heavy_imports() -> None:
    done = subprocess.run([sys.executable, "-c", HELP], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "explain" in done.stdout
    assert done.stdout.endswith("[]\n")


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "factcheck", "check"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Missing argument" in done.stderr


def test_only_main_catches_everything() -> None:
    package = Path(factcheck.__file__).parent
    found = [(p.name, line) for p in package.rglob("*.py") for line in p.read_text(encoding="utf-8").splitlines()
             if "except Exception" in line or "except BaseException" in line or line.strip() == "except:"]  # fmt: skip
    assert [name for name, _ in found] == ["cli.py"]
