"""Cohorts that nobody chose, resampled: every seeded bootstrap of each agrees with the R of this machine.

`PARITY_RESAMPLED` sets how many; ``PARITY_RESAMPLED=40 python -m pytest tests/test_random_resampled.py`` takes half an
hour, which is R's.
"""

from __future__ import annotations

import dataclasses
import os

import numpy as np
import pytest
from test_random_cohorts import written
from verified import complaints, verified

from parity.checks.catalogue import CATALOGUE
from parity.data.study import study_from_csv
from parity.errors import InputError
from parity.verification.estimable import check_estimable

SEEDS = range(int(os.environ.get("PARITY_RESAMPLED", "1")))
COUNTS = (40, 60, 100, 200)
DRAWING = CATALOGUE.matching([check.stem for check in CATALOGUE.checks if check.draws])


@pytest.mark.r
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_resampled_of_a_random_cohort_agrees(seed, live_r, tmp_path):
    draw = np.random.default_rng([20261126, seed])
    try:
        study = study_from_csv(**written(1000 + seed, tmp_path))
        check_estimable(study)
    except InputError:
        pytest.skip("no model of these patients")
    count, start = COUNTS[seed % len(COUNTS)], int(draw.integers(2**31))
    verification = verified([dataclasses.replace(study, resamples=count, seed=start)], DRAWING, live_r)
    assert complaints(verification) == []
    assert verification.numbers > 300, "fewer without rmda, and where lrm gives no model"
