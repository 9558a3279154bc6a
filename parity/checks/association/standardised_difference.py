"""The standardised mean difference: what is asked of R, and how closely."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from parity.checks.association.predictor import both, categories, is_number, values
from parity.checks.summation import UNIT
from parity.checks.vocabulary import Bound, Check, Citation, Quantity, RCall, Scope, linear_solve
from parity.data.cohort import Column, Factor
from parity.statistics.association.groups import by_outcome, moments
from parity.statistics.association.standardised_difference import StandardisedDifference, standardised_difference


def column(sample: Any) -> Column:
    """The predictor as numbers or as categories."""
    return values(sample) if is_number(sample) else categories(sample)


def unless(sample: Any) -> str:
    """Why a predictor has none."""
    if is_number(sample):
        groups = both(sample)
        if min(map(len, groups)) < 2:
            return "a group of one patient has no variance"
        if all(np.ptp(group) == 0 for group in groups):
            return "the values do not vary within the groups"
        return ""
    difference = standardised_difference(sample.outcome, categories(sample)).difference
    return "the groups share no category" if math.isnan(difference) else ""


def rounding(outcome: np.ndarray, column: Column) -> Mapping[str, float]:
    """Bound of a number whose means are near each other, or whose shares are."""
    if isinstance(column, Factor):
        return {"difference": 64 * UNIT}
    one, other = map(moments, by_outcome(outcome, column))
    spread = math.sqrt((one.variance + other.variance) / 2)
    return {"difference": 4 * UNIT * (abs(one.mean) + abs(other.mean)) / spread}


CHECK = Check(
    stem="standardised_difference",
    group="association",
    title="Standardised mean difference",
    compute=standardised_difference,
    result=StandardisedDifference,
    scope=Scope.PREDICTOR,
    inputs={"column": column},
    unless=unless,
    references=(RCall("stats", "mahalanobis", note="of categories; of numbers stats::var of each group"),),
    quantities=(Quantity("SMD", "difference"),),
    tolerances={
        "difference": linear_solve(
            "a difference of means over their spread; of categories a solve of a covariance matrix whose condition is "
            "that of the shares, one over the smallest of them",
            bound=Bound(rounding, "difference", scale=1.0),
        )
    },
    citations=(
        Citation(
            "Austin. Balance diagnostics for comparing the distribution of baseline covariates between treatment "
            "groups in propensity-score matched samples. Statistics in Medicine 28 (2009) 3083-3107.",
            "10.1002/sim.3697",
        ),
        Citation(
            "Yang, Dalton. A unified approach to measuring the effect size between two groups. SAS Global Forum "
            "(2012), paper 335."
        ),
    ),
)
