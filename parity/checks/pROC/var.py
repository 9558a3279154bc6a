"""What rounding may do to the variance that pROC's var and ci.auc make of placements held as doubles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.statistics.tally import tally

_UNIT = 2.0**-53
_LONG_UNIT = 2.0**-64


@dataclass(frozen=True, slots=True)
class VarianceRounding:
    """Absolute bound of the rounding error of DeLong's variance."""

    variance: float


def variance_rounding(outcome: np.ndarray, risk: np.ndarray) -> VarianceRounding:
    """A first-order bound of the rounding error of DeLong's variance as pROC computes it.

    Notes
    -----
    A placement V is a whole or half number over that of the other class, and where controls are concerned 1 less that:
    two roundings of a number of at most 1. What an error e of each does to the sum of squares of their deviations d is
    at most :math:`2 \\sum |d| e`, so to the variance of m placements with standard deviation s at most about 2 s e.
    The squares and their sum add a relative error: four roundings each, and in the extended precision in which R adds
    up one for each term.

    The standard deviations are those of the placements as doubles, apart from the whole numbers of `auc_delong`.
    """
    counts = tally(outcome, risk)
    of_cases = _of_mean(np.diff(counts.cases), counts.controls)
    of_controls = _of_mean(np.diff(counts.controls), counts.cases)
    return VarianceRounding(of_cases + of_controls)


def _of_mean(patients: np.ndarray, others: np.ndarray) -> float:
    """What the placements of one class add to the bound."""
    number = int(patients.sum())
    if number < 2:
        return 0.0
    placements = (others[1:] + others[:-1]) / (2.0 * others[-1])
    mean = float(np.average(placements, weights=patients))
    variance = float(np.average((placements - mean) ** 2, weights=patients)) * number / (number - 1)
    relative = 4 * _UNIT + number * _LONG_UNIT
    return (4 * _UNIT * variance**0.5 + relative * variance) / number
