"""Intervals of boot.ci: recorded of every bundled study, live at other seeds; another seed does not agree."""

from __future__ import annotations

import dataclasses
import json

import pytest
from resampled import RESAMPLES, resampled
from verified import complaints, verified

from parity import places
from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.discrimination.auc_bca import cases_below_controls
from parity.checks.vocabulary.verdict import Verdict
from parity.verification.compute import asked_of

FEW = ("curves", "dca", "strata", "wards")
"""Studies with fewer resamples than patients."""
ONLY = CATALOGUE.matching(["auc_bca", "brier_bootstrap"])


def with_another_seed():
    def moved(check):
        def compute(outcome, risk, resamples, seed, level):
            return check.compute(outcome, risk, resamples, seed + 1, level)

        return dataclasses.replace(check, compute=compute)

    return dataclasses.replace(ONLY, checks=tuple(map(moved, ONLY.checks)), tolerances=None)


@pytest.mark.parametrize("name", RESAMPLES)
def test_the_recorded_intervals_of_three_versions_of_r_are_ours(name):
    verification = verified([resampled(name)], ONLY, None, Mode.REPLAY)
    assert complaints(verification) == []
    assert Verdict.AGREES in {s.verdict for s in verification.statistics} or name in FEW
    drawn = "drawn {}-resamples-seed-{}".format(*RESAMPLES[name])
    records = [
        record
        for cohort in {sample.setting.cohort for _, sample in asked_of(resampled(name), ONLY)}
        for record in places.references().glob(f"{cohort}/**/{drawn}/boot/*.json")
    ]
    assert len(records) == len(verification.statistics)
    for record in records:
        answers = json.loads(record.read_text(encoding="utf-8"))["answers"]
        assert {made["r"][:3] for answer in answers for made in answer["environments"]} == {"4.2", "4.5", "4.6"}


def test_ours_of_another_seed_are_not_r_s():
    verification = verified([resampled("rait")], with_another_seed(), None, Mode.REPLAY)
    disagree = [s for s in verification.statistics if s.verdict is Verdict.DISAGREES]
    assert len(disagree) == len([s for s in verification.statistics if s.verdict is not Verdict.UNDEFINED])
    moved = {f.name for s in disagree for c in s.comparisons for f in c.fields if not f.verdict.passes}
    assert moved >= {"normal.low", "basic.high", "percentile.low", "bca.low", "bca.high", "bias", "standard_error"}


@pytest.mark.parametrize("name", FEW)
def test_of_fewer_resamples_than_patients_boot_has_a_bca_interval_from_1_3_32_on(name):
    verification = verified([resampled(name)], ONLY, None, Mode.REPLAY)
    few = [s for s in verification.statistics if fewer_than_patients(s)]
    assert few
    for statistic in few:
        for comparison in statistic.comparisons:
            verdicts = {field.name: field.verdict for field in comparison.fields}
            of_jackknife = comparison.provenance.version >= "1.3-32"
            assert verdicts["percentile.low"] is Verdict.AGREES
            assert verdicts["bca.low"] is (Verdict.AGREES if of_jackknife else Verdict.DEVIATES_AS_DOCUMENTED)


def fewer_than_patients(statistic):
    return statistic.setting.resamples.count < len(outcome_and_risk(statistic)["risk"])


def test_areas_that_are_all_0_r_takes_for_values_that_vary():
    verification = verified([resampled("scores")], ONLY, None, Mode.REPLAY)
    (turned,) = [
        s for s in verification.statistics if s.check.stem == "auc_bca" and cases_below_controls(**outcome_and_risk(s))
    ]
    verdicts = {f.name: f.verdict for c in turned.comparisons for f in c.fields}
    assert verdicts["percentile.low"] is Verdict.DEVIATES_AS_DOCUMENTED and verdicts["bca.low"] is Verdict.UNDEFINED


def outcome_and_risk(statistic):
    by_label = {
        sample.setting.label: {"outcome": sample.outcome, "risk": sample.risk}
        for _, sample in asked_of(resampled(statistic.setting.study), ONLY)
    }
    return by_label[statistic.setting.label]


@pytest.mark.r
@pytest.mark.parametrize(("name", "resamples", "seed"), [("asah", 200, 5), ("birthwt", 300, 0), ("strata", 99, 8)])
def test_living_r_has_the_same_intervals(name, resamples, seed, live_r):
    verification = verified([resampled(name, resamples, seed)], ONLY, live_r)
    assert complaints(verification) == [] and verification.verdict.passes
