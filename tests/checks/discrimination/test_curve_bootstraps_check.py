"""pROC's other bootstraps: recorded in three versions of R, live, of another seed, and where pROC differs."""

from __future__ import annotations

import dataclasses
import inspect
import json

import pytest
from resampled import RESAMPLES, resampled
from verified import complaints, verified

from parity import places
from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.discrimination.best_cutoff_bootstrap import CHECK as BEST
from parity.checks.vocabulary.verdict import Verdict
from parity.verification.compute import asked_of, not_applying

STEMS = (
    "area_difference_paired",
    "area_difference_unpaired",
    "best_cutoff_bootstrap",
    "cutoff_bootstrap",
    "sensitivity_bootstrap",
    "specificity_bootstrap",
)
ONLY = CATALOGUE.matching(STEMS)


def with_another_seed(check):
    def compute(**inputs):
        return check.compute(**{**inputs, "seed": inputs["seed"] + 1})

    compute.__signature__ = inspect.signature(check.compute)
    return dataclasses.replace(check, compute=compute)


def whole(verification):
    return [one for one in verification.statistics if not one.setting.subgroup]


@pytest.mark.parametrize("stem", [*STEMS, "roc_band_page"])
def test_every_study_is_recorded_in_three_versions_of_r(stem):
    for name, (count, seed) in RESAMPLES.items():
        folder = f"{name}*/**/drawn {count}-resamples-seed-{seed}/pROC/{stem}*.json"
        for record in places.references().glob(folder):
            answers = json.loads(record.read_text(encoding="utf-8"))["answers"]
            assert {made["r"][:3] for answer in answers for made in answer["environments"]} == {"4.2", "4.5", "4.6"}
    assert list(places.references().glob(f"rait*/**/drawn 2000-resamples-seed-123/pROC/{stem}*.json"))


@pytest.mark.parametrize("check", ONLY.checks, ids=lambda check: check.stem)
def test_the_recorded_numbers_are_ours_and_those_of_another_seed_are_not(check):
    only = dataclasses.replace(ONLY, checks=(check,))
    agreed = verified([resampled("rait")], only, None, Mode.REPLAY)
    assert complaints(agreed) == []
    assert {one.verdict for one in whole(agreed)} == {Verdict.AGREES}
    digits = [field.digits.min() for one in agreed.statistics for c in one.comparisons for field in c.fields]
    assert min(digits) > 13
    moved = dataclasses.replace(ONLY, checks=(with_another_seed(check),), tolerances=None)
    assert {one.verdict for one in whole(verified([resampled("rait")], moved, None, Mode.REPLAY))} == {
        Verdict.DISAGREES
    }


def test_only_a_validation_cohort_is_held_to_the_development_cohort():
    study = resampled("rait")
    asked = [(c.stem, one.cohort.name) for c, one in asked_of(study, ONLY) if c.stem == "area_difference_unpaired"]
    assert asked == [("area_difference_unpaired", "rait-validation")]
    assert not list(not_applying(study, ONLY))


def test_a_factor_of_several_levels_is_no_score():
    left_out = [one.reason for one in not_applying(resampled("birthwt"), ONLY) if one.stem == "area_difference_paired"]
    assert left_out and all("levels, which have no order" in reason for reason in left_out)


@pytest.mark.r
@pytest.mark.parametrize("name", ["asah", "birthwt", "limits", "rait", "strata"])
def test_living_r_has_the_same_numbers(name, live_r):
    verification = verified([resampled(name, 60, 42)], ONLY, live_r)
    assert complaints(verification) == []
    assert verification.verdict.passes or name == "limits", "where nobody is negative there is no NPV"


@pytest.mark.r
@pytest.mark.parametrize("policy", ["omit", "stop"])
def test_what_else_proc_makes_of_a_tie_is_documented(policy, live_r):
    only = dataclasses.replace(
        ONLY, checks=(dataclasses.replace(BEST, inputs={"policy": policy}),), tolerances=None, bounds=None
    )
    verification = verified([resampled("rait", 200, 123)], only, live_r)
    assert complaints(verification) == []
    said = {c.verdict for one in verification.statistics for c in one.comparisons}
    assert said <= {Verdict.DEVIATES_AS_DOCUMENTED, Verdict.AGREES, Verdict.UNDEFINED}
