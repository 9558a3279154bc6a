"""Where the numbers of parity's own checks are undefined, and what is then said of them."""

from __future__ import annotations

import inspect

import numpy as np
import pytest

from parity.answers.answer import Answer, Provenance
from parity.checks.calibration import calibration_line, hosmer_lemeshow, spiegelhalter_test
from parity.checks.catalogue import CATALOGUE
from parity.checks.discrimination import auc_delong, classification
from parity.checks.vocabulary.verdict import Verdict
from parity.statistics.fields import fields_of
from parity.verification.compare import Outcome, compare
from parity.verification.inputs import Inputs

OUTCOME = np.array([0, 1, 0, 1, 1, 0, 0, 1])
TWO_RISKS = np.array([0.3, 0.3, 0.3, 0.6, 0.6, 0.6, 0.3, 0.6])
RISING = np.array([0.2, 0.3, 0.4, 0.5, 0.6, 0.35, 0.45, 0.7])
SEPARATED = np.where(OUTCOME == 1, 0.7, 0.2) + np.arange(8) / 100
LINE = ("intercept", "slope", "intercept_standard_error", "slope_standard_error")


def undefined(check, **inputs) -> dict[str, str]:
    """The undefined fields of a result that is held against itself, with the reason."""
    with np.errstate(all="ignore"):
        ours = fields_of(check.compute(**inputs))
    call = next(call for call in check.references if set(check.gives(call)) >= set(check.undefined[0].fields))
    value = {name: [ours[name].element(place) for place in range(len(ours[name]))] for name in check.gives(call)}
    flat = {key: value[name][0] if ours[name].scalar else value[name] for name, key in check.gives(call).items()}
    nested: dict = {}
    for key, item in flat.items():
        *above, last = key.split(".")
        place = nested
        for step in above:
            place = place.setdefault(step, {})
        place[last] = item
    answer = Answer(nested, (), Provenance("live", "1.0", {"packages": {call.package: "1.0"}}))
    compared = compare(check, call, Outcome(ours), answer, Inputs(inputs))
    return {field.name: field.worst.note for field in compared.fields if field.verdict is Verdict.UNDEFINED}


@pytest.mark.filterwarnings("ignore")
def test_a_test_in_two_groups_has_no_p_value():
    check = hosmer_lemeshow.CHECK
    assert undefined(check, outcome=OUTCOME, risk=TWO_RISKS, groups=10) == {"p": hosmer_lemeshow.NO_DEGREES_OF_FREEDOM}
    assert undefined(check, outcome=OUTCOME, risk=RISING, groups=4) == {}


@pytest.mark.filterwarnings("ignore")
def test_a_group_without_patients_leaves_no_statistic():
    risk = np.array([0.1, 0.1, 0.1, 0.1, 0.5, 0.5, 0.5, 0.9, 0.9, 0.9])
    outcome = np.array([0, 1, 0, 0, 1, 0, 1, 1, 0, 1])
    found = undefined(hosmer_lemeshow.CHECK, outcome=outcome, risk=risk, groups=10)
    assert found == dict.fromkeys(("statistic", "p"), hosmer_lemeshow.EMPTY_GROUP)


def test_separated_risks_have_no_calibration_line():
    found = undefined(calibration_line.CHECK, outcome=OUTCOME, risk=SEPARATED)
    assert found == dict.fromkeys(LINE, calibration_line.NO_LINE)
    assert undefined(calibration_line.CHECK, outcome=OUTCOME, risk=RISING) == {}


def test_where_nobody_is_positive_there_is_no_predictive_value_of_it():
    found = undefined(classification.CHECK, outcome=OUTCOME, risk=RISING, cutoff=0.9)
    assert found == {"ppv": "nobody is positive at this cut-off"}
    found = undefined(classification.CHECK, outcome=OUTCOME, risk=RISING, cutoff=0.1)
    assert found == {"npv": "nobody is negative at this cut-off"}


def test_a_single_case_has_no_variance():
    found = undefined(auc_delong.CHECK, outcome=np.array([0, 0, 1, 0]), risk=np.array([0.1, 0.4, 0.3, 0.2]), level=0.95)
    assert found == dict.fromkeys(("variance", "interval.low", "interval.high"), auc_delong.ONE_PATIENT)


def test_certain_and_right_predictions_have_no_spiegelhalter_test():
    (declared,) = spiegelhalter_test.CHECK.undefined
    found = undefined(spiegelhalter_test.CHECK, outcome=np.array([0, 1]), risk=np.array([0.0, 1.0]))
    assert found == dict.fromkeys(("z", "p"), declared.reason)


@pytest.mark.filterwarnings("ignore")
def test_whether_a_number_is_undefined_can_be_told_of_every_check_that_says_when():
    apart = np.where(OUTCOME == 1, 0.6, 0.3)  # two groups, and areas of 1, which have no variance and do not differ
    others = {"outcome_of_others": OUTCOME, "risk_of_others": apart, "score": apart, "direction": "<"}
    given = {"outcome": OUTCOME, "risk": apart, **others, "groups": 10, "level": 0.95, "resamples": 20, "seed": 1}
    said = {declared.when for check in CATALOGUE.checks for declared in check.undefined if declared.when is not None}
    for when in said:
        needed = inspect.signature(when).parameters
        assert when(**{name: given[name] for name in needed}), when
        assert not when(**{**{name: given[name] for name in needed}, "risk": RISING}), when
    assert len(said) == 7
