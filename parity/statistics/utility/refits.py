"""A logistic model that is fitted anew in each resample, and what its risks there come to."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np

from parity.data.cohort import Column, Factor
from parity.data.formula import Formula, Shape
from parity.models.model_matrix import model_matrix
from parity.statistics.caution import Caution
from parity.statistics.random.generator import RRandom
from parity.statistics.regression.resampled_scoring import ResampledScoring, beyond_thirty
from parity.statistics.utility.resampled_risks import drawn_rows
from parity.statistics.utility.resampled_thresholds import ResampledCounts, Slots, counted, joined

AT_ONCE = 1 << 20
"""Patients times resamples that are fitted together."""
MOST = 512
"""Resamples that are fitted together at most."""


HELD = 30.0
"""Log odds beyond which glm holds a risk at 2e-16 from 0 or 1, and says so."""


@dataclass(frozen=True, slots=True)
class Refits:
    """What the models of resamples come to.

    Attributes
    ----------
    original, drawn : ResampledCounts
        Of the patients themselves, and of their resamples, each by risks of its own model.
    on_threshold : (k,) int array
        How many risks lie within rounding of each threshold.
    unconverged, extreme : int
        Models that Fisher scoring did not end in, and those with a log odds beyond 30.
    lost : int
        Models with a patient in them whose risk is lost.
    """

    original: ResampledCounts
    drawn: ResampledCounts
    on_threshold: np.ndarray
    unconverged: int
    extreme: int
    lost: int

    def caution(self) -> None:
        """Say what of it is to be read with care."""
        met = int(self.on_threshold.sum())
        if met:
            text = (
                f"{met} times a risk of a resample lies on a threshold but for rounding, which decides who is at high "
                f"risk there (thresholds: {np.count_nonzero(self.on_threshold)})"
            )
            warnings.warn(Caution("risk_on_threshold", text))
        if self.unconverged:
            warnings.warn(Caution("not_converged", f"{self.unconverged} models do not converge in 25 steps"))
        if self.extreme:
            warnings.warn(Caution("risks_of_0_or_1", f"{self.extreme} models have risks that are 0 or 1 but for 2e-16"))


def refitted(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    thresholds: np.ndarray,
    resamples: int,
    seed: int,
    population_prevalence: Optional[float] = None,
    formula: Optional[Formula] = None,
    farthest: float = np.inf,
) -> Refits:
    """The models of resamples; as `decision_curve_refitted_case_control`, and without a prevalence of a cohort.

    The risk of a log odds above `farthest`, moved to the population, is lost: it counts as 0.
    """
    moved = None if population_prevalence is None else _moved(outcome, population_prevalence)
    counting = _Counting(outcome, thresholds, moved, farthest)
    scoring = ResampledScoring(model_matrix(formula, predictors).values, outcome)
    original = counting.of(scoring, np.ones((len(outcome), 1)))
    at_once = min(AT_ONCE, MOST * len(outcome))
    drawn = []
    for rows in drawn_rows(outcome, resamples, RRandom(seed), moved is not None, at_once):
        if formula is None or not chooses_knots(formula):
            drawn.append(counting.of(scoring, times_drawn(rows)))
            continue
        for own in rows:
            patients = {name: taken(predictors[name], own) for name in formula.predictors}
            of_own = ResampledScoring(model_matrix(formula, patients, predictors).values, outcome)
            drawn.append(counting.of(of_own, times_drawn(own[np.newaxis])))
    return Refits(original, joined(drawn), counting.on_threshold, counting.unconverged, counting.extreme, counting.lost)


def times_drawn(rows: np.ndarray) -> np.ndarray:
    """How often each of n patients is in each resample, (n, b) float, of resamples of n rows, (b, n)."""
    count, n = rows.shape
    cells = rows * count
    cells += np.arange(count)[:, np.newaxis]
    return np.bincount(cells.ravel(), minlength=rows.size).reshape(n, count).astype(float)


def chooses_knots(formula: Formula) -> bool:
    """Whether a spline has its knots at quantiles of the patients it is fitted to."""
    entries = formula.entries.values()
    return any(entry.shape is Shape.RESTRICTED_CUBIC_SPLINE and not entry.knots for entry in entries)


def taken(column: Column, rows: np.ndarray) -> Column:
    """The values of a predictor in some patients."""
    return replace(column, codes=column.codes[rows]) if isinstance(column, Factor) else column[rows]


def _moved(outcome: np.ndarray, prevalence: float) -> float:
    """From the log odds among the patients to those in the population."""
    if not 0 < prevalence < 1:
        raise ValueError(f"the prevalence of the population is {prevalence}; it lies between 0 and 1")
    share = np.mean(outcome)
    return float(np.log(prevalence / (1 - prevalence)) - np.log(share / (1 - share)))


class _Counting:
    """Counts of resamples by the risks of their models, and what is remarkable of these."""

    def __init__(self, outcome: np.ndarray, thresholds: np.ndarray, moved: Optional[float], farthest: float) -> None:
        self._outcome, self._thresholds, self._moved = outcome[:, np.newaxis], thresholds, moved
        self._farthest, self.lost = farthest, 0
        self._slots = Slots(thresholds)
        self.on_threshold = np.zeros(len(thresholds), dtype=np.int64)
        self.unconverged = self.extreme = 0

    def of(self, scoring: ResampledScoring, weights: np.ndarray) -> ResampledCounts:
        fits = scoring.fits(weights)
        self.unconverged += int((~fits.converged).sum())
        log_odds = np.einsum("np,pb->nb", scoring.basis, fits.coefficients)
        if max(log_odds.max(), -log_odds.min()) > HELD:
            self.extreme += int(((np.abs(log_odds) > HELD) & (weights > 0)).any(axis=0).sum())
        risk = self._risk(log_odds, weights)
        cells, near = self._slots.of(risk)
        near = near[weights.ravel()[near] > 0]
        if len(near):
            thresholds = self._slots.threshold_of(risk.ravel()[near])
            self.on_threshold += np.bincount(thresholds, minlength=len(self._thresholds))
        cells *= 2
        cells += self._outcome
        cells *= weights.shape[1]
        cells += np.arange(weights.shape[1])
        return counted(cells, weights, len(self._thresholds), weights.shape[1])

    def _risk(self, log_odds: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """The probability of each; it changes the log odds."""
        if self._moved is None:
            beyond_thirty(log_odds)
        else:
            log_odds += self._moved
        if (lost := log_odds > self._farthest).any():
            self.lost += int((lost & (weights > 0)).any(axis=0).sum())
            log_odds[lost] = -np.inf
        np.negative(log_odds, out=log_odds)
        with np.errstate(over="ignore"):  # of a risk of 0
            np.exp(log_odds, out=log_odds)
        log_odds += 1
        return np.reciprocal(log_odds, out=log_odds)
