"""Where rms::fastbw loses the digits of nearly collinear candidates, and the tests without an inverse."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.rms.fastbw import by_projections, loses_its_digits
from parity.statistics.selection.backward_elimination import backward_elimination

DRAW = np.random.default_rng(20261126)
AGE, NOISE, OTHER = DRAW.normal(size=(3, 150))
OUTCOME = (DRAW.random(150) < 1 / (1 + np.exp(-0.2 * AGE))).astype(int)
RULES = ("p_residual", "p_individual", "aic_residual", "aic_individual")


def candidates(apart):
    return {"age": AGE, "age again": AGE + apart * NOISE, "other": OTHER}


@pytest.mark.parametrize("apart", [1.0, 1e-5])
def test_without_an_inverse_the_tests_are_ours(apart):
    given = candidates(apart)
    found, ours = by_projections(OUTCOME, given, 0.05), backward_elimination(OUTCOME, given)
    assert len(ours.p_residual.steps) > 1
    for rule in RULES:
        for name, values in found[rule].items():
            np.testing.assert_allclose(values, getattr(getattr(ours, rule), name), rtol=1e-8)


@pytest.mark.parametrize(("apart", "lost"), [(1.0, False), (1e-2, False), (1e-5, True), (1e-6, True)])
def test_it_loses_them_where_candidates_are_nearly_collinear(apart, lost):
    assert loses_its_digits(OUTCOME, candidates(apart), 0.05) is lost
