"""Placements of cases and of controls along scores, and DeLong's covariance of areas, in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from parity.statistics.tally import tally


@dataclass(frozen=True, slots=True)
class Placements:
    """Where each case lies among the controls, and each control among the cases; or differences of such.

    Attributes
    ----------
    of_cases : (m,) int array
        Controls below a case less those above it: :math:`2n(V_{10} - 1/2)`, in the order of the data.
    of_controls : (n,) int array
        Cases above a control less those below it: :math:`2m(V_{01} - 1/2)`.
    """

    of_cases: np.ndarray
    of_controls: np.ndarray

    def __sub__(self, other: Placements) -> Placements:
        """Those of a difference of two areas."""
        return Placements(self.of_cases - other.of_cases, self.of_controls - other.of_controls)

    @property
    def surplus(self) -> int:
        """Pairs in the right order less those in the wrong one: :math:`2mn(\\theta - 1/2)`."""
        return int(self.of_cases.sum())

    @property
    def share(self) -> Fraction:
        """The surplus among twice all pairs: the area less a half, or a difference of areas."""
        return Fraction(self.surplus, 2 * len(self.of_cases) * len(self.of_controls))

    @property
    def area(self) -> float:
        """Under the curve, rounded once."""
        return float(Fraction(1, 2) + self.share)


def placements(outcome: np.ndarray, score: np.ndarray) -> Placements:
    """The placements of all patients along a score.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    score : (n,) float array
        Finite; larger means more likely a case.

    Raises
    ------
    ValueError
        Without a case or without a control, or if a score is not finite.
    """
    counts = tally(outcome, score)
    if counts.number_of_cases == 0 or counts.number_of_controls == 0:
        raise ValueError("the area under the ROC curve needs at least one case and one control")
    if not counts.finite:
        raise ValueError("the area under the ROC curve needs finite risks")
    place, is_case = np.searchsorted(counts.distinct, score), outcome == 1
    below_less_above = counts.controls[1:] + counts.controls[:-1] - counts.number_of_controls
    above_less_below = counts.number_of_cases - counts.cases[1:] - counts.cases[:-1]
    return Placements(below_less_above[place[is_case]], above_less_below[place[~is_case]])


def covariance(one: Placements, other: Placements) -> Fraction | None:
    """DeLong's covariance of two areas of the same patients; of one with itself, its variance.

    Notes
    -----
    The sample covariance of the placements of m cases over m, and of n controls over n: one fraction of whole numbers.
    None with fewer than two cases or controls.
    """
    m, n = len(one.of_cases), len(one.of_controls)
    if m < 2 or n < 2:
        return None
    product = one.surplus * other.surplus
    of_cases = m * _dot(one.of_cases, other.of_cases) - product
    of_controls = n * _dot(one.of_controls, other.of_controls) - product
    return Fraction(of_cases * (n - 1) + of_controls * (m - 1), 4 * m**2 * n**2 * (m - 1) * (n - 1))


_LOW = 2**31 - 1


def _dot(one: np.ndarray, other: np.ndarray) -> int:
    """A sum of products that may be more than 64 bits hold."""
    products = one * other
    return (int((products >> 31).sum()) << 31) + int((products & _LOW).sum())
