"""The logistic likelihood of many weighted resamples at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.statistics.regression.resampled_likelihood import solved
from parity.statistics.validation.patterns import Patterns

FARTHEST = 700.0
"""Log odds whose exponential is still a number."""


_MANY = 100
"""Resamples."""


@dataclass(frozen=True, slots=True)
class Place:
    """The likelihood of k resamples, each at coefficients of its own.

    Attributes
    ----------
    deviance : (k,) float array
        Twice the negative log-likelihood.
    score : (k, p) float array
    information : (p, p, k) float array
    """

    deviance: np.ndarray
    score: np.ndarray
    information: np.ndarray


def place_of(
    patterns: Patterns, patients: np.ndarray, events: np.ndarray, coefficients: np.ndarray, held: float = FARTHEST
) -> Place:
    """The likelihood of models, of standardised columns.

    Parameters
    ----------
    patterns : Patterns
    patients, events : (k, u) float arrays
        Counts.
    coefficients : (k, p) float array
    held : float
        Log odds at which a linear predictor is held.
    """
    with np.errstate(over="ignore", invalid="ignore"):  # of a step along nearly dependent columns
        log_odds = np.ascontiguousarray((patterns.standardised @ coefficients.T).T)
    deviance, residual, weight = _weighed(log_odds, patients, events, held)
    p = coefficients.shape[1]
    information = np.empty((p, p, len(coefficients)))
    one, other = np.triu_indices(p)
    information[one, other] = information[other, one] = _sums(weight, patterns.products)
    return Place(deviance, _sums(residual, patterns.standardised).T, information)


def _sums(values: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Of values of k resamples, (k, u), times columns, (u, q): (q, k). Many resamples give einsum long loops, which are
    faster than some a BLAS has."""
    if len(values) < _MANY:
        return (values @ columns).T
    return np.asarray(np.einsum("uq,uk->qk", columns, np.ascontiguousarray(values.T)))


def place_of_line(
    log_odds: np.ndarray, patients: np.ndarray, events: np.ndarray, line: np.ndarray, held: float = FARTHEST
) -> Place:
    """The same of lines, each of log odds of its own, (k, u)."""
    deviance, residual, weight = _weighed(line[:, 1:] * log_odds + line[:, :1], patients, events, held)
    score = np.stack([residual.sum(axis=1), np.einsum("ku,ku->k", residual, log_odds)], axis=1)
    total = weight.sum(axis=1)
    weight *= log_odds
    mixed = weight.sum(axis=1)
    return Place(deviance, score, np.array([[total, mixed], [mixed, np.einsum("ku,ku->k", weight, log_odds)]]))


def deviance_of(log_odds: np.ndarray, patients: np.ndarray, events: np.ndarray, held: float = FARTHEST) -> np.ndarray:
    """Twice the negative log-likelihood of log odds, (k,); they are overwritten."""
    return _weighed(log_odds, patients, events, held)[0]


def _weighed(
    log_odds: np.ndarray, patients: np.ndarray, events: np.ndarray, held: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Deviances, residuals and weights, by one exponential and one logarithm a row; the log odds are overwritten."""
    if not max(log_odds.max(initial=0.0), -log_odds.min(initial=0.0)) <= held:  # which is so of NaN, too
        np.clip(log_odds, -held, held, out=log_odds)
    deviance = np.einsum("ku,ku->k", patients, log_odds) - np.einsum("ku,ku->k", events, log_odds)
    rest = np.exp(np.negative(log_odds, out=log_odds), out=log_odds)
    rest += 1.0
    risk = 1.0 / rest
    deviance += np.einsum("ku,ku->k", patients, np.log(rest, out=rest))
    expected = np.multiply(patients, risk, out=rest)
    residual = events - expected
    risk *= expected
    return 2 * deviance, residual, np.subtract(expected, risk, out=expected)


def steps(place: Place) -> tuple[np.ndarray, np.ndarray]:
    """Newton's step of each resample, (k, p), and the smallest share of a column's information that is left beside
    those before it, (k,)."""
    step, shares = solved(place.information, np.ascontiguousarray(place.score.T))
    return step.T, shares.min(axis=0)
