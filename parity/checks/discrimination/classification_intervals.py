"""Intervals of the proportions of a classification at a cut-off: who is asked, and how closely."""

from __future__ import annotations

from parity.checks.discrimination.classification import NOBODY_NEGATIVE, NOBODY_POSITIVE, cutoff_of_development
from parity.checks.vocabulary import (
    Check,
    Citation,
    LibraryCall,
    Quantity,
    RCall,
    Undefined,
    exact,
    special_function,
)
from parity.statistics.discrimination.classification_intervals import (
    ClassificationIntervals,
    classification_intervals,
)

MEASURES = ("sensitivity", "specificity", "ppv", "npv", "accuracy")


def _fields(*parts: str) -> tuple[str, ...]:
    return tuple(f"{measure}.{part}" for measure in MEASURES for part in parts)


_PROPORTION, _WILSON = _fields("proportion"), _fields("wilson.low", "wilson.high")
_CLOPPER_PEARSON = _fields("exact.low", "exact.high")
_ROOT = "the roots of a quadratic equation, by a normal quantile"
_QUANTILE = "a quantile of a beta distribution, improved on both sides until only rounding is left"

CHECK = Check(
    stem="classification_intervals",
    group="discrimination",
    title="Intervals at the cut-off",
    compute=classification_intervals,
    result=ClassificationIntervals,
    inputs={"cutoff": cutoff_of_development},
    references=(
        RCall(
            "stats",
            "prop.test",
            name="classification_wilson",
            fields=_PROPORTION + _WILSON,
            conditions={r"Chi-squared approximation may be incorrect": "-"},
            note="correct = FALSE: its default is Wilson's interval with a correction for continuity",
        ),
        RCall("stats", "binom.test", name="classification_exact", fields=_CLOPPER_PEARSON),
        LibraryCall(
            "statsmodels",
            "proportion_confint",
            fields=_WILSON + _CLOPPER_PEARSON,
            tolerances={
                **dict.fromkeys(
                    _WILSON,
                    special_function(
                        f"{_ROOT}; where it is 0 or 1 statsmodels leaves a rounding of 1", atol=2.0**-52
                    ),
                ),
                **dict.fromkeys(
                    _CLOPPER_PEARSON,
                    special_function(
                        "a beta quantile, which in some versions of scipy ends ten digits after the point",
                        atol=1e-10,
                    ),
                ),
            },
            note="methods 'wilson' and 'beta'",
        ),
    ),
    quantities=(
        Quantity(
            "Sens., Wilson",
            "sensitivity.proportion",
            low="sensitivity.wilson.low",
            high="sensitivity.wilson.high",
        ),
        Quantity(
            "Spec., Wilson",
            "specificity.proportion",
            low="specificity.wilson.low",
            high="specificity.wilson.high",
        ),
    ),
    tolerances={
        **dict.fromkeys(_PROPORTION, exact("a count over a count: one division, correctly rounded on both sides")),
        **dict.fromkeys(_WILSON, special_function(_ROOT)),
        **dict.fromkeys(_CLOPPER_PEARSON, special_function(_QUANTILE)),
    },
    undefined=tuple(
        Undefined(tuple(name for name in (*_PROPORTION, *_WILSON, *_CLOPPER_PEARSON) if name.startswith(measure)), why)
        for measure, why in (("ppv", NOBODY_POSITIVE), ("npv", NOBODY_NEGATIVE))
    ),
    citations=(
        Citation(
            "Wilson. Journal of the American Statistical Association 22 (1927) 209-212.",
            "10.1080/01621459.1927.10502953",
        ),
        Citation("Clopper, Pearson. Biometrika 26 (1934) 404-413.", "10.1093/biomet/26.4.404"),
        Citation(
            "Newcombe. Two-sided confidence intervals for the single proportion. Statistics in Medicine 17 (1998) "
            "857-872.",
            "10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E",
        ),
    ),
)
