"""What was worked out before, kept by content: extractions, vectors, and the last report of each folder.

One SQLite file in a folder. A key is a digest of all that a result depends on, so that nothing in it can be out of date:
the article's text and passages, the rules, the parser and this program's own code. Each row carries a digest of itself;
what is damaged, foreign or unreadable is never used but worked out anew, and that is said. Rows are JSON or plain
numbers: nothing in the file can run. Several processes may share one.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import numpy as np
from pydantic import TypeAdapter

from factcheck.embed import Embedder, Vectors
from factcheck.extract import Extraction
from factcheck.types import Article, Report
from factcheck.versions import installed

FILE = "factcheck-index.sqlite"
_SCHEMA = 1  # of the table
_APPLICATION = 0x66616374  # "fact": what SQLite keeps to tell whose file it is
_LARGEST = 1 << 30  # bytes; a larger file is begun anew
_PATIENCE = 30.0  # seconds to wait for another process
_AT_ONCE = 400  # keys in one question; SQLite allows 999 in old builds
_MARK = 16  # bytes of a row's digest

_COLUMNS = ["kind", "key", "row", "digest"]
_NEW = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS rows (kind TEXT, key TEXT, row BLOB, digest BLOB, PRIMARY KEY (kind, key));
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {_SCHEMA};
COMMIT;
"""

Rows = Mapping[str, bytes]
T = TypeVar("T")


