"""How far rounding may move indexes that are corrected for optimism."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any, Optional

import numpy as np
from scipy.special import ndtri

from parity.checks.rms.validate import SCALARS
from parity.checks.summation import UNIT
from parity.checks.validation.near_maximum import Near, near_lines, near_models
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.once import once
from parity.statistics.validation.calibration_limits import SHARE_OF_TEST
from parity.statistics.validation.indexes import EMAX, NAMES
from parity.statistics.validation.optimism import FIELD_OF
from parity.statistics.validation.patterns import Patterns, patterns_of
from parity.statistics.validation.plans import Method, Part, parts, times

_OPERATIONS = 16
"""Roundings one after the other in what is not a sum over the patients."""


@once
def rounding(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    resamples: int,
    seed: int,
    formula: Optional[Formula],
    folds: int,
) -> Mapping[str, Any]:
    """By field of `optimism`, to first order.

    Notes
    -----
    A model, and a line, is solved for with an information to which n patients add their weights, each the difference of
    numbers rounded beside 1: the step is off by a rounding error times n over the sum of the weights and the condition
    of the standardised columns, and times the condition of the columns as they are. That is much where a resample is
    nearly separated. An index is off as often by the largest size that it, or what it is a difference of, may have:
    1 for Dxy, R2, Emax, B and gp; 2 log 2, the deviance of even odds, for D; the mean of 2
    log(1 + exp |x|) of the patients' log odds x for U and Q; that of 2 |x|, times the slope, for g; intercept and slope
    themselves. So is the mean over the resamples. The line counts for what is made of it: on the patients that a model
    is tried on, all but Dxy and Brier's score. Emax is off by a quarter of the corrected intercept's error, and twice
    the slope's: log odds of 0.0005 are -7.6.

    Nothing that fits a model for the judged, ours or what follows R, fits one here; no index is looked at.
    """
    patterns = patterns_of(model_matrix(formula, predictors).values, outcome)
    whole, found = _of_whole(patterns), {}
    for method, field in FIELD_OF.items():
        count = times(method, resamples, folds)
        try:
            training, test = _of(patterns, method, count, seed)
        except ValueError:
            training = test = np.zeros(len(NAMES))
        test[EMAX] += test[NAMES.index("Intercept")] / 4 + 2 * test[NAMES.index("Slope")]
        each = training + test
        corrected = whole + each
        found[field] = {
            "apparent": whole,
            "training": training,
            "test": test,
            "optimism": each,
            "corrected": corrected,
            **{name: float(corrected[NAMES.index(of)]) for name, of in SCALARS.items()},
            "auc": float(whole[0]),
        }
    return found


def _of_whole(patterns: Patterns) -> np.ndarray:
    patients, events = patterns.every()
    models = near_models(patterns, patients, events)
    return np.asarray(_OPERATIONS * UNIT * _sizes_of_training(models.log_odds, patients)[0] * models.grows[0])


@once
def of_curves(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    resamples: int,
    seed: int,
    formula: Optional[Formula],
    folds: int,
) -> Mapping[str, Any]:
    """By field of `corrected_calibration`, to first order.

    Notes
    -----
    As of `rounding` for the model of a resample: its log odds are off by their size as often, its risks by a quarter of
    that at most, and so are the places of the points of a curve. A local line of points whose places are off is off by
    that times its slope, which is taken for 4 at most: a frequency that goes from 0 to 1 within a quarter of the risks.
    """
    whole, each = _curves_off(outcome, predictors, resamples, seed, formula, folds)
    found = {}
    for method, off in each.items():
        bound = whole + float(_mean(off.sum(), len(off)))
        found[FIELD_OF[method]] = {**dict.fromkeys(_OF_ALL, bound), **dict.fromkeys(_OF_THE_WHOLE, whole)}
    return found


@once
def of_limits(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    resamples: int,
    seed: int,
    level: float,
    formula: Optional[Formula],
    folds: int,
) -> Mapping[str, Any]:
    """By field of `calibration_limits`, to first order.

    Notes
    -----
    As of `of_curves`, and by how much the spread on a side is off: the root of the sum of what the differences are off
    by, in squares, over the count of the side, which is taken for a quarter of the resamples.
    """
    whole, each = _curves_off(outcome, predictors, resamples, seed, formula, folds)
    z, found = float(ndtri((level + 1) / 2)), {}
    for method, off in each.items():
        spread = (1 + SHARE_OF_TEST) * np.sqrt(4 * _mean((off**2).sum(), len(off)))
        bound = whole + float(_mean(off.sum(), len(off)) + z * spread)
        found[FIELD_OF[method]] = {"low": bound, "high": bound}
    return found


@once
def of_index_limits(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    resamples: int,
    seed: int,
    level: float,
    formula: Optional[Formula],
    folds: int,
) -> Mapping[str, Any]:
    """By field of `optimism_limits`, to first order: as of `rounding`, and of the spread as of `of_limits`."""
    patterns = patterns_of(model_matrix(formula, predictors).values, outcome)
    whole, z, found = _of_whole(patterns), float(ndtri((level + 1) / 2)), {}
    for method, field in FIELD_OF.items():
        count, mean, squares, k = times(method, resamples, folds), np.zeros(len(NAMES)), np.zeros(len(NAMES)), 0
        with contextlib.suppress(ValueError):
            for (training, test), share in _each(patterns, method, count, seed):
                mean += ((training + test) * share[:, np.newaxis]).sum(axis=0)
                squares += ((training + SHARE_OF_TEST * test) ** 2).sum(axis=0)
                k += len(share)
        mean = mean if method is Method.OMITTED else _mean(mean, k)
        bound = np.delete(whole + mean + z * np.sqrt(4 * _mean(squares, k)), EMAX)
        found[field] = {"low": bound, "high": bound}
    return found


@once
def _curves_off(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    resamples: int,
    seed: int,
    formula: Optional[Formula],
    folds: int,
) -> tuple[float, Mapping[Method, np.ndarray]]:
    """By how much the curve of all patients is off, and those of the resamples by each method that there is."""
    patterns = patterns_of(model_matrix(formula, predictors).values, outcome)
    whole = _of_log_odds(near_models(patterns, *patterns.every()))[0]
    found: dict[Method, np.ndarray] = {}
    for method in FIELD_OF:
        with contextlib.suppress(ValueError):
            drawn = parts(method, patterns, times(method, resamples, folds), seed)
            models = [near_models(patterns, part.patients, part.events) for part in drawn]
            found[method] = np.concatenate([_of_log_odds(some)[some.found] for some in models])
    return float(whole), found


_OF_THE_WHOLE = ("risk", "apparent", "error")
_OF_ALL = (
    *("corrected", "training", "test", "optimism", "error_corrected"),
    *("mean_absolute_error", "mean_squared_error", "error_90"),
)


def _of(patterns: Patterns, method: Method, count: int, seed: int) -> np.ndarray:
    """Of the means on the patients that models are fitted to, and on those that they are tried on, (2, 11)."""
    total, used = np.zeros((2, len(NAMES))), 0
    for off, share in _each(patterns, method, count, seed):
        total += (off * share[:, np.newaxis]).sum(axis=1)
        used += len(share)
    return total if method is Method.OMITTED else _mean(total, used)


def _mean(total: np.ndarray, count: int) -> np.ndarray:
    """Nothing, where nothing was added up."""
    return np.asarray(total / count if count else total)


def _each(patterns: Patterns, method: Method, count: int, seed: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Of the k of some resamples that have a model, (2, k, 11), with their shares."""
    for part in parts(method, patterns, count, seed):
        models = near_models(patterns, part.patients, part.events)
        lines = near_lines(models.log_odds, part.test_patients, part.test_events)
        training = _sizes_of_training(models.log_odds, part.patients) * models.grows[:, np.newaxis]
        grows = models.grows[:, np.newaxis] + lines.grows[:, np.newaxis] * _BY_LINE
        test = _sizes(models.log_odds, part.test_patients, *lines.coefficients.T) * grows
        off = _OPERATIONS * UNIT * np.array([training, test])
        yield off[:, models.found], part.share[models.found]


