"""What is known of ``rmda::decision_curve`` with bootstrap bands: how closely it is held, and where it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from parity.checks.vocabulary import Citation, Deviation, Tolerance, closed_form
from parity.statistics.fields import field_names
from parity.statistics.utility.bands import Band, BothPolicies, both_policies
from parity.statistics.utility.refits import Refits, refitted

POPULATION_PREVALENCE = 0.1
"""As which cases and controls are looked at: a tenth of the population has the event."""

IN_PASSING = {
    r"The data provided is used to both fit": "-",
    r"Calculating net benefit curves for case-control data": "-",
    r"fitted probabilities numerically 0 or 1 occurred": "risks_of_0_or_1",
    r"algorithm did not converge": "not_converged",
}
"""What it says, and glm of the models that it fits."""

CITATIONS = (
    Citation("Vickers, Elkin. Medical Decision Making 26 (2006) 565-574.", "10.1177/0272989X06295361"),
    Citation("Kerr, Brown, Zhu, Janes. Journal of Clinical Oncology 34 (2016) 2534-2540.", "10.1200/JCO.2015.65.5654"),
    Citation("Hyndman, Fan. The American Statistician 50 (1996) 361-365.", "10.2307/2684934"),
)

_VALUE = closed_form(
    "made of counts, which are exact: where shares cancel, at most a dozen roundings of terms of at most 1 are left",
    atol=2e-15,
)
_LIMIT = closed_form(
    "one of the same numbers of the resamples, which are drawn by R's own generator from the same seed: an order "
    "statistic, at the place that both programs find from the same doubles; roundings as of the number itself",
    atol=2e-15,
)


def tolerances(result: type) -> dict[str, Tolerance]:
    """Of every number of bands, and of their limits."""
    return {name: _VALUE if name.endswith(".value") else _LIMIT for name in field_names(result)}


def _refits(inputs: Mapping[str, Any], farthest: float = np.inf) -> Refits:
    return refitted(
        inputs["outcome"],
        inputs["predictors"],
        inputs["thresholds"],
        inputs["resamples"],
        inputs["seed"],
        inputs.get("population_prevalence"),
        inputs.get("formula"),
        farthest,
    )


def _bands(inputs: Mapping[str, Any], farthest: float = np.inf) -> BothPolicies:
    refits, prevalence = _refits(inputs, farthest), inputs.get("population_prevalence")
    return both_policies(refits.original, refits.drawn, inputs["thresholds"], inputs["level"], prevalence)


def where_a_risk_is_on_a_threshold(**inputs: Any) -> dict[str, dict[str, dict[str, np.ndarray]]]:
    """The bands of refitted models at the thresholds on which a risk lies but for rounding; NaN at the others."""
    found = _bands(inputs)
    met = dict(zip(found.opt_in.net_benefit.thresholds, _refits(inputs).on_threshold > 0))
    return {policy: _where(getattr(found, policy), met) for policy in ("opt_in", "opt_out")}


def _where(policy: Any, met: Mapping[str, bool]) -> dict[str, dict[str, np.ndarray]]:
    of_model: dict[str, Band] = {name: getattr(policy, name) for name in type(policy).__dataclass_fields__}
    return {
        name: {
            which: np.where([met[threshold] for threshold in band.thresholds], getattr(band, which), np.nan)
            for which in ("value", "low", "high")
        }
        for name, band in of_model.items()
    }


def some_risk_is_on_a_threshold(**inputs: Any) -> bool:
    """Whether a risk of a refitted model lies on a threshold but for rounding."""
    return bool(_refits(inputs).on_threshold.any())


MODEL_CAUSE = (
    "a risk of a model that it fits lies on the threshold but for rounding, as a share of few patients may, and the "
    "rounding of glm's least squares decides who is at high risk"
)
ON_A_THRESHOLD = Deviation(
    tuple(name for name in field_names(BothPolicies) if "_all." not in name and "_none." not in name),
    "rmda",
    MODEL_CAUSE,
    definition=where_a_risk_is_on_a_threshold,
    when=some_risk_is_on_a_threshold,
)


def with_risks_lost(**inputs: Any) -> dict[str, Any]:
    """The bands of refitted models where a patient whose risk is lost is neither above a threshold nor below."""
    not_above, not_below = _bands(inputs, FARTHEST), _bands(inputs).opt_out
    from_above = {"low_risk": not_above.opt_out.low_risk, "spared": not_above.opt_out.spared}
    return {"opt_in": not_above.opt_in, "opt_out": replace(not_below, **from_above)}


def with_every_risk(**inputs: Any) -> BothPolicies:
    """The same with no risk lost."""
    return _bands(inputs)


def some_risk_is_lost(**inputs: Any) -> bool:
    """Whether a log odds of a refitted model, moved to the population, is beyond the exponential's range."""
    return _refits(inputs, FARTHEST).lost > 0


FARTHEST = float(np.log(np.finfo(float).max))
"""Log odds whose exponential is the largest double."""
RISKS_LOST = Deviation(
    ON_A_THRESHOLD.fields,
    "rmda",
    "of cases and controls it computes a risk as exp(x)/(1 + exp(x)), which is no number for a log odds x beyond 709, "
    "as where the outcomes of a resample are separated: such a patient is neither above a threshold nor below it",
    follows=with_risks_lost,
    definition=with_every_risk,
    when=some_risk_is_lost,
)


def one_of_a_kind(outcome: np.ndarray) -> bool:
    """Whether there is only one case or one control, and it is not the first patient."""
    rows = [np.flatnonzero(outcome == kind) for kind in (0, 1)]
    return any(len(own) == 1 and own[0] > 0 for own in rows)


STOPS_AT_ONE = Deviation(
    (),
    "rmda",
    "of cases and controls it stops where one group is a single patient: sample(x) of one row number x draws from 1 to "
    "x",
    where_it_stops="number of items to replace is not a multiple of replacement length",
    when=one_of_a_kind,
)
