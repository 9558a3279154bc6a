"""Decision curves of a model that is fitted anew in each resample."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.utility.bands import BothPolicies, both_policies
from parity.statistics.utility.refits import refitted


def decision_curve_refitted(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    thresholds: np.ndarray,
    resamples: int,
    seed: int,
    level: float = 0.95,
    formula: Optional[Formula] = None,
) -> BothPolicies:
    """Decision curves of a logistic model in the patients it is fitted to, with bootstrap bands.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    predictors : mapping of str to (n,) float array or Factor
        The main effects, in order.
    thresholds : (k,) float array
        Threshold probabilities in [0, 1], ascending.
    resamples, seed, level
        As of `decision_curve_bands`.
    formula : Formula or None
        How the predictors enter the model; None: each as it is. Knots that are not given are at quantiles of each
        resample.

    Returns
    -------
    BothPolicies

    Notes
    -----
    As `decision_curve_bands`, but that the model is fitted anew in each resample, and its risks are those of the
    patients of the resample itself: the bands say how curves vary that are looked at where they were fitted, which is
    no correction for optimism. The fits are those of Fisher scoring from probabilities of 3/4 for what happened, to a
    relative change of the deviance below 1e-8, a column that depends on others in a resample being dropped
    (`parity.statistics.regression.resampled_scoring`).

    A risk that lies on a threshold but for rounding, as a share of few patients may, can fall on either side of it; a
    caution says how many do.

    Equals ``set.seed(seed); rmda::decision_curve(outcome ~ ..., bootstraps = resamples, confidence.intervals =
    level)`` with ``policy = "opt-in"`` and ``"opt-out"``.

    Raises
    ------
    ValueError
        As of `decision_curve_bands`, or if a predictor is not finite.

    References
    ----------
    Vickers, Elkin (2006), doi:10.1177/0272989X06295361.  Kerr, Brown, Zhu, Janes (2016), doi:10.1200/JCO.2015.65.5654.
    """
    refits = refitted(outcome, predictors, thresholds, resamples, seed, None, formula)
    refits.caution()
    return both_policies(refits.original, refits.drawn, thresholds, level)
