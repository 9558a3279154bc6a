"""The page of a validation of predicted risks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from parity.check import Check, Citation, Deviation, RDrawing
from parity.fields import explanation
from parity.figures.geometry.calibration import ValidationOptions, draw_validation
from parity.figures.pages.page import LINE, lines_of, options_by_r
from parity.figures.values import validation_value
from parity.sample import Sample

WIDTH = HEIGHT = 6.0


@dataclass(frozen=True, slots=True)
class ValProbPage:
    """The content of the page.

    Attributes
    ----------
    content : tuple of str
        Its lines.
    content_binned : tuple of str
        The same with C and Dxy from risks in bins of 0.0002.
    """

    content: tuple[str, ...]
    content_binned: tuple[str, ...] = explanation()


def val_prob_page(outcome: np.ndarray, risk: np.ndarray, options: Mapping[str, Any] = {}) -> ValProbPage:
    """Calibration, drawn: the logistic and the smoothed curve, the indexes, and the distribution of the risks.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    risk : (n,) float array
        Predicted risk in (0, 1).
    options : mapping
        Of ``rms::val.prob``, by R's names.

    Notes
    -----
    The numbers are those of `calibration_line`, `calibration_curve`, `concordance`, `quality_indexes`, `brier_score` and
    `spiegelhalter_test`, to three decimals.

    Equals the page of ``rms::val.prob(risk, outcome)`` on ``pdf(width = 6, height = 6)``.

    References
    ----------
    Harrell (2015), doi:10.1007/978-3-319-19425-7.
    """
    values = (validation_value(outcome, risk), validation_value(outcome, risk, binned=True))
    return ValProbPage(*(lines_of(draw_validation, value, options_by_r(ValidationOptions, options), WIDTH, HEIGHT) for value in values))


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "risk": sample.risk, "options": {}}


CHECK = Check(
    stem="val_prob_page",
    title="Calibration, the figure",
    compute=val_prob_page,
    result=ValProbPage,
    inputs=_inputs,
    references=(
        RDrawing(
            "rms",
            "val.prob",
            width=WIDTH,
            height=HEIGHT,
            deviations=(
                Deviation(
                    ("content",),
                    "rms < 6.9-0",
                    "C and Dxy come from risks cut into 5000 bins, which can show in the third decimal",
                    explained_by="content_binned",
                ),
            ),
        ),
    ),
    tolerances={"content": LINE},
    citations=(Citation("Harrell. Regression Modeling Strategies. 2nd ed. Springer (2015).", "10.1007/978-3-319-19425-7"),),
)
