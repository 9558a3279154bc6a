"""The conditional odds ratio: what is asked of R and scipy, and how closely."""

from __future__ import annotations

from parity.checks.association.predictor import categories, is_categorical
from parity.checks.association.yates_test import not_fourfold
from parity.checks.stats.fisher_test import stopped
from parity.checks.vocabulary import Check, Citation, Deviation, LibraryCall, Quantity, RCall, Scope, iterative
from parity.statistics.association.conditional_odds_ratio import ConditionalOddsRatio, conditional_odds_ratio

_ROOT = iterative(
    1e-10,
    "a root for the logarithm of the odds ratio, found to 1e-15 here and in R; R's probabilities come from logarithms "
    "of the size of the counts",
)
_OF_SCIPY = iterative(1e-9, "scipy leaves its root at a relative 1e-12 of the odds ratio, or at 2e-12 of it")

CHECK = Check(
    stem="conditional_odds_ratio",
    group="association",
    title="Conditional odds ratio",
    compute=conditional_odds_ratio,
    result=ConditionalOddsRatio,
    scope=Scope.PREDICTOR,
    inputs={"categories": categories},
    applies=is_categorical,
    unless=not_fourfold,
    references=(
        RCall("stats", "uniroot", note="of the mean, and of the tails, of the distribution by stats::dhyper"),
        RCall(
            "stats",
            "fisher.test",
            name="fisher_odds_ratio",
            deviations=(
                Deviation(
                    ("odds_ratio", "interval.low", "interval.high"),
                    "stats",
                    "fisher.test leaves uniroot at its default, which stops within 1.2e-4 of the odds ratio or, where "
                    "it is above 1, of one over it",
                    follows=stopped,
                ),
            ),
            note="as it prints them",
        ),
        LibraryCall(
            "scipy",
            "odds_ratio",
            tolerances={"odds_ratio": _OF_SCIPY, "interval.low": _OF_SCIPY, "interval.high": _OF_SCIPY},
            note='kind = "conditional", its default',
        ),
    ),
    quantities=(Quantity("Conditional odds ratio", "odds_ratio", low="interval.low", high="interval.high"),),
    tolerances={"odds_ratio": _ROOT, "interval.low": _ROOT, "interval.high": _ROOT},
    citations=(
        Citation(
            "Cornfield. A statistical problem arising from retrospective studies. Proceedings of the Third Berkeley "
            "Symposium 4 (1956) 135-148."
        ),
        Citation(
            "Fisher. The logic of inductive inference. Journal of the Royal Statistical Society 98 (1935) 39-82.",
            "10.2307/2342435",
        ),
    ),
)
