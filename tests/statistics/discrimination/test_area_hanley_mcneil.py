from __future__ import annotations

import numpy as np
import pytest

from parity.statistics.caution import Caution
from parity.statistics.discrimination.area_hanley_mcneil import area_hanley_mcneil, hanley_mcneil_error
from parity.statistics.discrimination.auc_delong import auc_delong

RATINGS = {1: (3, 2, 2, 11, 33), 0: (33, 6, 6, 11, 2)}
"""Of 51 abnormal and 58 normal CT images: Hanley and McNeil 1982, table I. The paper itself was not at hand: the
ratings are those that the tests of openecon quote ("Table I / Stata's hanley.dta"), with the area 0.893 those of
impact_pipeline (both secondary); the error 0.032 is from memory."""


def ratings():
    outcome = np.concatenate([np.repeat(of, sum(counts)) for of, counts in RATINGS.items()])
    return outcome, np.concatenate([np.repeat(np.arange(1.0, 6.0), counts) for counts in RATINGS.values()])


def test_the_published_ct_ratings_have_their_area_and_standard_error():
    found = area_hanley_mcneil(*ratings())
    assert (round(found.area, 3), round(found.standard_error, 3)) == (0.893, 0.032)


@pytest.mark.parametrize(
    ("cases", "controls", "error"), [(20, 200, 0.06498283), (110, 110, 0.03282048), (20, 20, 0.07789072)]
)
def test_an_area_of_three_quarters_has_the_errors_that_auctestr_s_manual_prints(cases, controls, error):
    assert round(hanley_mcneil_error(0.75, cases, controls), 8) == error


def test_the_error_is_the_paper_s_formula():
    for area in (0.05, 0.5, 0.61, 0.9, 0.999):
        q1, q2, m, n = area / (2 - area), 2 * area**2 / (1 + area), 17, 41
        variance = (area * (1 - area) + (m - 1) * (q1 - area**2) + (n - 1) * (q2 - area**2)) / (m * n)
        assert hanley_mcneil_error(area, m, n) == pytest.approx(variance**0.5, rel=1e-11)


def test_the_area_is_delong_s_and_the_interval_normal_within_0_and_1():
    outcome, risk = ratings()
    found = area_hanley_mcneil(outcome, risk, 0.9)
    assert found.area == auc_delong(outcome, risk).auc
    assert found.interval.low == pytest.approx(found.area - 1.6448536269514722 * found.standard_error, rel=1e-14)
    assert area_hanley_mcneil(outcome, risk, 0.999999).interval.high == 1.0


def test_cases_and_controls_change_places_with_the_order():
    outcome, risk = ratings()
    found, turned = area_hanley_mcneil(outcome, risk), area_hanley_mcneil(1 - outcome, -risk)
    assert turned.area == found.area
    assert hanley_mcneil_error(0.7, 9, 30) == pytest.approx(hanley_mcneil_error(0.3, 30, 9), rel=1e-15)


def test_an_area_of_1_has_no_error_and_a_caution():
    with pytest.warns(Caution, match="says nothing about its error"):
        found = area_hanley_mcneil(np.array([0, 0, 1]), np.array([0.1, 0.2, 0.9]))
    assert (found.area, found.standard_error, found.interval.low) == (1.0, 0.0, 1.0)


@pytest.mark.parametrize(("outcome", "risk"), [([0, 0], [0.1, 0.2]), ([1, 1], [0.1, 0.2]), ([0, 1], [0.1, np.nan])])
def test_what_has_no_area_is_refused(outcome, risk):
    with pytest.raises(ValueError):
        area_hanley_mcneil(np.array(outcome), np.array(risk))
