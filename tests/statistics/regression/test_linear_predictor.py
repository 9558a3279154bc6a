"""Linear predictor and risk."""

from __future__ import annotations

import numpy as np
import pytest
from published import FITTED, MONTHS, SUCCESS

from parity.data.cohort import Factor
from parity.models.design import design_matrix
from parity.statistics.regression.linear_predictor import linear_predictor
from parity.statistics.regression.maximum_likelihood import maximum_likelihood

TEMPERATURE = np.array([66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58.0])
DISTRESS = np.array([0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1])


def test_the_challenger_launch_as_dalal_and_others_print_it():
    """Dalal, Fowlkes, Hoadley. JASA 84 (1989) 945-957, doi:10.1080/01621459.1989.10478858: 15.043 - 0.2322 t, 31 F at
    the launch."""
    predicted = linear_predictor(DISTRESS, {"t": TEMPERATURE}, {"t": np.array([31.0, 0.0])})
    assert predicted.linear_predictor[1] == pytest.approx(15.043, abs=0.0005)
    assert predicted.linear_predictor[0] == pytest.approx(15.043 - 0.2322 * 31, abs=0.002)
    assert predicted.risk[0] == pytest.approx(0.9996, abs=0.00005)


def test_the_programming_task_as_neter_and_others_print_it():
    predicted = linear_predictor(SUCCESS, {"months": MONTHS}, {"months": MONTHS})
    np.testing.assert_allclose(predicted.risk, FITTED, rtol=0, atol=5e-7)


def test_the_expected_number_of_events_is_the_observed_overall_and_in_every_level():
    rng = np.random.default_rng(2)
    outcome = rng.integers(0, 2, 300)
    site = Factor(rng.integers(0, 3, 300), ("a", "b", "c"))
    predictors = {"x": rng.normal(size=300), "site": site}
    risk = linear_predictor(outcome, predictors, predictors).risk
    for code in range(3):
        assert risk[site.codes == code].sum() == pytest.approx(outcome[site.codes == code].sum(), rel=1e-13)
    assert risk @ predictors["x"] == pytest.approx(outcome @ predictors["x"], rel=1e-12)


def test_the_risk_is_the_inverse_logit_of_the_linear_predictor():
    predicted = linear_predictor(DISTRESS, {"t": TEMPERATURE}, {"t": TEMPERATURE})
    np.testing.assert_allclose(np.log(predicted.risk / (1 - predicted.risk)), predicted.linear_predictor, rtol=1e-12)


def test_a_patient_is_predicted_alone_as_in_company():
    together = linear_predictor(DISTRESS, {"t": TEMPERATURE}, {"t": TEMPERATURE})
    alone = linear_predictor(DISTRESS, {"t": TEMPERATURE}, {"t": TEMPERATURE[4:5]})
    assert alone.risk[0] == pytest.approx(together.risk[4], rel=1e-15)


def test_patients_with_other_predictors_or_levels_are_refused():
    complaint = "the model has the terms Intercept, t; the patients have Intercept, temperature"
    with pytest.raises(ValueError, match=complaint):
        linear_predictor(DISTRESS, {"t": TEMPERATURE}, {"temperature": TEMPERATURE})
    site = Factor(np.arange(23) % 2, ("a", "b"))
    with pytest.raises(ValueError, match="site=c"):
        linear_predictor(DISTRESS, {"site": site}, {"site": Factor(site.codes, ("a", "c"))})


def test_log_odds_of_near_duplicates_do_not_suffer_from_coefficients_that_cancel():
    """Of two measurements of a calendar year, and of one and the difference, which is exact."""
    draw = np.random.default_rng(8)
    year, outcome = 2010 + np.round(5 * draw.normal(size=150)), draw.integers(0, 2, 150)
    again = year + 5e-4 * draw.normal(size=150)
    near = linear_predictor(outcome, {"a": year, "b": again}, {"a": year, "b": again})
    apart = linear_predictor(outcome, {"a": year, "d": again - year}, {"a": year, "d": again - year})
    np.testing.assert_allclose(near.linear_predictor, apart.linear_predictor, rtol=0, atol=1e-10)


def test_the_risks_come_from_the_one_fit_of_the_model():
    model = {"t": TEMPERATURE}
    fit = maximum_likelihood(DISTRESS, model)
    assert maximum_likelihood(DISTRESS, model) is fit
    patients = {"t": np.array([31.0, 70.0])}
    predicted = linear_predictor(DISTRESS, model, patients)
    np.testing.assert_array_equal(predicted.linear_predictor, fit.predict(design_matrix(patients)))
    assert linear_predictor(DISTRESS, model, patients) is predicted


def test_the_log_odds_of_the_development_sample_are_those_at_the_maximum():
    model = {"t": TEMPERATURE}
    predicted = linear_predictor(DISTRESS, model, model)
    fit = maximum_likelihood(DISTRESS, model)
    np.testing.assert_allclose(predicted.linear_predictor, fit.log_odds, rtol=0, atol=1e-13)


def test_patients_who_are_alike_have_the_same_risk_to_the_last_digit():
    """A BLAS may add the rows at the end of a block in another order, and an area would count ties as in order."""
    draw = np.random.default_rng(3)
    one = {name: draw.normal(size=31) for name in "abcd"}
    twice = {name: np.concatenate([column, column]) for name, column in one.items()}
    outcome = np.concatenate([draw.permutation(np.arange(31) % 2), draw.permutation(np.arange(31) % 2)])
    found = linear_predictor(outcome, twice, twice).linear_predictor
    assert np.array_equal(found[:31], found[31:])
