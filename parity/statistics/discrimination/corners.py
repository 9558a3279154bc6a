"""The corners of an ROC curve."""

from __future__ import annotations

import numpy as np

from parity.statistics.tally import Tally


def corners(counts: Tally) -> np.ndarray:
    """Their places among the thresholds of `roc_curve`, without the first and the last, which are infinite.

    Controls lie directly below a corner, and cases directly above it, or no case is above it.
    """
    more_controls = np.append(True, np.diff(counts.controls) > 0)
    fewer_cases = np.append(np.diff(counts.cases) > 0, True)
    found = np.flatnonzero(more_controls & (fewer_cases | (counts.cases == counts.cases[-1])))
    return found[(found > 0) & (found < len(counts.cases) - 1)]
