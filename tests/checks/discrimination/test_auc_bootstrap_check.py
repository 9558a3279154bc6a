"""Bootstrap intervals of the area against pROC's: recorded and live, and that another seed does not agree."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
from resampled import resampled
from verified import complaints, verified

from parity import places
from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.discrimination.auc_bootstrap import CHECK
from parity.checks.pROC import ci_auc
from parity.checks.pROC.ci_auc import resample_without_control
from parity.checks.vocabulary import Catalogue
from parity.checks.vocabulary.verdict import Verdict
from parity.data.study_file import bundled_studies, find_study
from parity.statistics.discrimination.auc_bootstrap import auc_bootstrap
from parity.statistics.random.generator import RRandom
from parity.verification.compute import asked_of

ONLY = CATALOGUE.matching(["auc_bootstrap"])


def of_another_seed(outcome, risk, resamples, seed, level):
    return auc_bootstrap(outcome, risk, resamples, seed + 1, level)


def with_another_seed() -> Catalogue:
    return dataclasses.replace(ONLY, checks=(dataclasses.replace(CHECK, compute=of_another_seed),), tolerances=None)


@pytest.mark.parametrize("name", bundled_studies())
def test_it_is_asked_only_where_a_study_has_resamples(name):
    assert "auc_bootstrap" not in {check.stem for check, _ in asked_of(find_study(name), CATALOGUE)}
    settings = [sample.setting for _, sample in asked_of(resampled(name, 40, 1), ONLY)]
    assert settings and all((one.resamples.count, one.resamples.seed) == (40, 1) for one in settings)


def test_the_recorded_intervals_of_three_versions_of_r_are_ours():
    verification = verified([resampled("rait", 2000, 123)], ONLY, None, Mode.REPLAY)
    assert complaints(verification) == []
    records = list(places.references().glob("rait*/**/drawn 2000-resamples-seed-123/pROC/auc_bootstrap*.json"))
    assert len(records) == 2 * len(verification.statistics)
    for record in records:
        answers = json.loads(record.read_text(encoding="utf-8"))["answers"]
        assert {made["r"][:3] for answer in answers for made in answer["environments"]} == {"4.2", "4.5", "4.6"}
    whole = [statistic for statistic in verification.statistics if not statistic.setting.subgroup]
    assert len(whole) == 2 and all(statistic.verdict is Verdict.AGREES for statistic in whole)
    fields = [field for s in verification.statistics for c in s.comparisons for field in c.fields]
    assert len(fields) == 67 and min(field.digits.min() for field in fields) > 15


def test_ours_of_another_seed_are_not_r_s():
    verification = verified([resampled("rait", 2000, 123)], with_another_seed(), None, Mode.REPLAY)
    whole = [statistic for statistic in verification.statistics if not statistic.setting.subgroup]
    assert [statistic.verdict for statistic in whole] == [Verdict.DISAGREES] * 2
    moved = {f.name for s in whole for c in s.comparisons for f in c.fields if not f.verdict.passes}
    assert moved >= {"stratified.low", "stratified.high", "plain.low", "plain.high"}


def test_where_proc_stops_a_resample_has_no_control():
    few = [s for s in verified([resampled("rait", 2000, 123)], ONLY, None, Mode.REPLAY).statistics]
    stopped = [s for s in few if s.verdict is Verdict.DEVIATES_AS_DOCUMENTED]
    assert [s.setting.subgroup for s in stopped] == ["age >= 55"]
    assert not resample_without_control(np.arange(60) % 2, 500, 1)
    assert resample_without_control(np.array([1, 1, 0]), 500, 1)
    assert not resample_without_control(
        np.array([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]), 500, 1
    ), "without a case it goes on"


@pytest.mark.r
@pytest.mark.parametrize(
    ("name", "resamples", "seed"),
    [
        ("asah", 40, 1),
        ("asah", 500, 20250101),
        ("birthwt", 200, 0),
        ("curves", 200, 2**31 - 1),
        ("dca", 200, 123),
        ("limits", 200, 7),
        ("limits", 1000, 42),
        ("strata", 1000, 42),
        ("wards", 200, 99),
    ],
)
def test_living_r_has_the_same_intervals(name, resamples, seed, live_r):
    verification = verified([resampled(name, resamples, seed)], ONLY, live_r)
    assert complaints(verification) == []
    assert verification.verdict.passes
    fields = [field for s in verification.statistics for c in s.comparisons for field in c.fields]
    assert max(np.abs(field.difference).max() for field in fields) < 1e-14


@pytest.mark.r
def test_living_r_does_not_have_those_of_another_seed(live_r):
    verification = verified([resampled("asah", 200, 5)], with_another_seed(), live_r)
    assert verification.verdict is Verdict.DISAGREES


@pytest.mark.parametrize("at_once", [1, 25, 1 << 18])
def test_a_resample_without_a_control_is_found_in_whatever_part_it_is(at_once, monkeypatch):
    monkeypatch.setattr(ci_auc, "AT_ONCE", at_once)
    outcome, most = np.array([1, 0, 1, 1, 0, 1]), 40
    for seed in range(8):
        lacking = outcome[RRandom(seed).resamples(len(outcome), most)].all(axis=1)
        assert 0 < lacking.sum() < most
        for count in range(1, most + 1):
            assert resample_without_control(outcome, count, seed) is bool(lacking[:count].any())
