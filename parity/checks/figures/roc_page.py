"""The page of an ROC curve."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from parity.checks.figures.page import CONVERSIONS, TIES, Page, across_ties, page_check, page_of
from parity.checks.vocabulary import Citation, Deviation
from parity.graphics.geometry.roc import FIGURE, RocValue


def roc_page(
    outcome: np.ndarray, risk: np.ndarray, level: float = 0.95, options: Mapping[str, Any] = {"print.auc": True}
) -> Page:
    """The ROC curve, drawn, with the area under it and its DeLong interval.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk : (n,) float array
    level : float
        Confidence level of the interval, in (0, 1).
    options : mapping
        Of ``pROC::plot.roc``, by R's names.

    Notes
    -----
    The numbers are those of `roc_curve` and `auc_delong`; the scales have the same unit, and specificity runs from 1 to
    0.

    Equals the page of ``plot(pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", ci = TRUE, conf.level =
    level), print.auc = TRUE)`` on ``pdf(width = 6, height = 6)``.

    References
    ----------
    Robin et al. (2011), doi:10.1186/1471-2105-12-77.
    """
    return page_of(FIGURE, {"outcome": outcome, "risk": risk, "level": level}, options)


def _otherwise(change: Callable[[RocValue], RocValue], transliterate: bool) -> Callable[..., Page]:
    """The page as another R has it."""

    def drawn(outcome: np.ndarray, risk: np.ndarray, level: float, options: Mapping[str, Any]) -> Page:
        inputs = {"outcome": outcome, "risk": risk, "level": level}
        return page_of(FIGURE, inputs, options, change=change, transliterate=transliterate)

    return drawn


def _as_it_is(value: RocValue) -> RocValue:
    return value


def _across_ties(value: RocValue) -> RocValue:
    interval = None if value.interval is None else (across_ties(value.interval[0]), across_ties(value.interval[1]))
    return dataclasses.replace(value, auc=across_ties(value.auc), interval=interval)


_DOTS = (
    "the dash of the interval has no place in the page's encoding, and is written as three dots (seen in R 4.2.2; "
    "R 4.5.0 writes a hyphen)"
)

CHECK = page_check(
    FIGURE,
    roc_page,
    "pROC",
    "plot.roc",
    "ROC curve, the figure",
    Citation("Robin et al. pROC. BMC Bioinformatics 12 (2011) 77.", "10.1186/1471-2105-12-77"),
    draws_patients=True,
    conditions={**CONVERSIONS, r"ROC curve with AUC == 1 is always": "perfect_separation"},
    deviations=(
        Deviation(("content",), "R < 4.5", _DOTS, follows=_otherwise(_as_it_is, False)),
        Deviation(("content",), "R < 4.5", TIES, follows=_otherwise(_across_ties, False)),
        Deviation(("content",), "pROC", TIES, follows=_otherwise(_across_ties, True)),
    ),
)
