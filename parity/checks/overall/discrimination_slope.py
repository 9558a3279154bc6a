"""The discrimination slope: who is asked, and how closely."""

from __future__ import annotations

from parity.checks.vocabulary import Check, Citation, Quantity, RCall, closed_form, linear_solve
from parity.statistics.overall.discrimination_slope import DiscriminationSlope, discrimination_slope

_MEANS = (
    "two means of numbers in [0, 1], each off by a few roundings of 1 at most, and their difference, which may be "
    "small beside them"
)

CHECK = Check(
    stem="discrimination_slope",
    group="overall",
    title="Discrimination slope",
    compute=discrimination_slope,
    result=DiscriminationSlope,
    from_patients=("mean_of_events", "mean_of_others"),  # of a single event its risk
    references=(
        RCall("base", "mean", note="by the definition"),
        RCall(
            "stats",
            "lm",
            tolerances=dict.fromkeys(
                ("slope", "mean_of_events", "mean_of_others"),
                linear_solve("least squares with one indicator: the means by a reflection", atol=1e-14),
            ),
            conditions={r"essentially perfect fit": "-"},
            note="the slope and the intercept of a line of the risks on the outcome",
        ),
    ),
    quantities=(Quantity("Discrimination slope", "slope"),),
    tolerances=dict.fromkeys(
        ("slope", "mean_of_events", "mean_of_others"),
        closed_form(_MEANS, atol=1e-15),
    ),
    citations=(
        Citation("Tjur. The American Statistician 63 (2009) 366-372.", "10.1198/tast.2009.08210"),
        Citation(
            "Yates. Organizational Behavior and Human Performance 30 (1982) 132-156.", "10.1016/0030-5073(82)90237-9"
        ),
    ),
)
