"""What rounding may do to a bootstrap test of two areas, by its statistic."""

from __future__ import annotations

import numpy as np
import pytest
from one_by_one import FEW, two_scores
from scipy.stats import norm

from parity.checks.pROC.roc_test import paired_rounding
from parity.statistics.discrimination.area_difference_paired import area_difference_paired


@pytest.mark.parametrize("direction", ["<", ">"])
def test_a_difference_off_by_e_moves_the_statistic_by_e_over_the_deviation_and_with_it(direction):
    outcome, risk, upwards = two_scores()
    asked = outcome, risk, upwards if direction == "<" else -upwards, direction, 60, 9
    found, bounds = area_difference_paired(*asked), paired_rounding(*asked)
    for way in ("stratified", "plain"):
        statistic = getattr(found, way).statistic
        error = 16 * 2.0**-53 * statistic / found.difference * (1 + abs(statistic))
        assert bounds[f"{way}_statistic"] == pytest.approx(error, rel=1e-9, abs=0)
        assert bounds[f"{way}_p_value"] == pytest.approx(2 * norm.pdf(statistic) * error, rel=1e-9, abs=0)


def test_of_one_resample_there_is_no_deviation_and_no_bound():
    assert paired_rounding(*two_scores(), "<", 1, 1) == {}


@pytest.mark.filterwarnings("error")
def test_resamples_of_one_class_are_left_out():
    outcome, risk = FEW
    score = risk[::-1]
    with pytest.warns(UserWarning):
        found = area_difference_paired(outcome, risk, score, "<", 60, 1)
    deviation = found.difference / found.plain.statistic
    error = 16 * 2.0**-53 / deviation * (1 + abs(found.plain.statistic))
    assert paired_rounding(outcome, risk, score, "<", 60, 1)["plain_statistic"] == pytest.approx(error, rel=1e-9, abs=0)
