"""What rounding of the risks may do to numbers that hang on their order, or on which side of a limit they are.

Such a number jumps: it does not move at all, or by more than is verified.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from parity.checks.regression.rounding import patients_as_given
from parity.checks.rms.lrm_fit import BIN_COUNT
from parity.checks.stats.glm_fit import HELD
from parity.data.cohort import Column
from parity.models.design import design_matrix
from parity.statistics.once import once

Predictors = Mapping[str, Column]
_FEW = 4 * 2.0**-52


@once
def net_benefit(
    outcome: np.ndarray,
    predictors: Predictors,
    patients: Predictors,
    observed: np.ndarray,
    risk: np.ndarray,
    thresholds: np.ndarray,
) -> Mapping[str, np.ndarray]:
    """Of net benefits at each threshold: what the patients are worth whose risk is the threshold but for rounding."""
    error = of_risks(outcome, predictors, patients)
    order = np.argsort(risk)
    widest, sorted_risk = float(error.max()), risk[order]
    found = np.zeros(len(thresholds))
    for place, threshold in enumerate(thresholds):
        low = np.searchsorted(sorted_risk, threshold - widest, side="left")
        near = order[low : np.searchsorted(sorted_risk, threshold + widest, side="right")]
        near = near[np.abs(risk[near] - threshold) <= error[near]]
        odds = threshold / (1 - threshold) if threshold < 1 else np.inf
        if len(near):
            found[place] = np.where(observed[near] == 1, 1.0, odds).sum() / len(observed)
    standardised = found / max(float(np.mean(observed)), 1 / len(observed))
    return {
        "net_benefit": found,
        "net_benefit_at_or_above": found,
        "standardized_net_benefit": standardised,
    }


def of_risks(outcome: np.ndarray, predictors: Predictors, patients: Predictors) -> np.ndarray:
    """How far the risk of each patient may be from that of a program that fits the columns as they are; some roundings
    of 1 at least."""
    moved = patients_as_given(outcome, predictors, patients)
    return np.asarray(moved["risk"]) + _FEW


@once
def of_pairs(
    outcome: np.ndarray, predictors: Predictors, patients: Predictors, observed: np.ndarray, risk: np.ndarray
) -> float:
    """Of a C index: the share of the pairs of an event and a non-event of other columns and the same risk but for
    rounding."""
    error = np.asarray(patients_as_given(outcome, predictors, patients)["linear_predictor"]) + _FEW
    with np.errstate(divide="ignore"):
        log_odds = np.clip(np.log(risk) - np.log1p(-risk), -HELD, HELD)
    order = np.argsort(log_odds, kind="stable")
    gaps = np.diff(log_odds[order]) > error[order][1:] + error[order][:-1]
    cluster = np.empty(len(order), dtype=int)
    cluster[order] = np.r_[0, np.cumsum(gaps)]
    _, rows = np.unique(design_matrix(patients).values, axis=0, return_inverse=True)
    _, of_rows = np.unique(np.column_stack([cluster, rows.ravel()]), axis=0, return_inverse=True)
    pairs = _pairs(cluster, observed) - _pairs(of_rows.ravel(), observed)
    return pairs / max(1, int(observed.sum()) * int((observed == 0).sum()))


@once
def of_bins(
    outcome: np.ndarray, predictors: Predictors, patients: Predictors, observed: np.ndarray, risk: np.ndarray
) -> float:
    """Of a C index of risks in bins of 0.0002: the share of the pairs with a patient who is in one of two bins by
    rounding."""
    scaled, error = BIN_COUNT * risk, BIN_COUNT * of_risks(outcome, predictors, patients)
    unsure = np.flatnonzero(np.abs(scaled - np.rint(scaled)) <= error)
    pairs = 0
    others = {event: np.sort(scaled[observed != event]) for event in (0, 1)}
    for patient in unsure:
        among, at = others[int(observed[patient])], np.rint(scaled[patient])
        pairs += int(np.searchsorted(among, at + 2) - np.searchsorted(among, at - 2))
    return pairs / max(1, int(observed.sum()) * int((observed == 0).sum()))


def _pairs(group: np.ndarray, outcome: np.ndarray) -> int:
    """Of an event and a non-event in one group."""
    events = np.bincount(group, weights=outcome)
    return int((events * (np.bincount(group) - events)).sum())
