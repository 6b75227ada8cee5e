"""Cross-source fact consistency for the press: where do the articles on one story agree, where do they not?

>>> from factcheck import check
>>> report = check(["seeds"])  # doctest: +SKIP
>>> report.to_frame()["clusters"]  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factcheck.pipeline import check
    from factcheck.types import Report

__version__ = "0.1.0"
__all__ = ["Report", "__version__", "check"]


def __getattr__(name: str) -> Any:
    """Imported on first use: the pipeline brings spaCy's grammars with it."""
    if name == "check":
        from factcheck.pipeline import check

        return check
    if name == "Report":
        from factcheck.types import Report

        return Report
    raise AttributeError(f"module 'factcheck' has no attribute {name!r}")
