"""Univariable logistic regression: a model of each candidate alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.special import ndtr, ndtri

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.fields import along, labels
from parity.statistics.interval import check_level
from parity.statistics.selection.candidate_models import Test, block, columns_of, fitted, score_test_beside, wald_test


@dataclass(frozen=True, slots=True, kw_only=True)
class UnivariableLogistic:
    """A logistic model of each candidate alone.

    Attributes
    ----------
    terms : (t,) tuple of str
        Of all candidates, one after the other: ``"age"``, ``"sex=male"``.
    coefficients, standard_errors : (t,) float arrays
    z, p : (t,) float arrays
        Wald statistic of each, and its two-sided normal tail.
    odds_ratios, odds_ratios_low, odds_ratios_high : (t,) float arrays
        With Wald limits.
    candidates : (k,) tuple of str
    intercepts : (k,) float array
        Of each candidate's model.
    degrees_of_freedom : (k,) int array
        Columns of each candidate.
    wald, wald_p : (k,) float arrays
        Chi-square that all coefficients of the candidate are 0, by their covariance.
    likelihood_ratio, likelihood_ratio_p : (k,) float arrays
        Against the model with an intercept only.
    score, score_p : (k,) float arrays
        Rao's score test: what decides in SPSS which candidate enters first.
    """

    terms: tuple[str, ...] = labels()
    candidates: tuple[str, ...] = labels()
    coefficients: np.ndarray = along("terms")
    standard_errors: np.ndarray = along("terms")
    z: np.ndarray = along("terms")
    p: np.ndarray = along("terms")
    odds_ratios: np.ndarray = along("terms")
    odds_ratios_low: np.ndarray = along("terms")
    odds_ratios_high: np.ndarray = along("terms")
    intercepts: np.ndarray = along("candidates")
    degrees_of_freedom: np.ndarray = along("candidates")
    wald: np.ndarray = along("candidates")
    wald_p: np.ndarray = along("candidates")
    likelihood_ratio: np.ndarray = along("candidates")
    likelihood_ratio_p: np.ndarray = along("candidates")
    score: np.ndarray = along("candidates")
    score_p: np.ndarray = along("candidates")


def univariable_logistic(
    outcome: np.ndarray,
    candidates: Mapping[str, Column],
    level: float = 0.95,
    formula: Optional[Formula] = None,
) -> UnivariableLogistic:
    """Univariable logistic regression of each candidate, with Wald, likelihood ratio and score test.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    candidates : mapping of str to (n,) float array or Factor
        On the same patients, in order.
    level : float
        Confidence level of the odds ratios' intervals, in (0, 1).
    formula : Formula or None
        How each candidate enters; None: as it is. A factor, a spline, a polynomial is one set of columns.

    Returns
    -------
    UnivariableLogistic

    Notes
    -----
    The three tests are of the same hypothesis, that the candidate has no effect, and differ in small samples: papers
    that say "univariable logistic regression" print Wald's, ``drop1`` gives the likelihood ratio's, and SPSS selects by
    the score's, in "Variables not in the Equation" at step 0.

    Equals ``glm(outcome ~ candidate, binomial)`` for each, at the optimum.

    Raises
    ------
    ValueError
        If a candidate's model has no maximum.

    References
    ----------
    Hosmer, Lemeshow, Sturdivant (2013), doi:10.1002/9781118548387.  Rao (1948), doi:10.1017/S0305004100023987.
    """
    check_level(level)
    null = fitted(outcome, candidates, ())
    ones = np.ones((len(outcome), 1))
    models = {name: fitted(outcome, candidates, (name,), formula) for name in candidates}
    sets = {name: columns_of(candidates, formula, name) for name in candidates}
    wald = [wald_test(models[name], sets[name]) for name in candidates]
    ratio = [Test.of(2 * (models[name].log_likelihood - null.log_likelihood), len(sets[name])) for name in candidates]
    added = {name: block(candidates, formula, (name,))[:, 1:] for name in candidates}
    score = list(map(score_test_beside(ones, null.log_odds, outcome), added.values()))
    effects = np.concatenate([model.coefficients[1:] for model in models.values()])
    errors = np.concatenate([np.sqrt(np.diag(model.covariance))[1:] for model in models.values()])
    half_width = ndtri(1 - (1 - level) / 2) * errors
    with np.errstate(over="ignore"):
        low, middle, high = np.exp([effects - half_width, effects, effects + half_width])
    return UnivariableLogistic(
        terms=tuple(term for model in models.values() for term in model.terms[1:]),
        candidates=tuple(candidates),
        coefficients=effects,
        standard_errors=errors,
        z=effects / errors,
        p=2 * ndtr(-np.abs(effects / errors)),
        odds_ratios=middle,
        odds_ratios_low=low,
        odds_ratios_high=high,
        intercepts=np.array([model.coefficients[0] for model in models.values()]),
        degrees_of_freedom=np.array([test.degrees_of_freedom for test in wald]),
        wald=np.array([test.chi_square for test in wald]),
        wald_p=np.array([test.p for test in wald]),
        likelihood_ratio=np.array([test.chi_square for test in ratio]),
        likelihood_ratio_p=np.array([test.p for test in ratio]),
        score=np.array([test.chi_square for test in score]),
        score_p=np.array([test.p for test in score]),
    )
