"""The maximum of a logistic likelihood under linear restrictions of its coefficients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.linalg import cholesky, qr, solve_triangular

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.regression.maximum_likelihood import (
    MaximumLikelihood,
    Point,
    climb,
    information_of,
    maximum_likelihood,
    point_at,
    way_back,
)


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A logistic likelihood in orthonormal columns, from whose maximum one may go on.

    Attributes
    ----------
    fit : MaximumLikelihood
    sign : (n,) float array
        -1 of an event, 1 of another.
    basis : (n, p) float array
        Orthonormal columns that span the design.
    position : (p,) float array
        The maximum, as coefficients of `basis`.
    to_coefficients : (p, p) float array
        Takes coefficients of `basis` to those of the columns as given.
    root : (p, p) float array
        Upper triangle R of the information R'R of `position` at the maximum.
    """

    fit: MaximumLikelihood
    sign: np.ndarray
    basis: np.ndarray
    position: np.ndarray
    to_coefficients: np.ndarray
    root: np.ndarray

    def without(self, places: np.ndarray) -> Point:
        """The maximum where the coefficients at some places are 0; the intercept, at 0, is none of them."""
        span = self._span(places)
        basis = self.basis @ span
        start = span.T @ self.position
        return point_at(self.sign, basis @ climb(self.sign, basis, start))

    def wald(self, places: np.ndarray) -> float:
        """Wald's chi-square of the hypothesis that the coefficients at some places are 0.

        Notes
        -----
        :math:`\\beta_k^\\top V_{kk}^{-1} \\beta_k` is the squared distance of the maximum, by the information there,
        from the places where :math:`\\beta_k = 0`: a least squares problem, in which nearly collinear columns cost less
        than in a solution by their covariance.
        """
        ahead = self.root @ self.position
        reached = qr(self.root @ self._span(places), mode="economic")[0]
        left = ahead - reached @ (reached.T @ ahead)
        return float(left @ left)

    def _span(self, places: np.ndarray) -> np.ndarray:
        """Orthonormal columns of all positions at which the coefficients at some places are 0."""
        kept = np.delete(np.arange(len(self.position)), places)
        return np.asarray(qr(self.fit.triangle[:, kept], mode="economic")[0])


class Profile:
    """The largest likelihood at each value of one coefficient, the others being free.

    Parameters
    ----------
    of : Likelihood
    place : int
        Of the coefficient; the intercept is at 0.
    """

    def __init__(self, of: Likelihood, place: int) -> None:
        towards = of.to_coefficients[place]
        self._length = float(np.linalg.norm(towards))
        rest = qr(towards[:, np.newaxis])[0][:, 1:]
        self._direction, self._rest = of.basis @ (towards / self._length), of.basis @ rest
        self._of, self._start = of, rest.T @ of.position
        self.estimate = float(of.fit.coefficients[place])
        self.standard_error = float(of.fit.covariance[place, place] ** 0.5)

    def at(self, value: float) -> tuple[float, float]:
        """Twice what the log-likelihood lacks of its maximum at a value of the coefficient, and how that rises there.

        It goes on from where it was last.
        """
        sign, offset = self._of.sign, self._direction * (value / self._length)
        try:
            self._start = climb(sign, self._rest, self._start, offset)
        except np.linalg.LinAlgError:
            raise ValueError(f"there is no maximum that can be found where a coefficient is {value:g}") from None
        there = point_at(sign, offset + self._rest @ self._start)
        lacking = 2 * (self._of.fit.log_likelihood - there.log_likelihood)
        return max(lacking, 0.0), -2 * float(self._direction @ there.residual) / self._length


def likelihood(outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula] = None) -> Likelihood:
    """The likelihood of a logistic model about its maximum.

    Parameters, errors: as of `maximum_likelihood`.
    """
    fit = maximum_likelihood(outcome, predictors, formula)
    to_standardised = solve_triangular(fit.triangle, np.eye(len(fit.scale)))
    sign = 1.0 - 2.0 * np.asarray(outcome, dtype=float)
    basis = fit.standardise(model_matrix(formula, predictors).values) @ to_standardised
    return Likelihood(
        fit=fit,
        sign=sign,
        basis=basis,
        position=fit.triangle @ fit.standardised,
        to_coefficients=way_back(fit.centre, fit.scale) @ to_standardised,
        root=cholesky(information_of(basis, point_at(sign, fit.log_odds).weight)),
    )
