"""What a nomogram says of a patient: its functions by their labels, its ranges, and patients as pandas has them."""

from __future__ import annotations

import math
import warnings
from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest

from parity import figures
from parity.errors import InputError
from parity.figures.reading import OutOfRange

FORMULA = {"Intercept": -2.0, "crea": 0.8, "sex=male": 0.5}
SAID = {"ranges": {"crea": (0.3, 4)}, "levels": {"sex": ["female", "male"]}}
PATIENT = {"crea": 1.5, "sex": "male"}
LP = -2.0 + 0.8 * 1.5 + 0.5


def read(patient=PATIENT, **options):
    return figures.nomogram(FORMULA, **SAID, **options).read(patient)


def test_functions_are_read_by_their_labels():
    several = read(
        fun=["plogis", "exp", lambda lp: 0.9 ** math.exp(lp)],
        funlabel=["Risk of death", "Odds", "Survival"],
    )
    assert several.linear_predictor == pytest.approx(LP)
    expected = {"Risk of death": 1 / (1 + math.exp(-LP)), "Odds": math.exp(LP), "Survival": 0.9 ** math.exp(LP)}
    assert dict(several.functions) == pytest.approx(expected, rel=1e-12)
    assert several.risk == several.functions["Risk of death"]


@pytest.mark.parametrize(
    ("fun", "value"),
    [("exp", math.exp(LP)), (lambda lp: 0.9 ** np.exp(lp), 0.9 ** math.exp(LP)), ("pnorm", NormalDist().cdf(LP))],
)
def test_there_is_no_risk_where_no_function_is_it(fun, value):
    reading = read(fun=fun, funlabel="Of it")
    assert dict(reading.functions) == {"Of it": pytest.approx(value, rel=1e-9)}
    assert reading.risk is None
    assert "functions={'Of it': " in repr(reading) and "risk=None" in repr(reading)


def test_without_a_function_there_is_nothing_to_read():
    reading = read(fun=None)
    assert (dict(reading.functions), reading.risk) == ({}, None)


@pytest.mark.parametrize("fun", ["plogis", lambda lp: 1 / (1 + np.exp(-lp)), lambda lp: 1 / (1 + math.exp(-lp))])
def test_the_risk_is_that_of_whoever_wrote_the_logistic_function(fun):
    reading = read(fun=fun, funlabel="p")
    assert reading.risk == reading.functions["p"] == pytest.approx(1 / (1 + math.exp(-LP)), rel=1e-12)


def test_a_value_beyond_the_range_is_read_with_a_warning():
    drawn = figures.nomogram(FORMULA, **SAID)
    assert drawn.nomogram.axes[0].values[0] == 0
    with pytest.warns(OutOfRange, match="column 'crea': 0.01 is beyond its range, 0.3 to 4; only its axis") as said:
        reading = drawn.read({**PATIENT, "crea": 0.01})
    assert reading.linear_predictor == pytest.approx(-2 + 0.8 * 0.01 + 0.5) and said[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for inside in (0.3, "0.3", 4):
            drawn.read({**PATIENT, "crea": inside})


def test_the_range_of_a_study_is_that_of_its_patients():
    patient = {"age": 12, "lwt": 130, "race": "black", "smoke": 1, "ptl": 0, "ht": 0, "ui": 1}
    with pytest.warns(OutOfRange, match="column 'age': 12 is beyond its range, 14 to 45"):
        figures.nomogram("birthwt").read(patient)


def test_a_patient_may_be_a_row_of_pandas():
    frame = pd.DataFrame([PATIENT, {"crea": 2, "sex": "female"}])
    assert read(frame.iloc[[0]]) == read(frame.iloc[0]) == read(PATIENT)


@pytest.mark.parametrize(
    ("patient", "message"),
    [
        (pd.DataFrame([PATIENT, PATIENT]), "a nomogram is read for one patient; the frame has 2 rows; give one"),
        ([PATIENT], 'a patient is a value by predictor, not a list; write read({"age": 50, "sex": "male"}), once'),
        ({**PATIENT, "crea": None}, "column 'crea': 'None' is not on the axis"),
        ({**PATIENT, "crea": pd.NA}, "column 'crea': '<NA>' is not on the axis"),
    ],
)
def test_what_is_no_patient_is_refused(patient, message):
    with pytest.raises(InputError) as raised:
        read(patient)
    assert message in str(raised.value)
