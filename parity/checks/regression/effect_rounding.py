"""How far rounding may move the effects of a model over ranges of its predictors: first-order bounds, from the data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np
from scipy.special import ndtri

from parity.checks.regression.column_sizes import column_sizes
from parity.checks.regression.maximum import ROUNDING
from parity.checks.regression.rounding import combinations_as_given
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.contrasts import contrasts
from parity.models.model_matrix import model_matrix
from parity.statistics.once import once
from parity.statistics.regression.maximum_likelihood import maximum_likelihood


@once
def of_effects(
    outcome: np.ndarray, predictors: Mapping[str, Column], level: float, formula: Optional[Formula] = None
) -> Mapping[str, np.ndarray]:
    r"""Bounds by field of `effect_summary`, in a program that is given the coefficients and the log odds.

    Notes
    -----
    An effect :math:`d^\top \beta` is of a difference of two rows of the design, each rounded in proportion to the
    sizes s of its numbers (`column_sizes`): it moves by :math:`s^\top |\beta|`, its standard error :math:`\sigma` by
    :math:`s^\top |V d| / \sigma` with the rows and by :math:`|d|^\top |V| |d| / 2 \sigma` with the sum, times a
    rounding error; both also by what rounding does to the fit (`combinations_as_given`). A limit moves by the first
    and, as often as the level asks for it, the second; an odds ratio by as much of itself.
    """
    fit, (_, patients) = maximum_likelihood(outcome, predictors, formula), contrasts(predictors, formula)
    rows, each = model_matrix(formula, predictors, patients).values, column_sizes(formula, predictors, patients)
    differences, sizes = rows[1::2] - rows[::2], each[1::2] + each[::2]
    error = np.sqrt(((differences @ fit.covariance) * differences).sum(axis=1))
    of_fit = combinations_as_given(outcome, predictors, differences, formula)
    effect = ROUNDING * sizes @ np.abs(fit.coefficients) + of_fit
    through = np.abs(differences)
    of_error = (sizes * np.abs(differences @ fit.covariance)).sum(axis=1) / error
    of_error = ROUNDING * (of_error + ((through @ np.abs(fit.covariance)) * through).sum(axis=1) / (2 * error))
    of_error = of_error + of_fit
    quantile = ndtri(1 - (1 - level) / 2)
    middle = differences @ fit.coefficients
    return {
        "log_odds_ratios": effect,
        "standard_errors": of_error,
        "odds_ratios": _of_exponential(effect, middle),
        "odds_ratios_low": _of_exponential(effect + quantile * of_error, middle - quantile * error),
        "odds_ratios_high": _of_exponential(effect + quantile * of_error, middle + quantile * error),
    }


def _of_exponential(relative: np.ndarray, logarithms: np.ndarray) -> np.ndarray:
    """One that exceeds every number is infinite to both sides, or they disagree."""
    with np.errstate(over="ignore"):
        numbers = np.exp(logarithms)
    return relative * np.where(np.isfinite(numbers), numbers, 0.0)
