"""Spiegelhalter's test of calibration."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from parity.check import Check, Citation, RCall, special_function
from parity.sample import Sample


@dataclass(frozen=True, slots=True)
class SpiegelhalterTest:
    """Whether the Brier score is what it would be if the predicted risks were true.

    Attributes
    ----------
    z : float
        Standard normal if they are; NaN where every risk is 0, 1/2 or 1.
    p : float
        Two-sided.
    """

    z: float
    p: float


def spiegelhalter_test(outcome: np.ndarray, risk: np.ndarray) -> SpiegelhalterTest:
    """Spiegelhalter's test of calibration.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    risk : (n,) float array
        Predicted risk in [0, 1].

    Returns
    -------
    SpiegelhalterTest

    Notes
    -----
    .. math:: z = \\frac{\\sum (y_i - p_i)(1 - 2 p_i)}{\\sqrt{\\sum (1 - 2 p_i)^2 p_i (1 - p_i)}}

    The Brier score is this numerator over n plus :math:`\\frac1n \\sum p_i (1 - p_i)`, its expectation under the predicted risks.

    Equals ``rms::val.prob(risk, outcome)[c("S:z", "S:p")]``, unless all risks are equal: val.prob then gives one
    value more than it has names, and "S:z" is another number.

    References
    ----------
    Spiegelhalter (1986), doi:10.1002/sim.4780050506.
    """
    if not ((risk >= 0) & (risk <= 1)).all():
        raise ValueError("Spiegelhalter's test needs risks between 0 and 1")
    weight = 1 - 2 * risk
    excess = float((outcome - risk) @ weight)
    variance = float((weight * weight) @ (risk * (1 - risk)))
    if variance == 0:
        return SpiegelhalterTest(math.nan, math.nan)
    z = excess / math.sqrt(variance)
    return SpiegelhalterTest(z=z, p=float(2 * ndtr(-abs(z))))


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "risk": sample.risk}


_CANCELLATION = "a sum of terms of both signs over the root of its variance: where they cancel, sqrt(n) rounding errors remain"

CHECK = Check(
    stem="spiegelhalter_test",
    title="Spiegelhalter test",
    compute=spiegelhalter_test,
    result=SpiegelhalterTest,
    inputs=_inputs,
    references=(
        RCall(
            "rms",
            "val.prob",
            conditions={r"deleted from logistic calibration due to probs": "-"},
            note="over all patients, also those with a risk of exactly 0 or 1",
        ),
    ),
    tolerances={
        "z": special_function(_CANCELLATION, atol=1e-13),
        "p": special_function("two normal tails of z, whose error they inherit", atol=1e-13),
    },
    citations=(
        Citation(
            "Spiegelhalter. Probabilistic prediction in patient management and clinical trials. "
            "Statistics in Medicine 5 (1986) 421-433.",
            "10.1002/sim.4780050506",
        ),
    ),
)
