"""Where pROC::ci.auc stops of a bootstrap."""

from __future__ import annotations

import numpy as np

from parity.checks.vocabulary import Deviation
from parity.statistics.random.generator import RRandom

AT_ONCE = 1 << 18


def resample_without_control(outcome: np.ndarray, resamples: int, seed: int) -> bool:
    """Whether some resample of all patients has cases only."""
    dice, n = RRandom(seed), len(outcome)
    part = max(1, AT_ONCE // n)
    counts = (min(part, resamples - first) for first in range(0, resamples, part))
    return any(bool(outcome[dice.resamples(n, count)].all(axis=1).any()) for count in counts)


STOPS = Deviation(
    (),
    "pROC",
    "it stops where a resample has no control: the specificities are then not numbers, and pROC asks whether they are "
    "sorted; a resample without a case it leaves out",
    where_it_stops="missing value where TRUE/FALSE needed",
    when=resample_without_control,
)
