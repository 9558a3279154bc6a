"""Pearson's chi-square with a simulated p value: what is asked of R, and how closely."""

from __future__ import annotations

from parity.checks.association.predictor import categories, is_categorical
from parity.checks.vocabulary import Bound, Check, Citation, Quantity, RCall, Scope, closed_form
from parity.checks.association.tables import rounding
from parity.statistics.association.chi_square_simulated import ChiSquareSimulated, chi_square_simulated

PATEFIELD = Citation(
    "Patefield. Algorithm AS 159: an efficient method of generating random R x C tables with given row and column "
    "totals. Applied Statistics 30 (1981) 91-97.",
    "10.2307/2346669",
)
COUNTED = (
    "a count of tables over a count: the tables are those that R draws from the same seed, and those that are as "
    "extreme as the observed one but for rounding are counted on both sides"
)

CHECK = Check(
    stem="chi_square_simulated",
    group="association",
    title="Chi-square test, simulated p",
    compute=chi_square_simulated,
    result=ChiSquareSimulated,
    scope=Scope.PREDICTOR,
    inputs={"categories": categories},
    applies=is_categorical,
    draws=True,
    references=(
        RCall("stats", "chisq.test", note="set.seed(seed) stands before; simulate.p.value = TRUE, B = resamples"),
    ),
    quantities=(Quantity("χ² p (simulated)", "p", p_value=True),),
    tolerances={
        "statistic": closed_form(
            "a sum over the cells; observed less expected loses the digits that they have in common",
            bound=Bound(rounding, "pearson.statistic", scale=1.0),
        ),
        "p": closed_form(COUNTED),
    },
    citations=(
        Citation(
            "Hope. A simplified Monte Carlo significance test procedure. Journal of the Royal Statistical Society B 30 "
            "(1968) 582-598.",
            "10.1111/j.2517-6161.1968.tb00759.x",
        ),
        PATEFIELD,
    ),
)
