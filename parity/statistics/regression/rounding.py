"""How far rounding may move the maximum of a logistic likelihood: first-order bounds, in multiples of a relative rounding error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.special import expit

ROUNDING = 64 * 2.0**-52
"""Relative rounding error that a number is allowed: of some ten operations one after the other (a mean, a difference, a quotient, a reflection
for each column, a product), in each of two programs, and three times what is usual."""
LARGEST_SHARE = 1e-6
"""Of its standard error, by which rounding may at most move an estimate. Where the bound is larger the estimate cannot be verified to any
use, and two programs that differ by more disagree."""
_UNIT = 2.0**-52
_HELD = 30.0
"""Linear predictor at which R holds probabilities (lrm.fit before rms 7, glm)."""


@dataclass(frozen=True, slots=True)
class Maximum:
    """The maximum of a logistic likelihood, as a program sees it in the columns that it rounds.

    Attributes
    ----------
    outcome : (n,) float array
    basis : (n, p) float array
        Orthonormal columns that span the design.
    position : (p,) float array
        The estimate as coefficients of `basis`.
    equals : (n,) int array
        How many patients have the same columns and outcome as each, which includes the patient.
    columns : (n, p) float array
        The columns that the program rounds: standardised ones, or the design as given.
    from_basis : (p, p) float array
        Takes coefficients of `basis` to those of `columns`.
    by_weights : bool
        Whether the program solves for the whole estimate as a least squares problem in working weights, as glm does.
    """

    outcome: np.ndarray
    basis: np.ndarray
    position: np.ndarray
    equals: np.ndarray
    columns: np.ndarray
    from_basis: np.ndarray
    by_weights: bool

    @property
    def linear_predictor(self) -> np.ndarray:
        return self.basis @ self.position

    @property
    def residual(self) -> np.ndarray:
        return np.where(self.outcome == 1, expit(-self.linear_predictor), -expit(self.linear_predictor))

    @property
    def weight(self) -> np.ndarray:
        return expit(self.linear_predictor) * expit(-self.linear_predictor)

    @property
    def terms(self) -> np.ndarray:
        """The sum of the absolute terms of each linear predictor."""
        return np.abs(self.columns) @ np.abs(self.from_basis @ self.position)

    @property
    def weight_roundings(self) -> np.ndarray:
        """The absolute error of each weight: that of one minus the risk, and what is left where R holds a probability."""
        held = np.where(np.abs(self.linear_predictor) > _HELD, np.exp(-_HELD) / _UNIT, 0.0)
        return held + expit(self.linear_predictor)

    @property
    def residual_roundings(self) -> np.ndarray:
        """The absolute error of each residual: the same, but where the event is missing and the program divides by one minus the risk."""
        divided = np.where(self.outcome == 0, _odds(self.linear_predictor), 0.0)
        return np.maximum(self.weight_roundings, self.by_weights * divided)

    @property
    def additions(self) -> float:
        """The error of adding up over the patients, one by one, in proportion to the largest partial sum."""
        return float(self.equals.sum() ** 0.5 * _UNIT / ROUNDING)

    @property
    def reflections(self) -> np.ndarray:
        """The error of each column in the rows on which reflections pivot, the first p, after sums down the columns."""
        equals = max(np.sum(np.unique(column, return_counts=True)[1] ** 2.0) for column in self.columns.T[1:])
        return equals**0.5 * _UNIT / 2 / ROUNDING * np.linalg.norm(self.columns, axis=0)

    @property
    def stopping(self) -> float:
        """The relative error of standard errors from weights that are one step old, where a change of the deviance by 1e-14 ends the steps."""
        signed = np.where(self.outcome == 1, -1, 1) * self.linear_predictor
        deviance = 2 * np.logaddexp(0.0, signed).sum()
        inverse = np.linalg.inv(_weighted(self.basis, self.weight))
        return self.by_weights * 1e-14 / ROUNDING * float(_product(self.basis @ inverse, self.basis).max() * deviance / 4)

    @property
    def solving(self) -> float:
        """The error of the sums over working responses, in standard errors."""
        pearson = np.exp(np.where(self.outcome == 1, -1, 1) * self.linear_predictor.clip(-_HELD, _HELD) / 2)
        return self.by_weights * self.additions * float(np.linalg.norm(np.sqrt(self.weight) * self.terms) + np.linalg.norm(pearson))

    def norm(self, values: np.ndarray) -> np.ndarray:
        """How large a sum of errors over the patients may be, which go together where columns and outcome are equal."""
        return np.sqrt(self.equals @ values**2)


def magnification(maximum: Maximum, combinations: np.ndarray) -> np.ndarray:
    """How many times a relative rounding error the error of a combination of coefficients, and that of its standard error, may be.

    Parameters
    ----------
    maximum : Maximum
    combinations : (m, p) float array
        In each row the multiples of the coefficients of `Maximum.columns` that are added up: for a coefficient in the given units a row of
        the matrix that takes it there, for a patient's linear predictor the patient's own columns.

    Returns
    -------
    (m,) float array
        In the units of the combinations. Times `ROUNDING` it is not above `LARGEST_SHARE` of the standard error.

    Notes
    -----
    With columns :math:`X`, residuals :math:`r = y - \\pi`, weights :math:`w = \\pi(1 - \\pi)` and covariance
    :math:`C = (X^\\top W X)^{-1}`, a change :math:`dX` of the columns moves the maximum by
    :math:`C (dX^\\top r - X^\\top W\\, dX\\, \\beta)`. Let :math:`|dX_{ik}| \\le \\epsilon |X_{ik}|`, alike in patients with equal columns and
    outcome, independently in others, so that :math:`\\lVert\\cdot\\rVert` counts a square as often as it has equals.
    For :math:`\\ell^\\top \\beta`, with :math:`c = C \\ell` and the standard error :math:`s = \\sqrt{\\ell^\\top c}`, this and what else is
    rounded on the way are at most :math:`\\epsilon` times

    - :math:`\\sum_k |c_k|\\, \\lVert x_k \\circ r \\rVert + \\lVert w \\circ X c \\circ (|X| |\\beta|) \\rVert`; the second part is the rounding of
      the linear predictors as well;
    - :math:`\\lVert u \\circ X c \\rVert` for the residuals, which have the error of one minus the risk, :math:`u_i = \\pi_i`, or
      :math:`\\pi_i / (1 - \\pi_i)` without the event in a program that divides by it, and :math:`e^{-30}/\\epsilon` where R holds a probability;
    - for a sum over the patients :math:`\\sqrt{m}` times its largest partial sum, where :math:`m` is n if no two patients are equal and
      n squared if all are: :math:`|g|^\\top |Q|^\\top |r|` for the score in orthonormal columns, s times the norm of the working responses for
      a program that solves for these;
    - for the sums by which columns are made orthonormal :math:`\\sqrt{m}/2` times a column's length, :math:`m` as of the column with most equal
      values, in the rows on which reflections pivot, the first p (elsewhere it lies in the span of the columns, and moves nothing);
    - :math:`|\\ell|^\\top |\\beta|` for the combination itself.

    The standard error changes by :math:`-c^\\top dI\\, c / 2s` with the information :math:`I`. This is at most :math:`\\epsilon` times

    - :math:`\\sum_k |c_k|\\, \\lVert w \\circ X c \\circ x_k \\rVert / s` for the columns, and as above for the rows on which reflections pivot;
    - :math:`\\sum_i (w_i h_i + u_i) (x_i^\\top c)^2 / 2s` for the weights, :math:`h_i` being the bound of patient i's linear predictor;
    - :math:`(\\sum_k |g_k| \\sqrt{J_{kk}})^2 / 2s + |\\ell|^\\top |J^{-1}| |\\ell| / 2s` for forming, factorising and inverting the information
      :math:`J` in orthonormal columns, :math:`g = J^{-1} \\ell` and :math:`\\ell` in their coefficients: large if it is nearly singular there;
    - :math:`\\sum_k |\\ell_k| s_k` for the way back from the columns;
    - in glm, whose weights are one step old, not a rounding error but :math:`10^{-14} D \\max_i x_i^\\top C x_i / 4` times s: a last step that
      changes the deviance D by no more leaves, by Newton's method, linear predictors within twice that of the maximum.

    The larger of the two is given. A coefficient beside others that are nearly collinear keeps more digits than they: its :math:`c_k` of
    these are small.

    References
    ----------
    Higham (2002), doi:10.1137/1.9780898718027, chapters 4, 10 and 19.
    """
    basis, columns, from_basis, weight, terms = maximum.basis, maximum.columns, maximum.from_basis, maximum.weight, maximum.terms
    pivots, reflections = slice(len(maximum.position)), maximum.reflections
    coefficients = np.abs(from_basis @ maximum.position)
    information = _weighted(basis, weight)
    inverse = cho_solve(cho_factor(information), np.eye(len(information)))
    reflected = np.linalg.norm(np.sqrt(weight[pivots])) * reflections
    by_columns = maximum.norm(columns * maximum.residual[:, np.newaxis]) + np.linalg.norm(maximum.residual[pivots]) * reflections
    by_patients = _weighted(basis, maximum.equals * ((weight * terms) ** 2))
    by_residuals = _weighted(basis, maximum.equals * maximum.residual_roundings**2)
    by_sums = maximum.additions * (np.abs(maximum.residual) @ np.abs(basis))

    def of_estimates(combinations: np.ndarray, on_basis: np.ndarray) -> np.ndarray:
        moved = on_basis @ inverse
        return (
            np.abs(moved @ from_basis.T) @ by_columns
            + _root(moved @ by_patients, moved)
            + _root(moved @ by_residuals, moved)
            + np.abs(moved) @ by_sums
            + _root(moved, on_basis) * (maximum.solving + reflected @ coefficients)
            + np.abs(combinations) @ coefficients
        )

    def of_errors(combinations: np.ndarray, on_basis: np.ndarray) -> np.ndarray:
        moved = on_basis @ inverse
        error, through = _root(moved, on_basis), np.abs(moved @ from_basis.T)
        of_each = [_root(moved @ _weighted(basis, maximum.equals * (weight * column) ** 2), moved) for column in columns.T]
        of_weights = _weighted(basis, weight * (of_estimates(columns, basis) + terms) + maximum.weight_roundings)
        solved = (np.abs(moved) @ np.sqrt(np.diag(information))) ** 2 + _product(np.abs(on_basis) @ np.abs(inverse), np.abs(on_basis))
        return (
            _product(through, np.column_stack(of_each)) / error
            + through @ reflected
            + (_product(moved @ of_weights, moved) + (1 + maximum.additions) * solved) / (2 * error)
            + np.abs(combinations) @ _root(from_basis @ inverse, from_basis)
            + maximum.stopping * error
        )

    on_basis = combinations @ from_basis
    most = LARGEST_SHARE / ROUNDING * _root(on_basis @ inverse, on_basis)
    return np.minimum(np.maximum(of_estimates(combinations, on_basis), of_errors(combinations, on_basis)), most)


def rounding_of_log_likelihood(maximum: Maximum) -> float:
    """How many times a relative rounding error the error of the log-likelihood at its maximum may be.

    Returns
    -------
    float
        Times `ROUNDING` it is not above `LARGEST_SHARE`.

    Notes
    -----
    The likelihood is flat at its maximum: the error of the coefficients enters squared. What is left is the error of each linear predictor,
    which moves its patient's term by the residual times as much: :math:`\\lVert r \\circ (|X| |\\beta|) \\rVert`, large where terms cancel, and
    more in the rows on which reflections pivot; that of one minus the risk, of which R takes the logarithm without the event,
    :math:`\\lVert \\pi / (1 - \\pi) \\rVert` over these patients; and that of the sum, for which the log-likelihood without predictors stands.
    Norms and reflections as of `magnification`.
    """
    without, share = maximum.outcome == 0, maximum.outcome.mean()
    null = len(without) * (share * np.log(share) + (1 - share) * np.log(1 - share))
    coefficients = np.abs(maximum.from_basis @ maximum.position)
    error = (
        maximum.norm(maximum.residual * maximum.terms)
        + np.linalg.norm(maximum.residual[: len(coefficients)]) * (maximum.reflections @ coefficients)
        + maximum.norm(without * _odds(maximum.linear_predictor))
        + (1 + maximum.additions) * abs(null)
    )
    return float(min(LARGEST_SHARE / ROUNDING, error))


def rounding_of_score(maximum: Maximum) -> np.ndarray:
    """How many times a relative rounding error the score may be at an estimate that is rounded itself.

    Returns
    -------
    (p,) float array
        Of the score of `logistic_regression`, divided by n times the root mean square of the column.

    Notes
    -----
    :math:`|x_k|^\\top (w \\circ (|X| |\\beta|)) + \\lVert x_k \\circ (|r| + u) \\rVert`, norms and :math:`u` as of `magnification`: the errors of the
    linear predictors may all go together, since they have those of the coefficients. Where the estimate is solved for in working weights,
    the error of their sums, which moves it, comes on top.
    """
    columns, residuals = np.abs(maximum.columns), np.abs(maximum.residual) + maximum.residual_roundings
    error = (
        (maximum.weight * maximum.terms) @ columns
        + maximum.norm(columns * residuals[:, np.newaxis])
        + maximum.solving * np.linalg.norm(columns * np.sqrt(maximum.weight)[:, np.newaxis], axis=0)
    )
    return error / (len(columns) * np.sqrt((columns**2).mean(axis=0)))


def _odds(linear_predictor: np.ndarray) -> np.ndarray:
    return np.exp(np.minimum(linear_predictor, _HELD))


def _weighted(basis: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return (basis * weight[:, np.newaxis]).T @ basis


def _product(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    return (left * right).sum(axis=1)


def _root(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    return np.sqrt(_product(left, right).clip(0))
