"""The page of an ROC curve with the bootstrap intervals of its sensitivities."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np

from parity.checks.figures.page import CONVERSIONS, TIES, Page, across_ties, page_check, page_of
from parity.checks.vocabulary import Citation, Deviation
from parity.graphics.geometry.roc import FIGURE, RocValue

OPTIONS = {"print.auc": True, "ci.type": "shape"}


def roc_band_page(
    outcome: np.ndarray,
    risk: np.ndarray,
    resamples: int,
    seed: int,
    level: float = 0.95,
    options: Mapping[str, Any] = OPTIONS,
) -> Page:
    """The ROC curve, drawn, with the bootstrap intervals of its sensitivities and the area under it.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk : (n,) float array
    resamples, seed : int
        As in `sensitivity_bootstrap`.
    level : float
        Confidence level of the intervals, in (0, 1).
    options : mapping
        Of ``pROC::plot.roc``, by R's names; ``ci.type`` is ``"shape"`` or ``"bars"``.

    Notes
    -----
    The numbers are those of `sensitivity_bootstrap`, stratified, at every twentieth of the specificity.

    Equals the page of ``set.seed(seed); plot(pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", ci = TRUE, of
    = "se", specificities = seq(0, 1, .05), conf.level = level, boot.n = resamples), print.auc = TRUE, ci.type =
    "shape")`` on ``pdf(width = 6, height = 6)``.

    References
    ----------
    Robin et al. (2011), doi:10.1186/1471-2105-12-77.
    """
    inputs = {"outcome": outcome, "risk": risk, "level": level, "resamples": resamples, "seed": seed}
    return page_of(FIGURE, inputs, options)


def _across_ties(outcome: Any, risk: Any, resamples: int, seed: int, level: float, options: Mapping[str, Any]) -> Page:
    def change(value: RocValue) -> RocValue:
        return dataclasses.replace(value, auc=across_ties(value.auc))

    inputs = {"outcome": outcome, "risk": risk, "level": level, "resamples": resamples, "seed": seed}
    return page_of(FIGURE, inputs, options, change=change)


CHECK = page_check(
    FIGURE,
    roc_band_page,
    "pROC",
    "plot.roc",
    "ROC curve with bootstrap intervals, the figure",
    Citation("Robin et al. pROC. BMC Bioinformatics 12 (2011) 77.", "10.1186/1471-2105-12-77"),
    draws_patients=True,
    draws=True,
    further_options={"ci.type": "shape"},
    conditions={**CONVERSIONS, r"of a ROC curve with AUC == 1 is always": "perfect_separation"},
    deviations=(Deviation(("content",), "pROC", TIES, follows=_across_ties),),
)
