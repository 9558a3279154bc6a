"""Confidence bars of a nomogram: standard errors of the linear predictor at the ticks of its axes."""

from __future__ import annotations

import bisect
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_TENTHS = 10
_SAME_DIGITS = 15
_FEW = 16


@dataclass(frozen=True, slots=True)
class Representatives:
    """Linear predictors and a standard error for each."""

    linear_predictor: np.ndarray
    standard_error: np.ndarray


def standard_errors(columns: np.ndarray, covariance: np.ndarray) -> np.ndarray:
    r"""Standard errors of a linear predictor, :math:`\sqrt{x^\top V x}` for each row x."""
    variances = np.einsum("ij,jk,ik->i", columns, covariance, columns)
    if not (np.isfinite(variances).all() and (variances >= 0).all()):
        raise ValueError(
            "the covariance matrix gives a variance that is negative or not finite: give that of the coefficients"
        )
    return np.sqrt(variances)


def of_tenths(linear_predictor: np.ndarray, errors: np.ndarray) -> Representatives:
    """The mean linear predictor and the median standard error in each tenth of the ticks.

    Notes
    -----
    The tenths end at the smallest values that at least 1, 2, ... tenths of all do not exceed; values that agree in 15
    digits are one value and stay together, so that there may be fewer than ten groups.

    Equals the groups of ``Hmisc::cut2(x, g = 10)``.
    """
    order = np.argsort(linear_predictor, kind="stable")
    values, errors = linear_predictor[order], errors[order]
    written = [float(f"{value:.{_SAME_DIGITS}g}") for value in values]
    count = len(written)
    ends = sorted({written[math.ceil(tenth * count / _TENTHS) - 1] for tenth in range(1, _TENTHS + 1)})
    groups = np.array([bisect.bisect_left(ends, value) for value in written])
    members = [groups == group for group in range(len(ends))]
    return Representatives(
        np.array([math.fsum(values[member]) / member.sum() for member in members]),
        np.array([np.median(errors[member]) for member in members]),
    )


def of_all(linear_predictor: Sequence[float], errors: Sequence[float]) -> tuple[Representatives, bool]:
    """Every tick, ascending, and whether they are many."""
    order = np.argsort(linear_predictor, kind="stable")
    return Representatives(np.asarray(linear_predictor)[order], np.asarray(errors)[order]), len(order) >= _FEW
