"""Calibration curve: what is asked of val.prob and lowess, and how closely.

The lowess of statsmodels (0.13) is no third voice: it lacks R's rules for the nearest and the farthest points of a
window (weights of 1 within a thousandth of its width and of 0 beyond 999 of them) and for the last stretch, which makes
up to 4e-10 on the bundled cohorts and 1e-5 on others; and where equal risks fill a window it gives the outcome of one
of these patients instead of their mean.
"""

from __future__ import annotations

from parity.checks.rms import val_prob
from parity.checks.stats.lowess import in_doubles, rounding
from parity.checks.vocabulary import (
    Bound,
    Check,
    Citation,
    Deviation,
    Quantity,
    RCall,
    Tolerance,
    by_risk,
    exact,
    linear_solve,
)
from parity.statistics.calibration.calibration_curve import CalibrationCurve, calibration_curve


def _line(name: str) -> Tolerance:
    reason = (
        "a weighted least squares line: sums in another order, over weights and distances that are small differences "
        "themselves"
    )
    return linear_solve(reason, rtol=1e-12, bound=Bound(rounding, name, scale=1.0))


_IN_DOUBLES = (
    "risks that hardly differ beside their size: lowess takes their distances from a mean whose rounding is no "
    "smaller, and may fit a line where they do not spread"
)

CHECK = Check(
    stem="calibration_curve",
    group="calibration",
    title="Calibration curve, Emax, E90, Eavg",
    compute=calibration_curve,
    result=CalibrationCurve,
    references=(
        val_prob.asked(
            ("emax", "e90", "eavg"),
            conditions={val_prob.DELETED: "-"},
            deviations=(
                *val_prob.STOPS,
                *val_prob.deviations(val_prob.MISNAMED, "emax", "e90", rounding=rounding),
                Deviation(("emax", "e90", "eavg"), "rms", _IN_DOUBLES, follows=in_doubles),
            ),
        ),
        RCall(
            "stats",
            "lowess",
            deviations=(Deviation(("smoothed", "emax", "e90", "eavg"), "stats", _IN_DOUBLES, follows=in_doubles),),
            note="and its distances from the risks: the largest, the 90% quantile of type 7, the mean",
        ),
    ),
    of_patients={"x": by_risk, "smoothed": by_risk},
    quantities=(
        Quantity("Emax", "emax"),
        Quantity("Eavg", "eavg"),
    ),
    tolerances={
        "x": exact("the predictions themselves, sorted"),
        "smoothed": _line("smoothed"),
        "emax": _line("emax"),
        "e90": _line("e90"),
        "eavg": _line("eavg"),
    },
    citations=(
        Citation(
            "Cleveland. Journal of the American Statistical Association 74 (1979) 829-836.",
            "10.1080/01621459.1979.10481038",
        ),
        Citation("Harrell. Regression Modeling Strategies, 2nd ed., Springer 2015.", "10.1007/978-3-319-19425-7"),
    ),
)
