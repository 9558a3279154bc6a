"""The page of a nomogram."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from parity.check import Check, Citation, Deviation, RDrawing, Scope
from parity.cohort import Column
from parity.fields import explanation
from parity.figures.figure import options_of
from parity.figures.geometry.nomogram import NomogramOptions, draw_nomogram, value_of
from parity.figures.pages.page import CONVERSIONS, LINE, lines_of
from parity.figures.studied import axis_labels
from parity.figures.values import nomogram_of, split_options
from parity.sample import Sample
from parity.statistics.nomogram.nomogram import WITHOUT_EFFECTS

WIDTH, HEIGHT = 8.0, 6.0


@dataclass(frozen=True, slots=True)
class NomogramPage:
    """The content of the page.

    Attributes
    ----------
    content : tuple of str
        Its lines.
    content_with_dots : tuple of str
        The same with a dot for each byte of a character that is not in ISO Latin 1.
    """

    content: tuple[str, ...]
    content_with_dots: tuple[str, ...] = explanation()


def nomogram_page(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    labels: tuple[str, ...],
    coefficients: np.ndarray,
    linear_predictor: np.ndarray,
    options: Mapping[str, Any] = {},
) -> NomogramPage:
    """The nomogram of a model, drawn: points, an axis for each predictor, total points, linear predictor, risk.

    Parameters
    ----------
    outcome : (n,) int array
        Only R needs it, for a fit that then receives the coefficients.
    predictors : mapping of str to Column
        Of the development cohort.
    labels : tuple of str
        Of the axes.
    coefficients : (p,) float array
        Intercept first.
    linear_predictor : (n,) float array
        Of the development cohort.
    options : mapping
        Of ``rms::nomogram`` and of ``plot.nomogram``, by R's names.

    Notes
    -----
    The numbers are those of `nomogram`; where they are drawn follows the rules of ``plot.nomogram`` and of R's graphics: margins,
    ticks, labels left out where they would overlap, widths of the letters of Helvetica.

    Equals the page of ``plot(rms::nomogram(fit, fun = plogis, funlabel = "Risk"))`` on ``pdf(width = 8, height = 6)``.

    References
    ----------
    Harrell (2015), doi:10.1007/978-3-319-19425-7.
    """
    of_object, of_drawing = split_options({name.replace(".", "_"): value for name, value in options.items()})
    value = value_of(nomogram_of(predictors, labels, coefficients, linear_predictor, **of_object))
    chosen = options_of(NomogramOptions, of_drawing)
    return NomogramPage(*(lines_of(draw_nomogram, value, chosen, WIDTH, HEIGHT, transliterate=choice) for choice in (True, False)))


def _inputs(sample: Sample) -> dict:
    return {
        "outcome": sample.outcome,
        "predictors": dict(sample.predictors),
        "labels": axis_labels(sample.study),
        "coefficients": sample.coefficients,
        "linear_predictor": sample.linear_predictor,
        "options": {},
    }


CHECK = Check(
    stem="nomogram_page",
    title="Nomogram, the figure",
    compute=nomogram_page,
    result=NomogramPage,
    inputs=_inputs,
    references=(
        RDrawing(
            "rms",
            "plot.nomogram",
            width=WIDTH,
            height=HEIGHT,
            conditions=CONVERSIONS,
            where_both_stop=WITHOUT_EFFECTS,
            deviations=(
                Deviation(
                    ("content",),
                    "R < 4.5",
                    "a character that has no place in the page's encoding is written as a dot for each of its bytes (seen in R 4.2.2; R 4.5.0 "
                    "writes a similar one, or one dot)",
                    explained_by="content_with_dots",
                ),
            ),
            note="of an lrm fit that is given the fixed coefficients",
        ),
    ),
    tolerances={"content": LINE},
    citations=(Citation("Harrell. Regression Modeling Strategies. 2nd ed. Springer (2015).", "10.1007/978-3-319-19425-7"),),
    scope=Scope.MODEL,
)
