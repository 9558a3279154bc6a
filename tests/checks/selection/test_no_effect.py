"""A chi-square that is 0 but for rounding is bounded by the square of its rounding, and never by less than 0."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.selection.rounding import of_univariable
from parity.statistics.selection.univariable_logistic import univariable_logistic


@pytest.mark.parametrize("seed", range(4))
def test_a_candidate_that_is_the_same_in_both_groups(seed):
    values = 1e3 * np.random.default_rng(seed).normal(size=20)
    outcome, candidates = np.repeat([0, 1], 20), {"x": np.concatenate([values, values])}
    found, bounds = univariable_logistic(outcome, candidates), of_univariable(outcome, candidates, 0.95)
    for name in ("wald", "score", "likelihood_ratio"):
        assert abs(getattr(found, name)[0]) <= bounds[name][0] < 1e-9
