"""Mistakes in the statistics themselves."""

from __future__ import annotations

from parity.selftest.fault import Kind, faults_in

_AUC = faults_in(Kind.STATISTIC, "parity/statistics/discrimination/auc_delong.py", "auc_delong")

FAULTS = (
    _AUC(
        "auc-m-n-swapped",
        "the variances of cases and controls over each other's numbers",
        "(m * of_cases - surplus**2) * (n - 1)",
        "(m * of_cases - surplus**2) * (m - 1)",
    ),
)
