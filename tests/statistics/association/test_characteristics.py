from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from association_cases import SLEEP, grouped, predictors

from parity.statistics.association.characteristics import characteristics, summary


def test_mean_and_standard_deviation_are_those_of_exact_fractions():
    for outcome, values in predictors():
        found = characteristics(outcome, values)
        for group, of in ((values[outcome == 1], found.event), (values[outcome == 0], found.none)):
            assert of.n == len(group)
            assert of.mean == pytest.approx(statistics.fmean(group), rel=1e-15)
            assert of.sd == pytest.approx(statistics.stdev(group), rel=1e-12)
            assert (of.minimum, of.median, of.maximum) == (group.min(), statistics.median(group), group.max())


def test_quartiles_are_numpy_s_of_the_same_types():
    kinds = {"quartiles_type_7": "linear", "quartiles_type_6": "weibull", "quartiles_type_2": "averaged_inverted_cdf"}
    for n in range(1, 40):
        values = np.random.default_rng(n).normal(size=n)
        for name, method in kinds.items():
            expected = np.quantile(values, [0.25, 0.75], method=method)
            assert getattr(summary(values), name) == pytest.approx(expected, rel=1e-12, abs=1e-15), (n, name)


def test_quartiles_by_hand():
    # of 1, 2, 4, 8, 16, 32: type 7 at places 2.25 and 4.75, type 6 at 1.75 and 5.25, type 2 the second and the fifth
    found = summary(np.array([8.0, 1.0, 32.0, 4.0, 2.0, 16.0]))
    assert found.quartiles_type_7.tolist() == [2.5, 14.0]
    assert found.quartiles_type_6.tolist() == [1.75, 20.0]
    assert found.quartiles_type_2.tolist() == [2.0, 16.0]
    assert found.median == 6


def test_student_s_means_of_sleep():
    # Student (1908), doi:10.1093/biomet/6.1.1, section IX: means 0.75 and 2.33 hours
    found = characteristics(*SLEEP)
    assert found.event.mean == pytest.approx(0.75, rel=1e-15)
    assert found.none.mean == pytest.approx(2.33, rel=1e-15)


def test_it_follows_what_is_done_to_the_values():
    for outcome, values in predictors():
        before, after = characteristics(outcome, values), characteristics(1 - outcome, 10 - 2 * values)
        assert after.event.mean == pytest.approx(10 - 2 * before.none.mean, rel=1e-12)
        assert after.event.sd == pytest.approx(2 * before.none.sd, rel=1e-9)
        assert after.none.quartiles_type_7[::-1] == pytest.approx(10 - 2 * before.event.quartiles_type_7, rel=1e-9)


def test_one_patient_has_no_standard_deviation():
    found = characteristics(*grouped([3.0], [1.0, 2.0]))
    assert math.isnan(found.event.sd) and found.event.quartiles_type_6.tolist() == [3.0, 3.0]


def test_constant_values():
    found = summary(np.full(7, 0.1))
    assert (found.mean, found.sd, found.median) == (0.1, 0.0, 0.1)


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="finite"):
        characteristics(*grouped([np.inf], [1.0]))
    with pytest.raises(ValueError, match="two groups"):
        characteristics(*grouped([1.0], []))
