"""Somebody else's number, or function, held against R and against parity."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.stats import mannwhitneyu

import parity
from parity.checks.vocabulary.verdict import Verdict
from parity.checks.catalogue import CATALOGUE
from parity.statistics.discrimination.auc_delong import auc_delong
from parity.statistics.regression.logistic_regression import logistic_regression

RNG = np.random.default_rng(20261125)
RISK = RNG.random(120)
OUTCOME = (RNG.random(120) < RISK).astype(int)
DATA = {"outcome": OUTCOME, "risk": RISK}


def area(outcome, risk):
    events, others = risk[outcome == 1], risk[outcome == 0]
    return mannwhitneyu(events, others).statistic / len(events) / len(others)


def off_by_a_rank(outcome, risk):
    return area(outcome, risk) + 1 / (len(outcome) ** 2)


def test_a_number_a_mapping_an_object_and_a_tuple_are_held_alike():
    right = area(**DATA)
    for mode in ("replay",):
        assert parity.hold({"auc": right}, "auc_delong", mode=mode, **DATA)
        assert parity.hold(SimpleNamespace(auc=right), "auc_delong", mode=mode, **DATA)
        assert parity.hold(right, "auc_delong", fields=["auc"], mode=mode, **DATA)
        assert not parity.hold({"auc": right + 1e-9}, "auc_delong", mode=mode, **DATA)


def test_a_nested_result_is_held_by_the_names_of_its_parts():
    held = parity.hold({"interval": {"low": 0.1}, "auc": area(**DATA)}, "auc_delong", mode="replay", **DATA)
    assert not held and held.verdict is Verdict.DISAGREES
    assert [field.name for field in held.comparisons[0].fields] == ["auc", "interval.low"]


@pytest.mark.r
def test_against_r_a_right_function_is_true_and_a_wrong_one_says_by_how_much():
    held = parity.hold(area, "auc_delong", fields=["auc"], **DATA)
    assert held and [one.call.package for one in held.comparisons][:2] == ["parity", "pROC"]
    wrong = parity.hold(off_by_a_rank, "auc_delong", fields=["auc"], **DATA)
    assert not wrong
    assert all(one.verdict is Verdict.DISAGREES for one in wrong.comparisons)
    assert "pROC::ci.auc" in repr(wrong) and "digits agree, needed 13" in repr(wrong)


def test_a_tuple_is_held_by_the_fields_that_are_named():
    own = auc_delong(OUTCOME, RISK, 0.95)
    three = (own.interval.low, own.auc, own.interval.high)
    fields = ("interval.low", "auc", "interval.high")
    assert parity.hold(three, "auc_delong", fields=fields, mode="replay", **DATA)
    assert not parity.hold(three[::-1], "auc_delong", fields=fields, mode="replay", **DATA)
    with pytest.raises(parity.InputError, match="a tuple does not say which numbers it has; say fields="):
        parity.hold(three, "auc_delong", mode="replay", **DATA)


def test_an_assertion_says_first_what_differs_and_by_how_much():
    own = auc_delong(OUTCOME, RISK, 0.95)
    held = parity.hold({"auc": own.auc, "variance": own.variance * 1.01}, "auc_delong", mode="replay", **DATA)
    first, second, *_ = repr(held).splitlines()
    assert first == "<auc_delong: disagrees>"
    assert second.startswith("  ✗ variance: given ") and second.endswith("digits agree, needed 12")
    with pytest.raises(AssertionError, match="✗ variance: given .*, parity has .*: 2.0 digits agree, needed 12"):
        assert held


def test_a_function_takes_the_inputs_by_name_or_in_their_order():
    assert parity.hold(lambda risk, outcome: area(outcome, risk), "auc_delong", fields=["auc"], mode="replay", **DATA)
    assert parity.hold(lambda y, p: area(y, p), "auc_delong", fields=["auc"], mode="replay", **DATA)
    assert not parity.hold(lambda p, y: area(y > 0.5, p), "auc_delong", fields=["auc"], mode="replay", **DATA)


def test_a_printed_number_is_held_to_its_decimals_and_no_further():
    right = area(**DATA)
    assert parity.hold({"auc": round(right, 2)}, "auc_delong", decimals=2, mode="replay", **DATA)
    assert not parity.hold({"auc": round(right, 2)}, "auc_delong", mode="replay", **DATA)
    assert not parity.hold({"auc": round(right, 2) + 0.01}, "auc_delong", decimals=2, mode="replay", **DATA)


def test_a_pandas_series_and_a_frame_of_predictors_serve_as_inputs():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"x": RISK, "sex": pandas.Categorical(np.where(RISK > 0.5, "m", "f"))})

    @dataclass
    class Fit:
        coefficients: np.ndarray

    from parity.data.cohort import Factor
    from parity.data.formula import Formula

    own = logistic_regression(
        OUTCOME,
        {"x": RISK, "sex": Factor((RISK > 0.5).astype(int), ("f", "m"))},
        0.95,
        Formula.of_main_effects(("x", "sex")),
    ).coefficients
    given = {"outcome": pandas.Series(OUTCOME), "predictors": frame}
    assert parity.hold(Fit(own), "logistic_regression", mode="replay", **given)
    assert not parity.hold(Fit(own * (1 + 1e-6)), "logistic_regression", mode="replay", **given)


@pytest.mark.parametrize(
    ("result", "arguments", "said"),
    [
        (0.8, {}, "does not say which numbers"),
        ({"acu": 0.8}, {}, "no field 'acu'"),
        ({}, {}, "no field of auc_delong"),
        ({"auc": 0.8}, {"rsk": RISK}, "did you mean 'risk'"),
        ({"auc": 0.8}, {"risk": RISK[1:]}, "of different patients: outcome has 120, risk has 119"),
        ({"auc": 0.8}, {"risk": RISK + 1}, "a risk lies between 0 and 1"),
        ({"auc": 0.8}, {"risk": np.where(RISK < 0.5, np.nan, RISK)}, "numbers that are not finite"),
        ({"auc": 0.8}, {"outcome": OUTCOME * 2}, "1 of an event"),
        ({"auc": 0.8}, {"fields": ("auc", "area")}, "2 fields are named"),
        ({"auc": 0.8}, {"mode": "auto"}, "'live' or 'replay'"),
    ],
)
def test_what_cannot_be_held_is_refused_by_name(result, arguments, said):
    with pytest.raises(parity.InputError, match=".*") as raised:
        parity.hold(result, "auc_delong", **{**DATA, "mode": "replay", **arguments})
    assert said in str(raised.value)


def test_a_statistic_that_is_not_there_or_lacks_an_input_is_named():
    with pytest.raises(parity.InputError, match="did you mean 'auc_delong'"):
        parity.hold({"auc": 1}, "auc_delon", mode="replay", **DATA)
    with pytest.raises(parity.InputError, match="classification needs cutoff"):
        parity.hold({"sensitivity": 1}, "classification", mode="replay", **DATA)
    with pytest.raises(parity.InputError, match="that can be held is named 'roc_page'"):
        parity.hold({"content": ""}, "roc_page", mode="replay", **DATA)


COLUMNS = {"age": 50 + 20 * RNG.random(120), "crea": RNG.random(120)}
MODEL = {"outcome": OUTCOME, "predictors": COLUMNS}
OWN = logistic_regression(OUTCOME, COLUMNS)
NAMED = dict(zip(OWN.terms, OWN.coefficients))


def packages(held):
    return [one.call.package for one in held.comparisons]


@pytest.mark.r
def test_named_elements_are_matched_by_their_names_with_everybody():
    for order in (("age", "crea", "Intercept"), ("Intercept", "age", "crea")):
        held = parity.hold({"coefficients": {name: NAMED[name] for name in order}}, "logistic_regression", **MODEL)
        assert held and {"parity", "rms", "stats"} <= set(packages(held))
    swapped = {**NAMED, "age": NAMED["crea"], "crea": NAMED["age"]}
    held = parity.hold({"coefficients": swapped}, "logistic_regression", **MODEL)
    assert {one.verdict for one in held.comparisons} == {Verdict.DISAGREES}
    wrong = [field.worst_first(2) for one in held.comparisons for field in one.fields]
    assert all({element.field for element in two} == {"coefficients[age]", "coefficients[crea]"} for two in wrong)


@pytest.mark.r
def test_of_some_named_elements_only_these_are_compared():
    held = parity.hold({"coefficients": {"crea": NAMED["crea"]}}, "logistic_regression", **MODEL)
    assert held and {"rms", "stats"} <= set(packages(held)) and "does not give it" not in repr(held)
    for one in held.comparisons:
        (field,) = one.fields
        assert [element.field for element in field.worst_first()] == ["coefficients[crea]"]
    wrong = parity.hold({"coefficients": {"crea": NAMED["crea"] * 1.001}}, "logistic_regression", **MODEL)
    assert {one.verdict for one in wrong.comparisons} == {Verdict.DISAGREES}


def test_one_element_is_named_as_reports_write_it():
    replay = {**MODEL, "mode": "replay"}
    one, two = "coefficients[age]", "coefficients[crea]"
    held = parity.hold({one: NAMED["age"], two: NAMED["crea"]}, "logistic_regression", **replay)
    assert held and [element.field for element in held.comparisons[0].fields[0].worst_first()] == [one, two]
    assert parity.hold((NAMED["crea"], NAMED["age"]), "logistic_regression", fields=(two, one), **replay)
    assert not parity.hold((NAMED["crea"], NAMED["age"]), "logistic_regression", fields=(one, two), **replay)
    assert not parity.hold({one: NAMED["crea"]}, "logistic_regression", **replay)


def test_a_named_threshold_is_the_same_number_however_it_is_written():
    from parity.statistics.utility.decision_curve import decision_curve

    own = decision_curve(OUTCOME, RISK, np.array([0.1, 0.2, 0.3]))
    given = {**DATA, "thresholds": [0.1, 0.2, 0.3], "mode": "replay"}
    two = {0.3: own.net_benefit[2], "0.10": own.net_benefit[0]}
    assert parity.hold({"net_benefit": two}, "decision_curve", **given)
    assert not parity.hold({"net_benefit": {0.3: own.net_benefit[0]}}, "decision_curve", **given)


def test_a_series_is_matched_by_its_labels_and_a_bare_one_by_position():
    pandas = pytest.importorskip("pandas")
    replay = {**MODEL, "mode": "replay"}
    series = pandas.Series(NAMED)
    for one in (series, series[::-1], series[["crea"]], pandas.Series(OWN.coefficients)):
        assert parity.hold({"coefficients": one}, "logistic_regression", **replay)
        assert parity.hold(one, "logistic_regression", fields="coefficients", **replay)
    swapped = pandas.Series(OWN.coefficients, index=["Intercept", "crea", "age"])
    assert not parity.hold({"coefficients": swapped}, "logistic_regression", **replay)
    own = auc_delong(OUTCOME, RISK, 0.95)
    low, high = own.interval.low, own.interval.high
    for limits in (pandas.Series([low, high]), pandas.Series([high, low], index=["high", "low"])):
        assert parity.hold({"interval": limits}, "auc_delong", mode="replay", **DATA)
    row = pandas.Series({"interval.low": own.interval.low, "auc": own.auc})
    assert parity.hold(row, "auc_delong", mode="replay", **DATA)
    with pytest.raises(parity.InputError, match="the result has names of its own; leave fields out"):
        parity.hold(row, "auc_delong", fields=("auc", "interval.low"), mode="replay", **DATA)
    with pytest.raises(parity.InputError, match="a Series does not say which numbers it has"):
        parity.hold(pandas.Series([0.8]), "auc_delong", mode="replay", **DATA)
    with pytest.raises(parity.InputError, match="coefficients names 'age' twice"):
        twice = pandas.Series([1.0, 2.0], index=["age", "age"])
        parity.hold({"coefficients": twice}, "logistic_regression", **replay)


def test_an_interval_is_a_pair_of_low_and_high():
    own = auc_delong(OUTCOME, RISK, 0.95)
    pair = (own.interval.low, own.interval.high)
    for right in ({"interval": pair}, {"interval": np.array(pair)}, SimpleNamespace(interval=list(pair))):
        held = parity.hold(right, "auc_delong", mode="replay", **DATA)
        assert held and {field.name for field in held.comparisons[0].fields} == {"interval.low", "interval.high"}
    assert parity.hold(pair, "auc_delong", fields="interval", mode="replay", **DATA)
    assert parity.hold((own.auc, pair), "auc_delong", fields=("auc", "interval"), mode="replay", **DATA)
    assert not parity.hold({"interval": pair[::-1]}, "auc_delong", mode="replay", **DATA)


@pytest.mark.parametrize(
    ("result", "said"),
    [
        ({"coefficients": {"Age": 1.0}}, "coefficients has no element 'Age'; did you mean 'age'?"),
        ({"coefficients[cera]": 1.0}, "coefficients has no element 'cera'; did you mean 'crea'?"),
        ({"coefficients": {"const": 1.0}}, "there is 'Intercept', 'age', 'crea'"),
        ({"coefficients": {}}, "coefficients is empty; give at least one of 'Intercept'"),
        ({"coefficients": OWN.coefficients, "coefficients[age]": 1.0}, "coefficients is given twice"),
        ({"coefficients[age]": 1.0, "coefficients": OWN.coefficients}, "coefficients is given twice"),
        ({"coefficients": ["1", "2", "3"]}, "coefficients is text; give a number"),
        ({"coefficients": [1, "2", 3]}, "coefficients cannot be read"),
        ({"coefficients": [OWN.coefficients]}, "coefficients cannot be read"),
        ({"log_likelihood": {"all": 1.0}}, "log_likelihood has no elements, 'all' are given; give a number"),
        ({"log_likelihood": "-1.0"}, "log_likelihood is text; give a number"),
        ({"log_likelihood": True}, "log_likelihood is a truth value; give a number"),
        ({"beta": 1.0}, ", ".join(map(repr, CATALOGUE.matching(["logistic_regression"]).checks[0].fields))),
    ],
)
def test_what_names_no_element_or_is_no_number_is_refused(result, said):
    with pytest.raises(parity.InputError) as raised:
        parity.hold(result, "logistic_regression", mode="replay", **MODEL)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("interval", "said"),
    [
        ((0.1, 0.2, 0.3), "interval has 3 numbers; give two, low and high"),
        (0.1, "interval does not say what it has; give 'interval.low', 'interval.high'"),
        ({"lower": 0.1}, "no field 'interval.lower'; did you mean 'interval.low'?"),
    ],
)
def test_what_is_no_interval_is_refused(interval, said):
    with pytest.raises(parity.InputError) as raised:
        parity.hold({"interval": interval}, "auc_delong", mode="replay", **DATA)
    assert said in str(raised.value)


def test_patients_under_other_indexes_are_refused():
    pandas = pytest.importorskip("pandas")
    outcome, risk = pandas.Series(OUTCOME), pandas.Series(RISK)
    right = {"auc": area(**DATA)}
    assert parity.hold(right, "auc_delong", outcome=outcome, risk=risk, mode="replay")
    assert parity.hold(right, "auc_delong", outcome=outcome, risk=RISK, mode="replay")
    said = r"the indexes of outcome and risk differ; align them, as by risk\.loc\[outcome\.index\], or give to_numpy"
    for other in (risk[::-1], risk.set_axis(range(1, 121)), risk[1:]):
        with pytest.raises(parity.InputError, match=said):
            parity.hold(right, "auc_delong", outcome=outcome, risk=other, mode="replay")
    assert parity.hold(right, "auc_delong", outcome=outcome, risk=risk[::-1].loc[outcome.index], mode="replay")
    frame, named = pandas.DataFrame(COLUMNS), {"log_likelihood": OWN.log_likelihood}
    assert parity.hold(named, "logistic_regression", outcome=outcome, predictors=frame, mode="replay")
    with pytest.raises(parity.InputError, match="the indexes of outcome and predictors differ"):
        parity.hold(named, "logistic_regression", outcome=outcome, predictors=frame[::-1], mode="replay")
    mixed = {"age": frame["age"], "crea": frame["crea"][::-1]}
    with pytest.raises(parity.InputError, match=r"the indexes of predictors\['age'\] and predictors\['crea'\] differ"):
        parity.hold(named, "logistic_regression", outcome=OUTCOME, predictors=mixed, mode="replay")


@pytest.mark.parametrize("decimals", [-1, 1.5, 2.0, "2", True])
def test_decimals_are_a_whole_number_from_0(decimals):
    with pytest.raises(parity.InputError, match=f"decimals is {decimals!r}; give a whole number from 0"):
        parity.hold({"auc": 0.8}, "auc_delong", decimals=decimals, mode="replay", **DATA)


@pytest.mark.parametrize("decimals", [1, 2, 3, 6])
def test_what_is_only_rounded_says_how_it_is_held(decimals):
    given = {"auc": round(area(**DATA), decimals)}
    held = parity.hold(given, "auc_delong", mode="replay", **DATA)
    last = repr(held).splitlines()[-1]
    assert not held and " is parity's number rounded to " in last
    written, said = last.split()[0], int(last.split("decimals=")[1].split()[0])
    assert said >= decimals and float(written) == given["auc"] and len(written.partition(".")[2]) == said
    judged = parity.hold(given, "auc_delong", decimals=said, mode="replay", **DATA)
    assert judged and "rounded" not in repr(judged)


def test_a_zero_at_the_end_counts_as_a_decimal():
    outcome = np.repeat([0, 1], (37, 27))
    risk = np.r_[np.arange(37) / 37, np.full(27, (28 - 0.5) / 37)]
    assert round(area(outcome, risk), 4) == 0.7568
    held = parity.hold({"auc": 0.757}, "auc_delong", outcome=outcome, risk=risk, mode="replay")
    assert repr(held).endswith("\n  0.757 is parity's number rounded to 3 decimals: decimals=3 holds it to that")
    risk[-3:] = (29 - 0.5) / 37
    assert round(area(outcome, risk), 4) == 0.7598
    held = parity.hold({"auc": 0.76}, "auc_delong", outcome=outcome, risk=risk, mode="replay")
    assert repr(held).endswith("\n  0.760 is parity's number rounded to 3 decimals: decimals=3 holds it to that")


def test_what_is_wrong_by_more_than_rounding_says_nothing_of_decimals():
    own = auc_delong(OUTCOME, RISK, 0.95)
    for wrong in ({"auc": round(own.auc, 3) + 0.001}, {"auc": 1.0}, {"auc": own.auc + 1e-9}):
        assert "rounded" not in repr(parity.hold(wrong, "auc_delong", mode="replay", **DATA))
    half = {"auc": round(own.auc, 3), "variance": own.variance * 1.01}
    assert "rounded" not in repr(parity.hold(half, "auc_delong", mode="replay", **DATA))
    right = {"auc": own.auc}
    assert "rounded" not in repr(parity.hold(right, "auc_delong", mode="replay", **DATA))
