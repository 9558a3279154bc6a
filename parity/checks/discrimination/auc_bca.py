"""Area under the ROC curve with bias-corrected and accelerated bootstrap intervals."""

from __future__ import annotations

import numpy as np

from parity.checks.boot import boot_ci
from parity.checks.vocabulary import Check, Citation, Quantity
from parity.statistics.bootstrap.intervals import BootIntervals
from parity.statistics.discrimination.auc_bca import auc_bca, of_resamples


def cases_below_controls(outcome: np.ndarray, risk: np.ndarray) -> bool:
    """Whether every case has a lower risk than every control."""
    return bool(risk[outcome == 1].max() < risk[outcome == 0].min())


def by_regression(outcome: np.ndarray, risk: np.ndarray, resamples: int, seed: int, level: float) -> BootIntervals:
    """As boot has it before 1.3-32."""
    return of_resamples(outcome, risk, resamples, seed, level, jackknifed=False)


CHECK = Check(
    stem="auc_bca",
    group="discrimination",
    title="AUC, BCa bootstrap interval",
    compute=auc_bca,
    result=BootIntervals,
    draws=True,
    references=(
        boot_ci.call(
            "the area by ranks, as wilcox.test counts, strata = outcome",
            cases_below_controls,
            by_regression,
            name="auc_bca",
        ),
    ),
    quantities=(Quantity("AUC, BCa bootstrap", "original", low="bca.low", high="bca.high"),),
    tolerances=boot_ci.tolerances("a count of pairs over m·n, rounded once; R takes half numbers from a sum of ranks"),
    undefined=boot_ci.UNDEFINED,
    citations=(
        *boot_ci.CITATIONS,
        Citation("Hanley, McNeil. Radiology 143 (1982) 29-36.", "10.1148/radiology.143.1.7063747"),
    ),
)
