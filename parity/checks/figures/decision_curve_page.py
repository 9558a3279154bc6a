"""The page of a decision curve."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from parity.checks.figures.grid import grid_order
from parity.checks.figures.page import Page, page_check, page_of
from parity.checks.vocabulary import Citation
from parity.graphics.geometry.decision_curve import FIGURE


def decision_curve_page(
    outcome: np.ndarray, risk: np.ndarray, thresholds: np.ndarray, options: Mapping[str, Any] = {}
) -> Page:
    """The decision curve, drawn: standardised net benefit of the model, of treating all and of treating none.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    risk : (n,) float array
        Predicted risk in [0, 1].
    thresholds : (k,) float array
        Threshold probabilities, ascending.
    options : mapping
        Of ``rmda::plot_decision_curve``, by R's names.

    Notes
    -----
    The numbers are those of `decision_curve`; a second axis names the cost:benefit ratios nearest to the thresholds.

    Equals the page of ``rmda::plot_decision_curve(curve, curve.names = "Model")`` on ``pdf(width = 7, height = 6)``.

    References
    ----------
    Vickers, Elkin (2006), doi:10.1177/0272989X06295361.
    """
    return page_of(FIGURE, {"outcome": outcome, "risk": risk, "thresholds": thresholds}, options)


CHECK = page_check(
    FIGURE,
    decision_curve_page,
    "rmda",
    "plot_decision_curve",
    "Decision curve, the figure",
    Citation("Vickers, Elkin. Medical Decision Making 26 (2006) 565-574.", "10.1177/0272989X06295361"),
    deviations=(grid_order(FIGURE),),
)
