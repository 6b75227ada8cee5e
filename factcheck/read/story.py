"""The one place that knows trafilatura: which text of a page is its story."""

from __future__ import annotations

from factcheck.read.page import Page

# Beyond these, the library takes longer than a page is worth.
_MOST_TAGS = 15_000
_LONGEST = 2_000_000


_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


def story_of(text: str, page: Page) -> str:
    """The story of a page, a paragraph a line; "" where none is found."""
    if page.tags > _MOST_TAGS or len(text) > _LONGEST or not page.blocks:
        return ""
    # What looks like markup in a script or comment is not counted above, and not given to the library.
    ends = [0, *(span.end for span in page.unseen)]
    seen = "".join(text[a:b] for a, b in zip(ends, [*(span.start for span in page.unseen), len(text)], strict=True))
    # Imported late: only a folder with saved pages pays for it.
    import logging

    import trafilatura
    from lxml.etree import LxmlError

    # What it says of pages that are none is for its own makers.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(
            seen, fast=True, include_comments=False, include_tables=False, include_formatting=False, with_metadata=False
        )
    except (*_BROKEN, LxmlError):  # whatever a page breaks in the library, the elements of the page still tell
        return ""
    return str(getattr(found, "text", "") or "")
