"""Hanley and McNeil's test of the areas under the ROC curves of two models of a study."""

from __future__ import annotations

from typing import Any

from parity.checks.discrimination.area_difference_paired import score_of
from parity.checks.discrimination.hanley_mcneil import OF_1982, OF_1983, difference_rounding
from parity.checks.discrimination.scores import places_alike
from parity.checks.vocabulary import Bound, Check, Quantity, RCall, Scope, Tolerance, closed_form, special_function
from parity.statistics.discrimination.hanley_mcneil_test import HanleyMcNeil, hanley_mcneil_test, no_correlation


def _unless(sample: Any) -> str:
    if places_alike(sample.outcome, sample.risk, score_of(sample)):
        return "both models place all patients alike: one curve"
    return no_correlation(sample.outcome, sample.risk, score_of(sample))


_AREA = closed_form("a count of pairs over m·n, rounded once; R subtracts two such", atol=1e-15)


def _bounded(name: str, reason: str) -> Tolerance:
    return special_function(reason, bound=Bound(difference_rounding, name, scale=1.0))


_FOLLOWS = "made of the correlation of the areas and of two standard errors"
_LIMIT = _bounded("limit", f"a normal quantile times what is {_FOLLOWS}")
_PEARSON = "sums of products of centred scores, which lose what the scores have in common"

CHECK = Check(
    stem="hanley_mcneil_test",
    group="discrimination",
    title="AUC of two models, Hanley and McNeil's test",
    compute=hanley_mcneil_test,
    result=HanleyMcNeil,
    scope=Scope.PAIR,
    inputs={"score": score_of},
    applies=lambda sample: bool(sample.others),
    unless=_unless,
    references=(
        RCall(
            "stats",
            "integrate",
            name="hanley_mcneil_test",
            note="stats::cor of the scores within cases and within controls; the correlation of the areas by "
            "stats::integrate of Plackett's integral, where parity has Owen's T; the paper's table is of the same "
            "model, for 50 patients a group, to two digits",
        ),
    ),
    of_models=(Quantity("p, Hanley–McNeil", "p_value", p_value=True),),
    tolerances={
        **dict.fromkeys(("first", "second", "difference"), _AREA),
        "correlation_of_cases": _bounded("correlation_of_cases", _PEARSON),
        "correlation_of_controls": _bounded("correlation_of_controls", _PEARSON),
        "correlation": _bounded(
            "correlation", "a ratio of covariances of two events, by Owen's T here and by a quadrature in R"
        ),
        "standard_error": _bounded("standard_error", f"a root of what is {_FOLLOWS}"),
        "statistic": _bounded("statistic", f"a difference over what is {_FOLLOWS}"),
        "p_value": _bounded("p_value", f"a normal tail; {_FOLLOWS}"),
        "interval.low": _LIMIT,
        "interval.high": _LIMIT,
    },
    citations=(OF_1983, OF_1982),
)
