"""The page of a decision curve with bootstrap bands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from parity.checks.figures.grid import grid_order
from parity.checks.figures.page import Page, page_check, page_of
from parity.checks.vocabulary import Citation
from parity.graphics.geometry.decision_curve import WITH_BANDS


def decision_curve_bands_page(
    outcome: np.ndarray,
    risk: np.ndarray,
    thresholds: np.ndarray,
    resamples: int,
    seed: int,
    level: float = 0.95,
    options: Mapping[str, Any] = {},
) -> Page:
    """The decision curve with bootstrap bands, drawn.

    Parameters
    ----------
    outcome, risk, thresholds, resamples, seed, level
        As of `decision_curve_bands`.
    options : mapping
        Of ``rmda::plot_decision_curve``, by R's names.

    Notes
    -----
    The numbers are those of `decision_curve_bands`; limits are lines of half the width of their curve.

    Equals the page of ``rmda::plot_decision_curve(curve, confidence.intervals = TRUE)`` on ``pdf(width = 7, height =
    6)``, where the curve is that of ``decision_curve_bands``.

    References
    ----------
    Vickers, Elkin (2006), doi:10.1177/0272989X06295361.
    """
    inputs = {"outcome": outcome, "risk": risk, "thresholds": thresholds}
    return page_of(WITH_BANDS, {**inputs, "resamples": resamples, "seed": seed, "level": level}, options)


CHECK = page_check(
    WITH_BANDS,
    decision_curve_bands_page,
    "rmda",
    "plot_decision_curve",
    "Decision curve with bands, the figure",
    Citation("Vickers, Elkin. Medical Decision Making 26 (2006) 565-574.", "10.1177/0272989X06295361"),
    deviations=(grid_order(WITH_BANDS),),
    draws=True,
)
