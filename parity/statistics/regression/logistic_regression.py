"""Binary logistic regression by maximum likelihood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.special import expit, ndtr, ndtri, xlogy

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import all_terms, model_matrix
from parity.models.terms import LinearSpline, RestrictedCubicSpline
from parity.statistics.fields import along, labels
from parity.statistics.interval import check_level
from parity.statistics.regression.maximum_likelihood import maximum_likelihood
from parity.statistics.upper_tail import upper_tail


@dataclass(frozen=True, slots=True, kw_only=True)
class LogisticRegression:
    """A logistic model at the maximum of its likelihood.

    Attributes
    ----------
    terms : (p,) tuple of str
        ``"Intercept"``, ``"age"``, ``"sex=male"``.
    coefficients : (p,) float array
        Log odds; log odds ratio per unit, or against the reference level.
    standard_errors : (p,) float array
        Square roots of the diagonal of the inverse information at the maximum.
    z : (p,) float array
        Wald statistic, coefficient over standard error.
    p : (p,) float array
        Two-sided normal tail of `z`.
    effects : (p - 1,) tuple of str
        The terms but the intercept.
    odds_ratios, odds_ratios_low, odds_ratios_high : (p - 1,) float arrays
        Exponential of the coefficients and of their Wald limits.
    log_likelihood, null_log_likelihood : float
        Of the model, and of the model with an intercept only.
    likelihood_ratio : float
        Chi-square of the likelihood ratio test of the whole model.
    degrees_of_freedom : int
        p - 1.
    likelihood_ratio_p : float
        Upper tail of chi-square.
    score : (p,) float array
        Gradient of the log-likelihood at the estimates, which is 0 at its maximum; see `score`.
    knot_names : (k,) tuple of str
        ``"tg, knot 1"``; empty for a model without splines.
    knots : (k,) float array
        Of the restricted cubic and linear splines, given or chosen from these patients, in the unit of the predictor.
    """

    terms: tuple[str, ...] = labels()
    effects: tuple[str, ...] = labels()
    coefficients: np.ndarray = along("terms")
    standard_errors: np.ndarray = along("terms")
    z: np.ndarray = along("terms")
    p: np.ndarray = along("terms")
    odds_ratios: np.ndarray = along("effects")
    odds_ratios_low: np.ndarray = along("effects")
    odds_ratios_high: np.ndarray = along("effects")
    log_likelihood: float
    null_log_likelihood: float
    likelihood_ratio: float
    degrees_of_freedom: int
    likelihood_ratio_p: float
    score: np.ndarray = along("terms")
    knot_names: tuple[str, ...] = labels()
    knots: np.ndarray = along("knot_names")


def logistic_regression(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    level: float = 0.95,
    formula: Optional[Formula] = None,
) -> LogisticRegression:
    """Binary logistic regression by maximum likelihood, with Wald and likelihood ratio tests.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    predictors : mapping of str to (n,) float array or Factor
        The main effects, in order.
    level : float
        Confidence level of the odds ratios' intervals, in (0, 1).
    formula : Formula or None
        How they enter the model: splines, polynomials, interactions; None: each as it is.

    Returns
    -------
    LogisticRegression

    Notes
    -----
    With :math:`\\pi = \\mathrm{expit}(X\\beta)` the maximum is where the score :math:`X^\\top(y - \\pi)`
    vanishes, and the covariance is the inverse of the information :math:`X^\\top \\mathrm{diag}(\\pi(1 - \\pi)) X`
    there. Newton's method runs on the orthonormal columns of the QR decomposition of X with standardised columns, so
    that neither a scale of 1e8 nor a calendar year costs a digit; a step that does not climb is halved. It ends after a
    step shorter than 1e-9, whose square is rounding.

    Wald limits are :math:`\\exp(\\hat\\beta \\pm z\\,\\mathrm{se})`, not profile likelihood limits as of
    ``confint(glm(...))``.

    Equals ``rms::lrm(outcome ~ ...)`` and ``glm(outcome ~ ..., binomial)`` at the optimum; at their default stopping
    rules these stay up to 1e-4 away from it.

    Raises
    ------
    ValueError
        If the outcome is not 0 and 1 with both present, the columns are linearly dependent, or the likelihood has no
        maximum because a combination of predictors separates events from non-events.

    References
    ----------
    McCullagh, Nelder (1989), doi:10.1007/978-1-4899-3242-6.  Albert, Anderson (1984), doi:10.1093/biomet/71.1.1.
    """
    check_level(level)
    fit = maximum_likelihood(outcome, predictors, formula)
    knots = {
        f"{name}, knot {number}": knot
        for name, term in all_terms(formula, predictors).items()
        if isinstance(term, (LinearSpline, RestrictedCubicSpline))
        for number, knot in enumerate(term.knots, start=1)
    }
    coefficients = fit.coefficients
    standard_errors = np.sqrt(np.diag(fit.covariance))
    z = coefficients / standard_errors
    half_width = ndtri(1 - (1 - level) / 2) * standard_errors[1:]
    with np.errstate(over="ignore"):  # per unit of a tiny unit an odds ratio may exceed every floating-point number
        low, middle, high = np.exp([coefficients[1:] - half_width, coefficients[1:], coefficients[1:] + half_width])
    null = null_log_likelihood(outcome)
    freedom = len(coefficients) - 1
    ratio = 2 * (fit.log_likelihood - null)
    return LogisticRegression(
        terms=fit.terms,
        effects=fit.terms[1:],
        coefficients=coefficients,
        standard_errors=standard_errors,
        z=z,
        p=2 * ndtr(-np.abs(z)),
        odds_ratios=middle,
        odds_ratios_low=low,
        odds_ratios_high=high,
        log_likelihood=fit.log_likelihood,
        null_log_likelihood=null,
        likelihood_ratio=ratio,
        degrees_of_freedom=freedom,
        likelihood_ratio_p=upper_tail(freedom, ratio),
        score=score(outcome, predictors, coefficients, formula),
        knot_names=tuple(knots),
        knots=np.array(list(knots.values()), dtype=float),
    )


def null_log_likelihood(outcome: np.ndarray) -> float:
    """Log-likelihood of the model with an intercept only: of the prevalence as everyone's risk."""
    n, events = len(outcome), int(np.sum(outcome))
    return float(xlogy(events, events / n) + xlogy(n - events, 1 - events / n))


def score(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    coefficients: np.ndarray,
    formula: Optional[Formula] = None,
) -> np.ndarray:
    """Gradient of the log-likelihood: zero at the maximum, which is what defines the estimate.

    Parameters
    ----------
    outcome : (n,) int array
    predictors : mapping of str to (n,) float array or Factor
    coefficients : (p,) float array
        The intercept first.
    formula : Formula or None

    Returns
    -------
    (p,) float array
        Divided by n times the root mean square of the column, so that it can be held against a rounding error.
    """
    values = model_matrix(formula, predictors).values
    gradient = values.T @ (np.asarray(outcome) - expit(values @ coefficients))
    return gradient / (len(values) * np.sqrt((values**2).mean(axis=0)))
