"""Where ``rms::lrm.fit`` leaves many models, and calibration lines, at once, in the two forms it has had.

The steps and rules are those of `parity.checks.rms.lrm_fit.line_before_7` and `line_from_7`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import logit

from parity.checks.rms.lrm_fit import HELD
from parity.statistics.validation.fits import Fits
from parity.statistics.validation.likelihood import FARTHEST, Place, deviance_of, place_of, place_of_line, steps
from parity.statistics.validation.patterns import Patterns


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is fitted in k resamples.

    Attributes
    ----------
    start : (k, p) float array
    n : (k,) float array
        Patients.
    place : callable
        The likelihood of some of them at their coefficients.
    deviance : callable
        The same, of the likelihood alone.
    raw_score : callable
        The score in the columns as they are.
    raw_information : callable
        The information in the columns as they are, of one resample at its coefficients.
    """

    start: np.ndarray
    n: np.ndarray
    place: Callable[[np.ndarray, np.ndarray], Place]
    deviance: Callable[[np.ndarray, np.ndarray], np.ndarray]
    raw_score: Callable[[Place], np.ndarray]
    raw_information: Callable[[int, np.ndarray], np.ndarray]


def models_before_7(patterns: Patterns, patients: np.ndarray, events: np.ndarray, tolerance: float) -> Fits:
    """The model of each resample, of standardised columns, where lrm.fit of rms before 7 leaves it.

    Parameters
    ----------
    patterns : Patterns
    patients, events : (k, u) float arrays
    tolerance : float
        What must be left of a column of the information beside those before it, by its QR decomposition.
    """
    return _before_7(_models(patterns, patients, events, HELD), lambda matrix: _is_short_of(matrix, tolerance))


def models_from_7(patterns: Patterns, patients: np.ndarray, events: np.ndarray) -> Fits:
    """The same of rms from 7 on."""
    return _from_7(_models(patterns, patients, events, FARTHEST))


def lines_before_7(log_odds: np.ndarray, patients: np.ndarray, events: np.ndarray) -> Fits:
    """The calibration line of each row of log odds where lrm.fit of rms before 7 leaves it, out of steps or not."""
    fits = _before_7(_lines(log_odds, patients, events, HELD), lambda matrix: _is_short_of(matrix, 1e-13))
    return Fits(fits.coefficients, fits.deviance, np.isfinite(fits.deviance))


def lines_from_7(log_odds: np.ndarray, patients: np.ndarray, events: np.ndarray) -> Fits:
    """The same of rms from 7 on; there is none where it has run out of steps."""
    return _from_7(_lines(log_odds, patients, events, FARTHEST))


def _start(patients: np.ndarray, events: np.ndarray, size: int) -> np.ndarray:
    start = np.zeros((len(patients), size))
    with np.errstate(divide="ignore"):
        start[:, 0] = logit(events.sum(axis=1) / patients.sum(axis=1))
    return start


def _models(patterns: Patterns, patients: np.ndarray, events: np.ndarray, held: float) -> _Sought:
    def raw_score(place: Place) -> np.ndarray:
        score = place.score * patterns.scale
        return np.asarray(score + place.score[:, :1] * patterns.centre)

    def raw_information(one: int, coefficients: np.ndarray) -> np.ndarray:
        return _information(patterns.columns, patterns.standardised @ coefficients, patients[one], held)

    return _Sought(
        _start(patients, events, len(patterns.centre)),
        patients.sum(axis=1),
        lambda some, places: place_of(patterns, patients[some], events[some], places, held),
        lambda some, places: deviance_of(places @ patterns.standardised.T, patients[some], events[some], held),
        raw_score,
        raw_information,
    )


def _lines(log_odds: np.ndarray, patients: np.ndarray, events: np.ndarray, held: float) -> _Sought:
    def raw_information(one: int, line: np.ndarray) -> np.ndarray:
        columns = np.column_stack([np.ones(log_odds.shape[1]), log_odds[one]])
        return _information(columns, columns @ line, patients[one], held)

    return _Sought(
        _start(patients, events, 2),
        patients.sum(axis=1),
        lambda some, lines: place_of_line(log_odds[some], patients[some], events[some], lines, held),
        lambda some, lines: deviance_of(
            lines[:, 1:] * log_odds[some] + lines[:, :1], patients[some], events[some], held
        ),
        lambda place: place.score,
        raw_information,
    )


