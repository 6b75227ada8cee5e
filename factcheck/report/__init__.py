"""The report, in every format it is written in."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from factcheck.errors import FactcheckError
from factcheck.report import csv, json, markdown
from factcheck.types import Report

_Writer = Callable[[Report, str, Mapping[str, str]], bytes]

_WRITERS: Mapping[str, _Writer] = MappingProxyType(
    {
        ".md": lambda report, language, links: markdown.render(report, language, links).encode(),
        ".json": lambda report, language, links: json.render(report).encode(),
        ".csv": lambda report, language, links: csv.render(report).encode("utf-8-sig"),  # spreadsheets ask for the mark
    }
)


def check_suffix(path: Path) -> None:
    """Raises FactcheckError unless a report can be written in the format that ``path`` ends in."""
    if path.suffix.lower() not in _WRITERS:
        raise FactcheckError(f"{path}: a report is written as {', '.join(_WRITERS)}, by the end of its file name")


def write(report: Report, path: Path, language: str = "en", folders: Sequence[Path] = ()) -> None:
    """Write ``report`` to ``path``, whole or not at all, in the format that its name ends in.

    ``folders`` are the folders (or files) that were checked: with them the report links to the files of the articles from where
    it lies. Missing parent folders are made. Raises FactcheckError for another format, and where it cannot be written.
    """
    check_suffix(path)
    try:
        target = path.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        links = _links(report, folders, target.parent)
        _replace(target, _WRITERS[path.suffix.lower()](report, language, links))
    except OSError as error:
        raise FactcheckError(f"{path}: the report cannot be written: {error.strerror or error}") from None


def _replace(target: Path, content: bytes) -> None:
    draft = target.parent / f".factcheck-{os.getpid()}.draft"
    try:
        draft.write_bytes(content)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _links(report: Report, folders: Sequence[Path], start: Path) -> dict[str, str]:
    """For the path of each article that is found in ``folders``: the way to its file from ``start``."""
    full = [folder.resolve() for folder in folders]
    roots = list(dict.fromkeys(path.parent.parent if path.is_file() else path.parent for path in full))
    links = {}
    for article in report.articles:
        file = next((root / article.path for root in roots if (root / article.path).is_file()), None)
        if file is not None and file.anchor == start.anchor:  # no relative way leads to another drive
            links[article.path] = Path(os.path.relpath(file, start)).as_posix()
    return links
