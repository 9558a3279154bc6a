"""Confidence intervals."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConfidenceInterval:
    """A confidence interval; the level is an input of the statistic and kept with its result.

    Attributes
    ----------
    low, high : float
        The limits, in the unit of the statistic.
    """

    low: float
    high: float
