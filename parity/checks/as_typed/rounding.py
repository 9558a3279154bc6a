"""How far rounding may move the numbers that follow from risks which glm computes on the columns as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Union

import numpy as np
from scipy.special import expit, logit

from parity.checks.calibration.rounding import line_by_glm
from parity.checks.regression.rounding import Bounds, as_given, patients_as_given
from parity.checks.stats.glm_fit import HELD, glm_fit
from parity.checks.stats.pchisq import tail_rounding
from parity.data.cohort import Column
from parity.statistics.calibration.hosmer_lemeshow import group
from parity.statistics.once import once

Predictors = Mapping[str, Column]


def estimates(outcome: np.ndarray, predictors: Predictors, level: float) -> Bounds:
    """Of the coefficients, their standard errors, tests and odds ratios."""
    return as_given(outcome, predictors, level)


@once
def of_risks(
    outcome: np.ndarray,
    predictors: Predictors,
    patients: Predictors,
    observed: np.ndarray,
    risk: np.ndarray,
    groups: int,
) -> Bounds:
    """Of what follows from the risks, to first order, each risk moving by its own bound.

    Notes
    -----
    The Brier score moves by the mean of :math:`2|p - y|` times that. An expected count E that moves by e moves the
    statistic of Hosmer and Lemeshow by :math:`e(2|O - E|/E + (O - E)^2/E^2)`, and so on the other side. A linear
    predictor that moves by e moves the recalibration by the inverse information times what it does to the score,
    :math:`e(|y - p| + w|\\beta|(1, |x|))`, beside what rounding does to glm itself.
    """
    moved = patients_as_given(outcome, predictors, patients)
    of_risk, of_log_odds = np.asarray(moved["risk"]), np.asarray(moved["linear_predictor"])
    developed = np.asarray(patients_as_given(outcome, predictors, predictors)["risk"])
    return {
        "cutoffs": float(developed.max()),
        "brier": float((2 * np.abs(risk - observed) * of_risk).mean()),
        **_hosmer_lemeshow(observed, risk, of_risk, groups),
        **of_recalibration(observed, risk, of_log_odds),
    }


def _hosmer_lemeshow(observed: np.ndarray, risk: np.ndarray, of_risk: np.ndarray, groups: int) -> dict[str, float]:
    found = group(observed, risk, groups)
    place = np.searchsorted(found.breaks[1:-1], risk, side="left")
    error = np.bincount(place, weights=of_risk, minlength=len(found.sizes))
    statistic, moved = 0.0, 0.0
    for counted, expected in (
        (found.observed_events, found.expected_events),
        (found.sizes - found.observed_events, found.expected_without),
    ):
        some = expected > 0
        off, of, by = np.abs(counted - expected)[some], expected[some], error[some]
        statistic += float((off**2 / of).sum())
        moved += float((by * (2 * off / of + off**2 / of**2)).sum())
    freedom = int((found.sizes > 0).sum()) - 2
    tail = tail_rounding(freedom, statistic, moved) if freedom > 0 else 0.0
    return {"hosmer_lemeshow": moved, "hosmer_lemeshow_p": tail}


def of_recalibration(observed: np.ndarray, risk: np.ndarray, of_log_odds: np.ndarray) -> dict[str, float]:
    """Of the calibration line and calibration-in-the-large of glm, each log odds moving by its own bound."""
    log_odds = np.clip(logit(risk), -HELD, HELD)
    own: Mapping[str, Union[float, np.ndarray]] = line_by_glm(observed, risk)
    columns = np.column_stack([np.ones(len(log_odds)), log_odds])
    line = glm_fit(observed, columns).coefficients
    (shift,) = glm_fit(observed, columns[:, :1], log_odds).coefficients
    score = _moved_score(observed, columns, columns @ line, float(line[1]), of_log_odds)
    information = np.abs(np.linalg.pinv(_information(columns, columns @ line)))
    of_line = information @ score
    weight = _weight(log_odds + shift)
    of_shift = float((weight * of_log_odds).sum() / weight.sum())
    moved = {"intercept": float(of_line[0]), "slope": float(of_line[1]), "intercept_in_the_large": of_shift}
    return {name: error + float(np.nan_to_num(own[name])) for name, error in moved.items()}


def _moved_score(
    observed: np.ndarray, columns: np.ndarray, log_odds: np.ndarray, slope: float, by: np.ndarray
) -> np.ndarray:
    through_risk = _weight(log_odds) * abs(slope) * by
    residual = np.abs(observed - expit(log_odds)) * by
    return np.abs(columns).T @ through_risk + np.array([0.0, residual.sum()])


def _information(columns: np.ndarray, log_odds: np.ndarray) -> np.ndarray:
    return columns.T @ (columns * _weight(log_odds)[:, np.newaxis])


def _weight(log_odds: np.ndarray) -> np.ndarray:
    return expit(log_odds) * expit(-log_odds)
