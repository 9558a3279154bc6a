"""What ``rms::nomogram`` needs beside its numbers, and what it does of a model without effects.

Where levels are written short and an axis is set for chosen levels of another predictor only, or for a number, it
writes the abbreviation of another level; ours is that level's. (No check asks for either.)
"""

from __future__ import annotations

import numpy as np

from parity.checks.vocabulary import BothStop, Deviation


def without_effects(coefficients: np.ndarray) -> bool:
    """Whether every effect is exactly zero."""
    return not coefficients[1:].any()


def hardly_any_effects(linear_predictor: np.ndarray) -> bool:
    """Whether all patients have the same linear predictor, but for its rounding."""
    return bool(np.ptp(linear_predictor) <= 1e-10 * max(1.0, np.abs(linear_predictor).max()))


OF_THE_FIT = ("outcome",)
"""What R needs beside the numbers that a nomogram is drawn of: a fit of its own, which is then given these numbers."""

WITHOUT_EFFECTS = (
    BothStop("no round value of", "need at least two non-NA values", when=hardly_any_effects),
    BothStop("all effects are zero", "no locations are finite", when=without_effects),
)
"""Where both stop: of effects that are zero but for rounding, or exactly, as soon as that is drawn."""

NO_NUMBERS = Deviation(
    (),
    "rms",
    "of effects that are exactly zero it gives points that are not numbers",
    where_we_stop="all effects are zero",
    when=without_effects,
)
