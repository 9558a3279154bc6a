"""Spiegelhalter's test: what is asked of val.prob and base R, and how closely."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.special import ndtr

from parity.checks.rms import val_prob
from parity.checks.summation import careful
from parity.checks.vocabulary import Bound, Check, Citation, RCall, Undefined, special_function
from parity.statistics.calibration.spiegelhalter_test import SpiegelhalterTest, spiegelhalter_test
from parity.statistics.once import once


@once
def rounding(outcome: np.ndarray, risk: np.ndarray) -> Mapping[str, float]:
    """Bounds of z and of its two tails.

    Notes
    -----
    The numerator is a sum of terms of both signs, whose rounding is in proportion to their sum without signs; the root
    of the variance adds a relative error.
    """
    weight = 1 - 2 * risk
    size = float((np.abs(outcome - risk) * np.abs(weight)).sum())
    variance = float((weight * weight * risk * (1 - risk)).sum())
    if not variance > 0:
        return {"z": 0.0, "p": 0.0}
    z = abs(float(((outcome - risk) * weight).sum())) / variance**0.5
    error = careful(len(risk), size) / variance**0.5 + z * careful(len(risk), 1.0)
    return {"z": error, "p": float(2 * (ndtr(error - z) - ndtr(-error - z)))}


def rounding_by_val_prob(outcome: np.ndarray, risk: np.ndarray) -> Mapping[str, float]:
    """The same for val.prob, whose p, where all risks are equal, is z."""
    found = rounding(outcome, risk)
    return {"z": found["z"], "p": found["z"] if _are_equal(risk) else found["p"]}


def _scale_of_p(risk: np.ndarray) -> float:
    """Of val.prob's p: that of z where it is z."""
    return float(_are_equal(risk))


def _are_equal(risk: np.ndarray) -> bool:
    return bool(risk.min() == risk.max())


_CANCELLATION = (
    "a sum of terms of both signs over the root of its variance: where they cancel, the rounding errors of the terms "
    "remain"
)

CHECK = Check(
    stem="spiegelhalter_test",
    group="calibration",
    title="Spiegelhalter test",
    compute=spiegelhalter_test,
    result=SpiegelhalterTest,
    references=(
        val_prob.asked(
            {"z": "spiegelhalter_z", "p": "spiegelhalter_p"},
            tolerances={
                "p": special_function(
                    "two normal tails of z, moved by its rounding; z itself where all risks are equal",
                    bound=Bound(rounding_by_val_prob, "p", scale=_scale_of_p),
                ),
            },
            conditions={val_prob.DELETED: "-"},
            deviations=(
                *val_prob.STOPS,
                *val_prob.deviations(val_prob.MISNAMED, "z", "p", rounding=rounding_by_val_prob),
            ),
            note="over all patients, also those with a risk of exactly 0 or 1",
        ),
        RCall("stats", "pnorm", note="the definition in base R, which answers where val.prob does not"),
    ),
    tolerances={
        "z": special_function(_CANCELLATION, bound=Bound(rounding, "z", scale=1.0)),
        "p": special_function(
            "two normal tails of z, moved by its rounding",
            bound=Bound(rounding, "p"),
        ),
    },
    undefined=(Undefined(("z", "p"), "every risk is 0, 1/2 or 1, and the outcomes are as predicted: 0/0"),),
    citations=(
        Citation(
            "Spiegelhalter. Probabilistic prediction in patient management and clinical trials. "
            "Statistics in Medicine 5 (1986) 421-433.",
            "10.1002/sim.4780050506",
        ),
    ),
)
