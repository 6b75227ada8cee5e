"""The report for a reader: whole against the golden ones, and safe with any words in it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from factcheck.errors import FactcheckError
from factcheck.report import markdown
from factcheck.report.wording import LANGUAGES, words
from factcheck.types import (
    Article,
    Cluster,
    Entity,
    Evidence,
    Mention,
    Report,
    Skipped,
    Slot,
    Span,
    Stance,
    Unresolved,
    Variant,
    Verdict,
)
from tests.report.sample import ARTICLES, CLUSTERS, EMPTY, INJURED_NORD, REPORT, conflict
from tests.report.test_escape import anything

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
GFM = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_report_is_the_golden_one(language: str) -> None:
    """After a change that is meant: FACTCHECK_GOLDEN=write python -m pytest tests/report, then read the difference."""
    golden = GOLDEN / f"report.{language}.md"
    rendered = markdown.render(REPORT, language)
    if os.environ.get("FACTCHECK_GOLDEN") == "write":
        golden.write_text(rendered, encoding="utf-8", newline="\n")
    assert rendered == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_report_says_so(language: str) -> None:
    assert words(language).nothing in markdown.render(EMPTY, language)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(FactcheckError, match="en, fr"):
        markdown.render(EMPTY, "de")


def test_agreement_alone_says_that_there_is_no_conflict() -> None:
    report = replace(REPORT, clusters=tuple(c for c in CLUSTERS if c.verdict is not Verdict.CONFLICTING))
    rendered = markdown.render(report)
    assert "**No conflict between 4 articles (3 independent origins).**" in rendered
    assert "## Conflicts" not in rendered


def test_the_worst_conflict_comes_first() -> None:
    found = (conflict("d", None, 9), conflict("b", "high", 1), conflict("a", "low", 9), conflict("c", "high", 2),
             conflict("e", "high", 1))  # fmt: skip
    rendered = markdown.render(replace(REPORT, clusters=found))
    headings = [line.rpartition(". ")[2] for line in rendered.splitlines() if line.startswith("### ")]
    assert headings == ["c?", "b?", "e?", "a?", "d?"]


def test_many_conflicts_begin_with_an_overview_that_leads_to_each() -> None:
    rendered = markdown.render(replace(REPORT, clusters=tuple(conflict(f"q{i}", "low", 1) for i in range(5))))
    assert all(f"[q{i}?](#q{i})" in rendered and f'<a id="q{i}"></a>' in rendered for i in range(5))


def test_many_articles_of_one_value_are_linked_in_one_line() -> None:
    copies = tuple(replace(ARTICLES[0], id=f"c{i}", path=f"valmy/c{i}.txt") for i in range(9))
    said = Variant("12", tuple(replace(INJURED_NORD, article=copy.id) for copy in copies), 1)
    cluster = replace(conflict("q", "high", 1), variants=(said, CLUSTERS[1].variants[1]))
    rendered = markdown.render(replace(REPORT, articles=(*ARTICLES, *copies), clusters=(cluster,)))
    assert (
        "| and 3 more | [Le Nord](valmy/c6.txt#L4), [Le Nord](valmy/c7.txt#L4), [Le Nord](valmy/c8.txt#L4) |"
        in rendered
    )


def test_a_long_table_at_the_end_is_folded() -> None:
    skipped = tuple(Skipped(f"valmy/{i}.jpg", "a picture") for i in range(40))
    assert "<summary><b>Files that were not checked (40)</b></summary>" in markdown.render(
        replace(REPORT, skipped=skipped)
    )


def test_links_lead_to_where_the_files_are() -> None:
    rendered = markdown.render(REPORT, links={"valmy/ouest.md": "../press/valmy/ouest.md"})
    assert "[valmy/ouest.md:3](../press/valmy/ouest.md#L3)" in rendered


def test_the_same_report_gives_the_same_text() -> None:
    assert markdown.render(REPORT) == markdown.render(REPORT)


# -- any words at all ------------------------------------------------------------------------------------------------


def report_of(article: str, name: str, said: str) -> Report:
    """A report in whose every field a stranger's words stand."""
    body = f"x{article}x"
    whole = Span(0, len(body))
    inner = Span(min(1, len(body)), len(body) - 1)
    read = Article("a1", f"f/{name}x", body, (), f"t{name}", f"o{name}")
    other = replace(read, id="a2", path=f"g/{name}x")
    evidence = Evidence("a1", inner, said, whole, f"s{said}", Stance.ASSERTED, "r")
    variants = (Variant(f"v{said}", (evidence,), 1), Variant(f"w{said}", (replace(evidence, article="a2"),), 1))
    clusters = tuple(
        Cluster(f"q{i}", verdict, slot, "high" if verdict is Verdict.CONFLICTING else None, f"q{said}", f"e{said}",
                f"r{name}", variants)
        for i, (verdict, slot) in enumerate(zip(Verdict, (Slot.DATE, Slot.ROLE, Slot.PLACE, Slot.ACTION), strict=True))
    )  # fmt: skip
    mentions = (Mention("a1", inner, "one", "person"), Mention("a1", inner, f"two{said}", "person"))
    return Report(
        (read, other), (Skipped(f"p{name}", f"r{said}"),), (Entity("e", "person", f"n{name}", mentions, (f"w{said}",)),),
        clusters, (Unresolved("a1", inner, f"u{said}", f"r{said}"),), {"a1": f"AFP{name}", "a2": "a2"},
    )  # fmt: skip


def skeleton(rendered: str) -> list[str]:
    """The markup of a page without its words: what a browser would build."""
    tokens = [child for token in GFM.parse(rendered) for child in (token, *(token.children or ()))]
    wanted = [t for t in tokens if t.type not in ("text", "text_special", "inline", "code_inline")]
    bold = {"<strong>": "strong_open", "</strong>": "strong_close"}
    return [bold.get(t.content.strip(), f"{t.type} {t.content}".strip()) for t in wanted]


@settings(max_examples=200, deadline=None)
@given(
    article=st.builds(str.format, st.sampled_from(["w{}", "{}w", "{}w{}"]), anything, anything),
    name=anything,
    said=anything,
)
def test_words_of_an_article_never_become_markup(article: str, name: str, said: str) -> None:
    rendered = markdown.render(report_of(article, name, said))
    # A name that is not a plain identifier is no code span; nothing else of the page depends on any word.
    assert skeleton(rendered) == skeleton(markdown.render(report_of("word", "word", "word")))


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1), st.integers(-5, 60), st.integers(-5, 60), st.integers(-5, 60), st.integers(-5, 60))
def test_no_span_is_too_strange(text: str, start: int, end: int, first: int, last: int) -> None:
    article = replace(ARTICLES[0], text=text)
    evidence = replace(INJURED_NORD, span=Span(start, end), sentence=Span(first, last))
    cluster = replace(CLUSTERS[0], variants=(Variant("v", (evidence,), 1),))
    assert markdown.render(Report((article,), (), (), (cluster,), (), {}))
