"""Binary logistic regression by maximum likelihood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve, solve_triangular
from scipy.special import chdtrc, expit, ndtr, ndtri

from parity.check import Check, Citation, LibraryCall, RCall, Scope, Tolerance, exact, iterative
from parity.cohort import Column
from parity.fields import along, explanation, labels
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
    conditioning, conditioning_as_given : float
        See `MaximumLikelihood`.
    largest_term : float
        The largest root mean square of a coefficient times its column, at least 1: linear predictors are rounded to a share of it.
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
    conditioning: float = explanation()
    conditioning_as_given: float = explanation()
    largest_term: float = explanation()


@dataclass(frozen=True, slots=True)
class MaximumLikelihood:
    """The maximum of a logistic likelihood.

    Attributes
    ----------
    coefficients : (p,) float array
    covariance : (p, p) float array
        Inverse of the information there.
    conditioning : float
        How many times a rounding error the error of a coefficient may be, in standard errors: the reciprocal of the smallest eigenvalue
        of the information per patient in orthonormal columns, times the condition number of the standardised columns.
    conditioning_as_given : float
        The same with that of the columns as they are, which programs that do not standardise them have to do with.
    log_likelihood : float
    """

    coefficients: np.ndarray
    covariance: np.ndarray
    conditioning: float
    conditioning_as_given: float
    log_likelihood: float


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
    y = checked_outcome(outcome, len(design.values))
    if not 0 < level < 1:
        raise ValueError(f"level is {level}; a confidence level lies between 0 and 1")
    fit = maximum_likelihood(y, design.values, design.terms)
    coefficients, standard_errors = fit.coefficients, np.sqrt(np.diag(fit.covariance))
    z = coefficients / standard_errors
    half_width = ndtri(1 - (1 - level) / 2) * standard_errors[1:]
    with np.errstate(over="ignore"):  # per unit of a tiny unit an odds ratio may exceed every floating-point number
        low, middle, high = np.exp([coefficients[1:] - half_width, coefficients[1:], coefficients[1:] + half_width])
    null = _log_likelihood(y, np.full(len(y), np.log(y.sum() / (1 - y).sum())))
    freedom = len(coefficients) - 1
    ratio = 2 * (fit.log_likelihood - null)
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
        log_likelihood=fit.log_likelihood,
        null_log_likelihood=null,
        likelihood_ratio=ratio,
        degrees_of_freedom=freedom,
        likelihood_ratio_p=float(chdtrc(freedom, ratio)),
        score=score(y, predictors, coefficients),
        conditioning=fit.conditioning,
        conditioning_as_given=fit.conditioning_as_given,
        largest_term=largest_term(design.values, coefficients),
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


def checked_outcome(outcome: np.ndarray, n: int) -> np.ndarray:
    """The outcome as floats; `ValueError` unless it is 0 and 1, both present, one for each of `n` patients."""
    y = np.asarray(outcome, dtype=float)
    if y.shape != (n,):
        raise ValueError(f"{y.size} outcomes for {n} patients")
    if not np.array_equal(np.unique(y), [0.0, 1.0]):
        raise ValueError("the outcome must be 0 and 1, and both must occur")
    return y


def _log_likelihood(y: np.ndarray, linear_predictor: np.ndarray) -> float:
    return float(-np.logaddexp(0.0, np.where(y == 1, -linear_predictor, linear_predictor)).sum())


def largest_term(design: np.ndarray, coefficients: np.ndarray) -> float:
    """The largest root mean square of a coefficient times its column, and at least 1."""
    return float(max(1.0, (np.abs(coefficients) * np.sqrt((design**2).mean(axis=0))).max()))


def maximum_likelihood(y: np.ndarray, design: np.ndarray, terms: tuple[str, ...]) -> MaximumLikelihood:
    """The maximum, its curvature and how well it is determined; `terms` are for messages."""
    basis, to_coefficients, dependence = _orthonormal(design, terms)
    position = basis.T @ np.full(len(y), np.log(y.sum() / (1 - y).sum()))
    try:
        position = _climb(y, basis, position)
    except np.linalg.LinAlgError:
        raise ValueError(_SEPARATED) from None
    information = _information(basis, expit(basis @ position))
    smallest = np.linalg.eigvalsh(information)[0]
    if smallest < _VANISHED:
        raise ValueError(_SEPARATED)
    covariance = to_coefficients @ cho_solve(cho_factor(information), to_coefficients.T)
    as_given = np.linalg.cond(design / np.linalg.norm(design, axis=0))
    return MaximumLikelihood(
        coefficients=to_coefficients @ position,
        covariance=covariance,
        conditioning=float(dependence / smallest),
        conditioning_as_given=float(max(dependence, as_given) / smallest),
        log_likelihood=_log_likelihood(y, basis @ position),
    )


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
        if np.abs(step).max() <= _LAST_STEP * max(np.abs(position).max(), len(y) ** 0.5):
            return position
    raise np.linalg.LinAlgError("Newton's steps do not become smaller")


def _information(basis: np.ndarray, probability: np.ndarray) -> np.ndarray:
    return (basis * (probability * (1 - probability))[:, np.newaxis]).T @ basis


def _orthonormal(design: np.ndarray, terms: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray, float]:
    """Orthonormal columns that span the design, the matrix that takes their coefficients back, and the design's condition number."""
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
    return basis, back @ solve_triangular(triangle, np.eye(len(scale))), float(np.linalg.cond(triangle))


