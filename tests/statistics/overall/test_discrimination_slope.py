from __future__ import annotations

import numpy as np
import pytest
from published import FITTED, SUCCESS

from parity.data.study_file import find_study
from parity.statistics.overall.brier_score import brier_score
from parity.statistics.overall.discrimination_slope import discrimination_slope
from parity.statistics.regression.maximum_likelihood import maximum_likelihood


def test_the_low_birth_weights_of_tjur():
    """Tjur (2009), doi:10.1198/tast.2009.08210, page 370: 0.096231, as JASP's tests quote it (jaspRegression,
    test-regressionlogistic.R); the paper itself was not at hand. They print 0.0962310669224921."""
    study = find_study("birthwt").development
    columns = {name: study.columns[name] for name in ("age", "lwt", "race", "smoke")}
    risk = 1 / (1 + np.exp(-maximum_likelihood(study.outcome, columns).log_odds))
    found = discrimination_slope(study.outcome, risk)
    assert round(found.slope, 6) == 0.096231
    assert found.slope == pytest.approx(0.0962310669224921, rel=1e-11)


def test_the_programmers_of_neter_et_al():
    # The fitted risks that Neter et al. (1996) print in Table 14.1
    found = discrimination_slope(SUCCESS, FITTED)
    assert found.mean_of_events == pytest.approx(sum(FITTED[SUCCESS == 1]) / 11, rel=1e-14)
    assert found.slope == pytest.approx(sum(FITTED[SUCCESS == 1]) / 11 - sum(FITTED[SUCCESS == 0]) / 14, rel=1e-14)


def test_of_a_model_on_its_own_patients_the_means_add_up_to_the_prevalence():
    study = find_study("birthwt").development
    fit = maximum_likelihood(study.outcome, study.columns)
    risk, prevalence = 1 / (1 + np.exp(-fit.log_odds)), study.outcome.mean()
    found = discrimination_slope(study.outcome, risk)
    total = prevalence * found.mean_of_events + (1 - prevalence) * found.mean_of_others
    assert total == pytest.approx(prevalence, rel=1e-12)


def test_tjurs_theorem_it_is_the_mean_of_the_two_sums_of_squares():
    # Tjur (2009): half the share of the residual sum of squares, and half that of the fitted, make it
    study = find_study("birthwt").development
    risk = 1 / (1 + np.exp(-maximum_likelihood(study.outcome, study.columns).log_odds))
    total = ((study.outcome - study.outcome.mean()) ** 2).sum()
    residual, fitted = ((study.outcome - risk) ** 2).sum(), ((risk - study.outcome.mean()) ** 2).sum()
    found = discrimination_slope(study.outcome, risk).slope
    assert found == pytest.approx((1 - residual / total + fitted / total) / 2, rel=1e-11)
    assert 1 - residual / total == pytest.approx(brier_score(study.outcome, risk).scaled_brier, rel=1e-12)


def test_the_classes_swapped_it_is_the_same():
    outcome, risk = np.array([0, 1, 1, 0]), np.array([0.1, 0.6, 0.4, 0.3])
    one, two = discrimination_slope(outcome, risk), discrimination_slope(1 - outcome, 1 - risk)
    assert one.slope == pytest.approx(two.slope, abs=1e-16) == pytest.approx(0.3, abs=1e-15)
    assert discrimination_slope(1 - outcome, risk).slope == pytest.approx(-0.3, abs=1e-15)


@pytest.mark.parametrize("outcome", [[0, 0], [1, 1]])
def test_one_class_only_is_an_error(outcome):
    with pytest.raises(ValueError, match="at least one event"):
        discrimination_slope(np.array(outcome), np.array([0.1, 0.2]))


@pytest.mark.parametrize("risk", [[0.1, 1.2], [-0.1, 0.2], [np.nan, 0.2]])
def test_a_risk_that_is_none_is_an_error(risk):
    with pytest.raises(ValueError, match="between 0 and 1"):
        discrimination_slope(np.array([0, 1]), np.array(risk))
