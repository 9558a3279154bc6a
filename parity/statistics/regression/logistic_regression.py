"""Binary logistic regression by maximum likelihood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.linalg import cho_factor, cho_solve, solve_triangular
from scipy.special import expit, ndtr, ndtri

from parity.check import Check, Citation, LibraryCall, RCall, Scope, Tolerance, exact, iterative
from parity.cohort import Column
from parity.fields import along, explanation, labels
from parity.sample import Sample
from parity.statistics.regression.design_matrix import design_matrix
from parity.statistics.regression.rounding import ROUNDING, Maximum, magnification, rounding_of_log_likelihood, rounding_of_score
from parity.statistics.upper_tail import tail_rounding, upper_tail


def _explanation_along(names: str) -> Any:
    return field(metadata={**along(names).metadata, **explanation().metadata})


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
    magnification, magnification_as_given : (p,) float arrays
        How many times a rounding error the error of a coefficient and of its standard error may be, in standard errors: in programs that
        compute in standardised columns, and in one that takes the columns as they are (see `parity.statistics.regression.rounding`).
    size_of_z : (p,) float array
        ``1 + |z|``: the error of `z` is at most this many times that of its two parts, the relative error of `p` this many times that of `z`.
    rounding_of_log_likelihood, rounding_of_log_likelihood_as_given : float
        How many times a rounding error the error of the log-likelihood may be.
    rounding_of_tail, rounding_of_tail_as_given, rounding_of_tail_from_1 : float
        What the rounding of the log-likelihood does to `likelihood_ratio_p`: how far the tails on both sides of the chi-square are apart.
        From 1: and 1e-15, where a program forms the tail as 1 minus the distribution function.
    rounding_of_score : (p,) float array
        How many times a rounding error the score may be, in a program that takes the columns as they are.
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
    magnification: np.ndarray = _explanation_along("terms")
    magnification_as_given: np.ndarray = _explanation_along("terms")
    size_of_z: np.ndarray = _explanation_along("terms")
    rounding_of_log_likelihood: float = explanation()
    rounding_of_log_likelihood_as_given: float = explanation()
    rounding_of_tail: float = explanation()
    rounding_of_tail_as_given: float = explanation()
    rounding_of_tail_from_1: float = explanation()
    rounding_of_score: np.ndarray = _explanation_along("terms")


@dataclass(frozen=True, slots=True)
class MaximumLikelihood:
    """The maximum of a logistic likelihood.

    Attributes
    ----------
    coefficients : (p,) float array
    covariance : (p, p) float array
        Inverse of the information there.
    log_likelihood : float
    centre, scale : (p,) float arrays
        Of the standardised columns; 0 and 1 for the intercept's.
    way_back : (p, p) float array
        Takes coefficients of standardised columns to those of the columns as given.
    standardised, as_given : Maximum
        As a program sees it that computes in standardised columns, and one that takes the columns as they are.
    """

    coefficients: np.ndarray
    covariance: np.ndarray
    log_likelihood: float
    centre: np.ndarray
    scale: np.ndarray
    way_back: np.ndarray
    standardised: Maximum
    as_given: Maximum

    def log_odds(self, design: np.ndarray) -> np.ndarray:
        """Of patients, by standardised columns, in which terms cancel less than in the given ones."""
        return (design - self.centre) / self.scale @ (self.standardised.from_basis @ self.standardised.position)


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
    magnified, magnified_as_given = magnifications(fit, np.eye(len(coefficients)))
    null = _log_likelihood(y, np.full(len(y), np.log(y.sum() / (1 - y).sum())))
    freedom = len(coefficients) - 1
    ratio = 2 * (fit.log_likelihood - null)
    rounding = rounding_of_log_likelihood(fit.standardised)
    rounding_as_given = max(rounding, rounding_of_log_likelihood(fit.as_given))
    of_tail, of_tail_as_given = (tail_rounding(freedom, ratio, 2 * ROUNDING * size) for size in (rounding, rounding_as_given))
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
        likelihood_ratio_p=upper_tail(freedom, ratio),
        score=score(y, predictors, coefficients),
        magnification=magnified / standard_errors,
        magnification_as_given=magnified_as_given / standard_errors,
        size_of_z=1 + np.abs(z),
        rounding_of_log_likelihood=rounding,
        rounding_of_log_likelihood_as_given=rounding_as_given,
        rounding_of_tail=of_tail,
        rounding_of_tail_as_given=of_tail_as_given,
        rounding_of_tail_from_1=of_tail + 1e-15,
        rounding_of_score=rounding_of_score(fit.as_given),
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


def maximum_likelihood(y: np.ndarray, design: np.ndarray, terms: tuple[str, ...]) -> MaximumLikelihood:
    """The maximum, its curvature and how well it is determined; `terms` are for messages."""
    basis, triangle, centre, scale = _orthonormal(design, terms)
    position = basis.T @ np.full(len(y), np.log(y.sum() / (1 - y).sum()))
    try:
        position = _climb(y, basis, position)
    except np.linalg.LinAlgError:
        raise ValueError(_SEPARATED) from None
    information = _information(basis, expit(basis @ position))
    if np.linalg.eigvalsh(information)[0] < _VANISHED:
        raise ValueError(_SEPARATED)
    to_standardised = solve_triangular(triangle, np.eye(len(scale)))
    way_back = np.diag(1 / scale)
    way_back[0, 1:] = -centre[1:] / scale[1:]
    to_coefficients = way_back @ to_standardised
    _, which, count = np.unique(np.column_stack([y, design]), axis=0, return_inverse=True, return_counts=True)
    equals = count[which.ravel()]
    return MaximumLikelihood(
        coefficients=to_coefficients @ position,
        covariance=to_coefficients @ cho_solve(cho_factor(information), to_coefficients.T),
        log_likelihood=_log_likelihood(y, basis @ position),
        centre=centre,
        scale=scale,
        way_back=way_back,
        standardised=Maximum(y, basis, position, equals, (design - centre) / scale, to_standardised, by_weights=False),
        as_given=Maximum(y, basis, position, equals, design, to_coefficients, by_weights=True),
    )


def magnifications(fit: MaximumLikelihood, combinations: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The magnification of combinations of the coefficients: in standardised columns, and where the columns are taken as they are.

    The second is not below the first, since ours is one of the two sides.
    """
    standardised = magnification(fit.standardised, combinations @ fit.way_back)
    return standardised, np.maximum(standardised, magnification(fit.as_given, combinations))


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


