"""Where rms::anova loses the digits of nearly collinear columns, and the Wald tests without a covariance."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.rms.anova import by_directions, loses_its_digits
from parity.statistics.regression.anova_wald import anova_wald

DRAW = np.random.default_rng(6)
X, Z, W = DRAW.normal(size=(3, 90))
OUTCOME = (DRAW.normal(size=90) < X + 0.5 * Z).astype(int)


def predictors(apart):
    """Two that differ by so little, and one of its own."""
    return {"x": X, "near": X + apart * Z, "w": W}


def test_without_a_covariance_the_tests_are_the_same_where_it_has_its_digits():
    given = predictors(1.0)
    found, ours = by_directions(OUTCOME, given), anova_wald(OUTCOME, given)
    assert found["chi_square"] == pytest.approx(ours.chi_square, rel=1e-10)
    assert found["p"] == pytest.approx(ours.p, rel=1e-9)


@pytest.mark.parametrize(("apart", "lost"), [(1.0, False), (1e-3, False), (1e-6, True), (1e-7, True)])
def test_it_loses_them_where_some_columns_are_nearly_collinear(apart, lost):
    assert loses_its_digits(OUTCOME, predictors(apart)) is lost
