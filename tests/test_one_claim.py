"""One claim, all the way: what each stage makes of the word "jeudi" in one of two short articles.

Read this beside factcheck/pipeline.py to see what the stages hand to each other.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from factcheck import dating, rules
from factcheck.cluster import Group, cluster
from factcheck.compare import Compared, compare, typed
from factcheck.embed import Embedder
from factcheck.extract import Dated, Extraction, extract
from factcheck.findings import Context, findings
from factcheck.grammars import Grammars
from factcheck.kinds import dates
from factcheck.kinds.date_expressions import Calendar
from factcheck.normalise import Normalised, normalise
from factcheck.origins import origins
from factcheck.read import read
from factcheck.report.json import render as as_json
from factcheck.report.markdown import render as as_markdown
from factcheck.syntax import Parser
from factcheck.types import Article, Claim, DateValue, Part, Relation, Report, Slot, Span, Stance, Verdict

DAILY = """\
Le budget du grand pont

Le Courrier du Fleuve, vendredi 3 mai 2024

Le conseil municipal et les riverains se sont réunis jeudi à Nantes pour parler du budget du grand pont.

La réunion a duré deux heures. Les travaux commenceront plus tard.
"""

MONTHLY = """\
---
title: Un pont et son budget
date: 2024-05-04
source: Le Petit Phare
---
La réunion du conseil municipal et des riverains sur le budget du grand pont s'est tenue le 30 avril à Nantes.

