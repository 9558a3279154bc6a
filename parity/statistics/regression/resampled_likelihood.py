"""The likelihood of a logistic model on many resamples of its patients at once, a resample being a count of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Optional

import numpy as np

AT_ONCE = 1 << 14
"""Patients times resamples that are looked at together: a few arrays of them fit in a processor's cache."""


@dataclass(frozen=True, slots=True)
class ResampledPoint:
    """The likelihood of each resample at some coefficients.

    Attributes
    ----------
    minus_twice_log_likelihood : (b,) float array
    score : (p, b) float array
        Gradient of the log-likelihood.
    information : (p, p, b) float array
        Its curvature, turned round; a symmetric matrix a resample.
    """

    minus_twice_log_likelihood: np.ndarray
    score: np.ndarray
    information: np.ndarray


class ResampledLikelihood:
    """A logistic likelihood, of as many resamples of its patients as are given.

    Parameters
    ----------
    design : (n, p) float array
        The columns that the coefficients multiply, the constant among them.
    outcome : (n,) int array
        1 event, 0 no event.
    limited : function of a float array, or None
        Changes log odds in place before a probability is made of them, the same way on both sides of 0; None: nothing
        is changed.

    Notes
    -----
    A resample is a column of counts, (n, b): how often each patient was drawn. With s = -1 of an event and 1 of
    another, and :math:`q = \\mathrm{expit}(s\\,x^\\top\\beta)` the probability of what did not happen,

    .. math:: -2\\log L = -2\\sum c \\log(1 - q), \\quad U = -\\sum c\\,q\\,s x, \\quad
        I = \\sum c\\,q(1 - q)\\,x x^\\top

    are products of matrices for all resamples together. They are summed by einsum, which is as fast with any BLAS; a
    hundred resamples or more at a time give it long loops.
    """

    def __init__(
        self, design: np.ndarray, outcome: np.ndarray, limited: Optional[Callable[[np.ndarray], None]] = None
    ) -> None:
        signs = 1.0 - 2.0 * np.asarray(outcome, dtype=float)
        self._against = np.ascontiguousarray(design * signs[:, np.newaxis])
        self._pairs = np.triu_indices(design.shape[1])
        self._products = np.ascontiguousarray(design[:, self._pairs[0]] * design[:, self._pairs[1]])
        self._limited = limited

    def at(self, counts: np.ndarray, coefficients: np.ndarray) -> ResampledPoint:
        """The likelihood of resamples at coefficients.

        Parameters
        ----------
        counts : (n, b) float array
        coefficients : (p, b) float array

        Returns
        -------
        ResampledPoint
        """
        resamples = counts.shape[1]
        twice, score, information = np.zeros(resamples), self._score(resamples), self._information(resamples)
        for rows, count, against, odds in self._walk(counts, coefficients):
            wrong = np.reciprocal(odds)
            twice += _cost(count, against, odds)
            weight = np.multiply(count, wrong, out=odds)
            score -= np.einsum("np,nb->pb", self._against[rows], weight)
            wrong *= weight
            weight -= wrong
            information += np.einsum("nq,nb->qb", self._products[rows], weight)
        return ResampledPoint(2 * twice, score, self._whole(information))

    def alone(self, counts: np.ndarray, coefficients: np.ndarray) -> np.ndarray:
        """-2 log L as of `at`, in less than half the time."""
        twice = np.zeros(counts.shape[1])
        for _, count, against, odds in self._walk(counts, coefficients):
            twice += _cost(count, against, odds)
        return 2 * twice

    def weighted(self, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What the first step needs from where all log odds are as far from 0, each towards what happened.

        Parameters
        ----------
        counts : (n, b) float array

        Returns
        -------
        (p, b) float array
            :math:`-\\sum c\\,s x`.
        (p, p, b) float array
            :math:`\\sum c\\,x x^\\top`.
        """
        score, information = self._score(counts.shape[1]), self._information(counts.shape[1])
        for rows in _parts(counts):
            score -= np.einsum("np,nb->pb", self._against[rows], counts[rows])
            information += np.einsum("nq,nb->qb", self._products[rows], counts[rows])
        return score, self._whole(information)

    def _walk(
        self, counts: np.ndarray, coefficients: np.ndarray
    ) -> Iterator[tuple[slice, np.ndarray, np.ndarray, np.ndarray]]:
        """Rows, their counts, their log odds of what did not happen, and one over the probability of it."""
        for rows in _parts(counts):
            against = np.einsum("np,pb->nb", self._against[rows], coefficients)
            if self._limited is not None:
                self._limited(against)
            if against.min() < -700:  # whose exponential, turned round, is no double; the probability is 0 already
                np.maximum(against, -700, out=against)
            odds = np.negative(against)
            np.exp(odds, out=odds)
            odds += 1
            yield rows, counts[rows], against, odds

    def _score(self, resamples: int) -> np.ndarray:
        return np.zeros((self._against.shape[1], resamples))

    def _information(self, resamples: int) -> np.ndarray:
        return np.zeros((self._products.shape[1], resamples))

    def _whole(self, pairs: np.ndarray) -> np.ndarray:
        terms = self._against.shape[1]
        whole = np.empty((terms, terms, pairs.shape[1]))
        whole[self._pairs] = pairs
        whole[self._pairs[1], self._pairs[0]] = pairs
        return whole


def _parts(counts: np.ndarray) -> list[slice]:
    part = max(1, AT_ONCE // counts.shape[1])
    return [slice(first, first + part) for first in range(0, len(counts), part)]


def _cost(count: np.ndarray, against: np.ndarray, odds: np.ndarray) -> np.ndarray:
    """-log L; changes `against`."""
    against += np.log(odds)
    against *= count
    return against.sum(axis=0)


def solved(information: np.ndarray, score: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The Newton step of each resample.

    Parameters
    ----------
    information : (p, p, b) float array
    score : (p, b) float array

    Returns
    -------
    (p, b) float array
        Of a singular resample whatever comes out.
    (p, b) float array
        What is left of the information of each column after those before it, as a share of it: 1 of one that is
        orthogonal to them, 0 of one that depends on them.

    Notes
    -----
    Elimination without pivoting, each of whose operations is one on all resamples. Columns that are close to
    orthonormal among all patients lose nothing by it.
    """
    left, step = information.copy(), score.copy()
    terms = len(step)
    own = np.einsum("iib->ib", information)
    shares = np.empty_like(step)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for i in range(terms):
            shares[i] = left[i, i] / own[i]
            for j in range(i + 1, terms):
                factor = left[i, j] / left[i, i]
                left[j, j:] -= factor * left[i, j:]
                step[j] -= factor * step[i]
        for i in reversed(range(terms)):
            for j in range(i + 1, terms):
                step[i] -= left[i, j] * step[j]
            step[i] /= left[i, i]
    return step, np.nan_to_num(shares, nan=0.0)
