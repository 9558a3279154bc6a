"""Where a bootstrap test of two areas has no statistic, and where R's 0 and 1 in its place are its result."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from verified import complaints, verified

import parity
from parity.checks.catalogue import CATALOGUE
from parity.checks.discrimination.area_difference import TESTS
from parity.checks.discrimination.area_difference_paired import CHECK as PAIRED
from parity.checks.discrimination.area_difference_unpaired import CHECK as UNPAIRED
from parity.checks.vocabulary.verdict import Verdict

OUTCOME = np.array([0, 0, 0, 1, 1, 1])
RISK = np.array([1.0, 2.0, 4.0, 3.0, 5.0, 6.0])
AS_LARGE = np.array([1.0, 2.0, 5.0, 3.0, 6.0, 7.0])
OF_EQUAL_AREA = np.array([1.0, 4.0, 2.0, 3.0, 6.0, 5.0])
SMALLER = np.array([1.0, 4.0, 5.0, 3.0, 6.0, 2.0])
CERTAIN = 2.0 * OUTCOME
STRATIFIED, PLAIN = set(TESTS[:2]), set(TESTS[2:])


def undefined(check, *inputs, resamples=30, seed=1):
    """Which of the tests are said to be none."""
    return {name for one in check.undefined if one.when(*inputs, resamples, seed) for name in one.fields}


def test_scores_of_one_curve_have_no_test_and_those_of_equal_areas_on_two_curves_have_one():
    assert undefined(PAIRED, OUTCOME, RISK, AS_LARGE, "<") == set(TESTS), "no difference in any resample"
    assert undefined(PAIRED, OUTCOME, RISK, -AS_LARGE, ">") == set(TESTS)
    assert undefined(PAIRED, OUTCOME, RISK, OF_EQUAL_AREA, "<") == set(), "0 over a standard deviation is 0"
    assert undefined(PAIRED, OUTCOME, RISK, SMALLER, "<") == set()
    assert undefined(PAIRED, OUTCOME, CERTAIN, 0 * CERTAIN, "<") == set(), "it is infinite"


def test_cohorts_of_equal_areas_have_a_test_unless_neither_can_vary():
    assert undefined(UNPAIRED, OUTCOME, CERTAIN, OUTCOME, CERTAIN) == set(TESTS)
    assert undefined(UNPAIRED, OUTCOME, RISK, OUTCOME, OF_EQUAL_AREA) == set()
    assert undefined(UNPAIRED, OUTCOME, RISK, OUTCOME, SMALLER) == set()
    assert undefined(UNPAIRED, OUTCOME, CERTAIN, OUTCOME, 0 * CERTAIN) == set(), "it is infinite"


@pytest.mark.parametrize(("seed", "missing"), [(6, PLAIN), (7, STRATIFIED)])
def test_two_resamples_may_be_alike_in_one_way_to_draw_only(seed, missing):
    assert undefined(PAIRED, OUTCOME, RISK, OF_EQUAL_AREA, "<", resamples=2, seed=seed) == missing
    assert undefined(UNPAIRED, OUTCOME, RISK, OUTCOME, OF_EQUAL_AREA, resamples=2, seed=seed) == missing


@pytest.mark.r
def test_equal_areas_on_two_curves_agree_with_living_r(live_r):
    columns = {"died": np.tile(OUTCOME, 4), "x": np.tile(RISK, 4), "y": np.tile(OF_EQUAL_AREA, 4)}
    models = [{"name": name, "risk": name} for name in ("one", "other")]
    frame = pd.DataFrame({"died": columns["died"], "one": columns["x"] / 10, "other": columns["y"] / 10})
    study = parity.study(frame, outcome="died", models=models, resamples=40, seed=2)
    verification = verified([study], CATALOGUE.matching(["area_difference_paired"]), live_r)
    assert complaints(verification) == []
    (compared,) = verification.statistics
    assert compared.verdict is Verdict.AGREES
    assert compared.result.stratified.statistic == 0.0 and compared.result.plain.p_value == 1.0
