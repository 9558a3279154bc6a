"""Binary logistic regression by maximum likelihood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve, solve_triangular
from scipy.special import chdtrc, expit, ndtr, ndtri

from parity.check import Check, Citation, LibraryCall, RCall, Scope, Tolerance, exact, iterative
from parity.cohort import Column
from parity.fields import along, labels
from parity.sample import Sample
from parity.statistics.regression.design_matrix import design_matrix


@dataclass(frozen=True, slots=True)
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


def logistic_regression(outcome: np.ndarray, predictors: Mapping[str, Column], level: float = 0.95) -> LogisticRegression:
    """Binary logistic regression by maximum likelihood, with Wald and likelihood ratio tests.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    predictors : mapping of str to (n,) float array or Factor
        The main effects, in order.
    level : float
        Confidence level of the odds ratios' intervals, in (0, 1).

    Returns
    -------
    LogisticRegression

    Notes
    -----
    With :math:`\\pi = \\mathrm{expit}(X\\beta)` the maximum is where the score :math:`X^\\top(y - \\pi)` vanishes, and the
    covariance is the inverse of the information :math:`X^\\top \\mathrm{diag}(\\pi(1 - \\pi)) X` there. Newton's method runs on
    the orthonormal columns of the QR decomposition of X with standardised columns, so that neither a scale of 1e8 nor a
    calendar year costs a digit; a step that does not climb is halved. It ends after a step shorter than 1e-9, whose square is
    rounding.

    Wald limits are :math:`\\exp(\\hat\\beta \\pm z\\,\\mathrm{se})`, not profile likelihood limits as of ``confint(glm(...))``.

    Equals ``rms::lrm(outcome ~ ...)`` and ``glm(outcome ~ ..., binomial)`` at the optimum; at their default stopping rules these
    stay up to 1e-4 away from it.

    Raises
    ------
    ValueError
        If the outcome is not 0 and 1 with both present, the columns are linearly dependent, or the likelihood has no maximum
        because a combination of predictors separates events from non-events.

    References
    ----------
    McCullagh, Nelder (1989), doi:10.1007/978-1-4899-3242-6.  Albert, Anderson (1984), doi:10.1093/biomet/71.1.1.
    """
    design = design_matrix(predictors)
    y = _checked_outcome(outcome, len(design.values))
    if not 0 < level < 1:
        raise ValueError(f"level is {level}; a confidence level lies between 0 and 1")
    coefficients, covariance = _maximum(y, design.values, design.terms)
    standard_errors = np.sqrt(np.diag(covariance))
    z = coefficients / standard_errors
    half_width = ndtri(1 - (1 - level) / 2) * standard_errors[1:]
    with np.errstate(over="ignore"):  # per unit of a tiny unit an odds ratio may exceed every floating-point number
        low, middle, high = np.exp([coefficients[1:] - half_width, coefficients[1:], coefficients[1:] + half_width])
    log_likelihood = _log_likelihood(y, design.values @ coefficients)
    null = _log_likelihood(y, np.full(len(y), np.log(y.sum() / (1 - y).sum())))
    freedom = len(coefficients) - 1
    ratio = 2 * (log_likelihood - null)
    return LogisticRegression(
        terms=design.terms,
        effects=design.terms[1:],
        coefficients=coefficients,
        standard_errors=standard_errors,
        z=z,
        p=2 * ndtr(-np.abs(z)),
        odds_ratios=middle,
        odds_ratios_low=low,
        odds_ratios_high=high,
        log_likelihood=log_likelihood,
        null_log_likelihood=null,
        likelihood_ratio=ratio,
        degrees_of_freedom=freedom,
        likelihood_ratio_p=float(chdtrc(freedom, ratio)),
        score=score(y, predictors, coefficients),
    )


def score(outcome: np.ndarray, predictors: Mapping[str, Column], coefficients: np.ndarray) -> np.ndarray:
    """Gradient of the log-likelihood: zero at the maximum, which is what defines the estimate.

    Parameters
    ----------
    outcome : (n,) int array
    predictors : mapping of str to (n,) float array or Factor
    coefficients : (p,) float array
        The intercept first.

    Returns
    -------
    (p,) float array
        Divided by n times the root mean square of the column, so that it can be held against a rounding error.
    """
    values = design_matrix(predictors).values
    return values.T @ (np.asarray(outcome) - expit(values @ coefficients)) / (len(values) * np.sqrt((values**2).mean(axis=0)))


def _checked_outcome(outcome: np.ndarray, n: int) -> np.ndarray:
    y = np.asarray(outcome, dtype=float)
    if y.shape != (n,):
        raise ValueError(f"{y.size} outcomes for {n} patients")
    if not np.array_equal(np.unique(y), [0.0, 1.0]):
        raise ValueError("the outcome must be 0 and 1, and both must occur")
    return y


def _log_likelihood(y: np.ndarray, linear_predictor: np.ndarray) -> float:
    return float(-np.logaddexp(0.0, np.where(y == 1, -linear_predictor, linear_predictor)).sum())


def _maximum(y: np.ndarray, design: np.ndarray, terms: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients and their covariance at the maximum of the likelihood."""
    basis, to_coefficients = _orthonormal(design, terms)
    position = basis.T @ np.full(len(y), np.log(y.sum() / (1 - y).sum()))
    try:
        position = _climb(y, basis, position)
    except np.linalg.LinAlgError:
        raise ValueError(_SEPARATED) from None
    information = _information(basis, expit(basis @ position))
    if np.linalg.eigvalsh(information)[0] < _VANISHED:
        raise ValueError(_SEPARATED)
    return to_coefficients @ position, to_coefficients @ cho_solve(cho_factor(information), to_coefficients.T)


