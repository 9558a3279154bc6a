"""Smooth calibration curve of a logistic model, corrected for optimism by resampling."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.special import expit

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.calibration.many_lowess import equal_windows, many_lowess
from parity.statistics.caution import Caution
from parity.statistics.validation.fits import Fits
from parity.statistics.validation.indexes import AT_MAXIMUM, Fitting, are_tied
from parity.statistics.validation.optimism import FOLDS, of_each_method
from parity.statistics.validation.patterns import Patterns, model_of
from parity.statistics.validation.plans import Method, parts
from parity.statistics.validation.resampled import Observer, Resampled, Tally, optimism_of

POINTS = 50
_LEFT_OUT = 4
"""Patients at either end, whose risks the curve does not reach."""


@dataclass(frozen=True, slots=True)
class CorrectedCurve:
    """A calibration curve by one way of resampling, at 50 risks.

    Attributes
    ----------
    risk : (50,) float array
        Evenly from the fifth lowest predicted risk to the fifth highest.
    apparent, corrected : (50,) float array
        Observed frequency there: of the patients that the model was fitted to, and less the optimism.
    error : (50,) float array
        `apparent` less `risk`.
    training, test : (50,) float array
        Means of the same over the resamples: of their models on the patients that they were fitted to, and that they
        are tried on.
    optimism, error_corrected : (50,) float array
        What is taken off `error`, and what is left of it.
    used : (50,) int array
        Resamples whose curves both reach there.
    mean_absolute_error, mean_squared_error, error_90 : float
        Mean, mean square and 90% quantile of the distance of the patients' risks, as far as the curve reaches, from
        `corrected`.
    """

    risk: np.ndarray
    apparent: np.ndarray
    corrected: np.ndarray
    error: np.ndarray
    training: np.ndarray
    test: np.ndarray
    optimism: np.ndarray
    error_corrected: np.ndarray
    used: np.ndarray
    mean_absolute_error: float
    mean_squared_error: float
    error_90: float


@dataclass(frozen=True, slots=True)
class CorrectedCalibration:
    """A model's calibration curve, apparent and corrected for optimism.

    Attributes
    ----------
    boot : CorrectedCurve
        By resamples of the patients.
    crossvalidation : CorrectedCurve
        By ten folds.
    omitted : CorrectedCurve
        By the .632 method.
    randomization : CorrectedCurve
        By outcomes in another order.
    """

    boot: CorrectedCurve
    crossvalidation: CorrectedCurve
    omitted: CorrectedCurve
    randomization: CorrectedCurve


def corrected_calibration(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    resamples: int,
    seed: int,
    formula: Optional[Formula] = None,
    folds: int = FOLDS,
) -> CorrectedCalibration:
    """Smooth calibration curve of a logistic model, corrected for optimism by the bootstrap, by cross-validation, by
    the .632 method and by randomization.

    Parameters
    ----------
    outcome, predictors, resamples, seed, formula, folds
        As of `optimism`.

    Returns
    -------
    CorrectedCalibration

    Notes
    -----
    In each resample the model is fitted anew at the maximum of its likelihood. The observed frequency as a function of
    its predicted risk is smoothed (`lowess`) among the patients that it was fitted to and among those that it is tried
    on, and read at 50 risks; the means of the two distances from these differ by the optimism. A risk that a curve does
    not reach is left out of the means there. Where two thirds of the patients have one risk a caution says so: told
    apart by rounding, they would be weighed by what it makes of their distances.

    Equals ``set.seed(seed); rms::calibrate(fit, method, B)`` with a fit of ``rms::lrm`` that is iterated to the
    maximum, in the resamples too, and the errors that it prints.

    Raises
    ------
    ValueError
        With fewer than 11 patients; as `logistic_regression`.

    References
    ----------
    Harrell, Lee, Mark (1996), doi:10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4.
    Cleveland (1979), doi:10.1080/01621459.1979.10481038.
    """
    refuse_too_few(len(outcome))
    patterns, start = model_of(outcome, predictors, formula)

    def by(method: Method, count: int) -> CorrectedCurve:
        return calibrated(patterns, start, method, count, seed)

    return CorrectedCalibration(**of_each_method(by, lambda method: by(method, 0), resamples, folds))


def refuse_too_few(n: int) -> None:
    """`ValueError` of so many patients, if they have no curve."""
    if n < 2 * _LEFT_OUT + 3:
        raise ValueError(f"{n} patients; a corrected calibration curve needs {2 * _LEFT_OUT + 3}")


def predicted_risks(patterns: Patterns, start: np.ndarray, fitting: Fitting = AT_MAXIMUM) -> np.ndarray:
    """The patients' risks by the model of all of them, (n,)."""
    whole = fitting.models(patterns, *patterns.every(), start)
    return np.asarray(_risks(patterns, whole)[0, patterns.places])


