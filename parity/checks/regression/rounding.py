"""How far rounding may move a logistic fit, number by number: first-order bounds, from the data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Union

import numpy as np
from scipy.special import expit, ndtr, ndtri

from parity.checks.regression.magnification import magnification_as_given, magnification_standardised
from parity.checks.regression.maximum import ROUNDING, log_likelihood_of_prevalence
from parity.checks.stats.pchisq import tail_rounding
from parity.data.cohort import Column
from parity.models.design import design_matrix
from parity.statistics.once import once
from parity.statistics.regression.maximum_likelihood import maximum_likelihood, way_back

Bounds = Mapping[str, Union[float, np.ndarray]]
"""Absolute, by field."""


@once
def standardised(outcome: np.ndarray, predictors: Mapping[str, Column], level: float) -> Bounds:
    """Bounds for a program that computes in standardised columns, by field of `logistic_regression`."""
    flat = magnification_standardised(outcome, predictors).log_likelihood
    return _by_field(outcome, predictors, level, _of_coefficients(outcome, predictors), flat)


@once
def as_given(outcome: np.ndarray, predictors: Mapping[str, Column], level: float) -> Bounds:
    """Bounds for a program that takes the columns as they are and solves in working weights, as glm does.

    They are not below those of `standardised`, since ours is one of the two sides.
    """
    theirs, ours = magnification_as_given(outcome, predictors), magnification_standardised(outcome, predictors)
    moved = np.maximum(_of_coefficients(outcome, predictors), theirs.of(np.eye(len(theirs.score))))
    flat = max(ours.log_likelihood, theirs.log_likelihood)
    return {**_by_field(outcome, predictors, level, moved, flat), "score": ROUNDING * theirs.score}


@once
def patients_standardised(
    outcome: np.ndarray, predictors: Mapping[str, Column], patients: Mapping[str, Column]
) -> Bounds:
    """Bounds for a program that computes in standardised columns, by field of `linear_predictor`."""
    fit, design = maximum_likelihood(outcome, predictors), design_matrix(patients)
    moved = magnification_standardised(outcome, predictors).of(fit.standardise(design.values))
    return _of_patients(fit.predict(design), ROUNDING * moved)


@once
def patients_as_given(outcome: np.ndarray, predictors: Mapping[str, Column], patients: Mapping[str, Column]) -> Bounds:
    """Bounds for a program that takes the columns as they are, not below those of `patients_standardised`."""
    ours = patients_standardised(outcome, predictors, patients)["linear_predictor"]
    design = design_matrix(patients)
    moved = magnification_as_given(outcome, predictors).of(design.values)
    return _of_patients(maximum_likelihood(outcome, predictors).predict(design), np.maximum(ours, ROUNDING * moved))


def standard_error_of_score(outcome: np.ndarray) -> float:
    """Of the score of `logistic_regression` where no predictor has an effect: the scale on which it is 0."""
    share = np.mean(outcome)
    return float(np.sqrt(share * (1 - share) / len(outcome)))


def _of_coefficients(outcome: np.ndarray, predictors: Mapping[str, Column]) -> np.ndarray:
    """In standardised columns, for the coefficients in the given units."""
    fit = maximum_likelihood(outcome, predictors)
    return magnification_standardised(outcome, predictors).of(way_back(fit.centre, fit.scale))


def _by_field(
    outcome: np.ndarray, predictors: Mapping[str, Column], level: float, moved: np.ndarray, flat: float
) -> dict[str, Union[float, np.ndarray]]:
    """What coefficients that move, and a log-likelihood, do to each field, from the maximum alone: what is judged is no
    part of it.

    To first order an odds ratio has as its relative error the error of its coefficient, a limit that and the standard
    error's as often as the level asks for it. The error of z is at most 1 + |z| times that of its two parts, in
    standard errors; the relative error of a normal tail 1 + |z| times the error of z."""
    fit = maximum_likelihood(outcome, predictors)
    standard_errors = np.sqrt(np.diag(fit.covariance))
    z = fit.coefficients / standard_errors
    absolute = ROUNDING * moved
    relative = absolute / standard_errors
    size = 1 + np.abs(z)
    quantile = ndtri(1 - (1 - level) / 2)
    of_limits = absolute[1:] * (1 + quantile)
    log_ratios, width = fit.coefficients[1:], quantile * standard_errors[1:]
    of_ratio = _of_ratio(outcome, flat)
    ratio = 2 * (fit.log_likelihood - log_likelihood_of_prevalence(outcome))
    return {
        "coefficients": absolute,
        "standard_errors": absolute,
        "z": relative * size,
        "p": relative * size**2 * 2 * ndtr(-np.abs(z)),
        "odds_ratios": _of_exponential(absolute[1:], log_ratios),
        "odds_ratios_low": _of_exponential(of_limits, log_ratios - width),
        "odds_ratios_high": _of_exponential(of_limits, log_ratios + width),
        "log_likelihood": ROUNDING * flat,
        "likelihood_ratio": of_ratio,
        "likelihood_ratio_p": tail_rounding(len(log_ratios), ratio, of_ratio),
    }


def of_likelihood_ratio(outcome: np.ndarray, predictors: Mapping[str, Column]) -> float:
    """Bound of the likelihood ratio, whichever columns a program computes in."""
    ours, theirs = magnification_standardised(outcome, predictors), magnification_as_given(outcome, predictors)
    return _of_ratio(outcome, max(ours.log_likelihood, theirs.log_likelihood))


def _of_ratio(outcome: np.ndarray, flat: float) -> float:
    return 2 * ROUNDING * (flat + abs(log_likelihood_of_prevalence(outcome)))


def _of_exponential(relative: np.ndarray, logarithms: np.ndarray) -> np.ndarray:
    """An odds ratio that exceeds every number is infinite to both sides, or they disagree."""
    with np.errstate(over="ignore"):
        numbers = np.exp(logarithms)
    return relative * np.where(np.isfinite(numbers), numbers, 0.0)


def _of_patients(log_odds: np.ndarray, absolute: np.ndarray) -> Bounds:
    """The risk changes by risk times one minus risk times as much as its log odds."""
    return {"linear_predictor": absolute, "risk": absolute * expit(log_odds) * expit(-log_odds)}
