"""Who is in each resample of a validation, and in how many parts they are drawn."""

from __future__ import annotations

import numpy as np
import pytest

from parity import RRandom
from parity.statistics.validation import plans
from parity.statistics.validation.patterns import patterns_of
from parity.statistics.validation.plans import Method, after, parts

DRAW = np.random.default_rng(5)
OUTCOME = DRAW.integers(0, 2, 20)
PATTERNS = patterns_of(np.column_stack([np.ones(20), DRAW.integers(0, 9, 20)]), OUTCOME)
WHOLE = ("patients", "events", "test_patients", "test_events", "share")


def whole(method, resamples, seed=3):
    found = list(parts(method, PATTERNS, resamples, seed))
    return [np.concatenate([getattr(part, name) for part in found]) for name in WHOLE]


@pytest.mark.parametrize("at_once", [1, 59, 60, 100])
@pytest.mark.parametrize("method", [Method.BOOT, Method.OMITTED, Method.RANDOMIZATION])
def test_the_parts_in_which_resamples_are_counted_change_nothing(method, at_once, monkeypatch):
    expected, position = whole(method, 31), after(method, 20, 31, 3).position
    monkeypatch.setattr(plans, "AT_ONCE", at_once)
    for found, one in zip(whole(method, 31), expected, strict=True):
        assert len(found) == 31 and (found == one).all()
    assert after(method, 20, 31, 3).position == position


def test_a_resample_of_the_bootstrap_is_tried_on_all():
    patients, events, test_patients, test_events, share = whole(Method.BOOT, 31)
    drawn = PATTERNS.counted(RRandom(3).resamples(20, 31))
    assert (patients == drawn[0]).all() and (events == drawn[1]).all()
    assert (test_patients == PATTERNS.every()[0]).all() and (test_events == PATTERNS.every()[1]).all()
    assert (share == 1).all()


@pytest.mark.parametrize("folds", [4, 10])
def test_of_folds_each_patient_is_in_one_also_where_two_are_in_each(folds):
    patients, events, test_patients, test_events, _ = whole(Method.CROSSVALIDATION, folds)
    assert (test_patients.sum(axis=1) == 20 / folds).all()
    assert (test_patients.sum(axis=0) == PATTERNS.every()[0][0]).all()
    assert (test_events.sum(axis=0) == PATTERNS.every()[1][0]).all()
    assert (patients + test_patients == PATTERNS.every()[0]).all()
    assert (events + test_events == PATTERNS.every()[1]).all()


def test_a_fold_of_fewer_than_two_patients_is_refused():
    with pytest.raises(ValueError, match="11 folds of 20 patients: a fold needs two"):
        whole(Method.CROSSVALIDATION, 11)
