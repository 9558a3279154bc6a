"""What ``rms::validate`` gives of a logistic model, in the forms it has had."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from parity.checks.rms.no_model import UNTRIED, without_model_stops
from parity.checks.rms.resampled_fits import lines_before_7, lines_from_7, models_before_7, models_from_7
from parity.checks.rms.ties import tied_pairs
from parity.checks.validation.maximum import ANOTHER_ROUTE
from parity.checks.vocabulary import Deviation
from parity.statistics.once import once
from parity.statistics.validation.indexes import EMAX, NAMES, Fitting
from parity.statistics.validation.optimism import FIELD_OF, Corrected, corrected, validated
from parity.statistics.validation.patterns import model_of
from parity.statistics.validation.plans import Method, parts, times

BEFORE_7, FROM_7, FROM_8_1 = "rms < 7", "rms >= 7, < 8.1", "rms >= 8.1"
_OF_7 = Fitting(lambda patterns, n, events, start: models_from_7(patterns, n, events), lines_from_7, True, False, 40.0)
FITTINGS: Mapping[str, Fitting] = {
    BEFORE_7: Fitting(lambda patterns, n, events, start: models_before_7(patterns, n, events, 1e-12), lines_before_7),
    FROM_7: _OF_7,
    FROM_8_1: Fitting(_OF_7.models, _OF_7.lines, _OF_7.of_line, True, _OF_7.farthest),
}
"""How each form fits in a resample."""
SENT = {
    method: ("outcome", "predictors", "formula", "seed", "folds" if method is Method.CROSSVALIDATION else "resamples")
    for method in Method
}
"""What R is sent of the inputs of `optimism`."""
ARRAYS = ("apparent", "training", "test", "optimism", "corrected")
SCALARS: Mapping[str, str] = {
    "auc": "Dxy",
    "auc_corrected": "Dxy",
    "slope_corrected": "Slope",
    "brier_corrected": "B",
    "r2_corrected": "R2",
}
"""Fields with a number, each by the index that it is made of."""

STOP = "lrm.fit stops short of the maximum in every resample, as soon as a step changes the deviance by less than "
SIGN = (
    "Dxy on the patients that a model is tried on is that of a refit to its predictions, which turns a reversed "
    "ranking round: it is never below 0"
)
_EACH = "Emax is taken in each resample, and the mean of it is corrected"
_TURNED = "the optimism of Emax has the wrong sign: apparent less optimism is not what is corrected"
TIES = "log odds that are equal by their definition are told apart by rounding, and Dxy counts them as ordered"
_ON_TEST = ("test", "optimism", "corrected")
_DXY = NAMES.index("Dxy")


def deviations(method: Method) -> tuple[Deviation, ...]:
    """What is documented of one way of resampling."""
    before = _followed(method, BEFORE_7, f"{STOP}0.025, and one step more", {"optimism": (EMAX,)}, SCALARS)
    signless = dict.fromkeys(_ON_TEST, (_DXY,))
    apparent = tuple(name for name in SCALARS if name != "auc_corrected")
    from_7 = _followed(method, FROM_7, f"{STOP}0.0005", {**signless, "optimism": (_DXY, EMAX)}, apparent)
    each = dict.fromkeys((*ARRAYS, "used"), (EMAX,))
    from_8_1 = _followed(
        method, FROM_8_1, f"{STOP}0.0005", {**each, **dict.fromkeys(_ON_TEST, (_DXY, EMAX))}, apparent
    )
    return (
        before,
        from_7,
        from_8_1,
        *(_followed(method, one, _TURNED, {"optimism": (EMAX,)}, only=True) for one in (BEFORE_7, FROM_7)),
        *(_followed(method, one, SIGN, signless, ("auc_corrected",), only=True) for one in (FROM_7, FROM_8_1)),
        _followed(method, FROM_8_1, _EACH, each, only=True),
        *(_ties(method, one) for one in (BEFORE_7, FROM_7, FROM_8_1)),
        *stops(method),
    )


@once
def given(versions: str, method: str, **inputs: Any) -> Corrected:
    """What validate of some versions of rms gives, of the inputs of `optimism`; without versions, what is right, by
    another route than ours."""
    fitting, way = FITTINGS[versions] if versions else ANOTHER_ROUTE, Method(method)
    patterns, start = model_of(inputs["outcome"], inputs["predictors"], inputs["formula"])
    found = corrected(
        *validated(patterns, start, way, times(way, inputs["resamples"], inputs["folds"]), inputs["seed"], fitting),
        fitting.emax_each,
    )
    if versions and not fitting.emax_each:
        found.optimism[EMAX] = found.corrected[EMAX]
    return found


def _followed(
    method: Method,
    versions: str,
    cause: str,
    places: Mapping[str, tuple[int, ...]],
    scalars: Mapping[str, str] | tuple[str, ...] = (),
    only: bool = False,
) -> Deviation:
    """Followed in scalars, and in all indexes but for those at some places of some arrays, or only there."""
    prefix, names = FIELD_OF[method], tuple(places) if only else (*ARRAYS, "used")
    hidden = {name: np.isin(np.arange(len(NAMES)), places.get(name, ()), invert=only) for name in names}

    def follows(**inputs: Any) -> Mapping[str, Any]:
        theirs = given(versions, method.value, **inputs)
        arrays: dict[str, Any] = {
            name: np.ma.masked_array(getattr(theirs, name), mask) for name, mask in hidden.items()
        }
        return {prefix: {**arrays, **{name: getattr(theirs, name) for name in scalars}}}

    fields = tuple(f"{prefix}.{name}" for name in (*names, *scalars))
    return Deviation(fields, versions, cause, follows=follows, definition=_by_another_route(method))


@functools.cache
def _by_another_route(method: Method) -> Callable[..., Mapping[str, Any]]:
    def definition(**inputs: Any) -> Mapping[str, Any]:
        return {FIELD_OF[method]: given("", method.value, **inputs)}

    return definition


def _ties(method: Method, versions: str) -> Deviation:
    """Of Dxy, and what is made of it: as far off as the pairs of equal log odds allow, each of them in order or not."""
    prefix = FIELD_OF[method]
    fields = tuple(f"{prefix}.{name}" for name in (*ARRAYS, "auc", "auc_corrected"))

    def definition(**inputs: Any) -> Mapping[str, Any]:
        right = given("", method.value, **inputs)
        only = np.where(np.arange(len(NAMES)) == _DXY, 1.0, np.nan)
        arrays = {name: getattr(right, name) * only for name in ARRAYS}
        return {prefix: {**arrays, "auc": right.auc, "auc_corrected": right.auc_corrected}}

    def within(theirs: Mapping[str, np.ndarray], **inputs: Any) -> Mapping[str, Any]:
        untied, allowed = given(versions, method.value, **inputs), tied_pairs(method.value, **inputs)
        found: dict[str, Any] = {}
        for name in ARRAYS:
            dxy = getattr(untied, name)[_DXY]
            values = np.ma.masked_all(len(NAMES))
            values[_DXY] = np.clip(theirs[f"{prefix}.{name}"][_DXY], dxy - allowed[name], dxy + allowed[name])
            found[name] = values
        for name, of in (("auc", "apparent"), ("auc_corrected", "corrected")):
            area = getattr(untied, name)
            found[name] = float(np.clip(theirs[f"{prefix}.{name}"][0], area - allowed[of] / 2, area + allowed[of] / 2))
        return {prefix: found}

    return Deviation(fields, versions, TIES, follows=within, definition=definition, reads=fields)


def stops(method: Method) -> tuple[Deviation, ...]:
    """Where it stops."""
    without = without_model_stops(UNTRIED)
    if method not in (Method.CROSSVALIDATION, Method.OMITTED):
        return without

    def tried_on_few(**inputs: Any) -> bool:
        patterns, _ = model_of(inputs["outcome"], inputs["predictors"], inputs["formula"])
        try:
            for part in parts(method, patterns, times(method, inputs["resamples"], inputs["folds"]), inputs["seed"]):
                patients, events = part.test_patients.sum(axis=1), part.test_events.sum(axis=1)
                if ((events == 0) | (events == patients) | (patients < 3)).any():
                    return True
        except ValueError:
            return True
        return False

    cause = "it stops where the patients that a model is tried on are fewer than three, or have one outcome only"
    error = "in foreign function call|must have >=3 non-missing|B > n/2|not every observation omitted"
    return *without, Deviation((), "rms", cause, where_it_stops=error, when=tried_on_few)
