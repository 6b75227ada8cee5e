"""The command line. It reads options, calls the pipeline, and says what came out; nothing is decided here.

Exit codes: 0 no conflict that counts; 1 conflicts; 2 wrong use, unreadable input or nothing to check; 70 a fault of ours; 130
interrupted. Slow imports wait until a command runs, so that ``--help`` is quick.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.errors import FactcheckError

if TYPE_CHECKING:
    from factcheck.embed import Embedder
    from factcheck.index import Index
    from factcheck.read import Limits
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
    from factcheck.versions import OURS, installed

    return installed(OURS, "(not installed)")


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
Baseline = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", dir_okay=False, show_default="factcheck-baseline.json, if it is there",
                 help="The conflicts that are known already."),
]  # fmt: skip
IndexFolder = Annotated[
    Path | None,
    typer.Option("--index", metavar="DIR", file_okay=False, show_default="in the user's cache folder",
                 help="Where to keep what was read from an article, so that it is not read again."),
]  # fmt: skip
MaxBytes = Annotated[
    int | None,
    typer.Option("--max-bytes", min=1, metavar="N", help="Skip files that are larger.", show_default="5000000"),
]
MaxFiles = Annotated[
    int | None,
    typer.Option("--max-files", min=1, metavar="N", help="Stop at folders with more files.", show_default="100000"),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Work everything out anew, and keep nothing.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors, warnings and skipped files.")]


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Say the version and exit.", callback=_say_version, is_eager=True)
    ] = False,
) -> None:
    pass


class FailOn(StrEnum):
    """For which conflicts a check fails."""

    NEW = "new"
    CONFLICT = "conflict"
    HIGH = "high"
    NEVER = "never"


class Output(StrEnum):
    """The formats of a report."""

    MD = "md"
    JSON = "json"
    CSV = "csv"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    GITLAB = "gitlab"
    RDJSON = "rdjson"


class Dismissal(StrEnum):
    """As what a conflict is acknowledged."""

    ACCEPTED = "accepted"
    FALSE_ALARM = "false-alarm"
    SOURCE_CORRECTED = "source-corrected"


@app.command()
def check(
    folders: Folders,
    reports: Annotated[
        list[Path] | None,
        typer.Option("--report", "-r", metavar="FILE", show_default="reports/FOLDER.md",
                     help="Write the report here, as .md, .json, .csv, .sarif or .xml (JUnit). May be repeated."),
    ] = None,
    output: Annotated[
        Output | None,
        typer.Option("--format", show_default=False,
                     help="The format of the report: on standard output, unless a --report may be written in it "
                     "(gitlab and rdjson as .json, github as .txt)."),
    ] = None,
    summary: Annotated[
        Path | None,
        typer.Option("--summary", metavar="FILE", show_default=False, help="Add a job summary in Markdown to this file."),
    ] = None,
    baseline: Baseline = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option("--fail-on", show_default="new",
                     help="Exit with 1 for conflicts that the baseline lacks (without one: for all), for any conflict, "
                     "for a severe one, or never. Acknowledged conflicts never count."),
    ] = None,
    changed_since: Annotated[
        str | None,
        typer.Option("--changed-since", metavar="REV", show_default=False,
                     help="Tell only conflicts with articles that changed since this git revision. All are compared."),
    ] = None,
    changed: Annotated[
        list[Path] | None,
        typer.Option("--changed", metavar="FILE", exists=True, dir_okay=False, show_default=False,
                     help="Tell only conflicts with this article. All are compared. May be repeated."),
    ] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="The same as --fail-on never.")] = False,
    rules: RuleFolders = None,
    model: Model = None,
    download_model: Download = False,
    published: Published = None,
    as_of: AsOf = None,
    lang: Lang = Language.EN,
    index: IndexFolder = None,
    no_cache: NoCache = False,
    max_bytes: MaxBytes = None,
    max_files: MaxFiles = None,
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Check the articles of all FOLDERs against each other, print the conflicts and write a report."""
    from factcheck import baseline as known
    from factcheck import terminal
    from factcheck.report import format_of, render, summarise, write

    wanted = output.value if output else None
    files = reports or ([] if wanted else [_default_report(folders)])
    for file in files:
        if format_of(file, wanted) == "md" and any(file.resolve().is_relative_to(f.resolve()) for f in folders):
            terminal.warn(f"{file} lies in a folder that is checked, and would be read as an article next time")
    usual = _baseline(baseline)
    held_against = known.load(usual) if usual else None
    touched = _touched(folders, changed_since, changed or [])
    report = _run(
        folders, rules or [], model, download_model, _published(published or []), as_of, lang,
        _index(index, no_cache), _limits(max_bytes, max_files), quiet,
    )  # fmt: skip
    review = known.review(report, held_against, today=_today(), changed=_paths(report, folders, touched))
    for file in files:
        write(review, file, lang.value, folders, wanted)
    if summary:
        summarise(review, summary, lang.value, folders)
    terminal.tell_skipped(report)
    terminal.tell_acknowledgements(review)
    failing = known.failing(review, "never" if exit_zero else fail_on.value if fail_on else "new")
    if wanted and not any(format_of(file, wanted) == wanted for file in files):
        terminal.show(render(review, wanted, lang.value, folders))
    elif not quiet:
        terminal.summarise(review, failing, files, lang.value)
    if failing:
        raise typer.Exit(CONFLICTS)


