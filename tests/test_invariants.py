"""What holds of every report, whatever it finds."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.compare import label, relate
from factcheck.extract import extract
from factcheck.grammars import Grammars
from factcheck.kinds import quotations
from factcheck.normalise import Normalised, normalise
from factcheck.report.json import render as as_json
from factcheck.report.markdown import render as as_markdown
from factcheck.syntax import Parser
from factcheck.types import (
    ActionValue,
    DateValue,
    Duration,
    Judgement,
    PartyValue,
    Penalty,
    PlaceValue,
    Quantity,
    QuotationValue,
    Relation,
    Report,
    RoleValue,
    Slot,
    Value,
    Verdict,
)  # fmt: skip
from tests import loaded, stories

# -- the words that a report cites -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reports(of_seeds: Report, tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, ...]:
    """The sample articles, a story that agrees and one that does not."""
    made = tmp_path_factory.mktemp("stories")
    agreed = stories.write(made / "agreed")
    changed = stories.write(made / "changed", length_b="quatre heures", name_b="Paul Mercadier")
    return of_seeds, loaded.check([agreed]), loaded.check([changed], language="fr")


def test_every_evidence_is_what_the_article_says_there(reports: Sequence[Report]) -> None:
    for report in reports:
        assert cited(report) > 0


def cited(report: Report) -> int:
    """How many words of articles the report rests on; each is where it says."""
    texts = {article.id: article.text for article in report.articles}
    found = [e for c in report.clusters for v in c.variants for e in v.evidence]
    for evidence in found:
        assert texts[evidence.article][evidence.span.start : evidence.span.end] == evidence.text
        assert evidence.text.strip()
        assert evidence.sentence.holds(evidence.span), evidence
        assert 0 <= evidence.sentence.start < evidence.sentence.end <= len(texts[evidence.article])
    return len(found)


def test_every_mention_and_every_unresolved_passage_is_in_its_article(reports: Sequence[Report]) -> None:
    for report in reports:
        texts = {article.id: article.text for article in report.articles}
        for found in (*(m for e in report.entities for m in e.mentions), *report.unresolved):
            assert texts[found.article][found.span.start : found.span.end] == found.text


def test_nothing_is_claimed_from_an_aside(reports: Sequence[Report]) -> None:
    for report in reports:
        asides = [(a.id, p.span) for a in report.articles for p in a.passages if p.part == "aside"]
        for evidence in (e for c in report.clusters for v in c.variants for e in v.evidence):
            assert not any(evidence.article == article and evidence.span.overlaps(span) for article, span in asides)


def test_verdicts_mean_what_they_say(reports: Sequence[Report]) -> None:
    for report in reports:
        assert len({c.id for c in report.clusters}) == len(report.clusters)
        assert set(report.origins) == {a.id for a in report.articles}
        for cluster in report.clusters:
            articles = {e.article for v in cluster.variants for e in v.evidence}
            origins = {report.origins[article] for article in articles}
            assert cluster.variants and all(v.evidence for v in cluster.variants)
            assert cluster.question and cluster.explanation and cluster.rule and cluster.steps
            assert cluster.confidence is None or 0 <= cluster.confidence <= 1
            assert (cluster.severity is not None) == (cluster.verdict is Verdict.CONFLICTING)
            if cluster.verdict in (Verdict.CONFLICTING, Verdict.EVOLVED):
                assert len(cluster.variants) >= 2 and len(articles) >= 2, cluster.id
            if cluster.verdict is Verdict.CONSISTENT:
                assert len(origins) >= 2, cluster.id


# -- the machine-readable report -----------------------------------------------------------------------------------------

Check = Callable[[Any], bool]


def text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def text_or_null(value: Any) -> bool:
    return value is None or isinstance(value, str)


def offset(value: Any) -> bool:
    return type(value) is int and value >= 0


def day_or_null(value: Any) -> bool:
    return value is None or bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value)) and bool(date.fromisoformat(value))


def one_of(*allowed: str | None) -> Check:
    return lambda value: value in allowed


def share_or_null(value: Any) -> bool:
    return value is None or type(value) in (int, float) and 0 <= value <= 1


SCHEMA: Mapping[str, Any] = {
    "schema_version": one_of("1"),
    "articles": [
        {
            "id": text, "path": text, "title": text_or_null, "outlet": text_or_null, "language": text,
            "published": day_or_null,
            "published_from": one_of("front-matter", "dateline", "text", "corpus", "option", None),
            "offsets_in": one_of("file", "extracted-text"), "notes": [text],
        }
    ],
    "skipped": [{"path": text, "reason": text}],
    "entities": [
        {
            "id": text, "kind": one_of("person", "organisation", "place"), "name": text,
            "mentions": [{"article": text, "start": offset, "end": offset, "text": text}],
        }
    ],
    "clusters": [
        {
            "id": text, "verdict": one_of("consistent", "conflicting", "evolved", "single-source"),
            "slot": one_of(
                "date", "place", "quantity", "duration", "role", "participant", "quotation", "attribution", "action"
            ),
            "severity": one_of("high", "medium", "low", None), "confidence": share_or_null,
            "question": text, "explanation": text,
            "variants": [
                {
                    "value": text,
                    "evidence": [
                        {
                            "article": text, "start": offset, "end": offset, "text": text,
                            "sentence": {"start": offset, "end": offset}, "attributed_to": text_or_null,
                        }
                    ],
                }
            ],
        }
    ],
}  # fmt: skip


def faults(found: Any, schema: Any, where: str = "") -> Iterator[str]:
    """What in ``found`` is not as ``schema`` says; a key that the schema does not have is a fault too."""
    if isinstance(schema, dict):
        if not isinstance(found, dict) or set(found) != set(schema):
            yield f"{where}: keys {sorted(found) if isinstance(found, dict) else found!r}"
            return
        for key, below in schema.items():
            yield from faults(found[key], below, f"{where}.{key}")
    elif isinstance(schema, list):
        if not isinstance(found, list):
            yield f"{where}: {found!r} is no list"
            return
        for number, item in enumerate(found):
            yield from faults(item, schema[0], f"{where}[{number}]")
    elif not schema(found):
        yield f"{where}: {found!r}"


def test_the_json_report_is_as_its_schema_says(reports: Sequence[Report]) -> None:
    for report in reports:
        content = json.loads(as_json(report))
        assert list(faults(content, SCHEMA)) == []
        known = {article["id"] for article in content["articles"]}
        evidence = [e for c in content["clusters"] for v in c["variants"] for e in v["evidence"]]
        mentions = [m for entity in content["entities"] for m in entity["mentions"]]
        assert {cited["article"] for cited in (*evidence, *mentions)} <= known
        assert all(cited["start"] < cited["end"] for cited in (*evidence, *mentions))
        assert all("/" in a["path"] and "\\" not in a["path"] for a in content["articles"])


def test_the_check_of_the_schema_finds_faults() -> None:
    good = {"schema_version": "1", "articles": [], "skipped": [], "entities": [], "clusters": []}
    assert list(faults(good, SCHEMA)) == []
    for wrong in ({"schema_version": 1}, {"more": 1}, {"articles": {}}, {"skipped": [{"path": "", "reason": "x"}]}):
        assert list(faults(good | wrong, SCHEMA))


# -- relate is symmetric, for every kind -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def found_in_seeds(of_seeds: Report, grammars: Grammars, parser: Parser) -> Normalised:
    articles = of_seeds.articles
    return normalise(articles, [extract(article, grammars, parser) for article in articles], grammars)


def both_ways(a: Value, b: Value) -> tuple[Judgement, Judgement]:
    grammar = loaded.compiled().actions
    if isinstance(a, QuotationValue) and isinstance(b, QuotationValue):
        return quotations.relate(a, b, similarity=0.9), quotations.relate(b, a, similarity=0.9)
    return relate(a, b, grammar), relate(b, a, grammar)


def test_relate_is_symmetric_on_all_that_the_sample_articles_say(found_in_seeds: Normalised) -> None:
    by_slot: dict[Slot, list[Value]] = {}
    for claim in found_in_seeds.claims:
        by_slot.setdefault(claim.slot, []).append(claim.value)
    expected = {Slot.DATE, Slot.PLACE, Slot.DURATION, Slot.ROLE, Slot.QUOTATION, Slot.ACTION}
    assert expected <= set(by_slot)
    for values in by_slot.values():
        for a, b in combinations_with_replacement(values, 2):
            one, other = both_ways(a, b)
            assert (one.relation, one.rule) == (other.relation, other.rule), (a, b)


def days(first: date, length: int, approximate: bool, minutes: tuple[int, int] | None) -> DateValue:
    last = first + timedelta(days=length)
    edtf = first.isoformat() if not length else f"{first.isoformat()}/{last.isoformat()}"
    return DateValue(first, last, edtf, (min(minutes), max(minutes)) if minutes else None, approximate)


MINUTES = st.tuples(st.integers(0, 1439), st.integers(0, 1439))
CALENDAR = st.dates(date(2023, 12, 20), date(2024, 3, 10))
DATES = st.builds(days, CALENDAR, st.sampled_from([0, 0, 1, 6, 30]), st.booleans(), st.none() | MINUTES)


@st.composite
def places(draw: st.DrawFn) -> PlaceValue:
    chain = ["venue:town-hall:geonames:2990969", "geonames:2990969", "FR-PDL", "FR"]
    levels = ["venue", "city", "region", "country"]
    at = draw(st.integers(0, 3))
    other = draw(st.booleans())
    ids = [f"{i}-x" for i in chain] if other else chain
    return PlaceValue(ids[at], ids[at], levels[at], tuple(ids[at + 1 :]), draw(st.sampled_from([None, "FR", "DE"])))  # type: ignore[arg-type]


AMOUNTS = st.sampled_from([1.0, 2.0, 12.0, 30.0, 100.0, 4200.0, 5000.0])


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low, more = draw(AMOUNTS), draw(st.sampled_from([0.0, 5.0, float("inf")]))
    stated = draw(st.sampled_from([None, low]))
    unit, noun = draw(st.sampled_from(["", "%", "EUR", "km"])), draw(st.sampled_from(["", "blessés", "voix"]))
    return Quantity(low, low + more, stated, unit, draw(st.sampled_from([1.0, 100.0])), draw(st.booleans()), noun)


@st.composite
def lengths(draw: st.DrawFn) -> Duration:
    low = draw(AMOUNTS) * 60
    more, stated = draw(st.sampled_from([0.0, 600.0, float("inf")])), draw(st.sampled_from([None, low]))
    return Duration(low, low + more, stated, draw(st.sampled_from(["hour", "day"])), draw(st.booleans()))


ROLES = st.builds(
    RoleValue,
    rank=st.sampled_from(["ambassadeur", "consul", "ministre", "secrétaire d'État"]),
    family=st.sampled_from(["diplomat", "government"]),
    sender=st.sampled_from([None, "FR", "DE"]),
    receiver=st.sampled_from([None, "FR", "DE"]),
    body=st.sampled_from([None, "mairie", "region"]),
    portfolio=st.frozensets(st.sampled_from(["peche", "budget"]), max_size=2),
    phase=st.sampled_from(["current", "former", "coming"]),
)
WORDS = st.lists(st.sampled_from(["nous", "avons", "pas", "12", "trouve", "un", "accord"]), min_size=1, max_size=8)
QUOTATIONS = WORDS.map(lambda words: QuotationValue(" ".join(words), tuple(words)))
PARTIES = st.sampled_from(["a", "b"]).map(lambda name: PartyValue(f"person:{name}", name.upper()))
ACTIONS = st.builds(ActionValue, st.sampled_from(["meeting", "sign", "approve", "reject"]), st.booleans(), st.just("x"))

WHOLE = Duration(1e6, 1e6, 1e6, "day")  # longer than any part
PENALTIES = st.one_of(
    lengths().map(Penalty),
    lengths().map(lambda length: Penalty(None, firm=length)),
    lengths().map(lambda length: Penalty(None, suspended=length)),
    lengths().map(lambda length: Penalty(WHOLE, suspended=length)),
)

KINDS = {
    "date": DATES, "place": places(), "quantity": quantities(), "duration": lengths(), "role": ROLES,
    "quotation": QUOTATIONS, "party": PARTIES, "action": ACTIONS, "penalty": PENALTIES,
}  # fmt: skip


def test_every_kind_of_value_is_generated() -> None:
    assert set(KINDS) == {get_args(get_type_hints(kind)["kind"])[0] for kind in get_args(Value)}


@given(st.sampled_from(sorted(KINDS)).flatmap(lambda kind: st.tuples(KINDS[kind], KINDS[kind])))
def test_relate_is_symmetric_on_any_values(pair: tuple[Value, Value]) -> None:
    one, other = both_ways(*pair)
    assert (one.relation, one.rule) == (other.relation, other.rule)


@given(st.one_of(*(KINDS[kind] for kind in sorted(KINDS))))
def test_no_value_conflicts_with_itself_and_each_has_a_label(value: Value) -> None:
    assert both_ways(value, value)[0].relation is not Relation.CONFLICTING
    for language in ("en", "fr"):
        assert label(value, language)


@given(st.one_of(*KINDS.values()), st.one_of(*KINDS.values()))
def test_values_of_two_kinds_are_never_compared(a: Value, b: Value) -> None:
    if a.kind != b.kind:
        assert relate(a, b, loaded.compiled().actions).relation is Relation.INCOMPARABLE


# -- the same input gives the same report --------------------------------------------------------------------------------


def test_two_runs_give_the_same_report(of_seeds: Report, seeds: Path) -> None:
    again = loaded.check([seeds])
    assert as_json(again) == as_json(of_seeds)
    assert as_markdown(again) == as_markdown(of_seeds)


def test_the_order_of_sets_decides_nothing(root: Path, tmp_path: Path) -> None:
    """Byte for byte, in processes of their own that hash differently."""
    outs = [tmp_path / seed for seed in ("1", "2")]
    runs = [_started(root, out) for out in outs]  # side by side
    for run in runs:
        _, told = run.communicate()
        assert run.returncode == 0, told
    for name in ("seeds.json", "seeds.md", "seeds.csv"):
        assert (outs[0] / name).read_bytes() == (outs[1] / name).read_bytes(), name


def _started(root: Path, out: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "factcheck", "check", "seeds", "--quiet", "--exit-zero"]
    command += [part for suffix in ("json", "md", "csv") for part in ("--report", str(out / f"seeds.{suffix}"))]
    hashing = os.environ | {"PYTHONHASHSEED": out.name}
    return subprocess.Popen(command, cwd=root, env=hashing, stderr=subprocess.PIPE, text=True)
