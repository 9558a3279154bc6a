"""Nomograms of coefficients out of a paper: R's page and R's printed tables, without any data."""

from __future__ import annotations

import math

import pytest
from figure_pages import FOLDER, recorded_pages

from parity import figures
from parity.errors import InputError
from parity.figures.studied import NomogramFigure

TWO = {"Intercept": -2.046, "lln_count": 0.196, "tg": 0.103}
RANGES = {"lln_count": (0, 30), "tg": (0, 60)}
TITLE = {"tg": "Stimulated thyroglobulin (ng/mL)"}
GRADES = {"(Intercept)": -4, "age": 0.031, "sexmale": 0.62, "ecog": 0.9}
LEVELS = {"sex": ("female", "male"), "ecog": (0, 1, 2)}

CASES = {
    "published-risk": lambda: figures.nomogram(TWO, ranges=RANGES, labels=TITLE, funlabel="Risk of failure"),
    "published-several": lambda: figures.nomogram(
        TWO,
        ranges=RANGES,
        labels=TITLE,
        fun=["plogis", math.exp],
        funlabel=["Risk of failure", "Odds"],
        fun_at=[(0.1, 0.3, 0.5, 0.7, 0.9), (0.2, 1, 5, 20)],
        fun_side=[(1, 3, 1, 3, 1), (1, 1, 3, 1)],
        lplabel="Log odds",
        cex_axis=0.7,
    ),
    "published-none": lambda: figures.nomogram(TWO, ranges=RANGES, labels=TITLE, fun=None),
    "published-levels": lambda: figures.nomogram(
        GRADES, ranges={"age": (20, 90)}, levels=LEVELS, col_grid=("steelblue", "grey90")
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_published_formula_is_the_page_of_r(name):
    assert CASES[name]().page_content() == recorded_pages("published", name)[0]


def test_the_pages_are_recorded_under_these_names():
    """``"published-risk"``, ``"published-several"``, ``"published-none"``, ``"published-levels"``."""
    assert {path.stem for path in (FOLDER / "published").iterdir()} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_nomogram_prints_what_r_prints(name):
    plain, with_decimals = FOLDER.joinpath("published", f"{name}.txt").read_text(encoding="utf-8").split("\f")
    drawn = CASES[name]()
    assert isinstance(drawn, NomogramFigure)
    assert drawn.printed() == plain.removesuffix("\n") + "\n" * plain.endswith("\n")
    assert drawn.printed(2) == with_decimals.removesuffix("\n") + "\n"


def test_levels_are_named_as_rms_r_and_statsmodels_name_them():
    pages = set()
    for name in ("sex=male", "sexmale", "sex[T.male]"):
        coefficients = {"Intercept": -4, "age": 0.031, name: 0.62, "ecog": 0.9}
        pages.add(figures.nomogram(coefficients, ranges={"age": (20, 90)}, levels=LEVELS).page_content())
    assert len(pages) == 1


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"coefficients": {"tg": 0.1}}, 'the coefficients have no intercept; give it as "Intercept"'),
        ({"ranges": {"tg": (0, 60)}}, "column 'lln_count': has no range; give ranges={\"lln_count\": (low, high)}"),
        ({"ranges": {**RANGES, "age": (0, 9)}}, "ranges names 'age', which is no predictor of the formula; there is"),
        ({"ranges": {**RANGES, "tg": (0, 10, 60)}}, "column 'tg': a range has two ends"),
        ({"ranges": {**RANGES, "tg": (60, 0)}}, "column 'tg': a range has finite ends, the lower one first"),
        ({"levels": {"tg": (0, 1)}}, "column 'tg': has a range and levels; give one of them"),
        ({"labels": {"gt": "Thyroglobulin"}}, "labels names 'gt', which is no predictor"),
        ({"coefficients": {**TWO, "sex=male": 1}}, "column 'sex': its levels are not known; name them"),
        ({"coefficients": {**TWO, "sex=male": 1}, "levels": {"sex": ("f", "m")}}, "column 'sex': 'male' is no level"),
        (
            {"coefficients": {**TWO, "sex=m": 1}, "levels": {"sex": ("f", "m", "x")}},
            "column 'sex': there is no coefficient of 'x'; the first of its levels is the reference",
        ),
        ({"coefficients": {**TWO, "tg": "0,103"}}, "column 'tg': '0,103' is no number"),
        ({"fun": "logit"}, "there is no function 'logit'; there are 'plogis', 'exp', 'pnorm'"),
        ({"fun": [math.exp, math.exp]}, "several functions need a funlabel each"),
        ({"fun": ["plogis", "exp"], "funlabel": "Risk"}, "funlabel names 'Risk' for 2 functions"),
        ({"fun": ["plogis", "exp"], "fun_at": [(0.1, 0.5)]}, "fun_at has values for 1 function; there are 2"),
    ],
)
def test_what_a_formula_lacks_is_named_with_what_to_write(given, message):
    chosen = {"ranges": RANGES, **given}
    with pytest.raises(InputError) as raised:
        figures.nomogram(chosen.pop("coefficients", TWO), **chosen)
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        *[(name, "an interaction") for name in ("age:sex", "age:sex=male", "age * sex", "sex=male:age")],
        *[(name, "an interaction") for name in ("age * sex=male", "sex[T.male]:age", "I(age * bmi)")],
        *[(name, "a power") for name in ("age^2", "age**2", "age ^ 2", "I(age^2)", "I(age ** 2)", "pol(age, 2)")],
        *[(name, "a part of a spline") for name in ("rcs(age,4)", "rcs(age, 4)'", "age'", "age''", "bs(age, df=3)[0]")],
        *[(name, "a function of a predictor") for name in ("log(age)", "np.log(age)", "sqrt(age)", "I(age / 10)")],
    ],
)
@pytest.mark.parametrize("ranges", [{}, {"age": (20, 90)}, None])
@pytest.mark.parametrize("levels", [{}, {"sex": ["female", "male"]}, None])
def test_what_is_not_one_predictor_is_refused_whatever_is_said_of_it(name, what, ranges, levels):
    """It would have an axis of its own, as if it did not depend on the others."""
    ranges, levels = ({name: (0, 90)} if ranges is None else ranges), ({name: (0, 1)} if levels is None else levels)
    with pytest.raises(InputError) as raised:
        figures.nomogram({"Intercept": -5.1, name: 0.02}, ranges=ranges, levels=levels)
    assert str(raised.value).startswith(f"column {name!r}: is {what}; ")
    study = "splines, interactions and powers need a study: parity.study(..., formula="
    assert ("give them a name" if "function" in what else study) in str(raised.value)


