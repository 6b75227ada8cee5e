"""What can go wrong that is not a bug of ours."""

from __future__ import annotations


class FactcheckError(Exception):
    """Base of every error that factcheck raises on purpose; its message is meant for the user."""


class RuleError(FactcheckError):
    """A rule file cannot be used; the message begins with ``path:line``."""


class ArticleError(FactcheckError):
    """An article cannot be read; the message says why. It is skipped, never fatal."""
