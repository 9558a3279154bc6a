"""A published model, and one with an interaction, as tests of nomograms take them."""

from __future__ import annotations

import numpy as np

from parity.models.design import term_names
from parity.models.terms import Polynomial, RestrictedCubicSpline, Scored
from parity.statistics.nomogram.axes import Categorical, Numeric
from parity.statistics.nomogram.model import model_terms
from parity.statistics.nomogram.nomogram import nomogram

COEFFICIENTS = {"Intercept": -4.0, "age": 0.05, "albumin": -0.04, "sex=male": 0.6, "stage": 0.5}
PREDICTORS = {
    "age": Numeric(20.0, 80.0),
    "albumin": Numeric(21.0, 48.0),
    "sex": Categorical(("female", "male")),
    "stage": Numeric(1.0, 4.0, (1.0, 2.0, 3.0, 4.0)),
}


def axis(drawn, name):
    (found,) = [axis for axis in drawn.axes if axis.name == name]
    return found


WITH_AN_INTERACTION = {
    "predictors": {
        "age": Numeric(20.0, 80.0, adjust_to=50.0),
        "sex": Categorical(("female", "male"), "female"),
        "bmi": Numeric(18.0, 40.0, adjust_to=25.0),
        "score": Numeric(0, 3, (0, 1, 2, 3), 1),
    },
    "terms": {"age": RestrictedCubicSpline((30.0, 50.0, 70.0)), "bmi": Polynomial(2), "score": Scored((0, 1, 2, 3))},
    "interactions": [("age", "sex"), ("bmi", "score")],
}


def interacting(seed=0, **options):
    terms = model_terms(WITH_AN_INTERACTION["predictors"], WITH_AN_INTERACTION["terms"])
    names = term_names(terms, WITH_AN_INTERACTION["interactions"])
    slopes = np.random.default_rng(seed).normal(size=len(names)) * [0.001 if "^2" in name else 0.05 for name in names]
    coefficients = {"Intercept": -1.0, **dict(zip(names, slopes.tolist()))}
    return coefficients, nomogram(coefficients, **WITH_AN_INTERACTION, **options)
