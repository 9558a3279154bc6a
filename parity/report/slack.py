"""Tolerances that are wider than the differences of a run call for."""

from __future__ import annotations

from dataclasses import dataclass

from parity.checks.vocabulary import Tolerance, Verdict
from parity.report.words import key
from parity.verification.compare import Comparison, FieldComparison
from parity.verification.elements import CODE
from parity.verification.verification import Verification

SLACK = 1000.0
"""A tolerance this many times its worst observed difference is flagged."""


@dataclass(frozen=True, slots=True)
class Slack:
    """A tolerance of which no more than a thousandth (1 / `SLACK`) was ever used.

    Attributes
    ----------
    stem, field : str
        The field without element label.
    reference : str or None
        ``"rms/lrm"``, where it is this reference's own tolerance; None for the tolerance of the field.
    ratio : float or None
        The tolerance over the worst difference; None where all values were identical.
    """

    stem: str
    field: str
    reference: str | None
    ratio: float | None


def slack(verification: Verification) -> list[Slack]:
    """The tolerances of this run that are wider than the differences call for.

    The worst difference is taken over every setting, element and answer that the tolerance was applied to, each in
    proportion to what was allowed for it. Exact fields allow nothing and are never flagged, nor do numbers count that
    did not agree.
    """
    worst: dict[tuple[str, str, str | None], float] = {}
    for statistic in verification.statistics:
        for comparison in statistic.comparisons:
            for field in comparison.fields:
                if _is_exact(field.tolerance):
                    continue
                tolerance = (statistic.check.stem, field.name, own_tolerance(comparison, field.name))
                worst[tolerance] = max(worst.get(tolerance, 0.0), _used_by_agreement(field))
    return [Slack(*tolerance, 1 / share if share else None) for tolerance, share in worst.items() if share < 1 / SLACK]


def _is_exact(tolerance: Tolerance) -> bool:
    return not (tolerance.rtol or tolerance.atol or tolerance.bound)


def own_tolerance(comparison: Comparison, field: str) -> str | None:
    """The name of a reference with a tolerance of its own for a field; None where it is held to that of the field."""
    return key(comparison.call) if field in comparison.call.tolerances else None


def _used_by_agreement(field: FieldComparison) -> float:
    used = field.used[field.verdicts == CODE[Verdict.AGREES]]
    return float(used.max()) if len(used) else 0.0
