"""DeLong's test of several areas of the same patients: its invariances, its paired case, and as SAS prints it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from delong_1988 import ALBUMIN, PROTEIN, SCORE, SURVIVED

from parity.statistics.caution import Caution
from parity.statistics.discrimination.delong_contrast import delong_contrast, no_inverse
from parity.statistics.discrimination.delong_test_paired import delong_test_paired


def cohorts(count=15):
    """Four scores with ties."""
    random = np.random.default_rng(20250103)
    for _ in range(count):
        n = int(random.integers(20, 60))
        outcome = random.permutation(np.arange(n) % 3 == 0).astype(int)
        yield outcome, np.round(random.normal(size=(4, n)) + np.arange(4)[:, None] / 2 * outcome, 1)


def test_of_two_areas_it_is_the_square_of_the_paired_test():
    for outcome, scores in cohorts():
        found, paired = delong_contrast(outcome, scores[0], {"other": scores[1]}), delong_test_paired(
            outcome, scores[0], scores[1]
        )
        assert found.chi_square == pytest.approx(paired.statistic**2, rel=1e-15)
        assert found.p_value == pytest.approx(paired.p_value, rel=1e-12)
        assert (found.differences[0], found.standard_errors[0]) == (paired.difference, paired.standard_error)


def test_each_difference_is_that_of_the_paired_test():
    for outcome, scores in cohorts():
        found = delong_contrast(outcome, scores[0], dict(zip("abc", scores[1:])))
        for at, other in enumerate(scores[1:]):
            paired = delong_test_paired(outcome, scores[0], other)
            assert (found.area, found.areas[at]) == (paired.first, paired.second)
            assert (found.differences[at], found.standard_errors[at]) == (paired.difference, paired.standard_error)


def test_whichever_is_the_reference_the_chi_square_is_the_same_to_the_last_bit():
    for outcome, scores in cohorts():
        found = delong_contrast(outcome, scores[0], dict(zip("abc", scores[1:])))
        for order in ([1, 0, 2, 3], [3, 2, 1, 0], [2, 3, 0, 1]):
            other = delong_contrast(outcome, scores[order[0]], dict(zip("abc", scores[order[1:]])))
            assert (other.chi_square, other.df, other.p_value) == (found.chi_square, 3, found.p_value)


def test_it_is_the_form_of_the_inverse_of_the_covariance_of_the_differences():
    for outcome, scores in cohorts():
        cases, controls = (scores[:, outcome == value] for value in (1, 0))
        above = (cases[:, :, None] > controls[:, None, :]) + 0.5 * (cases[:, :, None] == controls[:, None, :])
        placed = above.mean(axis=2), above.mean(axis=1)
        joint = sum(np.cov(each) / each.shape[1] for each in placed)
        contrast = np.array([[1, -1, 0, 0], [0, 1, -1, 0], [0, 0, 1, -1.0]])
        away = contrast @ above.mean(axis=(1, 2))
        expected = away @ np.linalg.solve(contrast @ joint @ contrast.T, away)
        assert delong_contrast(outcome, scores[0], dict(zip("abc", scores[1:]))).chi_square == pytest.approx(
            expected, rel=1e-9
        )


def test_delong_delong_and_clarke_pearson_1988():
    # SAS/STAT User's Guide, The LOGISTIC Procedure, Comparing ROC Curves: "ROC Association Statistics" and "ROC Contrast
    # Test Results", reference = K-G: chi-square 2.5340 with 2 degrees of freedom, p 0.2817
    found = delong_contrast(SURVIVED, SCORE, {"albumin": ALBUMIN, "total protein": PROTEIN})
    assert [round(area, 4) for area in (found.area, *found.areas)] == [0.7258, 0.7366, 0.6478]
    assert (round(found.chi_square, 4), found.df, round(found.p_value, 4)) == (2.5340, 2, 0.2817)
    assert found.scores == ("albumin", "total protein")


def test_scores_that_place_all_patients_alike_are_refused_by_name():
    for outcome, scores in cohorts(4):
        twice = {"a": scores[1], "b": scores[2], "again": np.exp(scores[1])}
        assert "the placements of 'again' are a combination" in no_inverse(outcome, scores[0], twice)
        with pytest.raises(ValueError, match="no inverse: the placements of 'again'"):
            delong_contrast(outcome, scores[0], twice)
        with pytest.raises(ValueError, match="'first'"):
            delong_contrast(outcome, scores[0], {"first": 2 * scores[0], "b": scores[1]})
        assert no_inverse(outcome, scores[0], {"a": scores[1]}) == ""


def test_more_scores_than_patients_can_tell_apart_are_refused():
    random = np.random.default_rng(1)
    outcome = np.arange(6) % 2
    many = {f"x{at}": random.normal(size=6) for at in range(8)}
    with pytest.raises(ValueError, match="no inverse"):
        delong_contrast(outcome, random.normal(size=6), many)


@pytest.mark.parametrize("outcome", [[1, 0, 0, 0], [0, 1, 1, 1]])
def test_one_case_or_one_control_is_refused(outcome):
    outcome, risk, scores = np.array(outcome), np.array([1.0, 0, 3, 0]), {"a": np.array([1.0, 3, 1, 1])}
    assert "two cases and two controls" in no_inverse(outcome, risk, scores)
    with pytest.raises(ValueError, match="two cases and two controls"):
        delong_contrast(outcome, risk, scores)


def test_no_other_score_is_refused():
    with pytest.raises(ValueError, match="at least one other score"):
        delong_contrast(np.array([0, 0, 1, 1]), np.arange(4.0), {})


def test_an_area_of_one_says_that_its_error_means_nothing():
    random = np.random.default_rng(2)
    outcome = np.repeat([0, 1], 10)
    with pytest.warns(Caution) as caught:
        found = delong_contrast(outcome, np.arange(20.0), {"a": random.normal(size=20), "b": random.normal(size=20)})
    assert [warning.message.code for warning in caught] == ["perfect_separation"]
    assert math.isfinite(found.chi_square)