class Index:
    """The file, open. Where it cannot be used, it holds nothing and keeps nothing; ``notes`` say why."""

    def __init__(self, folder: Path) -> None:
        self.notes: list[str] = []
        self._path = folder / FILE
        self._connection: sqlite3.Connection | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if self._path.is_file() and self._path.stat().st_size > _LARGEST:
                self._begin_anew("larger than 1 GiB")
            self._connection = self._opened()
        except sqlite3.OperationalError as error:
            self._give_up(error)
        except sqlite3.DatabaseError as error:
            self._rebuild(error)
        except OSError as error:
            self._give_up(error)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()

    def get(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """The rows of ``kind`` that are there and whole, by key."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, bytes] = {}
        damaged = 0
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            rows = self._do(f"SELECT key, row, digest FROM rows WHERE kind = ? AND key IN ({marks})", (kind, *part))  # noqa: S608 - marks alone
            for key, row, digest in rows:
                if isinstance(row, bytes) and digest == _digest(kind, key, row):
                    found[key] = row
                else:
                    damaged += 1
        if damaged:
            self.notes.append(f"{self._path}: {damaged} damaged rows were left out and worked out anew")
        return found

    def put(self, kind: str, rows: Rows) -> None:
        """Keep ``rows``, all or none."""
        if rows and self._connection is not None:
            filed = [(kind, key, row, _digest(kind, key, row)) for key, row in rows.items()]
            self._do("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?)", many=filed)

    def recall(self, kind: str, key: str, adapter: TypeAdapter[T]) -> T | None:
        """What :meth:`keep` kept under ``key``, or None."""
        row = self.get(kind, [key]).get(key)
        if row is None:
            return None
        try:
            return adapter.validate_python(json.loads(row))
        except ValueError:  # not JSON, or of another form
            self.notes.append(f"{self._path}: the row {kind} {key[:12]} makes no sense and was worked out anew")
            return None

    def keep(self, kind: str, values: Mapping[str, T], adapter: TypeAdapter[T]) -> None:
        """Keep ``values`` by key, as JSON."""
        self.put(kind, {k: json.dumps(adapter.dump_python(v, mode="json")).encode() for k, v in values.items()})

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("BEGIN")  # one view of the file, while another process may be making it
            tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (schema,) = connection.execute("PRAGMA user_version").fetchone()
            columns = [name for _, name, *_ in connection.execute("PRAGMA table_info(rows)")]
            connection.execute("COMMIT")
            if not tables:
                connection.executescript(_NEW)
            elif (application, schema, columns) != (_APPLICATION, _SCHEMA, _COLUMNS):
                raise sqlite3.DatabaseError("of another program or version")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _do(
        self, statement: str, values: Sequence[object] = (), many: Sequence[Sequence[object]] = ()
    ) -> list[tuple[str, object, object]]:
        if self._connection is None:
            return []
        try:
            if not many:
                return self._connection.execute(statement, values).fetchall()
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany(statement, many)
            self._connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            self._give_up(error)
        except sqlite3.DatabaseError as error:
            self._rebuild(error)
        return []

    def _rebuild(self, error: Exception) -> None:
        self._close()
        try:
            self._begin_anew(str(error))
            self._connection = self._opened()
        except (OSError, sqlite3.DatabaseError) as again:
            self._give_up(again)

    def _begin_anew(self, why: str) -> None:
        self.notes.append(f"{self._path}: not an index that can be used ({why}); it is built anew")
        for end in ("", "-journal", "-wal", "-shm"):
            self._path.with_name(FILE + end).unlink(missing_ok=True)

    def _give_up(self, error: Exception) -> None:
        self._close()
        self.notes.append(f"{self._path}: the index is not used ({error})")

    def _close(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None


def _digest(kind: str, key: str, row: bytes) -> bytes:
    return hashlib.sha256(b"\0".join((kind.encode(), key.encode(), row))).digest()[:_MARK]


# -- extractions -------------------------------------------------------------------------------------------------------


def extracted(
    articles: Sequence[Article], index: Index | None, depends_on: str, extract: Callable[[Article], Extraction]
) -> list[Extraction]:
    """The extraction of each article, from ``index`` where it is known, else by ``extract``, which is then kept.

    ``depends_on`` tells everything beside the article that an extraction depends on.
    """
    if index is None:
        return [extract(article) for article in articles]
    adapter = TypeAdapter(Extraction)
    found = []
    for article in articles:
        key = _article_key(article, depends_on)
        extraction = index.recall("extraction", key, adapter)
        if extraction is None:
            extraction = extract(article)
            index.keep("extraction", {key: extraction}, adapter)
        found.append(extraction)
    return found


def _article_key(article: Article, depends_on: str) -> str:
    passages = [(p.part.value, p.span.start, p.span.end) for p in article.passages]
    content = json.dumps([depends_on, article.id, article.text, article.language, passages])
    return hashlib.sha256(content.encode()).hexdigest()


# -- reports -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kept:
    """A report, and a digest of all that it rests on."""

    rests_on: str
    report: Report


@cache
def _kept() -> TypeAdapter[Kept]:
    return TypeAdapter(Kept)


class Reports:
    """The last report of a check, one for each ``asked``: the folders and options of the check."""

    def __init__(self, index: Index | None, asked: Sequence[object]) -> None:
        self._index = index
        self._key = _sha(asked)

    def get(self, rests_on: Sequence[object]) -> Report | None:
        """The report, where it rests on the same articles, rules, model and program."""
        if self._index is None:
            return None
        kept = self._index.recall("report", self._key, _kept())
        return kept.report if kept is not None and kept.rests_on == _sha(rests_on) else None

    def put(self, rests_on: Sequence[object], report: Report) -> Report:
        """``report``, kept in place of the one before."""
        if self._index is not None:
            self._index.keep("report", {self._key: Kept(_sha(rests_on), report)}, _kept())
        return report


def _sha(parts: Sequence[object]) -> str:
    """A digest of nouns by what they show; all of them are frozen and show all that they hold."""
    return hashlib.sha256(repr(tuple(parts)).encode("utf-8", "backslashreplace")).hexdigest()


@cache
def program(*packages: str) -> str:
    """A digest of this program's code and of the versions of ``packages``: another one may extract otherwise."""
    digest = hashlib.sha256()
    folder = Path(str(files("factcheck")))
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for package in packages:
        digest.update(f"{package} {installed(package)}\0".encode())
    return digest.hexdigest()


# -- vectors -----------------------------------------------------------------------------------------------------------


class Remembering:
    """An embedder that asks ``model`` only for sentences that ``index`` does not know.

    ``model`` is loaded when it is first asked; ``fingerprint`` is that of what it loads.
    """

    def __init__(self, fingerprint: str, model: Callable[[], Embedder], index: Index | None) -> None:
        self.fingerprint = fingerprint
        self._model = model
        self._index = index
        self._known: dict[str, Vectors] = {}

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """As :meth:`factcheck.embed.Model.encode`."""
        self._look_up([s for s in dict.fromkeys(sentences) if s not in self._known])
        new = [s for s in dict.fromkeys(sentences) if s not in self._known]
        if not sentences:
            return np.zeros((0, 0), dtype=np.float32)
        if new:
            self._known |= dict(zip(new, self._model().encode(new), strict=True))
            if self._index is not None:
                self._index.put("vector", {self._key(s): self._known[s].astype("<f4").tobytes() for s in new})
        return np.stack([self._known[s] for s in sentences])

    def _look_up(self, sentences: Sequence[str]) -> None:
        if self._index is None or not sentences:
            return
        keys = {self._key(s): s for s in sentences}
        rows = {
            key: np.frombuffer(row, dtype="<f4")
            for key, row in self._index.get("vector", keys).items()
            if len(row) % 4 == 0
        }
        self._known |= {keys[key]: row for key, row in rows.items() if row.size}

    def _key(self, sentence: str) -> str:
        return hashlib.sha256(f"{self.fingerprint}\0{sentence}".encode("utf-8", "surrogatepass")).hexdigest()
