"""Fisher's test with a simulated p value: what is asked of R, and how closely."""

from __future__ import annotations

from typing import Any

import numpy as np

from parity.checks.association.chi_square_simulated import COUNTED, PATEFIELD
from parity.checks.association.predictor import categories, is_categorical
from parity.checks.vocabulary import Check, Citation, Quantity, RCall, Scope, closed_form
from parity.statistics.association.fisher_simulated import FisherSimulated, fisher_simulated


def has_three_categories(sample: Any) -> bool:
    """Whether three or more categories occur: of two the test is exact."""
    return is_categorical(sample) and len(np.unique(categories(sample).codes)) > 2


CHECK = Check(
    stem="fisher_simulated",
    group="association",
    title="Fisher's exact test, simulated p",
    compute=fisher_simulated,
    result=FisherSimulated,
    scope=Scope.PREDICTOR,
    inputs={"categories": categories},
    applies=has_three_categories,
    draws=True,
    references=(
        RCall("stats", "fisher.test", note="set.seed(seed) stands before; simulate.p.value = TRUE, B = resamples"),
    ),
    quantities=(Quantity("Fisher's exact p (simulated)", "p", p_value=True),),
    tolerances={"p": closed_form(COUNTED)},
    citations=(
        Citation(
            "Freeman, Halton. Note on an exact treatment of contingency, goodness of fit and other problems of "
            "significance. Biometrika 38 (1951) 141-149.",
            "10.1093/biomet/38.1-2.141",
        ),
        PATEFIELD,
    ),
)
