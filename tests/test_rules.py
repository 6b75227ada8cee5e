"""Rules as data: each does what its examples say, a user's folder overrides them, and every mistake is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ConfigDict

from factcheck import rules as rule_files
from factcheck.errors import RuleError
from factcheck.rules import Rule, Rules, built_in, load
from tests import loaded

Describe = Callable[[str, Rules, date | None], list[tuple[str, str]]]

RULES = load()
ALL = [(file, rule) for file, rule in RULES]


# -- what reads each file ----------------------------------------------------------------------------------------------


def asides(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    from factcheck.read.passages import Layout

    found = Layout.load(rules).aside(text)
    return [(found.name, "aside")] if found else []


def events(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    from factcheck.frames import EventCues

    cues = EventCues.load(rules)
    return [(name, name) for name in sorted(cues.find(text))] + [
        ("light", lemma) for lemma in lemmas(text) if lemma in cues.light
    ]


@cache
def lemmas(text: str) -> tuple[str, ...]:
    from factcheck.read.passages import Layout, passages
    from factcheck.types import Article

    article = Article("a", "a.txt", text, passages(text, Layout(()), titled=True))
    tokens = [token for sentence in loaded.parser().parse(article).sentences for token in sentence.tokens]
    return tuple(token.lemma for token in tokens if not token.dep.startswith("aux"))


def sources(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    from factcheck.kinds import counts

    found = counts.camp(text, counts.load(rules))
    return [(found, found)] if found else []


@dataclass(frozen=True, slots=True)
class Home:
    """Where the rules of one file are read, and where what reads them is tested."""

    module: str
    test: str
    describe: Describe | None = None  # None: the module's own


# The files that have no kind of the same name; every other is read by kinds/<name>.py and tested in kinds/test_<name>.py.
ELSEWHERE: dict[str, Home] = {
    "asides": Home("factcheck.read.passages", "read/test_read.py", asides),
    "events": Home("factcheck.frames", "test_frames.py", events),
    "sources": Home("factcheck.kinds.counts", "kinds/test_counts.py", sources),
}


def home(file: str) -> Home:
    stem = file.rpartition("/")[2]
    return ELSEWHERE.get(stem) or Home(f"factcheck.kinds.{stem}", f"kinds/test_{stem}.py")


def reader(file: str) -> Describe:
    """What finds the rules of ``file`` in a text."""
    found = home(file)
    if found.describe is not None:
        return found.describe
    module = import_module(found.module)
    assert hasattr(module, "describe"), f"{found.module} has no describe(text, rules, on)"
    return _loading_once(module)


@cache
def _loading_once(module: ModuleType) -> Describe:
    """``module.describe``; grammars that load slowly are built once for all examples."""
    if not hasattr(module, "load"):
        return module.describe  # type: ignore[no-any-return]
    grammar = module.load(RULES)

    def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "load", lambda _: grammar)
            return module.describe(text, rules, on)  # type: ignore[no-any-return]

    return describe


# -- every rule that ships ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("file", "rule"), ALL, ids=[f"{file}:{rule.name}" for file, rule in ALL])
def test_a_rule_does_what_its_examples_say(file: str, rule: Rule) -> None:
    describe = reader(file)
    assert rule.about.strip()
    assert len(rule.examples) >= 2, f"{rule.where}: a rule has at least two examples"
    assert rule.counterexamples, f"{rule.where}: a rule has at least one counterexample"
    for example in rule.examples:
        found = describe(example["text"], RULES, example.get("on"))
        assert (rule.name, str(example["gives"])) in found, f"{rule.where}: {example['text']!r}"
    for text in rule.counterexamples:
        found = describe(text, RULES, None)
        assert rule.name not in {name for name, _ in found}, f"{rule.where}: fires on {text!r}"


FILES = sorted(path.relative_to(built_in()).with_suffix("").as_posix() for path in built_in().rglob("*.yaml"))


@pytest.mark.parametrize("file", FILES)
def test_every_file_has_a_module_that_reads_it_and_a_test(file: str) -> None:
    found = home(file)
    assert find_spec(found.module), f"rules/{file}.yaml: there is no module {found.module} that reads it"
    assert (Path(__file__).parent / found.test).is_file(), f"rules/{file}.yaml: there is no tests/{found.test}"
    assert reader(file)


def test_every_file_is_covered_once() -> None:
    """Each is loaded, each rule of it has its own case above, and no home is kept for a file that is gone."""
    assert sorted(RULES.by_file) == FILES
    assert len({(file, rule.name) for file, rule in ALL}) == len(ALL)
    assert set(ELSEWHERE) <= {file.rpartition("/")[2] for file in FILES}
    assert not any(find_spec(f"factcheck.kinds.{stem}") for stem in ELSEWHERE)


def test_loading_twice_gives_the_same_rules() -> None:
    assert load() == RULES
    assert load().fingerprint == RULES.fingerprint


# -- a user's own folder -----------------------------------------------------------------------------------------------


def folder(root: Path, text: str, file: str = "fr/fruit") -> Path:
    path = root / f"{file}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root


@contextmanager
def shipping(root: Path) -> Iterator[None]:
    """The rules that ship are those of ``root``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rule_files, "built_in", lambda: root)
        yield


