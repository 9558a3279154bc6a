"""The discrimination slope, Tjur's coefficient of discrimination."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.statistics.tally import cases_of


@dataclass(frozen=True, slots=True)
class DiscriminationSlope:
    """How far the mean risks of events and non-events are apart.

    Attributes
    ----------
    slope : float
        In [-1, 1]; Tjur's R squared on the patients that a model was fitted to.
    mean_of_events, mean_of_others : float
        In [0, 1].
    """

    slope: float
    mean_of_events: float
    mean_of_others: float


def discrimination_slope(outcome: np.ndarray, risk: np.ndarray) -> DiscriminationSlope:
    """The discrimination slope: the mean risk of events less that of non-events; Tjur's coefficient of discrimination.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    risk : (n,) float array
        In [0, 1].

    Returns
    -------
    DiscriminationSlope

    Notes
    -----
    It is the slope of a straight line of the risks on the outcome. For a logistic model on the patients that it was
    fitted to it lies between 0 and 1 and is called R squared; for other patients it may be negative, and predictions
    that are all too high or too low have the same slope as they.

    Equals ``mean(risk[outcome == 1]) - mean(risk[outcome == 0])``.

    Raises
    ------
    ValueError
        Without an event or without a non-event, or if a risk is not in [0, 1].

    References
    ----------
    Tjur (2009), doi:10.1198/tast.2009.08210.  Yates (1982), doi:10.1016/0030-5073(82)90237-9.
    """
    if not np.all((risk >= 0) & (risk <= 1)):
        raise ValueError("risks lie between 0 and 1")
    event = cases_of(outcome, risk)
    if event.all() or not event.any():
        raise ValueError("a discrimination slope needs at least one event and one non-event")
    high, low = float(risk[event].mean()), float(risk[~event].mean())
    return DiscriminationSlope(high - low, high, low)
