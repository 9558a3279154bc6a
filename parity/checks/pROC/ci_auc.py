"""Where pROC::ci.auc stops of a bootstrap."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from parity.checks.vocabulary import Deviation
from parity.statistics.random.generator import RRandom

AT_ONCE = 1 << 18


def resample_without_control(outcome: np.ndarray, resamples: int, seed: int) -> bool:
    """Whether some resample of all patients has cases only."""
    return any(bool(resampled.all(axis=1).any()) for resampled in outcomes(outcome, resamples, seed))


def outcomes(outcome: np.ndarray, resamples: int, seed: int) -> Iterator[np.ndarray]:
    """Those of resamples of all patients, a row each, some at a time."""
    dice, n = RRandom(seed), len(outcome)
    part = max(1, AT_ONCE // n)
    counts = (min(part, resamples - first) for first in range(0, resamples, part))
    return (outcome[dice.resamples(n, count)] for count in counts)


STOPS = Deviation(
    (),
    "pROC",
    "it stops where a resample has no control: the specificities are then not numbers, and pROC asks whether they are "
    "sorted; a resample without a case it leaves out",
    where_it_stops="missing value where TRUE/FALSE needed",
    when=resample_without_control,
)
