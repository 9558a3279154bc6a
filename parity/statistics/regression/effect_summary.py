"""Effects of predictors over the middle half of the patients, as rms summarises a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.special import ndtri

from parity.data.cohort import Column, Factor
from parity.data.formula import Formula
from parity.models.contrasts import contrasts, quartiles
from parity.models.model_matrix import model_matrix
from parity.statistics.fields import along, labels
from parity.statistics.interval import check_level
from parity.statistics.regression.maximum_likelihood import maximum_likelihood


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectSummary:
    """Effects over the middle half of the patients, or against the most frequent level.

    Attributes
    ----------
    numbers : (k,) tuple of str
        The predictors that are numbers.
    low, high : (k,) float arrays
        Between which the effect is taken, in the unit of the predictor.
    effects : (m,) tuple of str
        ``"age"``, then ``"race: black against white"``.
    log_odds_ratios, standard_errors : (m,) float arrays
    odds_ratios, odds_ratios_low, odds_ratios_high : (m,) float arrays
        With their Wald limits.
    """

    numbers: tuple[str, ...] = labels()
    low: np.ndarray = along("numbers")
    high: np.ndarray = along("numbers")
    effects: tuple[str, ...] = labels()
    log_odds_ratios: np.ndarray = along("effects")
    standard_errors: np.ndarray = along("effects")
    odds_ratios: np.ndarray = along("effects")
    odds_ratios_low: np.ndarray = along("effects")
    odds_ratios_high: np.ndarray = along("effects")


def effect_summary(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    level: float = 0.95,
    formula: Optional[Formula] = None,
) -> EffectSummary:
    r"""Odds ratios of predictors between their quartiles, and of each level of a factor against the most frequent one.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    predictors : mapping of str to (n,) float array or Factor
        The main effects, in order.
    level : float
        Confidence level, in (0, 1).
    formula : Formula or None
        How they enter the model; None: each as it is.

    Returns
    -------
    EffectSummary

    Notes
    -----
    An effect is :math:`d^\top \hat\beta` with the standard error :math:`\sqrt{d^\top V d}`, d being the difference of
    two rows of the design. A number goes from its lower to its upper quartile (type 7), or from its least to its
    largest value if it has fewer than four or the quartiles are equal; of a spline or a polynomial that is one number
    for a curve. A factor's levels stand against the one that most patients have, the first if tied. All other
    predictors, which matter in interactions, are at their median (the middle of three values, the lower of two) or most
    frequent level.

    An odds ratio per unit depends on the unit; this one does not, and so compares predictors. It is not the odds ratio
    that a paper prints beside a coefficient.

    Equals ``rms::summary(lrm(...))`` with ``datadist`` of the same patients.

    Raises
    ------
    ValueError
        As `logistic_regression`: where the likelihood has no unique finite maximum; if the level is not in (0, 1).

    References
    ----------
    Harrell (2015), doi:10.1007/978-3-319-19425-7, section 5.1.
    """
    check_level(level)
    fit = maximum_likelihood(outcome, predictors, formula)
    names, patients = contrasts(predictors, formula)
    rows = model_matrix(formula, predictors, patients).values
    differences = rows[1::2] - rows[::2]
    effect = differences @ fit.coefficients
    error = np.sqrt(((differences @ fit.covariance) * differences).sum(axis=1))
    width = ndtri(1 - (1 - level) / 2) * error
    ranges = {name: quartiles(column) for name, column in predictors.items() if not isinstance(column, Factor)}
    with np.errstate(over="ignore"):  # a range of a steep effect may have odds that exceed every number
        low, ratio, high = np.exp([effect - width, effect, effect + width])
    return EffectSummary(
        numbers=tuple(ranges),
        low=np.array([low for low, _ in ranges.values()]),
        high=np.array([high for _, high in ranges.values()]),
        effects=names,
        log_odds_ratios=effect,
        standard_errors=error,
        odds_ratios=ratio,
        odds_ratios_low=low,
        odds_ratios_high=high,
    )
