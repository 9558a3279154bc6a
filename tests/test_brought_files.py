"""The files that people brought (fixtures/cases): what is right of each, and what they are told."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.catalogue import CATALOGUE
from parity.data.study import study_from_csv
from parity.errors import InputError
from parity.places import cohorts
from parity.verify.compute import compute
from parity.verify.estimable import check_estimable

CASES = cohorts().parent / "cases"


def results(study, *stems: str) -> dict[str, object]:
    return {made.check.stem: made.result for made in compute([study], CATALOGUE.matching(stems)).statistics}


def coefficients(study) -> np.ndarray:
    return np.array(results(study, "logistic_regression")["logistic_regression"].coefficients)


def refused(file: str, **about) -> str:
    with pytest.raises(InputError) as caught:
        check_estimable(study_from_csv(CASES / file, **about))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_small_level_that_separates_is_named_with_the_ways_on():
    outcome, predictors = "stroke", ["age", "avg_glucose_level"]
    found = results(study_from_csv(CASES / "stroke_few.csv", outcome=outcome, predictors=predictors), "auc*", "brier*")
    auc = found["auc_delong"]
    assert np.round([auc.interval.low, auc.interval.high, found["brier_score"].brier], 6).tolist() == [
        0.748537,
        0.966882,
        0.028138,
    ]
    said = refused("stroke_few.csv", outcome=outcome, predictors=[*predictors, "work_type"])
    level = "every row with the level 'children' is a non-event (38 rows)"
    assert f"column 'work_type': perfect separation: {level}" in said
    assert "merge" in said and "leave the predictor out" in said and "--risk COLUMN" in said
