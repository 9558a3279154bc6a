"""Calibration line: what is asked of val.prob, glm and statsmodels, and how closely."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.special import expit

from parity.checks.calibration.rounding import (
    line,
    line_by_glm,
    line_by_lrm_fit,
    standard_error_of_intercept,
    standard_error_of_slope,
)
from parity.checks.rms import val_prob
from parity.checks.stats.glm import GLM_SAYS
from parity.checks.vocabulary import (
    Bound,
    Check,
    Citation,
    Deviation,
    LibraryCall,
    Quantity,
    RCall,
    Tolerance,
    Undefined,
    iterative,
)
from parity.checks.vocabulary.tolerance import Function
from parity.statistics.calibration.calibration_line import CalibrationLine, calibration_line
from parity.statistics.calibration.recalibration import recalibration, shift

_EPSILON = 2.0**-52


def standard_error_clipped(outcome: np.ndarray, risk: np.ndarray) -> Mapping[str, float]:
    """What statsmodels gives with no risk nearer to 0 or 1 than 2.2e-16."""
    shifted = shift(outcome, risk).estimate + recalibration(outcome, risk).log_odds
    clipped = np.clip(expit(shifted), _EPSILON, 1 - _EPSILON)
    if np.array_equal(clipped, expit(shifted), equal_nan=True):
        return {}
    return {"intercept_in_the_large_standard_error": float((clipped * (1 - clipped)).sum() ** -0.5)}


_AT_THE_OPTIMUM = (
    "Newton's method until a step is below 1e-10, against iterated least squares that stop at a change of 1e-14 in the "
    "deviance, twice: quadratic convergence leaves rounding errors only, in standard errors and magnified by the "
    "conditioning"
)
_LOST = (
    "glm takes 1 - risk from the risk, so that near 1 few digits of it are left of a patient without the event, and "
    "holds linear predictors within 30 of 0"
)
_STEPS = (
    "the steps of lrm.fit are followed to where it stops, and differ by rounding errors, which the conditioning "
    "magnifies"
)


def _tolerances(reason: str, function: Function = line) -> dict[str, Tolerance]:
    """Of the estimates, in the reference's standard errors, and of the standard errors themselves."""
    found = {}
    for estimate in ("intercept", "slope", "intercept_in_the_large"):
        error = f"{estimate}_standard_error"
        found[estimate] = iterative(1e-12, reason, bound=Bound(function, estimate, scale=error))
        found[error] = iterative(1e-12, reason, bound=Bound(function, error))
    return found


_NOBODY = "where every risk is exactly 0 or 1 it is not asked, for want of patients, and its numbers are NaN"

NO_LINE = (
    "the risks of events and of non-events do not overlap, or all are equal: the likelihood of a line has no maximum"
)

CHECK = Check(
    stem="calibration_line",
    group="calibration",
    title="Calibration line",
    compute=calibration_line,
    result=CalibrationLine,
    references=(
        val_prob.asked(
            ("intercept", "slope"),
            tolerances={
                "intercept": iterative(
                    1e-12, _STEPS, bound=Bound(line_by_lrm_fit, "intercept", scale=standard_error_of_intercept)
                ),
                "slope": iterative(1e-12, _STEPS, bound=Bound(line_by_lrm_fit, "slope", scale=standard_error_of_slope)),
            },
            conditions={val_prob.DELETED: "risk_of_zero_or_one"},
            deviations=(
                *val_prob.STOPS,
                val_prob.WITHOUT_LOGITS,
                Deviation(("intercept", "slope"), "rms", val_prob.OF_ROUNDING, when=val_prob.hardly_differ),
                *val_prob.deviations(val_prob.LINE, "intercept", "slope", rounding=line_by_lrm_fit),
            ),
            where_both_stop=val_prob.BOTH_STOP,
            note="its Intercept is the one fitted with the slope, not calibration-in-the-large",
        ),
        RCall(
            "stats",
            "glm",
            conditions=GLM_SAYS,
            tolerances=_tolerances(f"{_LOST}; {_AT_THE_OPTIMUM}", line_by_glm),
            deviations=(
                Deviation(
                    (), "stats", _NOBODY, where_we_stop=val_prob.NOTHING_TO_RECALIBRATE, when=val_prob.all_certain
                ),
            ),
            note="at the optimum (epsilon = 1e-14), the standard errors too; not asked for a line where the log odds "
            "do not overlap; calibration-in-the-large by stats::uniroot where shifted log odds are beyond 15",
        ),
        LibraryCall(
            "statsmodels",
            "GLM",
            conditions={"overflow encountered in exp": "-"},
            deviations=(
                Deviation(
                    (), "statsmodels", _NOBODY, where_we_stop=val_prob.NOTHING_TO_RECALIBRATE, when=val_prob.all_certain
                ),
                Deviation(
                    ("intercept_in_the_large_standard_error",),
                    "statsmodels",
                    "it keeps risks 2.2e-16 away from 0 and 1, where a risk that is nearer would carry less "
                    "information",
                    follows=standard_error_clipped,
                ),
            ),
            note="iterative weighted least squares, tol = 1e-14, twice; asked as glm is",
        ),
    ),
    quantities=(
        Quantity("Calibration intercept", "intercept"),
        Quantity("Calibration slope", "slope"),
        Quantity("Calibration-in-the-large", "intercept_in_the_large"),
    ),
    tolerances=_tolerances(_AT_THE_OPTIMUM),
    undefined=(
        Undefined(("intercept", "slope", "intercept_standard_error", "slope_standard_error"), NO_LINE),
        Undefined(
            ("intercept_in_the_large", "intercept_in_the_large_standard_error"),
            "one outcome only occurs, or risks that are all but certain contradict each other: the likelihood has no "
            "maximum that could be found",
        ),
    ),
    citations=(
        Citation(
            "Cox. Two further applications of a model for binary regression. Biometrika 45 (1958) 562-565.",
            "10.1093/biomet/45.3-4.562",
        ),
        Citation(
            "Miller, Langefeld, Tierney, Hui, McDonald. Validation of probabilistic predictions. "
            "Medical Decision Making 13 (1993) 49-57.",
            "10.1177/0272989X9301300107",
        ),
        Citation(
            "Albert, Anderson. On the existence of maximum likelihood estimates in logistic regression models. "
            "Biometrika 71 (1984) 1-10.",
            "10.1093/biomet/71.1.1",
        ),
        Citation(
            "Van Calster et al. Calibration: the Achilles heel of predictive analytics. BMC Medicine 17 (2019) 230.",
            "10.1186/s12916-019-1466-7",
        ),
    ),
)
