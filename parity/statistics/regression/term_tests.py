"""Likelihood ratio, Wald and score tests of the terms of a logistic model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.blocks import blocks, with_higher_order
from parity.statistics.fields import along, labels
from parity.statistics.regression.maximum_likelihood import information_of
from parity.statistics.regression.restricted_maximum import Likelihood, likelihood
from parity.statistics.upper_tail import upper_tail


@dataclass(frozen=True, slots=True, kw_only=True)
class JointTests:
    """Of all terms together: whether the model says more than the prevalence.

    Attributes
    ----------
    degrees_of_freedom : int
    likelihood_ratio, wald, score : float
        Chi-squares.
    likelihood_ratio_p, wald_p, score_p : float
        Their upper tails.
    """

    degrees_of_freedom: int
    likelihood_ratio: float
    likelihood_ratio_p: float
    wald: float
    wald_p: float
    score: float
    score_p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TermTests:
    """Three tests of each term of a logistic model, and of all together.

    Attributes
    ----------
    names : (k,) tuple of str
        ``"age"``, ``"age * sex"``.
    degrees_of_freedom : (k,) int array
        Coefficients that are tested together.
    likelihood_ratio, wald, score : (k,) float arrays
        Chi-squares.
    likelihood_ratio_p, wald_p, score_p : (k,) float arrays
        Their upper tails.
    together : JointTests
    """

    names: tuple[str, ...] = labels()
    degrees_of_freedom: np.ndarray = along("names")
    likelihood_ratio: np.ndarray = along("names")
    likelihood_ratio_p: np.ndarray = along("names")
    wald: np.ndarray = along("names")
    wald_p: np.ndarray = along("names")
    score: np.ndarray = along("names")
    score_p: np.ndarray = along("names")
    together: JointTests


def term_tests(outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula] = None) -> TermTests:
    """Likelihood ratio, Wald and score tests of each term of a logistic model, and of all together.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    predictors : mapping of str to (n,) float array or Factor
        The main effects, in order.
    formula : Formula or None
        How they enter the model; None: each as it is.

    Returns
    -------
    TermTests

    Notes
    -----
    Of a predictor all coefficients are tested together: the levels of a factor, the pieces of a spline, and the
    interactions that it is part of, since without a main effect these have no meaning. Of an interaction, those that
    contain it are tested with it. Let :math:`l` be the log-likelihood at its maximum and :math:`\\tilde l` where these
    coefficients are 0, with the score :math:`U` and the information :math:`I` there:

    .. math:: \\chi^2_{LR} = 2 (l - \\tilde l), \\quad \\chi^2_W = \\hat\\beta_k^\\top V_{kk}^{-1} \\hat\\beta_k, \\quad
              \\chi^2_S = U^\\top I^{-1} U.

    They agree as the cohort grows. In small ones they do not, and where risks come near 0 and 1 Wald's may be small
    though the effect is large (Hauck and Donner); SPSS enters variables by the score test and removes them by the
    likelihood ratio or Wald's.

    Equals ``anova(reduced, model, test = "LRT")``, ``anova(reduced, model, test = "Rao")`` of glm's, and for a model of
    main effects ``drop1(model, test = "LRT")``; Wald's are those of ``rms::anova(lrm(...))``.

    Raises
    ------
    ValueError
        As `logistic_regression`: where the likelihood has no unique finite maximum.

    References
    ----------
    Rao (1948), doi:10.1017/S0305004100023987.  Wald (1943), doi:10.1090/S0002-9947-1943-0012401-3.
    Hauck, Donner (1977), doi:10.1080/01621459.1977.10479969.
    """
    found, every = likelihood(outcome, predictors, formula), blocks(formula, predictors)
    tests = [three_tests(found, with_higher_order(every, block)) for block in every]
    freedom, ratio, wald, score = map(np.array, zip(*tests))
    return TermTests(
        names=tuple(block.name for block in every),
        degrees_of_freedom=freedom,
        likelihood_ratio=ratio,
        likelihood_ratio_p=_tails(freedom, ratio),
        wald=wald,
        wald_p=_tails(freedom, wald),
        score=score,
        score_p=_tails(freedom, score),
        together=_together(found),
    )


def _together(found: Likelihood) -> JointTests:
    freedom, ratio, wald, score = three_tests(found, np.arange(1, len(found.position)))
    return JointTests(
        degrees_of_freedom=freedom,
        likelihood_ratio=ratio,
        likelihood_ratio_p=upper_tail(freedom, ratio),
        wald=wald,
        wald_p=upper_tail(freedom, wald),
        score=score,
        score_p=upper_tail(freedom, score),
    )


def three_tests(found: Likelihood, places: np.ndarray) -> tuple[int, float, float, float]:
    """Degrees of freedom, and the three chi-squares, of the coefficients at some places."""
    there = found.without(places)
    ratio = 2 * (found.fit.log_likelihood - there.log_likelihood)
    score = found.basis.T @ there.residual
    information = information_of(found.basis, there.weight)
    by_score = float(score @ cho_solve(cho_factor(information), score))
    return len(places), ratio, found.wald(places), by_score


def _tails(freedom: np.ndarray, chi_squares: np.ndarray) -> np.ndarray:
    return np.array([upper_tail(int(df), float(value)) for df, value in zip(freedom, chi_squares)])
