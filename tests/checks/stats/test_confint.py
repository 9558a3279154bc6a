"""What confint gives where glm.fit runs away, and that it is ours where it does not."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.stats.confint import interpolated_by_glm
from parity.data.study_file import find_study
from parity.statistics.regression.profile_interval import profile_interval


@pytest.mark.parametrize("name", ["rait", "birthwt", "strata"])
def test_where_nothing_runs_away_it_is_what_the_profile_says(name):
    study = find_study(name)
    arguments = study.development.outcome, study.development.columns, study.level
    ours, theirs = profile_interval(*arguments), interpolated_by_glm(*arguments)
    for side in ("interpolated_low", "interpolated_high"):
        assert theirs[side].mask.all()
        assert theirs[side].data == pytest.approx(getattr(ours, side), rel=1e-8)


def test_nearly_separated_it_is_not():
    study = find_study("brink")
    arguments = study.development.outcome, study.development.columns, study.level
    ours, theirs = profile_interval(*arguments), interpolated_by_glm(*arguments)
    assert abs(theirs["interpolated_high"][0] - ours.interpolated_high[0]) > 5
    assert not theirs["interpolated_high"].mask[0]
    assert np.isnan(theirs["interpolated_low"].data[0])
