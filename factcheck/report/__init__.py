"""The report, in every format it is written in."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from factcheck.errors import FactcheckError
from factcheck.report import csv, json, markdown
from factcheck.types import Report, Review
from factcheck.writing import write_whole

_NUMBERED = re.compile(r"#\d+$")  # of an article in a file that holds several

Files = Mapping[str, str]  # the path of an article -> the way to its file
_Render = Callable[[Review, str, Files], str]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the ends of names it is written under, and how. ``ours``: the first of them stands for this format."""

    suffixes: tuple[str, ...]
    render: _Render
    ours: bool = True
    linked: bool = False  # ways to files lead from where the report lies, not from the current folder
    encoding: str = "utf-8"


def _sarif(review: Review, language: str, files: Files) -> str:
    from factcheck.report import sarif

    return sarif.render(review, files)


def _junit(review: Review, language: str, files: Files) -> str:
    from factcheck.report import junit

    return junit.render(review, files)


def _github(review: Review, language: str, files: Files) -> str:
    from factcheck.report import github

    return github.commands(review, files)


def _gitlab(review: Review, language: str, files: Files) -> str:
    from factcheck.report import gitlab

    return gitlab.render(review, files)


def _rdjson(review: Review, language: str, files: Files) -> str:
    from factcheck.report import rdjson

    return rdjson.render(review, files)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "md": Format((".md",), markdown.render, linked=True),
        "json": Format((".json",), lambda review, language, files: json.render(review)),
        # Spreadsheets ask for the mark at the head.
        "csv": Format((".csv",), lambda review, language, files: csv.render(review.report), encoding="utf-8-sig"),
        "sarif": Format((".sarif", ".json"), _sarif),
        "junit": Format((".xml",), _junit),
        "github": Format((".txt",), _github, ours=False),
        "gitlab": Format((".json",), _gitlab, ours=False),
        "rdjson": Format((".rdjson", ".json"), _rdjson),
    }
)


def format_of(path: Path, wanted: str | None = None) -> str:
    """The name of the format that a report at ``path`` is written in: ``wanted`` if its name allows it, else by its end.

    Raises FactcheckError for another end.
    """
    suffix = path.suffix.lower()
    if wanted is not None and suffix in FORMATS[wanted].suffixes:
        return wanted
    for name, known in FORMATS.items():
        if known.ours and suffix == known.suffixes[0]:
            return name
    ends = ", ".join(known.suffixes[0] for known in FORMATS.values() if known.ours)
    raise FactcheckError(f"{path}: a report is written as {ends}, by the end of its file name")


def write(
    review: Report | Review,
    path: Path,
    language: str = "en",
    folders: Sequence[Path] = (),
    wanted: str | None = None,
) -> None:
    """Write a report to ``path``, whole or not at all, in the format that its name ends in, or ``wanted`` if that fits.

    ``folders`` are the folders (or files) that were checked: with them the report leads to the files of the articles. Missing
    parent folders are made. Raises FactcheckError for another format, and where it cannot be written.
    """
    name = format_of(path, wanted)
    try:
        target = path.resolve()
        start = target.parent if FORMATS[name].linked else Path.cwd()
        write_whole(target, render(review, name, language, folders, start).encode(FORMATS[name].encoding))
    except OSError as error:
        raise FactcheckError(f"{path}: the report cannot be written: {error.strerror or error}") from None


def render(
    review: Report | Review, name: str, language: str = "en", folders: Sequence[Path] = (), start: Path | None = None
) -> str:
    """A report in the format ``name``, a key of ``FORMATS``; the ways to files lead from ``start``, or the current folder."""
    from factcheck import baseline

    held = review if isinstance(review, Review) else baseline.review(review)
    known = FORMATS[name]
    return known.render(held, language, _ways(held.report, folders, (start or Path.cwd()).resolve(), known.linked))


def summarise(review: Review, path: Path, language: str = "en", folders: Sequence[Path] = ()) -> None:
    """Add the summary of a job, in Markdown, to ``path``. Raises FactcheckError where it cannot be written."""
    from factcheck.report import github

    ways = _ways(review.report, folders, Path.cwd(), above=False)
    try:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(github.summary(review, ways, language))
    except OSError as error:
        raise FactcheckError(f"{path}: the summary cannot be written: {error.strerror or error}") from None


def files(report: Report, folders: Sequence[Path]) -> dict[str, Path]:
    """The file of each article, by the article's path, where it is found in ``folders``."""
    full = [folder.resolve() for folder in folders]
    roots = list(dict.fromkeys(path.parent.parent if path.is_file() else path.parent for path in full))
    found = {}
    for article in report.articles:
        names = (article.path, _NUMBERED.sub("", article.path))
        file = next((root / name for root in roots for name in names if (root / name).is_file()), None)
        if file is not None:
            found[article.path] = file
    return found


def _ways(report: Report, folders: Sequence[Path], start: Path, above: bool) -> dict[str, str]:
    """For the path of each article that is found in ``folders``: the way to its file from ``start``.

    Unless ``above``, only for files below ``start``.
    """
    ways = {}
    for path, file in files(report, folders).items():
        if file.anchor == start.anchor and (above or file.is_relative_to(start)):  # no way leads to another drive
            ways[path] = Path(os.path.relpath(file, start)).as_posix()
    return ways
