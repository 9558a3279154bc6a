"""Resamples of one class: where they are, and what pROC's curve of one says at a cut-off."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.pROC.ci_auc import AT_ONCE
from parity.checks.pROC.ci_coords import resample_without_case, with_one_class
from parity.checks.pROC.one_class import resample_of_one_class

FEW = np.array([0, 0, 0, 0, 1, 0]), np.array([0.1, 0.2, 0.4, 0.3, 0.45, 0.25])


def test_resamples_of_one_class_are_found():
    outcome, risk = FEW
    assert resample_of_one_class(outcome, 200, 1) and resample_without_case(outcome, 200, 1)
    assert resample_of_one_class(1 - outcome, 200, 1) and not resample_without_case(1 - outcome, 200, 1)
    assert not resample_of_one_class(np.arange(60) % 2, 500, 1)
    there = with_one_class(outcome, risk, 0.35, 200, 1, 0.95)["plain"]
    assert 0 <= there["specificity"].low < there["specificity"].median < there["specificity"].high <= 1
    assert there["sensitivity"].low == 0.0 and there["npv"].high == 1.0, "a curve without cases ends at 0"


def test_of_a_resample_without_a_case_a_curve_is_read_at_its_end_where_nobody_is_positive():
    nobody, somebody, with_a_case = (with_one_class(*FEW, 0.35, 1, seed, 0.95)["plain"] for seed in (8, 7, 1))
    assert {name: one.median for name, one in nobody.items()} == {
        "specificity": 1.0,
        "sensitivity": 0.0,
        "npv": 1.0,
        "accuracy": 1.0,
    }
    assert set(somebody) == {"specificity"} and somebody["specificity"].median == 5 / 6
    assert with_a_case["accuracy"].median == 5 / 6 and with_a_case["specificity"].median == 4 / 5
    assert with_one_class(*FEW, 0.4, 200, 1, 0.95) == with_one_class(*FEW, 0.35, 200, 1, 0.95), "at the cut-off, too"


@pytest.mark.parametrize(("seed", "found"), [(1, True), (8, True), (3, False)])
def test_resamples_of_one_class_are_found_in_whichever_part_of_many(seed, found):
    outcome = np.repeat([1, 0], [8, 12])
    assert AT_ONCE < 20 * 20_000 < 2 * AT_ONCE, "two parts"
    assert resample_without_case(outcome, 20_000, seed) is found
    assert resample_of_one_class(outcome, 20_000, seed) is found
