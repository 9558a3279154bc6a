"""Decision curves of models that are fitted anew: each resample against its own maximum of the likelihood."""

from __future__ import annotations

import tracemalloc
import warnings

import numpy as np
import pytest

from parity import RRandom
from parity.data.cohort import Factor
from parity.data.formula_text import read_formula
from parity.statistics.caution import Caution
from parity.statistics.regression.maximum_likelihood import maximum_likelihood
from parity.statistics.utility.decision_curve import decision_curve
from parity.statistics.utility.decision_curve_refitted import decision_curve_refitted
from parity.statistics.utility.refits import refitted, taken, times_drawn

GRID = np.arange(1, 100) * 0.01


def patients(n=150, seed=4):
    draw = np.random.default_rng(seed)
    predictors = {
        "age": draw.normal(50, 10, n),
        "ward": Factor(draw.integers(0, 3, n), ("a", "b", "c")),
        "dose": draw.exponential(2, n),
    }
    log_odds = (predictors["age"] - 50) / 10 + 0.4 * predictors["ward"].codes - predictors["dose"] / 3
    return (draw.random(n) < 1 / (1 + np.exp(-log_odds))).astype(int), predictors


def resampled_curves(outcome, predictors, of, count, seed):
    dice = RRandom(seed)
    for _ in range(count):
        rows = dice.sample_int(len(outcome), replace=True) - 1
        own = {name: taken(column, rows) for name, column in predictors.items()}
        risk = 1 / (1 + np.exp(-maximum_likelihood(outcome[rows], own, of).log_odds))
        yield decision_curve(outcome[rows], risk, GRID)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "y ~ age * ward + pol(dose, 2)",
        "y ~ rcs(age, 4) + ward + dose",
        "y ~ rcs(age, c(40, 50, 60)) + lsp(dose, c(1, 3))",
    ],
)
def test_the_limits_are_those_of_models_at_their_own_maximum_with_their_own_knots(text):
    """A step that moves the deviance by less than 1e-8 of it moves no risk across a threshold here."""
    outcome, predictors = patients(600)
    of = None if text is None else read_formula(text)[1]
    curves = list(resampled_curves(outcome, predictors, of, 60, 3))
    found = decision_curve_refitted(outcome, predictors, GRID, 60, 3, formula=of).opt_in
    for band, numbers in (
        (found.net_benefit, [curve.net_benefit for curve in curves]),
        (found.standardized_net_benefit_all, [curve.standardized_net_benefit_all for curve in curves]),
    ):
        ordered = np.sort(numbers, axis=0)
        assert band.low == pytest.approx(ordered[1], rel=1e-13, abs=1e-14)
        assert band.high == pytest.approx(ordered[58], rel=1e-13, abs=1e-14)


def test_the_curve_itself_is_that_of_the_model_of_all_patients():
    outcome, predictors = patients()
    risk = 1 / (1 + np.exp(-maximum_likelihood(outcome, predictors).log_odds))
    found = decision_curve_refitted(outcome, predictors, GRID, 20, 3).opt_in
    assert found.net_benefit.value == pytest.approx(decision_curve(outcome, risk, GRID).net_benefit, abs=1e-14)


def cautions(call):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        call()
    return {warning.message.code for warning in caught if isinstance(warning.message, Caution)}


def test_a_share_of_few_patients_may_lie_on_a_threshold_and_it_is_said():
    draw = np.random.default_rng(0)
    group, outcome = draw.integers(0, 2, 200), draw.integers(0, 2, 200)
    predictors = {"group": Factor(group, ("a", "b"))}
    assert "risk_on_threshold" in cautions(lambda: decision_curve_refitted(outcome, predictors, GRID, 50, 1))
    found = refitted(outcome, predictors, GRID, 50, 1)
    met, dice = np.zeros(len(GRID), dtype=int), RRandom(1)
    for drawn in [np.arange(200), *dice.resamples(200, 50)]:
        for one in (0, 1):
            own = group[drawn] == one
            met += np.abs(GRID - outcome[drawn][own].mean()) < 1e-12
    assert found.on_threshold.any() and (met[found.on_threshold > 0] > 0).all()
    assert found.on_threshold.sum() < met.sum() * 200, "a fit that ends early is off the share, on a side of its own"
    assert cautions(lambda: decision_curve_refitted(*patients(), GRID, 50, 1)) == set()


def test_resamples_that_predictors_separate_are_told():
    draw = np.random.default_rng(1)
    x = draw.normal(size=25)
    outcome = (x + 0.3 * draw.normal(size=25) > 0).astype(int)
    assert cautions(lambda: decision_curve_refitted(outcome, {"x": x}, GRID, 100, 1)) >= {"not_converged"}


def test_models_that_give_a_patient_of_theirs_a_risk_of_0_or_1_are_counted():
    """One patient lies far out; of models of the others none has such log odds."""
    draw = np.random.default_rng(2)
    x = np.append(draw.normal(size=119), 100.0)
    outcome = (draw.random(120) < 1 / (1 + np.exp(-x))).astype(int)
    fits = [maximum_likelihood(outcome[rows], {"x": x[rows]}) for rows in RRandom(1).resamples(120, 40)]
    expected = sum(bool((np.abs(fit.log_odds) > 30).any()) for fit in fits)
    assert 0 < expected < 40
    found = refitted(outcome, {"x": x}, GRID, 40, 1)
    assert found.extreme == expected + 1, "and that of all patients"
    assert "risks_of_0_or_1" in cautions(found.caution)


@pytest.mark.parametrize(("log_odds", "extreme"), [(28.5, False), (31.5, True)])
def test_a_log_odds_of_thirty_is_a_risk_of_0_or_1(log_odds, extreme):
    """Of a patient so far out that the model of the others is that of all."""
    draw = np.random.default_rng(2)
    x = draw.normal(size=119)
    outcome = (draw.random(119) < 1 / (1 + np.exp(-x))).astype(int)
    intercept, slope = maximum_likelihood(outcome, {"x": x}).coefficients
    x, outcome = np.append(x, (log_odds - intercept) / slope), np.append(outcome, 1)
    (rows,) = RRandom(9).resamples(120, 1)
    assert 119 not in rows
    assert refitted(outcome, {"x": x}, GRID, 1, 9).extreme == extreme


@pytest.mark.parametrize("prevalence", [-0.5, 0.0, 1.0, 2.0])
def test_what_is_no_prevalence_of_a_population_is_refused(prevalence):
    with pytest.raises(ValueError, match="it lies between 0 and 1"):
        refitted(*patients(), GRID, 20, 1, prevalence)


def test_times_drawn_counts_each_patient_of_each_resample():
    rows = RRandom(1).resamples(30, 7)
    found = times_drawn(rows)
    assert found.shape == (30, 7)
    for place in range(7):
        assert (found[:, place] == np.bincount(rows[place], minlength=30)).all()


def test_ten_thousand_patients_need_no_table_of_patients_by_resamples():
    draw = np.random.default_rng(3)
    columns = draw.normal(size=(5, 10_000))
    outcome = (draw.random(10_000) < 1 / (1 + np.exp(-columns[0]))).astype(int)
    predictors = {f"x{place}": column for place, column in enumerate(columns)}
    tracemalloc.start()
    decision_curve_refitted(outcome, predictors, GRID, 600, 1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 150 * 2**20, "10,000 by 600 doubles alone are 46 MiB, and several such are needed at once"
