"""The Brier score and the scaled Brier score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.check import Check, Citation, RCall, closed_form
from parity.fields import explanation
from parity.sample import Sample
from parity.statistics.val_prob import DELETED, STOPS


@dataclass(frozen=True, slots=True)
class BrierScore:
    """Mean squared error of the predicted risks.

    Attributes
    ----------
    brier : float
        In [0, 1]; 0 is perfect.
    scaled_brier : float
        Share by which the predictions lower the Brier score of the prevalence: 1 is perfect, 0 no better, negative worse.
    roundings : float
        Number of patients, times the quotient of the two scores where that is above 1.
    """

    brier: float
    scaled_brier: float
    roundings: float = explanation()


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
    Brier (1950), doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2.  Steyerberg et al. (2010), doi:10.1097/EDE.0b013e3181c30fb2.
    """
    if not ((risk >= 0) & (risk <= 1)).all():
        raise ValueError("the Brier score needs risks between 0 and 1")
    n, events = len(outcome), int(outcome.sum())
    if events == 0 or events == n:
        raise ValueError("the scaled Brier score needs at least one event and one non-event")
    error = outcome - risk
    brier = float(error @ error) / n
    prevalence_score = events * (n - events) / n**2
    quotient = brier / prevalence_score
    return BrierScore(brier=brier, scaled_brier=1 - quotient, roundings=n * max(1.0, quotient))


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "risk": sample.risk}


CHECK = Check(
    stem="brier_score",
    title="Brier score",
    compute=brier_score,
    result=BrierScore,
    inputs=_inputs,
    references=(
        RCall(
            "rms",
            "val.prob",
            fields=("brier",),
            conditions={DELETED: "-"},
            deviations=STOPS,
            note="the Brier score is taken over all patients, also those with a risk of exactly 0 or 1",
        ),
        RCall("stats", "lm", note="residual sum of squares against that of the model with an intercept only"),
    ),
    tolerances={
        "brier": closed_form("a mean of squares of the same differences, added in another order"),
        "scaled_brier": closed_form(
            "1 minus a quotient that can be near 1, so the rounding of the quotient stays; lm's residual sum of squares comes "
            "from a QR decomposition, and is off by as many roundings as there are patients",
            atol=1e-15,
            unit=("roundings",),
        ),
    },
    citations=(
        Citation(
            "Brier. Verification of forecasts expressed in terms of probability. Monthly Weather Review 78 (1950) 1-3.",
            "10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2",
        ),
        Citation(
            "Steyerberg et al. Assessing the performance of prediction models. Epidemiology 21 (2010) 128-138.",
            "10.1097/EDE.0b013e3181c30fb2",
        ),
    ),
)
