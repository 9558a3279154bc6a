"""Spiegelhalter's test of calibration."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from parity.check import Check, Citation, Deviation, RCall, special_function
from parity.fields import explanation
from parity.sample import Sample
from parity.statistics.val_prob import DELETED, MISNAMED, STOPS


@dataclass(frozen=True, slots=True)
class SpiegelhalterTest:
    """Whether the Brier score is what it would be if the predicted risks were true.

    Attributes
    ----------
    z : float
        Standard normal if they are; where every risk is 0, 1/2 or 1 infinite, or NaN if the outcomes are as predicted.
    p : float
        Two-sided.
    z_of_equal_risks, p_of_equal_risks : float
        Where all risks are equal, the distance of the mean outcome from them, and `z`; NaN otherwise.
    z_magnification, p_magnification : float
        How many times a rounding error their errors may be: the sum of what the patients contribute to z, each without its sign; and that,
        with as much for z itself, times abs(z) + 1 and times p, as a normal tail has it.
    """

    z: float
    p: float
    z_of_equal_risks: float = explanation()
    p_of_equal_risks: float = explanation()
    z_magnification: float = explanation()
    p_magnification: float = explanation()


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
    without_signs = float(np.abs(outcome - risk) @ np.abs(weight))
    variance = float((weight * weight) @ (risk * (1 - risk)))
    with np.errstate(divide="ignore", invalid="ignore"):
        z, magnification = (float(np.divide(total, math.sqrt(variance))) for total in (excess, without_signs))
    equal = bool(len(risk)) and risk.min() == risk.max()
    misnamed = (abs(float(outcome.mean() - risk[0])), z) if equal else (math.nan, math.nan)
    p = float(2 * ndtr(-abs(z)))
    return SpiegelhalterTest(z, p, *misnamed, magnification, (abs(z) + 1) * (magnification + 100 * abs(z)) * p)


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "risk": sample.risk}


_CANCELLATION = "a sum of terms of both signs over the root of its variance: where they cancel, the rounding errors of the terms remain"

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
            conditions={DELETED: "-"},
            deviations=(
                *STOPS,
                Deviation(("z",), "rms", MISNAMED, explained_by="z_of_equal_risks"),
                Deviation(("p",), "rms", MISNAMED, explained_by="p_of_equal_risks"),
            ),
            note="over all patients, also those with a risk of exactly 0 or 1",
        ),
        RCall("stats", "pnorm", note="the definition in base R, which answers where val.prob does not"),
    ),
    tolerances={
        "z": special_function(_CANCELLATION, atol=1e-14, unit=("z_magnification",)),
        "p": special_function(
            "two normal tails of z: their relative error is at most abs(z) + 1 times its error", atol=1e-14, unit=("p_magnification",)
        ),
    },
    citations=(
        Citation(
            "Spiegelhalter. Probabilistic prediction in patient management and clinical trials. "
            "Statistics in Medicine 5 (1986) 421-433.",
            "10.1002/sim.4780050506",
        ),
    ),
)
