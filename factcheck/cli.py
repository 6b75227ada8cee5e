"""The command line. It reads options, calls the pipeline, and says what came out; nothing is decided here.

Exit codes: 0 no conflict; 1 conflicts; 2 wrong use, unreadable input or nothing to check; 70 a fault of ours; 130
interrupted. Slow imports wait until a command runs, so that ``--help`` is quick.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.errors import FactcheckError

if TYPE_CHECKING:
    from factcheck.embed import Embedder
    from factcheck.rules import Rules
    from factcheck.types import Report

app = typer.Typer(
    name="factcheck",
    help="Where do the articles on one story agree, and where do they contradict each other?",
    epilog="Exit codes: 0 no conflict, 1 conflicts, 2 wrong use or unreadable input, 70 a fault of factcheck itself.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

CONFLICTS, WRONG_USE, FAULT, INTERRUPTED = 1, 2, 70, 130

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Language(StrEnum):
    """The languages that a report is written in."""

    EN = "en"
    FR = "fr"


def _day(value: str) -> date:
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise typer.BadParameter(f"{value!r} is not a day; write it like 2024-05-31")


def _published(given: Sequence[str]) -> dict[str, date]:
    days: dict[str, date] = {}
    for option in given:
        path, equals, day = option.rpartition("=")
        if not equals or not path:
            raise typer.BadParameter(f"{option!r} is not PATH=DATE", param_hint="'--published'")
        key = Path(path).as_posix()
        try:
            read = _day(day)
        except typer.BadParameter as error:
            raise typer.BadParameter(error.message, param_hint="'--published'") from None
        if days.setdefault(key, read) != read:
            raise typer.BadParameter(f"two days for {path!r}", param_hint="'--published'")
    return days


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"factcheck {_version()}")
        raise typer.Exit


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("factcheck-press")
    except PackageNotFoundError:
        return "(not installed)"


Folders = Annotated[
    list[Path],
    typer.Argument(
        metavar="FOLDER", exists=True, help="Folders that hold the articles on one story.", show_default=False
    ),
]
RuleFolders = Annotated[
    list[Path] | None,
    typer.Option(
        "--rules", metavar="DIR", exists=True, file_okay=False, show_default=False,
        help="A folder of rules that adds to the built-in ones, or overrides them by name. May be repeated.",
    ),
]  # fmt: skip
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME_OR_PATH", show_default=False,
                 help="A sentence-transformers model to use in place of the built-in one."),
]  # fmt: skip
Download = Annotated[
    bool, typer.Option("--download-model", help="Allow the model to be fetched from the network if it is not here.")
]
Published = Annotated[
    list[str] | None,
    typer.Option("--published", metavar="PATH=DATE", show_default=False,
                 help="The day an article was published (2024-05-31), over what its file says. PATH is its path as given "
                 "or its file name. May be repeated."),
]  # fmt: skip
AsOf = Annotated[
    date | None,
    typer.Option("--as-of", metavar="DATE", parser=_day, show_default=False,
                 help="Read articles without a known day of publication as if published on this day."),
]  # fmt: skip
Lang = Annotated[Language, typer.Option("--lang", help="The language of the report.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors, warnings and skipped files.")]


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Say the version and exit.", callback=_say_version, is_eager=True)
    ] = False,
) -> None:
    pass


@app.command()
def check(
    folders: Folders,
    reports: Annotated[
        list[Path] | None,
        typer.Option("--report", "-r", metavar="FILE", show_default="reports/FOLDER.md",
                     help="Write the report here, as .md, .json or .csv. May be repeated."),
    ] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 even if there are conflicts.")] = False,
    rules: RuleFolders = None,
    model: Model = None,
    download_model: Download = False,
    published: Published = None,
    as_of: AsOf = None,
    lang: Lang = Language.EN,
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Check the articles of all FOLDERs against each other, print the conflicts and write a report."""
    from factcheck import terminal
    from factcheck.report import check_suffix, order, write

    files = reports or [_default_report(folders)]
    for file in files:
        check_suffix(file)
        if file.suffix.lower() == ".md" and any(file.resolve().is_relative_to(folder.resolve()) for folder in folders):
            terminal.warn(f"{file} lies in a folder that is checked, and would be read as an article next time")
    report = _run(folders, rules or [], model, download_model, _published(published or []), as_of, lang, quiet)
    for file in files:
        write(report, file, lang.value, folders)
    terminal.tell_skipped(report)
    if not quiet:
        terminal.summarise(report, files, lang.value)
    if order.conflicts(report) and not exit_zero:
        raise typer.Exit(CONFLICTS)


