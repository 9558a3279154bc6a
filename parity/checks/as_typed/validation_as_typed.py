"""The validation of a study, as a person types it: what R is asked, and how closely it must agree."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from parity.checks.as_typed.formula import RMS_SAYS
from parity.checks.as_typed.order import PAIRS_OF_VAL_PROB
from parity.checks.as_typed.reading import folder_of
from parity.checks.as_typed.script import by_val_prob
from parity.checks.as_typed.typed import as_typed_sample, unless
from parity.checks.as_typed.validation_rounding import of_risk, of_val_prob
from parity.checks.calibration import calibration_curve, calibration_line, spiegelhalter_test
from parity.checks.discrimination import concordance
from parity.checks.overall import brier_score, quality_indexes
from parity.checks.rms import val_prob
from parity.checks.stats.glm import GLM_SAYS
from parity.checks.vocabulary import (
    Bound,
    Check,
    Citation,
    Deviation,
    RCall,
    Reference,
    Tolerance,
    Undefined,
    exact,
    in_order,
    iterative,
)
from parity.statistics.as_typed.validation_as_typed import ValidationAsTyped, validation_as_typed

_OF = (
    concordance.CHECK,
    quality_indexes.CHECK,
    brier_score.CHECK,
    calibration_line.CHECK,
    calibration_curve.CHECK,
    spiegelhalter_test.CHECK,
)
_MOVED = (
    "val.prob follows to the digits where it is given the same risks; here each side has those of its own fit, which "
    "takes the steps of iterated least squares until the deviance changes by less than 1e-8 of itself, so that "
    "rounding is left, which the conditioning of the columns magnifies"
)


def _parts(sample: Any) -> Mapping[str, Callable[[], Any]]:
    typed = as_typed_sample(sample)

    def of(check: Check) -> Callable[[], Any]:
        return lambda: check.result_of(check.arguments(typed))

    return {check.stem: of(check) for check in _OF}


def _asked(check: Check) -> Reference:
    """The question of a check to val.prob."""
    return next(call for call in check.references if call.name == "val_prob")


def _deviations() -> tuple[Deviation, ...]:
    """What val.prob does instead of the definitions, as the statistics of given risks have it."""
    return tuple(dict.fromkeys(deviation for check in _OF for deviation in _asked(check).deviations))


def _tolerances() -> dict[str, Tolerance]:
    found = {}
    for check in _OF:
        for name in check.gives(_asked(check)):
            fixed = check.tolerance(name, _asked(check))
            if fixed.bound is None:  # made of the order of the risks
                found[name] = fixed
                continue
            reason, bound = f"{fixed.reason}; {_MOVED}", Bound(of_val_prob, name, fixed.bound.scale)
            found[name] = iterative(1e-11, reason, atol=fixed.atol, bound=bound)
    return found


def _undefined() -> tuple[Undefined, ...]:
    """Why a number has no definition, as its own statistic says."""
    found = []
    for check in _OF:
        for one in check.undefined:
            fields = tuple(name for name in one.fields if name in check.gives(_asked(check)))
            found += [dataclasses.replace(one, fields=fields)] if fields else []
    return tuple(found)


_COUNT = exact("a count of patients")

CHECK = Check(
    stem="validation_as_typed",
    group="as_typed",
    title="The validation as typed",
    compute=validation_as_typed,
    result=ValidationAsTyped,
    inputs={
        "developed": lambda sample: sample.fitted_on.outcome,
        "predictors": lambda sample: sample.fitted_on.predictors,
        "patients": lambda sample: sample.predictors,
        "coefficients": lambda sample: as_typed_sample(sample).coefficients,
        "risk": lambda sample: as_typed_sample(sample).risk,
        "parts": _parts,
        "code": lambda sample: by_val_prob(sample.study, sample.cohort, sample.setting.subgroup),
        "folder": lambda sample: folder_of(sample.study),
    },
    further_inputs=("developed", "predictors", "patients", "coefficients", "formula", "code", "folder"),
    of_patients={"risk": in_order},
    unless=unless,
    references=(
        RCall(
            "rms",
            "val.prob",
            sends=("code", "folder"),
            conditions={**GLM_SAYS, **RMS_SAYS, val_prob.DELETED: "risk_of_zero_or_one"},
            deviations=(*_deviations(), *PAIRS_OF_VAL_PROB),
            where_both_stop=val_prob.BOTH_STOP,
            note="the script that `parity script --part val.prob` prints reads the person's own file: glm, predict, "
            "val.prob at its defaults",
        ),
    ),
    tolerances={
        "rows": _COUNT,
        "events": _COUNT,
        "risk": iterative(1e-9, _MOVED, bound=Bound(of_risk, "risk")),
        **_tolerances(),
    },
    undefined=_undefined(),
    citations=(
        Citation("Harrell. Regression Modeling Strategies, 2nd ed., Springer 2015.", "10.1007/978-3-319-19425-7"),
        *quality_indexes.CHECK.citations,
    ),
)
