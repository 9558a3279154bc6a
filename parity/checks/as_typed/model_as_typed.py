"""The model, as a person types it: what R is asked, and how closely it must agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Optional

import numpy as np

from parity.checks.as_typed.formula import RMS_SAYS
from parity.checks.as_typed.lrm_stops import FEW_DIGITS, STOPS
from parity.checks.as_typed.model_rounding import few_digits, of_lrm
from parity.checks.as_typed.order import PAIRS_OF_LRM
from parity.checks.as_typed.reading import folder_of
from parity.checks.as_typed.script import by_lrm
from parity.checks.as_typed.typed import no_model_typed
from parity.checks.discrimination import concordance
from parity.checks.overall import brier_score
from parity.checks.regression import logistic_regression, r_squared
from parity.checks.rms.lrm import lrm_before_7, lrm_from_7, statistics_at
from parity.checks.rms.val_prob import Generation
from parity.checks.stats.pchisq import AS_ONE_MINUS, FROM_ONE
from parity.checks.vocabulary import (
    Bound,
    Check,
    Citation,
    Deviation,
    RCall,
    Scope,
    closed_form,
    exact,
    in_order,
    iterative,
)
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.as_typed.model_as_typed import ModelAsTyped, model_as_typed
from parity.statistics.regression.maximum_likelihood import maximum_likelihood

Predictors = Mapping[str, Column]
Shift = Mapping[str, Any]


def before_6_9(outcome: np.ndarray, predictors: Predictors, formula: Optional[Formula] = None) -> Shift:
    """What the place where lrm of rms before 6.9 stops, and its bins, move the numbers by."""
    return _shift(outcome, predictors, formula, lrm_before_7, binned=True)


def before_7(outcome: np.ndarray, predictors: Predictors, formula: Optional[Formula] = None) -> Shift:
    """What the place where lrm of rms before 7 stops moves the numbers by."""
    return _shift(outcome, predictors, formula, lrm_before_7, binned=False)


def from_7(outcome: np.ndarray, predictors: Predictors, formula: Optional[Formula] = None) -> Shift:
    """What the place where lrm of rms from 7 on stops moves the numbers by."""
    return _shift(outcome, predictors, formula, lrm_from_7, binned=False)


def at_the_maximum(outcome: np.ndarray, predictors: Predictors, formula: Optional[Formula] = None) -> Shift:
    """The numbers that ours must be: of the maximum of the likelihood, whatever was handed over."""
    best = maximum_likelihood(outcome, predictors, formula).coefficients
    return statistics_at(outcome, predictors, best, False, formula)


def _shift(
    outcome: np.ndarray,
    predictors: Predictors,
    formula: Optional[Formula],
    stop: Callable[..., np.ndarray],
    binned: bool,
) -> Shift:
    there = stop(outcome, model_matrix(formula, predictors).values)
    theirs = statistics_at(outcome, predictors, there, binned, formula)
    ours = at_the_maximum(outcome, predictors, formula)
    return {name: theirs[name] - ours[name] for name in ours}


def _parts(sample: Any) -> Mapping[str, Callable[[], Any]]:
    def of(check: Check) -> Callable[[], Any]:
        return lambda: check.result_of(check.arguments(sample))

    checks = (logistic_regression.CHECK, r_squared.CHECK, concordance.CHECK, brier_score.CHECK)
    return {check.stem: of(check) for check in checks}


_STEPS = (
    "lrm takes Newton's steps until the deviance changes by less than 0.025 (0.0005 from rms 7 on), and what is left "
    "then is followed; each side's rounding is magnified by the conditioning of the columns as they are"
)
_MOVED = (
    "coefficients",
    "standard_errors",
    "log_odds",
    "likelihood_ratio",
    "likelihood_ratio_p",
    "nagelkerke",
    "c",
    "dxy",
    "brier",
)
_CAUSES = (
    (Generation.BEFORE_6_9, before_6_9, "0.025; C and Dxy are those of risks in bins of 0.0002"),
    (Generation.BEFORE_7, before_7, "0.025"),
    (Generation.FROM_7, from_7, "0.0005"),
)
_COUNT = exact("a count of patients or coefficients")

CHECK = Check(
    stem="model_as_typed",
    group="as_typed",
    title="The model as typed",
    compute=model_as_typed,
    result=ModelAsTyped,
    inputs={
        "log_odds": lambda sample: sample.linear_predictor,
        "parts": _parts,
        "code": lambda sample: by_lrm(sample.study, sample.cohort),
        "folder": lambda sample: folder_of(sample.study),
    },
    further_inputs=("predictors", "risk", "formula", "code", "folder"),
    of_patients={"log_odds": in_order},
    unless=no_model_typed,
    references=(
        RCall(
            "rms",
            "lrm",
            sends=("code", "folder"),
            conditions=RMS_SAYS,
            deviations=(
                *(
                    Deviation(
                        _MOVED,
                        generation.value,
                        f"lrm stops short of the maximum of the likelihood, at a change of the deviance of {where}",
                        shifts=shifts,
                    )
                    for generation, shifts, where in _CAUSES
                ),
                Deviation(
                    ("coefficients", "standard_errors", "log_odds"),
                    "rms",
                    FEW_DIGITS,
                    definition=at_the_maximum,
                    when=few_digits,
                ),
                *STOPS,
                PAIRS_OF_LRM,
            ),
            note="the script that `parity script --part lrm` prints reads the person's own file: lrm at its defaults",
        ),
    ),
    tolerances={
        **dict.fromkeys(("rows", "events", "degrees_of_freedom"), _COUNT),
        "coefficients": iterative(1e-11, _STEPS, bound=Bound(of_lrm, "coefficients", scale="standard_errors")),
        "standard_errors": iterative(1e-11, _STEPS, bound=Bound(of_lrm, "standard_errors")),
        "log_odds": iterative(1e-11, _STEPS, bound=Bound(of_lrm, "log_odds", scale=1.0)),
        "likelihood_ratio": iterative(1e-11, _STEPS, bound=Bound(of_lrm, "likelihood_ratio", scale=1.0)),
        "likelihood_ratio_p": iterative(
            1e-11, f"{AS_ONE_MINUS}; {_STEPS}", atol=FROM_ONE, bound=Bound(of_lrm, "likelihood_ratio_p")
        ),
        "nagelkerke": iterative(1e-11, _STEPS, bound=Bound(of_lrm, "nagelkerke", scale=1.0)),
        "c": closed_form("a count of pairs, which hang on the order of the risks only"),
        "dxy": closed_form("twice the distance of C from 1/2, a difference", atol=1e-14),
        "brier": iterative(1e-11, _STEPS, bound=Bound(of_lrm, "brier")),
    },
    citations=(
        Citation("Harrell. Regression Modeling Strategies, 2nd ed., Springer 2015.", "10.1007/978-3-319-19425-7"),
        *r_squared.CHECK.citations[1:2],
    ),
    scope=Scope.MODEL,
)
