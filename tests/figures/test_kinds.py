"""What a figure is, and what follows from it."""

from __future__ import annotations

import inspect
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from parity import figures, places
from parity.checks.figures import CHECKS, RESAMPLED
from parity.errors import InputError
from parity.graphics.geometry import kind_of
from parity.graphics.geometry.roc import Curve, RocValue

TESTS = Path(__file__).parents[1]


@pytest.mark.parametrize("name", figures.FIGURES)
def test_a_figure_is_complete_in_every_room(name):
    kind = kind_of(name)
    assert kind.name == name
    check = CHECKS[name]
    (call,) = check.references
    assert (places.r_scripts() / call.package / f"{check.stem}.R").is_file()
    assert (TESTS / "checks" / "figures" / f"test_{check.stem}.py").is_file()
    assert (call.width, call.height) == (kind.width, kind.height)
    of_bands = {"level"} if name in RESAMPLED and name != "roc" else set()
    of_resamples = {"resamples", "seed"} if check.draws else set()
    assert set(kind.inputs) | {"options"} | of_resamples == set(check.taken) | of_bands


def test_no_check_is_of_a_figure_that_there_is_not():
    assert tuple(CHECKS) == figures.FIGURES


@pytest.mark.parametrize("name", figures.FIGURES)
def test_the_public_function_says_what_it_takes(name):
    function, kind = getattr(figures, name), kind_of(name)
    signature = inspect.signature(function)
    assert (function.__name__, function.__module__) == (name, "parity.figures")
    assert signature.parameters["width"].default == kind.width and signature.parameters["engine"].default == "python"
    assert ("cohort" in signature.parameters) == kind.of_cohort
    for parameter in signature.parameters:
        assert parameter in function.__doc__, f"{parameter} is described"
    assert function.__doc__.startswith(kind.summary)


def test_the_signatures_are_those_that_people_type():
    assert str(inspect.signature(figures.roc)) == (
        "(of: 'Any', *, cohort: 'str' = 'development', print_auc: 'bool' = True, "
        "print_thres: 'Thresholds' = False, ci: 'bool' = True, percent: 'bool' = False, "
        "resamples: 'int' = 0, seed: 'int' = 20250101, "
        "width: 'float' = 6.0, height: 'float' = 6.0, engine: 'str' = 'python', **options: 'Any') -> 'Figure | RFigure'"
    )
    taken = ["of", "ranges", "levels", "labels", "fun", "funlabel", "width", "height", "engine", "options"]
    assert list(inspect.signature(figures.nomogram).parameters) == taken


def test_no_choice_of_a_figure_has_two_meanings():
    for name in figures.FIGURES:
        kind = kind_of(name)
        drawn = {option.name for option in fields(kind.options)}
        assert not drawn & {*kind.keywords, *kind.further_choices, "of", "cohort", "width", "height", "engine"}


def test_help_and_completion_know_every_figure():
    code = "from parity import figures; help(figures)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert all(f"{name}(" in shown and name in dir(figures) for name in figures.__all__)
    assert set(figures.FIGURES) <= set(figures.__all__)


def test_a_name_that_there_is_not_is_an_error_as_of_any_module():
    with pytest.raises(AttributeError, match="module 'parity.figures' has no attribute 'forest'"):
        figures.forest


def test_a_value_that_is_made_already_is_drawn():
    value = RocValue(Curve([1.0, 0.5, 0.0], [0.0, 0.5, 1.0]), auc=0.5)
    assert "UC: 0.500" in figures.roc(value).page_content()
    with pytest.raises(InputError, match="made already, without 'print_thres'; give them when you make it"):
        figures.roc(value, print_thres=True)


def test_what_is_not_understood_is_refused():
    with pytest.raises(TypeError, match="missing a required argument: 'of'"):
        figures.roc()
