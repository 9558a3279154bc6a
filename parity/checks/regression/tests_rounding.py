"""How far rounding may move the chi-squares of tests of a model's terms: first-order bounds, from the data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np
from scipy.linalg import cholesky, solve_triangular

from parity.checks.regression.maximum import ROUNDING, log_likelihood_of_prevalence
from parity.checks.regression.rounding import combinations_as_given, of_likelihood_ratio, patients_as_given
from parity.checks.stats.pchisq import tail_rounding
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.blocks import Block, blocks, with_higher_order
from parity.models.hypotheses import places_by_row
from parity.statistics.once import once
from parity.statistics.regression.maximum_likelihood import information_of, maximum_likelihood
from parity.statistics.regression.restricted_maximum import likelihood

_TESTS = ("likelihood_ratio", "wald", "score")


@once
def of_term_tests(
    outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula] = None
) -> Mapping[str, object]:
    """Bounds by field of `term_tests`, in a program that takes the columns as they are or in ours."""
    every = blocks(formula, predictors)
    each = [
        _of_tests(outcome, predictors, formula, with_higher_order(every, block), without(formula, predictors, block))
        for block in every
    ]
    whole = np.arange(1, 1 + sum(len(one.places) for one in every))
    found: dict[str, object] = {name: np.array([one[name] for one in each]) for name in each[0]}
    return {**found, "together": _of_tests(outcome, predictors, formula, whole, None)}


def without(formula: Optional[Formula], predictors: Mapping[str, Column], block: Block) -> Optional[Formula]:
    """The formula of a model without a block and the interactions that contain it; None where nothing is left."""
    whole = formula if formula is not None else Formula.of_main_effects(tuple(predictors))
    entries = {name: entry for name, entry in whole.entries.items() if (name,) != block.predictors}
    together = tuple(one for one in whole.interactions if not set(block.predictors) <= set(one))
    return Formula(entries, together) if entries else None


def of_wald(
    outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula], places: np.ndarray
) -> float:
    """Bound of Wald's chi-square of the coefficients at some places.

    Notes
    -----
    With :math:`V_{kk} = L L^\\top` the rows of :math:`L^{-1}` are combinations of the coefficients whose estimates
    :math:`z_j` are uncorrelated, with standard errors of 1, and :math:`\\chi^2 = \\sum z_j^2`. Let :math:`e_j` be the
    bound of each estimate and standard error (`combinations_as_given`): the sum moves by
    :math:`\\sum (2 |z_j| + e_j) e_j` with the estimates, and by as much times :math:`\\sum |z_j|` with the covariances.
    """
    fit = maximum_likelihood(outcome, predictors, formula)
    lower = cholesky(fit.covariance[np.ix_(places, places)], lower=True)
    z = np.abs(solve_triangular(lower, fit.coefficients[places], lower=True))
    combinations = np.zeros((len(places), len(fit.coefficients)))
    combinations[:, places] = solve_triangular(lower, np.eye(len(places)), lower=True)
    errors = combinations_as_given(outcome, predictors, combinations, formula)
    return float((2 * z + errors) @ errors * (1 + z.sum()))


def of_solving(covariance: np.ndarray, coefficients: np.ndarray, places: np.ndarray) -> float:
    """Bound of a Wald chi-square that is solved for from given coefficients and a given covariance.

    Notes
    -----
    What solves :math:`V x = \\beta`, by reflections or by elimination, solves it exactly for a V of which each column
    is off by a rounding error of its length (Higham 2002, chapters 9 and 19), and :math:`\\beta^\\top x` moves by
    :math:`x^\\top dV x`: at most :math:`\\sum_i |x_i| \\sum_j |x_j| \\lVert V_j \\rVert`. The covariance itself is
    rounded in proportion to its standard errors.
    """
    within = covariance[np.ix_(places, places)]
    errors = np.sqrt(np.diag(within))
    x = np.abs(np.linalg.solve(within / np.outer(errors, errors), coefficients[places] / errors) / errors)
    return ROUNDING * float(x.sum() * (x @ np.linalg.norm(within, axis=0)) + (x @ errors) ** 2)


@once
def of_anova(
    outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula] = None
) -> Mapping[str, np.ndarray]:
    """Bounds by field of `anova_wald`, in a program that is given the coefficients, and solves from a covariance."""
    fit, found = maximum_likelihood(outcome, predictors, formula), likelihood(outcome, predictors, formula)
    tested = places_by_row(formula, predictors).values()
    moved = np.array(
        [
            of_solving(fit.covariance, fit.coefficients, places) + of_wald(outcome, predictors, formula, places)
            for places in tested
        ]
    )
    tails = [tail_rounding(len(places), found.wald(places), float(by)) for places, by in zip(tested, moved)]
    return {
        "chi_square": moved,
        "p": np.array(tails),
    }


def _of_tests(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    formula: Optional[Formula],
    places: np.ndarray,
    less: Optional[Formula],
) -> Mapping[str, float]:
    ratio = of_likelihood_ratio(outcome, predictors, formula)
    if less is None:
        ratio += 2 * ROUNDING * abs(log_likelihood_of_prevalence(outcome))
    else:
        ratio += of_likelihood_ratio(outcome, predictors, less)
    wald = of_wald(outcome, predictors, formula, places)
    bounds = (ratio, wald, wald + _of_score(outcome, predictors, formula, places, less))
    found = likelihood(outcome, predictors, formula)
    there = found.without(places)
    score = found.basis.T @ there.residual
    by_score = float(score @ np.linalg.solve(information_of(found.basis, there.weight), score))
    sizes = (2 * (found.fit.log_likelihood - there.log_likelihood), found.wald(places), by_score)
    tails = [tail_rounding(len(places), size, bound) for size, bound in zip(sizes, bounds)]
    return {**dict(zip(_TESTS, bounds)), **{f"{name}_p": tail for name, tail in zip(_TESTS, tails)}}


def _of_score(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    formula: Optional[Formula],
    places: np.ndarray,
    less: Optional[Formula],
) -> float:
    """What comes on top of the bound of Wald's test, which has the errors of the same columns and projections.

    Notes
    -----
    The score's chi-square is the squared length of a projection of Pearson's residuals :math:`r_i / \\sqrt{w_i}` at the
    maximum without the term. glm has it as the difference of two sums of squares, which cost a rounding of all of them;
    an error :math:`h_i` of a linear predictor there moves a residual by
    :math:`(\\sqrt{w_i} + |r_i| / 2 \\sqrt{w_i}) h_i`.
    """
    there = likelihood(outcome, predictors, formula).without(places)
    pearson = there.residual / np.sqrt(there.weight)
    of_sums = ROUNDING * (1 + len(pearson) ** 0.5 / 64) * float(pearson @ pearson)
    if less is None:
        return of_sums
    kept = {name: predictors[name] for name in less.predictors}
    moved = np.asarray(patients_as_given(outcome, kept, kept, less)["linear_predictor"])
    of_residuals = np.linalg.norm((np.sqrt(there.weight) + np.abs(pearson) / 2) * moved)
    return of_sums + 2 * float(np.linalg.norm(pearson)) * float(of_residuals)
