"""A study of several models: each has every statistic, and they are compared on the same patients."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

import parity
from parity.checks.catalogue import CATALOGUE
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
    return [sample.setting.models for _, sample in asked_of(study, CATALOGUE.matching([pattern]))]


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


def test_models_are_compared_in_each_cohort(tmp_path):
    file = parity.study("rivals").development.path
    other = tmp_path / "later.csv"
    other.write_bytes(file.read_bytes())
    study = parity.study(file, outcome="died", risk=["old", "new"], validation=other)
    asked = asked_of(study, CATALOGUE.matching(["delong_test_paired"]))
    assert [sample.setting.place for _, sample in asked] == [
        "rivals/model old against new",
        "later/model old against new",
    ]


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
    assert list(found) == ["Model refitted", "Performance", "Models compared"]
    assert found["Performance"].header == ("", "old", "digits", "new", "digits", "refitted", "digits")
    rows = [row[0].text for row in found["Models compared"].rows]
    assert rows == [*PAIRS, "old against new, refitted"]
    assert found["Models compared"].header[1:] == (
        "Difference of AUC (95% CI)", "p, DeLong", "χ²", "p, Hanley–McNeil", "digits",
    )  # fmt: skip


def test_results_name_the_model_and_those_compared(run):
    found = run.results
    assert set(found.model) == {"old", "new", "refitted", *PAIRS, "old against new, refitted"}
    (p,) = found[(found.quantity == "p, DeLong") & (found.model == "old against new")].value
    assert p == run["delong_test_paired", "rivals · model old against new"].result.p_value
