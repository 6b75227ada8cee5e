"""The report for a reader in a hurry, as GitHub-flavoured Markdown: what matters most stands first.

Everything that comes from an article or its file name passes through ``escape``; only this module writes markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from factcheck import order
from factcheck.report import names, tables
from factcheck.report.cite import Citations
from factcheck.report.escape import code, text
from factcheck.report.tables import Page, fold, table
from factcheck.report.wording import words
from factcheck.types import Acknowledgement, Article, Cluster, Report, Review, State, Variant, Verdict

MARK = "<!-- a report of factcheck -->"  # its first line, by which a report is known

_OVERVIEW_FROM = 4  # fewer conflicts than this are seen at a glance anyway
_FOLD_FROM = 16  # longer tables at the end of the report are folded
_LIGHTS: Mapping[str | None, str] = MappingProxyType({"high": "🔴", "medium": "🟠", "low": "🟡"})
_NO_LINKS: Mapping[str, str] = MappingProxyType({})


def render(review: Report | Review, language: str = "en", links: Mapping[str, str] = _NO_LINKS) -> str:
    """``review`` in Markdown, its own words in ``language`` ("en" or "fr").

    ``links`` gives, for the path of an article, the path by which the report reaches its file; an article that it
    lacks is linked by its own path. Raises FactcheckError for another language.
    """
    held = review if isinstance(review, Review) else Review(review, ())
    findings = {finding.cluster.id: finding for finding in held.findings}
    page = Page(held.report, Citations.of(held.report), words(language), links, findings)
    parts = [
        _head(page, held),
        *_conflicts(page),
        *_since_baseline(page, held),
        *_evolved(page),
        *_consistent(page),
        *_single(page),
        *_names(page),
        *_left_out(page),
        *_articles(page),
    ]
    return "\n\n".join(parts) + "\n"


def _head(page: Page, held: Review) -> str:
    w, report = page.words, page.report
    folders = sorted({article.path.split("/", 1)[0] for article in report.articles if "/" in article.path})
    title = f"# {w.title}{w.colon} {text(', '.join(folders))}" if folders else f"# {w.title}"
    result = f"{_result(page)}{_news(page, held)}\n\n{w.note}" if report.articles else f"**{w.nothing}**"
    return f"{MARK}\n{title}\n\n{result}"


def _result(page: Page) -> str:
    w, report = page.words, page.report
    found = order.conflicts(report)
    count = w.count(len(found), w.conflict_count) if found else w.no_conflict
    between = w.count(len(report.articles), w.between)
    rest = [
        (len(order.of_verdict(report, Verdict.EVOLVED)), w.evolved_count),
        (len(order.of_verdict(report, Verdict.CONSISTENT)), w.consistent_count),
        (len(order.of_verdict(report, Verdict.SINGLE_SOURCE)), w.single_count),
        (len(report.skipped), w.skipped_count),
        (len(report.unresolved), w.unresolved_count),
    ]
    counts = " · ".join(w.count(n, forms) for n, forms in rest if n)
    first = f"**{count} {between} ({w.count(page.cite.independent(page.cite.articles), w.independent)}).**"
    return f"{first} {counts}." if counts else first


def _news(page: Page, held: Review) -> str:
    """How many conflicts are new and how many resolved, where a baseline was given."""
    w = page.words
    states = [finding.state for finding in held.findings]
    if not held.resolved and all(state is None for state in states):
        return ""
    new = sum(state in (State.NEW, State.CHANGED) for state in states)
    return f" {w.count(new, w.new_count)} · {w.count(len(held.resolved), w.resolved_count)}."


def _conflicts(page: Page) -> Iterator[str]:
    found = order.conflicts(page.report)
    if not found:
        return
    yield f"## {page.words.conflicts}"
    if len(found) >= _OVERVIEW_FROM:
        yield _overview(page, found)
    for number, cluster in enumerate(found, 1):
        yield _heading(cluster, f"{number}. ")
        yield _reason(page, cluster)
        yield tables.variants(page, cluster)


def _overview(page: Page, found: list[Cluster]) -> str:
    w = page.words
    rows = [
        [str(i), f"{_light(c)}{_severity(page, c)}", tables.jump(c), w.slot[c.slot], " ≠ ".join(_values(c.variants))]
        for i, c in enumerate(found, 1)
    ]
    return table(["#", w.severity_column, w.question, w.topic, w.value], rows)


def _values(variants: Iterable[Variant]) -> list[str]:
    return [text(variant.value) for variant in variants]


def _heading(cluster: Cluster, number: str = "") -> str:
    return f"### {tables.anchor(cluster)}{number}{text(cluster.question)}"


def _reason(page: Page, cluster: Cluster) -> str:
    w = page.words
    severity = f"{_light(cluster)}**{w.severity_of.format(_severity(page, cluster))}** · " if cluster.severity else ""
    rule = f"{w.rule} {code(cluster.rule)} · " if cluster.rule else ""
    known = "".join(f" · {part}" for part in _standing(page, cluster))
    first = f"{severity}{w.slot[cluster.slot]} · {rule}{w.identifier} {code(cluster.id)}{known}"
    return f"{first}\n\n{text(cluster.explanation)}".rstrip()


def _standing(page: Page, cluster: Cluster) -> Iterator[str]:
    """How a conflict stands to the baseline, and who has seen it."""
    finding = page.findings.get(cluster.id)
    if finding and finding.state:
        yield f"**{page.words.states[finding.state]}**"
    if finding and finding.acknowledged:
        yield _acknowledged(page, finding.acknowledged)


def _acknowledged(page: Page, seen: Acknowledgement) -> str:
    w = page.words
    by = f" {w.signed.format(text(seen.by))}" if seen.by else ""
    until = f" {w.until.format(w.on(seen.until))}" if seen.until else ""
    return f"{w.dismissed.format(w.dismissals[seen.dismissal])}{by}{until}{w.colon} {text(seen.reason)}"


def _since_baseline(page: Page, held: Review) -> Iterator[str]:
    w = page.words
    if held.resolved:
        rows = [
            [text(k.about), w.slot[k.slot] if k.slot else "", text(" ≠ ".join(k.values)), code(k.cluster)]
            for k in held.resolved
        ]
        yield f"## {w.resolved}\n\n{table([w.question, w.topic, w.value, w.identifier], rows)}"
    for title, acknowledgements in ((w.expired, held.expired), (w.unused, held.unused)):
        if acknowledgements:
            rows = [[code(seen.cluster), _acknowledged(page, seen)] for seen in acknowledgements]
            yield f"## {title}\n\n{table([w.identifier, w.reason], rows)}"


def _light(cluster: Cluster) -> str:
    light = _LIGHTS.get(cluster.severity)
    return f"{light} " if light else ""


def _severity(page: Page, cluster: Cluster) -> str:
    return page.words.severity[cluster.severity] if cluster.severity else ""


def _evolved(page: Page) -> Iterator[str]:
    found = order.of_verdict(page.report, Verdict.EVOLVED)
    if found:
        yield f"## {page.words.evolved}\n\n{page.words.evolved_note}"
    for cluster in found:
        yield _heading(cluster)
        yield _reason(page, cluster)
        yield tables.timeline(page, cluster)


def _consistent(page: Page) -> Iterator[str]:
    found = order.of_verdict(page.report, Verdict.CONSISTENT)
    if found:
        yield f"## {page.words.consistent}"
        yield tables.agreement(page, found, page.words.sources)


def _single(page: Page) -> Iterator[str]:
    found = order.of_verdict(page.report, Verdict.SINGLE_SOURCE)
    if found:
        yield fold(f"{page.words.single} ({len(found)})", tables.agreement(page, found, page.words.source))


def _names(page: Page) -> Iterator[str]:
    w = page.words
    together = names.merged(page.report.entities)
    if together:
        header = [w.entity, w.kind, w.forms, w.why]
        rows = [[text(m.name), w.kinds[m.kind], _forms(m.forms), text(" ".join(m.why))] for m in together]
        yield _listed(f"{w.names} ({len(rows)})", table(header, rows), len(rows), w.names_note)
    readings = names.readings(page.report.clusters)
    if readings:
        rows = [[text(r.value), w.slot[r.slot], _forms(r.forms)] for r in readings]
        yield _listed(f"{w.readings} ({len(rows)})", table([w.value, w.topic, w.forms], rows), len(rows))


def _forms(forms: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{text(form)} (×{count})" if count > 1 else text(form) for form, count in forms)


def _listed(title: str, body: str, length: int, note: str = "") -> str:
    whole = f"{note}\n\n{body}" if note else body
    return fold(title, whole) if length >= _FOLD_FROM else f"## {title}\n\n{whole}"


def _left_out(page: Page) -> Iterator[str]:
    w, report = page.words, page.report
    if report.skipped:
        rows = [[text(skipped.path), text(skipped.reason)] for skipped in report.skipped]
        yield _listed(f"{w.skipped} ({len(rows)})", table([w.file, w.reason], rows), len(rows))
    if report.unresolved:
        rows = [[text(u.text), text(u.reason), page.where(u.article, [u.span])] for u in report.unresolved]
        yield _listed(f"{w.unresolved} ({len(rows)})", table([w.words, w.reason, w.where], rows), len(rows))


def _file(page: Page, article: Article) -> str:
    """A link to the file, and what a reader should know of how it was read."""
    extracted = (page.words.extracted,) if article.offsets_in == "extracted-text" else ()
    return "; ".join([page.file(article), *map(text, (*extracted, *article.notes))])


def _articles(page: Page) -> Iterator[str]:
    w, report = page.words, page.report
    if not report.articles:
        return
    rows = [
        [
            text(article.outlet or "–"),
            text(article.title or "–"),
            w.on(article.published),
            w.published_from[article.published_from] if article.published_from else "–",
            text(page.cite.origin(article.id) or "–"),
            _file(page, article),
        ]
        for article in report.articles
    ]
    header = [w.source, w.title_column, w.published, w.read_from, w.origin, w.file]
    yield _listed(f"{w.articles} ({len(rows)})", table(header, rows), len(rows))
