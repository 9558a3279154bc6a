"""Backward elimination by approximate Wald tests: ``rms::fastbw``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.linalg import qr, solve_triangular
from scipy.special import chdtr, expit

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.fields import along, labels
from parity.statistics.regression.maximum_likelihood import maximum_likelihood, way_back
from parity.statistics.selection.candidate_models import Test, columns_of, main_effects


@dataclass(frozen=True, slots=True, kw_only=True)
class Elimination:
    """What is left out one after the other, by one rule.

    Attributes
    ----------
    steps : (m,) tuple of str
        ``"step 1"``, ...
    deleted : (m,) tuple of str
        The candidate that each step leaves out.
    chi_square, degrees_of_freedom, p : (m,) arrays
        Wald test of it, approximated in the model without those before it.
    residual, residual_degrees_of_freedom, residual_p : (m,) arrays
        Joint Wald test of all that are left out, in the whole model.
    aic : (m,) float array
        `residual` less twice its degrees of freedom.
    kept : tuple of str
        The candidates that are left.
    terms : (p,) tuple of str
        Their columns, the intercept first.
    coefficients, standard_errors : (p,) float arrays
        Approximated from those of the whole model; nothing is fitted again.
    """

    steps: tuple[str, ...] = labels()
    kept: tuple[str, ...] = labels()
    terms: tuple[str, ...] = labels()
    deleted: tuple[str, ...] = along("steps")
    chi_square: np.ndarray = along("steps")
    degrees_of_freedom: np.ndarray = along("steps")
    p: np.ndarray = along("steps")
    residual: np.ndarray = along("steps")
    residual_degrees_of_freedom: np.ndarray = along("steps")
    residual_p: np.ndarray = along("steps")
    aic: np.ndarray = along("steps")
    coefficients: np.ndarray = along("terms")
    standard_errors: np.ndarray = along("terms")


@dataclass(frozen=True, slots=True, kw_only=True)
class BackwardElimination:
    """Backward elimination by the rules of ``fastbw``.

    Attributes
    ----------
    p_residual, p_individual : Elimination
        A candidate goes while the p of all that are left out, or its own, is above the limit.
    aic_residual, aic_individual : Elimination
        While the chi-square of all that are left out, or its own, is at most twice its degrees of freedom.
    """

    p_residual: Elimination
    p_individual: Elimination
    aic_residual: Elimination
    aic_individual: Elimination


@dataclass(frozen=True, slots=True)
class _WholeModel:
    """The model of all candidates as a least squares problem in as many rows as it has columns, standardised ones.

    Attributes
    ----------
    terms : (p,) tuple of str
    triangle : (p, p) float array
        Whose columns have the information as products with each other.
    response : (p,) float array
        Of which the effects are the coefficients.
    back : (p, p) float array
        Takes the effects to the coefficients of the columns as given.
    places : mapping of str to list of int
        The columns of each candidate.
    """

    terms: tuple[str, ...]
    triangle: np.ndarray
    response: np.ndarray
    back: np.ndarray
    places: Mapping[str, list[int]]

    def left(self, deleted: Sequence[str]) -> list[int]:
        """The columns of what is not left out."""
        out = {place for name in deleted for place in self.places[name]}
        return [place for place in range(len(self.terms)) if place not in out]


def backward_elimination(
    outcome: np.ndarray,
    candidates: Mapping[str, Column],
    stay: float = 0.05,
    formula: Optional[Formula] = None,
) -> BackwardElimination:
    """Backward elimination by approximate Wald tests, by p values and by AIC.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    candidates : mapping of str to (n,) float array or Factor
        On the same patients, in order.
    stay : float
        The p above which a candidate goes, in (0, 1); ``sls`` of ``fastbw``.
    formula : Formula or None
        How each candidate enters; None: as it is. A factor, a spline, a polynomial is one set of columns.

    Returns
    -------
    BackwardElimination

    Notes
    -----
    Only the model of all candidates is fitted. Its log-likelihood is taken for a parabola with the estimates
    :math:`\\hat\\beta` at its top and the information :math:`J` as curvature; without the effects of a set D the others
    K are then :math:`\\hat\\beta_K + J_{KK}^{-1} J_{KD} \\hat\\beta_D`, with the covariance :math:`J_{KK}^{-1}`, and
    the residual chi-square is :math:`\\hat\\beta_D^\\top (J_{DD} - J_{DK} J_{KK}^{-1} J_{KD}) \\hat\\beta_D`. Each step
    leaves out the candidate whose own test has the largest p, or whose chi-square less twice its degrees of freedom is
    the smallest; it ends as the rule says, by the test of all that are left out (``type = "residual"``, the default) or
    by the candidate's own.

    With :math:`J = R^\\top R` this is least squares: of :math:`R\\hat\\beta` on the columns of R that are left. The
    residual chi-square is what they leave of its squared length, a candidate's own what its columns take of it beside
    the others'. Nothing is inverted, and nearly collinear candidates keep the digits that R's columns have.

    Equals ``rms::fastbw(lrm(...), rule = "p", sls = stay, type = "residual")`` and its like.

    Raises
    ------
    ValueError
        If `stay` is no p value, or the model of all candidates has no maximum.

    References
    ----------
    Lawless, Singhal (1978), doi:10.2307/2530022.  Harrell (2015), doi:10.1007/978-3-319-19425-7, section 4.3.
    """
    if not 0 < stay < 1:
        raise ValueError(f"stay is {stay}; a p limit lies between 0 and 1, such as 0.05")
    whole = _whole_model(outcome, candidates, formula)

    def by(of_p: bool, residual: bool) -> Elimination:
        def goes(test: Test) -> bool:
            return test.p > stay if of_p else test.chi_square <= 2 * test.degrees_of_freedom

        def ranked(test: Test) -> float:
            if of_p:
                return float(chdtr(test.degrees_of_freedom, test.chi_square))
            return test.chi_square - 2 * test.degrees_of_freedom

        deleted: list[str] = []
        own, all_out = [], []
        while len(deleted) < len(candidates):
            tests = {name: _own_test(whole, deleted, name) for name in candidates if name not in deleted}
            next_out = min(tests, key=lambda name: ranked(tests[name]))
            together = _residual_test(whole, [*deleted, next_out])
            if not goes(together if residual else tests[next_out]):
                break
            deleted.append(next_out)
            own.append(tests[next_out])
            all_out.append(together)
        return _elimination(whole, deleted, own, all_out)

    return BackwardElimination(
        p_residual=by(True, True),
        p_individual=by(True, False),
        aic_residual=by(False, True),
        aic_individual=by(False, False),
    )


def _whole_model(outcome: np.ndarray, candidates: Mapping[str, Column], formula: Optional[Formula]) -> _WholeModel:
    effects = main_effects(candidates, formula, tuple(candidates))
    fit = maximum_likelihood(outcome, candidates, effects)
    columns = fit.standardise(model_matrix(effects, candidates).values)
    root = np.sqrt(expit(fit.log_odds) * expit(-fit.log_odds))
    triangle = np.asarray(qr(root[:, np.newaxis] * columns, mode="r")[0])[: len(fit.terms)]
    places, first = {}, 1
    for name in candidates:
        size = len(columns_of(candidates, formula, name))
        places[name] = list(range(first, first + size))
        first += size
    return _WholeModel(fit.terms, triangle, triangle @ fit.standardised, way_back(fit.centre, fit.scale), places)


def _own_test(whole: _WholeModel, deleted: Sequence[str], name: str) -> Test:
    """Wald test of a candidate in the approximated model without the deleted ones: its columns come last."""
    own = whole.places[name]
    others = whole.left([*deleted, name])
    basis = qr(whole.triangle[:, [*others, *own]], mode="economic")[0]
    return Test.of(((basis[:, len(others) :].T @ whole.response) ** 2).sum(), len(own))


def _residual_test(whole: _WholeModel, deleted: Sequence[str]) -> Test:
    """Wald test in the whole model that the effects of all these are 0."""
    left = whole.left(deleted)
    basis = qr(whole.triangle[:, left], mode="economic")[0]
    rest = whole.response - basis @ (basis.T @ whole.response)
    return Test.of((rest**2).sum(), len(whole.terms) - len(left))


def _elimination(
    whole: _WholeModel, deleted: Sequence[str], own: Sequence[Test], all_out: Sequence[Test]
) -> Elimination:
    left = whole.left(deleted)
    basis, triangle = qr(whole.triangle[:, left], mode="economic")
    effects = solve_triangular(triangle, basis.T @ whole.response)
    back = whole.back[np.ix_(left, left)]
    spread = solve_triangular(triangle, back.T, trans="T")
    residual = np.array([test.chi_square for test in all_out], dtype=float)
    sizes = np.array([test.degrees_of_freedom for test in all_out], dtype=int)
    return Elimination(
        steps=tuple(f"step {number}" for number in range(1, len(deleted) + 1)),
        kept=tuple(name for name in whole.places if name not in deleted),
        terms=tuple(whole.terms[place] for place in left),
        deleted=tuple(deleted),
        chi_square=np.array([test.chi_square for test in own], dtype=float),
        degrees_of_freedom=np.array([test.degrees_of_freedom for test in own], dtype=int),
        p=np.array([test.p for test in own], dtype=float),
        residual=residual,
        residual_degrees_of_freedom=sizes,
        residual_p=np.array([test.p for test in all_out], dtype=float),
        aic=residual - 2 * sizes,
        coefficients=back @ effects,
        standard_errors=np.linalg.norm(spread, axis=0),
    )
