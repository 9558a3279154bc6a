"""Resamples of patients, drawn in parts."""

from __future__ import annotations

import numpy as np
import pytest

from parity import RRandom
from parity.statistics.utility.resampled_risks import drawn_rows

OUTCOME = np.array([0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0])


@pytest.mark.parametrize("at_once", [1, 11, 40, 1 << 15])
def test_the_parts_in_which_patients_are_drawn_change_nothing(at_once):
    parts = list(drawn_rows(OUTCOME, 30, RRandom(3), False, at_once))
    assert max(map(len, parts)) == min(30, max(1, at_once // 11))
    assert np.concatenate(parts).tolist() == RRandom(3).resamples(11, 30).tolist()


@pytest.mark.parametrize("at_once", [1, 40, 1 << 15])
@pytest.mark.parametrize("outcome", [OUTCOME, 1 - OUTCOME])
def test_of_strata_that_of_the_first_patient_is_drawn_first(outcome, at_once):
    dice, strata = RRandom(3), [np.flatnonzero(outcome == outcome[0]), np.flatnonzero(outcome != outcome[0])]
    for row in np.concatenate(list(drawn_rows(outcome, 30, RRandom(3), True, at_once))):
        assert row.tolist() == [int(one) for of in strata for one in of[dice.sample_int(len(of), replace=True) - 1]]
