"""Our side of a run: on which samples a check is run, with which inputs, and what becomes of it."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import pytest

from parity.answers.answer import Condition
from parity.checks.vocabulary import Catalogue, Check, LibraryCall, RCall, Scope, closed_form
from parity.data.study import study_from_csv
from parity.statistics.caution import Caution
from parity.verification.compute import compute, questions
from parity.verification.inputs import Inputs, part
from parity.verification.setting import Role


@dataclass(frozen=True, slots=True)
class Mean:
    mean: float


def mean(x):
    """The mean."""
    return Mean(float(np.mean(x)))


def check(stem="mean", compute=mean, references=(RCall("base", "mean"),), **more) -> Check:
    settings = {"inputs": {"x": lambda sample: sample.predictors["age"]}, **more}
    return Check(stem, "means", "Mean", compute, Mean, references, {"mean": closed_form("a sum")}, (), **settings)


def catalogue(tmp_path, *checks) -> Catalogue:
    return Catalogue(checks, tmp_path / "r_scripts")


@pytest.fixture
def study(tmp_path):
    """Of one cohort of development and two of validation."""
    draw = np.random.default_rng(3)
    for name, n in (("first", 60), ("second", 40), ("third", 30)):
        age, dose = draw.normal(60, 10, n), draw.normal(size=n)
        died = (draw.random(n) < 1 / (1 + np.exp(-(age - 60) / 10))).astype(int)
        rows = "".join(f"{d},{a!r},{c!r}\n" for d, a, c in zip(died.tolist(), age.tolist(), dose.tolist()))
        (tmp_path / f"{name}.csv").write_text("died,age,dose/kg\n" + rows)
    files = [tmp_path / "second.csv", tmp_path / "third.csv"]
    return study_from_csv(tmp_path / "first.csv", outcome="died", predictors=["age", "dose/kg"], validation=files)


def test_a_check_of_a_setting_is_run_on_every_cohort_with_the_model_of_the_first(study, tmp_path):
    made = compute([study], catalogue(tmp_path, check())).statistics
    assert [(one.sample.setting.cohort, one.sample.setting.role) for one in made] == [
        ("first", Role.DEVELOPMENT),
        ("second", Role.VALIDATION),
        ("third", Role.VALIDATION),
    ]
    assert [len(one.sample.outcome) for one in made] == [60, 40, 30]
    assert [one.result.mean for one in made] == [cohort.columns["age"].mean() for cohort in study.cohorts]
    for one in made:
        assert one.sample.fitted_on is made[0].sample and one.sample.coefficients is made[0].sample.coefficients
        assert one.sample.risk.tolist() == pytest.approx(1 / (1 + np.exp(-one.sample.linear_predictor)), rel=1e-12)


def test_a_check_of_the_model_is_run_once(study, tmp_path):
    (made,) = compute([study], catalogue(tmp_path, check(scope=Scope.MODEL))).statistics
    assert made.sample.setting.cohort == "first"


def test_a_check_of_a_predictor_is_run_on_each_in_the_development_cohort(study, tmp_path):
    of_predictor = check(
        scope=Scope.PREDICTOR, inputs={"x": lambda sample: sample.predictors[sample.setting.predictor]}
    )
    made = compute([study], catalogue(tmp_path, of_predictor)).statistics
    assert [one.sample.setting.predictor for one in made] == ["age", "dose/kg"]
    assert [one.result.mean for one in made] == [study.development.columns[name].mean() for name in ("age", "dose/kg")]
    assert {one.sample.setting.cohort for one in made} == {"first"}
    places = [question.place for _, _, question in questions(study, catalogue(tmp_path, of_predictor))]
    assert places[0] == "first/predictor age" and places[1].startswith("first/predictor dose_kg-")
    assert len(set(places)) == 2


def test_there_is_a_question_for_each_reference_and_setting_with_what_it_is_sent(study, tmp_path):
    def both(x, level):
        """The mean."""
        return mean(x)

    asks = (
        RCall("base", "mean", name="mean_of_all"),
        RCall("base", "mean", name="without", sends=("x",)),
        LibraryCall("numpy", "mean"),
    )
    asked = list(questions(study, catalogue(tmp_path, check(compute=both, references=asks))))
    assert [(question.place, question.call.name) for _, _, question in asked] == [
        (cohort.name, name) for cohort in study.cohorts for name in ("mean_of_all", "without", "mean")
    ]
    assert [list(question.arguments) for _, _, question in asked[:3]] == [["x", "level"], ["x"], ["x", "level"]]
    assert asked[0][2].arguments["x"] is study.development.columns["age"]
    assert {question.cohort_sha256 for _, _, question in asked} == {cohort.sha256 for cohort in study.cohorts}


def test_an_error_of_ours_is_an_outcome_and_a_caution_is_kept_by_its_code(study, tmp_path):
    def stops(x):
        """The mean."""
        raise ValueError("no mean")

    def silent(x):
        """The mean."""
        raise ValueError

    def careful(x):
        """The mean."""
        warnings.warn(Caution("few", "few patients"))
        warnings.warn("something else")
        return mean(x)

    checks = [check("stops", stops), check("silent", silent), check("careful", careful)]
    made = {one.check.stem: one for one in compute([study], catalogue(tmp_path, *checks)).statistics}
    assert made["stops"].outcome.fields is None and made["stops"].result is None
    assert made["stops"].outcome.conditions == (Condition("error", "no mean"),)
    assert made["silent"].outcome.conditions == (Condition("error", "ValueError"),)
    assert [(said.text, said.code) for said in made["careful"].outcome.conditions] == [
        ("few patients", "few"),
        ("something else", None),
    ]


def test_the_cautions_of_a_statistic_that_an_input_is_taken_from_are_its_own_check_s_business(study, tmp_path):
    def of_careful(sample):
        warnings.warn(Caution("few", "few patients"))
        return sample.predictors["age"]

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = compute([study], catalogue(tmp_path, check(inputs={"x": of_careful}))).statistics
    assert made[0].outcome.conditions == ()


def test_a_function_of_the_inputs_is_called_with_those_it_names_and_once():
    asked = []

    def bound(x, groups=10):
        asked.append((x, groups))
        warnings.warn(Caution("few", "few patients"))
        return {"interval": {"low": x}}

    inputs = Inputs({"x": 1.0, "level": 0.95})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert part(inputs.of(bound), "interval.low") == 1.0
    assert inputs.of(bound) is inputs.of(bound) and asked == [(1.0, 10)]
    with pytest.raises(KeyError):
        part(inputs.of(bound), "interval.high")
