"""A study of several models: what each is made of, all on the same patients."""

from __future__ import annotations

import pytest

import parity
from parity.data.study_file import find_study, read_study
from parity.errors import InputError

DATA = """died,age,sex,old,new
1,50,m,0.5,0.6
0,60,f,0.2,0.1
1,70,f,,0.9
0,55,m,0.3,
0,65,f,0.4,0.3
1,,m,0.7,0.8
0,45,f,0.1,0.2
1,75,m,0.6,0.7
0,52,m,0.5,0.4
1,58,f,0.35,0.45
"""
OLD, NEW = {"name": "old", "risk": "old"}, {"name": "new", "risk": "new"}
FITTED = {"name": "fitted", "predictors": ["age", "sex"]}


@pytest.fixture
def csv(tmp_path):
    file = tmp_path / "my.csv"
    file.write_text(DATA)
    return file


def toml(csv, text):
    file = csv.with_suffix(".toml")
    file.write_text(f'outcome = "died"\n{text}')
    return file


def test_two_columns_of_risks_are_two_models_on_the_rows_that_have_both(csv):
    study = parity.study(csv, outcome="died", risk=["old", "new"])
    assert [(model.model, model.risk) for model in study.by_model] == [("old", "old"), ("new", "new")]
    assert [model.development.rows.tolist() for model in study.by_model] == [[2, 3, 6, 7, 8, 9, 10, 11]] * 2
    assert [(model.development.dropped, model.development.alone) for model in study.by_model] == [(2, 9)] * 2
    assert study.remarks == (
        "the 2 models are of the same patients: 8 patients have the columns of both; alone old would have 1 more, "
        "new would have 1 more",
    )


def test_one_column_in_a_list_is_one_model(csv):
    study = parity.study(csv, outcome="died", risk=["old"])
    assert (study.risk, study.models, study.by_model) == ("old", (), (study,))


def test_risks_and_fitted_models_stand_side_by_side_in_a_study_file(csv):
    models = '[[model]]\nname = "old"\nrisk = "old"\n[[model]]\nname = "fitted"\nformula = "rcs(age, 3) + sex"\n'
    study = read_study(toml(csv, f'{models}[predictors.sex]\nlevels = ["m", "f"]\nlabel = "Sex"\n'))
    old, fitted = study.by_model
    assert (old.risk, old.along, fitted.along) == ("old", ("age", "sex"), ("old",))
    assert (fitted.predictors, fitted.levels, study.labels) == (("age", "sex"), {"sex": ("m", "f")}, {"sex": "Sex"})
    assert old.development.n == fitted.development.n == 8


def test_a_study_file_takes_a_list_of_risks(csv):
    assert [one.model for one in read_study(toml(csv, 'risk = ["old", "new"]')).models] == ["old", "new"]


def test_a_data_frame_holds_several_models_too():
    frame = parity.study("rivals").development.path
    import pandas

    table = pandas.read_csv(frame)
    study = parity.study(table, outcome="died", models=[OLD, {"name": "age", "predictors": ["age"]}])
    assert [one.model for one in study.by_model] == ["old", "age"] and study.development.n == 61
    assert [one.development.patients for one in study.by_model] == [study.development.patients] * 2


def test_each_model_is_resampled_and_recorded_as_the_study():
    study = parity.study("rivals", resamples=50, seed=9)
    assert {(one.resamples, one.seed, one.path, one.references) for one in study.by_model} == {
        (50, 9, None, find_study("rivals").references)
    }


def test_models_of_which_one_is_nested_in_another_are_named(csv):
    small, large = {"name": "small", "formula": "sex"}, {"name": "large", "formula": "age + sex"}
    spline = {"name": "spline", "formula": "rcs(age, 3)"}
    study = parity.study(csv, outcome="died", models=[small, large, spline, OLD])
    (said,) = [remark for remark in study.remarks if "nested" in remark]
    assert said.startswith("small is nested in large, and both are fitted to the development cohort: tests of their")


