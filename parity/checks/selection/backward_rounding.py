"""How far rounding may move backward elimination: first-order bounds, from the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Optional

import numpy as np
from scipy.linalg import qr, solve_triangular
from scipy.special import chdtr, expit

from parity.checks.regression.magnification import magnification_standardised
from parity.checks.regression.maximum import ROUNDING
from parity.checks.stats.pchisq import tail_rounding
from parity.checks.summation import UNIT
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.once import once
from parity.statistics.regression.maximum_likelihood import MaximumLikelihood, maximum_likelihood, way_back
from parity.statistics.selection.candidate_models import columns_of, main_effects
from parity.statistics.upper_tail import upper_tail


@once
def of_backward(
    outcome: np.ndarray, candidates: Mapping[str, Column], stay: float, formula: Optional[Formula] = None
) -> Mapping[str, Any]:
    """By field of `backward_elimination`.

    Notes
    -----
    Let the columns, in working weights, be :math:`QR`, so that the information is :math:`R^\\top R` and the effects are
    :math:`B\\theta`, :math:`B = R^{-1}`: the elements of :math:`\\theta` are combinations of effects with a standard
    error of 1, uncorrelated. A set that is left out has the rows :math:`B_D`; its Wald chi-square is the squared
    length z of :math:`P\\theta`, P the projection on these rows, what is left are :math:`B_K(I - P)\\theta`, and the
    chi-square of a further one is that of its rows beside :math:`B_D`.

    An error a of :math:`\\theta` moves z, and any combination in its standard errors, by a; a share h of the
    information in any direction turns projections by h, which moves them by hz, and standard errors by half of h. Of p
    elements each off by m, a is :math:`\\sqrt p\\,m`. Of the information of the fit the share is at most 2pm, m being
    that of the standard error of any element, or sum or difference of two. R forms it in the columns themselves and
    solves in its inverse, with the rounding of a sum over the patients times p times the condition of the correlations
    of either.
    """
    path, fit, effects = path_of(outcome, candidates, stay, formula)
    triangle, rows, p = path.triangle, path.rows, len(path.rows)
    pairs = [(triangle[i] + sign * triangle[j]) / np.sqrt(2) for i in range(p) for j in range(i) for sign in (1, -1)]
    magnified = magnification_standardised(outcome, candidates, effects).of(np.array([*triangle, *pairs]))
    each = ROUNDING * float(magnified.max())
    conditions = np.linalg.cond(triangle / np.linalg.norm(triangle, axis=0)) ** 2
    conditions += np.linalg.cond(rows / np.linalg.norm(rows, axis=1)[:, np.newaxis]) ** 2
    share = p * (2 * each + (ROUNDING + len(outcome) * UNIT) * float(conditions))
    back = way_back(fit.centre, fit.scale)
    return {name: path.bounds(back, np.sqrt(p) * each, share, *rule) for name, rule in RULES.items()}


def path_of(
    outcome: np.ndarray, candidates: Mapping[str, Column], stay: float, formula: Optional[Formula]
) -> tuple[Path, MaximumLikelihood, Formula]:
    """The elimination by projections, with the model of all candidates and its effects."""
    effects = main_effects(candidates, formula, tuple(candidates))
    fit, design = maximum_likelihood(outcome, candidates, effects), model_matrix(effects, candidates).values
    root = np.sqrt(expit(fit.log_odds) * expit(-fit.log_odds))
    triangle = np.asarray(qr(root[:, np.newaxis] * fit.standardise(design), mode="economic")[1])
    return Path(triangle, triangle @ fit.standardised, _places(candidates, effects), stay), fit, effects


RULES = {
    "p_residual": (True, True),
    "p_individual": (True, False),
    "aic_residual": (False, True),
    "aic_individual": (False, False),
}
"""Whether a rule goes by p, and whether by all that are left out."""


def _places(candidates: Mapping[str, Column], effects: Formula) -> dict[str, list[int]]:
    """The columns of each candidate, after the intercept's."""
    places, first = {}, 1
    for name in candidates:
        size = len(columns_of(candidates, effects, name))
        places[name] = list(range(first, first + size))
        first += size
    return places


