"""Profile likelihood intervals: a published example, their equation, invariances, bad input."""

from __future__ import annotations

import numpy as np
import pytest
from published import BUDWORMS, DEAD, MONTHS, SUCCESS
from scipy.optimize import minimize_scalar
from scipy.special import expit, log_expit
from scipy.stats import chi2

from parity.data.study_file import find_study
from parity.statistics.regression.logistic_regression import logistic_regression
from parity.statistics.regression.profile_interval import exact_limit, profile_interval
from parity.statistics.regression.restricted_maximum import Profile, likelihood


def test_the_budworms_of_venables_and_ripley():
    # confint(budworm.lg0) of MASS, the scripts of Venables, Ripley (2002), section 8.4: ldose 0.8228708 to 1.3390581,
    # females -4.4581438 to -2.613610; it interpolates
    found = profile_interval(DEAD, BUDWORMS)
    assert found.terms == ("Intercept", "sex=M", "ldose")
    assert found.interpolated_low[[0, 2]] == pytest.approx([-4.4581438, 0.8228708], abs=5e-8)
    assert found.interpolated_high[[0, 2]] == pytest.approx([-2.6136098, 1.3390581], abs=5e-8)
    assert abs(found.low[2] - found.interpolated_low[2]) > 1e-6


@pytest.mark.parametrize("level", [0.5, 0.8, 0.95, 0.999])
def test_at_a_limit_the_likelihood_lacks_the_quantile(level):
    """Over the intercept the likelihood is maximised here by a search that knows nothing of Newton's method."""
    best = logistic_regression(SUCCESS, {"months": MONTHS}).log_likelihood
    found = profile_interval(SUCCESS, {"months": MONTHS}, level)
    sign = 2 * SUCCESS - 1
    for slope in (found.low[1], found.high[1]):
        searched = minimize_scalar(
            lambda intercept: -log_expit(sign * (intercept + slope * MONTHS)).sum(),
            bounds=(-20, 10),
            method="bounded",
            options={"xatol": 1e-10},
        )
        assert 2 * (best + searched.fun) == pytest.approx(chi2.ppf(level, 1), rel=1e-9)


def test_from_wherever_the_search_begins_it_ends_at_the_same_limit():
    of_slope = Profile(likelihood(SUCCESS, {"months": MONTHS}), 1)
    found = profile_interval(SUCCESS, {"months": MONTHS})
    for side, limit in ((-1, found.low[1]), (1, found.high[1])):
        for away in (0.001, 0.5, 3, 8, 12, 20):
            near = of_slope.estimate + side * away * of_slope.standard_error
            assert exact_limit(of_slope, near, 0.95, side) == pytest.approx(limit, rel=1e-12)


@pytest.mark.parametrize("side", [-1, 1])
def test_a_search_that_begins_at_the_limit_stays_there(side):
    """At some of these levels the step from there is 0, and nothing is known of what lies beyond."""
    of_slope = Profile(likelihood(SUCCESS, {"months": MONTHS}), 1)
    for level in np.arange(5, 100) / 100:
        found = [of_slope.estimate + side * of_slope.standard_error]
        for _ in range(6):
            found.append(exact_limit(of_slope, found[-1], level, side))
        assert found[2:] == pytest.approx(5 * [found[1]], rel=1e-11)


def test_a_search_from_far_beyond_the_limit_of_a_rare_event_comes_back_to_it():
    """The estimate is more than twenty standard errors from 0."""
    turn = np.tile([-1.0, 1.0], 1000)
    of_intercept = Profile(likelihood((np.arange(2000) % 49 == 0).astype(int), {"turn": turn}), 0)
    assert of_intercept.estimate < -20 * of_intercept.standard_error
    limit = exact_limit(of_intercept, of_intercept.estimate - 2 * of_intercept.standard_error, 0.95, -1)
    for away in (12, 20, 40, 80):
        near = of_intercept.estimate - away * of_intercept.standard_error
        assert exact_limit(of_intercept, near, 0.95, -1) == pytest.approx(limit, rel=1e-12)


def test_what_r_interpolates_is_near_the_root():
    study = find_study("birthwt").development
    found, fit = (f(study.outcome, study.columns) for f in (profile_interval, logistic_regression))
    for exact, interpolated in ((found.low, found.interpolated_low), (found.high, found.interpolated_high)):
        assert 0 < np.abs((exact - interpolated) / fit.standard_errors).max() < 1e-3


def test_unlike_walds_it_follows_the_unit_and_the_sign():
    one = profile_interval(SUCCESS, {"months": MONTHS})
    two = profile_interval(SUCCESS, {"months": -MONTHS / 12})
    assert (two.low[1], two.high[1]) == pytest.approx((-12 * one.high[1], -12 * one.low[1]), rel=1e-11)
    assert two.interpolated_low[1] == pytest.approx(-12 * one.interpolated_high[1], rel=1e-11)
    assert one.odds_ratios_low == pytest.approx(np.exp(one.low[1:]), rel=1e-15)


def test_as_the_cohort_grows_it_becomes_walds():
    draw = np.random.default_rng(1)
    x = draw.normal(size=40_000)
    outcome = (draw.random(40_000) < expit(0.5 * x)).astype(int)
    found, fit = (f(outcome, {"x": x}) for f in (profile_interval, logistic_regression))
    assert np.exp(found.low[1]) == pytest.approx(fit.odds_ratios_low[0], rel=1e-4)
    assert found.odds_ratios_high[0] == pytest.approx(fit.odds_ratios_high[0], rel=1e-4)


def test_nearly_separated_the_root_is_there_and_the_steps_end_before():
    study = find_study("brink").development
    found = profile_interval(study.outcome, study.columns)
    assert np.isfinite([found.low, found.high]).all()
    assert np.isnan(found.interpolated_high[1]) and np.isnan(found.interpolated_low[0])
    assert found.high[1] > 9
    tiny = profile_interval(study.outcome, {name: column * 1e6 for name, column in study.columns.items()})
    assert tiny.low[1:] * 1e6 == pytest.approx(found.low[1:], rel=1e-9)
    assert tiny.high[1:] * 1e6 == pytest.approx(found.high[1:], rel=1e-9)


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0, np.nan])
def test_a_level_that_is_none_is_an_error(level):
    with pytest.raises(ValueError, match="between 0 and 1"):
        profile_interval(SUCCESS, {"months": MONTHS}, level)


def test_without_a_maximum_there_is_none():
    with pytest.raises(ValueError, match="separates events"):
        profile_interval(np.array([0, 0, 1, 1]), {"x": np.array([1.0, 2.0, 3.0, 4.0])})
