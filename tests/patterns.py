"""Every regular expression of the package: what compiles on import and on loading the rules, and what stands in a function.

Run as a module of its own, so that nothing is imported before it listens: ``python -m tests.patterns`` prints JSON.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any

import factcheck

PACKAGE = Path(factcheck.__file__).resolve().parent
CALLS = frozenset({"compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"})
WORD = "mot"  # what stands for a part that is known only when the function runs: a word, escaped


def calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    """The calls of ``re`` in a file, with the name of the function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS:
            if isinstance(node.func.value, ast.Name) and node.func.value.id == "re":
                yield node, node.func.attr


def written(node: ast.expr, names: dict[str, Any]) -> str | None:
    """The pattern of a call as far as the source tells it, or None."""
    if isinstance(node, ast.Constant):
        return node.value.decode("latin-1") if isinstance(node.value, bytes) else str(node.value)
    if isinstance(node, ast.Name) and isinstance(names.get(node.id), str):
        return str(names[node.id])
    if isinstance(node, ast.FormattedValue):
        return written(node.value, names) or WORD
    if isinstance(node, ast.JoinedStr):
        return "".join(written(part, names) or "" for part in node.values)
    return None


def listening(heard: dict[tuple[str, int], set[tuple[str, int]]]) -> None:
    """From now on, ``heard`` gets each pattern that a line of the package hands to ``re``, and its flags."""
    real = re._compile  # type: ignore[attr-defined]

    def hear(pattern: Any, flags: Any) -> Any:
        compiled = real(pattern, flags)
        caller: FrameType | None = sys._getframe(2)
        if caller and isinstance(pattern, str) and Path(caller.f_code.co_filename).is_relative_to(PACKAGE):
            where = (Path(caller.f_code.co_filename).relative_to(PACKAGE).as_posix(), caller.f_lineno)
            heard.setdefault(where, set()).add((pattern, compiled.flags))
        return compiled

    re._compile = hear  # type: ignore[attr-defined]


def gather() -> dict[str, Any]:
    heard: dict[tuple[str, int], set[tuple[str, int]]] = {}
    listening(heard)
    files = [
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if re.search(r"^import re$", path.read_text("utf-8"), re.MULTILINE)
    ]
    modules = {}
    for path in files:
        parts = ("factcheck", *path.relative_to(PACKAGE).with_suffix("").parts)
        modules[path] = import_module(".".join(part for part in parts if part != "__init__"))
    from factcheck import grammars, rules
    from factcheck.kinds import agencies

    grammars.load(rules.load())
    agencies.credited("AFP", [("AFP", "AFP")])  # whose patterns are made for each name
    found = {(file, *pattern) for (file, _), patterns in heard.items() for pattern in patterns}
    unread, sites = [], 0
    for path in files:
        file = path.relative_to(PACKAGE).as_posix()
        for node, _ in calls(path):
            sites += 1
            if any((file, line) in heard for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)):
                continue
            pattern = written(node.args[0], vars(modules[path]))
            if pattern is None:
                unread.append(f"{file}: {ast.unparse(node.args[0])}")
            else:
                found.add((file, pattern, int("IGNORECASE" in ast.unparse(node)) * int(re.IGNORECASE)))
    return {"patterns": sorted(found), "unread": sorted(unread), "sites": sites}


if __name__ == "__main__":
    print(json.dumps(gather()))
