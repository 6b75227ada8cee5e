"""The whole program, in order: read -> extract -> normalise -> cluster -> compare -> report.

Each step takes frozen nouns and returns new ones; nothing flows back. Start reading here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from factcheck import accounts, dating, embed, grammars, parallels, statements
from factcheck import rules as rule_files
from factcheck.agreement import together
from factcheck.cluster import cluster
from factcheck.compare import Compared, agreed, compare, typed
from factcheck.embed import Embedder
from factcheck.errors import FactcheckError
from factcheck.events import ORDINALS, Event
from factcheck.extract import Extraction, extract
from factcheck.findings import Context, findings
from factcheck.grammars import Grammars
from factcheck.index import Index, Remembering, Reports, extracted, program
from factcheck.kinds import attribution
from factcheck.normalise import Normalised, normalise
from factcheck.origins import origins
from factcheck.read import Limits, read
from factcheck.read.passages import Layout
from factcheck.rules import Rules
from factcheck.shared_names import one_story
from factcheck.syntax import PACKAGES, Parser
from factcheck.types import Article, Report, Skipped, Slot

Progress = Callable[[str, int, int], None]
LANGUAGES = ("fr",)  # of the articles; what is French stands in rules/fr and in one parser


def check(
    folders: Sequence[Path | str],
    *,
    rules: Rules | None = None,
    embedder: Embedder | None = None,
    published: Mapping[str, date] | None = None,
    as_of: date | None = None,
    language: str = "en",
    progress: Progress | None = None,
    index: Index | None = None,
    limits: Limits = Limits(),  # noqa: B008 - it is frozen
) -> Report:
    """Check every article below ``folders`` against all others.

    ``rules`` and ``embedder`` default to those that ship with the package. ``published`` gives the day of articles
    (path or file name -> day) whose text cannot tell; ``as_of`` the year for undated folders. ``language`` ("en" or
    "fr") is that of the report's own words. ``progress(stage, done, total)`` is called as work goes on. What ``index`` holds
    of earlier runs is not worked out again; the report is the same with and without it. ``limits`` says how much is read at most.

    Raises FactcheckError (a missing folder, nothing to check) and RuleError.
    """
    told = progress or _silent
    embedder = _remembering(embedder, index)
    rules = rules or rule_files.load()
    articles, skipped = read([Path(f) for f in folders], Layout.load(rules), published, limits)
    articles, foreign = _readable(articles)
    if not articles:
        raise FactcheckError(_nothing(skipped + foreign))
    reports = Reports(index, [*(str(Path(f).resolve()) for f in folders), as_of, language, embedder.fingerprint])
    rests_on = (articles, skipped + foreign, f"{rules.fingerprint} {program(*PACKAGES)}" if index else "")
    if (known := reports.get(rests_on)) is not None:
        return known
    compiled = grammars.load(rules)
    articles = tuple(replace(a, credits=attribution.credits(a.text, compiled.attribution)) for a in articles)
    articles = dating.date_articles(articles, compiled.dates, as_of)
    extractions = _extract(articles, compiled, index, rests_on[-1], told)
    normalised = normalise(articles, extractions, compiled)
    told("compare", 0, 1)
    report = judge(articles, skipped + foreign, normalised, compiled, embedder, language)
    told("compare", 1, 1)
    return reports.put(rests_on, report)


def _silent(stage: str, done: int, total: int) -> None:
    pass


def _readable(articles: Sequence[Article]) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    kept = tuple(a for a in articles if a.language in LANGUAGES)
    foreign = tuple(
        Skipped(a.path, f"in a language that is not checked yet ({a.language})")
        for a in articles
        if a.language not in LANGUAGES
    )
    return kept, foreign


def _nothing(skipped: Sequence[Skipped]) -> str:
    reasons = "".join(f"\n  {s.path}: {s.reason}" for s in skipped)
    return f"nothing to check: no article was found{reasons and ', and these files could not be used:'}{reasons}"


def _remembering(embedder: Embedder | None, index: Index | None) -> Embedder:
    if embedder is None:
        return Remembering(embed.shipped_fingerprint(), embed.load, index)
    return Remembering(embedder.fingerprint, lambda: embedder, index)


def _extract(
    articles: Sequence[Article], compiled: Grammars, index: Index | None, depends_on: str, told: Progress
) -> list[Extraction]:
    parsers: list[Parser] = []  # loaded when an article must be read
    done = 0

    def read_anew(article: Article) -> Extraction:
        nonlocal done
        told("extract", done, len(articles))
        done += 1
        if not parsers:
            parsers.append(Parser())
        return extract(article, compiled, parsers[0])

    extractions = extracted(articles, index, depends_on, read_anew)
    told("extract", len(articles), len(articles))
    return extractions


def _kinds(events: Sequence[Event]) -> Callable[[str], str]:
    """The kind of event or thing that a group is about, without which one it is; a first and a second are two kinds."""
    ordinals = {e.id: sorted({c for m in e.mentions for c in m.cues} & set(ORDINALS)) for e in events}
    return lambda about: " ".join((about.partition("@")[0], *ordinals.get(about, ())))


def _told_once(compiled: Grammars) -> Callable[[str], bool]:
    """Which counts and outcomes a story has but once."""
    return lambda about: compiled.counts.telling(about) or compiled.outcomes.decisive(about)


def judge(
    articles: tuple[Article, ...],
    skipped: tuple[Skipped, ...],
    normalised: Normalised,
    compiled: Grammars,
    embedder: Embedder,
    language: str,
) -> Report:
    """From what each article claims to the report on all of them; ``language`` is that of its own words."""
    by_id = {a.id: a for a in articles}
    origin = origins(articles)
    compared: list[Compared] = []
    valued = [c for c in normalised.claims if c.slot is not Slot.QUOTATION]
    by_type = typed(compiled.actions, compiled.counts.sides, one_story(normalised.entities, articles))
    groups = cluster(valued, embedder, by_type, compiled.counts.running, _told_once(compiled))
    groups = together(groups, embedder, by_type, {a.id: a.published for a in articles})
    for group in parallels.together(groups, by_type, _kinds(normalised.events)):
        compared += compare(group, by_id, by_type, compiled.counts.running)
    quoted = [c for c in normalised.claims if c.slot is Slot.QUOTATION]
    related = statements.related(quoted, by_id, embedder)
    said = statements.group(quoted, by_id)
    for group in said:
        compared += compare(group, by_id, related)
    for group in statements.attributions(said, related):
        compared += compare(group, by_id, by_type)
    for group in accounts.group(normalised.accounts, embedder, compiled.actions, origin):
        compared.append(agreed(group))
    context = Context(
        articles=by_id,
        entities={e.id: e for e in normalised.entities},
        events={e.id: e for e in normalised.events},
        origins=origin,
        main=normalised.main,
        language=language,
    )
    return Report(
        articles=tuple(sorted(articles, key=lambda a: (a.path, a.id))),
        skipped=tuple(sorted(skipped, key=lambda s: (s.path, s.reason))),
        entities=normalised.entities,
        clusters=findings(compared, context),
        unresolved=normalised.unresolved,
        origins=origin,
    )
