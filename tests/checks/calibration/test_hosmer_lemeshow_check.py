"""What hoslem.test does at the edges, and what rounding may do to it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from parity.checks.calibration.groups import groups_of
from parity.checks.calibration.hosmer_lemeshow import one_group, rounding
from parity.checks.catalogue import CATALOGUE
from parity.checks.stats.pchisq import tail_rounding


def test_one_group_is_one_of_as_many_as_are_asked_for():
    """Of a hundred patients with two risks the ninetieth is of the lower one: a limit of ten groups lies between."""
    assert not one_group(np.repeat([0.2, 0.5], [90, 10]), 10)
    assert one_group(np.repeat([0.2, 0.5], [91, 9]), 10) is one_group(np.repeat([0.2, 0.5], [95, 5]), 10) is True
    assert one_group(np.full(20, 0.3), 10)


def grouped(sizes_of_risks, log_odds=(-1.0, -0.5, 0.1, 0.4, 0.9)):
    risk = expit(np.repeat(log_odds, sizes_of_risks))
    return (np.arange(len(risk)) % 3 == 0).astype(int), risk


def test_a_group_without_patients_or_without_risk_adds_nothing_to_the_bound():
    outcome, risk = grouped([9, 7, 6, 7, 11])
    bounds = rounding(outcome, risk, 10)
    assert len(bounds["expected_events"]) > 4 > 0 == bounds["expected_events"].min()
    assert 0 < bounds["statistic"] < 1e-12
    none = np.where(risk == risk.min(), 0.0, risk)
    assert np.isfinite(rounding(np.where(none == 0, 0, outcome), none, 10)["statistic"])


def test_the_tail_has_the_degrees_of_freedom_of_the_groups_with_patients():
    outcome, risk = grouped([9, 7, 6, 7, 11])
    bounds, found = rounding(outcome, risk, 10), groups_of(outcome, risk, 10)
    filled = found.sizes > 0
    terms = [(o[filled] - e[filled]) ** 2 / e[filled] for o, e in found.sides]
    expected = tail_rounding(int(filled.sum()) - 2, float(np.sum(terms)), bounds["statistic"])
    assert bounds["p"] == pytest.approx(expected, rel=0.05)


def test_without_degrees_of_freedom_there_is_no_tail_to_round():
    outcome, risk = grouped([5, 5], (-1.0, 1.0))
    assert groups_of(outcome, risk, 2).filled == 2
    assert rounding(outcome, risk, 2)["p"] == 0.0


def test_two_groups_of_any_rule_that_are_calibrated_have_no_tail_to_round():
    (check,) = CATALOGUE.matching(["hosmer_lemeshow_groupings"]).checks
    outcome, risk = np.array([1, 0, 0, 0, 1, 1, 1, 0]), np.repeat([0.25, 0.75], 4)
    bounds = check.tolerances["ranks.p"].bound.function(outcome, risk, 2)
    assert {name: bound["p"] for name, bound in bounds.items()} == dict.fromkeys(bounds, 0.0)


def test_limits_of_equal_width_are_the_same_where_the_widths_are_below_a_rounding():
    """Above 1/2 in steps of 2^-53: of nine limits that are 0.9 of one apart two are the same."""
    (check,) = CATALOGUE.matching(["hosmer_lemeshow_groupings"]).checks
    (stops,) = (one.when for call in check.references for one in call.deviations if one.where_it_stops)
    for steps, same in ((9, True), (10, False), (2**50, False)):
        assert stops(np.array([0.5, 0.5 + steps * 2.0**-53]), 10) is same
