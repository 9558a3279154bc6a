"""The digits that are promised, on every bundled study and against the answers of both recorded worlds of R."""

from __future__ import annotations

import math

import pytest

from parity import modes, places
from parity.fields import base_name
from parity.checks import CHECKS
from parity.study_file import bundled_studies, find_study
from parity.verify import compute, verify

PROMISES = [
    (13, "roc_curve", ("thresholds", "sensitivities", "specificities")),
    (13, "auc_delong", ("auc",)),
    (12, "auc_delong", ("variance",)),
    (13, "classification", ("true_positives", "false_positives", "false_negatives", "true_negatives")),
    (13, "decision_curve", None),
    (12, "brier_score", ("brier",)),
    (12, "calibration_curve", None),
    (9, "logistic_regression", ("coefficients",)),
    (11, "nomogram", None),
]


@pytest.fixture(scope="module")
def verification():
    return verify(
        compute([find_study(name) for name in bundled_studies()], CHECKS),
        lambda of: modes.source(modes.Mode.REPLAY, None, of.references, places.r_scripts()),
        mode=modes.Mode.REPLAY,
        bridge=None,
        environment={},
    )


@pytest.mark.parametrize(("digits", "stem", "fields"), PROMISES, ids=lambda value: str(value))
def test_the_promised_digits_agree(verification, digits, stem, fields):
    compared = [
        (statistic.cohort, comparison.call.source, agreement.field, agreement.digits)
        for statistic in verification.statistics
        if statistic.check.stem == stem
        for comparison in statistic.comparisons
        for agreement in comparison.agreements
        if (fields is None or base_name(agreement.field) in fields) and agreement.digits is not None and math.isfinite(agreement.value)
    ]
    assert len(compared) > 4
    assert [row for row in compared if row[3] < digits] == []
