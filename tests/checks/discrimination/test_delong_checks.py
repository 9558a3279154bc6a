"""DeLong's tests: recorded in three versions of R, live on what programs find hard; wrong numbers are seen."""

from __future__ import annotations

import dataclasses
import json
import math

import numpy as np
import pandas as pd
import pytest
from delong_1988 import ALBUMIN, PROTEIN, SCORE, SURVIVED
from verified import complaints, verified

import parity
from parity import places
from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.discrimination.delong_contrast import CHECK as CONTRAST
from parity.checks.discrimination.delong_test_paired import CHECK as PAIRED
from parity.checks.discrimination.delong_test_unpaired import CHECK as UNPAIRED
from parity.checks.pROC.delong import contrast_rounding, paired_rounding, undecided, unpaired_rounding
from parity.checks.vocabulary import LARGEST_SHARE
from parity.checks.vocabulary.verdict import Verdict
from parity.data.study_file import find_study
from parity.errors import InputError
from parity.statistics.discrimination.delong_contrast import delong_contrast
from parity.verification.compute import asked_of, not_applying

ONLY = CATALOGUE.matching(["delong_*"])
STUDIES = ("asah", "birthwt", "brink", "curves", "dca", "limits", "rait", "scores", "strata", "wards")


def test_every_study_is_recorded_in_three_versions_of_r():
    records = [*places.references().glob("**/delong_*.json")]
    for record in records:
        answers = json.loads(record.read_text(encoding="utf-8"))["answers"]
        assert {made["r"][:3] for answer in answers for made in answer["environments"]} == {"4.2", "4.5", "4.6"}
    assert len(records) > 40


@pytest.mark.parametrize("name", STUDIES)
def test_the_recorded_numbers_are_ours(name):
    verification = verified([find_study(name)], ONLY, None, Mode.REPLAY)
    assert complaints(verification) == []
    assert {one.verdict for one in verification.statistics} <= {Verdict.AGREES, Verdict.UNDEFINED}


def test_what_there_is_to_compare_is_asked_and_no_more():
    asked = [(c.stem, one.setting.cohort, one.setting.predictor) for c, one in asked_of(find_study("rait"), ONLY)]
    assert asked == [
        ("delong_test_paired", "rait", "lln_count"),
        ("delong_test_paired", "rait", "tg_before"),
        ("delong_test_unpaired", "rait-validation", ""),
        ("delong_contrast", "rait", ""),
    ]
    predictors = [one.setting.predictor for c, one in asked_of(find_study("birthwt"), ONLY) if c is ONLY.checks[0]]
    assert predictors and "race" not in predictors, "three levels have no order"


def test_a_wrong_number_is_seen():
    def wrong(outcome, risk, score, level):
        found = PAIRED.compute(outcome, risk, score, level)
        return dataclasses.replace(found, statistic=found.statistic * (1 + 1e-12))

    only = dataclasses.replace(ONLY, checks=(dataclasses.replace(PAIRED, compute=wrong),))
    disagreeing = verified([find_study("rait")], only, None, Mode.REPLAY)
    assert {one.verdict for one in disagreeing.statistics} == {Verdict.DISAGREES}


def hard_cases():
    random = np.random.default_rng(20261126)
    outcome = np.arange(60) % 3 // 2
    risk = random.normal(size=60) + outcome
    yield outcome, risk, risk + 1e-9 * random.normal(size=60)
    yield outcome, risk, np.round(risk)
    yield outcome, risk, np.where(np.arange(60) == 3, 9.0, risk)
    yield outcome, outcome + 0.0, risk
    yield outcome, outcome + 0.0, 2.0 * outcome
    yield outcome, outcome + 0.0, np.zeros(60)
    yield outcome, risk, -risk
    yield np.array([0, 0, 0, 1]), np.array([1.0, 2, 3, 2.5]), np.array([3.0, 1, 2, 0.5])
    yield np.array([0, 0, 0, 1]), np.array([1.0, 2, 3, 2.5]), np.array([3.0, 1, 2, 2.5])


def asked_directly(check, inputs, live_r):
    """The check on these inputs, whatever a study would give."""
    fixed = dataclasses.replace(check, inputs=inputs, applies=lambda sample: True, unless=lambda sample: "")
    only = dataclasses.replace(ONLY, checks=(fixed,), tolerances=None, bounds=None, references=None)
    return verified([dataclasses.replace(find_study("rait"), references=None)], only, live_r)


@pytest.mark.r
@pytest.mark.parametrize("at", range(9))
def test_hard_scores_agree_with_living_r(at, live_r):
    outcome, risk, score = list(hard_cases())[at]
    for check, names in ((PAIRED, ("score",)), (UNPAIRED, ("outcome_of_others", "risk_of_others"))):
        others = dict(zip(names, (score,) if check is PAIRED else (outcome, score)))
        verification = asked_directly(check, {"outcome": outcome, "risk": risk, "level": 0.9, **others}, live_r)
        assert complaints(verification) == []


