"""The versions of what is installed."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

OURS = "factcheck-press"


def installed(package: str, otherwise: str = "missing") -> str:
    """The version of ``package``, or ``otherwise`` where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return otherwise
