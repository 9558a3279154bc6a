"""The maximum of a logistic likelihood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.linalg import cho_factor, cho_solve, qr, solve_triangular

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.design import DesignMatrix
from parity.models.model_matrix import model_matrix
from parity.statistics.once import once


@dataclass(frozen=True, slots=True)
class MaximumLikelihood:
    """The maximum of a logistic likelihood.

    Attributes
    ----------
    terms : (p,) tuple of str
        ``"Intercept"``, ``"age"``, ``"sex=male"``.
    coefficients : (p,) float array
        Log odds; log odds ratio per unit, or against the reference level.
    covariance : (p, p) float array
        Inverse of the information there.
    log_likelihood : float
    log_odds : (n,) float array
        Of the patients that the model is fitted to.
    centre, scale : (p,) float arrays
        Of the standardised columns; 0 and 1 for the intercept's.
    standardised : (p,) float array
        The coefficients of standardised columns.
    triangle : (p, p) float array
        The upper triangle of the standardised columns' QR decomposition.
    """

    terms: tuple[str, ...]
    coefficients: np.ndarray
    covariance: np.ndarray
    log_likelihood: float
    log_odds: np.ndarray
    centre: np.ndarray
    scale: np.ndarray
    standardised: np.ndarray
    triangle: np.ndarray

    def standardise(self, values: np.ndarray) -> np.ndarray:
        """Columns of a design about the development sample's means, in its standard deviations."""
        return (values - self.centre) / self.scale

    def predict(self, design: DesignMatrix) -> np.ndarray:
        """Log odds of patients, by standardised columns, in which terms cancel less than in the given ones.

        Patients who are alike have the same, to the last digit: rows are summed one by one, where a BLAS adds those at
        the end of its blocks in another order.

        Raises
        ------
        ValueError
            Where the patients have other columns than the model.
        """
        if design.terms != self.terms:
            rule = f"the model has the terms {', '.join(self.terms)}"
            raise ValueError(f"{rule}; the patients have {', '.join(design.terms)}")
        return np.asarray((self.standardise(design.values) * self.standardised).sum(axis=1))


@once
def maximum_likelihood(
    outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula] = None
) -> MaximumLikelihood:
    """Where the likelihood of a logistic model is largest, and its curvature there.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    predictors : mapping of str to (n,) float array or Factor
        The main effects, in order.
    formula : Formula or None
        How they enter the model; None: each as it is.

    Returns
    -------
    MaximumLikelihood

    Notes
    -----
    With :math:`\\pi = \\mathrm{expit}(X\\beta)` the maximum is where the score :math:`X^\\top(y - \\pi)`
    vanishes, and the covariance is the inverse of the information :math:`X^\\top \\mathrm{diag}(\\pi(1 - \\pi)) X`
    there. Newton's method runs on the orthonormal columns of the QR decomposition of X with standardised columns, so
    that neither a scale of 1e8 nor a calendar year costs a digit; a step that does not climb is halved. It ends after a
    step shorter than 1e-9, whose square is rounding.

    Raises
    ------
    ValueError
        If the outcome is not 0 and 1 with both present, the columns are linearly dependent, or the likelihood has no
        maximum because a combination of predictors separates events from non-events.

    References
    ----------
    McCullagh, Nelder (1989), doi:10.1007/978-1-4899-3242-6.  Albert, Anderson (1984), doi:10.1093/biomet/71.1.1.
    """
    design = model_matrix(formula, predictors)
    y = checked_outcome(outcome, len(design.values))
    basis, triangle, centre, scale = _orthonormal(design)
    sign = 1.0 - 2.0 * y
    position = basis.sum(axis=0) * np.log(y.sum() / (1 - y).sum())
    try:
        position = climb(sign, basis, position)
    except np.linalg.LinAlgError:
        raise ValueError(_SEPARATED) from None
    log_odds = basis @ position
    here = point_at(sign, log_odds)
    information = information_of(basis, here.weight)
    if np.linalg.eigvalsh(information)[0] < _VANISHED:
        raise ValueError(_SEPARATED)
    to_standardised = solve_triangular(triangle, np.eye(len(scale)))
    to_coefficients = way_back(centre, scale) @ to_standardised
    return MaximumLikelihood(
        terms=design.terms,
        coefficients=to_coefficients @ position,
        covariance=to_coefficients @ cho_solve(cho_factor(information), to_coefficients.T),
        log_likelihood=here.log_likelihood,
        log_odds=log_odds,
        centre=centre,
        scale=scale,
        standardised=to_standardised @ position,
        triangle=triangle,
    )


