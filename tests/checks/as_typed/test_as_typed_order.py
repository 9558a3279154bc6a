"""Risks that are equal but for rounding: what hangs on their order is told, and nothing else is."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.as_typed.order import area, area_as_ordered, in_the_other_order, pairs
from parity.data.cohort import Factor
from parity.statistics.regression.logistic_regression import logistic_regression

LEVELS = ("a", "b", "c")
CODES = np.repeat([0, 1, 2], [10, 10, 12])
EVENTS = np.r_[np.arange(10) < 2, np.arange(10) < 2, np.arange(12) < 7].astype(int)


def studied(observed, codes):
    predictors, patients = {"x": Factor(CODES, LEVELS)}, {"x": Factor(codes, LEVELS)}
    fit = logistic_regression(EVENTS, predictors)
    risk = np.array([0.2, np.nextafter(0.2, 1), 7 / 12])[codes]
    assert fit.coefficients[1] == pytest.approx(0, abs=1e-12)
    return {"predictors": predictors, "patients": patients, "risk": risk}, np.asarray(observed)


def test_two_levels_of_one_prevalence_are_put_in_the_other_order():
    given, observed = studied([0, 1, 0, 1, 1, 0], np.array([0, 0, 1, 1, 2, 2]))
    turned = in_the_other_order(EVENTS, **given)
    order = np.sign(given["risk"][:, None] - given["risk"])
    other = np.sign(turned[:, None] - turned)
    within = np.ix_([0, 1, 2, 3], [0, 1, 2, 3])
    assert (other[within] == -order[within]).all() and (other[4:] == order[4:]).all()
    found = area(EVENTS, observed=observed, level=0.95, **given)
    assert found == area_as_ordered(observed, turned, 0.95)


def test_the_area_moves_by_the_share_of_the_pairs_whose_order_is_rounding():
    given, observed = studied([0, 0, 0, 1, 1, 0], np.array([0, 0, 1, 1, 2, 2]))
    found = area(EVENTS, observed=observed, level=0.95, **given)
    here = area_as_ordered(observed, given["risk"], 0.95)
    # of the pairs of an event and a non-event two, of the fourth patient with the first two, turn round
    assert here["auc"] - found["auc"] == pytest.approx(2 / (2 * 4), abs=1e-15)
    dxy = pairs(EVENTS, outcome=observed, **given)["dxy"]
    assert dxy == pytest.approx(2 * found["auc"] - 1, abs=1e-15)


def test_levels_whose_risks_are_the_same_double_are_told_apart_too():
    given, observed = studied([0, 1, 0, 1, 1, 0], np.array([0, 0, 1, 1, 2, 2]))
    given["risk"] = np.where(given["risk"] < 0.5, 0.2, given["risk"])
    turned = in_the_other_order(EVENTS, **given)
    assert turned[0] == turned[1] != turned[2] == turned[3]


def test_patients_with_the_same_columns_and_risks_that_differ_are_no_such_pairs():
    given, _ = studied([0, 1, 0, 1], np.array([0, 0, 2, 2]))
    assert in_the_other_order(EVENTS, **given) is None
    assert area(EVENTS, observed=np.array([0, 1, 0, 1]), level=0.95, **given) == {}


def test_given_risks_are_those_that_r_reads():
    assert in_the_other_order(EVENTS, {}, {}, np.array([0.2, np.nextafter(0.2, 1)])) is None


def test_the_last_kind_may_have_one_patient():
    given, _ = studied([0, 1, 1, 0, 1], np.array([0, 0, 1, 1, 2]))
    turned = in_the_other_order(EVENTS, **given)
    assert turned[4] == given["risk"][4] and turned[0] == turned[1] > turned[2] == turned[3]
