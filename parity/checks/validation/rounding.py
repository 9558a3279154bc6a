"""How far rounding may move indexes that are corrected for optimism."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any, Optional

import numpy as np
from scipy.special import ndtri

from parity.checks.rms.validate import BEFORE_7, FITTINGS, FROM_7, FROM_8_1, SCALARS
from parity.checks.summation import UNIT
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.once import once
from parity.statistics.validation.calibration_limits import SHARE_OF_TEST
from parity.statistics.validation.fits import Fits
from parity.statistics.validation.indexes import EMAX, NAMES, Fitting, apparent, both
from parity.statistics.validation.likelihood import place_of, place_of_line, steps
from parity.statistics.validation.optimism import FIELD_OF
from parity.statistics.validation.patterns import Patterns, model_of
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
    numbers rounded beside 1: the step is off by a rounding error times n over the sum of the weights, and times the
    condition of the columns as they are. That is much where a resample is nearly separated. An index is off by its size
    as often, and so is the mean over the resamples; the larger of what is so in either form of lrm.fit counts. The line
    counts for what is made of it: on the patients that a model is tried on, all but Dxy and Brier's score. Emax is
    off by a quarter of the corrected intercept's error, and twice the slope's: log odds of 0.0005 are -7.6.
    """
    patterns, start = model_of(outcome, predictors, formula)
    whole, found = np.max([_of_whole(patterns, start, FITTINGS[one]) for one in (BEFORE_7, FROM_7)], axis=0), {}
    for method, field in FIELD_OF.items():
        count = times(method, resamples, folds)
        try:
            ways = [_of(patterns, start, method, count, seed, FITTINGS[one]) for one in (BEFORE_7, FROM_7)]
            training, test = np.max(ways, axis=0)
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


def _of_whole(patterns: Patterns, start: np.ndarray, fitting: Fitting) -> np.ndarray:
    patients, events = patterns.every()
    fits = fitting.models(patterns, patients, events, start)
    size = np.abs(apparent(patterns, fits, patients, events)[0])
    return np.asarray(_OPERATIONS * UNIT * size * _of_model(patterns, patients, events, fits)[0])


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
        bound = whole + float(off.sum()) / max(len(off), 1)
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
        k = max(len(off), 1)
        spread = (1 + SHARE_OF_TEST) * np.sqrt((off**2).sum() / (k / 4))
        bound = whole + float(off.sum()) / k + z * float(spread)
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
    patterns, start = model_of(outcome, predictors, formula)
    whole, z, found = _of_whole(patterns, start, FITTINGS[FROM_8_1]), float(ndtri((level + 1) / 2)), {}
    for method, field in FIELD_OF.items():
        count, mean, squares, k = times(method, resamples, folds), np.zeros(len(NAMES)), np.zeros(len(NAMES)), 0
        with contextlib.suppress(ValueError):
            for (training, test), share in _each(patterns, start, method, count, seed, FITTINGS[FROM_8_1]):
                mean += ((training + test) * share[:, np.newaxis]).sum(axis=0)
                squares += ((training + SHARE_OF_TEST * test) ** 2).sum(axis=0)
                k += len(share)
        mean /= 1 if method is Method.OMITTED else max(k, 1)
        bound = np.delete(whole + mean + z * np.sqrt(squares / (max(k, 1) / 4)), EMAX)
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
    """By how much the curve of all patients is off, and those of the resamples by each method that there is, in either
    form of lrm.fit."""
    patterns, start = model_of(outcome, predictors, formula)
    patients, events = patterns.every()
    wholes = [FITTINGS[versions].models(patterns, patients, events, start) for versions in (BEFORE_7, FROM_7)]
    whole = 2 * _OPERATIONS * UNIT * max(_off(patterns, patients, events, fits)[0] for fits in wholes)
    found: dict[Method, np.ndarray] = {}
    for method in FIELD_OF:
        each = []
        try:
            for part in parts(method, patterns, times(method, resamples, folds), seed):
                for versions in (BEFORE_7, FROM_7):
                    fits = FITTINGS[versions].models(patterns, part.patients, part.events, start)
                    each.append(_off(patterns, part.patients, part.events, fits)[fits.found])
        except ValueError:
            continue
        found[method] = 2 * _OPERATIONS * UNIT * np.concatenate(each)
    return float(whole), found


def _off(patterns: Patterns, patients: np.ndarray, events: np.ndarray, fits: Fits) -> np.ndarray:
    """By how many rounding errors the log odds of each model are off."""
    size = np.abs(fits.coefficients @ patterns.standardised.T).max(axis=1)
    return np.asarray(size * _of_model(patterns, patients, events, fits))


_OF_THE_WHOLE = ("risk", "apparent", "error")
_OF_ALL = (
    *("corrected", "training", "test", "optimism", "error_corrected"),
    *("mean_absolute_error", "mean_squared_error", "error_90"),
)


def _of(patterns: Patterns, start: np.ndarray, method: Method, count: int, seed: int, fitting: Fitting) -> np.ndarray:
    """Of the means on the patients that models are fitted to, and on those that they are tried on, (2, 11)."""
    total, used = np.zeros((2, len(NAMES))), 0
    for off, share in _each(patterns, start, method, count, seed, fitting):
        total += (off * share[:, np.newaxis]).sum(axis=1)
        used += len(share)
    return np.asarray(total / (1 if method is Method.OMITTED else max(used, 1)))


def _each(
    patterns: Patterns, start: np.ndarray, method: Method, count: int, seed: int, fitting: Fitting
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Of the k of some resamples that have a model, (2, k, 11), with their shares."""
    for part in parts(method, patterns, count, seed):
        fits = fitting.models(patterns, part.patients, part.events, start)
        of_model = _of_model(patterns, part.patients, part.events, fits)[:, np.newaxis]
        of_line = _of_line(patterns, part, fits, fitting)[:, np.newaxis] * _BY_LINE
        sizes = np.nan_to_num(np.abs(both(patterns, fits, part, fitting)))
        off = _OPERATIONS * UNIT * sizes * [of_model + np.zeros(len(NAMES)), of_model + of_line]
        yield off[:, fits.found], part.share[fits.found]


_BY_LINE = np.array([name not in ("Dxy", "B") for name in NAMES], dtype=float)
"""The indexes that are made of a calibration line."""


def _of_line(patterns: Patterns, part: Part, fits: Fits, fitting: Fitting) -> np.ndarray:
    """By how much a rounding error grows in each calibration line."""
    log_odds = fits.coefficients @ patterns.standardised.T
    lines = fitting.lines(log_odds, part.test_patients, part.test_events)
    line = place_of_line(log_odds, part.test_patients, part.test_events, np.nan_to_num(lines.coefficients))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        of_line = part.test_patients.sum(axis=1) / line.information[0, 0] / steps(line)[1]
    return np.asarray(np.nan_to_num(of_line, posinf=1 / UNIT))


def _of_model(patterns: Patterns, patients: np.ndarray, events: np.ndarray, fits: Fits) -> np.ndarray:
    place = place_of(patterns, patients, events, fits.coefficients)
    information = place.information.transpose(2, 0, 1)
    as_they_are = np.diag(patterns.scale)
    as_they_are[0] += patterns.centre
    raw = as_they_are.T @ information @ as_they_are
    length = np.sqrt(np.einsum("kpp->kp", raw))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        condition = np.linalg.cond(np.nan_to_num(raw / length[:, :, np.newaxis] / length[:, np.newaxis]))
        weighed = patients.sum(axis=1) / information[:, 0, 0] / steps(place)[1]
        return np.nan_to_num(weighed + condition, posinf=1 / UNIT)
