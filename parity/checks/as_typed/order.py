"""What hangs on the order of the risks: R's own are ordered as its rounding falls.

Risks that are equal, or equal but for rounding, are so of patients with different columns (two levels of one
prevalence), and of patients with the same columns where the library that R multiplies matrices with rounds a row by its
place. What R then gives is exactly what follows from its own risks; that these are ours to rounding is a field of its
own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Optional

import numpy as np

from parity.checks.rms.val_prob import Generation, indexes
from parity.checks.vocabulary import Deviation
from parity.statistics.discrimination.auc_delong import auc_delong
from parity.statistics.discrimination.concordance import concordance, concordance_of_scores

Numbers = Mapping[str, Optional[float]]
Theirs = Mapping[str, np.ndarray]
_CAUSE = (
    "risks that are equal but for rounding are in another order, or tied otherwise: so it follows from R's own risks"
)


def area_of_theirs(observed: np.ndarray, level: float, theirs: Theirs) -> Numbers:
    """The area under the curve and its limits, of R's own risks."""
    return area(observed, theirs["risk"], level)


def area(observed: np.ndarray, risk: np.ndarray, level: float) -> Numbers:
    """The area under the curve and its limits."""
    found = auc_delong(observed, risk, level)
    return {"auc": found.auc, "auc_low": found.interval.low, "auc_high": found.interval.high}


def pairs(outcome: np.ndarray, risk: np.ndarray) -> Numbers:
    """C and Somers' Dxy."""
    found = concordance(outcome, risk)
    return {"c": found.c, "dxy": found.dxy}


def pairs_of_log_odds(outcome: np.ndarray, theirs: Theirs) -> Numbers:
    """C and Somers' Dxy of R's own log odds."""
    found = concordance_of_scores(outcome, theirs["log_odds"])
    return {"c": found.c, "dxy": found.dxy}


def _by_val_prob(generation: Generation) -> Callable[..., Numbers]:
    """C and Somers' Dxy of R's own risks, as val.prob counts them."""

    def pairs_of_risks(outcome: np.ndarray, theirs: Theirs) -> Numbers:
        found = indexes(outcome, theirs["risk"], generation)
        return {"c": found.c, "dxy": found.dxy}

    return pairs_of_risks


AREA = Deviation(
    ("auc", "auc_low", "auc_high"), "stats", _CAUSE, follows=area_of_theirs, definition=area, reads=("risk",)
)
PAIRS_OF_LRM = Deviation(
    ("c", "dxy"), "rms >= 6.9-0", _CAUSE, follows=pairs_of_log_odds, definition=pairs, reads=("log_odds",)
)
PAIRS_OF_VAL_PROB = tuple(
    Deviation(("c", "dxy"), one.value, _CAUSE, follows=_by_val_prob(one), definition=pairs, reads=("risk",))
    for one in Generation
)
