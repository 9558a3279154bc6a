"""What the patients of a field are called, one by one and all together."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.vocabulary.patients import Patients, by_risk, each_predictor, in_order
from parity.data.study_file import find_study
from parity.verification.predictions import samples


def patients(*columns):
    cohort = find_study("asah").development
    return Patients(cohort, np.array([4, 0, 7]), columns)


@pytest.mark.parametrize("columns", [(), ("age",), ("age", "sex")])
def test_a_patient_has_the_same_name_alone_and_among_all(columns):
    named = patients(*columns)
    every = list(named)
    assert len(named) == len(every) == 3 * max(len(columns), 1)
    assert [named[place] for place in range(len(named))] == every == named[:]
    assert named[1:3] == every[1:3] and named[::-1] == every[::-1]
    for outside in (-1, len(named)):
        with pytest.raises(IndexError):
            named[outside]


def test_all_patients_have_the_first_number_and_then_all_the_second():
    alone = list(patients())
    assert list(patients("age", "sex")) == [f"{name}: {column}" for column in ("age", "sex") for name in alone]
    assert len(set(alone)) == 3


def test_the_order_is_that_of_the_data_or_of_the_risks():
    sample = samples(find_study("asah"))[0]
    names = list(in_order(sample))
    assert list(by_risk(sample)) == [names[place] for place in np.argsort(sample.risk, kind="stable")] != names
    assert len(each_predictor(sample)) == len(names) * len(sample.predictors)
    assert each_predictor(sample)[0] == f"{names[0]}: {next(iter(sample.predictors))}"