def test_levels_do_not_make_an_interaction_a_predictor():
    with pytest.raises(InputError, match="column 'age:sex=male': is an interaction; .* need a study"):
        figures.nomogram({"Intercept": -5, "age:sex=male": 0.02}, levels={"age:sex": ["female", "male"]})


def test_names_that_only_look_like_more_are_taken():
    drawn = figures.nomogram(
        {"Intercept": -4, "BMI (kg/m^2)": 0.1, "PSA*": 0.2, "ratio=1:2": 0.4, "log age": 0.3, "logit(": 0.1},
        ranges={"BMI (kg/m^2)": (18, 40), "PSA*": (0, 20), "log age": (3, 4.5), "logit(": (0, 1)},
        levels={"ratio": ["1:1", "1:2"]},
    )
    assert len(drawn.nomogram.axes) == 5


def test_a_formula_without_predictors_is_refused():
    with pytest.raises(InputError, match="a formula without predictors"):
        figures.nomogram({"Intercept": -2}, ranges={})


def test_a_study_has_ranges_of_its_own():
    with pytest.raises(InputError, match="the model has its own 'ranges'"):
        figures.nomogram("rait", ranges=RANGES)
    with pytest.raises(InputError, match="labels names 'gt', which is no predictor"):
        figures.nomogram("rait", labels={"gt": "Thyroglobulin"})


def test_an_axis_of_a_study_takes_another_title():
    drawn = figures.nomogram("rait", labels={"lln_count": "Nodes"})
    assert [axis.label for axis in drawn.nomogram.axes][0] == "Nodes"


def test_arguments_of_r_that_are_not_taken_are_refused_by_name():
    with pytest.raises(InputError, match="nomogram takes no est_all; axes are always drawn for all predictors"):
        figures.nomogram("rait", est_all=False)
    with pytest.raises(InputError, match="nomogram takes no tck; give tcl, in lines"):
        figures.nomogram("rait", tck=0.1)
