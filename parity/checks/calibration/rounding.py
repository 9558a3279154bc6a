"""How far rounding may move the calibration line and calibration-in-the-large: first-order bounds from the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from parity.checks.rms.lrm_fit import line_before_7, line_from_7
from parity.checks.stats.glm import HELD, LAST_CHANGE
from parity.checks.summation import UNIT
from parity.statistics.calibration.recalibration import are_equal, has_line, recalibration, shift, with_logit
from parity.statistics.once import once

_OPERATIONS = 64
"""Roundings one after the other in what is not a sum over the patients."""

_LEFT_BEYOND = 9e-14
"""What R, which holds linear predictors within 30 of 0, leaves of a residual beyond."""

_NEAREST = 37.0
"""Log odds of the risk next to 0 or 1 that glm, in R and in statsmodels, lets a patient have: 2.2e-16 from it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a logistic likelihood, of a constant and log odds, or of a constant beside these.

    Attributes
    ----------
    outcome, log_odds : (m,) arrays
    at : (p,) float array
        The coefficients; where there is only one the log odds are an offset.
    inverse : (p, p) float array
        Of the information.
    influence : (m, p) float array
        What each patient's residual moves the coefficients by.
    leverage : float
        The largest variance of a linear predictor.
    residual, weight : (m,) float arrays
        Without its sign; the variance of the outcome.
    eta, terms : (m,) float arrays
        The linear predictor, and its terms added up without their signs.
    pearson : float
        The root of the sum of squares of Pearson's residuals.
    """

    outcome: np.ndarray
    log_odds: np.ndarray
    at: np.ndarray
    inverse: np.ndarray
    influence: np.ndarray
    leverage: float
    residual: np.ndarray
    weight: np.ndarray
    eta: np.ndarray
    terms: np.ndarray
    pearson: float

    @property
    def standard_errors(self) -> np.ndarray:
        return np.sqrt(np.diag(self.inverse))

    @property
    def columns(self) -> tuple[np.ndarray, ...]:
        return (np.ones(1), self.log_odds)[: len(self.at)]

    @property
    def lengths(self) -> np.ndarray:
        """Of the weighted columns, in standard errors of their coefficients: what each has in common with the other."""
        return np.sqrt([(self.weight * column**2).sum() for column in self.columns]) * self.standard_errors


@once
def line(outcome: np.ndarray, risk: np.ndarray) -> Mapping[str, float]:
    """Bounds for a program that solves for estimates by singular values, as statsmodels' GLM does."""
    return _by_field(outcome, risk, _by_singular_values)


@once
def line_by_glm(outcome: np.ndarray, risk: np.ndarray) -> Mapping[str, float]:
    """Bounds for glm, which solves for them by reflections."""
    return _by_field(outcome, risk, by_glm)


@once
def line_by_lrm_fit(outcome: np.ndarray, risk: np.ndarray) -> Mapping[str, float]:
    """Bounds for the line of val.prob where ``lrm.fit`` stops, in either of its forms the larger.

    Notes
    -----
    A step is solved for with the information as it is: its relative error is the information's condition times a
    rounding error. Newton's method mends the errors of all steps but the last where the likelihood has a maximum; where
    it has none they add up.
    """
    bounds = [_by_steps(place, steps) for place, steps in _stops(outcome, risk)]
    intercept, slope = np.max(bounds, axis=0) if bounds else np.full(2, np.nan)
    return {"intercept": float(intercept), "slope": float(slope)}


def standard_error_of_intercept(outcome: np.ndarray, risk: np.ndarray) -> float:
    """What an intercept of val.prob's is a number of."""
    return _standard_error(outcome, risk, 0)


def standard_error_of_slope(outcome: np.ndarray, risk: np.ndarray) -> float:
    """What a slope of val.prob's is a number of."""
    return _standard_error(outcome, risk, 1)


