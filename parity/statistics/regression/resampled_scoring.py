"""Fisher scoring of a logistic model on many resamples at once, to where the deviance hardly moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.linalg import qr, solve_triangular
from scipy.special import expit

from parity.statistics.regression.resampled_likelihood import ResampledLikelihood, solved


@dataclass(frozen=True, slots=True)
class ResampledFits:
    """A logistic model fitted to each resample.

    Attributes
    ----------
    coefficients : (p, b) float array
        Of the columns of the basis.
    converged : (b,) bool array
        Whether the rule was met within the steps allowed.
    rank : (b,) int array
        Columns that were kept in the last step.
    """

    coefficients: np.ndarray
    converged: np.ndarray
    rank: np.ndarray


class ResampledScoring:
    """Fisher scoring of a logistic model on resamples of its patients.

    Parameters
    ----------
    design : (n, p) float array
        The model's columns, the constant first.
    outcome : (n,) int array
        1 event, 0 no event.

    Attributes
    ----------
    basis : (n, p) float array
        Orthonormal columns, of which the first k span what the first k of the design span: the fits are made in these,
        and their coefficients are of these.

    Notes
    -----
    Every resample starts from probabilities of 3/4 for what happened, and each step is the weighted least squares of
    the working response. It ends where :math:`|d - d_0| / (|d| + 0.1) < 10^{-8}` of the deviances before and after a
    step, with the coefficients after it, or at 25 steps. Fully converged fits end where a step promised to move twice
    the log-likelihood by less than 1e-14 of it: Newton's error is squared by the step, so that rounding is left.

    A column is dropped in a step where less than 1e-11 of its length, weighted, is left after those before it. Log odds
    beyond 30 count as probabilities within the spacing of doubles of 0 or 1.

    Equals ``glm.fit`` of R on the resampled rows, at its defaults.

    References
    ----------
    McCullagh, Nelder (1989), doi:10.1007/978-1-4899-3242-6.
    """

    def __init__(self, design: np.ndarray, outcome: np.ndarray) -> None:
        self._design, self._outcome = np.asarray(design, dtype=float), np.asarray(outcome, dtype=float)
        self.basis = orthonormal(self._design)
        self._likelihood = ResampledLikelihood(self.basis, outcome, beyond_thirty)
        self._longest = float(np.sqrt((self.basis**2).sum(axis=1).max()))
        self._triangle = np.triu(self.basis.T @ self._design)
        left = np.abs(np.diag(self._triangle)) / np.linalg.norm(self._triangle, axis=0)
        with np.errstate(divide="ignore"):
            self._doubt = np.maximum(_DOUBT, (100 * _DROPPED / left) ** 2)[:, np.newaxis]

    def fits(self, counts: np.ndarray, fully: bool = False) -> ResampledFits:
        """Fit the model to resamples.

        Parameters
        ----------
        counts : (n, b) float array
            How often each patient was drawn.
        fully : bool
            Whether to go on until only rounding is left.

        Returns
        -------
        ResampledFits
        """
        terms, resamples = self.basis.shape[1], counts.shape[1]
        found = ResampledFits(np.zeros((terms, resamples)), np.zeros(resamples, bool), np.full(resamples, terms))
        running = np.arange(resamples)
        here: Optional[np.ndarray] = None  # at first no coefficients have the probabilities that it starts from
        score, information = self._likelihood.weighted(counts)
        score, information = _START_SCORE * score, _START_WEIGHT * information
        deviance = _START_DEVIANCE * counts.sum(axis=0)
        for _ in range(_STEPS):
            step, shares = solved(information, score)
            after, kept = step if here is None else here + step, np.full(len(running), terms)
            doubtful = np.flatnonzero((shares < self._doubt).any(axis=0))
            for place in doubtful:
                position = None if here is None else here[:, place]
                after[:, place], kept[place] = self._by_rows(counts[:, place], position)
            found.coefficients[:, running], found.rank[running] = after, kept
            promised = np.abs((score * step).sum(axis=0))
            regular = here is not None and not len(doubtful) and not fully
            if regular and self._surely_end(promised, deviance, step, after):
                found.converged[running] = True
                break
            likely = bool((promised < _NEAR * (deviance + 0.1)).all())
            point = None if likely else self._likelihood.at(counts, after)
            now = point.minus_twice_log_likelihood if point else self._likelihood.alone(counts, after)
            ends = promised <= _ROUNDING * (now + 0.1) if fully else np.abs(now - deviance) / (now + 0.1) < _EPSILON
            found.converged[running] = ends
            if ends.all():
                break
            on = np.flatnonzero(~ends)
            here, running, deviance = after[:, on], running[on], now[on]
            counts = counts[:, on] if ends.any() else counts
            if point is None:
                point, on = self._likelihood.at(counts, after[:, on]), np.arange(len(on))
            score, information = point.score[:, on], point.information[:, :, on]
        return found

    def _surely_end(self, promised: np.ndarray, deviance: np.ndarray, step: np.ndarray, after: np.ndarray) -> bool:
        """Whether the rule is met by every resample, without a look at its deviance.

        Along a step that moves no log odds by more than 1, the third derivative of the likelihood is at most the
        second, so that the deviance falls by less than 1.5 times what its quadratic form promises (Bach 2010,
        doi:10.1214/09-EJS521). That holds where no log odds are beyond 30.
        """
        within = np.linalg.norm(step, axis=0) * self._longest <= 1
        within &= np.linalg.norm(after, axis=0) * self._longest < 30
        return bool((within & (1.5 * promised < _EPSILON * (deviance - 1.5 * promised + 0.1))).all())

    def _by_rows(self, counts: np.ndarray, position: Optional[np.ndarray]) -> tuple[np.ndarray, int]:
        """A step of one resample by its rows, where the information does not tell which columns to keep; their number,
        too."""
        rows = np.flatnonzero(counts)
        outcome, design = self._outcome[rows], self._design[rows]
        here = _START * (2 * outcome - 1) if position is None else self.basis[rows] @ position
        within = here.copy()
        beyond_thirty(within)
        slope = expit(within) * expit(-within)
        residual = np.where(outcome == 1, expit(-within), -expit(within))
        root = np.sqrt(counts[rows] * slope)
        weighted, response = design * root[:, np.newaxis], (here + residual / slope) * root
        kept = independent(weighted)
        left, triangle = qr(weighted[:, kept], mode="economic")
        coefficients = np.zeros(design.shape[1])
        coefficients[kept] = solve_triangular(triangle, left.T @ response)
        return self._triangle @ coefficients, len(kept)


def orthonormal(design: np.ndarray) -> np.ndarray:
    """Orthonormal columns, of which the first k span what the first k of a design span, whatever its units."""
    centre, scale = design.mean(axis=0), design.std(axis=0)
    centre[0], scale[0] = 0.0, 1.0
    standardised = (design - centre) / np.where(scale > 0, scale, 1.0)
    return np.ascontiguousarray(qr(standardised, mode="economic", overwrite_a=True)[0])


def independent(columns: np.ndarray) -> list[int]:
    """The columns that do not depend on those kept before them.

    Parameters
    ----------
    columns : (n, p) float array
    """
    kept = list(range(columns.shape[1]))
    place = 0
    length = np.linalg.norm(columns, axis=0)
    while place < len(kept):
        left = np.abs(np.diag(qr(columns[:, kept], mode="r")[0]))
        left = np.append(left, np.zeros(len(kept) - len(left)))
        lost = np.flatnonzero(left < _DROPPED * np.where(length[kept] > 0, length[kept], 1.0))
        if not len(lost):
            break
        place = int(lost[0])
        del kept[place]
    return kept


def beyond_thirty(log_odds: np.ndarray) -> None:
    """Move log odds beyond 30, on either side, to where the probability is the spacing of doubles away from 1 or 0."""
    if max(log_odds.max(), -log_odds.min()) > 30:
        log_odds[log_odds > 30] = _FARTHEST
        log_odds[log_odds < -30] = -_FARTHEST


_STEPS = 25
_EPSILON = 1e-8
_ROUNDING = 1e-14
_NEAR = 1e-7
"""The promise of a step, as a share of the deviance, below which it is likely to be the last."""
_DROPPED = 1e-11
"""What is left of a column of length 1 after those before it, below which it is dropped."""
_DOUBT = 1e-6
"""The share of a column's information left after those before it, below which the rows are looked at."""
_FARTHEST = -float(np.log(np.finfo(float).eps))
_START = float(np.log(3.0))
_START_WEIGHT = 3 / 16
_START_SCORE = _START_WEIGHT * (_START + 4 / 3)
_START_DEVIANCE = 2 * float(np.log(4 / 3))
"""Log odds, weight, working response times weight and deviance of a patient whose probability of what happened is
3/4."""
