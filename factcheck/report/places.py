"""Where a finding stands, for the formats that machines read: its first place, all others, and their lines."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from factcheck.report.cite import Citations, line_starts
from factcheck.report.escape import plain
from factcheck.types import Article, Evidence, Finding, Report, Review, Variant

_LONGEST = 300  # characters of a value, in a message
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # controls, marks of direction, half pairs, ends of lines


@dataclass(frozen=True, slots=True)
class Region:
    """Lines and columns from 1, in code points; the end column is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Place:
    """One passage: the way to its file, where it stands in it, and what it says."""

    file: str
    region: Region
    in_file: bool  # whether the lines are those of the file, or of a text extracted from it
    value: str
    source: str
    article: Article
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Places:
    """The articles of a review, and the ways to their files."""

    report: Report
    cite: Citations
    files: Mapping[str, str]
    changed: frozenset[str]

    @classmethod
    def of(cls, review: Review, files: Mapping[str, str]) -> Places:
        """``files`` gives the way to the file of an article by its path; without one, its path is taken."""
        return cls(review.report, Citations.of(review.report), files, review.changed or frozenset())

    def of_finding(self, finding: Finding) -> tuple[Place, ...]:
        """Where ``finding`` stands, one place for each article of each variant; the first is where to look first.

        That is a changed article, else one of the value that fewest origins give, the last published.
        """
        found = []
        for variant in finding.cluster.variants:
            seen = set()
            for evidence in variant.evidence:
                if evidence.article not in seen:
                    seen.add(evidence.article)
                    found.append((self._rank(variant, evidence), self._place(variant, evidence)))
        return tuple(place for _, place in sorted(found, key=lambda pair: pair[0]))

    def _rank(self, variant: Variant, evidence: Evidence) -> tuple[bool, int, int, str, int]:
        article = self.cite.articles[evidence.article]
        last = -(article.published or date.min).toordinal()
        return article.path not in self.changed, variant.origins, last, article.path, evidence.span.start

    def _place(self, variant: Variant, evidence: Evidence) -> Place:
        article = self.cite.articles[evidence.article]
        in_file = article.offsets_in == "file"
        region = _region(article.text, evidence) if in_file else Region(1, 1, 1, 1)
        file = way(self.files.get(article.path, article.path))
        source = short(self.cite.source(article.id), 80)
        return Place(file, region, in_file, short(variant.value), source, article, evidence)


def _region(text: str, evidence: Evidence) -> Region:
    starts = line_starts(text)

    def position(offset: int) -> tuple[int, int]:
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    first = min(max(evidence.span.start, 0), len(text))
    last = min(max(evidence.span.end, first), len(text))
    return Region(*position(first), *position(last))


def way(path: str) -> str:
    """``path`` with nothing in it that acts on a terminal, hides, or ends a line; blanks stay as they are."""
    return "".join("\ufffd" if unicodedata.category(c) in _UNSEEN else c for c in path)


def short(words: str, longest: int = _LONGEST) -> str:
    """``words`` on one line, made safe to show, cut where they are long."""
    line = plain(words)
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def told(finding: Finding, places: tuple[Place, ...]) -> str:
    """The finding in a few lines: the question, then who says what, and where."""
    lines = [short(finding.cluster.question)]
    for variant in finding.cluster.variants:
        said = [p for p in places if p.evidence in variant.evidence]
        where = ", ".join(at(p) if p.file.endswith(p.source) else f"{p.source} ({at(p)})" for p in said)
        lines.append(f"- {short(variant.value)}: {where}")
    return "\n".join([*lines, short(finding.cluster.explanation)])


def at(place: Place) -> str:
    """The file and the line of a place; of an extracted text, the file alone."""
    file = plain(place.file)
    return f"{file}:{place.region.line}" if place.in_file else f"{file}, in the text extracted from it"
