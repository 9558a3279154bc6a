"""The page of a clinical impact curve."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from parity.checks.figures.grid import grid_order
from parity.checks.figures.page import Page, page_check, page_of
from parity.checks.vocabulary import Citation
from parity.graphics.geometry.clinical_impact import FIGURE


def clinical_impact_page(
    outcome: np.ndarray, risk: np.ndarray, thresholds: np.ndarray, options: Mapping[str, Any] = {}
) -> Page:
    """The clinical impact curve, drawn: how many of 1000 patients are at high risk, and how many of them have the
    event.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    risk : (n,) float array
        Predicted risk in [0, 1].
    thresholds : (k,) float array
        Threshold probabilities, ascending.
    options : mapping
        Of ``rmda::plot_clinical_impact``, by R's names.

    Notes
    -----
    The numbers are those of `clinical_impact`; a second axis names the cost:benefit ratios nearest to the thresholds.

    Equals the page of ``rmda::plot_clinical_impact(curve, population.size = 1000)`` on ``pdf(width = 7, height = 6)``.

    References
    ----------
    Kerr, Brown, Zhu, Janes (2016), doi:10.1200/JCO.2015.65.5654.
    """
    return page_of(FIGURE, {"outcome": outcome, "risk": risk, "thresholds": thresholds}, options)


CHECK = page_check(
    FIGURE,
    clinical_impact_page,
    "rmda",
    "plot_clinical_impact",
    "Clinical impact, the figure",
    Citation("Kerr, Brown, Zhu, Janes. Journal of Clinical Oncology 34 (2016) 2534-2540.", "10.1200/JCO.2015.65.5654"),
    deviations=(grid_order(FIGURE),),
)
