"""Saved web pages, read in place: whatever is not text becomes blanks, so that offsets hold in the file as it is.

Which blocks of a page are its story, trafilatura decides; where it finds nothing, the elements and their names do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.read.linked_data import described, meta_of
from factcheck.read.page import Page, masked, shown, walk
from factcheck.read.passages import Layout
from factcheck.read.plain import article_of
from factcheck.read.story import story_of
from factcheck.text import fold, words
from factcheck.types import Article, Part, Passage

_MISLEADING = ("", "noise", "form", "header")  # pages are built in one form, or named after what they also hold
_ENOUGH = 40  # words; of less, trafilatura often takes a notice for the story


def read_html(text: str, path: str, layout: Layout) -> Article:
    """A saved page. Raises ArticleError where it holds no text or is nested without end."""
    page = walk(text)
    meta = meta_of(page)
    whole = masked(text, page.blocks)
    squeezed = [_squeezed(whole[block.span.start : block.span.end]) for block in page.blocks]
    title = _title(page, squeezed, meta.get("title", ""))
    parts = _parts(page, squeezed, title, story_of(text, page))
    seen = [block for number, block in enumerate(page.blocks) if number in parts or not block.around]
    kept = masked(text, seen)
    passages = []
    over = False
    for number, block in enumerate(page.blocks):
        if (number in parts or not block.around) and (span := shown(kept, block)):
            part = parts.get(number, Part.ASIDE)
            aside = layout.aside(" ".join(kept[span.start : span.end].split())) if part is Part.BODY else None
            over = over or aside is not None and aside.ends
            passages.append(Passage(Part.ASIDE if aside or over and part is Part.BODY else part, span))
    article = article_of(kept, path, tuple(passages), meta)
    return replace(article, title=article.title or meta.get("title"))


def _parts(page: Page, squeezed: Sequence[str], title: int | None, told: str) -> dict[int, Part]:
    """The part of each block that is the story's; ``told`` is the story as trafilatura gives it, "" for nothing."""
    if len(words(told)) >= _ENOUGH:
        chosen = _as_told(page, squeezed, told, title)
    else:
        chosen = {number for number, block in enumerate(page.blocks) if not block.around}
    first = min((n for n in chosen if page.blocks[n].kind == "p"), default=len(page.blocks))
    lead = _squeezed(described(page))
    chosen |= {number for number, block in enumerate(page.blocks) if block.corrects}
    parts = dict.fromkeys(sorted(chosen), Part.BODY)
    for number, text in enumerate(squeezed):
        block = page.blocks[number]
        if lead and text == lead and block.around in ("", "header") and number <= first:
            parts[number] = Part.STANDFIRST
        elif block.kind == "h1":
            parts.pop(number, None)
    if title is not None:
        parts[title] = Part.HEADLINE
    return parts


def _as_told(page: Page, squeezed: Sequence[str], told: str, title: int | None) -> set[int]:
    lines = {_squeezed(line) for line in told.splitlines()}
    joined = _squeezed(told)
    found = {n for n, text in enumerate(squeezed) if text in lines or len(text) > _ENOUGH and text in joined}
    headed = title is not None and page.blocks[title].around == "header"  # else the header is that of the site
    chosen = {n for n in found if not page.blocks[n].around or headed and _below(page, title, n)}
    if 2 * sum(len(squeezed[n]) for n in chosen) < len(joined):
        chosen = {n for n in found if page.blocks[n].around in _MISLEADING}
    return chosen | _between(page, chosen)


def _below(page: Page, title: int | None, number: int) -> bool:
    return page.blocks[number].around == "header" and title is not None and number > title


def _between(page: Page, chosen: set[int]) -> set[int]:
    """Paragraphs among those of the story, in one element with them; short ones are easily missed."""
    spans: dict[int, list[int]] = {}
    for number in sorted(chosen):
        spans.setdefault(page.blocks[number].parent, []).append(number)
    return {
        number
        for number, block in enumerate(page.blocks)
        if block.kind == "p" and not block.around and (ends := spans.get(block.parent)) and ends[0] < number < ends[-1]
    }


def _title(page: Page, squeezed: Sequence[str], title: str) -> int | None:
    """The block that is the headline: the h1 that says what the page calls itself, or the first one."""
    every = [n for n, block in enumerate(page.blocks) if block.kind == "h1"]
    headings = [n for n in every if page.blocks[n].around in ("", "header")] or every
    known = _squeezed(title)
    same = next((n for n in headings if squeezed[n] and (squeezed[n] in known or known and known in squeezed[n])), None)
    return same if same is not None else next(iter(headings), None)


def _squeezed(text: str) -> str:
    return fold(text).replace(" ", "")