@pytest.mark.r
def test_many_scores_agree_with_living_r(live_r):
    random = np.random.default_rng(5)
    outcome = np.arange(200) % 2
    shared = random.normal(size=200) + outcome
    scores = {f"x{at}": shared + random.normal(size=200) * 10.0**-at for at in range(4)}
    published = {"albumin": ALBUMIN, "protein": PROTEIN}
    for inputs in ((outcome, shared, scores), (SURVIVED, SCORE, published)):
        verification = asked_directly(CONTRAST, dict(zip(CONTRAST.taken, inputs)), live_r)
        assert complaints(verification) == []


@pytest.mark.r
def test_two_risks_of_a_person_are_held_against_r():
    random = np.random.default_rng(4)
    outcome = np.arange(60) % 2
    one, other = (1 / (1 + np.exp(-(random.normal(size=60) + at * outcome))) for at in (1.0, 0.3))
    found = PAIRED.compute(outcome, one, other)
    two = {"outcome": outcome.tolist(), "risk": one.tolist(), "score": other.tolist()}
    assert parity.hold({"p_value": found.p_value, "interval.low": found.interval.low}, "delong_test_paired", **two)
    assert not parity.hold({"p_value": found.p_value * 1.001}, "delong_test_paired", **two)
    several = pd.DataFrame({"other": other, "product": one * other})
    given = {"outcome": outcome, "risk": one, "scores": several}
    chi_square = delong_contrast(outcome, one, {"other": other, "product": one * other}).chi_square
    assert parity.hold({"chi_square": chi_square}, "delong_contrast", **given)
    groups = {"outcome": outcome, "risk": one, "outcome_of_others": outcome[:50], "risk_of_others": other[:50]}
    assert parity.hold({"df": UNPAIRED.compute(*groups.values()).df}, "delong_test_unpaired", **groups)


@pytest.mark.parametrize(
    "stem, given, said",
    [
        ("delong_test_paired", {"score": [0.1, 0.2]}, "outcome has 4, risk has 4, score has 2"),
        ("delong_contrast", {"scores": {"a": [1, 2, 3]}}, r"outcome has 4, scores\['a'\] has 3"),
        ("delong_contrast", {"scores": [1, 2, 3, 4]}, "scores has no names"),
        ("delong_test_paired", {"score": [0.1, 0.2, float("nan"), 1]}, "not finite"),
        ("delong_test_unpaired", {"outcome_of_others": [0, 1], "risk_of_others": [0.5]}, "of different patients"),
    ],
)
def test_scores_of_other_patients_are_refused(stem, given, said):
    with pytest.raises(InputError, match=said):
        parity.hold({"p_value": 0.5}, stem, outcome=[0, 1, 0, 1], risk=[0.1, 0.3, 0.2, 0.4], **given)


def test_pROC_stops_where_equal_areas_have_no_error():
    *_, (outcome, risk, score) = hard_cases()
    assert undecided(outcome, risk, score)
    assert undecided(1 - outcome, -risk, -score), "a single control"
    assert not undecided(outcome, risk, np.array([3.0, 1, 2, 0.5]))
    assert not undecided(np.array([0, 1, 0, 1]), risk, risk)


def test_bounds_are_a_small_part_of_what_they_bound_wherever_there_is_an_error():
    random = np.random.default_rng(1)
    for n in (20, 1000, 30_000):
        outcome = np.arange(n) % 3 // 2
        one, other, third = (random.normal(size=n) + at * outcome for at in (1.0, 0.5, 0.2))
        paired = paired_rounding(outcome, one, other, 0.95)
        unpaired = unpaired_rounding(outcome, one, 1 - outcome, -other, 0.95)
        contrast = contrast_rounding(outcome, one, {"a": other, "b": third})
        for bounds in (paired, unpaired):
            assert all(0 < value < LARGEST_SHARE / 1000 for value in (bounds["statistic"], bounds["limit"]))
            assert bounds["p_value"] >= 0
        chi_square = delong_contrast(outcome, one, {"a": other, "b": third}).chi_square
        assert 0 < contrast["chi_square"] < LARGEST_SHARE / 1000 * chi_square


def test_without_an_error_there_is_nothing_to_round():
    outcome, risk = np.array([0, 0, 1, 1]), np.array([1.0, 3, 2, 4])
    assert set(paired_rounding(outcome, risk, 2 * risk, 0.95).values()) == {0.0}
    single = np.array([0, 0, 0, 1])
    assert set(unpaired_rounding(single, risk, outcome, risk, 0.95).values()) == {0.0}


@pytest.mark.r
def test_a_factor_of_two_levels_is_a_score_and_a_turned_predictor_is_turned(live_r):
    random = np.random.default_rng(3)
    outcome = np.arange(90) % 2
    frame = pd.DataFrame({"died": outcome, "falling": random.normal(size=90) - outcome})
    frame["sex"] = np.where(random.random(90) < 0.5 + 0.2 * outcome, "m", "f")
    study = parity.study(frame, outcome="died", predictors=["falling", "sex"])
    verification = verified([study], ONLY, live_r)
    assert complaints(verification) == []
    assert list(not_applying(study, ONLY)) == []
    results = {one.setting.predictor or one.check.stem: one.result for one in verification.statistics}
    assert results["falling"].second > 0.5 and math.isclose(results["sex"].second, results["delong_contrast"].areas[1])
