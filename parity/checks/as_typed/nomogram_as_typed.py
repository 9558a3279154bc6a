"""The nomogram, as a person types it: what R is asked, and how closely it must agree.

R fits its own model, to the file that it reads itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Optional

import numpy as np

from parity.checks.as_typed.formula import RMS_SAYS
from parity.checks.as_typed.lrm_stops import FEW_DIGITS, STOPS
from parity.checks.as_typed.model_rounding import few_digits
from parity.checks.as_typed.nomogram_rounding import of_fit
from parity.checks.as_typed.reading import folder_of
from parity.checks.as_typed.script import by_nomogram
from parity.checks.as_typed.typed import no_model_typed
from parity.checks.nomogram import nomogram
from parity.checks.rms.lrm import lrm_before_7, lrm_from_7
from parity.checks.rms.lrm_fit import BEFORE_7, FROM_7
from parity.checks.rms.nomogram import NO_NUMBERS, WITHOUT_EFFECTS
from parity.checks.vocabulary import Bound, Check, Deviation, RCall, Scope, Tolerance, iterative
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.as_typed.nomogram_as_typed import nomogram_as_typed
from parity.statistics.nomogram.numbers import NomogramNumbers, nomogram_numbers
from parity.statistics.once import once
from parity.statistics.regression.maximum_likelihood import maximum_likelihood

Predictors = Mapping[str, Column]
Shift = Mapping[str, Any]
Stop = Callable[[np.ndarray, np.ndarray], np.ndarray]
ShownAt = Mapping[str, Sequence[float]]

_MOVED = ("points", "linear_predictor_points", "risk_points", "points_per_unit", "intercept")


def before_7(
    outcome: np.ndarray, predictors: Predictors, formula: Optional[Formula] = None, shown_at: ShownAt = {}
) -> Shift:
    """What the place where lrm of rms before 7 stops moves the numbers by."""
    return _shift(_both(outcome, predictors, formula, shown_at, lrm_before_7))


def from_7(
    outcome: np.ndarray, predictors: Predictors, formula: Optional[Formula] = None, shown_at: ShownAt = {}
) -> Shift:
    """What the place where lrm of rms from 7 on stops moves the numbers by."""
    return _shift(_both(outcome, predictors, formula, shown_at, lrm_from_7))


def other_ticks_before_7(
    outcome: np.ndarray, predictors: Predictors, formula: Optional[Formula] = None, shown_at: ShownAt = {}
) -> Shift:
    """The numbers of rms before 7 where the place at which lrm stops has other ticks than the maximum."""
    return _other_ticks(_both(outcome, predictors, formula, shown_at, lrm_before_7))


def other_ticks_from_7(
    outcome: np.ndarray, predictors: Predictors, formula: Optional[Formula] = None, shown_at: ShownAt = {}
) -> Shift:
    """The numbers of rms from 7 on where the place at which lrm stops has other ticks than the maximum."""
    return _other_ticks(_both(outcome, predictors, formula, shown_at, lrm_from_7))


def at_the_maximum(
    outcome: np.ndarray, predictors: Predictors, formula: Optional[Formula] = None, shown_at: ShownAt = {}
) -> Shift:
    """The numbers that ours must then be: of the maximum of the likelihood, whatever was handed over."""
    best = maximum_likelihood(outcome, predictors, formula).coefficients
    return _by_field(_drawn_at(predictors, best, formula, shown_at))


def _shift(drawn: tuple[NomogramNumbers, NomogramNumbers]) -> Shift:
    here, there = drawn
    both = {name: (getattr(here, name), getattr(there, name)) for name in _MOVED}
    return {name: theirs - ours for name, (ours, theirs) in both.items() if np.size(ours) == np.size(theirs)}


def _other_ticks(drawn: tuple[NomogramNumbers, NomogramNumbers]) -> Shift:
    here, there = drawn
    if here.axis_ticks == there.axis_ticks and _scales(here) == _scales(there):
        return {}
    return _by_field(there)


def _both(
    outcome: np.ndarray, predictors: Predictors, formula: Optional[Formula], shown_at: ShownAt, stop: Stop
) -> tuple[NomogramNumbers, NomogramNumbers]:
    """The nomogram at the maximum, and where lrm stops."""
    best = maximum_likelihood(outcome, predictors, formula).coefficients
    there = stop(outcome, model_matrix(formula, predictors).values)
    return _drawn_at(predictors, best, formula, shown_at), _drawn_at(predictors, there, formula, shown_at)


@once
def _drawn_at(
    predictors: Predictors, place: np.ndarray, formula: Optional[Formula], shown_at: ShownAt
) -> NomogramNumbers:
    log_odds = model_matrix(formula, predictors).values @ place
    return nomogram_numbers(predictors, place, log_odds, formula, shown_at)


def _by_field(numbers: NomogramNumbers) -> Shift:
    return {name: getattr(numbers, name) for name in nomogram.CHECK.tolerances}


def _scales(numbers: NomogramNumbers) -> tuple[tuple[str, ...], ...]:
    return numbers.total_labels, numbers.linear_predictor_labels, numbers.risk_labels


def _drawn(sample: Any) -> Callable[[], NomogramNumbers]:
    return lambda: nomogram.CHECK.result_of(nomogram.CHECK.arguments(sample))


_OTHER_TICKS = "where lrm stops short of the maximum of the likelihood, the scales have other ticks"
_STEPS = (
    "lrm takes Newton's steps until the deviance changes by less than 0.025 (0.0005 from rms 7 on), and what is left "
    "then is followed; each side's rounding is magnified by the conditioning of the columns as they are"
)


def _tolerance(name: str) -> Tolerance:
    of_fixed = nomogram.CHECK.tolerances[name]
    if name not in _MOVED:
        return of_fixed
    scale = of_fixed.bound.scale if of_fixed.bound is not None else 0.0
    return iterative(1e-11, _STEPS, bound=Bound(of_fit, name, scale))


CHECK = Check(
    stem="nomogram_as_typed",
    group="as_typed",
    title="The nomogram as typed",
    compute=nomogram_as_typed,
    result=NomogramNumbers,
    inputs={
        "drawn": _drawn,
        "code": lambda sample: by_nomogram(sample.study, sample.cohort),
        "folder": lambda sample: folder_of(sample.study),
    },
    further_inputs=(
        "outcome",
        "predictors",
        "coefficients",
        "linear_predictor",
        "formula",
        "shown_at",
        "code",
        "folder",
    ),
    unless=no_model_typed,
    references=(
        RCall(
            "rms",
            "nomogram",
            sends=("code", "folder"),
            conditions=RMS_SAYS,
            deviations=(
                Deviation(
                    _MOVED,
                    BEFORE_7,
                    "lrm stops short of the maximum of the likelihood, at a change of the deviance of 0.025",
                    shifts=before_7,
                ),
                Deviation(
                    _MOVED,
                    FROM_7,
                    "lrm stops short of the maximum of the likelihood, at a change of the deviance of 0.0005",
                    shifts=from_7,
                ),
                *(
                    Deviation(
                        tuple(nomogram.CHECK.tolerances),
                        versions,
                        _OTHER_TICKS,
                        follows=follows,
                        definition=at_the_maximum,
                    )
                    for versions, follows in ((BEFORE_7, other_ticks_before_7), (FROM_7, other_ticks_from_7))
                ),
                Deviation(_MOVED, "rms", FEW_DIGITS, definition=at_the_maximum, when=few_digits),
                *STOPS,
                NO_NUMBERS,
            ),
            where_both_stop=WITHOUT_EFFECTS,
            note="what `parity script --part nomogram` prints reads the person's own file: datadist, lrm and "
            "nomogram at their defaults",
        ),
    ),
    tolerances={name: _tolerance(name) for name in nomogram.CHECK.tolerances},
    citations=nomogram.CHECK.citations,
    scope=Scope.MODEL,
)
