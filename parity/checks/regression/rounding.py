"""How far rounding may move a logistic fit, number by number: first-order bounds, from the data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional, Union

import numpy as np
from scipy.special import expit, ndtr, ndtri

from parity.checks.regression.column_sizes import column_sizes
from parity.checks.regression.magnification import magnification_as_given, magnification_standardised
from parity.checks.regression.maximum import ROUNDING, standardised_sizes, log_likelihood_of_prevalence
from parity.checks.stats.pchisq import tail_rounding
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.once import once
from parity.statistics.regression.maximum_likelihood import maximum_likelihood, way_back

Bounds = Mapping[str, Union[float, np.ndarray]]
"""Absolute, by field."""


@once
def standardised(
    outcome: np.ndarray, predictors: Mapping[str, Column], level: float, formula: Optional[Formula] = None
) -> Bounds:
    """Bounds for a program that computes in standardised columns, by field of `logistic_regression`."""
    flat = magnification_standardised(outcome, predictors, formula).log_likelihood
    return _by_field(outcome, predictors, level, _of_coefficients(outcome, predictors, formula), flat, formula)


@once
def as_given(
    outcome: np.ndarray, predictors: Mapping[str, Column], level: float, formula: Optional[Formula] = None
) -> Bounds:
    """Bounds for a program that takes the columns as they are and solves in working weights, as glm does.

    They are not below those of `standardised`, since ours is one of the two sides.
    """
    theirs, ours = magnification_as_given(outcome, predictors, formula), magnification_standardised(
        outcome, predictors, formula
    )
    moved = np.maximum(_of_coefficients(outcome, predictors, formula), theirs.of(np.eye(len(theirs.score))))
    flat = max(ours.log_likelihood, theirs.log_likelihood)
    return {**_by_field(outcome, predictors, level, moved, flat, formula), "score": ROUNDING * theirs.score}


@once
def patients_standardised(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    patients: Mapping[str, Column],
    formula: Optional[Formula] = None,
) -> Bounds:
    """Bounds for a program that computes in standardised columns, by field of `linear_predictor`."""
    fit, design = maximum_likelihood(outcome, predictors, formula), model_matrix(formula, predictors, patients)
    standardised = fit.standardise(design.values)
    sizes = standardised_sizes(standardised, design.values, column_sizes(formula, predictors, patients), fit.scale)
    moved = magnification_standardised(outcome, predictors, formula).of(standardised)
    cancelled = (sizes - np.abs(standardised)) @ np.abs(fit.standardised)
    return _of_patients(fit.predict(design), ROUNDING * (moved + cancelled))


@once
def patients_as_given(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    patients: Mapping[str, Column],
    formula: Optional[Formula] = None,
) -> Bounds:
    """Bounds for a program that takes the columns as they are, not below those of `patients_standardised`."""
    ours = patients_standardised(outcome, predictors, patients, formula)["linear_predictor"]
    design = model_matrix(formula, predictors, patients)
    fit = maximum_likelihood(outcome, predictors, formula)
    cancelled = (column_sizes(formula, predictors, patients) - np.abs(design.values)) @ np.abs(fit.coefficients)
    moved = magnification_as_given(outcome, predictors, formula).of(design.values) + cancelled
    return _of_patients(fit.predict(design), np.maximum(ours, ROUNDING * moved))


def combinations_as_given(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    combinations: np.ndarray,
    formula: Optional[Formula] = None,
) -> np.ndarray:
    """Bounds of sums of coefficients, in a program that takes the columns as they are or in ours.

    Parameters
    ----------
    outcome : (n,) int array
    predictors : mapping of str to (n,) float array or Factor
    combinations : (m, p) float array
        In each row the multiples of the coefficients that are added up.
    formula : Formula or None

    Returns
    -------
    (m,) float array
        Far below the sum of the coefficients' own bounds where columns are nearly collinear.
    """
    fit = maximum_likelihood(outcome, predictors, formula)
    theirs = magnification_as_given(outcome, predictors, formula).of(combinations)
    back = way_back(fit.centre, fit.scale)
    return ROUNDING * np.maximum(
        theirs, magnification_standardised(outcome, predictors, formula).of(combinations @ back)
    )


def standard_error_of_score(outcome: np.ndarray) -> float:
    """Of the score of `logistic_regression` where no predictor has an effect: the scale on which it is 0."""
    share = np.mean(outcome)
    return float(np.sqrt(share * (1 - share) / len(outcome)))


def _of_coefficients(outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula]) -> np.ndarray:
    """In standardised columns, for the coefficients in the given units."""
    fit = maximum_likelihood(outcome, predictors, formula)
    return magnification_standardised(outcome, predictors, formula).of(way_back(fit.centre, fit.scale))


def _by_field(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    level: float,
    moved: np.ndarray,
    flat: float,
    formula: Optional[Formula],
) -> dict[str, Union[float, np.ndarray]]:
    """What coefficients that move, and a log-likelihood, do to each field, from the maximum alone: what is judged is no
    part of it.

    To first order an odds ratio has as its relative error the error of its coefficient, a limit that and the standard
    error's as often as the level asks for it. The error of z is at most 1 + |z| times that of its two parts, in
    standard errors; the relative error of a normal tail 1 + |z| times the error of z."""
    fit = maximum_likelihood(outcome, predictors, formula)
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


def of_likelihood_ratio(outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula]) -> float:
    """Bound of the likelihood ratio, whichever columns a program computes in."""
    ours, theirs = magnification_standardised(outcome, predictors, formula), magnification_as_given(
        outcome, predictors, formula
    )
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
