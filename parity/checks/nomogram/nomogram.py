"""The nomogram."""

from __future__ import annotations

from parity.checks.nomogram.rounding import rounding
from parity.checks.rms.nomogram import NO_NUMBERS, OF_THE_FIT, WITHOUT_EFFECTS
from parity.checks.vocabulary import Bound, Check, Citation, RCall, Scope, Tolerance, closed_form, exact, without_model
from parity.statistics.nomogram.numbers import NomogramNumbers, nomogram_numbers

_FLOOR = 1e-11
_ROUND = closed_form("a whole multiple of a round step, formed from the same ends")
_WRITTEN = exact("text, as R's format writes the number")


def _points(field: str, reason: str) -> Tolerance:
    return closed_form(
        f"{reason}; 1e-11 points are 450 rounding errors of a hundred, which suffices unless values are further from 0 "
        "than a hundred times their range; from there on rounding may move it by more, which is computed from values "
        "and coefficients",
        atol=_FLOOR,
        bound=Bound(rounding, field, scale=100.0),
    )


CHECK = Check(
    stem="nomogram",
    group="nomogram",
    title="Nomogram",
    compute=nomogram_numbers,
    result=NomogramNumbers,
    further_inputs=OF_THE_FIT,
    references=(
        RCall(
            "rms",
            "nomogram",
            deviations=(NO_NUMBERS,),
            where_both_stop=WITHOUT_EFFECTS,
            note="of a fit that is given the fixed coefficients and linear predictors",
        ),
    ),
    tolerances={
        "values": _ROUND,
        "tick_labels": _WRITTEN,
        "points": _points("points", "a product less a product, over the widest such difference"),
        "total_points": _ROUND,
        "total_labels": _WRITTEN,
        "linear_predictor": _ROUND,
        "linear_predictor_labels": _WRITTEN,
        "linear_predictor_points": _points(
            "linear_predictor_points", "a round value less the intercept, over the widest difference of products"
        ),
        "risk": _ROUND,
        "risk_labels": _WRITTEN,
        "risk_points": _points(
            "risk_points", "linear interpolation between 1000 values of the inverse, then as the linear predictor"
        ),
        "points_per_unit": closed_form(
            "100 over the widest effect, a difference of two products, in which the digits are lost that they have in "
            "common",
            atol=_FLOOR,
            bound=Bound(rounding, "points_per_unit"),
        ),
        "intercept": closed_form(
            "a sum of products that may cancel: the rounding of the largest is left",
            atol=_FLOOR,
            bound=Bound(rounding, "intercept", scale=1.0),
        ),
    },
    citations=(
        Citation("Harrell. Regression Modeling Strategies, 2nd ed., Springer 2015.", "10.1007/978-3-319-19425-7"),
        Citation(
            "Iasonos, Schrag, Raj, Panageas. Journal of Clinical Oncology 26 (2008) 1364-1370.",
            "10.1200/JCO.2007.12.9791",
        ),
    ),
    scope=Scope.MODEL,
    unless=without_model,
)
