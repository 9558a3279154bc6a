"""Apparent, training and test values of a model's indexes over resamples, and what optimism leaves of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from parity.statistics.validation.plans import Method

Observer = Callable[[np.ndarray, np.ndarray], None]
"""Is shown what is found in resamples, (k, m) each: on the patients that a model is fitted to, and is tried on."""
SHARE_OUTSIDE = 0.632
"""1 - exp(-1), to three decimals: the share of the patients that a resample has."""


@dataclass(frozen=True, slots=True)
class Resampled:
    """Sums over resamples, of m indexes.

    Attributes
    ----------
    apparent : (m,) float array
    training, test : (m,) float array
        Means over the resamples that have both; of the .632 method `test` is the weighted sum.
    used : (m,) int array
        How many have both.
    lost : int
        Resamples without a model.
    """

    apparent: np.ndarray
    training: np.ndarray
    test: np.ndarray
    used: np.ndarray
    lost: int


class Tally:
    """Adds up what is found in resamples.

    Parameters
    ----------
    apparent : (m,) float array
    """

    def __init__(self, apparent: np.ndarray) -> None:
        self._apparent = apparent
        self._training, self._test = np.zeros(len(apparent)), np.zeros(len(apparent))
        self._used, self._lost = np.zeros(len(apparent), dtype=np.int64), 0

    def add(self, training: np.ndarray, test: np.ndarray, share: np.ndarray, found: np.ndarray) -> None:
        """Of k resamples: indexes (k, m), their shares (k,) and whether they have a model (k,)."""
        both = found[:, np.newaxis] & ~np.isnan(training + test)
        self._training += np.where(both, training, 0.0).sum(axis=0)
        self._test += (np.where(both, test, 0.0) * share[:, np.newaxis]).sum(axis=0)
        self._used += both.sum(axis=0)
        self._lost += int((~found).sum())

    def resampled(self, method: Method) -> Resampled:
        """The means."""
        with np.errstate(invalid="ignore", divide="ignore"):
            training = self._training / self._used
            test = self._test if method is Method.OMITTED else self._test / self._used
        return Resampled(self._apparent, training, test, self._used, self._lost)


def optimism_of(found: Resampled, method: Method) -> np.ndarray:
    """What is taken off the apparent values."""
    if method is Method.OMITTED:
        return np.asarray(SHARE_OUTSIDE * (found.apparent - found.test))
    return np.asarray(found.training - found.test)
