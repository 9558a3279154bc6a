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


def check_level(level: float) -> None:
    """Refuse what is no confidence level, such as 95."""
    if not 0 < level < 1:
        raise ValueError(f"level is {level}; a confidence level lies between 0 and 1, such as 0.95")
