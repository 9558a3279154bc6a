"""The predictor that a check looks at, and whether the check applies to it."""

from __future__ import annotations

from typing import Any

import numpy as np

from parity.data.categories import categories_of
from parity.data.cohort import Column, Factor


def column(sample: Any) -> Column:
    """The predictor as the study has it."""
    found: Column = sample.predictors[sample.setting.predictor]
    return found


def values(sample: Any) -> np.ndarray:
    """Its numbers."""
    found = column(sample)
    assert not isinstance(found, Factor)
    return found


def categories(sample: Any) -> Factor:
    """Its categories."""
    found = categories_of(column(sample))
    assert found is not None
    return found


def is_number(sample: Any) -> bool:
    """Whether it is a number: a categorical predictor has no t test."""
    return categories_of(column(sample)) is None


def is_categorical(sample: Any) -> bool:
    """Whether it is a factor, or a number of two values."""
    return not is_number(sample)


def both(sample: Any) -> tuple[np.ndarray, np.ndarray]:
    """Its numbers in patients with the event, and without."""
    found, events = values(sample), sample.outcome == 1
    return found[events], found[~events]
