"""Effects between quartiles, as rms summarises a model: who is asked, and how closely."""

from __future__ import annotations

from parity.checks.regression.effect_rounding import of_effects
from parity.checks.vocabulary import Bound, Check, Citation, RCall, Scope, Tolerance, closed_form, without_model
from parity.statistics.regression.effect_summary import EffectSummary, effect_summary

_GIVEN = (
    "of coefficients at the maximum and their covariance: the rounding of these is left, and that of two rows of the "
    "design, whose difference may cancel"
)
_QUARTILE = closed_form("a value of a patient, or between two neighbouring ones, at a share of their distance")


def _effect(name: str, scale: str | tuple[str, ...]) -> Tolerance:
    return closed_form(_GIVEN, bound=Bound(of_effects, name, scale))


CHECK = Check(
    stem="effect_summary",
    group="regression",
    title="Effects between quartiles",
    compute=effect_summary,
    result=EffectSummary,
    further_inputs=("coefficients", "linear_predictor"),
    references=(
        RCall(
            "rms",
            "summary.rms",
            note="with datadist of the same patients, of a fit that is given the verified coefficients, and the "
            "covariance that follows from the verified log odds; row by row in its order",
        ),
    ),
    tolerances={
        "low": _QUARTILE,
        "high": _QUARTILE,
        "log_odds_ratios": _effect("log_odds_ratios", "standard_errors"),
        "standard_errors": _effect("standard_errors", "standard_errors"),
        "odds_ratios": _effect("odds_ratios", ("odds_ratios", "standard_errors")),
        "odds_ratios_low": _effect("odds_ratios_low", ("odds_ratios_low", "standard_errors")),
        "odds_ratios_high": _effect("odds_ratios_high", ("odds_ratios_high", "standard_errors")),
    },
    citations=(
        Citation(
            "Harrell. Regression Modeling Strategies, 2nd ed., Springer 2015, section 5.1.", "10.1007/978-3-319-19425-7"
        ),
    ),
    scope=Scope.MODEL,
    unless=without_model,
)
