"""Patients whose log odds are equal, but for rounding, in what rms resamples."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from parity.checks.validation.maximum import ANOTHER_ROUTE
from parity.statistics.calibration.many_lowess import equal_windows
from parity.statistics.once import once
from parity.statistics.validation.fits import Fits
from parity.statistics.validation.indexes import are_tied, tied_share
from parity.statistics.validation.optimism import FOLDS
from parity.statistics.validation.patterns import Patterns, model_of
from parity.statistics.validation.plans import Method, Part, parts, times


@functools.cache
def tied_somewhere(method: Method) -> Callable[..., bool]:
    """Whether a model of a resample predicts the same, but for rounding, of two patterns."""

    def has_ties(**inputs: Any) -> bool:
        patterns, start = model_of(inputs["outcome"], inputs["predictors"], inputs["formula"])
        count = times(method, inputs["resamples"], inputs.get("folds", FOLDS))
        for part in parts(method, patterns, count, inputs["seed"]):
            fits = ANOTHER_ROUTE.models(patterns, part.patients, part.events, start)
            if are_tied(np.sort((fits.coefficients @ patterns.standardised.T)[fits.found], axis=1)).any():
                return True
        return False

    return has_ties


@functools.cache
def equal_somewhere(method: Method) -> Callable[..., bool]:
    """Whether in a resample so many patients have the same risk, but for rounding, that a window of `lowess` is theirs
    alone. Patients with the same predictors count: a BLAS may tell them apart."""

    def has_equal(**inputs: Any) -> bool:
        patterns, start = model_of(inputs["outcome"], inputs["predictors"], inputs["formula"])
        count = times(method, inputs["resamples"], inputs.get("folds", FOLDS))
        for part in parts(method, patterns, count, inputs["seed"]):
            fits = ANOTHER_ROUTE.models(patterns, part.patients, part.events, start)
            log_odds = (fits.coefficients @ patterns.standardised.T)[fits.found]
            order = np.argsort(log_odds, axis=1)
            point = np.zeros(log_odds.shape)
            point[:, 1:] = np.cumsum(~are_tied(np.take_along_axis(log_odds, order, axis=1)), axis=1)
            for counts in (part.patients, part.test_patients):
                if equal_windows(point, np.take_along_axis(counts[fits.found], order, axis=1)).any():
                    return True
        return False

    return has_equal


@once
def tied_pairs(method: str, **inputs: Any) -> Mapping[str, float]:
    """By array of `Corrected`, the share of the pairs of an event and another that are equal, but for rounding.

    Rounding may put such a pair in order or not. It tells apart two patients with the same predictors too: a BLAS
    multiplies rows in blocks, each in an order of its own.
    """
    way = Method(method)
    patterns, start = model_of(inputs["outcome"], inputs["predictors"], inputs["formula"])
    count = times(way, inputs["resamples"], inputs.get("folds", FOLDS))
    patients, events = patterns.every()
    whole = ANOTHER_ROUTE.models(patterns, patients, events, start)
    apparent = float(tied_share(whole.coefficients @ patterns.standardised.T, patients, events)[0])
    total, used = np.zeros(2), 0
    for part in parts(way, patterns, count, inputs["seed"]):
        fits = ANOTHER_ROUTE.models(patterns, part.patients, part.events, start)
        total += (tied_shares(patterns, part, fits) * part.share[fits.found]).sum(axis=1)
        used += int(fits.found.sum())
    training, test = total / (1 if way is Method.OMITTED else max(used, 1))
    optimism = training + test
    return {
        "apparent": apparent,
        "training": float(training),
        "test": float(test),
        "optimism": float(optimism),
        "corrected": float(apparent + optimism),
    }


def tied_shares(patterns: Patterns, part: Part, fits: Fits) -> np.ndarray:
    """The share of such pairs in each resample that has a model, (2, k): of the patients that it was fitted to, and of
    those that it is tried on; 0 where there is no pair."""
    log_odds = fits.coefficients @ patterns.standardised.T
    tried = ((part.patients, part.events), (part.test_patients, part.test_events))
    return np.nan_to_num(np.array([tied_share(log_odds, *counts) for counts in tried]))[:, fits.found]
