"""Rules as data: ``rules/<language>/<kind>.yaml`` -> ``Rules``, every mistake told with path:line.

A rule file is a mapping with one key, ``rules``: a list of mappings. Each rule has a ``name`` (unique in its file), an
``about`` (what it does, in one sentence), whatever its kind needs, ``examples`` (a list of mappings with ``text`` and
``gives``, and whatever the kind needs to fire, such as ``on``: the day of reading) and ``counterexamples`` (texts on
which the rule must not fire). A rule of the same file and name in a later folder replaces the earlier one;
``disabled: true`` removes it. Rules are read with a safe loader: nothing in them can run.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar, TypeVar, cast

import yaml
from pydantic import BaseModel, ValidationError

from factcheck.backtracking import fault
from factcheck.errors import RuleError

_MAX_BYTES = 2_000_000
_MOST_BITS = 1_000  # of a number
_MOST_DEPTH = 50
_LONGEST_MESSAGE = 600  # characters
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, as its file gives it. ``where`` is its path:line."""

    name: str
    about: str
    data: Mapping[str, Any]
    examples: tuple[Mapping[str, Any], ...]
    counterexamples: tuple[str, ...]
    where: str
    trusted: bool = True  # ships with factcheck, where tests look through its patterns; not a user's

    def parse(self, model: type[M]) -> M:
        """The rule's own keys as ``model``. Raises RuleError with path:line."""
        try:
            return model.model_validate(dict(self.data))
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"])
            raise self.error(f"{key}: {first['msg']}") from None

    def parse_one(self, models: Mapping[str, type[M]]) -> M:
        """The rule's own keys as the model that its key ``does`` names. Raises RuleError."""
        does = str(self.data.get("does"))
        if does not in models:
            raise self.error(f"no such 'does': {does!r}; one of {', '.join(sorted(models))}")
        return self.parse(models[does])

    def compiled(self, pattern: str, flags: int = 0) -> re.Pattern[str]:
        """A pattern of this rule. Raises RuleError where it is no regular expression, or one that may run away."""
        try:
            found = re.compile(pattern, flags)
            wrong = None if self.trusted else fault(pattern, flags)
        except (re.error, OverflowError, RecursionError) as error:
            raise self.error(f"{error} in {pattern!r}") from None
        if wrong:
            raise self.error(f"{wrong}, in {pattern!r}")
        return found

    def error(self, what: str) -> RuleError:
        """What is wrong with the rule, and where it stands."""
        return RuleError(f"{self.where}: {_shortened(f'rule {self.name!r}: {what}')}")


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules by file, e.g. ``"fr/dates"``, in the order of their files."""

    by_file: Mapping[str, tuple[Rule, ...]]
    fingerprint: str  # SHA-256 over all rules, for caches

    def of(self, file: str) -> tuple[Rule, ...]:
        """The rules of one file, () if no folder has it."""
        return self.by_file.get(file, ())

    def one(self, file: str, name: str) -> Rule:
        """One rule by name. Raises RuleError if it is missing."""
        for rule in self.of(file):
            if rule.name == name:
                return rule
        raise RuleError(f"rules/{file}.yaml: there is no rule {name!r}")

    def __iter__(self) -> Iterator[tuple[str, Rule]]:
        return ((file, rule) for file, rules in self.by_file.items() for rule in rules)


def built_in() -> Path:
    """The folder of the rules that ship with factcheck: in the wheel, or beside the package in a checkout."""
    packaged = Path(str(files("factcheck"))) / "data" / "rules"
    return packaged if packaged.is_dir() else Path(str(files("factcheck"))).parent / "rules"


def load(folders: Sequence[Path] = ()) -> Rules:
    """The built-in rules, then those of ``folders``, later ones overriding. Raises RuleError."""
    by_file: dict[str, dict[str, Rule]] = {}
    for folder in (built_in(), *folders):
        if not folder.is_dir():
            raise RuleError(f"{folder}: no such folder of rules")
        for path in sorted(folder.rglob("*.yaml")):
            key = path.relative_to(folder).with_suffix("").as_posix()
            merged = by_file.setdefault(key, {})
            for rule in _read(path, trusted=folder == built_in()):
                if rule.data.get("disabled") is True:
                    merged.pop(rule.name, None)
                else:
                    merged[rule.name] = rule
    frozen = {key: tuple(rules.values()) for key, rules in sorted(by_file.items())}
    return Rules(frozen, _fingerprint(frozen))


def _fingerprint(by_file: Mapping[str, tuple[Rule, ...]]) -> str:
    digest = hashlib.sha256()
    for file, rules in by_file.items():
        for rule in rules:
            digest.update(repr((file, rule.name, rule.data)).encode())
    return digest.hexdigest()


def _shortened(message: str) -> str:
    """A message may quote what a file holds, however long that is."""
    return message if len(message) <= _LONGEST_MESSAGE else f"{message[:_LONGEST_MESSAGE]}…"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A safe loader in which "on" and "no" are words, as in YAML 1.2."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {
        first: [(tag, pattern) for tag, pattern in resolvers if first in "tTfF" or tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        """What ``node`` stands for; one that looks like a day or a number and is none has a line too."""
        try:
            made = super().construct_object(node, deep)
        except (ValueError, TypeError, AttributeError, LookupError, OverflowError):
            raise yaml.MarkedYAMLError(problem=f"no value of {node.tag}", problem_mark=node.start_mark) from None
        if isinstance(made, int) and made.bit_length() > _MOST_BITS:
            raise yaml.MarkedYAMLError(problem="a number that is too large", problem_mark=node.start_mark)
        return made

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        """A mapping that says each thing once."""
        made = super().construct_mapping(node, deep)
        if len(made) < len(node.value):
            raise yaml.MarkedYAMLError(problem="one key stands twice in a mapping", problem_mark=node.start_mark)
        return made


def _bounded(text: str) -> None:
    """No file can grow in memory: what an alias would repeat is refused, and what would take the whole stack."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > _MOST_DEPTH:
            problem = "nested too deeply" if depth > _MOST_DEPTH else "aliases are not allowed"
            mark = cast(yaml.error.Mark, event.start_mark)  # the C parser's mark has the same line
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


