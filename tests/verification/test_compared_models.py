"""A study of several models: each has every statistic, and they are compared on the same patients."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from verified import complaints, verified

import parity
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary.verdict import Verdict
from parity.errors import InputError
from parity.report.paper import tables
from parity.statistics.discrimination.delong_test_paired import delong_test_paired
from parity.verification.compute import asked_of, compute, compared
from parity.verification.estimable import check_estimable
from parity.verification.predictions import samples


@pytest.fixture(scope="module")
def rivals():
    return parity.study("rivals", resamples=40, seed=1)


def places(study, pattern):
    """The models of a check in the whole development cohort."""
    asked = [sample.setting for _, sample in asked_of(study, CATALOGUE.matching([pattern]))]
    return [one.models for one in asked if one.cohort == study.development.name and not one.subgroup]


PAIRS = ["old against new", "old against refitted", "new against refitted"]


def test_each_model_has_every_statistic_of_its_kind(rivals):
    assert places(rivals, "brier_score") == ["old", "new", "refitted"]
    assert places(rivals, "as_typed") == ["old", "new", "refitted"]
    assert places(rivals, "logistic_regression") == ["refitted"]
    asked = {check.stem for check, sample in asked_of(rivals, CATALOGUE) if sample.setting.models == "refitted"}
    alone = {check.stem for check, _ in asked_of(rivals.of_model("refitted"), CATALOGUE)}
    assert asked == alone


@pytest.mark.parametrize("stem", ["hanley_mcneil_test", "delong_test_paired", "area_difference_paired"])
def test_each_two_models_are_compared(rivals, stem):
    assert [place for place in places(rivals, stem) if " against " in place] == PAIRS


def test_three_models_and_more_have_a_contrast_and_two_have_none(rivals):
    assert places(rivals, "delong_contrast") == ["refitted", "old against new, refitted"]
    two = dataclasses.replace(rivals, models=rivals.models[:2])
    assert places(two, "delong_contrast") == []


COMPARISONS = ("delong_test_paired", "area_difference_paired", "hanley_mcneil_test", "delong_contrast")
GROUPS = ("", " · age < 65", " · age >= 65")
SETTINGS = [f"{cohort}{group}" for cohort in ("rivals", "rivals-later") for group in GROUPS]


@pytest.mark.parametrize("stem", COMPARISONS)
def test_models_are_compared_in_each_cohort_and_in_each_of_its_groups(rivals, stem):
    asked = [sample.setting for _, sample in asked_of(rivals, CATALOGUE.matching([stem])) if sample.others]
    of_all = ["old against new, refitted"] if stem == "delong_contrast" else PAIRS
    drawn = " · 40 resamples, seed 1" if stem == "area_difference_paired" else ""
    assert [one.label for one in asked] == [
        f"{setting} · model {models}{drawn}" for setting in SETTINGS for models in of_all
    ]


def test_the_patients_of_a_group_are_those_of_the_group_by_every_model(rivals):
    whole = {sample.cohort.name: sample for sample in samples(rivals.of_model("new"))}
    for _, sample in asked_of(rivals, CATALOGUE.matching(["delong_test_paired"])):
        if sample.setting.models == "old against new" and sample.setting.subgroup == "age < 65":
            of_cohort = whole[sample.cohort.name]
            young = of_cohort.cohort.subgroups["age"].codes == 0
            assert sample.outcome.tolist() == of_cohort.outcome[young].tolist()
            assert sample.others["new"].tolist() == of_cohort.risk[young].tolist()


ALL_YOUNG_LIVE = """died,old,new,age,ward
1,0.6,0.7,70,a
0,0.3,0.2,72,a
1,0.4,0.5,75,a
0,0.5,0.1,81,a
0,0.2,0.3,50,b
0,0.1,0.4,40,b
"""


def test_a_group_without_both_outcomes_is_said_and_its_models_are_not_compared(tmp_path):
    file = tmp_path / "few.csv"
    file.write_text(ALL_YOUNG_LIVE)
    study = parity.study(file, outcome="died", risk=["old", "new"], subgroups=["age:65"])
    made = compute([study], CATALOGUE.matching([*COMPARISONS]))
    assert [one.sample.setting.label for one in made.statistics if one.check.stem == "delong_test_paired"] == [
        "few · model old against new",
        "few · age >= 65 · model old against new",
    ]
    assert [str(one) for one in made.left_out] == [
        "few · age < 65: all of its 2 patients are without the event, and performance needs both"
    ]


def hard_groups(folder):
    """Groups in which two models have one case, equal risks, areas of 1, one order, and no event."""
    draw = np.random.default_rng(8)
    usual = (np.arange(24) % 3 == 0).astype(int)
    groups = {
        "usual": (usual, *(np.clip(0.6 * draw.random((2, 24)) + [[0.2], [0.3]] * usual, 0.01, 0.99))),
        "one case": ((np.arange(8) == 3).astype(int), *draw.random((2, 8))),
        "tied": (np.arange(10) % 2, np.full(10, 0.4), draw.random(10)),
        "perfect": (np.repeat([0, 1], 4), np.linspace(0.1, 0.8, 8), np.repeat([0.2, 0.3], 4) + np.arange(8) / 100),
        "alike": (np.arange(9) % 2, np.linspace(0.1, 0.9, 9), np.linspace(0.2, 0.6, 9)),
        "no event": (np.zeros(5, int), *draw.random((2, 5))),
    }
    rows = [f"{died},{old:.3f},{new:.3f},{name}" for name, of in groups.items() for died, old, new in zip(*of)]
    file = folder / "hard.csv"
    file.write_text("died,old,new,group\n" + "\n".join(rows) + "\n")
    return parity.study(file, outcome="died", risk=["old", "new"], subgroups=["group"], resamples=40, seed=2)


@pytest.mark.r
def test_in_groups_that_leave_little_to_compare_r_agrees_or_the_reason_is_said(tmp_path, live_r):
    study = hard_groups(tmp_path)
    verification = verified([study], CATALOGUE.matching([*COMPARISONS]), live_r)
    assert complaints(verification) == []
    found = {(one.setting.subgroup, one.check.stem): one.verdict for one in verification.statistics}
    of_delong = {group: verdict for (group, stem), verdict in found.items() if stem == "delong_test_paired"}
    usual = dict.fromkeys(["", "group=usual", "group=tied"], Verdict.AGREES)
    assert of_delong == {**usual, "group=one case": Verdict.UNDEFINED}
    said = {one.subgroup: str(one) for one in verification.left_out if one.stem in ("", "delong_test_paired")}
    for group in ("perfect", "alike"):
        assert "both models place all patients alike: one curve" in said[f"group={group}"]
    assert said["group=no event"].endswith("all of its 5 patients are without the event, and performance needs both")


def test_risks_are_compared_in_their_own_direction(rivals):
    old, new = (samples(model)[0] for model in rivals.by_model[:2])
    worse = dataclasses.replace(new, risk=1 - new.risk)
    check = CATALOGUE.matching(["delong_test_paired"]).checks[0]
    result = check.result_of(check.arguments(compared(old, worse)))
    assert result == delong_test_paired(old.outcome, old.risk, 1 - new.risk)
    assert result.second < 0.5


def test_one_curve_is_no_comparison(rivals):
    twice = dataclasses.replace(rivals.models[0], model="copy")
    study = dataclasses.replace(rivals, models=(rivals.models[0], twice))
    left_out = compute([study], CATALOGUE.matching(["delong_test_paired", "hanley_mcneil_test"])).left_out
    assert {str(one).partition(": ")[2] for one in left_out} == {
        "does not apply: both models place all patients alike: one curve"
    }
    assert {one.model for one in left_out} == {"old against copy"}
    assert {one.subgroup for one in left_out} == {"", "age < 65", "age >= 65"}


def test_a_model_that_cannot_be_estimated_is_named(rivals):
    fitted = rivals.of_model("refitted")
    columns = {**fitted.development.columns, "marker": np.ones(fitted.development.n)}
    constant = dataclasses.replace(fitted, development=dataclasses.replace(fitted.development, columns=columns))
    with pytest.raises(InputError, match="model 'refitted': has the same value in every complete row"):
        check_estimable(dataclasses.replace(rivals, models=(rivals.models[0], constant)))


@pytest.fixture(scope="module")
def run():
    stems = ["brier_score", "logistic_regression", "delong*", "hanley_mcneil_test"]
    return parity.verify("rivals", stems, mode="replay")


def test_recorded_answers_of_three_rs_agree_with_every_model_and_comparison(run):
    assert run.verdict.name == "AGREES", repr(run)
    assert run.exit_code == 0


def test_models_stand_side_by_side_and_their_comparisons_in_a_table(run):
    found = {table.title: table for table in tables(run)}
    assert list(found) == [
        "Model refitted",
        "Performance",
        "Models compared",
        "Performance in subgroups of rivals",
        "Models compared in subgroups of rivals",
        "Performance in subgroups of rivals-later",
        "Models compared in subgroups of rivals-later",
    ]
    settings = [f"{cohort} · {model}" for model in ("old", "new", "refitted") for cohort in ("rivals", "rivals-later")]
    assert sorted(found["Performance"].header[1::2]) == sorted(settings)
    rows = [row[0].text for row in found["Models compared"].rows]
    each = [*PAIRS, "old against new, refitted"]
    assert rows == [f"{cohort} · {models}" for cohort in ("rivals", "rivals-later") for models in each]
    rows = [row[0].text for row in found["Models compared in subgroups of rivals-later"].rows]
    assert rows == [f"{group} · {models}" for group in ("age < 65", "age >= 65") for models in each]
    assert found["Models compared"].header[1:] == (
        "Difference of AUC (95% CI)", "p, DeLong", "χ²", "p, Hanley–McNeil", "digits",
    )  # fmt: skip


def test_results_name_the_model_and_those_compared(run):
    found = run.results
    assert set(found.model) == {"old", "new", "refitted", *PAIRS, "old against new, refitted"}
    compared = found[(found.quantity == "p, DeLong") & (found.model == "old against new")]
    for cohort in ("rivals", "rivals-later"):
        for group in ("", "age < 65", "age >= 65"):
            (p,) = compared[(compared.cohort == cohort) & (compared.subgroup == group)].value
            place = " · ".join(filter(None, [cohort, group, "model old against new"]))
            assert p == run["delong_test_paired", place].result.p_value