APPLE = "rules:\n- {name: apple, about: An apple., word: pomme}\n- {name: pear, about: A pear., word: poire}\n"


def words(rules: Rules) -> dict[str, Any]:
    return {rule.name: rule.data.get("word") for rule in rules.of("fr/fruit")}


def test_a_later_folder_adds_overrides_and_disables(tmp_path: Path) -> None:
    shipped = folder(tmp_path / "shipped", APPLE)
    own = folder(
        tmp_path / "own",
        "rules:\n- {name: apple, about: Any apple., word: reinette}\n- {name: pear, disabled: true}\n"
        "- {name: plum, about: A plum., word: prune}\n",
    )
    with shipping(shipped):
        plain, mine = load(), load([own])
        assert words(plain) == {"apple": "pomme", "pear": "poire"}
        assert words(mine) == {"apple": "reinette", "plum": "prune"}
        assert plain.fingerprint != mine.fingerprint
        assert words(load([own, folder(tmp_path / "last", APPLE)])) == {
            "apple": "pomme",
            "plum": "prune",
            "pear": "poire",
        }


def test_an_overriding_rule_keeps_its_place_and_tells_its_file(tmp_path: Path) -> None:
    shipped = folder(tmp_path / "shipped", APPLE)
    own = folder(tmp_path / "own", "rules:\n- {name: apple, about: Any apple., word: reinette}\n")
    with shipping(shipped):
        rule = load([own]).one("fr/fruit", "apple")
    assert rule.where == f"{own / 'fr' / 'fruit.yaml'}:2"


def test_a_users_rule_takes_part_with_the_built_in_ones(tmp_path: Path) -> None:
    own = folder(tmp_path, "rules:\n- {name: outlet, about: Our paper., pattern: ^le petit phare$}\n", "fr/asides")
    assert asides("Le Petit Phare", load([own])) == [("outlet", "aside")]
    assert asides("Le Petit Phare", RULES) != [("outlet", "aside")]


def test_a_rule_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"rules/fr/fruit\.yaml: there is no rule 'kiwi'"):
        RULES.one("fr/fruit", "kiwi")
    assert RULES.of("fr/fruit") == ()


# -- mistakes, each told with its path and line ------------------------------------------------------------------------

MISTAKES = [
    ("", 1, "one key, 'rules'"),
    ("- {name: apple}\n", 1, "one key, 'rules'"),
    ("rules: {}\n", 1, "one key, 'rules'"),
    ("rules: []\nmore: 1\n", 1, "one key, 'rules'"),
    ("rules:\n- apple\n", 2, "a rule is a mapping"),
    ("rules:\n- {about: An apple.}\n", 2, "needs a 'name'"),
    ("rules:\n- {name: 3, about: An apple.}\n", 2, "needs a 'name'"),
    ("rules:\n- {name: '', about: An apple.}\n", 2, "needs a 'name'"),
    ("rules:\n- {name: apple}\n", 2, "needs an 'about'"),
    ("rules:\n- {name: a, about: A.}\n\n- {name: b}\n", 4, "'b' needs an 'about'"),
    ("rules:\n- {name: a, about: A.}\n- {name: a, about: B.}\n", 3, "a second rule named 'a'"),
    ("rules:\n- {name: a, about: A., examples: pomme}\n", 2, "'examples' is a list"),
    ("rules:\n- {name: a, about: A., examples: [pomme]}\n", 2, "'examples' is a list"),
    ("rules:\n- {name: a, about: A., examples: [{gives: x}]}\n", 2, "'examples' is a list"),
    ("rules:\n- {name: a, about: A., counterexamples: [{text: x}]}\n", 2, "'counterexamples' is a list"),
    ("rules:\n- {name: a, about: A.\n", 3, "expected"),
    ("rules:\n- name: a\n  about: A.\n   word: x\n", 4, "mapping values"),
    ("rules:\n- name: a\n\tabout: A.\n", 3, "tab character"),
    ("rules:\n- &a {name: a, about: A.}\n- *a\n", 3, "aliases are not allowed"),
    ("rules:\n- {name: a, about: A., word: !!python/object/apply:os.getcwd []}\n", 2, "constructor"),
    ("rules:\n- {name: a, about: A., word: !secret x}\n", 2, "constructor"),
]


