"""What is given to be held with: coefficients are matched by the names of the model's terms."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import parity
from parity.data.cohort import Factor
from parity.data.formula import Formula
from parity.data.formula_text import read_formula
from parity.models.model_matrix import model_matrix
from parity.statistics.nomogram.numbers import nomogram_numbers
from parity.statistics.regression.logistic_regression import logistic_regression

DRAW = np.random.default_rng(12)
AGE, CREA, SEX = DRAW.normal(60, 9, 120), DRAW.random(120), DRAW.integers(0, 2, 120)
OUTCOME = (DRAW.random(120) < 1 / (1 + np.exp(-(AGE - 60) / 9 - SEX))).astype(int)
FRAME = pd.DataFrame({"age": AGE, "crea": CREA, "sex": pd.Categorical(np.array(["f", "m"])[SEX], ["f", "m"])})
COLUMNS = {"age": AGE, "crea": CREA, "sex": Factor(SEX, ("f", "m"))}


def held(coefficients, own, formula=None):
    of = Formula.of_main_effects(tuple(COLUMNS)) if formula is None else read_formula(formula)[1]
    log_odds = model_matrix(of, COLUMNS).values @ own.coefficients
    points = nomogram_numbers(COLUMNS, own.coefficients, log_odds, of).points
    given = {"predictors": FRAME, "coefficients": coefficients, "linear_predictor": log_odds, "shown_at": {}}
    said = {} if formula is None else {"formula": formula}
    return parity.hold({"points": points}, "nomogram", mode="replay", **given, **said)


def fitted(formula=None):
    model = Formula.of_main_effects(tuple(COLUMNS)) if formula is None else read_formula(formula)[1]
    own = logistic_regression(OUTCOME, COLUMNS, formula=model)
    return own, pd.Series(dict(zip(own.terms, own.coefficients)))


@pytest.mark.parametrize("formula", [None, "died ~ rcs(age, 3) + crea * sex"])
def test_coefficients_with_names_are_matched_by_them(formula):
    own, named = fitted(formula)
    assert not np.array_equal(named[::-1].to_numpy(), own.coefficients)
    for given in (named, named[::-1], dict(named[::-1]), own.coefficients, pd.Series(own.coefficients)):
        assert held(given, own, formula)
    assert not held(named[::-1].to_numpy(), own, formula)
    swapped = named.rename({"age": "crea", "crea": "age"})
    assert not held(swapped, own, formula)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda named: named.rename({"sex=m": "sex[T.m]"}), "coefficients has no element 'sex[T.m]'; did you mean"),
        (lambda named: named.drop("crea"), "coefficients lacks 'crea'; give one for each term of the model"),
        (lambda named: pd.concat([named, named[["age"]]]), "coefficients names 'age' twice"),
        (lambda named: named.rename({"age": "Age"}), "coefficients has no element 'Age'; did you mean 'age'?"),
    ],
)
def test_names_that_do_not_fit_are_refused(change, said):
    own, named = fitted()
    with pytest.raises(parity.InputError) as raised:
        held(change(named), own)
    assert str(raised.value).startswith(said)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: parity.hold({}, "auc_delong", outcome=OUTCOME, risk=CREA), "an empty dict has no field of auc_delong"),
        (lambda: parity.hold(lambda y, p: None, "auc_delong", outcome=OUTCOME, risk=CREA), "nothing has no field of"),
        (
            lambda: parity.hold({"net_benefit": 0.2}, "decision_curve", outcome=OUTCOME, risk=CREA, mode="replay"),
            "net_benefit has 100 numbers, and one is given; name the element that it is: {'net_benefit[0.00]': ...}",
        ),
        (
            lambda: parity.hold({"p": [0.1]}, "logistic_regression", outcome=OUTCOME, predictors=AGE),
            "predictors has no names; give a mapping of names to columns, or a DataFrame",
        ),
    ],
)
def test_what_does_not_say_which_number_it_is_of_is_refused_with_the_way_to_say_it(ask, said):
    with pytest.raises(parity.InputError) as refused:
        ask()
    assert said in str(refused.value)
