"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(target: Path, content: bytes) -> None:
    """Put ``content`` in the place of ``target``; missing parent folders are made. Raises OSError, and leaves no draft."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.parent / f".factcheck-{os.getpid()}.draft"
    try:
        draft.write_bytes(content)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
