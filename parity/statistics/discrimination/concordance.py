"""Concordance index and Somers' Dxy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from parity.check import Check, Citation, Deviation, RCall, closed_form
from parity.fields import explanation
from parity.sample import Sample
from parity.statistics.val_prob import DELETED, STOPS


@dataclass(frozen=True, slots=True)
class Concordance:
    """How well the risks order events before non-events.

    Attributes
    ----------
    c : float
        Concordance index, in [0, 1]; 1/2 is chance.
    dxy : float
        Somers' rank correlation, 2(c - 1/2), in [-1, 1].
    c_of_logits, dxy_of_logits : float
        The same without the risks of exactly 0 or 1, which have no logit; NaN where that leaves no event or no non-event.
    c_binned, dxy_binned : float
        Those with risks rounded down to a multiple of 0.0002.
    """

    c: float
    dxy: float
    c_of_logits: float = explanation()
    dxy_of_logits: float = explanation()
    c_binned: float = explanation()
    dxy_binned: float = explanation()


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
    Of the pairs of one event and one non-event, c is the share in which the event has the higher risk, pairs with equal risks
    counting half: the Mann-Whitney statistic over its maximum, and the area under the ROC curve. The pairs are counted in whole
    numbers, so that only the division rounds.

    Equals ``Hmisc::somers2(risk, outcome)``. ``rms::val.prob`` leaves out risks of exactly 0 or 1, and before 6.9-0 it takes
    the others in bins of 0.0002, which turns close pairs into ties: the further values here follow these rules.

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
    c, dxy = _indexes(outcome, risk)
    if np.isnan(c):
        raise ValueError("concordance needs at least one event and one non-event")
    has_logit = (risk > 0) & (risk < 1)
    through_logit = expit(logit(risk[has_logit]))
    of_logits = _indexes(outcome[has_logit], through_logit)
    binned = _indexes(outcome[has_logit], np.floor(through_logit * 5000))
    return Concordance(c, dxy, *of_logits, *binned)


def _indexes(outcome: np.ndarray, risk: np.ndarray) -> tuple[float, float]:
    events, others = risk[outcome == 1], np.sort(risk[outcome == 0])
    if len(events) == 0 or len(others) == 0:
        return np.nan, np.nan
    below = int(np.searchsorted(others, events, side="left").sum())
    not_above = int(np.searchsorted(others, events, side="right").sum())
    pairs = len(events) * len(others)
    return (below + not_above) / (2 * pairs), (below + not_above - pairs) / pairs


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "risk": sample.risk}


_BINS = "C and Dxy come from risks cut into 5000 bins, so that pairs closer than 0.0002 may count as tied, without risks of 0 or 1"
_LOGITS = "C and Dxy are those of the risks that have a logit, without risks of 0 or 1"

CHECK = Check(
    stem="concordance",
    title="C index and Somers' Dxy",
    compute=concordance,
    result=Concordance,
    inputs=_inputs,
    references=(
        RCall(
            "rms",
            "val.prob",
            conditions={DELETED: "-"},
            deviations=(
                *STOPS,
                Deviation(("c",), "rms < 6.9-0", _BINS, explained_by="c_binned"),
                Deviation(("dxy",), "rms < 6.9-0", _BINS, explained_by="dxy_binned"),
                Deviation(("c",), "rms >= 6.9-0", _LOGITS, explained_by="c_of_logits"),
                Deviation(("dxy",), "rms >= 6.9-0", _LOGITS, explained_by="dxy_of_logits"),
            ),
        ),
        RCall("Hmisc", "somers2", note="from the mean rank of the events"),
    ),
    tolerances={
        "c": closed_form("a count of pairs over their number; Hmisc divides a mean rank, which costs a few rounding errors"),
        "dxy": closed_form("twice the distance of c from 1/2, whose absolute error it inherits doubled", atol=1e-14),
    },
    citations=(
        Citation(
            "Harrell, Lee, Mark. Statistics in Medicine 15 (1996) 361-387.",
            "10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4",
        ),
        Citation("Somers. American Sociological Review 27 (1962) 799-811.", "10.2307/2090408"),
    ),
)
