"""The tables of the Markdown report. Cells come in as finished Markdown, made by ``escape``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from factcheck.report.cite import Citations
from factcheck.report.escape import bold, code, href, link, marked, text
from factcheck.report.wording import Words
from factcheck.types import Article, Cluster, Evidence, Finding, Report, Span, Variant

_SHOWN = 6  # articles of one variant that are shown with their sentence; more are linked in one line
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]*")


@dataclass(frozen=True, slots=True)
class Page:
    """What every part of the report needs: the report, where words stand, the language, and the way to the files."""

    report: Report
    cite: Citations
    words: Words
    links: Mapping[str, str]
    findings: Mapping[str, Finding]  # by the id of the cluster

    def where(self, article: str, spans: Sequence[Span]) -> str:
        """Links to the lines of ``spans`` in one article; the first is named in full: "a.txt:3, 7"."""
        path = self.cite.path(article)
        lines = list(dict.fromkeys(self.cite.line(article, span) for span in spans))
        target = self.links.get(path, path)
        named = [f"{path}:{line}" if i == 0 else str(line) for i, line in enumerate(lines)]
        return ", ".join(link(name, href(target, line)) for name, line in zip(named, lines, strict=True))

    def source(self, evidence: Evidence) -> str:
        """The source of a piece of evidence, linked to its line."""
        path = self.cite.path(evidence.article)
        line = self.cite.line(evidence.article, evidence.span)
        return link(self.cite.source(evidence.article), href(self.links.get(path, path), line))

    def file(self, article: Article) -> str:
        """A link to the whole file of an article."""
        return link(article.path, href(self.links.get(article.path, article.path)))


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A GFM table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def fold(title: str, body: str) -> str:
    """``body`` behind a line that opens it."""
    return f"<details>\n<summary><b>{title}</b></summary>\n\n{body}\n\n</details>"


def anchor(cluster: Cluster) -> str:
    """A target for ``jump``."""
    return f'<a id="{cluster.id}"></a>' if _ID.fullmatch(cluster.id) else ""


def jump(cluster: Cluster) -> str:
    """The question of a cluster, as a link to where it is treated."""
    return link(cluster.question, f"#{cluster.id}") if _ID.fullmatch(cluster.id) else text(cluster.question)


def variants(page: Page, cluster: Cluster) -> str:
    """Value against value: who says so, in which words, and where."""
    w = page.words
    rows: list[list[str]] = []
    for variant in cluster.variants:
        groups = _by_article(variant)
        value = f"{bold(variant.value)}<br>{w.count(variant.origins, w.origins)}"
        shown, rest = groups[:_SHOWN], groups[_SHOWN:]
        for i, group in enumerate(shown):
            rows.append([value if i == 0 else "", *_cited(page, group)])
        if rest:
            links = ", ".join(page.source(group[0]) for group in rest)
            rows.append(["", w.count(len(rest), w.others), links, ""])
    return table([w.value, w.source, w.passage, w.where], rows)


def timeline(page: Page, cluster: Cluster) -> str:
    """The values of a cluster by the day on which they were printed, oldest first."""
    w = page.words
    dated = []
    for variant in cluster.variants:
        for group in _by_article(variant):
            article = page.cite.articles[group[0].article]
            dated.append((article.published or date.max, article.path, variant.value, group))
    rows = []
    for day, _, value, group in sorted(dated, key=lambda entry: entry[:3]):
        source, sentence, where = _cited(page, group, dated=False)
        rows.append([w.on(None if day == date.max else day), bold(value), source, sentence, where])
    return table([w.day, w.value, w.source, w.passage, w.where], rows)


def agreement(page: Page, clusters: Iterable[Cluster], sources: str) -> str:
    """One line a cluster: the question, the answer and who gives it. ``sources`` heads the column of sources."""
    w = page.words
    rows = []
    for cluster in clusters:
        groups = [group[0] for variant in cluster.variants for group in _by_article(variant)]
        values = " · ".join(text(variant.value) for variant in cluster.variants)
        cited = ", ".join(dict.fromkeys(page.source(evidence) for evidence in groups))
        origins = page.cite.independent({evidence.article for evidence in groups})
        count = f"<br>{w.count(origins, w.origins)}" if len(groups) > 1 else ""
        rows.append([text(cluster.question), values, cited + count, code(cluster.id)])
    return table([w.question, w.value, sources, w.identifier], rows)


def _by_article(variant: Variant) -> list[list[Evidence]]:
    groups: dict[str, list[Evidence]] = {}
    for evidence in variant.evidence:
        groups.setdefault(evidence.article, []).append(evidence)
    return list(groups.values())


def _cited(page: Page, group: Sequence[Evidence], dated: bool = True) -> list[str]:
    """Source, sentence and place of the evidence that one article gives."""
    first = group[0]
    excerpt = page.cite.excerpt(first)
    sentence = marked(excerpt.before, excerpt.words, excerpt.after)
    return [_source(page, group, dated), sentence, page.where(first.article, [e.span for e in group])]


def _source(page: Page, group: Sequence[Evidence], dated: bool) -> str:
    w, article = page.words, page.cite.articles[group[0].article]
    name = text(page.cite.source(article.id))
    first = f"{name}, {w.on(article.published)}" if dated else name
    origin = page.cite.origin(article.id)
    notes = [w.via.format(text(origin))] if origin else []
    notes += [w.according_to.format(text(e.attributed_to)) for e in group if e.attributed_to]
    notes += [w.stance[e.stance] for e in group if w.stance[e.stance]]
    return f"{first}<br>{' · '.join(dict.fromkeys(notes))}" if notes else first
