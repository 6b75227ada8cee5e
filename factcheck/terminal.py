"""What the command line prints: results on stdout, everything else on stderr, no text able to steer the terminal."""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from factcheck import order
from factcheck.errors import FactcheckError
from factcheck.report.cite import Citations
from factcheck.report.escape import plain
from factcheck.report.wording import Words, words
from factcheck.types import Cluster, Finding, Report, Review, State, Verdict

if TYPE_CHECKING:
    from rich.console import Console

Progress = Callable[[str, int, int], None]

_COLOURS: Mapping[str | None, str] = MappingProxyType({"high": "bold red", "medium": "yellow", "low": "cyan"})
_PIPED_WIDTH = 160  # columns, where no terminal says


def prepare() -> None:
    """Print what the encoding of a stream lacks as an escape, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def progress(quiet: bool) -> Iterator[Progress | None]:
    """A bar on stderr for as long as the block runs; None, and no bar, if stderr is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("reading", total=None)

        def tell(stage: str, done: int, total: int) -> None:
            bars.update(task, description=plain(stage), completed=done, total=total)

        yield tell


def summarise(review: Review, failing: Sequence[Finding], files: Sequence[Path], language: str) -> None:
    """The conflicts as a table, worst first, then how much else was found and where the report is.

    ``failing`` are those for which the check fails.
    """
    w = words(language)
    with _stdout() as console:
        if review.findings:
            console.print(_table(review.findings, w))
        console.print(_counts(review.report, w), style="bold red" if failing else "bold green")
        if any(finding.state for finding in review.findings) or review.resolved:
            console.print(_news(review, w))
        for file in files:
            console.print(f"{w.written}{w.colon} {plain(str(file))}")


def _news(review: Review, w: Words) -> str:
    new = sum(finding.state in (State.NEW, State.CHANGED) for finding in review.findings)
    return f"{w.count(new, w.new_count)} · {w.count(len(review.resolved), w.resolved_count)}"


def tell_acknowledgements(review: Review) -> None:
    """Acknowledgements that no longer do anything, on stderr."""
    for seen in review.expired:
        warn(f"the acknowledgement of {seen.cluster} held until {seen.until}: {seen.reason}")
    for seen in review.unused:
        warn(f"the acknowledgement of {seen.cluster} belongs to no conflict: {seen.reason}")


def _table(found: Sequence[Finding], w: Words) -> object:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(w.severity_column, no_wrap=True)
    table.add_column(w.topic, no_wrap=True)
    table.add_column(w.question, ratio=2)
    table.add_column(w.value, ratio=3)
    table.add_column(w.identifier, no_wrap=True)
    for finding in found:
        cluster = finding.cluster
        severity = ", ".join([*([w.severity[cluster.severity]] if cluster.severity else []), *_standing(finding, w)])
        values = " ≠ ".join(plain(variant.value) for variant in cluster.variants)
        cells = (w.slot[cluster.slot], plain(cluster.question), values, plain(cluster.id))
        table.add_row(Text(severity, style=_COLOURS.get(cluster.severity, "")), *map(Text, cells))
    return table


def _standing(finding: Finding, w: Words) -> list[str]:
    if finding.acknowledged:
        return [w.dismissals[finding.acknowledged.dismissal]]
    return [w.states[finding.state]] if finding.state else []


def _counts(report: Report, w: Words) -> str:
    conflicts = len(order.conflicts(report))
    first = w.count(conflicts, w.conflict_count) if conflicts else w.no_conflict
    origins = Citations.of(report).independent(article.id for article in report.articles)
    rest = ((Verdict.EVOLVED, w.evolved_count), (Verdict.CONSISTENT, w.consistent_count),
            (Verdict.SINGLE_SOURCE, w.single_count))  # fmt: skip
    counts = (w.count(len(order.of_verdict(report, verdict)), forms) for verdict, forms in rest)
    between = w.count(len(report.articles), w.between)
    return f"{first} {between} ({w.count(origins, w.independent)}) · {' · '.join(counts)}"