Personne n'a quitté la salle avant la fin.
"""

WORD = "jeudi"
THURSDAY, TUESDAY = date(2024, 5, 2), date(2024, 4, 30)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("articles") / "pont"
    made.mkdir()
    (made / "courrier.txt").write_text(DAILY, encoding="utf-8")
    (made / "phare.md").write_text(MONTHLY, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def read_ones(folder: Path, grammars: Grammars) -> tuple[Article, ...]:
    articles, skipped = read([folder], grammars.layout)
    assert skipped == ()
    return articles


@pytest.fixture(scope="module")
def articles(read_ones: tuple[Article, ...], grammars: Grammars) -> tuple[Article, ...]:
    return dating.date_articles(read_ones, grammars.dates)


@pytest.fixture(scope="module")
def extractions(articles: tuple[Article, ...], grammars: Grammars, parser: Parser) -> list[Extraction]:
    return [extract(article, grammars, parser) for article in articles]


@pytest.fixture(scope="module")
def normalised(articles: tuple[Article, ...], extractions: list[Extraction], grammars: Grammars) -> Normalised:
    return normalise(articles, extractions, grammars)


@pytest.fixture(scope="module")
def group(normalised: Normalised, grammars: Grammars, embedder: Embedder) -> Group:
    """The group that holds the claim."""
    groups = cluster(normalised.claims, embedder, typed(grammars.actions), grammars.counts.running)
    return next(g for g in groups if claim_of(normalised) in g.claims)


@pytest.fixture(scope="module")
def compared(group: Group, articles: tuple[Article, ...], grammars: Grammars) -> Compared:
    results = compare(group, {a.id: a for a in articles}, typed(grammars.actions), grammars.counts.running)
    assert len(results) == 1
    return results[0]


@pytest.fixture(scope="module")
def report(
    articles: tuple[Article, ...], extractions: list[Extraction], normalised: Normalised, compared: Compared
) -> Report:
    context = Context(
        articles={a.id: a for a in articles},
        entities={e.id: e for e in normalised.entities},
        events={e.id: e for e in normalised.events},
        origins=origins(articles),
        main=normalised.main,
        language="en",
    )
    return Report(
        articles, (), normalised.entities, findings([compared], context), normalised.unresolved, context.origins
    )


def here() -> Span:
    start = DAILY.index(WORD)
    return Span(start, start + len(WORD))


def dated(extraction: Extraction) -> Dated:
    return next(d for d in extraction.dates if d.mention.span == here())


def claim_of(normalised: Normalised) -> Claim:
    return next(c for c in normalised.claims if c.slot is Slot.DATE and c.span == here())


# -- stage by stage ----------------------------------------------------------------------------------------------------


def test_read_tells_the_parts_of_an_article(read_ones: tuple[Article, ...]) -> None:
    daily, monthly = read_ones
    assert (daily.path, daily.title, daily.text) == ("pont/courrier.txt", "Le budget du grand pont", DAILY)
    parts = [p.part for p in daily.passages]
    assert parts[0] is Part.HEADLINE
    assert Part.BODY in parts
    line = DAILY.index("Le Courrier")
    assert [p.part for p in daily.passages if p.span.start <= line < p.span.end] in ([], [Part.ASIDE])
    assert next(p for p in daily.passages if p.span.holds(here())).part is not Part.ASIDE
    assert (monthly.outlet, monthly.published, monthly.published_from) == (
        "Le Petit Phare",
        date(2024, 5, 4),
        "front-matter",
    )


def test_dating_finds_the_day_of_publication(articles: tuple[Article, ...]) -> None:
    assert articles[0].published == date(2024, 5, 3)
    assert articles[0].published_from == "dateline"


def test_extract_finds_the_word_and_what_it_is_said_of(extractions: list[Extraction]) -> None:
    found = dated(extractions[0])
    assert found.mention.rule == "weekday"
    assert found.mention.expression.core == Calendar(weekday=3)  # a Thursday; which one is not known yet
    assert found.frame is not None
    frame = extractions[0].frames[found.frame]
    assert (frame.concept, frame.tense, DAILY[frame.trigger.start : frame.trigger.end]) == ("meeting", "past", "réunis")


def test_normalise_makes_a_claim_about_an_event(normalised: Normalised) -> None:
    claim = claim_of(normalised)
    assert claim.value == DateValue(THURSDAY, THURSDAY, "2024-05-02")
    assert (claim.slot, claim.rule, claim.stance, claim.firm) == (Slot.DATE, "weekday", Stance.ASSERTED, True)
    assert claim.about in {event.id for event in normalised.events}
    assert claim.about.startswith("meeting@")
    assert WORD not in claim.context
    assert claim.sentence.holds(claim.span)
    event = next(event for event in normalised.events if event.id == claim.about)
    assert {m.article for m in event.mentions} == {c.article for c in normalised.claims}  # of both articles


def test_cluster_brings_together_what_answers_one_question(group: Group, normalised: Normalised) -> None:
    claim = claim_of(normalised)
    assert (group.slot, group.about, group.facet) == (claim.slot, claim.about, claim.facet)
    values = [c.value for c in group.claims]
    assert values == [DateValue(THURSDAY, THURSDAY, "2024-05-02"), DateValue(TUESDAY, TUESDAY, "2024-04-30")] or (
        values == [DateValue(TUESDAY, TUESDAY, "2024-04-30"), DateValue(THURSDAY, THURSDAY, "2024-05-02")]
    )


def test_compare_judges_the_values_by_their_kind(compared: Compared, group: Group) -> None:
    first, second = (c.value for c in group.claims)
    assert isinstance(first, DateValue) and isinstance(second, DateValue)
    assert compared.judgement == dates.relate(first, second)
    assert compared.judgement.relation is Relation.CONFLICTING
    assert not compared.evolved
    assert sorted(len(variant) for variant in compared.variants) == [1, 1]


def test_findings_say_it_to_a_reader(report: Report, compared: Compared) -> None:
    (found,) = report.clusters
    assert (found.verdict, found.slot) == (Verdict.CONFLICTING, Slot.DATE)
    assert found.severity is not None
    assert compared.judgement is not None and found.rule == compared.judgement.rule
    assert found.rule in found.explanation
    said = {variant.value: [e.text for e in variant.evidence] for variant in found.variants}
    assert said == {"2024-05-02": [WORD], "2024-04-30": ["le 30 avril"]}


def test_the_json_report_leads_back_to_the_word(report: Report, folder: Path) -> None:
    content = json.loads(as_json(report))
    paths = {a["id"]: a["path"] for a in content["articles"]}
    (found,) = content["clusters"]
    (evidence,) = next(v["evidence"] for v in found["variants"] if v["value"] == "2024-05-02")
    text = (folder.parent / paths[evidence["article"]]).read_text(encoding="utf-8")
    assert text[evidence["start"] : evidence["end"]] == evidence["text"] == WORD
    sentence = text[evidence["sentence"]["start"] : evidence["sentence"]["end"]]
    assert sentence.startswith("Le conseil municipal")
    assert sentence.rstrip().endswith("grand pont.")


def test_the_markdown_report_shows_both_days_and_the_line(report: Report) -> None:
    (found,) = report.clusters
    page = as_markdown(report)
    assert all(shown in page for shown in ("2024-05-02", "2024-04-30", WORD, found.id, "courrier.txt"))
    line = DAILY[: here().start].count("\n") + 1
    assert f"{line}" in page


def test_the_whole_program_finds_the_same(report: Report, folder: Path) -> None:
    from tests import loaded

    (found,) = report.clusters
    whole = loaded.check([folder])
    assert found in whole.clusters
    assert [c.id for c in whole.clusters if c.verdict is Verdict.CONFLICTING] == [found.id]


def test_the_rules_that_decided_are_there_to_read(report: Report) -> None:
    shipped = rules.load()
    read_by = {e.rule for c in report.clusters for v in c.variants for e in v.evidence}
    assert read_by == {"weekday", "day-and-month"}
    assert read_by <= {rule.name for rule in shipped.of("fr/dates")}
