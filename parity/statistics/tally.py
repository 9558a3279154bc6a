"""How many cases and controls lie at or below each distinct score: what every statistic of ranks is made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.statistics.once import once


@dataclass(frozen=True, slots=True)
class Tally:
    """The patients counted along their distinct scores.

    Attributes
    ----------
    distinct : (d,) float array
        The distinct scores, ascending; NaN comes last, each for itself.
    cases, controls : (d + 1,) int arrays
        Element j: those at the lowest j distinct scores; the first is 0, the last all there are.
    """

    distinct: np.ndarray
    cases: np.ndarray
    controls: np.ndarray

    @property
    def number_of_cases(self) -> int:
        """All cases."""
        return int(self.cases[-1])

    @property
    def number_of_controls(self) -> int:
        """All controls."""
        return int(self.controls[-1])

    @property
    def finite(self) -> bool:
        """Whether every score is a finite number."""
        return bool(np.isfinite(self.distinct).all())


@once
def tally(outcome: np.ndarray, score: np.ndarray) -> Tally:
    """Count cases and controls along the distinct scores.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control.
    score : (n,) float array

    Notes
    -----
    The scores are ordered once, and everything else follows from running counts in that order, in whole numbers. The
    order within equal scores does not matter, because only the ends of their runs are looked at.

    Raises
    ------
    ValueError
        If the outcome is anything but 0 or 1, or is not as long as the scores.
    """
    n, is_case = len(score), cases_of(outcome, score)
    order = np.argsort(score)
    ordered = score[order]
    through = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(is_case[order], out=through[1:])
    starts = np.ones(n + 1, dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=starts[1:n])
    ends = np.flatnonzero(starts)
    cases = through[ends]
    return Tally(ordered[ends[:-1]], cases, ends - cases)


def cases_of(outcome: np.ndarray, score: np.ndarray) -> np.ndarray:
    """Whether each patient is a case, (n,) bool; an outcome that is none, or of other patients, is an error."""
    is_case = np.asarray(outcome) == 1
    if len(is_case) != len(score):
        raise ValueError(f"there are {len(is_case)} outcomes and {len(score)} scores")
    if np.count_nonzero(outcome) != np.count_nonzero(is_case):
        raise ValueError("the outcome is 1 of a case and 0 of a control")
    return is_case