class Path:
    """The elimination by projections.

    Parameters
    ----------
    triangle : (p, p) float array
        R.
    theta : (p,) float array
    places : mapping of str to list of int
    stay : float

    Attributes
    ----------
    rows : (p, p) float array
        B.
    """

    def __init__(self, triangle: np.ndarray, theta: np.ndarray, places: Mapping[str, list[int]], stay: float) -> None:
        self.triangle, self.rows = triangle, solve_triangular(triangle, np.eye(len(triangle)))
        self._theta, self._places, self._stay = theta, places, stay

    def tests(self, of_p: bool, residual: bool, back: np.ndarray) -> dict[str, np.ndarray]:
        """The tests of each step of one rule, and what is left of the model; `back` takes effects to coefficients."""
        steps = list(self._steps(of_p, residual))
        own, all_out = (np.array([step[place] for step in steps], dtype=float) for place in (1, 2))
        sizes = [len(self._places[step[0]]) for step in steps]
        together = np.cumsum(sizes, dtype=int)
        left, beside = self._left(steps)
        as_given = back[np.ix_(left, left)] @ beside
        return {
            "chi_square": own,
            "p": _tails(sizes, own),
            "residual": all_out,
            "residual_p": _tails(together.tolist(), all_out),
            "aic": all_out - 2.0 * together,
            "coefficients": as_given @ self._theta,
            "standard_errors": np.linalg.norm(as_given, axis=1),
        }

    def bounds(self, back: np.ndarray, error: float, share: float, of_p: bool, residual: bool) -> dict[str, Any]:
        """Of the fields of one rule."""
        steps = list(self._steps(of_p, residual))
        own, all_out = (np.array([step[place] for step in steps], dtype=float) for place in (1, 2))
        sizes = [len(self._places[step[0]]) for step in steps]
        moved = error + share * np.sqrt(all_out)
        of_own, of_all = (2 * np.sqrt(chi_square) * moved + moved**2 for chi_square in (own, all_out))
        left, beside = self._left(steps)
        back = back[np.ix_(left, left)]
        effects, errors = np.abs(beside @ self._theta), np.linalg.norm(beside, axis=1)
        as_given, sums = np.linalg.norm(back @ beside, axis=1), np.abs(back) @ errors
        return {
            "chi_square": of_own,
            "p": _of_tails(sizes, own, of_own),
            "residual": of_all,
            "residual_p": _of_tails(np.cumsum(sizes).tolist(), all_out, of_all),
            "aic": of_all,
            "coefficients": moved.max(initial=error) * as_given + ROUNDING * np.abs(back) @ effects,
            "standard_errors": share / 2 * as_given + ROUNDING * sums**2 / as_given,
        }

    def _left(self, steps: Sequence[tuple[str, float, float]]) -> tuple[list[int], np.ndarray]:
        """The effects that are left, and their rows beside those of the others."""
        out = [place for step in steps for place in self._places[step[0]]]
        left = [place for place in range(len(self._theta)) if place not in out]
        return left, self._beside(self.rows[left], self.rows[out])

    def _steps(self, of_p: bool, residual: bool) -> Iterator[tuple[str, float, float]]:
        """The candidate that goes, its chi-square, and that of all that are out."""
        deleted: list[str] = []
        rest = list(self._places)
        while rest:
            tests = {name: self._chi_square(self._places[name], deleted) for name in rest}
            worst = min(rest, key=lambda name: _rank(of_p, len(self._places[name]), tests[name]))
            out = [place for name in (*deleted, worst) for place in self._places[name]]
            together = self._chi_square(out, ())
            judged = (len(out), together) if residual else (len(self._places[worst]), tests[worst])
            if not self._goes(of_p, *judged):
                return
            yield worst, tests[worst], together
            deleted.append(worst)
            rest.remove(worst)

    def _goes(self, of_p: bool, size: int, chi_square: float) -> bool:
        return upper_tail(size, chi_square) > self._stay if of_p else chi_square <= 2 * size

    def _chi_square(self, places: Sequence[int], deleted: Sequence[str]) -> float:
        out = [place for name in deleted for place in self._places[name]]
        span = qr(self._beside(self.rows[places], self.rows[out]).T, mode="economic")[0]
        return float(((span.T @ self._theta) ** 2).sum())

    @staticmethod
    def _beside(rows: np.ndarray, out: np.ndarray) -> np.ndarray:
        """What is left of rows beside others."""
        span = qr(out.T, mode="economic")[0]
        return rows - (rows @ span) @ span.T


def _rank(of_p: bool, size: int, chi_square: float) -> float:
    return float(chdtr(size, chi_square)) if of_p else chi_square - 2 * size


def _tails(sizes: Sequence[int], chi_squares: np.ndarray) -> np.ndarray:
    return np.array([upper_tail(int(size), value) for size, value in zip(sizes, chi_squares.tolist())])


def _of_tails(sizes: Sequence[int], chi_squares: np.ndarray, roundings: np.ndarray) -> np.ndarray:
    return np.array([tail_rounding(int(k), float(x), float(r)) for k, x, r in zip(sizes, chi_squares, roundings)])
