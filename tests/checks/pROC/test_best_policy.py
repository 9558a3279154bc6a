"""Of which resamples pROC's policies make something else than to draw one of several best cut-offs."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.pROC.best_policy import OF_PLAIN, OF_STRATA, REFUSED_OF_PLAIN, REFUSED_OF_STRATA
from parity.statistics.discrimination.best_cutoff_bootstrap import best_cutoff_bootstrap

OUTCOME, RISK = np.array([0, 0, 1, 0, 1, 1]), np.arange(1.0, 7.0)
RESAMPLES = 4
TIED = {1: (True, False), 2: (True, True), 3: (False, True), 4: (False, False)}
"""By seed: whether some of the stratified resamples, and some of the plain ones, has several best cut-offs."""


def says(documented, policy, seed):
    return documented.when(OUTCOME, RISK, RESAMPLES, seed, policy)


@pytest.mark.parametrize("seed", TIED)
def test_a_policy_matters_where_some_resample_has_several_best_cut_offs(seed):
    tied = dict(zip(("strata", "plain"), TIED[seed]))
    omitted = {"strata": OF_STRATA[:2], "plain": OF_PLAIN[:2]}
    elsewhere = {"strata": OF_PLAIN[2], "plain": OF_STRATA[2]}
    refused = {"strata": REFUSED_OF_STRATA, "plain": REFUSED_OF_PLAIN}
    other = {"strata": "plain", "plain": "strata"}
    for way in tied:
        assert {says(one, "omit", seed) for one in omitted[way]} == {tied[way]}
        assert says(refused[way], "stop", seed) is tied[way]
        assert says(elsewhere[way], "stop", seed) is (tied[way] and not tied[other[way]])


@pytest.mark.parametrize("seed", TIED)
def test_ours_stops_where_some_resample_of_either_way_has(seed):
    if any(TIED[seed]):
        with pytest.raises(ValueError, match="are the best of a resample"):
            best_cutoff_bootstrap(OUTCOME, RISK, RESAMPLES, seed, policy="stop")
    else:
        best_cutoff_bootstrap(OUTCOME, RISK, RESAMPLES, seed, policy="stop")


def test_a_tie_is_broken_by_the_policy_that_is_asked_for_and_by_no_other():
    for way, refused in ((OF_STRATA, REFUSED_OF_STRATA), (OF_PLAIN, REFUSED_OF_PLAIN)):
        said = {policy: [says(one, policy, 2) for one in (*way, refused)] for policy in ("random", "omit", "stop")}
        assert said == {
            "random": [False, False, False, False],
            "omit": [True, True, False, False],
            "stop": [False, False, False, True],
        }
