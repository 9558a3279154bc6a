"""DeLong's test of the areas under several ROC curves of the same patients."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from parity.statistics.caution import Caution
from parity.statistics.discrimination.placements import Placements, covariance, placements
from parity.statistics.fields import along, labels
from parity.statistics.upper_tail import upper_tail


FEW = "covariances of areas need at least two cases and two controls"


@dataclass(frozen=True, slots=True)
class DeLongContrast:
    """The areas of a risk and of other scores, and DeLong's test that all are equal.

    Attributes
    ----------
    scores : (k,) tuple of str
        What the other scores are called.
    area : float
        Of the risk, in [0, 1].
    areas : (k,) float array
        Of the scores.
    differences : (k,) float array
        The area of the risk less that of the score.
    standard_errors : (k,) float array
        Of the differences.
    chi_square : float
        On `df` degrees of freedom if all areas are equal.
    df : int
        k: as many as there are differences.
    p_value : float
        In [0, 1].
    """

    scores: tuple[str, ...] = labels()
    area: float
    areas: np.ndarray = along("scores")
    differences: np.ndarray = along("scores")
    standard_errors: np.ndarray = along("scores")
    chi_square: float
    df: int
    p_value: float


def delong_contrast(outcome: np.ndarray, risk: np.ndarray, scores: Mapping[str, np.ndarray]) -> DeLongContrast:
    """DeLong's test that the areas under the ROC curves of a risk and of other scores are all equal.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; two of each at least.
    risk : (n,) float array
        Finite; larger means more likely a case.
    scores : mapping of str to (n,) float array
        The same.

    Returns
    -------
    DeLongContrast

    Notes
    -----
    With the areas :math:`\\theta`, their joint covariance S and the contrast L of the first against each other,
    :math:`\\chi^2 = \\theta' L' (L S L')^{-1} L \\theta`. The elements of :math:`L S L'` are covariances of differences of
    placements, fractions of whole numbers; the system is solved in fractions, and chi-square rounded once. Any other
    contrast of the same rank gives the same.

    Equals ``d %*% solve(L %*% S %*% t(L), d)`` with the elements of S by ``pROC::var(curve)`` and ``pROC::cov(curve,
    other)``, and what SAS prints by ``ROCCONTRAST REFERENCE``.

    Raises
    ------
    ValueError
        Without a score, with fewer than two cases or controls, if a score is not finite, or where the covariance has no
        inverse: a score that orders the patients as another does, or more scores than patients can tell apart.

    References
    ----------
    DeLong, DeLong, Clarke-Pearson (1988), doi:10.2307/2531595, equation 5.
    """
    if not scores:
        raise ValueError("a contrast needs at least one other score")
    first, others = placements(outcome, risk), {name: placements(outcome, score) for name, score in scores.items()}
    if 1.0 in (first.area, *(other.area for other in others.values())):
        text = "the variance of an area of exactly 1 is 0, which says nothing about its error"
        warnings.warn(Caution("perfect_separation", text), stacklevel=2)
    between = [first - other for other in others.values()]
    within = covariances(between)
    total, reason = _form(within, [one.share for one in between], tuple(others))
    if reason:
        raise ValueError(reason)
    chi_square = float(total)
    return DeLongContrast(
        scores=tuple(others),
        area=first.area,
        areas=np.array([other.area for other in others.values()]),
        differences=np.array([float(one.share) for one in between]),
        standard_errors=np.array([math.sqrt(within[at][at]) for at in range(len(between))]),
        chi_square=chi_square,
        df=len(between),
        p_value=upper_tail(len(between), chi_square),
    )


def covariances(of: Sequence[Placements]) -> list[list[Fraction]]:
    """DeLong's covariances of areas, or of their differences.

    Raises
    ------
    ValueError
        With fewer than two cases or controls.
    """
    rows: list[list[Fraction]] = []
    for at, one in enumerate(of):
        row = [rows[before][at] for before in range(at)]
        for other in of[at:]:
            found = covariance(one, other)
            if found is None:
                raise ValueError(FEW)
            row.append(found)
        rows.append(row)
    return rows


def no_inverse(outcome: np.ndarray, risk: np.ndarray, scores: Mapping[str, np.ndarray]) -> str:
    """Why the areas have no contrast, as a clause; empty where they have one."""
    first = placements(outcome, risk)
    between = [first - placements(outcome, score) for score in scores.values()]
    if covariance(first, first) is None:
        return FEW
    return _form(covariances(between), [one.share for one in between], tuple(scores))[1]


def _form(matrix: Sequence[Sequence[Fraction]], vector: Sequence[Fraction], names: Sequence[str]) -> tuple[Fraction, str]:
    """:math:`v' A^{-1} v` of a symmetric matrix, and why there is none.

    Notes
    -----
    By elimination: each pivot adds the square of what is left of v there over itself.
    """
    rows, left, total = [list(row) for row in matrix], list(vector), Fraction(0)
    for at, row in enumerate(rows):
        if not row[at]:
            text = f"the placements of {names[at]!r} are a combination of those of the risk and of the scores before it"
            return total, f"the joint covariance of the areas has no inverse: {text}"
        total += left[at] ** 2 / row[at]
        for below in range(at + 1, len(rows)):
            times = rows[below][at] / row[at]
            left[below] -= times * left[at]
            rows[below] = [mine - times * theirs for mine, theirs in zip(rows[below], row)]
    return total, ""