@app.command()
def explain(
    cluster: Annotated[str, typer.Argument(metavar="CLUSTER_ID", help="The id of a cluster, as a report gives it.")],
    folders: Folders,
    rules: RuleFolders = None,
    model: Model = None,
    download_model: Download = False,
    published: Published = None,
    as_of: AsOf = None,
    lang: Lang = Language.EN,
    quiet: Quiet = False,
) -> None:
    """Tell step by step how the verdict on one cluster came about, with every passage it rests on."""
    from factcheck import terminal

    report = _run(folders, rules or [], model, download_model, _published(published or []), as_of, lang, quiet)
    terminal.tell_skipped(report)
    for found in report.clusters:
        if found.id == cluster:
            return terminal.explain(report, found, lang.value)
    raise FactcheckError(f"there is no cluster {cluster!r}{_near(cluster, [c.id for c in report.clusters])}")


@app.command()
def pairs(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", exists=True, dir_okay=False, show_default=False,
                       help="One JSON object a line: sentences 'a' and 'b', perhaps 'a_published' and 'b_published'."),
    ],
    report: Annotated[
        Path, typer.Option("--report", "-r", metavar="FILE", show_default=False, help="Write one JSON object a pair here.")
    ],
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 even if there are conflicts.")] = False,
    rules: RuleFolders = None,
    model: Model = None,
    download_model: Download = False,
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Judge pairs of sentences: same, compatible, conflicting, evolved or incomparable, with the words that decide."""
    from factcheck import pair_file, terminal

    outcome = pair_file.judge_file(file, report, rules=_rules(rules or []), embedder=_embedder(model, download_model))
    for message in outcome.wrong:
        terminal.complain(message)
    if not quiet:
        typer.echo(outcome.summary())
    if outcome.wrong:
        raise typer.Exit(WRONG_USE)
    if outcome.conflicts and not exit_zero:
        raise typer.Exit(CONFLICTS)


def _near(wanted: str, known: Sequence[str]) -> str:
    from rapidfuzz import fuzz, process

    near = [found[0] for found in process.extract(wanted, known, scorer=fuzz.ratio, limit=3, score_cutoff=50)]
    return f"; near it: {', '.join(near)}" if near else ""


def _default_report(folders: Sequence[Path]) -> Path:
    names = dict.fromkeys(folder.resolve().name or "report" for folder in folders)
    return Path("reports") / f"{'+'.join(names)[:100]}.md"


def _run(
    folders: Sequence[Path],
    rules: Sequence[Path],
    model: str | None,
    download: bool,
    published: dict[str, date],
    as_of: date | None,
    lang: Language,
    quiet: bool,
) -> Report:
    from factcheck import pipeline, terminal

    try:
        with terminal.progress(quiet) as told:
            return pipeline.check(
                folders,
                rules=_rules(rules),
                embedder=_embedder(model, download),
                published=published,
                as_of=as_of,
                language=lang.value,
                progress=told,
            )
    except (EOFError, OSError) as error:  # typer would turn some of these into exit code 1, which says "conflicts"
        raise RuntimeError(f"{type(error).__name__}: {error}") from error


def _rules(folders: Sequence[Path]) -> Rules | None:
    if not folders:
        return None
    from factcheck.rules import load

    return load(folders)


def _embedder(model: str | None, download: bool) -> Embedder | None:
    if model is None and not download:
        return None
    from factcheck.embed import load

    return load(model, download=download)


def main(arguments: Sequence[str] | None = None) -> None:
    """The console command. Always leaves by SystemExit."""
    from factcheck import terminal

    try:
        terminal.prepare()
        app(args=arguments, prog_name="factcheck")
    except FactcheckError as error:
        terminal.complain(str(error))
        sys.exit(WRONG_USE)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception:  # noqa: BLE001 - the one place where a fault becomes an exit code
        terminal.confess(_version())
        sys.exit(FAULT)
