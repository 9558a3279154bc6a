"""Logistic models of some of the candidates, and the score tests of the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.linalg import qr

from parity.data.cohort import Column, Factor
from parity.data.formula import Formula
from parity.models.design import INTERCEPT
from parity.models.model_matrix import all_terms, model_matrix
from parity.statistics.regression.logistic_regression import null_log_likelihood
from parity.statistics.regression.maximum_likelihood import checked_outcome, maximum_likelihood
from parity.statistics.upper_tail import upper_tail


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model of some of the candidates at the maximum of its likelihood.

    Attributes
    ----------
    names : tuple of str
        Its candidates; none: an intercept only.
    terms : (p,) tuple of str
        The intercept first.
    coefficients : (p,) float array
    covariance : (p, p) float array
    log_likelihood : float
    log_odds : (n,) float array
    """

    names: tuple[str, ...]
    terms: tuple[str, ...]
    coefficients: np.ndarray
    covariance: np.ndarray
    log_likelihood: float
    log_odds: np.ndarray


@dataclass(frozen=True, slots=True)
class Test:
    """A chi-square test.

    Attributes
    ----------
    chi_square : float
    degrees_of_freedom : int
    p : float
        Upper tail.
    """

    chi_square: float
    degrees_of_freedom: int
    p: float

    @classmethod
    def of(cls, chi_square: float, degrees_of_freedom: int) -> Test:
        return cls(float(chi_square), degrees_of_freedom, upper_tail(degrees_of_freedom, abs(float(chi_square))))


def main_effects(candidates: Mapping[str, Column], formula: Optional[Formula], names: Sequence[str]) -> Formula:
    """The candidates of these names, each as the formula has it, in the order of all candidates.

    Raises
    ------
    ValueError
        Where the formula has an interaction: what enters and leaves is one predictor.
    """
    whole = formula or Formula.of_main_effects(tuple(candidates))
    if whole.interactions:
        raise ValueError("candidates enter and leave one by one; a formula of candidates has no interactions")
    return Formula({name: whole.entries[name] for name in candidates if name in set(names)})


def columns_of(candidates: Mapping[str, Column], formula: Optional[Formula], name: str) -> tuple[str, ...]:
    """The names of a candidate's columns: one, or those of a set that enters and leaves together."""
    return all_terms(main_effects(candidates, formula, [name]), candidates)[name].names(name)


def fitted(
    outcome: np.ndarray, candidates: Mapping[str, Column], names: Sequence[str], formula: Optional[Formula] = None
) -> Model:
    """The model of the candidates of these names, in the order of all candidates.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    candidates : mapping of str to (n,) float array or Factor
    names : sequence of str
        None: an intercept only.
    formula : Formula or None
        How each candidate enters; None: as it is.

    Raises
    ------
    ValueError
        Where there is no maximum, and the message names the candidates; without candidates, or with an outcome that is
        none.
    """
    if not candidates:
        raise ValueError("there are no candidates to choose among")
    if not names:
        n = len(block(candidates, formula, ()))
        events = int(checked_outcome(outcome, n).sum())
        log_odds = float(np.log(events / (n - events)))
        return Model(
            names=(),
            terms=(INTERCEPT,),
            coefficients=np.array([log_odds]),
            covariance=np.array([[n / (events * (n - events))]]),
            log_likelihood=null_log_likelihood(outcome),
            log_odds=np.full(n, log_odds),
        )
    of_names = main_effects(candidates, formula, names)
    try:
        fit = maximum_likelihood(outcome, {name: candidates[name] for name in of_names.entries}, of_names)
    except ValueError as error:
        raise ValueError(f"the model of {', '.join(of_names.entries)}: {error}") from None
    return Model(of_names.predictors, fit.terms, fit.coefficients, fit.covariance, fit.log_likelihood, fit.log_odds)


def score_test_beside(inside: np.ndarray, log_odds: np.ndarray, outcome: np.ndarray) -> Callable[[np.ndarray], Test]:
    """Rao's score test of columns that are added to a model at its maximum.

    Parameters
    ----------
    inside : (n, p) float array
        The columns of the model, the intercept's among them.
    log_odds : (n,) float array
        Of the model, at the maximum of its likelihood.
    outcome : (n,) int array

    Returns
    -------
    callable
        From (n, q) columns that are added, the `Test` with q degrees of freedom; what it needs of the model is made
        once. A column of which nothing is left beside the model is an error.

    Notes
    -----
    With the residuals :math:`r = y - \\pi`, the weights :math:`W = \\pi(1 - \\pi)` and the added columns :math:`Z`
    the statistic is
    :math:`r^\\top Z (Z^\\top W Z - Z^\\top W X (X^\\top W X)^{-1} X^\\top W Z)^{-1} Z^\\top r`. That is
    the squared length of :math:`W^{-1/2} r` in the space of what is left of :math:`W^{1/2} Z` beside
    :math:`W^{1/2} X`, of which an orthonormal basis is made: nothing is inverted, and nothing is a difference of two
    large sums.

    Equals ``anova(fit, larger, test = "Rao")`` and ``add1(fit, scope, test = "Rao")`` at the maximum.

    References
    ----------
    Rao (1948), doi:10.1017/S0305004100023987.
    """
    root = 1 / (np.exp(log_odds / 2) + np.exp(-log_odds / 2))
    residual = np.where(outcome == 1, np.exp(-log_odds / 2), -np.exp(log_odds / 2))
    span = qr(root[:, np.newaxis] * _scaled(inside), mode="economic")[0]

    def test(added: np.ndarray) -> Test:
        left = root[:, np.newaxis] * _scaled(added)
        whole = np.linalg.norm(left, axis=0)
        for _ in range(2):  # what the first leaves of the span is rounding, and the second takes it
            left = left - span @ (span.T @ left)
        if (np.linalg.norm(left, axis=0) <= _ROUNDING * whole).any():
            raise ValueError("a candidate is constant, or a linear combination of the model's columns: it has no score")
        basis = qr(left, mode="economic")[0]
        return Test.of(((basis.T @ residual) ** 2).sum(), added.shape[1])

    return test


_ROUNDING = 1e-11
"""Of a column, which is all that is left of it beside columns that it is a combination of."""


def _scaled(columns: np.ndarray) -> np.ndarray:
    """Columns about their means, in their standard deviations; the intercept's as it is."""
    varies = columns.std(axis=0) > 0
    centre = np.where(varies, columns.mean(axis=0), 0.0)
    return (columns - centre) / np.where(varies, columns.std(axis=0), 1.0)


def block(candidates: Mapping[str, Column], formula: Optional[Formula], names: Sequence[str]) -> np.ndarray:
    """The columns of the candidates of these names, with the intercept's, (n, 1 + q)."""
    if not names:
        first = next(iter(candidates.values()))
        return np.ones((len(first.codes if isinstance(first, Factor) else first), 1))
    return model_matrix(main_effects(candidates, formula, names), candidates).values


def wald_test(model: Model, terms: Sequence[str]) -> Test:
    """That the coefficients of these terms are all 0, by their covariance."""
    places = [model.terms.index(term) for term in terms]
    effects = model.coefficients[places]
    return Test.of(float(effects @ np.linalg.solve(model.covariance[np.ix_(places, places)], effects)), len(places))
