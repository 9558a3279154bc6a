"""p values by simulation against R's: recorded of three versions, live; another seed does not agree."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from resampled import RESAMPLES, resampled
from verified import complaints, verified

from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary.verdict import Verdict

ONLY = CATALOGUE.matching(["*_simulated"])
CATEGORICAL = ("birthwt", "wards")


@pytest.mark.parametrize("name", RESAMPLES)
def test_the_recorded_p_values_are_ours_exactly(name):
    verification = verified([resampled(name)], ONLY, None, Mode.REPLAY)
    assert complaints(verification) == []
    fields = [f for s in verification.statistics for c in s.comparisons for f in c.fields if f.name == "p"]
    assert bool(fields) is bool(verification.statistics) and (fields or name not in CATEGORICAL)
    assert all((field.difference == 0).all() for field in fields)


def with_another_seed():
    def moved(check):
        def compute(outcome, categories, resamples, seed):
            return check.compute(outcome, categories, resamples, seed + 1)

        return dataclasses.replace(check, compute=compute)

    return dataclasses.replace(ONLY, checks=tuple(map(moved, ONLY.checks)), tolerances=None)


def test_those_of_another_seed_are_not():
    verification = verified([resampled("birthwt")], with_another_seed(), None, Mode.REPLAY)
    assert {s.verdict for s in verification.statistics} == {Verdict.DISAGREES}


@pytest.mark.r
@pytest.mark.parametrize("name", CATEGORICAL)
def test_living_r_has_the_same(name, live_r):
    verification = verified([resampled(name, 999, 5)], ONLY, live_r)
    assert complaints(verification) == []
    fields = [f for s in verification.statistics for c in s.comparisons for f in c.fields]
    assert max(np.abs(field.difference).max() for field in fields) < 1e-13
