"""Brier score: what is asked of val.prob and lm, and how closely."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from parity.checks.rms import val_prob
from parity.checks.summation import careful, plain
from parity.checks.vocabulary import Bound, Check, Citation, Quantity, RCall, closed_form
from parity.statistics.overall.brier_score import BrierScore, brier_score


def rounding(outcome: np.ndarray, risk: np.ndarray) -> Mapping[str, float]:
    """Bounds of the Brier score, a mean of squares, and of the scaled one.

    The residual sum of squares of the model with an intercept comes, in lm, from a QR decomposition, which adds in
    doubles one after the other.
    """
    n, prevalence = len(outcome), float(outcome.mean())
    brier = float(((outcome - risk) ** 2).sum()) / n
    quotient = brier / (prevalence * (1 - prevalence))
    relative = careful(n, 1.0)
    return {"brier": relative * brier, "scaled_brier": quotient * (relative + plain(n, 1.0)) + relative}


CHECK = Check(
    stem="brier_score",
    group="overall",
    title="Brier score",
    compute=brier_score,
    result=BrierScore,
    references=(
        val_prob.asked(
            ("brier",),
            conditions={val_prob.DELETED: "-"},
            deviations=val_prob.STOPS,
            note="the Brier score is taken over all patients, also those with a risk of exactly 0 or 1",
        ),
        RCall("base", "mean", note="mean squares of the outcome's distances from the risk and from the prevalence"),
        RCall("stats", "lm", note="residual sum of squares against that of the model with an intercept only"),
    ),
    quantities=(
        Quantity("Brier score", "brier"),
        Quantity("Scaled Brier score", "scaled_brier"),
    ),
    tolerances={
        "brier": closed_form(
            "a mean of squares of the same differences, added in another order", bound=Bound(rounding, "brier")
        ),
        "scaled_brier": closed_form(
            "1 minus a quotient that can be near 1, so the rounding of the quotient stays; lm's residual sum of "
            "squares comes from a QR decomposition, and is off by as many roundings as there are patients",
            bound=Bound(rounding, "scaled_brier", scale=1.0),
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
