"""The page of an ROC curve."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from parity.check import Check, Citation, Deviation, RDrawing
from parity.fields import explanation
from parity.figures.geometry.roc import RocOptions, draw_roc
from parity.figures.pages.page import CONVERSIONS, LINE, TIES, lines_of, options_by_r
from parity.figures.values import across_ties, roc_value
from parity.sample import Sample

WIDTH = HEIGHT = 6.0


@dataclass(frozen=True, slots=True)
class RocPage:
    """The content of the page.

    Attributes
    ----------
    content : tuple of str
        Its lines.
    content_with_dots : tuple of str
        The same with a dot for each byte of a character that is not in ISO Latin 1, such as the dash of the interval.
    content_across_ties, content_with_dots_across_ties : tuple of str
        The same with a number that is within a rounding error of half a unit of its last decimal printed the other way.
    """

    content: tuple[str, ...]
    content_across_ties: tuple[str, ...] = explanation()
    content_with_dots: tuple[str, ...] = explanation()
    content_with_dots_across_ties: tuple[str, ...] = explanation()


def roc_page(outcome: np.ndarray, risk: np.ndarray, level: float = 0.95, options: Mapping[str, Any] = {"print.auc": True}) -> RocPage:
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
    The numbers are those of `roc_curve` and `auc_delong`; the scales have the same unit, and specificity runs from 1 to 0.

    Equals the page of ``plot(pROC::roc(outcome, risk, levels = c(0, 1), direction = "<", ci = TRUE, conf.level = level), print.auc = TRUE)`` on
    ``pdf(width = 6, height = 6)``.

    References
    ----------
    Robin et al. (2011), doi:10.1186/1471-2105-12-77.
    """
    chosen = dict(options)
    value = roc_value(outcome, risk, level, area=chosen.pop("print.auc", False), cut_offs=chosen.pop("print.thres", False))
    interval = None if value.interval is None else tuple(map(across_ties, value.interval))
    values = (value, dataclasses.replace(value, auc=across_ties(value.auc), interval=interval))
    drawing = options_by_r(RocOptions, chosen)
    return RocPage(
        *(
            lines_of(draw_roc, value, drawing, WIDTH, HEIGHT, transliterate=transliterate)
            for transliterate in (True, False)
            for value in values
        )
    )


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "risk": sample.risk, "level": sample.study.level, "options": {"print.auc": True}}


CHECK = Check(
    stem="roc_page",
    title="ROC curve, the figure",
    compute=roc_page,
    result=RocPage,
    inputs=_inputs,
    references=(
        RDrawing(
            "pROC",
            "plot.roc",
            width=WIDTH,
            height=HEIGHT,
            conditions={**CONVERSIONS, r"ROC curve with AUC == 1 is always": "perfect_separation"},
            deviations=(
                Deviation(
                    ("content",),
                    "R < 4.5",
                    "the dash of the interval has no place in the page's encoding, and is written as three dots (seen in R 4.2.2; "
                    "R 4.5.0 writes a hyphen)",
                    explained_by="content_with_dots",
                ),
                Deviation(("content",), "R < 4.5", TIES, explained_by="content_with_dots_across_ties"),
                Deviation(("content",), "pROC", TIES, explained_by="content_across_ties"),
            ),
        ),
    ),
    tolerances={"content": LINE},
    citations=(Citation("Robin et al. pROC. BMC Bioinformatics 12 (2011) 77.", "10.1186/1471-2105-12-77"),),
)
