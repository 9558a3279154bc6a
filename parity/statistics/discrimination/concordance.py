"""Concordance index and Somers' Dxy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.statistics.tally import tally


@dataclass(frozen=True, slots=True)
class Concordance:
    """How well the risks order events before non-events.

    Attributes
    ----------
    c : float
        Concordance index, in [0, 1]; 1/2 is chance.
    dxy : float
        Somers' rank correlation, 2(c - 1/2), in [-1, 1].
    """

    c: float
    dxy: float


def concordance(outcome: np.ndarray, risk: np.ndarray) -> Concordance:
    """Concordance index and Somers' Dxy.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    risk : (n,) float array
        In [0, 1].

    Returns
    -------
    Concordance

    Notes
    -----
    Of the pairs of one event and one non-event, c is the share in which the event has the higher risk, pairs with equal
    risks counting half: the Mann-Whitney statistic over its maximum, and the area under the ROC curve. The pairs are
    counted in whole numbers, so that only the division rounds.

    Equals ``Hmisc::somers2(risk, outcome)``.

    Raises
    ------
    ValueError
        Without an event or without a non-event, or if a risk is not in [0, 1].

    References
    ----------
    Harrell, Lee, Mark (1996), doi:10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4.  Somers (1962),
    doi:10.2307/2090408.
    """
    if not np.all((risk >= 0) & (risk <= 1)):
        raise ValueError("risks lie between 0 and 1")
    return concordance_of_scores(outcome, risk)


def concordance_of_scores(outcome: np.ndarray, score: np.ndarray) -> Concordance:
    """The same of scores of any size, such as log odds.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    score : (n,) float array
        Without NaN.
    """
    counts = tally(outcome, score)
    if counts.number_of_cases == 0 or counts.number_of_controls == 0:
        raise ValueError("concordance needs at least one event and one non-event")
    events = np.diff(counts.cases)
    below, not_above = int(events @ counts.controls[:-1]), int(events @ counts.controls[1:])
    pairs = counts.number_of_cases * counts.number_of_controls
    return Concordance((below + not_above) / (2 * pairs), (below + not_above - pairs) / pairs)