def calibrated(
    patterns: Patterns,
    start: np.ndarray,
    method: Method,
    resamples: int,
    seed: int,
    fitting: Fitting = AT_MAXIMUM,
    observe: Observer = lambda training, test: None,
) -> CorrectedCurve:
    """The curve by one way of resampling; of no resamples what is known without.

    Parameters
    ----------
    patterns : Patterns
    start : (p,) float array
        Coefficients of all patients.
    method : Method
    resamples, seed : int
    fitting : Fitting
    observe : callable
        Is shown the errors of the curves of those resamples that have a model, (k, 50): on the patients that it was
        fitted to, and on those that it is tried on.
    """
    patients, events = patterns.every()
    whole = fitting.models(patterns, patients, events, start)
    predicted = _risks(patterns, whole)[0, patterns.places]
    ascending = np.sort(predicted)
    grid = np.linspace(ascending[_LEFT_OUT], ascending[-1 - _LEFT_OUT], POINTS)
    tally, equal = Tally(_Ranked(_risks(patterns, whole)).curves(patients, events, grid)[0] - grid), 0
    for part in parts(method, patterns, resamples, seed) if resamples else ():
        fits = fitting.models(patterns, part.patients, part.events, start)
        found = fits.found
        ranked = _Ranked(_risks(patterns, fits)[found])
        training, test = np.full((2, len(found), POINTS), np.nan)
        training[found] = ranked.curves(part.patients[found], part.events[found], grid)
        test[found] = ranked.curves(part.test_patients[found], part.test_events[found], grid)
        still = ranked.stand_still(part.patients[found]) | ranked.stand_still(part.test_patients[found])
        equal += int(still.sum())
        observe(training[found] - grid, test[found] - grid)
        tally.add(training - grid, test - grid, part.share, found)
    if equal:
        text = (
            f"resamples ({method.value}) in which two thirds of the patients have one risk: {equal} of {resamples}; "
            "where rounding tells them apart, as some linear algebra does, the curve there is what that makes of them"
        )
        warnings.warn(Caution("equal_risks", text))
    return _curve(grid, tally.resampled(method), method, predicted)


def _risks(patterns: Patterns, fits: Fits) -> np.ndarray:
    return np.asarray(expit(fits.coefficients @ patterns.standardised.T))


class _Ranked:
    """Patterns in the order of their risks, in each of k resamples.

    Parameters
    ----------
    risks : (k, u) float array
    """

    def __init__(self, risks: np.ndarray) -> None:
        self._order = np.argsort(risks, axis=1) + np.arange(0, risks.size, risks.shape[1])[:, np.newaxis]
        self._risks = _with_ties(self._in_order(risks))

    def curves(self, patients: np.ndarray, events: np.ndarray, grid: np.ndarray) -> np.ndarray:
        """The smooth curves of counted patients, (k, 50)."""
        counts, events = self._in_order(patients), self._in_order(events)
        share = np.divide(events, counts, out=np.zeros_like(events), where=counts > 0)
        return many_lowess(self._risks, share, counts.astype(np.intp), grid)

    def stand_still(self, patients: np.ndarray) -> np.ndarray:
        """In which resamples the patients of a window of the curve all have one risk, (k,)."""
        return equal_windows(self._risks, self._in_order(patients))

    def _in_order(self, values: np.ndarray) -> np.ndarray:
        return np.asarray(values.ravel().take(self._order))


def _with_ties(ascending: np.ndarray) -> np.ndarray:
    """Risks that differ by rounding only, made equal: a window of theirs has no width."""
    tied = are_tied(ascending)
    for row in np.flatnonzero(tied.any(axis=1)):
        first = np.maximum.accumulate(np.where(np.concatenate([[False], tied[row]]), 0, np.arange(ascending.shape[1])))
        ascending[row] = ascending[row, first]
    return ascending


def _curve(grid: np.ndarray, found: Resampled, method: Method, predicted: np.ndarray) -> CorrectedCurve:
    taken_off, apparent = optimism_of(found, method), found.apparent + grid
    corrected = apparent - taken_off
    known = ~np.isnan(corrected)
    distance = np.full(0, np.nan)
    if known.sum() > 1:
        distance = predicted - np.interp(predicted, grid[known], corrected[known], left=np.nan, right=np.nan)
    distance = np.abs(distance[~np.isnan(distance)])
    errors = (distance.mean(), (distance**2).mean(), np.quantile(distance, 0.9)) if len(distance) else 3 * (np.nan,)
    return CorrectedCurve(
        risk=grid,
        apparent=apparent,
        corrected=corrected,
        error=found.apparent,
        training=found.training,
        test=found.test,
        optimism=taken_off,
        error_corrected=found.apparent - taken_off,
        used=found.used,
        mean_absolute_error=float(errors[0]),
        mean_squared_error=float(errors[1]),
        error_90=float(errors[2]),
    )