def test_a_model_is_found_by_its_name():
    study = find_study("rivals")
    assert study.of_model("new").risk == "new"
    with pytest.raises(InputError, match="no model named 'nwe'; did you mean 'new'?"):
        study.of_model("nwe")
    with pytest.raises(InputError, match="3 models; name one of 'old', 'new', 'refitted'"):
        study.of_model()
    assert find_study("asah").of_model().name == "asah"
    with pytest.raises(InputError, match="has one model; leave 'old' out"):
        find_study("asah").of_model("old")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"risk": ["old", "old"]}, "column 'old': is named twice among the risks"),
        ({"risk": ["old", "age"]}, "column 'age', row 2: model 'age': '50' is no risk: it is not in"),
        ({"risk": ["old", "odl"]}, "column 'odl': model 'odl': there is no such column"),
        ({"risk": ["old", "new"], "predictors": ["age"]}, "there are 2 columns of risks, and predictors beside them"),
        ({"risk": ["old", "new"], "formula": "died ~ age"}, "and a formula beside them"),
        ({"risk": ["old", "new"], "candidates": ["age"]}, "and candidates beside them"),
        ({"models": [OLD, NEW], "risk": "old"}, "there are models, and risks beside them"),
        ({"models": [OLD, NEW], "predictors": ["age"]}, "there are models, and predictors beside them"),
        ({"models": [OLD]}, "there is one model, 'old', and nothing to compare it with"),
        ({"models": [OLD, OLD]}, "two models are both called 'old'"),
        ({"models": [OLD, {"risk": "new"}]}, "a model has no name"),
        ({"models": [OLD, {"name": "x"}]}, "model 'x' has neither predictors, a formula nor a risk"),
        ({"models": [OLD, {**FITTED, "risk": "new"}]}, "model 'fitted' has predictors and risk"),
        ({"models": [OLD, {"name": "x", "predictors": "age"}]}, "predictors of model 'x' must be a list"),
        ({"models": [OLD, {"name": "x", "formula": ["age"]}]}, "the formula of model 'x' must be a text"),
        ({"models": [OLD, {"name": "x", "predictors": ["weight"]}]}, "column 'weight': model 'x': there is no such"),
        ({"models": [OLD, {"name": "x", "formula": "log(age)"}]}, "model 'x': the formula 'log"),
        ({"models": [OLD, {"name": "x", "formula": "dead ~ age"}]}, "model 'x': the left-hand side"),
        ({"models": [OLD, {"name": "x", "risks": "new"}]}, "unknown key 'risks' in model; did you mean 'risk'"),
        ({"models": [OLD, {"name": "a, b", "risk": "new"}]}, "model 'a, b' has a comma or ' against ' in it"),
        (
            {"models": [OLD, {"name": "found", "selection": "forward-lr", "candidates": ["age", "sex"]}]},
            "model 'found' has selection, and a selection finds one model, not several; `parity select my.csv",
        ),
        ({"models": [OLD, "new"]}, "a model is 'new', it must be a table"),
        ({"models": [OLD, FITTED], "levels": {"sexe": ["m", "f"]}}, "column 'sexe': has levels declared, and is in no"),
    ],
    ids=lambda value: "" if isinstance(value, dict) else value[:40],
)
def test_what_contradicts_itself_is_one_error(csv, said, message):
    with pytest.raises(InputError) as error:
        parity.study(csv, outcome="died", **said)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[model]\nname = 'old'", "model is no list of tables; write [[model]]"),
        ("risk = ['old', 3]", "it must be a text in double quotes, or a list of such"),
        (
            "model = [{name = 'a', risk = 'old'}, {name = 'b', risk = 'new'}]\n[predictors.age]\nlabel = 'Age'",
            "[predictors.age] describes what is not in any model",
        ),
        ("model = [{name = 'a', risk = 'old'}, {name = 'b', formula = 'log(age)'}]\n[predictors.age]", "model 'b':"),
        (
            "candidates = ['age']\nmodel = [{name = 'a', risk = 'old'}, {name = 'b', risk = 'new'}]",
            "there are models, and candidates beside them; say it within a model: name, and predictors, formula or",
        ),
        (
            "[[model]]\nname = 'a'\nrisk = 'old'\n[[model]]\nname = 'b'\ncandidates = ['age', 'sex']",
            "model 'b' has candidates, and a selection finds one model, not several; `parity select my.csv",
        ),
        ("predictors = ['age']\nmodel = [{name = 'a', risk = 'old'}, {name = 'b', risk = 'new'}]", "and predictors"),
    ],
)
def test_a_study_file_that_contradicts_itself_is_one_error(csv, text, message):
    with pytest.raises(InputError) as error:
        read_study(toml(csv, text))
    assert message in str(error.value)