_BY_LINE = np.array([name not in ("Dxy", "B") for name in NAMES], dtype=float)
"""The indexes that are made of a calibration line."""


def _of_log_odds(models: Near) -> np.ndarray:
    return np.asarray(2 * _OPERATIONS * UNIT * np.abs(models.log_odds).max(axis=1) * models.grows)


def _sizes(log_odds: np.ndarray, patients: np.ndarray, intercept: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """The largest that an index, or what it is a difference of, may be, (k, 11)."""
    size, one = np.abs(log_odds), np.ones(len(log_odds))
    n = np.maximum(patients.sum(axis=1), 1)
    deviance = 2 * (patients * np.logaddexp(0, size)).sum(axis=1) / n
    of = {
        **dict.fromkeys(("Dxy", "R2", "Emax", "B", "gp"), one),
        "Intercept": np.abs(intercept),
        "Slope": np.abs(slope),
        "D": 2 * np.log(2) * one,
        "U": deviance,
        "Q": deviance,
        "g": 2 * np.abs(slope) * (patients * size).sum(axis=1) / n,
    }
    return np.stack([of[name] for name in NAMES], axis=1)


def _sizes_of_training(log_odds: np.ndarray, patients: np.ndarray) -> np.ndarray:
    """The same on the patients that a model is fitted to, whose line has no intercept, a slope of 1, and U is exact."""
    sizes = _sizes(log_odds, patients, np.zeros(len(log_odds)), np.ones(len(log_odds)))
    sizes[:, [EMAX, NAMES.index("U")]] = 0.0
    sizes[:, NAMES.index("Q")] = sizes[:, NAMES.index("D")]
    return sizes