def explain(report: Report, cluster: Cluster, language: str) -> None:
    """One cluster: its question and verdict, each step, and each variant with its passages."""
    from rich.text import Text

    w, cite = words(language), Citations.of(report)
    severity = f" ({w.severity[cluster.severity]})" if cluster.severity else ""
    with _stdout() as console:
        console.print(plain(cluster.question), style="bold")
        console.print(f"{w.verdict}{w.colon} {w.verdicts[cluster.verdict]}{severity}, {w.rule} {plain(cluster.rule)}")
        console.print(plain(cluster.explanation))
        if cluster.steps:
            console.print(f"\n{w.steps}", style="bold")
        for number, step in enumerate(cluster.steps, 1):
            console.print(f"{number:>3}. {plain(step)}")
        for variant in cluster.variants:
            console.print(f"\n{plain(variant.value)} · {w.count(variant.origins, w.origins)}", style="bold")
            for e in variant.evidence:
                said = f", {w.according_to.format(plain(e.attributed_to))}" if e.attributed_to else ""
                stance = f", {w.stance[e.stance]}" if w.stance[e.stance] else ""
                day = w.on(cite.articles[e.article].published)
                source = f"{plain(cite.source(e.article))}, {day}{said}{stance} ({w.rule} {plain(e.rule)})"
                console.print(f"  {plain(cite.path(e.article))}:{cite.line(e.article, e.span)}  {source}")
                excerpt = cite.excerpt(e)
                passage = ((excerpt.before, ""), (excerpt.words, "bold underline"), (excerpt.after, ""))
                console.print(Text.assemble("    ", *((_spaced(words), style) for words, style in passage)))


def _spaced(part: str) -> str:
    """``plain`` that keeps a blank at either end."""
    return f"{' ' * part[:1].isspace()}{plain(part)}{' ' * (part[-1:].isspace() and bool(part.strip()))}"


def show(content: str) -> None:
    """A report in a format of its own, on stdout, as it is."""
    with _stdout():
        sys.stdout.write(content)


def tell_skipped(report: Report) -> None:
    """Each file that was not checked, on stderr, with the reason."""
    for skipped in report.skipped:
        _say(f"skipped {plain(skipped.path)}: {plain(skipped.reason)}")


def warn(message: str) -> None:
    """What the user should know, though nothing is wrong yet."""
    _say(f"factcheck: warning: {plain(message)}")


def complain(message: str) -> None:
    """An error that the user can mend."""
    first, *more = message.splitlines() or [""]
    _say("\n".join([f"factcheck: {plain(first)}", *(f"  {plain(line)}" for line in more)]))


def confess(version: str) -> None:
    """The exception at hand is a fault of ours: show it whole, and say what to do with it."""
    for line in traceback.format_exc().splitlines():
        _say(line[: len(line) - len(line.lstrip())] + plain(line))
    _say(
        f"factcheck {version} failed; this is a fault of its own, not of the articles. "
        "Please report it at the project's issue page, with the lines above."
    )


@contextmanager
def _stdout() -> Iterator[Console]:
    """A console on stdout that takes every text literally. A reader who closes the pipe early changes no result."""
    from rich.console import Console

    class Patient(Console):
        def on_broken_pipe(self) -> None:  # rich by itself would leave with 1, which says "conflicts"
            raise BrokenPipeError

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else _PIPED_WIDTH
    try:
        yield Patient(width=width, markup=False, highlight=False, emoji=False)
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that closing it at exit does not fail too
        if not isinstance(error, BrokenPipeError):
            raise FactcheckError(f"standard output: {error.strerror or error}") from None


def _say(line: str) -> None:
    """``line`` on stderr; that nobody can read it there is no reason to fail."""
    with suppress(OSError):
        print(line, file=sys.stderr)
