"""Tests of single predictors: on which they are run, why not on others, and what is said of that."""

from __future__ import annotations

import numpy as np
import pytest

import parity
from parity.checks.association import CHECKS
from parity.checks.association.mann_whitney_exact import approximation, tied
from parity.errors import InputError
from parity.public.given import arguments_of
from parity.report import left_out
from parity.report.headline import headline
from parity.statistics.association.t_test import t_test
from parity.verification.compute import compute
from parity.checks.catalogue import CATALOGUE

NUMBERS = {"characteristics", "shapiro_wilk_test", "t_test", "levene_test", "mann_whitney_test", "hodges_lehmann"}
CATEGORIES = {"frequencies", "chi_square_test", "yates_test", "fisher_exact_test", "conditional_odds_ratio"}
BOTH = {"standardised_difference"}


def of_predictors(study):
    catalogue = CATALOGUE.matching([check.stem for check in CHECKS])
    made = compute([study], catalogue)
    found: dict[str, set[str]] = {}
    for one in made.statistics:
        found.setdefault(one.sample.setting.predictor, set()).add(one.check.stem)
    return found, made.left_out


def frame(**columns):
    pandas = pytest.importorskip("pandas")
    return pandas.DataFrame(columns)


def test_numbers_have_the_tests_of_numbers_and_categories_those_of_categories():
    found, _ = of_predictors(parity.study("birthwt"))
    assert found["lwt"] == NUMBERS | BOTH
    assert found["smoke"] == CATEGORIES | BOTH, "a number of two values is counted"
    assert found["race"] == CATEGORIES - {"yates_test", "conditional_odds_ratio"} | BOTH


def test_few_patients_have_the_exact_test_too():
    found, not_made = of_predictors(parity.study("brink"))
    assert found["marker"] == NUMBERS | BOTH | {"mann_whitney_exact"} and not_made == ()


def test_why_a_test_is_not_run_is_said_by_predictor_but_not_in_the_headline():
    run = parity.verify("birthwt", ["mann_whitney*", "yates_test"], mode="replay")
    lines = left_out.lines(run)
    assert "birthwt · age, lwt, ptl · Mann–Whitney test, exact: does not apply: a group has 50 patients" in lines[0]
    assert lines[1] == "birthwt · race · Chi-square test, Yates: does not apply: there are more than two categories"
    assert headline(run).text == "PASS"


@pytest.mark.parametrize(
    ("values", "stem", "why"),
    [
        (np.r_[np.tile([1.0, 3.0], 20), np.tile([0.0, 1.0, 3.0, 4.0], 10)], "levene_test", ""),
        (np.r_[np.tile([1.0, 3.0], 20), np.tile([0.0, 4.0], 20)], "levene_test", "do not vary"),
        (np.r_[np.full(40, 2.0), np.tile([1.0, 2.0, 3.0, 4.0], 10)], "shapiro_wilk_test", "are all equal"),
        (np.arange(80.0) % 7 + np.repeat([0.0, 0.5], 40), "t_test", ""),
    ],
)
def test_a_predictor_without_spread_has_no_test_of_it(values, stem, why):
    study = parity.study(
        frame(died=np.repeat([1, 0], 40), x=values, y=np.arange(80) % 11), outcome="died", predictors=["x"]
    )
    found, not_made = of_predictors(study)
    assert (stem in found["x"]) is (why == "")
    assert not why or why in next(one.reason for one in not_made if one.stem == stem)


def test_ties_are_what_r_before_4_6_approximates():
    outcome, values = np.array([1, 1, 0, 0, 0]), np.array([1.0, 2.0, 2.0, 3.0, 4.0])
    assert tied(outcome, values) and not tied(outcome, np.arange(5.0))
    assert 0 < approximation(outcome, values)["p"] < 1


def test_f_of_groups_that_vary_alike_may_move_from_0_by_the_square_of_the_rounding():
    """Distances of 1, 0 and 1 from the middle in both groups: a standard error of sqrt(2)/3, and t is 0."""
    (check,) = CATALOGUE.matching(["levene_test"]).checks
    outcome, values = np.repeat([1, 0], 3), np.array([0.0, 1.0, 2.0, 10.0, 11.0, 12.0])
    for name in ("about_mean", "about_median"):
        bound = check.tolerances[f"{name}.statistic"].bound.function(outcome, values)[name]
        assert bound["statistic"] == pytest.approx((8 * 12 * 2.0**-53 / (2**0.5 / 3)) ** 2, rel=1e-9, abs=0)
        assert 0 < bound["p"] < 1e-13


def test_somebody_else_s_number_is_held_with_arrays_and_lists():
    y, x = [1, 1, 1, 0, 0, 0, 0], [3.0, 5.0, 4.5, 1.0, 2.0, 2.5, 3.5]
    p = t_test(np.array(y), np.array(x)).welch.p
    assert parity.hold({"welch.p": p}, "t_test", outcome=y, values=x, mode="replay")
    assert not parity.hold({"welch.p": p + 0.01}, "t_test", outcome=y, values=x, mode="replay")
    held = parity.hold({"pearson.p": 1.0}, "chi_square_test", outcome=y, categories=list("aabbbab"), mode="replay")
    assert not held
    (check,) = CATALOGUE.matching(["chi_square_test"]).checks
    assert arguments_of(check, {"outcome": y, "categories": [0, 0, 1, 1, 1, 0, 1]})["categories"].levels == ("0", "1")
    with pytest.raises(InputError, match="different patients"):
        parity.hold({"welch.p": p}, "t_test", outcome=y[:5], values=x, mode="replay")
