"""The page of a validation of predicted risks."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from parity.checks.figures.page import TIES, Page, across_ties, page_check, page_of
from parity.checks.rms.val_prob import (
    BOTH_STOP,
    DELETED,
    OF_ROUNDING,
    STOPS,
    Generation,
    Indexes,
    all_equal,
    hardly_differ,
    indexes,
)
from parity.checks.vocabulary import BothStop, Citation, Deviation
from parity.graphics.geometry.calibration import FIGURE, ValidationValue


def val_prob_page(outcome: np.ndarray, risk: np.ndarray, options: Mapping[str, Any] = {}) -> Page:
    """Calibration, drawn: the logistic and the smoothed curve, the indexes, and the distribution of the risks.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    risk : (n,) float array
        Predicted risk in [0, 1], not the same for all, nor but for rounding errors.
    options : mapping
        Of ``rms::val.prob``, by R's names.

    Notes
    -----
    The numbers are those of `calibration_line`, `calibration_curve`, `concordance`, `quality_indexes`, `brier_score`
    and `spiegelhalter_test`, to three decimals.

    Equals the page of ``rms::val.prob(risk, outcome)`` on ``pdf(width = 6, height = 6)``.

    References
    ----------
    Harrell (2015), doi:10.1007/978-3-319-19425-7.
    """
    if len(np.unique(risk)) == 1:
        raise ValueError("all risks are equal: there is no calibration to draw")
    if hardly_differ(outcome, risk):
        raise ValueError("all log odds are equal but for rounding errors: there is no calibration to draw")
    return page_of(FIGURE, {"outcome": outcome, "risk": risk}, options)


def _as_rms(generation: Generation, printed: Callable[[float], float | None]) -> Callable[..., Page]:
    """The page with the calibration line and the indexes of a generation of rms."""

    def drawn(outcome: np.ndarray, risk: np.ndarray, options: Mapping[str, Any]) -> Page:
        def change(value: ValidationValue) -> ValidationValue:
            found = indexes(outcome, risk, generation)
            numbers = tuple(
                (name, printed(number)) for (name, _), number in zip(value.statistics, _column(found), strict=True)
            )
            return dataclasses.replace(value, intercept=found.intercept, slope=found.slope, statistics=numbers)

        return page_of(FIGURE, {"outcome": outcome, "risk": risk}, options, change=change)

    return drawn


def _column(found: Indexes) -> tuple[float, ...]:
    """The indexes in the order in which the page has them."""
    ranks, quality = (found.dxy, found.c), (found.r2, found.d, found.u, found.q)
    calibration = (found.intercept, found.slope, found.emax, found.e90, found.eavg)
    return (*ranks, *quality, found.brier, *calibration, found.z, found.p)


def _as_it_is(number: float) -> float:
    return number


_LOGITS = "C and Dxy are those of the risks that have a logit, without risks of 0 or 1"
_STOPS = (
    "the calibration line is that of an lrm.fit that stops short of the maximum, which can show in the third decimal"
)
_CAUSES = {
    Generation.BEFORE_6_9: f"C and Dxy come from risks cut into 5000 bins; {_STOPS}",
    Generation.BEFORE_7: f"{_LOGITS}; {_STOPS}",
    Generation.FROM_7: f"{_LOGITS}; {_STOPS}",
}


def _deviations() -> Iterator[Deviation]:
    for generation, cause in _CAUSES.items():
        yield Deviation(("content",), generation.value, cause, follows=_as_rms(generation, _as_it_is))
        yield Deviation(("content",), generation.value, TIES, follows=_as_rms(generation, across_ties))


CHECK = page_check(
    FIGURE,
    val_prob_page,
    "rms",
    "val.prob",
    "Calibration, the figure",
    Citation("Harrell. Regression Modeling Strategies. 2nd ed. Springer (2015).", "10.1007/978-3-319-19425-7"),
    draws_patients=True,
    conditions={DELETED: "risk_of_zero_or_one"},
    where_both_stop=(
        *BOTH_STOP,
        BothStop("all risks are equal", "nothing was drawn", when=all_equal),
        BothStop(
            "equal but for rounding",
            "apparently singular matrix|'names' attribute|must have >=3 non-missing",
            when=hardly_differ,
        ),
    ),
    deviations=(
        *STOPS,
        Deviation((), "rms", OF_ROUNDING, where_we_stop="equal but for rounding", when=hardly_differ),
        *_deviations(),
    ),
)