def _climb(y: np.ndarray, basis: np.ndarray, position: np.ndarray) -> np.ndarray:
    """Newton's method; `LinAlgError` where the information vanishes or the steps do not."""
    reached = _log_likelihood(y, basis @ position)
    for _ in range(_STEPS):
        probability = expit(basis @ position)
        step = cho_solve(cho_factor(_information(basis, probability)), basis.T @ (y - probability))
        climbed = _log_likelihood(y, basis @ (position + step))
        while climbed < reached - _ROUNDING * abs(reached):
            step = step / 2
            climbed = _log_likelihood(y, basis @ (position + step))
        position, reached = position + step, climbed
        if np.abs(step).max() <= _LAST_STEP * np.abs(position).max():
            return position
    raise np.linalg.LinAlgError("Newton's steps do not become smaller")


def _information(basis: np.ndarray, probability: np.ndarray) -> np.ndarray:
    return (basis * (probability * (1 - probability))[:, np.newaxis]).T @ basis


def _orthonormal(design: np.ndarray, terms: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Orthonormal columns that span the design, and the matrix that takes their coefficients back to the design's."""
    centre, scale = design.mean(axis=0), design.std(axis=0)
    centre[0], scale[0] = 0.0, 1.0
    constant = np.flatnonzero(scale <= _DEPENDENT * np.abs(design).max(axis=0))
    if len(constant):
        raise ValueError(f"{terms[constant[0]]!r} is constant")
    basis, triangle = np.linalg.qr((design - centre) / scale)
    dependent = np.flatnonzero(np.abs(np.diag(triangle)) <= _DEPENDENT * len(design) ** 0.5)
    if len(dependent):
        raise ValueError(f"{terms[dependent[0]]!r} is a linear combination of the terms before it")
    back = np.diag(1 / scale)
    back[0, 1:] = -centre[1:] / scale[1:]
    return basis, back @ solve_triangular(triangle, np.eye(len(scale)))


_SEPARATED = "the likelihood has no maximum: a combination of predictors separates events from non-events"
_VANISHED = 1e-12
"""Information, per unit length of an orthonormal direction, at which all probabilities along it are 0 or 1 but for rounding."""
_STEPS = 100
_LAST_STEP = 1e-9
"""Newton's error is squared by each step: after one this short only rounding is left."""
_ROUNDING = 1e-13
"""Relative error of a log-likelihood: a smaller fall is none."""
_DEPENDENT = 1e-11
"""What is left of a column of length 1 after those before it, below which it is their combination."""


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "predictors": sample.predictors, "level": sample.study.level}


