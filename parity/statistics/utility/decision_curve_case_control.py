"""Decision curves of given risks in cases and controls that were sampled each by themselves, with bootstrap bands."""

from __future__ import annotations

import numpy as np

from parity.statistics.random.generator import RRandom
from parity.statistics.utility.bands import BothPolicies, both_policies
from parity.statistics.utility.resampled_risks import given_counts


def decision_curve_case_control(
    outcome: np.ndarray,
    risk: np.ndarray,
    thresholds: np.ndarray,
    resamples: int,
    seed: int,
    population_prevalence: float,
    level: float = 0.95,
) -> BothPolicies:
    """Decision curves of given risks in cases and controls that were sampled each by themselves, with bootstrap bands.

    Parameters
    ----------
    outcome, risk, thresholds, resamples, seed, level
        As of `decision_curve_bands`; the risks are those in the population.
    population_prevalence : float
        Of the event, in (0, 1).

    Returns
    -------
    BothPolicies

    Notes
    -----
    As `decision_curve_bands`, with the prevalence of the population in the place of that of the patients; shares are
    put together from those of cases and of controls. In a resample the group of the first patient is drawn first, from
    itself, then the other.

    Equals ``set.seed(seed); rmda::decision_curve(outcome ~ risk, fitted.risk = TRUE, study.design = "case-control",
    population.prevalence = , bootstraps = resamples, confidence.intervals = level)``.

    Raises
    ------
    ValueError
        As of `decision_curve_bands`, and if the prevalence does not lie between 0 and 1.

    References
    ----------
    Kerr, Brown, Zhu, Janes (2016), doi:10.1200/JCO.2015.65.5654.  Pfeiffer, Gail (2020), doi:10.1002/bimj.201800240.
    """
    if not 0 < population_prevalence < 1:
        raise ValueError(f"the prevalence of the population is {population_prevalence}; it lies between 0 and 1")
    original, drawn = given_counts(outcome, risk, thresholds, resamples, RRandom(seed), stratified=True)
    return both_policies(original, drawn, thresholds, level, population_prevalence)
