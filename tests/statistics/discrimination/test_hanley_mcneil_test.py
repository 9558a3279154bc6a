from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import multivariate_normal

from parity.statistics.discrimination.area_hanley_mcneil import hanley_mcneil_error
from parity.statistics.discrimination.delong_test_paired import delong_test_paired
from parity.statistics.discrimination.hanley_mcneil_test import (
    correlation_of_areas,
    hanley_mcneil_test,
    joint,
    no_correlation,
)

_PRINTED = """
020202020202020101010101 040403030303030303020202 050505050505050404040302 070707070706060606050403
090909090808080707060604 111111101010090908080705 131212121211111110090806 141414141313131211110907
161616161515141413121109 181818171717161515141210 202019191918181716151411 222221212120191918171512
242323232222212019181613 262525252424232221201815 272727262625252423211916 292929282827262624232118
313131303029282726252319 333332323131302928262421 353534343333323130282622 373736363535343332302824
393938383736363533322925 414040403938383735343127 434242424140393837353329 454444434342414039373530
474646454544434241393732 494848474746454443413934 515050494948474645434136 535252515150494847454338
555454535352515049474540 575656555554535251494742 595858575756555453514945 616060595958585755545147
636262626160605957565349 656464646362626160585651 676666666565646362605854 696968686767666564636056
717170706969686766656359 737372727271717069676561 757575747473737271706864 777777767676757473727067
797979797878777776757370 828181818180807978777673 848483838382828181807875 868686858585848483828179
888888888787878686858482
"""
TABLE = np.array([[int(row[at : at + 2]) / 100 for at in range(0, 24, 2)] for row in _PRINTED.split()])
SCORES, AREAS = np.arange(1, 46) / 50, np.linspace(0.7, 0.975, 12)
"""Table I of Hanley and McNeil (1983), doi:10.1148/radiology.148.3.6878708: the correlation of two areas, a row for
each mean correlation of the ratings (0.02, 0.04 to 0.90), a column for each mean area. As the Python package
research-roc-utils has it (secondary); the paper itself was not at hand."""


def table(patients: int) -> np.ndarray:
    """The same, computed for so many patients a group."""
    return np.array([[correlation_of_areas(scores, area, patients, patients) for area in AREAS] for scores in SCORES])


def patients(n=60, seed=3):
    random = np.random.default_rng(seed)
    outcome = (np.arange(n) % 3 == 0).astype(int)
    shared = random.normal(size=n) + 0.9 * outcome
    return outcome, shared + 0.5 * random.normal(size=n), shared + 0.7 * random.normal(size=n)


def test_with_50_patients_a_group_the_correlations_are_those_of_the_printed_table():
    computed = table(50)
    assert abs(computed - TABLE).max() < 0.0066
    assert (computed.round(2) == TABLE.round(2)).sum() == 522, "of 540; nine of the others are at an area of 0.975"


@pytest.mark.parametrize("patients", [25, 100])
def test_of_other_numbers_of_patients_the_table_is_not(patients):
    assert abs(table(patients) - TABLE).max() > 0.013


@pytest.mark.parametrize("correlation", [-0.9, -0.3, 0.0, 0.2, 0.75, 0.99])
@pytest.mark.parametrize("area", [0.3, 0.5, 0.8, 0.99])
def test_the_covariance_of_two_events_is_that_of_the_binormal_distribution(correlation, area):
    d = float(ndtri(area))
    both = multivariate_normal.cdf([d, d], mean=[0, 0], cov=[[1, correlation], [correlation, 1]])
    assert joint(correlation, area) == pytest.approx(both - area**2, abs=1e-7)


def test_scores_without_correlation_have_areas_without_one_and_one_score_twice_has_1():
    assert correlation_of_areas(0.0, 0.8, 20, 30) == pytest.approx(0.0, abs=1e-15)
    assert correlation_of_areas(1.0, 0.8, 20, 30) == pytest.approx(1.0, rel=1e-15)


def test_the_test_is_the_difference_over_the_error_of_correlated_areas():
    outcome, one, other = patients()
    found = hanley_mcneil_test(outcome, one, other)
    s, t = (hanley_mcneil_error(area, 20, 40) for area in (found.first, found.second))
    assert found.standard_error**2 == pytest.approx(s**2 + t**2 - 2 * found.correlation * s * t, rel=1e-13)
    assert found.statistic == pytest.approx(found.difference / found.standard_error, rel=1e-15)
    assert found.p_value == pytest.approx(math.erfc(abs(found.statistic) / math.sqrt(2)), rel=1e-12)
    assert found.correlation_of_cases == pytest.approx(np.corrcoef(one[outcome == 1], other[outcome == 1])[0, 1])
    assert found.interval.high - found.interval.low == pytest.approx(2 * 1.959963984540054 * found.standard_error)


def test_it_comes_near_delong_s_with_many_binormal_patients():
    outcome, one, other = patients(6000)
    found, delong = hanley_mcneil_test(outcome, one, other), delong_test_paired(outcome, one, other)
    assert found.difference == delong.difference
    assert found.standard_error == pytest.approx(delong.standard_error, rel=0.1)


def test_the_scores_change_places_and_units():
    outcome, one, other = patients()
    found, turned = hanley_mcneil_test(outcome, one, other), hanley_mcneil_test(outcome, 3 * other - 1, one)
    assert (turned.difference, turned.statistic) == pytest.approx((-found.difference, -found.statistic), rel=1e-12)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ([0.1, 0.2, 0.3, 0.3], [0.1, 0.2, 0.3, 0.4], "all cases have the same score"),
        ([0.1, 0.2, 0.3, 0.4], [0.5, 0.5, 0.3, 0.4], "all controls have the same score"),
        ([0.1, 0.2, 0.3, 0.4], [0.2, 0.1, 0.3, 0.5], "both areas are exactly 1"),
    ],
)
def test_what_has_no_correlation_is_refused_with_the_reason(one, other, why):
    given = np.array([0, 0, 1, 1]), np.array(one), np.array(other)
    assert why in no_correlation(*given)
    with pytest.raises(ValueError, match=why):
        hanley_mcneil_test(*given)
