"""Results of ours, and what one answer or another makes of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.answers.answer import Answer, Provenance
from parity.checks.vocabulary import Check, RCall, closed_form, exact
from parity.statistics.fields import along, fields_of, labels
from parity.verification.compare import Outcome, compare
from parity.verification.inputs import Inputs


@dataclass(frozen=True, slots=True)
class Thing:
    area: float
    count: int
    curve: np.ndarray


OURS = Thing(0.75, 3, np.array([1.0, 2.0]))
ANSWER = {"area": 0.75, "count": 3, "curve": [1.0, 2.0]}
SUM = closed_form("a sum")
TOLERANCES = {"area": SUM, "count": exact("a count"), "curve": SUM}


def thing(x=0.0, y=0.0):
    """A thing."""
    return OURS


@dataclass(frozen=True, slots=True)
class Fit:
    terms: tuple[str, ...] = labels()
    coefficients: np.ndarray = along("terms")


@dataclass(frozen=True, slots=True)
class FitWithErrors:
    terms: tuple[str, ...] = labels()
    coefficients: np.ndarray = along("terms")
    errors: np.ndarray = along("terms")


def fit(x=0.0, y=0.0):
    """A fit."""
    return Fit(("Intercept", "age"), np.array([1.5, -2.0]))


def held(
    call,
    answer,
    *,
    compute=thing,
    ours=OURS,
    tolerances=TOLERANCES,
    we_say=(),
    they_say=(),
    version="1.0",
    shared=(),
    **inputs,
):
    """The comparison of our outcome with one answer."""
    result = type(OURS if ours is None else ours)
    check = Check("thing", "things", "Thing", compute, result, (call, RCall("stats", "thing")), tolerances, ())
    outcome = Outcome(None if ours is None else fields_of(ours), we_say)
    provenance = Provenance("live", version, {"packages": {"rms": version}})
    return compare(
        check, check.references[0], outcome, Answer(answer, they_say, provenance), Inputs(inputs), frozenset(shared)
    )


def always() -> bool:
    return True


def run(answer, **more):
    """The same with ``rms::thing``; what is no option of `held` is said of the reference."""
    options = ("ours", "tolerances", "we_say", "they_say", "version", "shared", "x", "y")
    ours = {name: more.pop(name) for name in options if name in more}
    return held(RCall("rms", "thing", **more), answer, **ours)


def by_element(comparison) -> dict:
    return {e.field: e for field in comparison.fields for e in field.worst_first()}


def of(comparison, name):
    (field,) = [field for field in comparison.fields if field.name == name]
    return field
