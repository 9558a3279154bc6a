"""Where pROC stops of a resample of all patients with one class only."""

from __future__ import annotations

import numpy as np

from parity.checks.pROC.ci_auc import outcomes
from parity.checks.vocabulary import Deviation


def resample_of_one_class(outcome: np.ndarray, resamples: int, seed: int) -> bool:
    """Whether some resample of all patients has cases only, or controls only."""
    return any(
        bool((resampled.min(axis=1) == resampled.max(axis=1)).any()) for resampled in outcomes(outcome, resamples, seed)
    )


STOPS_OF_ONE_CLASS = Deviation(
    (),
    "pROC",
    "it stops where a resample has no control or no case: specificities or sensitivities are then not numbers, and "
    "pROC asks how they compare",
    where_it_stops="missing value where TRUE/FALSE needed",
    when=resample_of_one_class,
)

STOPS_AT_A_THRESHOLD = Deviation(
    (),
    "pROC >= 1.19",
    "it stops where a resample has no control or no case: of a single threshold what is not a number is no longer left "
    "out",
    where_it_stops="missing values and NaN's not allowed",
    when=resample_of_one_class,
)
