"""Which files a change touches, as git tells it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from factcheck.errors import FactcheckError

_SECONDS = 60


def since(revision: str, folder: Path) -> frozenset[Path]:
    """The files that differ from where the branch at hand left ``revision``, new and untracked ones too.

    ``folder`` lies in the checkout. Raises FactcheckError where git is missing, ``folder`` is in no checkout, or the
    revision is unknown.
    """
    if revision.startswith("-"):
        raise FactcheckError(f"{revision!r} is not a revision")
    home = folder if folder.is_dir() else folder.parent
    root = Path(os.fsdecode(_git(home, "rev-parse", "--show-toplevel").rstrip(b"\n")))
    commit = os.fsdecode(
        _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", why=f"no revision {revision!r}")
    ).strip()
    try:
        base = os.fsdecode(_git(root, "merge-base", commit, "HEAD")).strip()
    except FactcheckError:  # a shallow clone does not hold where the two parted
        base = commit
    changed = _git(root, "diff", "--name-only", "--no-renames", "--diff-filter=d", "-z", base, "--")
    untracked = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset((root / os.fsdecode(name)).resolve() for name in (changed + untracked).split(b"\0") if name)


def _git(folder: Path, *arguments: str, why: str = "") -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, no shell
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the user's own git
            capture_output=True, check=False, stdin=subprocess.DEVNULL, timeout=_SECONDS,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FactcheckError(f"git cannot be run: {error}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise FactcheckError(f"{folder}: {why or (said[0] if said else f'git {arguments[0]} failed')}")
    return done.stdout
