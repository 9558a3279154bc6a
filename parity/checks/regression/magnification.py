"""How many times a rounding error the error of a logistic fit may be: first-order bounds, from the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from parity.checks.regression.maximum import Maximum, log_likelihood_of_prevalence, seen_as_given, seen_standardised
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.once import once

_BLOCK = 8192


@dataclass(frozen=True, slots=True)
class _OfEstimates:
    """What moves a combination of coefficients, in multiples of a rounding error.

    Attributes
    ----------
    from_basis, inverse : (p, p) float arrays
        Of the maximum, and the inverse of the information.
    coefficients : (p,) float array
        Without their signs.
    by_columns, by_sums : (p,) float arrays
    by_patients : two (p, p) float arrays
        Squares of what the errors of the linear predictors do, and of what those of the residuals do.
    by_solving : float
    """

    from_basis: np.ndarray
    inverse: np.ndarray
    coefficients: np.ndarray
    by_columns: np.ndarray
    by_sums: np.ndarray
    by_patients: tuple[np.ndarray, np.ndarray]
    by_solving: float

    def of(self, combinations: np.ndarray, on_basis: np.ndarray) -> np.ndarray:
        moved = on_basis @ self.inverse
        return (
            np.abs(moved @ self.from_basis.T) @ self.by_columns
            + sum(_root(moved @ squared, moved) for squared in self.by_patients)
            + np.abs(moved) @ self.by_sums
            + _root(moved, on_basis) * self.by_solving
            + np.abs(combinations) @ self.coefficients
        )


@dataclass(frozen=True, slots=True)
class _OfErrors:
    """What changes the standard error of a combination of coefficients.

    Attributes
    ----------
    from_basis, inverse : (p, p) float arrays
    by_each : (p, p, p) float array
        Squares of what the errors of each column do.
    by_weights : (p, p) float array
    reflected, errors, root : (p,) float arrays
        Of the reflections; the coefficients' standard errors; the root of the information's diagonal.
    additions, stopping : float
    """

    from_basis: np.ndarray
    inverse: np.ndarray
    by_each: np.ndarray
    by_weights: np.ndarray
    reflected: np.ndarray
    errors: np.ndarray
    root: np.ndarray
    additions: float
    stopping: float

    def of(self, combinations: np.ndarray, on_basis: np.ndarray) -> np.ndarray:
        moved = on_basis @ self.inverse
        error, through = _root(moved, on_basis), np.abs(moved @ self.from_basis.T)
        by_columns = sum(through[:, k] * _root(moved @ squared, moved) for k, squared in enumerate(self.by_each))
        solved = (np.abs(moved) @ self.root) ** 2 + _product(np.abs(on_basis) @ np.abs(self.inverse), np.abs(on_basis))
        return (
            by_columns / error
            + through @ self.reflected
            + (_product(moved @ self.by_weights, moved) + (1 + self.additions) * solved) / (2 * error)
            + np.abs(combinations) @ self.errors
            + self.stopping * error
        )


@dataclass(frozen=True, slots=True)
class Magnification:
    """How many times a relative rounding error the error of each number of a fit may be, in one kind of program.

    Attributes
    ----------
    estimates, spread : objects
        What is needed for the coefficients, and for their standard errors.
    log_likelihood : float
        See `rounding_of_log_likelihood`.
    score : (p,) float array
        See `rounding_of_score`.
    """

    estimates: _OfEstimates
    spread: _OfErrors
    log_likelihood: float
    score: np.ndarray

    def of(self, combinations: np.ndarray) -> np.ndarray:
        """Of combinations of coefficients and of their standard errors, the larger of the two.

        Parameters
        ----------
        combinations : (m, p) float array
            In each row the multiples of the coefficients of `Maximum.columns` that are added up: for a coefficient in
            the given units a row of the matrix that takes it there, for a patient's linear predictor the patient's own
            columns.

        Returns
        -------
        (m,) float array
            In the units of the combinations.
        """
        return np.concatenate([self._of_block(combinations[rows]) for rows in _blocks(len(combinations))])

    def _of_block(self, combinations: np.ndarray) -> np.ndarray:
        on_basis = combinations @ self.estimates.from_basis
        return np.maximum(self.estimates.of(combinations, on_basis), self.spread.of(combinations, on_basis))


@once
def magnification_standardised(
    outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula]
) -> Magnification:
    """In a program that computes in standardised columns."""
    return magnification(seen_standardised(outcome, predictors, formula))


@once
def magnification_as_given(
    outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula]
) -> Magnification:
    """In a program that takes the columns as they are, and solves in working weights."""
    return magnification(seen_as_given(outcome, predictors, formula))


def magnification(maximum: Maximum) -> Magnification:
    """How many times a relative rounding error the error of a fit's numbers may be.

    Notes
    -----
    With columns :math:`X`, residuals :math:`r = y - \\pi`, weights :math:`w = \\pi(1 - \\pi)` and covariance
    :math:`C = (X^\\top W X)^{-1}`, a change :math:`dX` of the columns moves the maximum by
    :math:`C (dX^\\top r - X^\\top W\\, dX\\, \\beta)`. Let :math:`|dX_{ik}| \\le \\epsilon |X_{ik}|`, alike in patients
    with equal columns and outcome, independently in others, so that :math:`\\lVert\\cdot\\rVert` counts a square as
    often as it has equals. For :math:`\\ell^\\top \\beta`, with :math:`c = C \\ell` and the standard error
    :math:`s = \\sqrt{\\ell^\\top c}`, this and what else is rounded on the way are at most :math:`\\epsilon` times

    - :math:`\\sum_k |c_k|\\, \\lVert x_k \\circ r \\rVert + \\lVert w \\circ X c \\circ (|X| |\\beta|) \\rVert`; the
      second part is the rounding of the linear predictors as well;
    - :math:`\\lVert u \\circ X c \\rVert` for the residuals, which have the error of one minus the risk,
      :math:`u_i = \\pi_i`, or :math:`\\pi_i / (1 - \\pi_i)` without the event in a program that divides by it, and
      :math:`e^{-30}/\\epsilon` where R holds a probability;
    - for a sum over the patients :math:`\\sqrt{m}` times its largest partial sum, where :math:`m` is n if no two
      patients are equal and n squared if all are: :math:`|g|^\\top |Q|^\\top |r|` for the score in orthonormal columns,
      s times the norm of the working responses for a program that solves for these;
    - for the sums by which columns are made orthonormal :math:`\\sqrt{m}/2` times a column's length, :math:`m` as of
      the column with most equal values, in the rows on which reflections pivot, the first p (elsewhere it lies in the
      span of the columns, and moves nothing);
    - :math:`|\\ell|^\\top |\\beta|` for the combination itself.

    The standard error changes by :math:`-c^\\top dI\\, c / 2s` with the information :math:`I`. This is at most
    :math:`\\epsilon` times

    - :math:`\\sum_k |c_k|\\, \\lVert w \\circ X c \\circ x_k \\rVert / s` for the columns, and as above for the rows on
      which reflections pivot;
    - :math:`\\sum_i (w_i h_i + u_i) (x_i^\\top c)^2 / 2s` for the weights, :math:`h_i` being the bound of patient i's
      linear predictor;
    - :math:`(\\sum_k |g_k| \\sqrt{J_{kk}})^2 / 2s + |\\ell|^\\top |J^{-1}| |\\ell| / 2s` for forming, factorising and
      inverting the information :math:`J` in orthonormal columns, :math:`g = J^{-1} \\ell` and :math:`\\ell` in their
      coefficients: large if it is nearly singular there;
    - :math:`\\sum_k |\\ell_k| s_k` for the way back from the columns;
    - in glm, whose weights are one step old, not a rounding error but :math:`10^{-14} D \\max_i x_i^\\top C x_i / 4`
      times s: a last step that changes the deviance D by no more leaves, by Newton's method, linear predictors within
      twice that of the maximum.

    The larger of the two is given. A coefficient beside others that are nearly collinear keeps more digits than they:
    its :math:`c_k` of these are small.

    References
    ----------
    Higham (2002), doi:10.1137/1.9780898718027, chapters 4, 10 and 19.
    """
    basis, columns, from_basis = maximum.basis, maximum.columns, maximum.from_basis
    sizes = maximum.sizes
    weight, terms, residual, equals = maximum.weight, maximum.terms, maximum.residual, maximum.equals
    pivots, reflections = slice(len(maximum.position)), maximum.reflections
    coefficients = np.abs(from_basis @ maximum.position)
    information = _weighted(basis, weight)
    inverse = cho_solve(cho_factor(information), np.eye(len(information)))
    reflected = np.linalg.norm(np.sqrt(weight[pivots])) * reflections
    of_estimates = _OfEstimates(
        from_basis=from_basis,
        inverse=inverse,
        coefficients=coefficients,
        by_columns=maximum.norm(sizes * residual[:, np.newaxis]) + np.linalg.norm(residual[pivots]) * reflections,
        by_sums=maximum.additions * (np.abs(residual) @ np.abs(basis)),
        by_patients=(
            _weighted(basis, equals * (weight * terms) ** 2),
            _weighted(basis, equals * maximum.residual_roundings**2),
        ),
        by_solving=maximum.solving + reflected @ coefficients,
    )
    of_patients = np.concatenate([of_estimates.of(columns[rows], basis[rows]) for rows in _blocks(len(columns))])
    of_weights = weight * (of_patients + terms) + maximum.weight_roundings
    of_errors = _OfErrors(
        from_basis=from_basis,
        inverse=inverse,
        by_each=np.array([_weighted(basis, equals * (weight * size) ** 2) for size in sizes.T]),
        by_weights=_weighted(basis, of_weights),
        reflected=reflected,
        errors=_root(from_basis @ inverse, from_basis),
        root=np.sqrt(np.diag(information)),
        additions=maximum.additions,
        stopping=maximum.stopping * _root(basis @ inverse, basis).max() ** 2,
    )
    flat = rounding_of_log_likelihood(maximum, reflections @ coefficients)
    return Magnification(of_estimates, of_errors, flat, rounding_of_score(maximum))


def rounding_of_log_likelihood(maximum: Maximum, reflected: float) -> float:
    """How many times a relative rounding error the error of the log-likelihood at its maximum may be.

    Parameters
    ----------
    maximum : Maximum
    reflected : float
        The error of a linear predictor by the reflections, in the rows on which they pivot.

    Notes
    -----
    The likelihood is flat at its maximum: the error of the coefficients enters squared. What is left is the error of
    each linear predictor, which moves its patient's term by the residual times as much:
    :math:`\\lVert r \\circ (|X| |\\beta|) \\rVert`, large where terms cancel, and more in the rows on which reflections
    pivot; that of one minus the risk, of which R takes the logarithm without the event,
    :math:`\\lVert \\pi / (1 - \\pi) \\rVert` over these patients; and that of the sum, for which the log-likelihood
    without predictors stands. Norms and reflections as of `magnification`."""
    without = maximum.outcome == 0
    error = (
        maximum.norm(maximum.residual * maximum.terms)
        + np.linalg.norm(maximum.residual[: len(maximum.position)]) * reflected
        + maximum.norm(without * maximum.odds)
        + (1 + maximum.additions) * abs(log_likelihood_of_prevalence(maximum.outcome))
    )
    return float(error)


def rounding_of_score(maximum: Maximum) -> np.ndarray:
    """How many times a relative rounding error the score may be at an estimate that is rounded itself.

    Returns
    -------
    (p,) float array
        Of the score of `logistic_regression`, divided by n times the root mean square of the column.

    Notes
    -----
    :math:`|x_k|^\\top (w \\circ (|X| |\\beta|)) + \\lVert x_k \\circ (|r| + u) \\rVert`, norms and :math:`u` as
    of `magnification`: the errors of the linear predictors may all go together, since they have those of the
    coefficients. Where the estimate is solved for in working weights, the error of their sums, which moves it, comes on
    top."""
    columns, residuals = maximum.sizes, np.abs(maximum.residual) + maximum.residual_roundings
    error = (
        (maximum.weight * maximum.terms) @ columns
        + maximum.norm(columns * residuals[:, np.newaxis])
        + maximum.solving * np.linalg.norm(columns * np.sqrt(maximum.weight)[:, np.newaxis], axis=0)
    )
    return error / (len(columns) * np.sqrt((maximum.columns**2).mean(axis=0)))


def _blocks(rows: int) -> list[slice]:
    """So few rows at a time that what is made of them stays near the processor."""
    return [slice(start, start + _BLOCK) for start in range(0, rows, _BLOCK)]


def _weighted(basis: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return (basis * weight[:, np.newaxis]).T @ basis


def _product(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    return (left * right).sum(axis=1)


def _root(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    return np.sqrt(_product(left, right).clip(0))
