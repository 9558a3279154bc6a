"""Student's t: closed forms of one and two degrees of freedom, a printed table, the normal distribution as a limit."""

from __future__ import annotations

import math

import pytest
from scipy.special import ndtri

from parity.statistics.student import beyond, two_sided


def test_of_one_degree_of_freedom_it_is_the_arcus_tangens():
    for p in (0.75, 0.975, 0.9995):
        assert beyond(2 * (1 - p), 1.0) == pytest.approx(math.tan(math.pi * (p - 0.5)), rel=1e-12)
    assert two_sided(3.0, 1.0) == pytest.approx(1 - 2 * math.atan(3.0) / math.pi, rel=1e-14)


def test_of_two_degrees_of_freedom_it_is_a_root():
    assert beyond(2 * (1 - 0.95), 2.0) == pytest.approx(0.9 / math.sqrt(2 * 0.95 * 0.05), rel=1e-14)
    assert two_sided(1.7, 2.0) == pytest.approx(1 - 1.7 / math.sqrt(2 + 1.7**2), rel=1e-14)


@pytest.mark.parametrize(
    "p, df, printed", [(0.975, 10, 2.228), (0.995, 10, 3.169), (0.975, 120, 1.980), (0.95, 30, 1.697), (0.9, 5, 1.476)]
)
def test_quantiles_are_those_of_the_printed_table(p, df, printed):
    # NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2
    assert round(beyond(2 * (1 - p), df), 3) == printed


@pytest.mark.parametrize("df", [1.3, 7.31, 133.5, 12345.6, 3e6])
@pytest.mark.parametrize("p", [0.6, 0.9, 0.975, 0.9999])
def test_a_quantile_has_its_tail_at_any_degrees_of_freedom(p, df):
    assert two_sided(beyond(2 * (1 - p), df), df) == pytest.approx(2 * (1 - p), rel=1e-13)
    assert beyond(2 * (1 - p), df) > ndtri(p)


def test_with_many_degrees_of_freedom_it_is_normal():
    assert beyond(2 * (1 - 0.975), 1e12) == pytest.approx(ndtri(0.975), rel=1e-11)


def test_without_degrees_of_freedom_there_is_none():
    assert math.isnan(beyond(2 * (1 - 0.975), math.nan)) and math.isnan(two_sided(1.0, math.nan))
