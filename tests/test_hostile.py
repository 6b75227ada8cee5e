"""Any rules and any articles: what cannot be used is told by name, and what is found is really there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factcheck import frames
from factcheck import rules as rule_files
from factcheck.errors import ArticleError, FactcheckError, RuleError
from factcheck.extract import extract
from factcheck.frames import EventCues
from factcheck.kinds import whereabouts
from factcheck.read import passages
from factcheck.read.passages import Layout
from factcheck.read.plain import read_text
from factcheck.rules import Rules, load
from factcheck.types import Span
from tests import loaded
from tests import test_invariants as invariants
from tests.test_rules import home

# -- rules ---------------------------------------------------------------------------------------------------------------

RULES = load()
ODD = st.sampled_from(
    ["", " ", "\0", "\x07", "\u202eabc", "e\u0301", "\ud7ff", "(", "(a+)+$", "a{9999999999}", "[", "\\", "pomme", "x" * 5_000]
)  # fmt: skip
LEAVES = st.one_of(ODD, st.text(max_size=8), st.integers(), st.floats(), st.booleans(), st.none(), st.dates())
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(LEAVES.filter(bool).map(str), inner, max_size=3), max_leaves=6
)  # fmt: skip
KEYS = ("name", "about", "pattern", "examples", "counterexamples", "disabled", "no-such-key")
RULE = st.dictionaries(st.sampled_from(KEYS), VALUES) | st.fixed_dictionaries(
    {"name": st.sampled_from(["own", "other"]), "about": st.just("Ours."), "pattern": VALUES}
)
# What no list or mapping of Python turns into: tags, aliases, days and numbers that are none, two documents, no end.
RAW = st.sampled_from(
    [
        "!!python/object/apply:os.getcwd []", "!!python/name:os.system", "!secret x", "&a [x]", "*a", "!!int x", "!!int ''", "!!bool x",
        "!!timestamp x", "!!float x", "!!binary é", "!!omap 3", "!!set [a]", "!!null x", "2024-13-45", "2024-01-01 25:00:00", "1" * 5000,
        "0x" + "f" * 5000, "1:" * 3000 + "1", ".nan", "[" * 30_000 + "]" * 30_000, "{a: " * 30_000 + "}" * 30_000, "- - -", "? [x]\n: y",
        "<<: {name: x}", "<<: 3", '"\ud800"', "'", "|", ">-\n x", "{a: 1, a: 2}", "\t", "%YAML 9.9", "---\nrules: []", "=", "@", "`",
    ]
)  # fmt: skip


def document(rules: Any) -> str:
    """JSON is YAML; what it writes as NaN is no number there, and is read as a word."""
    return json.dumps({"rules": rules}, default=str, ensure_ascii=False)


DOCUMENTS = st.one_of(
    st.lists(RULE, max_size=3).map(document),
    VALUES.map(document),
    st.builds("rules:\n- {{name: own, about: Ours., pattern: {}}}\n".format, RAW),
    st.builds("rules:\n- name: own\n  about: Ours.\n  {}\n".format, RAW),
    st.builds("rules: {}\n".format, RAW),
    RAW,
    st.text(max_size=60),
    st.binary(max_size=60),
)


class RefusedError(Exception):
    """What cannot be used, told with its file."""


@contextmanager
def own(file: str, text: str | bytes) -> Iterator[Rules]:
    """The rules that ship with a user's file over them, which alone is read; RefusedError where it is told by name."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "own", f"{file}.yaml")
        path.parent.mkdir(parents=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
        try:
            mine = alone(path.parents[1])
            replaced = {rule.name: rule for rule in mine.of(file)}
            merged = [replaced.pop(rule.name, rule) for rule in RULES.of(file)]
            yield Rules({**RULES.by_file, file: (*merged, *replaced.values())}, mine.fingerprint)
        except RuleError as error:
            if f"{file}.yaml" in str(error) and len(str(error)) < 2_000:
                raise RefusedError from None
            raise


def alone(folder: Path) -> Rules:
    """The rules of ``folder`` without those that ship, which take long to read."""
    shipped = folder.with_name("shipped")
    shipped.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rule_files, "built_in", lambda: shipped)
        return load([folder])


@given(DOCUMENTS)
@example("{rules: [], rules: [{name: own, about: Ours.}]}")
def test_any_rule_file_is_used_or_refused_by_name(text: str | bytes) -> None:
    with suppress(RefusedError), own("fr/asides", text) as rules:
        Layout.load(rules)


