"""How good the predictions of a study are, from its data on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationAsTyped:
    """Discrimination, calibration and overall quality of the predictions in one cohort.

    Attributes
    ----------
    rows, events : int
        Complete cases of the cohort, and those with the event.
    risk : (n,) float array
        Of each patient.
    dxy, c : float
        Somers' Dxy and the C index.
    r2, d, d_chi_square, d_p : float
        Nagelkerke's R squared of the predictions, their discrimination index and its test.
    u, u_chi_square, u_p : float
        Unreliability index and its test.
    q : float
        D less U.
    brier : float
    intercept, slope : float
        Of the calibration line.
    emax, e90, eavg : float
        Largest, 90th percentile and mean of the distances of the smooth calibration curve from the predictions.
    z, p : float
        Spiegelhalter's test.
    """

    rows: int
    events: int
    risk: np.ndarray
    dxy: float
    c: float
    r2: float
    d: float
    d_chi_square: float
    d_p: float
    u: float
    u_chi_square: float
    u_p: float
    q: float
    brier: float
    intercept: float
    slope: float
    emax: float
    e90: float
    eavg: float
    z: float
    p: float


def validation_as_typed(
    outcome: np.ndarray, risk: np.ndarray, parts: Mapping[str, Callable[[], Any]]
) -> ValidationAsTyped:
    """How good the predictions of a study are in one cohort, from the CSV file to the indexes.

    Parameters
    ----------
    outcome : (n,) int array
        Of that cohort: 1 event, 0 no event.
    risk : (n,) float array
    parts : mapping of str to callable
        Gives the result of each statistic, by its stem.

    Returns
    -------
    ValidationAsTyped

    Notes
    -----
    Every number is the one of its own statistic, of the risks :math:`p` and outcomes :math:`y`: `concordance`,
    `quality_indexes`, `brier_score`, `calibration_line`, `calibration_curve`, `spiegelhalter_test`.

    Equals what ``parity script STUDY --part val.prob`` prints, run in R.
    """
    found: dict[str, Any] = {}
    for part in parts.values():
        result = part()
        found |= {
            name: getattr(result, name) for name in ValidationAsTyped.__dataclass_fields__ if hasattr(result, name)
        }
    return ValidationAsTyped(rows=len(outcome), events=int(np.sum(outcome)), risk=risk, **found)
