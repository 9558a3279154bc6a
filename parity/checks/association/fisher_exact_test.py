"""Fisher's exact test: what is asked of fisher.test, and how closely."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.special import gammaln

from parity.checks.association.predictor import categories, is_categorical
from parity.checks.summation import UNIT
from parity.checks.vocabulary import Bound, Check, Citation, Quantity, RCall, Scope, special_function
from parity.data.cohort import Factor
from parity.statistics.association.counts import occurring
from parity.statistics.association.fisher_exact_test import MOST, FisherExactTest, fisher_exact_test, tables_like


def rounding(outcome: np.ndarray, categories: Factor) -> Mapping[str, float]:
    """Bound of p by R's network algorithm: its table of logarithms of factorials is made by adding, so that log n! has
    n roundings of its size, and so has the logarithm of a probability."""
    table = occurring(outcome, categories)
    n = int(table.sum())
    return {"p": 2 * n * UNIT * math.lgamma(n + 1) * _by_logarithms(table) if len(table) > 2 else 0.0}


def _by_logarithms(table: np.ndarray) -> float:
    """p from logarithms of factorials, as R has it: the probabilities of all tables with the same margins, of those
    that are no more likely but for the rounding of a logarithm."""
    sizes, events = table.sum(axis=1).tolist(), int(table[:, 0].sum())
    left, sums, logs = sum(sizes), np.zeros(1, dtype=int), np.zeros(1)
    for size in sizes:
        left -= size
        counts, together = np.arange(size + 1), np.add.outer(sums, np.arange(size + 1))
        possible = (together <= events) & (together + left >= events)
        sums, logs = together[possible], np.add.outer(logs, _ways(size, counts))[possible]
    observed = float(sum(_ways(size, count) for size, count in zip(sizes, table[:, 0])))
    weights = np.exp(logs - logs.max())
    return float(weights[logs <= observed + 1e-7].sum() / weights.sum())


def _ways(size: int, counts: np.ndarray) -> np.ndarray:
    """Logarithms of binomial coefficients."""
    return np.asarray(gammaln(size + 1) - gammaln(counts + 1) - gammaln(size - counts + 1))


def unless(sample: Any) -> str:
    """Why it is not asked of a predictor."""
    table = occurring(sample.outcome, categories(sample))
    if len(table) > 2 and tables_like(table) > MOST:
        return f"more than {MOST:,} tables have the margins of this one"
    return ""


CHECK = Check(
    stem="fisher_exact_test",
    group="association",
    title="Fisher's exact test",
    compute=fisher_exact_test,
    result=FisherExactTest,
    scope=Scope.PREDICTOR,
    inputs={"categories": categories},
    applies=is_categorical,
    unless=unless,
    references=(RCall("stats", "fisher.test", note="a relative 1e-7 more counts as no more likely"),),
    quantities=(Quantity("Fisher p", "p", p_value=True),),
    tolerances={
        "p": special_function(
            "a sum of probabilities, all positive; with three categories or more R adds logarithms of factorials",
            bound=Bound(rounding, "p"),
        )
    },
    citations=(
        Citation(
            "Fisher. The logic of inductive inference. Journal of the Royal Statistical Society 98 (1935) 39-82.",
            "10.2307/2342435",
        ),
        Citation(
            "Freeman, Halton. Note on an exact treatment of contingency, goodness of fit and other problems of "
            "significance. Biometrika 38 (1951) 141-149.",
            "10.1093/biomet/38.1-2.141",
        ),
    ),
)
