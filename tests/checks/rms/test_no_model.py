"""Where lrm gives no model of the columns as they are: validate and calibrate have nothing to try."""

from __future__ import annotations

import re

import numpy as np
import pytest

from parity.checks.catalogue import CATALOGUE
from parity.checks.rms.no_model import LEFT_OUT, NO_CURVE, UNTRIED, no_fit_from_7, singular_before_7

OUTCOME = np.tile([0, 1, 1, 0, 0, 1], 20)
SPREAD = np.linspace(-1, 1, 120)
OF_WHAT_IS_TRIED = ("optimism", "optimism_limits", "corrected_calibration", "calibration_limits", "calibrate_page")


@pytest.mark.parametrize("when", [singular_before_7, no_fit_from_7])
def test_a_column_far_from_zero_has_no_model(when):
    assert when(OUTCOME, {"x": 1e9 + SPREAD})
    assert not when(OUTCOME, {"x": SPREAD})


def test_there_may_be_no_curve_where_one_of_the_two_gives_no_model():
    near, far = {"x": 1e3 + SPREAD}, {"x": 1e9 + SPREAD}
    assert singular_before_7(OUTCOME, near) and not no_fit_from_7(OUTCOME, near)
    assert NO_CURVE.when(OUTCOME, near) and NO_CURVE.when(OUTCOME, far) and not NO_CURVE.when(OUTCOME, {"x": SPREAD})


@pytest.mark.parametrize("stem", OF_WHAT_IS_TRIED)
def test_each_way_of_trying_a_model_is_known_to_stop_then(stem):
    (check,) = (check for check in CATALOGUE.checks if check.stem == stem)
    for call in check.references:
        stops = [one for one in call.deviations if one.where_it_stops == UNTRIED]
        assert [one.versions for one in stops] == ["rms < 7", "rms >= 7"]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("singular information matrix in lrm.fit (rank= 7 ).  Offending variable(s):", True),
        ("x3=low", True),
        ("", True),
        ("Divergence or singularity in 1 samples", True),
        ("optimization did not converge for lrm.fit", True),
        ("fit did not use x=TRUE,y=TRUE", False),
        ("NaNs produced", False),
    ],
)
def test_what_is_said_of_resamples_without_a_model_is_said_in_passing(text, known):
    assert any(re.search(pattern, text) for pattern in LEFT_OUT) is known
