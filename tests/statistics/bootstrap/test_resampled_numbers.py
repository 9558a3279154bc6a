"""Statistics of several numbers: each by itself, and what is none."""

from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.bootstrap.intervals import boot_intervals
from parity.statistics.bootstrap.orders import Order, rows_in
from parity.statistics.bootstrap.resampled import replicates_of, resampled, without_each

VALUES = np.random.default_rng(8).exponential(size=12)
KINDS = ("normal", "basic", "percentile", "bca")


def both(rows):
    return VALUES[rows].mean(), VALUES[rows].max()


def test_a_replicate_is_the_statistic_of_its_rows():
    rows = rows_in(Order.PLAIN, np.zeros(12, int), 7, 3)
    seen = []
    assert replicates_of(both, rows, before=seen.append).tolist() == [list(both(of)) for of in rows]
    assert seen == list(range(7))
    assert replicates_of(lambda of: float(of[0]), rows).tolist() == [[float(of[0])] for of in rows]


@pytest.mark.parametrize(
    ("statistic", "numbers", "said"),
    [
        (lambda rows: np.zeros((2, 2)), None, r"the shape \(2, 2\) on resample 1"),
        (lambda rows: np.zeros(2), 3, r"the shape \(2,\) on resample 1"),
        (lambda rows: np.zeros(2 + int(rows[0])), None, r"the shape \(3,\) on resample 2"),
        (lambda rows: "none", None, "the statistic stops on resample 1"),
    ],
)
def test_what_is_no_number_or_not_as_many_as_before_is_refused_by_its_resample(statistic, numbers, said):
    with pytest.raises(ValueError, match=said):
        replicates_of(statistic, np.array([[0, 0], [1, 1]]), numbers)


@pytest.mark.parametrize("resamples", [8, 200])
def test_each_number_has_its_own_intervals(resamples):
    """By regression on resamples, or of fewer than there are patients by leaving each out."""
    rows = rows_in(Order.PLAIN, np.zeros(12, int), resamples, 3)
    original, replicates, without = np.array(both(np.arange(12))), replicates_of(both, rows), without_each(both, 12)
    found = resampled(original, replicates, rows, 0.9, None, lambda: without)
    for k in range(2):
        own = boot_intervals(original[k], replicates[:, k], rows, 0.9, None, lambda: without[:, k])
        assert (found.bias[k], found.standard_error[k]) == (own.bias, own.standard_error)
        for kind in KINDS:
            limits, expected = getattr(found, kind), getattr(own, kind)
            assert [limits.low[k], limits.high[k]] == pytest.approx([expected.low, expected.high], rel=0, abs=0)


def test_without_a_way_of_leaving_patients_out_few_resamples_have_no_accelerated_interval():
    rows = rows_in(Order.PLAIN, np.zeros(12, int), 8, 3)
    found = resampled(np.array(both(np.arange(12))), replicates_of(both, rows), rows, 0.9, None, None)
    assert np.isnan(found.bca.low).all() and np.isnan(found.bca.high).all()
    assert np.isfinite(found.percentile.low).all() and (found.percentile.low < found.percentile.high).all()


def test_leaving_each_out_is_the_statistic_of_the_others():
    assert without_each(both, 12)[:, 0] == pytest.approx((VALUES.sum() - VALUES) / 11, rel=1e-14)