def first_order(place: Place, given: float | np.ndarray = 0.0) -> np.ndarray:
    """What rounding moves the maximum of a likelihood by.

    Parameters
    ----------
    place : Place
    given : float or (m,) float array
        What the log odds that both sides start from may differ by.

    Notes
    -----
    With the influence c of a patient, the residual r and its weight w, the estimates move by

    - :math:`\\sum_i |c_i| w_i\\,\\delta_i` with the rounding :math:`\\delta` of the linear predictors, which is that of
      their terms and of the log odds x: a rounding error of 1 even near 0, that of the odds;
    - :math:`|C_{\\ell 2}| \\sum_i |r_i|\\,\\delta x_i` for the log odds in the score;
    - :math:`\\sum_i |c_i|` times a rounding error of 1, as residuals are differences of outcomes and risks;
    - :math:`|C| \\sum_i |r_i x_i|` times a rounding for each patient, where the score is added up one after the other.
    """
    of_log_odds = 4 * UNIT * (1 + np.abs(place.log_odds)) + given
    slope = abs(place.at[1]) if len(place.at) == 2 else 1.0
    moved = np.abs(place.influence).T @ (place.weight * (8 * UNIT * place.terms + slope * of_log_odds))
    if len(place.at) == 2:
        moved = moved + np.abs(place.inverse[:, 1]) * (place.residual * of_log_odds).sum()
    moved = moved + 4 * UNIT * np.abs(place.influence).sum(axis=0)
    score = np.array([(np.abs(column) * place.residual).sum() for column in place.columns])
    in_a_row = (len(place.outcome) + _OPERATIONS) * UNIT * (np.abs(place.inverse) @ score)
    return np.asarray(moved + in_a_row + _OPERATIONS * UNIT * np.abs(place.at))


