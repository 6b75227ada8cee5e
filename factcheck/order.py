"""The order in which a report tells what it found: what matters most comes first."""

from __future__ import annotations

from factcheck.types import Cluster, Report, Verdict

_RANK = {"high": 0, "medium": 1, "low": 2, None: 3}


def origins_of(cluster: Cluster) -> int:
    """How many independent origins speak, summed over the variants."""
    return sum(variant.origins for variant in cluster.variants)


def conflicts(report: Report) -> list[Cluster]:
    """The conflicts, worst first: by severity, then by the number of origins, then by id."""
    found = [c for c in report.clusters if c.verdict is Verdict.CONFLICTING]
    return sorted(found, key=lambda c: (_RANK[c.severity], -origins_of(c), c.id))


def of_verdict(report: Report, verdict: Verdict) -> list[Cluster]:
    """The clusters of one verdict, those that most origins speak of first, then in the order of the report."""
    return sorted((c for c in report.clusters if c.verdict is verdict), key=lambda c: -origins_of(c))
