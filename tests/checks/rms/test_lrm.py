from __future__ import annotations

import numpy as np
import pytest

from parity.checks.rms.lrm import lrm_before_7, lrm_from_7
from parity.checks.rms.lrm_fit import line_before_7, line_from_7
from parity.statistics.regression.maximum_likelihood import maximum_likelihood


def drawn(n: int = 150):
    draw = np.random.default_rng(20261126)
    x = draw.normal(size=(n, 2))
    outcome = (draw.random(n) < 1 / (1 + np.exp(0.4 - x @ [2.6, -1.2]))).astype(int)
    return outcome, x, np.column_stack([np.ones(n), x])


@pytest.mark.parametrize(("stop", "line"), [(lrm_before_7, line_before_7), (lrm_from_7, line_from_7)])
def test_of_one_column_it_is_where_the_calibration_line_is_left(stop, line):
    outcome, x, columns = drawn()
    assert stop(outcome, columns[:, :2]) == pytest.approx(line(outcome, x[:, 0]).line, rel=1e-12)


def test_the_former_one_stops_short_of_the_maximum_and_the_other_at_it():
    outcome, x, columns = drawn()
    best = maximum_likelihood(outcome, {"a": x[:, 0], "b": x[:, 1]}).coefficients
    former, later = lrm_before_7(outcome, columns), lrm_from_7(outcome, columns)
    assert 1e-12 < np.abs(former - best).max() < 1e-3
    assert later == pytest.approx(best, rel=1e-7)
