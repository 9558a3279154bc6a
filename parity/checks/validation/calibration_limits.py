"""Confidence limits of the corrected calibration: who is asked, and how closely."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from parity.checks.rms.calibrate import CAUSES, EDGE, FITTINGS, has_edge, stops
from parity.checks.rms.lrm_fit import FROM_7
from parity.checks.rms.validate import SENT
from parity.checks.validation.corrected_calibration import CALLS, CHECK as OF_CURVES, SAYS
from parity.checks.validation.maximum import ANOTHER_ROUTE
from parity.checks.validation.rounding import of_limits
from parity.checks.vocabulary import Bound, Check, Deviation, RCall, Scope, iterative, without_model
from parity.statistics.validation.calibration_limits import (
    CalibrationLimits,
    CurveLimits,
    calibration_limits,
    limits_of,
)
from parity.statistics.validation.optimism import FIELD_OF, FOLDS
from parity.statistics.validation.patterns import model_of
from parity.statistics.validation.plans import Method, times

_NONE = "calibrate has no confidence limits"
_REASON = (
    "the same resamples, by R's own generator from the same seed; in each the same steps, then standard deviations of "
    "frequencies, where R adds one after the other"
)


def _given(method: Method, versions: str) -> Callable[..., Mapping[str, CurveLimits]]:
    """What calibrate of some versions of rms gives; without versions, what is right, by another route than ours."""

    def limits(**inputs: Any) -> Mapping[str, CurveLimits]:
        patterns, start = model_of(inputs["outcome"], inputs["predictors"], inputs["formula"])
        fitting = FITTINGS[versions] if versions else ANOTHER_ROUTE
        count = times(method, inputs["resamples"], inputs["folds"])
        found = limits_of(patterns, start, method, count, inputs["seed"], inputs["level"], fitting)
        return {FIELD_OF[method]: found}

    return limits


def _fields(method: Method) -> tuple[str, ...]:
    return tuple(
        f"{FIELD_OF[method]}.{field.name}" for field in dataclasses.fields(CurveLimits) if field.name != "place"
    )


def _call(method: Method) -> RCall:
    (name, how), fields, defined = CALLS[method], _fields(method), _given(method, "")
    return RCall(
        "rms",
        "calibrate",
        name=name.replace("corrected_calibration", "calibration_limits"),
        fields=fields,
        sends=(*SENT[method], "level"),
        conditions=SAYS,
        deviations=(
            Deviation(fields, FROM_7, CAUSES[FROM_7], follows=_given(method, FROM_7), definition=defined),
            Deviation(fields, "rms", EDGE, definition=defined, when=has_edge(method)),
            Deviation((), "rms < 8.1", _NONE, where_it_stops="has confidence limits from rms 8.1", when=lambda: True),
            *stops(method),
        ),
        note=f"{how}, conf.int = level, from rms 8.1 on; set.seed(seed) stands before the call; lrm at its defaults",
    )


CHECK = Check(
    stem="calibration_limits",
    group="validation",
    title="Limits of the corrected calibration",
    compute=calibration_limits,
    result=CalibrationLimits,
    draws=True,
    inputs={"folds": FOLDS},
    scope=Scope.MODEL,
    unless=without_model,
    references=tuple(map(_call, Method)),
    tolerances={
        name: iterative(1e-12, _REASON, atol=1e-12, bound=Bound(of_limits, name, scale=1.0))
        for method in Method
        for name in _fields(method)
    },
    citations=OF_CURVES.citations[:1],
)