@app.command(name="baseline")
def write_baseline(
    folders: Folders,
    baseline: Baseline = None,
    rules: RuleFolders = None,
    model: Model = None,
    download_model: Download = False,
    published: Published = None,
    as_of: AsOf = None,
    lang: Lang = Language.EN,
    index: IndexFolder = None,
    no_cache: NoCache = False,
    max_bytes: MaxBytes = None,
    max_files: MaxFiles = None,
    quiet: Quiet = False,
) -> None:
    """Write down the conflicts of FOLDERs as known, so that a check fails only for others.

    A baseline that is there already is brought up to date; the acknowledgements in it that still hold are kept.
    """
    from factcheck import baseline as known
    from factcheck import terminal

    file = baseline or Path(known.FILE)
    before = known.load(file) if file.is_file() else known.Baseline()
    report = _run(
        folders, rules or [], model, download_model, _published(published or []), as_of, lang,
        _index(index, no_cache), _limits(max_bytes, max_files), quiet,
    )  # fmt: skip
    after = known.updated(before, report, today=_today())
    known.write(after, file)
    terminal.tell_skipped(report)
    if not quiet:
        held = known.review(report, before, today=_today())
        new = sum(f.state is None or f.state.value != "unchanged" for f in held.findings)
        typer.echo(
            f"{file}: {sum(k.occurrences for k in after.known)} conflicts ({new} new, {len(held.resolved)} resolved)"
        )


