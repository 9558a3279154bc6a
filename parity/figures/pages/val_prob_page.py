"""The page of a validation of predicted risks."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from parity.check import Check, Citation, Deviation, RDrawing
from parity.fields import explanation
from parity.figures.geometry.calibration import ValidationOptions, ValidationValue, draw_validation
from parity.figures.pages.page import LINE, TIES, lines_of, options_by_r
from parity.figures.values import across_ties, validation_value
from parity.sample import Sample
from parity.statistics.val_prob import DELETED, STOPS

WIDTH = HEIGHT = 6.0


@dataclass(frozen=True, slots=True)
class ValProbPage:
    """The content of the page.

    Attributes
    ----------
    content : tuple of str
        Its lines.
    content_before_6_9 : tuple of str
        The same as rms has it before 6.9-0: C and Dxy of the risks that have a logit, in bins of 0.0002; the calibration line where ``lrm.fit``
        stops; the indexes by its deviances, with log odds within 30.
    content_before_7 : tuple of str
        The same as rms has it from 6.9-0 on and before 7: without bins.
    content_from_7 : tuple of str
        The same as rms has it from 7 on: with its new ``lrm.fit``.
    content_before_6_9_across_ties, content_before_7_across_ties, content_from_7_across_ties : tuple of str
        The same with a number that is within a rounding error of half a unit of its last decimal printed the other way.
    """

    content: tuple[str, ...]
    content_before_6_9: tuple[str, ...] = explanation()
    content_before_6_9_across_ties: tuple[str, ...] = explanation()
    content_before_7: tuple[str, ...] = explanation()
    content_before_7_across_ties: tuple[str, ...] = explanation()
    content_from_7: tuple[str, ...] = explanation()
    content_from_7_across_ties: tuple[str, ...] = explanation()


def val_prob_page(outcome: np.ndarray, risk: np.ndarray, options: Mapping[str, Any] = {}) -> ValProbPage:
    """Calibration, drawn: the logistic and the smoothed curve, the indexes, and the distribution of the risks.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    risk : (n,) float array
        Predicted risk in [0, 1], not the same for all.
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
    chosen = options_by_r(ValidationOptions, options)
    if len(np.unique(risk)) == 1:
        raise ValueError("all risks are equal: there is no calibration to draw")
    exact, *as_rms = (validation_value(outcome, risk, rule) for rule in ("exact", "before 6.9", "before 7", "from 7"))
    values = (exact, *(version for value in as_rms for version in (value, _across_ties(value))))
    return ValProbPage(*(lines_of(draw_validation, value, chosen, WIDTH, HEIGHT) for value in values))


def _across_ties(value: ValidationValue) -> ValidationValue:
    return dataclasses.replace(value, statistics=tuple((name, across_ties(number)) for name, number in value.statistics))


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "risk": sample.risk, "options": {}}


_LOGITS = "C and Dxy are those of the risks that have a logit, without risks of 0 or 1"
_STOPS = "the calibration line is that of an lrm.fit that stops short of the maximum, which can show in the third decimal"

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
            conditions={DELETED: "risk_of_zero_or_one"},
            where_both_stop={"all risks are equal": "nothing was drawn"},
            deviations=(
                *STOPS,
                Deviation(("content",), "rms < 6.9-0", f"C and Dxy come from risks cut into 5000 bins; {_STOPS}", explained_by="content_before_6_9"),
                Deviation(("content",), "rms < 6.9-0", TIES, explained_by="content_before_6_9_across_ties"),
                Deviation(("content",), "rms >= 6.9-0, < 7", f"{_LOGITS}; {_STOPS}", explained_by="content_before_7"),
                Deviation(("content",), "rms >= 6.9-0, < 7", TIES, explained_by="content_before_7_across_ties"),
                Deviation(("content",), "rms >= 7", f"{_LOGITS}; {_STOPS}", explained_by="content_from_7"),
                Deviation(("content",), "rms >= 7", TIES, explained_by="content_from_7_across_ties"),
            ),
        ),
    ),
    tolerances={"content": LINE},
    citations=(Citation("Harrell. Regression Modeling Strategies. 2nd ed. Springer (2015).", "10.1007/978-3-319-19425-7"),),
)
