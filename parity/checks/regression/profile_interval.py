"""Profile likelihood intervals: who is asked, and how closely."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Union

from parity.checks.regression.profile_rounding import of_profiles, standard_errors
from parity.checks.stats.confint import RUNS_AWAY
from parity.checks.stats.glm import GLM_SAYS
from parity.checks.vocabulary import (
    Bound,
    Check,
    Citation,
    RCall,
    Scope,
    Tolerance,
    Undefined,
    iterative,
    without_model,
)
from parity.statistics.regression.profile_interval import ProfileInterval, profile_interval

_ROOT = (
    "a root of the profile, by Newton's method to a step of 1e-9 standard errors, whose square is rounding, and by R's "
    "uniroot to 1e-14 of one; what is left is the rounding of the deviance, over its slope there"
)
_INTERPOLATED = (
    "the same steps, spline and interpolation on both sides; the deviance at each step is flat at the maximum over the "
    "other coefficients, and its rounding is left"
)


def _limit(name: str, reason: str, scale: Union[str, Callable[..., Any]] = standard_errors) -> Tolerance:
    return iterative(1e-11, reason, bound=Bound(of_profiles, name, scale))


CHECK = Check(
    stem="profile_interval",
    group="regression",
    title="Profile likelihood intervals",
    compute=profile_interval,
    result=ProfileInterval,
    references=(
        RCall(
            "stats",
            "confint",
            fields=("interpolated_low", "interpolated_high"),
            conditions={**GLM_SAYS, r"Waiting for profiling to be done": "-"},
            note="of a glm at the optimum: MASS's method before R 4.4, the same in stats since; it interpolates",
            deviations=(RUNS_AWAY,),
        ),
        RCall(
            "stats",
            "uniroot",
            name="profile_interval_root",
            fields=("low", "high", "odds_ratios_low", "odds_ratios_high"),
            conditions=GLM_SAYS,
            note="of the deviance of a glm with a fixed coefficient, less that at the optimum and the quantile",
        ),
    ),
    tolerances={
        "low": _limit("low", _ROOT),
        "high": _limit("high", _ROOT),
        "interpolated_low": _limit("interpolated_low", _INTERPOLATED),
        "interpolated_high": _limit("interpolated_high", _INTERPOLATED),
        "odds_ratios_low": _limit("odds_ratios_low", f"an exponential of {_ROOT}", "odds_ratios_low"),
        "odds_ratios_high": _limit("odds_ratios_high", f"an exponential of {_ROOT}", "odds_ratios_high"),
    },
    undefined=(
        Undefined(
            ("interpolated_low", "interpolated_high"),
            "confint's steps of the profile end before the limit; the exact one is given",
        ),
    ),
    citations=(
        Citation(
            "Venables, Ripley. Modern Applied Statistics with S, 4th ed., Springer 2002, section 8.4.",
            "10.1007/978-0-387-21706-2",
        ),
        Citation("Forsythe, Malcolm, Moler. Computer Methods for Mathematical Computations, Prentice-Hall 1977."),
    ),
    scope=Scope.MODEL,
    unless=without_model,
)
