"""The Brier score and the scaled Brier score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.statistics.tally import cases_of


@dataclass(frozen=True, slots=True)
class BrierScore:
    """Mean squared error of the predicted risks.

    Attributes
    ----------
    brier : float
        In [0, 1]; 0 is perfect.
    scaled_brier : float
        Share by which the predictions lower the Brier score of the prevalence: 1 is perfect, 0 no better, negative
        worse.
    """

    brier: float
    scaled_brier: float


def brier_score(outcome: np.ndarray, risk: np.ndarray) -> BrierScore:
    """The Brier score and the scaled Brier score.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    risk : (n,) float array
        Predicted risk in [0, 1].

    Returns
    -------
    BrierScore

    Notes
    -----
    :math:`B = \\frac1n \\sum (y_i - p_i)^2`, and :math:`1 - B / (\\bar y (1 - \\bar y))`. The denominator is the score
    of the cohort's own prevalence: the variance of the outcome with divisor n, not n - 1.

    Equals ``rms::val.prob(risk, outcome)["Brier"]``.

    References
    ----------
    Brier (1950), doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2.  Steyerberg et al. (2010),
    doi:10.1097/EDE.0b013e3181c30fb2.
    """
    if not ((risk >= 0) & (risk <= 1)).all():
        raise ValueError("the Brier score needs risks between 0 and 1")
    n, events = len(outcome), int(np.count_nonzero(cases_of(outcome, risk)))
    if events == 0 or events == n:
        raise ValueError("the scaled Brier score needs at least one event and one non-event")
    error = outcome - risk
    brier = float((error * error).sum()) / n
    return BrierScore(brier, 1 - brier / (events * (n - events) / n**2))
