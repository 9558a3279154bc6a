"""Where rms::fastbw loses the digits of nearly collinear candidates, and the tests without an inverse."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.rms import fastbw
from parity.checks.rms.fastbw import by_projections, loses_its_digits
from parity.checks.selection.backward_rounding import RULES
from parity.statistics.selection.backward_elimination import backward_elimination

DRAW = np.random.default_rng(20261126)
AGE, NOISE, OTHER = DRAW.normal(size=(3, 150))
OUTCOME = (DRAW.random(150) < 1 / (1 + np.exp(-0.2 * AGE))).astype(int)


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


@pytest.mark.parametrize(
    ("of_four", "of_a_half", "lost"),
    [(0.0, 0.0, False), (4.0, 0.0, False), (4.1, 0.0, True), (3.9, 0.95, False), (0.0, 1.1, True)],
)
def test_one_number_that_may_lose_a_millionth_of_itself_or_of_one_is_enough(of_four, of_a_half, lost, monkeypatch):
    found = {rule: {name: np.array([4.0, 0.5]) for name in ("chi_square", "residual")} for rule in RULES}
    moved = {rule: {name: np.zeros(2) for name in ("chi_square", "residual")} for rule in RULES}
    moved["aic_residual"]["residual"] = fastbw.LARGEST_SHARE * np.array([of_four, of_a_half])
    monkeypatch.setattr(fastbw, "of_backward", lambda *given: moved)
    monkeypatch.setattr(fastbw, "by_projections", lambda *given: found)
    assert loses_its_digits(OUTCOME, candidates(1.0), 0.05) is lost
