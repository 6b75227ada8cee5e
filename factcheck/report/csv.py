"""The table of claims as comma-separated values (RFC 4180), for a spreadsheet.

A cell that a spreadsheet would run as a formula, because it begins with = + - @ (or their full-width forms), gets a
leading apostrophe. Cells stand on one line and hold no control characters.
"""

from __future__ import annotations

import csv
import io

from factcheck.report import claims
from factcheck.report.escape import plain
from factcheck.types import Report

_FORMULA = tuple("=+-@＝＋－＠")


def render(report: Report) -> str:
    """``report`` as CSV: a header, then one row for each piece of evidence."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(claims.COLUMNS)
    writer.writerows([_cell(value) for value in row.values()] for row in claims.rows(report))
    return out.getvalue()


def _cell(value: object) -> str:
    words = "" if value is None else plain(str(value))
    return f"'{words}" if words.lstrip().startswith(_FORMULA) else words
