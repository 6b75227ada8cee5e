"""Leave in a SARIF file only what GitHub's code scanning should open an alert for.

Code scanning takes every result of a file for an open alert, also those that are suppressed or absent. Run by
``action.yml`` with the interpreter of the runner, so it needs nothing but the standard library.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def opened(log: dict[str, Any]) -> dict[str, Any]:
    """``log`` without the results that are acknowledged or resolved."""
    return log | {"runs": [run | {"results": [r for r in run["results"] if _is_open(r)]} for run in log["runs"]]}


def _is_open(result: dict[str, Any]) -> bool:
    return not result.get("suppressions") and result.get("baselineState") != "absent"


def main() -> None:
    """Rewrite the file that the command line names."""
    file = Path(sys.argv[1])
    log = opened(json.loads(file.read_text(encoding="utf-8")))
    file.write_text(json.dumps(log, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
