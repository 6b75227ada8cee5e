"""Folders -> the files in them, and a file -> its text: within limits, and without following a link."""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from factcheck.errors import ArticleError, FactcheckError

_DOCUMENTATION = frozenset({"readme.md", "readme.txt", "license.md", "license.txt", "changelog.md"})
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
# Not to follow a link, nor wait for the writer of a pipe, that has taken the place of the file since it was found.
_ONLY_ITSELF = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
# What would break a line or turn the writing round.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_DECLARATION = re.compile(rb"(?i)(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?([A-Za-z][A-Za-z0-9_-]{1,30})")
_OTHERS = MappingProxyType({"iso-8859-15": "iso8859-15", "latin-9": "iso8859-15", "macintosh": "mac-roman"})
_SAID = MappingProxyType({"cp1252": "Windows-1252", "iso8859-15": "ISO-8859-15", "mac-roman": "Mac Roman"})
# UTF-8 that was read as Windows-1252 once: a lead byte shown as a letter, then what no French word has after it.
_BROKEN = re.compile("Ã[©¨ª«®´§¹»¢¯‰€\u00a0]|â€[™œ\u009d“”¦]|Â[«»°]")


@dataclass(frozen=True, slots=True)
class Limits:
    """What is read at most: bytes of a file, folders below each other, files of a folder with all below it."""

    file_bytes: int = 5_000_000  # the longest articles of the press are a hundredth of this
    depth: int = 32
    files: int = 100_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that was found, or why what was found there is not read."""

    path: Path
    reason: str = ""


def walk(folder: Path, limits: Limits) -> Iterator[Entry]:
    """Every file below ``folder``, in the order of their names; hidden ones and documentation are no articles.

    Raises FactcheckError where the folder is missing or holds more files than ``limits`` allow.
    """
    if folder.is_file():
        yield Entry(folder)
        return
    if not folder.is_dir():
        raise FactcheckError(f"{folder}: no such folder")
    for number, entry in enumerate(_below(folder, 1, limits), 1):
        if number > limits.files:
            raise FactcheckError(_too_many(folder, limits))
        yield entry


def _below(folder: Path, depth: int, limits: Limits) -> Iterator[Entry]:
    try:
        with os.scandir(folder) as found:
            names = sorted((e.name for e in islice(found, limits.files + 1)), key=os.fsencode)
    except OSError as error:
        yield Entry(folder, f"a folder that cannot be read: {error.strerror or error}")
        return
    if len(names) > limits.files:
        raise FactcheckError(_too_many(folder, limits))
    for name in names:
        path = folder / name
        if name.startswith(".") or name.lower() in _DOCUMENTATION:
            continue
        if path.is_symlink():
            yield Entry(path, "a symbolic link; links are not followed")
        elif path.is_dir():
            if depth >= limits.depth:
                yield Entry(path, f"a folder more than {limits.depth} deep")
            else:
                yield from _below(path, depth + 1, limits)
        else:
            yield Entry(path)


def _too_many(folder: Path, limits: Limits) -> str:
    return f"{folder}: more than {limits.files:,} files; see --max-files"


def safe_name(name: str) -> str:
    """A name as it can be shown on one line: "\\n" for a line break, "?" for what is no text."""
    written = name.encode("utf-8", "replace").decode("utf-8")
    return _UNSAFE.sub(lambda sign: sign.group().encode("unicode_escape").decode("ascii"), written)


def content(path: Path, limits: Limits) -> bytes:
    """The bytes of a regular file. Raises ArticleError for any other, too large a one, and one that changes meanwhile."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise ArticleError("not a regular file")
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | _ONLY_ITSELF)) as file:
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise ArticleError("not a regular file")
            if before.st_size > limits.file_bytes:
                raise ArticleError(f"larger than {limits.file_bytes:,} bytes; see --max-bytes")
            read = file.read(limits.file_bytes + 1)
            after = os.fstat(file.fileno())
    except OSError as error:
        raise ArticleError(f"cannot be read: {error.strerror or error}") from None
    if len(read) != before.st_size or (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
        raise ArticleError("changed while it was read")
    return read


def decode(read: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and what a reader should know of its encoding. Raises ArticleError.

    A mark of the order of bytes decides and is no part of the text; else it is UTF-8, else Windows-1252, or what the head of
    a page declares.
    """
    for mark, encoding in _MARKS:
        if read.startswith(mark):
            try:
                text = read[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                raise ArticleError(f"marked as {encoding}, and is not") from None
            return _checked(text)
    if b"\0" in read:
        raise ArticleError("binary, not text")
    for encoding in ("utf-8", *_declared(read), "cp1252"):
        try:
            return _checked(read.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    raise ArticleError("neither UTF-8 nor Windows-1252")


def _declared(read: bytes) -> tuple[str, ...]:
    """What markup says of its encoding, where it is one that the press was written in and nothing says another."""
    if not read.lstrip().startswith(b"<"):
        return ()
    named = {name.decode("ascii").lower() for name in _DECLARATION.findall(read, 0, 4_000)}
    return tuple(_OTHERS[name] for name in named & _OTHERS.keys() if len(named) == 1)


def _checked(text: str, encoding: str = "") -> tuple[str, tuple[str, ...]]:
    if "\0" in text:
        raise ArticleError("binary, not text")
    if not text.strip():
        raise ArticleError("empty")
    notes: tuple[str, ...] = (f"read as {_SAID[encoding]}",) if encoding in _SAID else ()
    if _BROKEN.search(text):
        notes += ("holds letters that an earlier program broke (such as “Ã©” for “é”); they were left as they are",)
    return text, notes
