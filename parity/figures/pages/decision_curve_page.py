"""The page of a decision curve."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from parity.check import Check, Citation, RDrawing
from parity.figures.geometry.decision_curve import DecisionCurveOptions, draw_decision_curve
from parity.figures.pages.page import GRID_ORDER, LINE, GridPage, lines_of, options_by_r
from parity.figures.values import decision_curve_value
from parity.sample import Sample

WIDTH, HEIGHT = 7.0, 6.0


def decision_curve_page(outcome: np.ndarray, risk: np.ndarray, thresholds: np.ndarray, options: Mapping[str, Any] = {}) -> GridPage:
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
    chosen = dict(options)
    value = decision_curve_value(outcome, risk, thresholds, standardize=chosen.pop("standardize", True))
    chosen_options = options_by_r(DecisionCurveOptions, chosen)
    draws = (draw_decision_curve, partial(draw_decision_curve, grid_across_first=True))
    return GridPage(*(lines_of(draw, value, chosen_options, WIDTH, HEIGHT) for draw in draws))


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "risk": sample.risk, "thresholds": sample.study.thresholds, "options": {}}


CHECK = Check(
    stem="decision_curve_page",
    title="Decision curve, the figure",
    compute=decision_curve_page,
    result=GridPage,
    inputs=_inputs,
    references=(RDrawing("rmda", "plot_decision_curve", width=WIDTH, height=HEIGHT, deviations=(GRID_ORDER,)),),
    tolerances={"content": LINE},
    citations=(Citation("Vickers, Elkin. Medical Decision Making 26 (2006) 565-574.", "10.1177/0272989X06295361"),),
)
