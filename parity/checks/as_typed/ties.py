"""What a program gives where a patient's risk is a threshold but for rounding, and falls on its other side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np
from scipy.special import logit

from parity.checks.as_typed.rounding import of_patients
from parity.checks.stats.glm_fit import HELD
from parity.checks.vocabulary import Deviation
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.once import once
from parity.statistics.utility.decision_curve import decision_curve

Predictors = Mapping[str, Column]
_FEW = 4 * 2.0**-52


@once
def on_the_other_side(
    outcome: np.ndarray,
    predictors: Predictors,
    patients: Predictors,
    observed: np.ndarray,
    risk: np.ndarray,
    thresholds: np.ndarray,
    formula: Optional[Formula] = None,
) -> Mapping[str, np.ndarray]:
    """Net benefits with those patients on the other side of a threshold whose risk is that but for rounding; masked at
    thresholds without such patients, and left out where there are none at any."""
    error = _of_risks(outcome, predictors, patients, risk, formula)
    above, at_or_above, standardised = (np.ma.masked_all(len(thresholds)) for _ in range(3))
    for place, threshold in enumerate(thresholds):
        near = np.abs(risk - threshold) <= error
        if near.any():
            here, beyond, below = threshold, np.nextafter(threshold, 2), np.nextafter(threshold, -1)
            moved = np.where(near, np.where(risk > here, here, beyond), risk)
            curve = decision_curve(observed, np.clip(moved, 0, 1), thresholds[[place]])
            above[place], standardised[place] = curve.net_benefit[0], curve.standardized_net_benefit[0]
            moved = np.where(near, np.where(risk >= here, below, here), risk)
            curve = decision_curve(observed, np.clip(moved, 0, 1), thresholds[[place]])
            at_or_above[place] = curve.net_benefit_at_or_above[0]
    if above.mask.all():
        return {}
    return {
        "net_benefit": above,
        "net_benefit_at_or_above": at_or_above,
        "standardized_net_benefit": standardised,
    }


def other_side(package: str, *fields: str) -> Deviation:
    """The deviation of a package that fits the model itself, or is given the risks of R's own fit."""
    cause = "a patient's risk is the threshold but for rounding, and falls on its other side"
    return Deviation(fields, package, cause, follows=on_the_other_side)


def _of_risks(
    outcome: np.ndarray, predictors: Predictors, patients: Predictors, risk: np.ndarray, formula: Optional[Formula]
) -> np.ndarray:
    """How far the risk of each patient may be from that of a program that fits the columns as they are; some roundings
    of 1 at least, and 0 where glm holds the risk."""
    moved = of_patients(outcome, predictors, patients, risk, formula)
    with np.errstate(divide="ignore"):
        is_held = (np.abs(logit(risk)) > HELD + 1) & bool(predictors)
    return np.where(is_held, 0.0, np.asarray(moved["risk"]) + _FEW)