@pytest.mark.parametrize(("text", "line", "said"), MISTAKES)
def test_a_mistake_is_told_with_path_and_line(text: str, line: int, said: str, tmp_path: Path) -> None:
    path = folder(tmp_path, text) / "fr" / "fruit.yaml"
    with shipping(tmp_path), pytest.raises(RuleError) as error:
        load()
    message = str(error.value)
    assert message.startswith(f"{path}:{line}: ")
    assert said in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bytes", b"rules:\n- {name: \xff}\n", "decode"),
        ("control", b"rules:\n- {name: \x07}\n", "not allowed"),
        ("large", b"# " + b"x" * 2_000_001, "larger than"),
        ("bomb", b"a: &a [x, x]\nrules: [" + b"*a, " * 10 + b"*a]\n", "aliases"),
        ("deep", b"rules: " + b"[" * 20_000, ""),
    ],
)
def test_a_file_that_is_no_rule_file(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    path = tmp_path / "fr" / f"{name}.yaml"
    path.write_bytes(content)
    with shipping(tmp_path), pytest.raises(RuleError) as error:
        load()
    assert str(error.value).startswith(f"{path}:")
    assert said in str(error.value)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no such folder of rules"):
        load([tmp_path / "none"])


class Fruit(BaseModel):
    model_config = ConfigDict(extra="forbid")
    word: str
    weight: float = 0.0


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("", "word: Field required"),
        ("word: [x]", "word:"),
        ("word: x, weight: heavy", "weight:"),
        ("word: x, kern: 1", "kern:"),
    ],
)
def test_the_keys_of_a_rule_are_checked_by_its_kind(keys: str, said: str, tmp_path: Path) -> None:
    folder(tmp_path, f"rules:\n- {{name: a, about: A., {keys}}}\n")
    with shipping(tmp_path):
        rule = load().one("fr/fruit", "a")
    with pytest.raises(RuleError, match=r"fruit\.yaml:2: rule 'a': ") as error:
        rule.parse(Fruit)
    assert said in str(error.value)


@pytest.mark.parametrize("file", sorted(RULES.by_file))
def test_a_rule_that_its_kind_cannot_use_stops_at_load(file: str, tmp_path: Path) -> None:
    """A key that no kind knows, in every file: a slip of the pen must not be passed over in silence."""
    name = RULES.of(file)[0].name
    own = folder(tmp_path, f"rules:\n- {{name: {name}, about: A slip of the pen., no-such-key: 1}}\n", file)
    with pytest.raises(RuleError, match=rf"\.yaml:2: rule '{name}'"):
        _use(file, load([own]))


@pytest.mark.parametrize("file", ["fr/asides", "fr/events", "fr/sources"])
def test_a_pattern_that_cannot_be_compiled_stops_at_load(file: str, tmp_path: Path) -> None:
    own = folder(tmp_path, "rules:\n- {name: open, about: A bracket that is never closed., pattern: '(x'}\n", file)
    with pytest.raises(RuleError, match=r"\.yaml:2: rule 'open'"):
        _use(file, load([own]))


def _use(file: str, rules: Rules) -> None:
    found = home(file)
    describe = found.describe or import_module(found.module).describe
    describe("Rien.", rules, None)


def test_built_in_rules_are_plain_data() -> None:
    for path in sorted(built_in().rglob("*.yaml")):
        assert isinstance(yaml.safe_load(path.read_text(encoding="utf-8")), dict), path
