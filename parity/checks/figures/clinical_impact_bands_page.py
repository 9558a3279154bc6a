"""The page of a clinical impact curve with bootstrap bands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from parity.checks.figures.grid import grid_order
from parity.checks.figures.page import Page, page_check, page_of
from parity.checks.vocabulary import Citation
from parity.graphics.geometry.clinical_impact import WITH_BANDS


def clinical_impact_bands_page(
    outcome: np.ndarray,
    risk: np.ndarray,
    thresholds: np.ndarray,
    resamples: int,
    seed: int,
    level: float = 0.95,
    options: Mapping[str, Any] = {},
) -> Page:
    """The clinical impact curve with bootstrap bands, drawn.

    Parameters
    ----------
    outcome, risk, thresholds, resamples, seed, level
        As of `decision_curve_bands`.
    options : mapping
        Of ``rmda::plot_clinical_impact``, by R's names.

    Notes
    -----
    The numbers are those of `decision_curve_bands`; limits are lines of half the width of their curve.

    Equals the page of ``rmda::plot_clinical_impact(curve, confidence.intervals = TRUE)`` on ``pdf(width = 7, height =
    6)``, where the curve is that of ``decision_curve_bands``.

    References
    ----------
    Kerr, Brown, Zhu, Janes (2016), doi:10.1200/JCO.2015.65.5654.
    """
    inputs = {"outcome": outcome, "risk": risk, "thresholds": thresholds}
    return page_of(WITH_BANDS, {**inputs, "resamples": resamples, "seed": seed, "level": level}, options)


CHECK = page_check(
    WITH_BANDS,
    clinical_impact_bands_page,
    "rmda",
    "plot_clinical_impact",
    "Clinical impact with bands, the figure",
    Citation("Kerr, Brown, Zhu, Janes. Journal of Clinical Oncology 34 (2016) 2534-2540.", "10.1200/JCO.2015.65.5654"),
    deviations=(grid_order(WITH_BANDS),),
    draws=True,
)
