"""Score tests of columns beside a model, and what of a column is left beside it."""

from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.selection.candidate_models import score_test_beside

DRAW = np.random.default_rng(5)
INSIDE = np.column_stack([np.ones(80), DRAW.normal(size=80)])
OTHER = DRAW.normal(size=80)
OUTCOME = DRAW.integers(0, 2, 80)


@pytest.mark.parametrize("log_odds", [-20.0, 0.0, 20.0])
def test_what_little_of_a_column_is_left_beside_the_model_has_its_score_whatever_the_weights(log_odds):
    """Of x + b / 1e9 as of b: rounding moves it by a millionth or so of b."""
    test = score_test_beside(INSIDE, np.full(80, log_odds), OUTCOME)
    near, apart = (test(column[:, np.newaxis]).chi_square for column in (INSIDE[:, 1] + 1e-9 * OTHER, OTHER))
    assert near == pytest.approx(apart, rel=1e-5)


@pytest.mark.parametrize("log_odds", [-20.0, 0.0])
def test_of_a_set_each_column_must_leave_something(log_odds):
    test = score_test_beside(INSIDE, np.full(80, log_odds), OUTCOME)
    for nothing in (np.full(80, 7.0), INSIDE @ [3.0, -2.0]):
        with pytest.raises(ValueError, match="a linear combination of the model's columns: it has no score"):
            test(np.column_stack([OTHER, nothing]))
