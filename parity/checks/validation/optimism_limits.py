"""Confidence limits of indexes corrected for optimism: who is asked, and how closely."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from scipy.special import ndtri

from parity.checks.rms.no_model import LEFT_OUT
from parity.checks.rms.ties import tied_pairs, tied_shares
from parity.checks.rms.validate import FITTINGS, FROM_8_1, SENT, SIGN, STOP, TIES, stops
from parity.checks.validation.maximum import ANOTHER_ROUTE
from parity.checks.validation.optimism import CALLS, CHECK as OF_INDEXES
from parity.checks.validation.rounding import of_index_limits
from parity.checks.vocabulary import Bound, Check, Deviation, RCall, Scope, Undefined, iterative, without_model
from parity.statistics.once import once
from parity.statistics.validation.calibration_limits import FEWEST_FOR_TWO, SHARE_OF_TEST
from parity.statistics.validation.indexes import NAMES
from parity.statistics.validation.optimism import FIELD_OF, FOLDS, validated
from parity.statistics.validation.optimism_limits import (
    LIMITED,
    IndexLimits,
    OptimismLimits,
    limits_of_indexes,
    optimism_limits,
)
from parity.statistics.validation.patterns import model_of
from parity.statistics.validation.plans import Method, parts, times

_NONE = "validate has no confidence limits"
_DXY = np.array(LIMITED) == "Dxy"
_REASON = (
    "the same resamples, by R's own generator from the same seed; in each the same steps, then standard deviations of "
    "numbers of about 1, where R adds one after the other"
)


@once
def _given(versions: str, method: str, **inputs: Any) -> IndexLimits:
    """What validate of some versions of rms gives; without versions, what is right, by another route than ours."""
    patterns, start = model_of(inputs["outcome"], inputs["predictors"], inputs["formula"])
    fitting, way = FITTINGS[versions] if versions else ANOTHER_ROUTE, Method(method)
    count = times(way, inputs["resamples"], inputs["folds"])
    return limits_of_indexes(patterns, start, way, count, inputs["seed"], inputs["level"], fitting)


def _definition(method: Method) -> Callable[..., Mapping[str, IndexLimits]]:
    def definition(**inputs: Any) -> Mapping[str, IndexLimits]:
        return {FIELD_OF[method]: _given("", method.value, **inputs)}

    return definition


def _followed(method: Method, cause: str, but_for: np.ndarray) -> Deviation:
    def follows(**inputs: Any) -> Mapping[str, Any]:
        theirs = _given(FROM_8_1, method.value, **inputs)
        sides: dict[str, Any] = {side: np.ma.masked_array(getattr(theirs, side), but_for) for side in ("low", "high")}
        return {FIELD_OF[method]: sides}

    return Deviation(_fields(method), FROM_8_1, cause, follows=follows, definition=_definition(method))


def _ties(method: Method) -> Deviation:
    """Of Dxy: as far off as the pairs of equal log odds allow in each resample, each of them in order or not."""
    prefix, fields = FIELD_OF[method], _fields(method)

    def within(theirs: Mapping[str, np.ndarray], **inputs: Any) -> Mapping[str, Any]:
        found = {}
        for name, (least, most) in zip(("low", "high"), _between(method, **inputs)):
            values = np.ma.masked_all(len(LIMITED))
            values[_DXY] = np.clip(theirs[f"{prefix}.{name}"][_DXY], least, most)
            found[name] = values
        return {prefix: found}

    return Deviation(fields, FROM_8_1, TIES, follows=within, definition=_definition(method), reads=fields)


def _between(method: Method, **inputs: Any) -> tuple[tuple[float, float], tuple[float, float]]:
    """The least and the most that the limits of Dxy may be."""
    patterns, start = model_of(inputs["outcome"], inputs["predictors"], inputs["formula"])
    count, fitting = times(method, inputs["resamples"], inputs["folds"]), FITTINGS[FROM_8_1]
    spread, off, place = [], [], NAMES.index("Dxy")
    found, optimism = validated(
        patterns,
        start,
        method,
        count,
        inputs["seed"],
        fitting,
        lambda training, test: spread.append((training - SHARE_OF_TEST * test)[:, place]),
    )
    for part in parts(method, patterns, count, inputs["seed"]):
        training, test = tied_shares(patterns, part, fitting.models(patterns, part.patients, part.events, start))
        off.append(training + SHARE_OF_TEST * test)
    centre = (found.apparent - optimism)[place]
    allowed = tied_pairs(method.value, **inputs)["corrected"]
    away, moved = np.concatenate(spread), np.concatenate(off)
    away, moved, z = away - away.mean(), moved + moved.mean(), float(ndtri((inputs["level"] + 1) / 2))
    above, below = spread_between(away, moved), spread_between(-away, moved)
    return (
        (centre - allowed - z * above[1], centre + allowed - z * above[0]),
        (centre - allowed + z * below[0], centre + allowed + z * below[1]),
    )


def spread_between(away: np.ndarray, moved: np.ndarray) -> tuple[float, float]:
    """The least and the most that the spread above the mean may be, of distances from it that may be off by so much.

    Parameters
    ----------
    away, moved : (k,) float arrays
    """
    nearest, farthest = np.maximum(away - moved, 0.0), np.maximum(away + moved, 0.0)
    surely, maybe = away >= moved, away >= -moved
    if len(away) < FEWEST_FOR_TWO:
        nearest, farthest = np.maximum(np.abs(away) - moved, 0.0), np.abs(away) + moved
        surely = maybe = np.ones(len(away), dtype=bool)
    with np.errstate(divide="ignore"):
        least = np.sqrt((nearest**2).sum() / (maybe.sum() - 1.0))
        most = np.sqrt((farthest**2).sum() / np.maximum(surely.sum() - 1.0, 0.0))
    return float(least), float(most)


def _fields(method: Method) -> tuple[str, ...]:
    return tuple(f"{FIELD_OF[method]}.{side}" for side in ("low", "high"))


def _call(method: Method) -> RCall:
    name, how = CALLS[method]
    return RCall(
        "rms",
        "validate",
        name=name.replace("optimism", "optimism_limits"),
        fields=_fields(method),
        sends=(*SENT[method], "level"),
        conditions=LEFT_OUT,
        deviations=(
            _followed(method, f"{STOP}0.0005", _DXY),
            _followed(method, SIGN, ~_DXY),
            _ties(method),
            Deviation((), "rms < 8.1", _NONE, where_it_stops="has confidence limits from rms 8.1", when=lambda: True),
            *stops(method),
        ),
        note=f"{how}, conf.int = level, from rms 8.1 on; set.seed(seed) stands before the call; lrm at its defaults",
    )


CHECK = Check(
    stem="optimism_limits",
    group="validation",
    title="Limits of the corrected indexes",
    compute=optimism_limits,
    result=OptimismLimits,
    draws=True,
    inputs={"folds": FOLDS},
    scope=Scope.MODEL,
    unless=without_model,
    references=tuple(map(_call, Method)),
    undefined=(
        Undefined(tuple(name for method in Method for name in _fields(method)), "a resample does not have the index"),
    ),
    tolerances={
        name: iterative(1e-12, _REASON, atol=1e-12, bound=Bound(of_index_limits, name, scale=1.0))
        for method in Method
        for name in _fields(method)
    },
    citations=OF_INDEXES.citations[:1],
)