def by_glm(place: Place, given: float | np.ndarray = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """What rounding moves the estimates of glm by, and their standard errors; parameters as of `first_order`.

    It takes 1 - risk from the risk, so that near 1 few digits of it are left, which moves a residual of a patient
    without the event; beyond 30 it holds the risk at a number of few binary digits, of which nothing is lost.
    """
    near = (place.outcome == 0) & (place.eta < HELD + 1)
    lost = np.where(near, UNIT * np.exp(np.minimum(place.eta, HELD)), 0.0)
    lost = np.abs(place.influence).T @ (lost + _LEFT_BEYOND * (np.abs(place.eta) > HELD))
    estimates, errors = _by_least_squares(place, place.lengths, given)
    by_estimates = float((lost / place.standard_errors).max()) * place.leverage**0.5
    return estimates + lost, errors + by_estimates * place.standard_errors


def place_of(outcome: np.ndarray, log_odds: np.ndarray, at: np.ndarray) -> Place:
    """The place of a line, or of a shift where there is one coefficient; NaN where its information is singular."""
    line = len(at) == 2
    centre, spread = (log_odds.mean(), log_odds.std()) if line else (0.0, 1.0)
    eta = at[0] + (at[1] * log_odds if line else log_odds)
    wrong, weight = np.where(outcome == 1, -eta, eta), expit(eta) * expit(-eta)
    with np.errstate(divide="ignore", invalid="ignore"):
        columns = np.column_stack([np.ones(len(log_odds)), (log_odds - centre) / spread])[:, : len(at)]
        back = np.array([[1.0, -centre / spread], [0.0, 1.0 / np.float64(spread)]])[: len(at), : len(at)]
    try:
        inverse = np.linalg.inv((columns * weight[:, np.newaxis]).T @ columns)
    except np.linalg.LinAlgError:
        inverse = np.full((len(at), len(at)), np.nan)
    with np.errstate(invalid="ignore"):  # where there is no inverse, a BLAS may say so of each product
        influence = columns @ inverse
        of_line, of_patients = back @ inverse @ back.T, influence @ back.T
    return Place(
        outcome=outcome,
        log_odds=log_odds,
        at=at,
        inverse=of_line,
        influence=of_patients,
        leverage=float((influence * columns).sum(axis=1).max()),
        residual=expit(wrong),
        weight=weight,
        eta=eta,
        terms=np.abs(at[0]) + np.abs(at[1] * log_odds if line else log_odds),
        pearson=float(np.sqrt(np.exp(np.minimum(wrong, _NEAREST)).sum())),
    )


def _by_steps(place: Place, steps: np.ndarray) -> np.ndarray:
    counted = steps[-1:] if has_line(place.outcome, place.log_odds) else steps
    lengths = (np.abs(counted) / place.standard_errors).max(axis=1)
    solving = _OPERATIONS * UNIT * float(np.linalg.cond(place.inverse)) * lengths.sum()
    return np.asarray(len(counted) * first_order(place) + solving * place.standard_errors)


def _by_singular_values(place: Place) -> tuple[np.ndarray, np.ndarray]:
    """A pseudoinverse is rounded to a share of the longest column in each."""
    return _by_least_squares(place, np.linalg.norm(place.lengths / place.standard_errors) * place.standard_errors)


def _by_least_squares(
    place: Place, lengths: np.ndarray, given: float | np.ndarray = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    """Of estimates and of standard errors, by a program that solves a least squares problem in working weights.

    Notes
    -----
    Its solution is that of a problem whose columns and whose left side, the working responses, are perturbed by a
    rounding error for each addition of their length (Higham 2002, chapter 20). In standard errors this is the length of
    the working responses, and of each column times its coefficient and times the standard error of that and the length
    of the Pearson residuals; `lengths` are those of the columns in standard errors of their coefficients. The standard
    errors change with the columns, with the weights, which the estimates move, and by weights that are one step old.
    """
    rounded, errors = additions(place.log_odds) * UNIT, place.standard_errors
    responses = float(np.sqrt((place.weight * place.terms**2).sum())) + place.pearson
    solving = rounded * (responses + lengths @ (np.abs(place.at) / errors + place.pearson))
    moved = first_order(place, given) + solving * errors
    deviance = -2 * float(np.log1p(-np.minimum(place.residual, 1 - UNIT)).sum())
    by_estimates = float((moved / errors).max()) * place.leverage**0.5
    relative = rounded * lengths.sum() + by_estimates + LAST_CHANGE * deviance * place.leverage / 4
    return moved, np.asarray(relative * errors)


def additions(values: np.ndarray) -> float:
    """The roundings of a sum over patients one after the other: the root of their number, more of it where they are
    equal.

    Of terms that differ, the roundings are of either sign; those of equal terms are the same.
    """
    _, equals = np.unique(values, return_counts=True)
    return min(16 + 4 * float(np.sqrt((equals.astype(float) ** 2).sum())), 16.0 + len(values))


def _by_field(
    outcome: np.ndarray, risk: np.ndarray, bounds: Callable[[Place], tuple[np.ndarray, np.ndarray]]
) -> Mapping[str, float]:
    """Of the calibration line and of calibration-in-the-large; NaN where there is none."""
    line, moved = recalibration(outcome, risk), shift(outcome, risk)
    found: dict[str, float] = {}
    fitted = {("intercept", "slope"): line.coefficients, ("intercept_in_the_large",): np.array([moved.estimate])}
    for names, at in fitted.items():
        estimates = errors = np.full(len(names), np.nan)
        if np.isfinite(at).all():
            estimates, errors = bounds(place_of(line.outcome, line.log_odds, at))
        found |= dict(zip(names, estimates.tolist()))
        found |= {f"{name}_standard_error": error for name, error in zip(names, errors.tolist())}
    return found


@once
def _stops(outcome: np.ndarray, risk: np.ndarray) -> tuple[tuple[Place, np.ndarray], ...]:
    """Where ``lrm.fit`` stops, in both of its forms, with the steps by which it gets there."""
    has_logit = with_logit(risk)
    happened, log_odds = outcome[has_logit], logit(risk[has_logit])
    if are_equal(log_odds):
        return ()
    stops = [stop(happened, log_odds) for stop in (line_before_7, line_from_7)]
    found = [(place_of(happened, log_odds, stop.line), stop.steps) for stop in stops if np.isfinite(stop.line).all()]
    return tuple((place, steps) for place, steps in found if np.isfinite(place.inverse).all() and len(steps))


def _standard_error(outcome: np.ndarray, risk: np.ndarray, number: int) -> float:
    return max((float(place.standard_errors[number]) for place, _ in _stops(outcome, risk)), default=0.0)
