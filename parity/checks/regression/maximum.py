"""The maximum of a logistic likelihood as another program sees it, in the columns that it rounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.linalg import solve_triangular
from scipy.special import expit

from parity.checks.regression.column_sizes import column_sizes
from parity.checks.stats.glm import HELD, LAST_CHANGE
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.regression.maximum_likelihood import maximum_likelihood, way_back

ROUNDING = 64 * 2.0**-52
"""Relative rounding error that a number is allowed: of some ten operations one after the other (a mean, a difference, a
quotient, a reflection for each column, a product), in each of two programs, and three times what is usual."""
_UNIT = 2.0**-52


def log_likelihood_of_prevalence(outcome: np.ndarray) -> float:
    """Log-likelihood of the model with an intercept only, patient by patient."""
    share = float(np.mean(outcome))
    return float(np.log(np.where(outcome == 1, share, 1 - share)).sum())


@dataclass(frozen=True, slots=True)
class Maximum:
    """The maximum of a logistic likelihood, as a program sees it in the columns that it rounds.

    Attributes
    ----------
    outcome : (n,) float array
    basis : (n, p) float array
        Orthonormal columns that span the design.
    position : (p,) float array
        The estimate as coefficients of `basis`.
    log_odds : (n,) float array
    equals : (n,) int array
        How many patients have the same columns and outcome as each, which includes the patient.
    columns : (n, p) float array
        The columns that the program rounds: standardised ones, or the design as given.
    sizes : (n, p) float array
        What the rounding of each number of `columns` is in proportion to: its size, or that of the terms that it is a
        sum of.
    from_basis : (p, p) float array
        Takes coefficients of `basis` to those of `columns`.
    by_weights : bool
        Whether the program solves for the whole estimate as a least squares problem in working weights, as glm does.
    """

    outcome: np.ndarray
    basis: np.ndarray
    position: np.ndarray
    log_odds: np.ndarray
    equals: np.ndarray
    columns: np.ndarray
    sizes: np.ndarray
    from_basis: np.ndarray
    by_weights: bool

    @property
    def residual(self) -> np.ndarray:
        return np.where(self.outcome == 1, expit(-self.log_odds), -expit(self.log_odds))

    @property
    def weight(self) -> np.ndarray:
        return expit(self.log_odds) * expit(-self.log_odds)

    @property
    def odds(self) -> np.ndarray:
        """Of the event, as far as R lets them go."""
        return np.exp(np.minimum(self.log_odds, HELD))

    @property
    def terms(self) -> np.ndarray:
        """The sum of the absolute terms of each linear predictor."""
        return self.sizes @ np.abs(self.from_basis @ self.position)

    @property
    def weight_roundings(self) -> np.ndarray:
        """The absolute error of each weight: that of one minus the risk, and what is left where R holds a
        probability."""
        held = np.where(np.abs(self.log_odds) > HELD, np.exp(-HELD) / _UNIT, 0.0)
        return held + expit(self.log_odds)

    @property
    def residual_roundings(self) -> np.ndarray:
        """The absolute error of each residual: the same, but where the event is missing and the program divides by one
        minus the risk."""
        divided = np.where(self.outcome == 0, self.odds, 0.0)
        return np.maximum(self.weight_roundings, self.by_weights * divided)

    @property
    def additions(self) -> float:
        """The error of adding up over the patients, one by one, in proportion to the largest partial sum."""
        return float(self.equals.sum() ** 0.5 * _UNIT / ROUNDING)

    @property
    def reflections(self) -> np.ndarray:
        """The error of each column in the rows on which reflections pivot, the first p, after sums down the columns."""
        equals = max(np.sum(np.unique(column, return_counts=True)[1] ** 2.0) for column in self.columns.T[1:])
        return equals**0.5 * _UNIT / 2 / ROUNDING * np.linalg.norm(self.columns, axis=0)

    @property
    def stopping(self) -> float:
        """The relative error of standard errors from weights that are one step old, where a change of the deviance by
        1e-14 ends the steps, in proportion to the largest squared standard error of a linear predictor."""
        signed = np.where(self.outcome == 1, -1, 1) * self.log_odds
        deviance = float(2 * np.logaddexp(0.0, signed).sum())
        return self.by_weights * LAST_CHANGE / ROUNDING * deviance / 4

    @property
    def solving(self) -> float:
        """The error of the sums over working responses, in standard errors."""
        pearson = np.exp(np.where(self.outcome == 1, -1, 1) * self.log_odds.clip(-HELD, HELD) / 2)
        responses = np.linalg.norm(np.sqrt(self.weight) * self.terms) + np.linalg.norm(pearson)
        return self.by_weights * self.additions * float(responses)

    def norm(self, values: np.ndarray) -> np.ndarray:
        """How large a sum of errors over the patients may be, which go together where columns and outcome are equal."""
        return np.sqrt(self.equals @ values**2)


def seen_standardised(outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula]) -> Maximum:
    """The maximum as a program sees it that computes in standardised columns."""
    return _seen(outcome, predictors, formula, as_they_are=False)


def seen_as_given(outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula]) -> Maximum:
    """The maximum as a program sees it that takes the columns as they are, and solves in working weights."""
    return _seen(outcome, predictors, formula, as_they_are=True)


def _seen(
    outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula], as_they_are: bool
) -> Maximum:
    fit, design = maximum_likelihood(outcome, predictors, formula), model_matrix(formula, predictors).values
    sizes = column_sizes(formula, predictors)
    columns = fit.standardise(design)
    to_standardised = solve_triangular(fit.triangle, np.eye(len(fit.scale)))
    return Maximum(
        outcome=np.asarray(outcome, dtype=float),
        basis=columns @ to_standardised,
        position=fit.triangle @ fit.standardised,
        log_odds=fit.log_odds,
        equals=_equals([np.asarray(outcome, dtype=float), *design.T[1:]]),
        columns=design if as_they_are else columns,
        sizes=sizes if as_they_are else standardised_sizes(columns, design, sizes, fit.scale),
        from_basis=way_back(fit.centre, fit.scale) @ to_standardised if as_they_are else to_standardised,
        by_weights=as_they_are,
    )


def standardised_sizes(
    standardised: np.ndarray, design: np.ndarray, sizes: np.ndarray, scale: np.ndarray
) -> np.ndarray:
    """The sizes of standardised columns: their own, and what terms that cancel bring into the columns as given."""
    return np.abs(standardised) + (sizes - np.abs(design)) / scale


def _equals(columns: list[np.ndarray]) -> np.ndarray:
    """How many rows have the same numbers as each, by 64 bits that are mixed of the bits of a row: one sort, however
    many columns."""
    mixed = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        bits = np.ascontiguousarray(column + 0.0).view(np.uint64)  # +0 and -0 are equal
        mixed = _mixed(mixed + np.uint64(0x9E3779B97F4A7C15) ^ bits)
    _, which, count = np.unique(mixed, return_inverse=True, return_counts=True)
    return count[which.ravel()]


def _mixed(bits: np.ndarray) -> np.ndarray:
    """The finaliser of SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195), which is one to one."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))
