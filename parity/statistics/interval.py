"""Confidence intervals."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConfidenceInterval:
    """A confidence interval; the level is an input of the statistic and kept with its result.

    Attributes
    ----------
    low, high : float or None
        The limits, in the unit of the statistic; None where there is no sampling error to have them from.
    """

    low: float | None
    high: float | None
