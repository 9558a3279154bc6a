"""What is given for an option is of the type that it takes, or is named with what it takes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from parity import figures
from parity.errors import InputError
from parity.graphics.geometry import FIGURES, kind_of
from parity.graphics.geometry.kind import options_of

RISKS = ([0, 1, 0, 1, 1, 0], [0.1, 0.4, 0.45, 0.8, 0.7, 0.2])
FORMULA = {"Intercept": -3, "age": 0.04}
RANGES = {"age": (40, 80)}
NOTHING_TAKES_THIS = object()


@pytest.mark.parametrize("name", FIGURES)
def test_no_option_of_any_figure_takes_anything(name):
    kind = kind_of(name)
    for option in [*kind.keywords, *kind.further_choices, *kind.options.__dataclass_fields__]:
        with pytest.raises(InputError) as refused:
            kind.split({option: NOTHING_TAKES_THIS})
        assert option in str(refused.value) or "there is no " in str(refused.value), option


@pytest.mark.parametrize("name", FIGURES)
def test_every_option_takes_what_it_has_by_default(name):
    kind = kind_of(name)
    kind.split(kind.keywords)
    defaults = {field: getattr(kind.options(), field) for field in kind.options.__dataclass_fields__}
    assert options_of(kind.options, defaults) == kind.options()


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ({"xlim": 5}, "xlim is 5; it takes 2 numbers or None"),
        ({"xlim": (1,)}, "xlim is (1,); it takes 2 numbers or None"),
        ({"main": 3}, "main is 3; it takes a text"),
        ({"asp": "x"}, "asp is 'x'; it takes a number or None"),
        ({"mar": (1, 2)}, "mar is (1, 2); it takes 4 numbers"),
        ({"lwd": "thick"}, "there is no line width 'thick'"),
        ({"lty": "dashy"}, "there is no line type 'dashy'"),
        ({"print_auc": "yes"}, "print_auc is 'yes'; it takes True or False"),
        ({"print_auc_x": "left"}, "print_auc_x is 'left'; it takes a number, a sequence of numbers or None"),
        ({"lwd": [1, "a"]}, "there is no line width 'a'"),
        ({"title": "x"}, "help(parity.figures.roc) says what each is"),
        ({"legacy.axes": True}, "roc has no option 'legacy.axes'; did you mean 'legacy_axes'?"),
        ({"width": 0}, "a figure needs a positive width, not 0; give inches, such as 7"),
        ({"height": "8"}, "a figure needs a positive height, not '8'"),
    ],
)
def test_a_wrong_type_is_named_with_what_the_option_takes(option, said):
    with pytest.raises(InputError) as refused:
        figures.roc(RISKS, **option)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ({"fun_at": "x"}, "fun_at is 'x'; it takes a number, "),
        ({"label_every": 0}, "label_every is 0; it is 1 for every label"),
        ({"label_every": 1.5}, "label_every is 1.5; it takes a whole number"),
        ({"maxscale": "big"}, "maxscale is 'big'; it takes a number"),
        ({"cex_axis": None}, "cex_axis is None; it takes a number"),
    ],
)
def test_so_is_one_of_a_nomogram(option, said):
    with pytest.raises(InputError) as refused:
        figures.nomogram(FORMULA, ranges=RANGES, **option)
    assert said in str(refused.value)


def test_arrays_series_and_one_number_serve_where_several_do():
    several = (0.5, [0.5], np.array([0.5]), (np.float64(0.5),))
    ticks = [figures.nomogram(FORMULA, ranges=RANGES, fun_at=at) for at in several]
    assert len({figure.page_content() for figure in ticks}) == 1
    drawn = [figures.roc(RISKS, xlim=at, col="red") for at in ((1, 0), np.array([1.0, 0.0]), pd.Series([1, 0]))]
    assert len({figure.page_content() for figure in drawn}) == 1


def test_what_only_the_drawing_finds_is_an_error_of_the_input():
    with pytest.raises(InputError, match="there is no place 'foo' for a legend"):
        figures.decision_curve(RISKS, legend_position="foo").page_content()
    with pytest.raises(InputError, match="positive dpi, not 'x'"):
        figures.roc(RISKS).save("never.png", dpi="x")


@pytest.mark.parametrize(
    ("described", "said"),
    [
        ({"ranges": [1, 2]}, "ranges is [1, 2]; it takes a mapping of names to"),
        ({"ranges": {"age": 3}}, "column 'age': a range has two ends"),
        ({"levels": {"age": "ab"}}, "levels is {'age': 'ab'}; it takes a mapping of names to"),
        ({"ranges": RANGES, "labels": {"age": 3}}, "labels is {'age': 3}; it takes a mapping of names to texts"),
    ],
)
def test_so_is_what_is_said_of_a_formula(described, said):
    with pytest.raises(InputError) as refused:
        figures.nomogram(FORMULA, **described)
    assert said in str(refused.value)
    assert figures.nomogram({"Intercept": -3, 3: 0.04}, ranges={3: (0, 1)}).read({"3": 1}).total_points == 100


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (([], 1, 1, 8, 6), "give a list"),
        (("x", 1, 1, 8, 6), "panels are figures that Python draws; give a list"),
        (([figures.roc(RISKS)], "a", 1, 8, 6), "rows is 'a'; it takes a whole number"),
        (([figures.roc(RISKS)], 1, 1, 8, 6, "Title"), "titles is 'Title'; it takes a sequence of texts"),
    ],
)
def test_so_is_what_is_laid_out_on_a_page(given, said):
    with pytest.raises(InputError) as refused:
        figures.panels(*given)
    assert said in str(refused.value)


def test_coefficients_may_be_a_series_and_a_range_of_another_name_is_told():
    assert figures.nomogram(pd.Series(FORMULA), ranges=RANGES).read({"age": 60}).total_points > 0
    with pytest.raises(InputError, match="ranges names 'Age', which is no predictor .*; did you mean 'age'"):
        figures.nomogram(FORMULA, ranges={"Age": (40, 80)})


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (None, "a value of type NoneType is no study; give what parity.study makes"),
        (pd.DataFrame({"age": [1]}), "a DataFrame is no study; make it a study: parity.study(frame"),
        ([1, 2], "a value of type list is no study; make a DataFrame of the data"),
        (type("Logit", (), {"fit": None})(), "is no study; fit the model first"),
    ],
)
@pytest.mark.parametrize("name", ["roc", "nomogram"])
def test_what_is_no_study_is_named_by_its_type(name, of, said):
    with pytest.raises(InputError) as refused:
        getattr(figures, name)(of)
    assert said in str(refused.value)