@app.command()
def accept(
    cluster: Annotated[str, typer.Argument(metavar="ID", help="The id of a conflict, as a report gives it.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why this conflict need not stop anybody.")],
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who says so.", show_default=False)] = None,
    until: Annotated[
        date | None,
        typer.Option(
            "--until", metavar="DATE", parser=_day, help="The last day on which it holds.", show_default=False
        ),
    ] = None,
    as_: Annotated[Dismissal, typer.Option("--as", help="What the conflict turned out to be.")] = Dismissal.ACCEPTED,
    baseline: Baseline = None,
    index: IndexFolder = None,
    no_cache: NoCache = False,
) -> None:
    """Acknowledge a conflict: checks no longer fail for it, and reports say why. It is kept in the baseline."""
    from factcheck import baseline as known
    from factcheck import terminal
    from factcheck.types import Acknowledgement

    if not reason.strip():
        raise typer.BadParameter("a reason is needed", param_hint="'--reason'")
    file = baseline or Path(known.FILE)
    before = known.load(file) if file.is_file() else known.Baseline()
    seen = Acknowledgement(known.question(cluster), reason.strip(), as_.value, by, until)
    with _index(index, no_cache) as kept:
        told = known.remembered(cluster, kept) if kept else ()
    after = known.accepted(before, seen, told)
    if not any(entry.values for entry in after.known if entry.acknowledged == seen):
        terminal.warn(f"no check has told {cluster} yet: what it says is taken as acknowledged, whatever it is")
    known.write(after, file)
    typer.echo(f"{file}: {cluster} is acknowledged")


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
    index: IndexFolder = None,
    no_cache: NoCache = False,
    max_bytes: MaxBytes = None,
    max_files: MaxFiles = None,
    quiet: Quiet = False,
) -> None:
    """Tell step by step how the verdict on one cluster came about, with every passage it rests on."""
    from factcheck import terminal

    report = _run(
        folders, rules or [], model, download_model, _published(published or []), as_of, lang,
        _index(index, no_cache), _limits(max_bytes, max_files), quiet,
    )  # fmt: skip
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
    index: AbstractContextManager[Index | None],
    limits: Mapping[str, Limits],
    quiet: bool,
) -> Report:
    from factcheck import baseline, pipeline, terminal

    try:
        with index as kept, terminal.progress(quiet) as told:
            report = pipeline.check(
                folders,
                rules=_rules(rules),
                embedder=_embedder(model, download),
                published=published,
                as_of=as_of,
                language=lang.value,
                progress=told,
                index=kept,
                **limits,
            )
            if kept:
                baseline.remember(report, kept)
            return report
    except (EOFError, OSError) as error:  # typer would turn some of these into exit code 1, which says "conflicts"
        raise RuntimeError(f"{type(error).__name__}: {error}") from error


def _baseline(given: Path | None) -> Path | None:
    """The baseline to hold a report against: the one named, which must be there, or the usual one where it is."""
    from factcheck import baseline

    return given or (usual if (usual := Path(baseline.FILE)).is_file() else None)


def _today() -> date:
    """The day on the calendar here, by which an acknowledgement is past its last day; nothing else asks for it."""
    return datetime.now().astimezone().date()


@contextmanager
def _index(folder: Path | None, off: bool) -> Iterator[Index | None]:
    """What was worked out before, in ``folder`` or the user's cache; what is wrong with it is told at the end."""
    if off:
        if folder is not None:
            raise typer.BadParameter("--index and --no-cache exclude each other", param_hint="'--no-cache'")
        yield None
        return
    from platformdirs import user_cache_path

    from factcheck import terminal
    from factcheck.index import Index

    with Index(folder or user_cache_path("factcheck", appauthor=False)) as index:
        yield index
        for note in index.notes:
            terminal.warn(note)


def _touched(folders: Sequence[Path], since: str | None, named: Sequence[Path]) -> frozenset[Path] | None:
    """The files that a change touches, or None where none was asked for."""
    if since is None and not named:
        return None
    from factcheck import changes

    files = {file.resolve() for file in named}
    for folder in folders if since is not None else ():
        files |= changes.since(since or "", folder)
    return frozenset(files)


def _paths(report: Report, folders: Sequence[Path], touched: frozenset[Path] | None) -> frozenset[str] | None:
    """The paths of the articles in the files that were touched."""
    if touched is None:
        return None
    from factcheck.report import files

    return frozenset(path for path, file in files(report, folders).items() if file.resolve() in touched)


def _limits(file_bytes: int | None, files: int | None) -> dict[str, Limits]:
    """The limits that the user set, if any."""
    given = {name: value for name, value in (("file_bytes", file_bytes), ("files", files)) if value is not None}
    if not given:
        return {}
    from factcheck.read import Limits

    return {"limits": Limits(**given)}


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
