"""Area under the ROC curve with the standard error of Hanley and McNeil."""

from __future__ import annotations

from parity.checks.discrimination.hanley_mcneil import OF_1982, area_rounding
from parity.checks.vocabulary import Bound, Check, RCall, closed_form, special_function
from parity.statistics.discrimination.area_hanley_mcneil import AreaHanleyMcNeil, area_hanley_mcneil

_AS_PRINTED = (
    "a sum without a difference; R is given the paper's own formula, whose differences lose digits where the area is "
    "near 1"
)
_LIMIT = special_function(
    f"the area and a normal quantile times the standard error, {_AS_PRINTED}; 1e-15: of a limit near 0",
    atol=1e-15,
    bound=Bound(area_rounding, "limit", scale=1.0),
)

CHECK = Check(
    stem="area_hanley_mcneil",
    group="discrimination",
    title="AUC, Hanley and McNeil's standard error",
    compute=area_hanley_mcneil,
    result=AreaHanleyMcNeil,
    references=(
        RCall(
            "base",
            "rank",
            note="the area from the ranks' sum, its standard error by the formula of the paper: no R package that is "
            "usual has a function",
        ),
    ),
    tolerances={
        "area": closed_form("a count of pairs over m·n, rounded once, on both sides", atol=1e-15),
        "standard_error": closed_form(_AS_PRINTED, bound=Bound(area_rounding, "standard_error", scale=1.0)),
        "interval.low": _LIMIT,
        "interval.high": _LIMIT,
    },
    citations=(OF_1982,),
)