def _before_7(sought: _Sought, is_singular: Callable[[np.ndarray], bool]) -> Fits:
    coefficients, k = sought.start.copy(), len(sought.start)
    deviance, before, share = np.full(k, np.nan), np.full(k, np.inf), np.ones(k)
    step, found = np.zeros_like(coefficients), np.zeros(k, dtype=bool)
    going = np.flatnonzero(np.isfinite(coefficients[:, 0]))
    for _ in range(11):
        if not len(going):
            break
        some = _all_or(going, k)
        place = sought.place(some, coefficients[going])
        change = place.deviance - before[going]
        settled = (np.abs(sought.raw_score(place)).max(axis=1) < 1e-9) & (np.abs(change) < 0.0025)
        deviance[going], found[going[settled]] = place.deviance, True
        worse = ~settled & (change > 0)
        share[going[worse]] /= 2
        coefficients[going[worse]] -= share[going[worse], np.newaxis] * step[going[worse]]
        ahead, left = steps(place)
        stuck = np.array(
            [
                not (fine or one_worse) and is_singular(sought.raw_information(one, coefficients[one]))
                for one, fine, one_worse in zip(going.tolist(), left > _SURELY, worse | settled)
            ],
            dtype=bool,
        )
        deviance[going[stuck]] = np.nan
        stepping = ~(settled | worse | stuck)
        moved = going[stepping]
        share[moved], step[moved] = 1.0, ahead[stepping]
        coefficients[moved] += ahead[stepping]
        near = np.abs(change[stepping]) <= 0.025
        found[moved[near]] = True
        deviance[moved[near]] = np.nan
        before[moved] = place.deviance[stepping]
        going = np.concatenate([going[worse], moved[~near]])
        going.sort()
    last = np.flatnonzero(found & np.isnan(deviance))
    if len(last):
        deviance[last] = sought.deviance(_all_or(last, k), coefficients[last])
    return Fits(coefficients, deviance, found)


def _from_7(sought: _Sought) -> Fits:
    coefficients, k = sought.start.copy(), len(sought.start)
    found, rounds, n = np.zeros(k, dtype=bool), np.zeros(k, dtype=int), sought.n
    deviance, largest = np.full(k, np.nan), np.full(k, np.inf)
    share, step = np.ones(k), np.zeros_like(coefficients)
    going = np.flatnonzero(np.isfinite(coefficients[:, 0]))
    while len(going):
        place = sought.place(_all_or(going, k), coefficients[going])
        first = np.isnan(deviance[going])
        with np.errstate(invalid="ignore"):
            worse = ~first & ~(place.deviance <= deviance[going] + 1e-6)
        share[going[worse]] /= 2
        coefficients[going[worse]] -= share[going[worse], np.newaxis] * step[going[worse]]
        reached = going[~worse]
        change = deviance[reached] - place.deviance[~worse]
        done = (change < 5e-4) & (2 * largest[reached] < 1e-6 * n[reached])
        found[reached[done]] = True
        deviance[reached] = place.deviance[~worse]
        largest[reached] = np.abs(sought.raw_score(place)).max(axis=1)[~worse]
        ahead, left = steps(place)
        stuck = np.array(
            [
                not fine and _is_ill(sought.raw_information(one, coefficients[one]))
                for one, fine in zip(reached.tolist(), (left[~worse] > _SURELY) | done)
            ],
            dtype=bool,
        )
        rounds[reached] += 1
        onward = ~done & ~stuck & (rounds[reached] <= 50)
        moved = reached[onward]
        share[moved], step[moved] = 1.0, ahead[~worse][onward]
        coefficients[moved] += step[moved]
        going = np.concatenate([going[worse & (share[going] > 0.01)], moved])
        going.sort()
    return Fits(coefficients, deviance, found)


def _all_or(some: np.ndarray, k: int) -> np.ndarray:
    """Everything by a slice, which copies nothing."""
    return slice(None) if len(some) == k else some  # type: ignore[return-value]


def _information(columns: np.ndarray, log_odds: np.ndarray, patients: np.ndarray, held: float) -> np.ndarray:
    risk = 1 / (1 + np.exp(-np.clip(log_odds, -held, held)))
    return np.asarray(columns.T @ (columns * (patients * risk * (1 - risk))[:, np.newaxis]))


def _is_short_of(matrix: np.ndarray, tolerance: float) -> bool:
    left = np.abs(np.diag(np.linalg.qr(matrix, mode="r")))
    sizes = np.linalg.norm(matrix, axis=0)
    return bool((left < tolerance * np.where(sizes == 0, 1.0, sizes)).any())


def _is_ill(matrix: np.ndarray) -> bool:
    return bool(not np.isfinite(matrix).all() or np.linalg.cond(matrix, 1) > 1 / np.finfo(float).eps)


_SURELY = 1e-7
"""Share of a standardised column, in squares, with which no rule takes the information for singular."""