def _orthonormal(design: np.ndarray, terms: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Orthonormal columns that span the design, the triangle of which they are the standardised columns, and centre and scale of these."""
    centre, scale = design.mean(axis=0), design.std(axis=0)
    centre[0], scale[0] = 0.0, 1.0
    constant = np.flatnonzero(scale <= _DEPENDENT * np.abs(design).max(axis=0))
    if len(constant):
        raise ValueError(f"{terms[constant[0]]!r} is constant")
    basis, triangle = np.linalg.qr((design - centre) / scale)
    dependent = np.flatnonzero(np.abs(np.diag(triangle)) <= _DEPENDENT * len(design) ** 0.5)
    if len(dependent):
        raise ValueError(f"{terms[dependent[0]]!r} is a linear combination of the terms before it")
    return basis, triangle, centre, scale


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
    "64 units of it, magnified in this number by columns that are nearly collinear, terms that cancel and information that vanishes, as a "
    "first-order bound has it, and nowhere above a millionth of its standard error"
)
WITHIN_THIRTY = (
    "R holds linear predictors within 30 of 0 (lrm.fit before rms 7; glm gives those beyond a probability of 2e-16): patients beyond keep "
    "up to 9e-14 of residual and variance"
)
_BY_WEIGHTS = "glm divides by one minus the risk, which of a patient with a high risk and no event has few digits"
GLM_SAYS = {
    r"fitted probabilities numerically 0 or 1 occurred": "-",
    r"algorithm did not converge": "-",
    r"calculate the null deviance did not converge": "-",
}
"""What glm says, asked to go on until the deviance stands still, which rounding may never let it: that it got there, the numbers show."""
_TAIL = (
    "a normal tail: its relative error is at most 1 + |z| times the error of z, and that is at most 1 + |z| times the error of its two parts, "
    "in standard errors"
)
_RATIO_TAIL = "upper tail of chi-square: what the rounding of the chi-square does to it, which is most where there is no effect"
_FLAT = (
    "flat at the maximum: the error of the coefficients enters squared, what is left is the rounding of a sum over the patients and of their "
    "linear predictors, whose terms cancel where columns are nearly collinear"
)


def _estimates(reason: str, magnified: str = "magnification") -> dict[str, Tolerance]:
    """Each in proportion to what magnifies its error; 1e-12 of itself is for the last roundings, of a quotient, an exponential, a tail."""

    def allowed(*unit: str, times: float = 1.0, because: str = reason) -> Tolerance:
        return iterative(1e-12, because, atol=times * ROUNDING, unit=(magnified, *unit))

    limit = f"its coefficient's error, and the standard error's as often as the level asks for it (thrice at 0.997); {reason}"
    return {
        "coefficients": allowed("standard_errors"),
        "standard_errors": allowed("standard_errors"),
        "z": allowed("size_of_z"),
        "p": allowed("size_of_z", "size_of_z", "p", because=f"{_TAIL}; {reason}"),
        "odds_ratios": allowed("standard_errors", "odds_ratios"),
        "odds_ratios_low": allowed("standard_errors", "odds_ratios_low", times=4.0, because=limit),
        "odds_ratios_high": allowed("standard_errors", "odds_ratios_high", times=4.0, because=limit),
    }


def _likelihoods(as_given: str = "") -> dict[str, Tolerance]:
    rounding = f"rounding_of_log_likelihood{as_given}"
    twice = f"twice a difference of two log-likelihoods; {_FLAT}"
    return {
        "log_likelihood": iterative(1e-12, _FLAT, atol=ROUNDING, unit=(rounding,)),
        "likelihood_ratio": iterative(1e-11, twice, atol=2 * ROUNDING, unit=(rounding,)),
        "likelihood_ratio_p": iterative(1e-12, _RATIO_TAIL, atol=1.0, unit=(f"rounding_of_tail{as_given}",)),
    }


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
                **_estimates(f"{WITHIN_THIRTY}; {AT_THE_OPTIMUM}"),
                "likelihood_ratio_p": iterative(
                    1e-12,
                    f"{_RATIO_TAIL}; lrm forms it as 1 - pchisq, in steps of 1.1e-16, and gives 0 below",
                    atol=1.0,
                    unit=("rounding_of_tail_from_1",),
                ),
            },
            note="asked for the optimum, on orthonormal columns: lrm calls one with a mean over 180 standard deviations singular",
        ),
        RCall(
            "stats",
            "glm",
            tolerances={
                **_estimates(f"on the columns as they are; {WITHIN_THIRTY}; {_BY_WEIGHTS}; {AT_THE_OPTIMUM}", "magnification_as_given"),
                **_likelihoods("_as_given"),
            },
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
        **_estimates(AT_THE_OPTIMUM),
        **_likelihoods(),
        "null_log_likelihood": iterative(1e-12, "closed form from the number of events; lrm and glm iterate to it"),
        "degrees_of_freedom": exact("a count of coefficients"),
        "score": iterative(
            0.0,
            "zero on both sides, and by that each side is seen to be at the maximum by its own light; what is left is the rounding of the "
            "linear predictors, whose terms may cancel, and of the residuals",
            atol=ROUNDING,
            unit=("rounding_of_score",),
        ),
    },
    citations=(
        Citation("McCullagh, Nelder. Generalized Linear Models, 2nd ed., Chapman and Hall 1989.", "10.1007/978-1-4899-3242-6"),
        Citation("Harrell. Regression Modeling Strategies, 2nd ed., Springer 2015.", "10.1007/978-3-319-19425-7"),
    ),
    scope=Scope.MODEL,
)
