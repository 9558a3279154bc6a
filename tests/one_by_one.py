"""Patients of a bootstrap's tests, and resamples drawn call by call."""

from __future__ import annotations

import warnings

import numpy as np

from scipy.stats import norm

from parity import RRandom
from parity.statistics.caution import Caution
from parity.statistics.discrimination.auc_delong import auc_delong

FEW = np.array([0, 0, 0, 0, 1]), np.array([0.1, 0.2, 0.4, 0.3, 0.25])
"""Of whom a resample may have no case."""
APART = np.repeat([0, 1], 30), np.arange(60.0)
"""Every case above every control."""
WITHOUT_CURVE = [
    ([0, 0], [0.1, 0.2], "at least one case and one control"),
    ([0, 1], [0.1, np.nan], "finite risks"),
    ([0, 2], [0.1, 0.2], "1 of a case and 0 of a control"),
]
"""Outcomes, risks, and why they are refused."""


def patients(n=40, seed=4, levels=None):
    draw = np.random.default_rng(seed)
    outcome = (draw.random(n) < 0.4).astype(int)
    risk = draw.random(n) * 0.7 + 0.3 * outcome * draw.random(n)
    return outcome, risk if levels is None else np.round(risk * levels) / levels


def strata(outcome, stratified):
    """The rows that are drawn from in turn."""
    return [np.flatnonzero(outcome == 0), np.flatnonzero(outcome == 1)] if stratified else [np.arange(len(outcome))]


def rows_of(dice, groups):
    """The rows of the next resample, by calls of sample.int."""
    return np.concatenate([group[dice.sample_int(len(group), replace=True) - 1] for group in groups])


def drawn_one_by_one(outcome, resamples, seed, stratified):
    """The rows of each resample."""
    dice, groups = RRandom(seed), strata(outcome, stratified)
    return [rows_of(dice, groups) for _ in range(resamples)]


def cautions(call):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        call()
    return [warning.message.code for warning in caught if isinstance(warning.message, Caution)]


def two_scores(n=50, seed=4, levels=10):
    """Outcomes, and two scores that tell them apart, the first better."""
    draw = np.random.default_rng(seed)
    outcome = (draw.random(n) < 0.4).astype(int)
    return outcome, *(np.round((draw.random(n) + share * outcome) * levels) / levels for share in (0.5, 0.2))


def area_of(outcome, risk, rows):
    """The area of some rows."""
    return auc_delong(outcome[rows], risk[rows]).auc


def statistic_and_p(difference, resampled):
    """A difference over the standard deviation of its resamples."""
    statistic = difference / np.std(resampled, ddof=1)
    return statistic, 2 * norm.sf(abs(statistic))
