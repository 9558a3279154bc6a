"""The page of a nomogram."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Optional

import numpy as np

from parity.checks.figures.page import CONVERSIONS, Page, page_check, page_of
from parity.checks.rms.nomogram import OF_THE_FIT, WITHOUT_EFFECTS
from parity.checks.vocabulary import Citation, Deviation
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.graphics.geometry.nomogram import FIGURE


def nomogram_page(
    predictors: Mapping[str, Column],
    labels: tuple[str, ...],
    coefficients: np.ndarray,
    linear_predictor: np.ndarray,
    formula: Optional[Formula] = None,
    shown_at: Mapping[str, Sequence[float]] = {},
    options: Mapping[str, Any] = {},
) -> Page:
    """The nomogram of a model, drawn: points, an axis for each predictor, total points, linear predictor, risk.

    Parameters
    ----------
    predictors : mapping of str to Column
        Of the development cohort.
    labels : tuple of str
        Of the axes.
    coefficients : (p,) float array
        Intercept first.
    linear_predictor : (n,) float array
        Of the development cohort.
    formula, shown_at
        As of `parity.statistics.nomogram.numbers.nomogram_of`.
    options : mapping
        Of ``rms::nomogram`` and of ``plot.nomogram``, by R's names.

    Notes
    -----
    The numbers are those of `nomogram`; where they are drawn follows the rules of ``plot.nomogram`` and of R's
    graphics: margins, ticks, labels left out where they would overlap, widths of the letters of Helvetica.

    Equals the page of ``plot(rms::nomogram(fit, fun = plogis, funlabel = "Risk"))`` on ``pdf(width = 8, height = 6)``.

    References
    ----------
    Harrell (2015), doi:10.1007/978-3-319-19425-7.
    """
    return _page(predictors, labels, coefficients, linear_predictor, formula, shown_at, options, transliterate=True)


def with_dots(
    predictors: Mapping[str, Column],
    labels: tuple[str, ...],
    coefficients: np.ndarray,
    linear_predictor: np.ndarray,
    formula: Optional[Formula],
    shown_at: Mapping[str, Sequence[float]],
    options: Mapping[str, Any],
) -> Page:
    """The same with a dot for each byte of a character that is not in ISO Latin 1."""
    return _page(predictors, labels, coefficients, linear_predictor, formula, shown_at, options, transliterate=False)


def _page(
    predictors: Mapping[str, Column],
    labels: tuple[str, ...],
    coefficients: np.ndarray,
    linear_predictor: np.ndarray,
    formula: Optional[Formula],
    shown_at: Mapping[str, Sequence[float]],
    options: Mapping[str, Any],
    *,
    transliterate: bool,
) -> Page:
    inputs = {
        "predictors": predictors,
        "labels": labels,
        "coefficients": coefficients,
        "linear_predictor": linear_predictor,
        "formula": formula,
        "shown_at": shown_at,
    }
    return page_of(FIGURE, inputs, options, transliterate=transliterate)


CHECK = page_check(
    FIGURE,
    nomogram_page,
    "rms",
    "plot.nomogram",
    "Nomogram, the figure",
    Citation("Harrell. Regression Modeling Strategies. 2nd ed. Springer (2015).", "10.1007/978-3-319-19425-7"),
    further_inputs=OF_THE_FIT,
    conditions=CONVERSIONS,
    where_both_stop=WITHOUT_EFFECTS,
    deviations=(
        Deviation(
            ("content",),
            "R < 4.5",
            "a character that has no place in the page's encoding is written as a dot for each of its bytes (seen in "
            "R 4.2.2; R 4.5.0 writes a similar one, or one dot)",
            follows=with_dots,
        ),
    ),
    note="of a fit that is given the fixed coefficients",
)
