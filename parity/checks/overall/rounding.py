"""How far rounding may move the deviances of given predictions, and the indexes made of them: bounds from the data."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.special import expit

from parity.checks.calibration.rounding import additions
from parity.checks.rms.lrm_fit import Stop, line_before_7, line_from_7
from parity.checks.stats.glm import HELD
from parity.checks.stats.pchisq import tail_rounding
from parity.checks.summation import UNIT, careful
from parity.statistics.calibration.recalibration import (
    Recalibration,
    are_equal,
    deviance_of_prevalence,
    deviance_of_risks,
    recalibration,
    with_logit,
)
from parity.statistics.once import once


_LOGARITHM = 16
"""Roundings of 1 in twice the logarithm of a patient's risk: four on each side, of the risk and of one minus it."""


@once
def indexes(outcome: np.ndarray, risk: np.ndarray) -> Mapping[str, float]:
    """Bounds of D, U, Q and R2 from deviances of glm, by field.

    Notes
    -----
    A deviance is a sum over the patients: it is off by the roundings of the sum, and by those of its terms,

    - in the logarithms, a share of each;
    - in one minus a risk, of which R takes the logarithm, a rounding error of 1 for each patient;
    - for the calibration line, those of the linear predictor times the residual; and where the risk comes from the
      linear predictor and is near 1, what one minus the risk loses of a patient without the event.
    """
    line, of_risks = recalibration(outcome, risk), _deviance_of_risks(outcome, risk)
    n, of_prevalence = len(line.outcome), deviance_of_prevalence(line.outcome)
    d = careful(n, of_prevalence + of_risks, operations=2) + _LOGARITHM * n * UNIT
    u = careful(n, line.deviance + of_risks, operations=2) + _LOGARITHM * n * UNIT + _of_line(line)
    return _by_field(outcome, risk, d, u)


@once
def indexes_by_val_prob(outcome: np.ndarray, risk: np.ndarray) -> Mapping[str, float]:
    """The same for val.prob.

    Notes
    -----
    ``lrm.fit`` takes the deviance of the predictions from their log odds, and adds one patient after the other in
    doubles; val.prob takes that of U from products with the log odds, which cancel where these are large. Where the
    line has no maximum, U is one of the line at which ``lrm.fit`` stops, and what the rounding of its steps moves this
    line by counts in the first order.
    """
    line, of_risks = recalibration(outcome, risk), _deviance_of_risks(outcome, risk)
    n, of_prevalence = len(line.outcome), deviance_of_prevalence(line.outcome)
    of_log_odds = _of_linear_predictors(line, line.log_odds, 1 + np.abs(line.log_odds))
    in_a_row = additions(line.log_odds) * UNIT
    d = careful(n, of_prevalence + of_risks, operations=2) + in_a_row * of_risks + _LOGARITHM * n * UNIT + of_log_odds
    cancelled = 4 * UNIT * float((1 + np.abs(line.log_odds)).sum())
    u = careful(n, line.deviance + of_risks, operations=2) + in_a_row * line.deviance + _LOGARITHM * n * UNIT
    u += _of_line(line) + _of_steps(line) + cancelled
    return _by_field(outcome, risk, d, u)


def deviance(outcome: np.ndarray) -> float:
    """That of the prevalence: what a chi-square is a number of."""
    return deviance_of_prevalence(outcome)


def deviance_per_patient(outcome: np.ndarray) -> float:
    """That of the prevalence over n: what an index per patient is a number of."""
    return deviance_of_prevalence(outcome) / len(outcome)


def _by_field(outcome: np.ndarray, risk: np.ndarray, d: float, u: float) -> Mapping[str, float]:
    """Of the bounds of the two chi-squares."""
    line, of_risks = recalibration(outcome, risk), _deviance_of_risks(outcome, risk)
    n, of_prevalence = max(1, len(line.outcome)), deviance_of_prevalence(line.outcome)
    chi_square = of_prevalence - of_risks
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        # R2 is (1 - exp(-D / n)) / (1 - exp(-prevalence / n)); R may form 1 - exp(.) by subtraction
        r2 = (d / n * np.exp(-chi_square / n) + 2 * UNIT) / -np.expm1(-of_prevalence / n)
    return {
        "r2": float(r2),
        "d": d / n,
        "d_chi_square": d,
        "d_p": tail_rounding(1, chi_square, d),
        "u": u / n,
        "u_chi_square": u,
        "u_p": tail_rounding(2, of_risks - line.deviance, u),
        "q": (d + u) / n,
    }


def _of_line(line: Recalibration) -> float:
    if np.isnan(line.coefficients).any():
        return 0.0
    intercept, slope = line.coefficients
    terms = np.abs(intercept) + np.abs(slope) * (1 + np.abs(line.log_odds))
    return _of_linear_predictors(line, intercept + slope * line.log_odds, terms)


def _of_steps(line: Recalibration) -> float:
    """What the rounding of Newton's steps does to the deviance where ``lrm.fit`` stops without a maximum.

    Notes
    -----
    A step s solves I s = g, with the gradient g and the information I of the place, in which there are rounding errors:
    s is off by I^-1 (dg - dI s), and the deviance by twice g' times that, s' (dg - dI s). With the terms of a patient,
    t = |s1| + |s2 x|, dI contributes his weight times t^2, and dg his weight times t times the terms of his linear
    predictor, each times a unit for each rounding: of the sums over the patients, and of the solution. Along the steps
    the gradient falls, so that what one of them is off by counts no more than there.
    """
    if not np.isnan(line.coefficients).any() or are_equal(line.log_odds) or len(np.unique(line.outcome)) < 2:
        return 0.0
    return max(_of_steps_of(fit(line.outcome, line.log_odds), line) for fit in (line_before_7, line_from_7))


def _of_steps_of(stop: Stop, line: Recalibration) -> float:
    if np.isnan(stop.line).any():
        return 0.0
    size, moved, place = np.abs(line.log_odds), 0.0, stop.line - stop.steps.sum(axis=0)
    for step in stop.steps:
        chance = expit(place[0] + place[1] * line.log_odds)
        terms, at = np.abs(step[0]) + np.abs(step[1]) * size, np.abs(place[0]) + np.abs(place[1]) * size
        moved += float((chance * (1 - chance) * terms * (terms + at + 1)).sum())
        place = place + step
    return 2 * 2 * (len(line.outcome) + 8) * UNIT * moved


def _of_linear_predictors(line: Recalibration, eta: np.ndarray, terms: np.ndarray) -> float:
    """What the rounding of linear predictors with these terms does to their deviance."""
    residual = expit(np.where(line.outcome == 1, -eta, eta))
    lost = np.exp(np.minimum(eta[line.outcome == 0], HELD)).sum()
    return 2 * UNIT * float(4 * (residual * terms).sum() + lost)


@once
def _deviance_of_risks(outcome: np.ndarray, risk: np.ndarray) -> float:
    has_logit = with_logit(risk)
    return deviance_of_risks(outcome[has_logit], risk[has_logit])