_SEPARATED = "the likelihood has no maximum: a combination of predictors separates events from non-events"
_VANISHED = 1e-12
"""Information, per unit length of an orthonormal direction, at which all probabilities along it are 0 or 1 but for rounding."""
_STEPS = 100
_LAST_STEP = 1e-9
"""Newton's error is squared by each step: after one this short, of the position or of log odds of 1, only rounding is left."""
_ROUNDING = 1e-13
"""Relative error of a log-likelihood: a smaller fall is none."""
_DEPENDENT = 1e-11
"""What is left of a column of length 1 after those before it, below which it is their combination."""


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "predictors": sample.predictors, "level": sample.study.level}


AT_THE_OPTIMUM = (
    "all are at the maximum: lrm and glm are started again from where they stopped (changes of the deviance of 1e-8, thrice, and of "
    "1e-14), statsmodels ends at a step of 1e-8, ours at one of 1e-9, and Newton's error is squared by each step; what is left is rounding, "
    "which in standard errors is magnified by the reciprocal of the smallest eigenvalue of the information"
)
WITHIN_THIRTY = (
    "R holds linear predictors within 30 of 0 (lrm.fit before rms 7; glm gives those beyond a probability of 2e-16): patients beyond keep "
    "up to 9e-14 of residual and variance, which moves the information by up to that share of its smallest eigenvalue"
)
GLM_SAYS = {
    r"fitted probabilities numerically 0 or 1 occurred": "-",
    r"algorithm did not converge": "-",
    r"calculate the null deviance did not converge": "-",
}
"""What glm says, asked to go on until the deviance stands still, which rounding may never let it: that it got there, the numbers show."""
_TAIL = "a normal tail: its relative error is z squared times that of z"
_RATIO_TAIL = "an upper tail of chi-square: its relative error is at most half the absolute error of the statistic"


_UNITS = {
    "coefficients": ("standard_errors",),
    "standard_errors": ("standard_errors",),
    "z": (),
    "odds_ratios": ("standard_errors", "odds_ratios"),
    "odds_ratios_low": ("standard_errors", "odds_ratios_low"),
    "odds_ratios_high": ("standard_errors", "odds_ratios_high"),
}
"""What the error of each estimate is in proportion to; that of an exponential to itself as well."""


def _estimates(rounding: float, reason: str, conditioning: str = "conditioning") -> dict[str, Tolerance]:
    tail = iterative(1e-10, f"{_TAIL}; {reason}", atol=10 * rounding, unit=(conditioning, "z", "z", "p"))
    return {name: iterative(1e-11, reason, atol=rounding, unit=(conditioning, *unit)) for name, unit in _UNITS.items()} | {"p": tail}


_ESTIMATES = (
    "coefficients", "standard_errors", "z", "p", "odds_ratios", "odds_ratios_low", "odds_ratios_high", "log_likelihood",
    "degrees_of_freedom",
)  # fmt: skip

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
                **_estimates(1e-12, f"{WITHIN_THIRTY}; {AT_THE_OPTIMUM}"),
                "likelihood_ratio_p": iterative(
                    1e-9, f"{_RATIO_TAIL}; lrm forms it as 1 - pchisq, in steps of 1.1e-16, and gives 0 below", atol=1e-15
                ),
            },
            note="asked for the optimum, on orthonormal columns: lrm calls one with a mean over 180 standard deviations singular",
        ),
        RCall(
            "stats",
            "glm",
            tolerances=_estimates(1e-12, f"on the columns as they are; {WITHIN_THIRTY}; {AT_THE_OPTIMUM}", "conditioning_as_given"),
            conditions=GLM_SAYS,
            note="refitted from its own optimum: its standard errors come from the weights of the iteration before the last",
        ),
        LibraryCall(
            "statsmodels",
            "Logit",
            fields=_ESTIMATES,
            conditions={"overflow encountered in exp": "-"},
            note="on orthonormal columns; its null model stops early, at ten digits, and is not asked",
        ),
    ),
    tolerances={
        **_estimates(1e-13, AT_THE_OPTIMUM),
        "log_likelihood": iterative(
            1e-12, "flat at the maximum: the error of the coefficients enters squared, what is left is a sum's rounding"
        ),
        "null_log_likelihood": iterative(1e-12, "closed form from the number of events; lrm and glm iterate to it"),
        "likelihood_ratio": iterative(
            1e-11,
            "difference of two log-likelihoods, flat at the maximum, each with the rounding error of a sum over the patients: 1e-13 of "
            "itself where they are some thousand",
            atol=1e-13,
            unit=("null_log_likelihood",),
        ),
        "degrees_of_freedom": exact("a count of coefficients"),
        "likelihood_ratio_p": iterative(1e-9, _RATIO_TAIL),
        "score": iterative(
            0.0,
            "zero on both sides, and by that each side is seen to be at the maximum by its own light; what is left is the rounding of the "
            "linear predictors, whose largest term may cancel against others",
            atol=1e-13,
            unit=("largest_term",),
        ),
    },
    citations=(
        Citation("McCullagh, Nelder. Generalized Linear Models, 2nd ed., Chapman and Hall 1989.", "10.1007/978-1-4899-3242-6"),
        Citation("Harrell. Regression Modeling Strategies, 2nd ed., Springer 2015.", "10.1007/978-3-319-19425-7"),
    ),
    scope=Scope.MODEL,
)
