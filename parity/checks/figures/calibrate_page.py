"""The page of a calibration curve that is corrected for optimism."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Optional

import numpy as np

from parity.checks.figures.page import CONVERSIONS, TIES, Page, across_ties, page_check, page_of
from parity.checks.rms.calibrate import CAUSES, EDGE, FITTINGS, has_edge, stops
from parity.checks.rms.lrm_fit import BEFORE_7, FROM_7
from parity.checks.validation.corrected_calibration import SAYS
from parity.checks.validation.maximum import ANOTHER_ROUTE
from parity.checks.vocabulary import Citation, Deviation
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.graphics.geometry.calibrate import FIGURE, CalibrateValue
from parity.statistics.validation.indexes import AT_MAXIMUM, Fitting
from parity.statistics.validation.plans import Method

LEVEL = 0.95
"""Of the limits that rms has from 8.1 on, by default."""


def calibrate_page(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    outcome_name: str,
    event: str,
    resamples: int,
    seed: int,
    formula: Optional[Formula] = None,
    options: Mapping[str, Any] = {},
) -> Page:
    """The calibration curve of a model, apparent and corrected for optimism by the bootstrap, drawn.

    Parameters
    ----------
    outcome, predictors, resamples, seed, formula
        As of `corrected_calibration`.
    outcome_name, event : str
        Named in the title of the x axis.
    options : mapping
        Of ``rms::plot.calibrate``, by R's names; ``method`` and ``conf.int`` of ``rms::calibrate``.

    Notes
    -----
    The numbers are those of `corrected_calibration`; fewer than 200 patients have a tick each, moved at random by the
    numbers that R's generator gives after the resamples, and more a histogram.

    Equals the page of ``set.seed(seed); plot(rms::calibrate(fit, B = resamples))`` of rms before 8.1 on ``pdf(width =
    6, height = 6)``.

    References
    ----------
    Harrell (2015), doi:10.1007/978-3-319-19425-7.
    """
    return _page(AT_MAXIMUM)(outcome, predictors, formula, outcome_name, event, resamples, seed, options)


def _page(
    fitting: Fitting,
    change: Callable[[CalibrateValue], CalibrateValue] = lambda value: value,
    level: float = 0.0,
    transliterate: bool = True,
) -> Callable[..., Page]:
    """The page of models that are fitted so."""

    def drawn(
        outcome: np.ndarray,
        predictors: Mapping[str, Column],
        formula: Optional[Formula],
        outcome_name: str,
        event: str,
        resamples: int,
        seed: int,
        options: Mapping[str, Any],
    ) -> Page:
        inputs = {
            "outcome": outcome,
            "predictors": predictors,
            "formula": formula,
            "outcome_name": outcome_name,
            "event": event,
            "resamples": resamples,
            "seed": seed,
            "fitting": fitting,
        }
        of_limits = {"conf.int": level} if level else {}
        return page_of(FIGURE, inputs, {**of_limits, **options}, change=change, transliterate=transliterate)

    return drawn


def _across_ties(value: CalibrateValue) -> CalibrateValue:
    return dataclasses.replace(value, mean_absolute_error=across_ties(value.mean_absolute_error))


_LIMITS = (
    "it draws confidence limits in grey, and P( ) for Pr{ } in the title of the x axis; and as from rms 7 on "
    f"{CAUSES[FROM_7]}"
)
_FORMS = (
    (BEFORE_7, CAUSES[BEFORE_7], BEFORE_7, 0.0),
    ("rms >= 7, < 8.1", CAUSES[FROM_7], FROM_7, 0.0),
    ("rms >= 8.1", _LIMITS, FROM_7, LEVEL),
)
_DOTS = "a character that has no place in the page's encoding is written as a dot for each of its bytes"


def _deviations() -> Iterator[Deviation]:
    for versions, cause, fitted_as, level in _FORMS:
        fitting = FITTINGS[fitted_as]
        yield Deviation(("content",), versions, cause, follows=_page(fitting, level=level))
        yield Deviation(("content",), versions, TIES, follows=_page(fitting, _across_ties, level))
    yield Deviation(("content",), "R < 4.5", _DOTS, follows=_page(FITTINGS[BEFORE_7], transliterate=False))
    yield Deviation(("content",), "rms", EDGE, definition=_page(ANOTHER_ROUTE), when=has_edge(Method.BOOT))
    yield from stops(Method.BOOT)


CHECK = page_check(
    FIGURE,
    calibrate_page,
    "rms",
    "plot.calibrate",
    "Corrected calibration, the figure",
    Citation("Harrell. Regression Modeling Strategies. 2nd ed. Springer (2015).", "10.1007/978-3-319-19425-7"),
    draws_patients=True,
    draws=True,
    conditions={**CONVERSIONS, **SAYS},
    deviations=tuple(_deviations()),
)
