"""Groups of risk as hoslem.test makes them, patient by patient: bounds come from these, not from ours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Groups:
    """Patients between quantiles of their risks.

    Attributes
    ----------
    place : (n,) int array
        The group of each patient, from 0.
    sizes, events : (k,) int arrays
    expected_events, expected_without : (k,) float arrays
        Sums of the risks, and of one minus the risks.
    """

    place: np.ndarray
    sizes: np.ndarray
    events: np.ndarray
    expected_events: np.ndarray
    expected_without: np.ndarray

    @property
    def sides(self) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
        """What was observed and what was expected, of events and of patients without."""
        return (self.events, self.expected_events), (self.sizes - self.events, self.expected_without)

    @property
    def filled(self) -> int:
        """How many groups have patients in them."""
        return int((self.sizes > 0).sum())


def groups_of(outcome: np.ndarray, risk: np.ndarray, groups: int) -> Groups:
    """The patients, each put between the limits that enclose his risk, the upper one included."""
    limits = limits_of(risk, groups)
    count = max(len(limits) - 1, 1)
    place = np.clip(np.searchsorted(limits, risk, side="left") - 1, 0, count - 1)

    def sums(weights: np.ndarray) -> np.ndarray:
        return np.bincount(place, weights=weights, minlength=count)

    sizes = np.bincount(place, minlength=count)
    return Groups(place, sizes, sums(outcome == 1).astype(int), sums(risk), sums(1 - risk))


def limits_of(risk: np.ndarray, groups: int) -> np.ndarray:
    """The distinct limits: quantiles of type 7, in the order of operations of ``stats::quantile``."""
    ordered = np.sort(risk)
    place = (len(risk) - 1) * np.append(np.arange(groups) * (1 / groups), 1.0) + 1
    lower, part = np.floor(place), place - np.floor(place)
    low, high = ordered[lower.astype(int) - 1], ordered[np.ceil(place).astype(int) - 1]
    return np.unique(np.where(low == high, low, (1 - part) * low + part * high))
