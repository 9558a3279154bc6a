from __future__ import annotations

import numpy as np
import pytest
from association_cases import SLEEP, WRITING, grouped, predictors

from parity.data.study_file import find_study
from parity.statistics.association.levene_test import levene_test
from parity.statistics.association.t_test import t_test


def test_f_is_the_square_of_the_pooled_t_of_the_distances():
    for outcome, values in predictors():
        found = levene_test(outcome, values)
        for centre, test in ((np.mean, found.about_mean), (np.median, found.about_median)):
            centres = np.array([centre(values[outcome == 0]), centre(values[outcome == 1])])
            pooled = t_test(outcome, np.abs(values - centres[outcome])).pooled
            assert test.statistic == pytest.approx(pooled.statistic**2, rel=1e-9)
            assert test.p == pytest.approx(pooled.p, rel=1e-9)
        assert found.df == len(values) - 2


def test_worked_by_hand():
    # distances 1, 0, 1 and 3, 0, 3: means 2/3 and 2, squares 2/3 and 6, so that F = (4/3)^2 / (20/3/4 * 2/3) = 8/5
    found = levene_test(*grouped([1, 2, 3], [7, 10, 13]))
    assert found.about_mean.statistic == pytest.approx(1.6, rel=1e-15)
    assert found.about_median.statistic == pytest.approx(1.6, rel=1e-15)


def test_the_birth_weights_of_hosmer_and_lemeshow():
    # car::leveneTest of the weight of the mothers, Hosmer, Lemeshow (1989), appendix 1
    cohort = find_study("birthwt").development
    found = levene_test(cohort.outcome, cohort.columns["lwt"])
    assert found.about_mean.statistic == pytest.approx(1.12854604289899, rel=1e-13)
    assert found.about_mean.p == pytest.approx(0.289455673407336, rel=1e-13)
    assert found.about_median.statistic == pytest.approx(0.50995689, abs=5e-9)


def test_the_writing_of_boys_and_girls_as_spss_prints_it():
    # UCLA, annotated output of SPSS's T-TEST: F 11.133, Sig. .001
    found = levene_test(*WRITING)
    assert (round(found.about_mean.statistic, 3), round(found.about_mean.p, 3)) == (11.133, 0.001)


def test_shifting_the_groups_changes_nothing_and_neither_does_turning_them():
    for outcome, values in predictors():
        before = levene_test(outcome, values)
        shifted = levene_test(outcome, 3 * values + 100 * outcome)
        assert shifted.about_median.statistic == pytest.approx(before.about_median.statistic, rel=1e-6)
        assert levene_test(1 - outcome, values).about_mean.statistic == before.about_mean.statistic


@pytest.mark.parametrize(
    ("with_event", "without", "said"),
    [
        ([1.0, 3.0], [5.0, 9.0], "do not vary"),
        ([2.0, 2.0], [2.0, 2.0, 2.0], "do not vary"),
        ([1.0], [2.0], "three patients"),
        ([1.0, 4.0], [2.0], "do not vary"),
        ([1.0, np.nan], [2.0, 3.0], "finite"),
    ],
)
def test_what_has_no_test_is_refused(with_event, without, said):
    with pytest.raises(ValueError, match=said):
        levene_test(*grouped(with_event, without))


def test_the_sleep_of_student_s_patients_varies_alike():
    assert levene_test(*SLEEP).about_mean.p > 0.4
