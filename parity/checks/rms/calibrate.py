"""What ``rms::calibrate`` gives of a logistic model, in the forms that its ``lrm.fit`` has had."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from scipy.special import expit

from parity.checks.rms.lrm_fit import BEFORE_7, FROM_7
from parity.checks.rms.no_model import UNTRIED, without_model_stops
from parity.checks.rms.resampled_fits import models_before_7, models_from_7
from parity.checks.rms.ties import equal_somewhere, tied_somewhere
from parity.checks.validation.maximum import ANOTHER_ROUTE
from parity.checks.vocabulary import Deviation
from parity.statistics.once import once
from parity.statistics.validation.corrected_calibration import CorrectedCurve, calibrated
from parity.statistics.validation.indexes import TIED, Fitting
from parity.statistics.validation.optimism import FIELD_OF, FOLDS
from parity.statistics.validation.patterns import model_of
from parity.statistics.validation.plans import Method, parts, times

FITTINGS: Mapping[str, Fitting] = {
    BEFORE_7: Fitting(lambda patterns, n, events, start: models_before_7(patterns, n, events, 1e-13)),
    FROM_7: Fitting(lambda patterns, n, events, start: models_from_7(patterns, n, events)),
}
"""How each form fits in a resample."""
FIELDS = tuple(field.name for field in dataclasses.fields(CorrectedCurve))
OF_RESAMPLES = {
    method: tuple(f"{prefix}.{name}" for name in FIELDS if name not in ("risk", "apparent", "error"))
    for method, prefix in FIELD_OF.items()
}
"""The fields that are means over resamples, or made of them."""
EDGE = (
    "a risk at which the curve is read is the end of a resample's curve but for rounding, and is reached or not; or "
    "risks that are equal but for rounding are told apart, and lowess weighs them by what rounding makes of their "
    "distances"
)
_STOP = "lrm.fit stops short of the maximum in every resample, as soon as a step changes the deviance by less than "
CAUSES = {BEFORE_7: f"{_STOP}0.025, and one step more", FROM_7: f"{_STOP}0.0005"}


def deviations(method: Method) -> tuple[Deviation, ...]:
    """What is documented of one way of resampling."""
    fields = tuple(f"{FIELD_OF[method]}.{name}" for name in FIELDS)
    return (
        *(
            Deviation(fields, versions, cause, follows=_given(method, versions), definition=_given(method, ""))
            for versions, cause in CAUSES.items()
        ),
        Deviation(OF_RESAMPLES[method], "rms", EDGE, definition=_given(method, ""), when=has_edge(method)),
        *stops(method),
    )


def stops(method: Method) -> tuple[Deviation, ...]:
    """Where it stops."""
    cause = "it stops where a fold has fewer than two patients, all with one risk, or a patient is in every resample"
    error = "B > n/2|not every observation omitted|need at least two non-NA values"
    return *without_model_stops(UNTRIED), Deviation((), "rms", cause, where_it_stops=error, when=_cannot(method))


@once
def given(versions: str, method: str, **inputs: Any) -> CorrectedCurve:
    """What calibrate of some versions of rms gives, of the inputs of `corrected_calibration`; without versions, what is
    right, by another route than ours."""
    fitting, way = FITTINGS[versions] if versions else ANOTHER_ROUTE, Method(method)
    patterns, start = model_of(inputs["outcome"], inputs["predictors"], inputs["formula"])
    count = times(way, inputs["resamples"], inputs.get("folds", FOLDS))
    return calibrated(patterns, start, way, count, inputs["seed"], fitting)


@functools.cache
def _given(method: Method, versions: str) -> Callable[..., Mapping[str, Any]]:
    def curve(**inputs: Any) -> Mapping[str, Any]:
        return {FIELD_OF[method]: given(versions, method.value, **inputs)}

    return curve


def has_edge(method: Method) -> Callable[..., bool]:
    """Whether, in a resample, an end of the curve is where it is read, or risks are equal, but for rounding: both the
    end and the place are risks, each off by less than half of `TIED` where log odds are by that. Of patients with the
    same predictors, whom a BLAS may tell apart too, it takes a window of them."""

    def has_edge(**inputs: Any) -> bool:
        return (
            tied_somewhere(method)(**inputs)
            or equal_somewhere(method)(**inputs)
            or any(
                np.isclose(ends[:, :, np.newaxis], grid, rtol=0, atol=TIED).any()
                for ends, grid in _ends(method, inputs)
            )
        )

    return has_edge


def _cannot(method: Method) -> Callable[..., bool]:
    """Whether there is no way of trying a model, or one is tried on patients with one risk."""

    def cannot(**inputs: Any) -> bool:
        try:
            return any((np.diff(ends[2:], axis=0) <= TIED).any() for ends, _ in _ends(method, inputs))
        except ValueError:
            return True

    return cannot


def _ends(method: Method, inputs: Mapping[str, Any]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The lowest and highest risk of the patients that models are fitted to, and that they are tried on, (4, k), with
    the risks at which curves are read."""
    patterns, start = model_of(inputs["outcome"], inputs["predictors"], inputs["formula"])
    grid = given("", method.value, **inputs).risk
    count = times(method, inputs["resamples"], inputs.get("folds", FOLDS))
    for part in parts(method, patterns, count, inputs["seed"]):
        fits = ANOTHER_ROUTE.models(patterns, part.patients, part.events, start)
        risks = expit(fits.coefficients @ patterns.standardised.T)
        ends = [
            end
            for counts in (part.patients, part.test_patients)
            for end in (np.where(counts > 0, risks, 2).min(axis=1), np.where(counts > 0, risks, -1).max(axis=1))
        ]
        yield np.array(ends)[:, fits.found], grid
