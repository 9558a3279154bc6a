"""The digits that are promised, on every bundled study and against the answers of every recorded world of R."""

from __future__ import annotations

import numpy as np
import pytest
from verified import verified

from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary import Verdict
from parity.data.study_file import bundled_studies, find_study
from parity.verification.elements import CODE

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
    return verified([find_study(name) for name in bundled_studies()], CATALOGUE, None, Mode.REPLAY)


@pytest.mark.parametrize(("digits", "stem", "fields"), PROMISES, ids=lambda value: str(value))
def test_the_promised_digits_agree(verification, digits, stem, fields):
    compared, fewer = 0, []
    for statistic in verification.statistics:
        for comparison in statistic.comparisons if statistic.check.stem == stem else ():
            for field in comparison.fields:
                if fields is None or field.name in fields:
                    values = field.pair.ours.values
                    numbers = np.isfinite(field.digits) & (np.isfinite(values) if values.dtype == float else False)
                    numbers &= field.verdicts != CODE[Verdict.DEVIATES_AS_DOCUMENTED]
                    compared += int(numbers.sum())
                    short = np.flatnonzero(numbers & (field.digits < digits))
                    fewer += [
                        (statistic.setting.label, comparison.call.source, field.element(int(k))) for k in short[:3]
                    ]
    assert compared > 4
    assert fewer == []