_OPTIMUM = iterative(
    1e-11,
    "both are at the maximum: lrm stops at a change of 1e-12 in the deviance (from rms 7 at a gradient of 1e-9), glm at a relative "
    "change of 1e-14, ours at a step of 1e-9, and Newton's error is squared by the last step; what is left is rounding, times the "
    "condition number of the columns in the references that do not standardise them (1e3 for a calendar year)",
)
_WALD_TAIL = iterative(1e-9, "a normal tail: its relative error is z squared times that of z, so a hundred times at |z| = 10")
_RATIO = iterative(
    1e-11, "difference of two log-likelihoods, each with a rounding error of 1e-15 of itself, and flat at the maximum", atol=1e-10
)
_RATIO_TAIL = "an upper tail of chi-square: its relative error is at most half the absolute error of the statistic"
_UNCENTRED = (
    "statsmodels inverts the information of uncentred columns, whose condition number is the square of mean over standard "
    "deviation: 1e6 for a calendar year"
)


_ESTIMATES = (
    "coefficients", "standard_errors", "z", "p", "odds_ratios", "odds_ratios_low", "odds_ratios_high", "log_likelihood",
    "degrees_of_freedom",
)  # fmt: skip


def _statsmodels_tolerances() -> dict[str, Tolerance]:
    inverse = iterative(1e-8, _UNCENTRED)
    names = ("standard_errors", "z", "odds_ratios_low", "odds_ratios_high")
    return {**dict.fromkeys(names, inverse), "p": iterative(1e-6, f"{_UNCENTRED}; and a tail multiplies by z squared")}


CHECK = Check(
    stem="logistic_regression",
    title="Logistic regression",
    compute=logistic_regression,
    result=LogisticRegression,
    inputs=_inputs,
    references=(
        RCall(
            "rms",
            "lrm",
            fields=(*_ESTIMATES, "null_log_likelihood", "likelihood_ratio", "likelihood_ratio_p"),
            tolerances={
                "likelihood_ratio_p": iterative(
                    1e-9, f"{_RATIO_TAIL}; lrm forms it as 1 - pchisq, in steps of 1.1e-16, and gives 0 below", atol=1e-15
                )
            },
            note="asked for the optimum, on standardised columns: lrm calls one with a mean over 180 standard deviations singular",
        ),
        RCall(
            "stats",
            "glm",
            note="refitted from its own optimum: its standard errors come from the weights of the iteration before the last",
        ),
        LibraryCall(
            "statsmodels",
            "Logit",
            fields=_ESTIMATES,
            tolerances=_statsmodels_tolerances(),
            note="columns of unit scale; its null model stops early, at ten digits, and is not asked",
        ),
    ),
    tolerances={
        "coefficients": _OPTIMUM,
        "standard_errors": _OPTIMUM,
        "z": _OPTIMUM,
        "p": _WALD_TAIL,
        "odds_ratios": _OPTIMUM,
        "odds_ratios_low": _OPTIMUM,
        "odds_ratios_high": _OPTIMUM,
        "log_likelihood": iterative(
            1e-12, "flat at the maximum: the error of the coefficients enters squared, what is left is a sum's rounding"
        ),
        "null_log_likelihood": iterative(1e-12, "closed form from the number of events; lrm and glm iterate to it"),
        "likelihood_ratio": _RATIO,
        "degrees_of_freedom": exact("a count of coefficients"),
        "likelihood_ratio_p": iterative(1e-9, _RATIO_TAIL),
        "score": iterative(
            0.0,
            "zero on both sides, and by that each side is seen to be at the maximum by its own light; what is left is the rounding of a "
            "mean of numbers below 1",
            atol=1e-13,
        ),
    },
    citations=(
        Citation("McCullagh, Nelder. Generalized Linear Models, 2nd ed., Chapman and Hall 1989.", "10.1007/978-1-4899-3242-6"),
        Citation("Harrell. Regression Modeling Strategies, 2nd ed., Springer 2015.", "10.1007/978-3-319-19425-7"),
    ),
    scope=Scope.MODEL,
)