def _read(path: Path, trusted: bool) -> list[Rule]:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise RuleError(f"{path}:1: larger than {_MAX_BYTES:,} bytes")
        text = path.read_text(encoding="utf-8")
        _bounded(text)
        node = yaml.compose(text, Loader=_Loader)
        content = yaml.load(text, Loader=_Loader)  # noqa: S506 - a subclass of the safe loader
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}:1: {error}") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RuleError(f"{path}:{line}: {_shortened(str(error.problem or error.context))}") from None
    except yaml.YAMLError as error:
        raise RuleError(f"{path}:1: {error}") from None
    if (
        node is None
        or not isinstance(content, dict)
        or set(content) != {"rules"}
        or not isinstance(content["rules"], list)
    ):
        raise RuleError(f"{path}:1: a rule file is a mapping with one key, 'rules', a list")
    lines = [item.start_mark.line + 1 for item in node.value[0][1].value]
    seen: set[str] = set()
    rules = []
    for item, line in zip(content["rules"], lines, strict=True):
        rule = _rule(item, f"{path}:{line}", trusted)
        if rule.name in seen:
            raise RuleError(f"{path}:{line}: a second rule named {rule.name!r}")
        seen.add(rule.name)
        rules.append(rule)
    return rules


def _rule(item: Any, where: str, trusted: bool) -> Rule:
    if not isinstance(item, dict):
        raise RuleError(f"{where}: a rule is a mapping")
    name, about = item.get("name"), item.get("about")
    if not isinstance(name, str) or not name:
        raise RuleError(f"{where}: a rule needs a 'name'")
    if item.get("disabled") is not True and (not isinstance(about, str) or not about):
        raise RuleError(f"{where}: rule {name!r} needs an 'about' that says what it does")
    examples, counter = item.get("examples", []), item.get("counterexamples", [])
    if not isinstance(examples, list) or not all(isinstance(e, dict) and "text" in e for e in examples):
        raise RuleError(f"{where}: rule {name!r}: 'examples' is a list of mappings with a 'text'")
    if not isinstance(counter, list) or not all(isinstance(c, str) for c in counter):
        raise RuleError(f"{where}: rule {name!r}: 'counterexamples' is a list of texts")
    data = {k: v for k, v in item.items() if k not in ("name", "about", "examples", "counterexamples")}
    return Rule(name, about or "", data, tuple(examples), tuple(counter), where, trusted)
