"""Where ``confint`` leaves the limits of a logistic model whose profile ``glm.fit`` does not find the maximum of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np
from scipy.special import chdtri

from parity.checks.stats.glm_fit import deviance_as_glm, risk_as_glm, slope_as_glm
from parity.checks.vocabulary import Deviation
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.regression.maximum_likelihood import maximum_likelihood
from parity.statistics.regression.profile_interpolation import interpolated_limits, limits_between, steps_of
from parity.statistics.regression.restricted_maximum import Profile, likelihood

_STEPS = 100
_CONVERGED = 1e-14
_NEAR = 1e-6
"""In standard errors: where its limit is that of the least deviances."""


def interpolated_by_glm(
    outcome: np.ndarray, predictors: Mapping[str, Column], level: float, formula: Optional[Formula] = None
) -> Mapping[str, np.ndarray]:
    """The limits of ``confint``, at each of whose steps ``glm.fit`` goes on from the step before.

    Notes
    -----
    Its steps are not halved where the deviance rises, and it holds risks 2.2e-16 from 0 and 1: it may run away to where
    every risk is one of these, where nothing changes any more; masked where it does not.
    """
    fit, columns = maximum_likelihood(outcome, predictors, formula), model_matrix(formula, predictors).values
    least = deviance_as_glm(outcome, risk_as_glm(fit.log_odds))
    farthest = float(chdtri(1, (1 - level) / 4)) ** 0.5

    def limits(place: int) -> tuple[float, float]:
        rest = np.delete(columns, place, axis=1)
        estimate, error = float(fit.coefficients[place]), float(fit.covariance[place, place] ** 0.5)

        def side(sign: int) -> list[tuple[float, float]]:
            log_odds, found = fit.log_odds, []
            for value in steps_of(estimate, error, farthest, sign):
                deviance, log_odds = _fitted(outcome, rest, columns[:, place] * value, log_odds)
                found.append((value, sign * max(deviance - least, 0.0) ** 0.5))
                if abs(found[-1][1]) >= farthest:
                    break
            return found

        values, roots = np.array(sorted([*side(-1), (estimate, 0.0), *side(1)], key=lambda one: one[0])).T
        return limits_between(values, roots, level)

    theirs = np.array([limits(place) for place in range(columns.shape[1])]).T
    found = likelihood(outcome, predictors, formula)
    least_of_all = np.array([interpolated_limits(Profile(found, place), level) for place in range(len(columns.T))]).T
    near = np.abs(theirs - least_of_all) <= _NEAR * np.sqrt(np.diag(fit.covariance))
    low, high = np.ma.array(theirs, mask=near | (np.isnan(theirs) & np.isnan(least_of_all)))
    return {"interpolated_low": low, "interpolated_high": high}


def _fitted(
    outcome: np.ndarray, columns: np.ndarray, offset: np.ndarray, log_odds: np.ndarray
) -> tuple[float, np.ndarray]:
    """The deviance, and the log odds, where ``glm.fit`` stops that begins at some log odds."""
    risk = risk_as_glm(log_odds)
    deviance = deviance_as_glm(outcome, risk)
    for _ in range(_STEPS):
        slope = slope_as_glm(log_odds)
        root = slope / np.sqrt(risk * (1 - risk))
        working = log_odds - offset + (outcome - risk) / slope
        coefficients = np.linalg.lstsq(root[:, np.newaxis] * columns, root * working, rcond=None)[0]
        log_odds = columns @ coefficients + offset
        risk = risk_as_glm(log_odds)
        before, deviance = deviance, deviance_as_glm(outcome, risk)
        if abs(deviance - before) / (abs(deviance) + 0.1) < _CONVERGED:
            break
    return deviance, log_odds


RUNS_AWAY = Deviation(
    ("interpolated_low", "interpolated_high"),
    "stats",
    "at a step of the profile glm.fit, which halves no step, runs away to where every risk is 0 or 1 but for a "
    "rounding, and says that it has converged: the interpolation is through a deviance that is not the least",
    follows=interpolated_by_glm,
)
