"""Decision curves of a model that is fitted anew in each resample of cases and of controls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.utility.bands import BothPolicies, both_policies
from parity.statistics.utility.refits import refitted


def decision_curve_refitted_case_control(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    thresholds: np.ndarray,
    resamples: int,
    seed: int,
    population_prevalence: float,
    level: float = 0.95,
    formula: Optional[Formula] = None,
) -> BothPolicies:
    """Decision curves of a logistic model in the cases and controls it is fitted to, with bootstrap bands.

    Parameters
    ----------
    outcome, predictors, thresholds, resamples, seed, level, formula
        As of `decision_curve_refitted`.
    population_prevalence : float
        Of the event, in (0, 1).

    Returns
    -------
    BothPolicies

    Notes
    -----
    As `decision_curve_refitted`, with cases and controls drawn and counted as in `decision_curve_case_control`. The
    log odds of the model are moved by the difference between those of the event in the population and among the
    patients.

    Equals ``set.seed(seed); rmda::decision_curve(outcome ~ ..., study.design = "case-control",
    population.prevalence = , bootstraps = resamples, confidence.intervals = level)``.

    Raises
    ------
    ValueError
        As of `decision_curve_refitted`, and if the prevalence does not lie between 0 and 1.

    References
    ----------
    Kerr, Brown, Zhu, Janes (2016), doi:10.1200/JCO.2015.65.5654.  Prentice, Pyke (1979), doi:10.1093/biomet/66.3.403.
    """
    refits = refitted(outcome, predictors, thresholds, resamples, seed, population_prevalence, formula)
    refits.caution()
    return both_policies(refits.original, refits.drawn, thresholds, level, population_prevalence)