def compiled(file: str, rules: Rules) -> Any:
    """What reads the rules of ``file``, as the whole program loads it."""
    module = import_module(home(file).module)
    if module is passages:
        return Layout.load(rules)
    if module is frames:
        return EventCues.load(rules)
    if module is whereabouts:
        return whereabouts.load(rules, loaded.compiled().places)
    return module.load(rules)


SLOTS = sorted({(file, rule.name, key) for file, rule in RULES for key in rule.data})


@settings(max_examples=150)
@given(st.sampled_from(SLOTS), VALUES | st.lists(ODD, max_size=2))
@example(("fr/penalties", "lawyer", "does"), ["("])
def test_any_value_of_any_key_is_used_or_refused_by_name(slot: tuple[str, str, str], value: Any) -> None:
    file, name, key = slot
    rule = RULES.one(file, name)
    with (
        suppress(RefusedError),
        own(file, document([{"name": name, "about": rule.about, **rule.data, key: value}])) as rules,
    ):
        compiled(file, rules)


# -- articles ------------------------------------------------------------------------------------------------------------

PRESS = st.sampled_from(
    [
        "Le maire de Nantes, Paul Garandel, ", "a annoncé lundi 12 mai 2025 ", "que deux personnes ont été blessées", " selon l'AFP", ". ",
        "« Nous n'avons rien signé »", "« Oui", "\" », a dit ", "la ministre", "près de 4\u202f200 euros", "12 % ", "à 18h30", "trois ans de prison",
        " dont un avec sursis", "(Reuters) - ", "M. ", "J.-P. ", "pendant deux heures", "à Vannes", "l'ambassadeur de France", "31/02/2025", "le 99 mai",
        "1er-", "-t-il", "n'", "\n", "\n\n", "\t", ", ", " : ", "… ", "??", "  ",
    ]
)  # fmt: skip
STRANGE = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["\0", "\u202e", "\u200b", "\u00ad", "\ufeff", "e" + "\u0301" * 40, "שלום", "مرحبا", "İ", "ß", "ﬁ", "🇫🇷", "𝟙𝟚", "²", "٣", "\u2028"]),
    st.builds(lambda piece, times: piece * times, st.sampled_from([".", "«", "»", "…", "'", "-", "(", "1", "A", "a", "ex-", "M."]), st.integers(2, 400)),
)  # fmt: skip
ARTICLES = st.lists(st.one_of(PRESS, PRESS, PRESS, STRANGE), min_size=1, max_size=25).map("".join)


STORY = (
    "Un pont ferme à Nantes\n\nLe 12 mai 2025, deux personnes ont été blessées à Nantes, a annoncé le maire, Paul Garandel. "
    "« Nous avons fermé le pont lundi soir », a-t-il dit."
)


def spans(found: Any) -> Iterator[Span]:
    """Every span in what was found, however deep."""
    if isinstance(found, Span):
        yield found
    elif isinstance(found, tuple):
        for item in found:
            yield from spans(item)
    elif is_dataclass(found):
        for field in fields(found):
            yield from spans(getattr(found, field.name))


@settings(max_examples=30)
@given(ARTICLES)
@example("Il a dit : «" + "." * 1_000 + " Oui. »")
def test_what_is_found_in_any_article_lies_in_it(text: str) -> None:
    try:
        article = read_text(text, "f/a.txt", loaded.compiled().layout)
    except ArticleError:
        return
    found = extract(article, loaded.compiled(), loaded.parser())
    assert all(0 <= span.start <= span.end <= len(article.text) for span in spans((article.passages, found)))


@settings(max_examples=6)
@given(st.lists(ARTICLES, min_size=2, max_size=3))
@example([STORY, STORY.replace("deux personnes", "trois personnes")])
def test_a_report_on_any_articles_is_what_reports_are(texts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            Path(folder, f"{number}.txt").write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            report = loaded.check([folder], language="fr")
        except FactcheckError as error:
            if "nothing to check" in str(error):
                return
            raise
    assert len(report.articles) + len(report.skipped) == len(texts)
    assert not any("fault of factcheck" in s.reason for s in report.skipped)
    invariants.cited(report)
    for check in (
        invariants.test_every_mention_and_every_unresolved_passage_is_in_its_article,
        invariants.test_nothing_is_claimed_from_an_aside,
        invariants.test_verdicts_mean_what_they_say,
        invariants.test_the_json_report_is_as_its_schema_says,
    ):
        check([report])
