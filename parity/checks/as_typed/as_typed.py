"""The whole analysis, as a person types it: what R is asked, and how closely it must agree.

Nothing is taken for granted that Python hands to both sides of other checks: R reads the file itself, by the script
that ``parity script`` prints.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Union

import numpy as np

from parity.checks.as_typed.formula import RMS_SAYS
from parity.checks.as_typed.order import AREA
from parity.checks.as_typed.reading import folder_of
from parity.checks.as_typed.rounding import (
    estimates,
    of_patients,
    of_risks,
    standard_error_of_intercept,
    standard_error_of_slope,
)
from parity.checks.as_typed.script import analysis
from parity.checks.as_typed.ties import other_side
from parity.checks.as_typed.typed import as_typed_sample, no_line_typed, parts, standard_errors
from parity.checks.calibration import hosmer_lemeshow
from parity.checks.calibration.hosmer_lemeshow import (
    EMPTY_GROUP,
    NO_DEGREES_OF_FREEDOM,
    all_equal,
    no_degrees_of_freedom,
    one_group,
)
from parity.checks.discrimination import classification
from parity.checks.discrimination.auc_delong import ONE_PATIENT
from parity.checks.pROC.coords import CoordsRounding, coords_rounding
from parity.checks.stats.glm import BY_WEIGHTS, GLM_SAYS
from parity.checks.stats.pchisq import AS_ONE_MINUS, FROM_ONE
from parity.checks.vocabulary import (
    Basis,
    BothStop,
    Bound,
    Check,
    Citation,
    RCall,
    Tolerance,
    Undefined,
    closed_form,
    each_predictor,
    exact,
    in_order,
    iterative,
)
from parity.statistics.as_typed.as_typed import AsTyped, as_typed


def table_rounding(observed: np.ndarray, risk: np.ndarray, cutoff: float) -> CoordsRounding:
    """What rounding may do to the predictive values that pROC multiplies back from sensitivity and specificity."""
    return coords_rounding(observed, risk, cutoff)


_COUNT = exact("a count of patients")
_SAME_STEPS = (
    "both take the steps of iterated least squares until the deviance changes by less than 1e-8 of itself, so that "
    "rounding is left, which the conditioning of the columns magnifies"
)
_OF_ORDER = "made of counts, which hang on the order of the risks only"
_MULTIPLIED_BACK = "made of counts, which pROC multiplies back from sensitivity and specificity"
_OF_RISKS = f"of risks that differ by rounding errors; {_SAME_STEPS}"


def _ratio(name: str) -> Tolerance:
    return iterative(1e-9, f"an exponential; {_SAME_STEPS}", bound=Bound(estimates, name, (name, "standard_errors")))


def _recalibrated(name: str, scale: Union[float, Callable[..., float]]) -> Tolerance:
    return iterative(1e-9, f"{BY_WEIGHTS}; {_OF_RISKS}", bound=Bound(of_risks, name, scale=scale))


CHECK = Check(
    stem="as_typed",
    group="as_typed",
    title="The analysis as typed",
    compute=as_typed,
    result=AsTyped,
    inputs={
        "dropped": lambda sample: sample.cohort.dropped,
        "outcome": lambda sample: sample.fitted_on.outcome,
        "predictors": lambda sample: sample.fitted_on.predictors,
        "observed": lambda sample: sample.outcome,
        "patients": lambda sample: sample.predictors,
        "coefficients": lambda sample: as_typed_sample(sample).coefficients,
        "standard_errors": standard_errors,
        "risk": lambda sample: as_typed_sample(sample).risk,
        "cutoff": lambda sample: classification.CHECK.arguments(as_typed_sample(sample))["cutoff"],
        "groups": lambda sample: hosmer_lemeshow.CHECK.arguments(sample)["groups"],
        "parts": parts,
        "code": lambda sample: analysis(sample.study, sample.cohort, sample.setting.subgroup),
        "folder": lambda sample: folder_of(sample.study),
    },
    further_inputs=("thresholds", "cutoff", "groups", "formula", "code", "folder"),
    of_patients={"outcome": in_order, "values": each_predictor, "risk": in_order},
    unless=no_line_typed,
    references=(
        RCall(
            "stats",
            "glm",
            sends=("code", "folder"),
            needs=("pROC", "ResourceSelection"),
            conditions={
                **GLM_SAYS,
                **RMS_SAYS,
                r"ROC curve with AUC == 1 is always": "perfect_separation",
                r"did not allow for the requested number of bins": "fewer_groups",
            },
            deviations=(other_side("stats", "net_benefit"), AREA),
            where_both_stop=(
                BothStop("all risks are equal", "invalid number of intervals", when=all_equal),
                BothStop("fewer than 2 groups", "led to negative df", when=one_group),
            ),
            note="the script that `parity script` prints reads the person's own file and writes its own formula: "
            "glm, predict, pROC, ResourceSelection at their defaults",
        ),
    ),
    tolerances={
        **dict.fromkeys(("rows", "dropped", "events", "development_rows", "development_events"), _COUNT),
        **dict.fromkeys(("true_positives", "false_positives", "false_negatives", "true_negatives"), _COUNT),
        "hosmer_lemeshow_df": _COUNT,
        "levels": exact("the levels of each factor, in their order"),
        "outcome": exact("1 where the file says that it is the event"),
        "values": Tolerance(
            Basis.CLOSED_FORM, 2.0**-52, 0.0, "R's reading of a decimal number may be off by its last bit"
        ),
        "coefficients": iterative(1e-9, _SAME_STEPS, bound=Bound(estimates, "coefficients", scale="standard_errors")),
        "standard_errors": iterative(1e-9, _SAME_STEPS, bound=Bound(estimates, "standard_errors")),
        "p": iterative(1e-9, f"a normal tail; {_SAME_STEPS}", bound=Bound(estimates, "p")),
        "odds_ratios": _ratio("odds_ratios"),
        "odds_ratios_low": _ratio("odds_ratios_low"),
        "odds_ratios_high": _ratio("odds_ratios_high"),
        "risk": iterative(1e-9, _SAME_STEPS, bound=Bound(of_patients, "risk")),
        **dict.fromkeys(("auc", "auc_low", "auc_high", "youden"), closed_form(_OF_ORDER)),
        **dict.fromkeys(("accuracy", "sensitivity", "specificity"), closed_form(_OF_ORDER)),
        "ppv": closed_form(_MULTIPLIED_BACK, bound=Bound(table_rounding, "ppv")),
        "npv": closed_form(_MULTIPLIED_BACK, bound=Bound(table_rounding, "npv")),
        "cutoffs": iterative(1e-9, _OF_RISKS, bound=Bound(of_risks, "cutoffs")),
        "brier": iterative(1e-9, _OF_RISKS, bound=Bound(of_risks, "brier")),
        "hosmer_lemeshow": iterative(1e-9, _OF_RISKS, bound=Bound(of_risks, "hosmer_lemeshow", scale=1.0)),
        "hosmer_lemeshow_p": iterative(
            1e-9, f"{AS_ONE_MINUS}; {_OF_RISKS}", atol=FROM_ONE, bound=Bound(of_risks, "hosmer_lemeshow_p", scale=1.0)
        ),
        "intercept": _recalibrated("intercept", standard_error_of_intercept),
        "slope": _recalibrated("slope", standard_error_of_slope),
        "intercept_in_the_large": _recalibrated("intercept_in_the_large", 1.0),
        "net_benefit": closed_form("made of counts of patients above a threshold", atol=2e-15),
    },
    undefined=(
        Undefined(("hosmer_lemeshow", "hosmer_lemeshow_p"), EMPTY_GROUP),
        Undefined(("hosmer_lemeshow_p",), NO_DEGREES_OF_FREEDOM, when=no_degrees_of_freedom),
        Undefined(("slope",), "all log odds are equal: there is no line"),
        Undefined(("auc", "auc_low", "auc_high"), ONE_PATIENT),
        Undefined(("ppv",), classification.NOBODY_POSITIVE),
        Undefined(("npv",), classification.NOBODY_NEGATIVE),
    ),
    citations=(
        Citation(
            "McCullagh, Nelder. Generalized Linear Models, 2nd ed., Chapman and Hall 1989.", "10.1007/978-1-4899-3242-6"
        ),
        Citation(
            "Collins, Reitsma, Altman, Moons. Transparent reporting of a multivariable prediction model for individual "
            "prognosis or diagnosis (TRIPOD). BMJ 350 (2015) g7594.",
            "10.1136/bmj.g7594",
        ),
    ),
)