def way_back(centre: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """The (p, p) matrix that takes coefficients of standardised columns to those of the columns as given."""
    back = np.diag(1 / scale)
    back[0, 1:] = -centre[1:] / scale[1:]
    return back


def checked_outcome(outcome: np.ndarray, n: int) -> np.ndarray:
    """The outcome as floats; `ValueError` unless it is 0 and 1, both present, one for each of `n` patients."""
    y = np.asarray(outcome, dtype=float)
    if y.shape != (n,):
        raise ValueError(f"{y.size} outcomes for {n} patients")
    events, others = y == 1, y == 0
    if not (events.any() and others.any() and (events | others).all()):
        raise ValueError("the outcome must be 0 and 1, and both must occur")
    return y


def _orthonormal(design: DesignMatrix) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Orthonormal columns that span the design, the triangle that makes them the standardised columns, and centre and
    scale of these."""
    values = design.values
    centre, scale = values.mean(axis=0), values.std(axis=0)
    centre[0], scale[0] = 0.0, 1.0
    constant = np.flatnonzero(scale <= _DEPENDENT * np.abs(values).max(axis=0))
    if len(constant):
        raise ValueError(f"{design.terms[constant[0]]!r} is constant")
    basis, triangle = qr((values - centre) / scale, mode="economic", overwrite_a=True, check_finite=False)
    dependent = np.flatnonzero(np.abs(np.diag(triangle)) <= _DEPENDENT * len(values) ** 0.5)
    if len(dependent):
        raise ValueError(f"{design.terms[dependent[0]]!r} is a linear combination of the terms before it")
    return basis, triangle, centre, scale


@dataclass(frozen=True, slots=True)
class Point:
    """The likelihood at some log odds: its logarithm, each patient's residual, and its weight in the information."""

    log_likelihood: float
    residual: np.ndarray
    weight: np.ndarray


def point_at(sign: np.ndarray, log_odds: np.ndarray) -> Point:
    """By one exponential a patient; `sign` is -1 of an event and 1 of another."""
    against = sign * log_odds
    odds = np.exp(-np.abs(against))
    chance = np.where(against > 0, 1.0, odds) / (1 + odds)
    log_likelihood = -float((np.maximum(against, 0.0) + np.log1p(odds)).sum())
    return Point(log_likelihood, -sign * chance, odds / (1 + odds) ** 2)


def climb(sign: np.ndarray, basis: np.ndarray, position: np.ndarray, offset: float | np.ndarray = 0.0) -> np.ndarray:
    """Newton's method; `LinAlgError` where the information vanishes or the steps do not.

    Parameters
    ----------
    sign : (n,) float array
        -1 of an event, 1 of another.
    basis : (n, p) float array
        Orthonormal columns.
    position : (p,) float array
        Where to begin: coefficients of `basis`.
    offset : float or (n,) float array
        Of the log odds.
    """
    here = point_at(sign, offset + basis @ position)
    for _ in range(_STEPS):
        step = cho_solve(cho_factor(information_of(basis, here.weight)), basis.T @ here.residual)
        there = point_at(sign, offset + basis @ (position + step))
        while there.log_likelihood < here.log_likelihood - _ROUNDING * abs(here.log_likelihood):
            step = step / 2
            there = point_at(sign, offset + basis @ (position + step))
        position, here = position + step, there
        if np.abs(step).max() <= _LAST_STEP * max(np.abs(position).max(), len(basis) ** 0.5):
            return position
    raise np.linalg.LinAlgError("Newton's steps do not become smaller")


def information_of(basis: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Of the coefficients of `basis`, by the weights of a `Point`."""
    return (basis * weight[:, np.newaxis]).T @ basis


_SEPARATED = "the likelihood has no maximum: a combination of predictors separates events from non-events"
_VANISHED = 1e-12
"""Information, per unit length of an orthonormal direction, at which all probabilities along it are 0 or 1 but for
rounding."""
_STEPS = 100
_LAST_STEP = 1e-9
"""Newton's error is squared by each step: after one this short, of the position or of log odds of 1, only rounding is
left."""
_ROUNDING = 1e-13
"""Relative error of a log-likelihood: a smaller fall is none."""
_DEPENDENT = 1e-11
"""What is left of a column of length 1 after those before it, below which it is their combination."""
