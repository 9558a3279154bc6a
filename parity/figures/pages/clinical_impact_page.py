"""The page of a clinical impact curve."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from parity.check import Check, Citation, RDrawing
from parity.figures.geometry.clinical_impact import ClinicalImpactOptions, draw_clinical_impact
from parity.figures.pages.page import GRID_ORDER, LINE, GridPage, lines_of, options_by_r
from parity.figures.values import clinical_impact_value
from parity.sample import Sample

WIDTH, HEIGHT = 7.0, 6.0


def clinical_impact_page(outcome: np.ndarray, risk: np.ndarray, thresholds: np.ndarray, options: Mapping[str, Any] = {}) -> GridPage:
    """The clinical impact curve, drawn: how many of 1000 patients are at high risk, and how many of them have the event.

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
    value = clinical_impact_value(outcome, risk, thresholds)
    chosen_options = options_by_r(ClinicalImpactOptions, options)
    draws = (draw_clinical_impact, partial(draw_clinical_impact, grid_across_first=True))
    return GridPage(*(lines_of(draw, value, chosen_options, WIDTH, HEIGHT) for draw in draws))


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "risk": sample.risk, "thresholds": sample.study.thresholds, "options": {}}


CHECK = Check(
    stem="clinical_impact_page",
    title="Clinical impact, the figure",
    compute=clinical_impact_page,
    result=GridPage,
    inputs=_inputs,
    references=(RDrawing("rmda", "plot_clinical_impact", width=WIDTH, height=HEIGHT, deviations=(GRID_ORDER,)),),
    tolerances={"content": LINE},
    citations=(Citation("Kerr, Brown, Zhu, Janes. Journal of Clinical Oncology 34 (2016) 2534-2540.", "10.1200/JCO.2015.65.5654"),),
)
