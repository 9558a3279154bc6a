"""Values through a living R, by either bridge."""

from __future__ import annotations

import math

import numpy as np
import pytest

from parity.data.cohort import Factor
from parity.data.formula_text import read_formula

pytestmark = pytest.mark.r

CONTROLS = "".join(map(chr, range(1, 32))) + "\x7f"
TEXTS = ["", "NA", "a\nb\t\r", "\\ \\n \\5c0a", 'say "it\'s"', "年龄 🩺 é", CONTROLS, "`a`", None]


def test_doubles_reach_r_and_return_bit_for_bit(session, scripts):
    doubles = np.random.default_rng(3).integers(0, 2**64, 5_000, dtype=np.uint64).view(np.float64)
    small = [5e-324, -5e-324, 2.225073858507201e-308]
    large = [1e308, 1.7976931348623157e308, math.inf, -math.inf, 2.0**31]
    doubles = np.concatenate([doubles[np.isfinite(doubles)], [0.0, -0.0, 0.1 + 0.2], small, large])
    held = session.call(scripts / "values.R", "bits", {"x": doubles}).value["bits"]
    assert held == [f"{bits:016x}" for bits in doubles.view(np.uint64).tolist()]
    back = session.call(scripts / "values.R", "echo", {"x": doubles}).value["x"]
    assert np.array(back).tobytes() == doubles.tobytes()


def test_missing_is_not_a_number_and_not_a_number_is_not_missing(session, scripts):
    numbers, integers, logicals, texts = session.call(
        scripts / "values.R", "echo", {"a": [math.nan, None, 0.5], "b": [1, None], "c": [True, None], "d": ["NA", None]}
    ).value.values()
    assert math.isnan(numbers[0]) and numbers[1:] == [None, 0.5]
    assert (integers, logicals, texts) == ([1, None], [True, None], ["NA", None])


def test_texts_of_any_kind_return(session, scripts):
    assert session.call(scripts / "values.R", "echo", {"x": TEXTS}).value == {"x": TEXTS}


def test_a_formula_arrives_as_one_of_columns_by_their_places(session, scripts):
    _, formula = read_formula('rcs(`x); stop("a"`, 4) * sex + lsp(tg, c(0.1, 5)) + pol(age, 2)')
    answer = session.call(scripts / "values.R", "written", {"formula": formula}).value
    assert answer["class"] == "formula"
    spline = "rms::rcs(x1, 4L)"
    assert answer["text"] == f"y ~ {spline} + x2 + rms::lsp(x3, c(0.1, 5)) + rms::pol(x4, 2L) + {spline}:x2"


def test_names_are_only_names(session, scripts):
    names = ['x; system("touch pwned")', "`a`", "a\nb", "年龄", "quote(stop())", "...", "if", "a b", "\\", " "]
    columns = {name: np.array([float(position)]) for position, name in enumerate(names)}
    answer = session.call(scripts / "values.R", "echo", {"columns": columns})
    assert answer.value == {"columns": {name: float(position) for position, name in enumerate(names)}}


def test_each_value_arrives_as_the_type_it_is(session, scripts):
    sent = {
        "flag": True,
        "count": 3,
        "large": 2**31,
        "number": 0.5,
        "text": "a",
        "one": np.array([0.5]),
        "none": np.array([], dtype=float),
        "texts": (),
        "factor": Factor(np.array([1, -1, 0]), ("low", "high")),
        "list": {"inner": [{"a": 1}]},
        "nothing": None,
    }
    assert session.call(scripts / "values.R", "types", sent).value == {
        "flag": ["logical", "logical", "1", "0"],
        "count": ["integer", "integer", "1", "0"],
        "large": ["double", "numeric", "1", "0"],
        "number": ["double", "numeric", "1", "0"],
        "text": ["character", "character", "1", "0"],
        "one": ["double", "numeric", "1", "0"],
        "none": ["double", "numeric", "0", "0"],
        "texts": ["character", "character", "0", "0"],
        "factor": ["integer", "factor", "3", "1"],
        "list": ["list", "list", "1", "0"],
        "nothing": ["NULL", "NULL", "0", "0"],
    }


def test_nested_lists_and_factors_return(session, scripts):
    sent = {
        "factor": Factor(np.array([1, -1, 0, 1]), ("low", "high")),
        "list": {"inner": [{"a": 1, "b": None}, {"c": ["x", "y"]}]},
    }
    assert session.call(scripts / "values.R", "echo", sent).value == {
        "factor": ["high", None, "low", "high"],
        "list": {"inner": [{"a": 1, "b": None}, {"c": ["x", "y"]}]},
    }


def test_everything_that_r_may_answer_has_its_python_value(session, scripts):
    value = dict(session.call(scripts / "values.R", "every_kind", {}).value)
    assert math.isnan(value.pop("not_a_number"))
    assert math.copysign(1, value.pop("zero")) == -1
    numbers = value.pop("numbers")
    assert numbers[:2] == [0.1, None] and math.isnan(numbers[2]) and numbers[3] == math.inf
    assert value == {
        "nothing": None,
        "yes": True,
        "unknown": None,
        "count": -7,
        "missing_count": None,
        "third": 1 / 3,
        "missing_number": None,
        "infinite": -math.inf,
        "text": "a\tb",
        "missing_text": None,
        "logicals": [True, None, False],
        "integers": [1, None, 100000],
        "texts": ["NA", None, ""],
        "named": {"a": 1.0, "b": None},
        "named_one": {"only": 2},
        "empty": [],
        "factor": ["b", None, "a"],
        "list": {"inner": [1.0, "two"]},
        "table_by": {"x": 1.0, "y": 6.0},
        "latin": "é",
    }


@pytest.mark.parametrize(
    "function, message",
    [
        ("a_matrix", "a double matrix of 2 x 3 cannot cross to Python, at answer$value$fit$inverse"),
        ("a_frame", "an object of class data.frame cannot cross to Python, at answer$value$data"),
        ("a_function", "a value of type closure cannot cross to Python, at answer$value$rule"),
        ("a_date", "an object of class Date cannot cross to Python, at answer$value$when[[2]]"),
        ("an_s4_object", "an object of class Model cannot cross to Python, at answer$value$model"),
        ("a_complex_number", "a value of type complex cannot cross to Python, at answer$value$root"),
        ("invalid_text", "text that is not valid UTF-8, at answer$value$x"),
        ("twice_the_same_name", "the name 'age' occurs twice, at answer$value$estimates"),
        ("no_names", "the value of no_names() is not a named list but a value of type list"),
    ],
)
def test_what_cannot_cross_is_an_error_that_names_the_place(session, scripts, function, message):
    answer = session.call(scripts / "values.R", function, {})
    assert answer.value is None
    assert [(said.kind, said.text) for said in answer.conditions] == [("error", message)]


def test_an_argument_that_cannot_cross_is_refused_before_r_is_asked(session, scripts):
    with pytest.raises(TypeError, match=r"arguments\['x'\]: an array of 2 dimensions"):
        session.call(scripts / "values.R", "echo", {"x": np.zeros((2, 2))})
