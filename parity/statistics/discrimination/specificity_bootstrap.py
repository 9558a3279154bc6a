"""Specificity at given sensitivities with bootstrap confidence intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.statistics.discrimination.resampled import (
    Band,
    band,
    caution_lost,
    caution_perfect,
    places_of,
    resampled_counts,
)
from parity.statistics.discrimination.sensitivity_bootstrap import TENTHS, left_where_passed
from parity.statistics.random.generator import RRandom


@dataclass(frozen=True, slots=True)
class SpecificityBootstrap:
    """Bootstrap percentile intervals of the specificity at given sensitivities.

    Attributes
    ----------
    stratified : Band
        Of resamples of controls and of cases.
    plain : Band
        Of resamples of all patients, those with both cases and controls.
    """

    stratified: Band
    plain: Band


def specificity_bootstrap(
    outcome: np.ndarray,
    risk: np.ndarray,
    resamples: int,
    seed: int,
    level: float = 0.95,
    sensitivities: np.ndarray = TENTHS,
) -> SpecificityBootstrap:
    """Specificity at given sensitivities with bootstrap percentile intervals, stratified and not.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk : (n,) float array
        Finite score; larger means more likely a case.
    resamples, seed, level
        As in `auc_bootstrap`.
    sensitivities : (k,) float array
        In [0, 1].

    Returns
    -------
    SpecificityBootstrap

    Notes
    -----
    As `sensitivity_bootstrap`, the curve read from its other end: the highest specificity of the points of this very
    sensitivity, otherwise that on the straight line between its neighbours.

    Equals ``set.seed(seed); pROC::ci.sp(curve, sensitivities, conf.level = level, boot.n = resamples, boot.stratified =
    TRUE)`` and the same with ``FALSE``, of the curve of `auc_bootstrap`.

    Raises
    ------
    ValueError
        Without a case or without a control, if a risk is not finite or a sensitivity not in [0, 1], or if no resample
        has both.

    References
    ----------
    Efron, Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.  Carpenter, Bithell (2000),
    doi:10.1002/(SICI)1097-0258(20000515)19:9<1141::AID-SIM479>3.0.CO;2-F.  Robin et al. (2011),
    doi:10.1186/1471-2105-12-77.
    """
    places = places_of(outcome, risk, "the specificity at a sensitivity")
    stratified, plain = (
        np.concatenate(
            [
                left_where_passed(cases[:, ::-1], controls[:, ::-1], sensitivities)
                for controls, cases in resampled_counts(outcome, places, resamples, RRandom(seed), stratified=way)
            ]
        )
        for way in (True, False)
    )
    caution_perfect(outcome, risk)
    known = ~np.isnan(plain).any(axis=1)
    caution_lost(resamples - int(known.sum()), resamples)
    return SpecificityBootstrap(band(sensitivities, stratified, level), band(sensitivities, plain[known], level))
