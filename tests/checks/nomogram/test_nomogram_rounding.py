"""What rounding may move a nomogram by, held against exact arithmetic."""

from __future__ import annotations

import dataclasses
import importlib
import itertools
import warnings
from fractions import Fraction

import numpy as np
import pytest

from parity.checks.nomogram.contributions import columns_of_axes, contributions
from parity.checks.nomogram.nomogram import CHECK
from parity.checks.nomogram.rounding import extent, risk_ticks, rounding
from parity.data.cohort import Factor
from parity.data.formula import Entry, Formula
from parity.data.formula_text import read_formula
from parity.models.model_matrix import model_matrix
from parity.statistics.nomogram.numbers import nomogram_numbers

nomogram_module = importlib.import_module("parity.statistics.nomogram.nomogram")

PREDICTORS = {
    "plain": lambda draw: {"age": draw.normal(60, 10, 80).round(1), "marker": draw.lognormal(1, 1, 80)},
    "calendar years": lambda draw: {
        "year": draw.integers(1998, 2012, 80).astype(float),
        "age": draw.normal(60, 10, 80),
    },
    "seconds since 1970": lambda draw: {"at": 1.6e9 + draw.integers(0, 10**6, 80), "age": draw.normal(60, 10, 80)},
    "a factor": lambda draw: {"age": draw.normal(60, 10, 80), "sex": Factor(np.arange(80) % 2, ("f", "m"))},
}


def inputs(kind: str, seed: int) -> dict:
    draw = np.random.default_rng(seed)
    predictors = PREDICTORS[kind](draw)
    columns = [column.codes if isinstance(column, Factor) else column for column in predictors.values()]
    slopes = np.array([draw.normal() / column.std() for column in columns])
    middle = sum(slope * column.mean() for slope, column in zip(slopes, columns))
    coefficients = np.array([draw.normal() - middle, *slopes])
    log_odds = coefficients[0] + sum(slope * column for slope, column in zip(slopes, columns))
    return {"predictors": predictors, "coefficients": coefficients, "linear_predictor": log_odds}


def exactly(given: dict) -> tuple[list[Fraction], Fraction, Fraction]:
    """Points of every tick, points per unit, and intercept, without rounding."""
    numbers = nomogram_numbers(**given)
    names = list(given["predictors"])
    axes: dict[str, list[Fraction]] = {name: [] for name in names}
    for label, value in zip(numbers.axis_ticks, numbers.values.tolist()):
        name = label.split("=")[0]
        slope = Fraction(given["coefficients"][1 + names.index(name)])
        is_factor = isinstance(given["predictors"][name], Factor)
        axes[name].append(slope * (Fraction(value) - 1 if is_factor else Fraction(value)))
    per_unit = 100 / max(max(effects) - min(effects) for effects in axes.values())
    points = [(effect - min(effects)) * per_unit for effects in axes.values() for effect in effects]
    return points, per_unit, Fraction(given["coefficients"][0]) + sum(min(effects) for effects in axes.values())


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("kind", PREDICTORS)
def test_no_number_is_further_from_the_exact_one_than_its_bound(kind, seed):
    given = inputs(kind, seed)
    numbers, bound = nomogram_numbers(**given), rounding(**given)
    points, per_unit, intercept = exactly(given)
    last_digit = 4 * 2.0**-53
    errors = [abs(float(Fraction(ours) - exact)) for ours, exact in zip(numbers.points.tolist(), points)]
    assert max(errors) <= bound.points + last_digit * 100
    assert abs(float(Fraction(numbers.points_per_unit) - per_unit)) <= bound.points_per_unit + last_digit * float(
        per_unit
    )
    assert abs(float(Fraction(numbers.intercept) - intercept)) <= bound.intercept


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("kind", PREDICTORS)
def test_the_ticks_of_a_bound_are_those_of_the_scale(kind, seed):
    given = inputs(kind, seed)
    assert risk_ticks(given["linear_predictor"]).tolist() == nomogram_numbers(**given).risk.tolist()
    per_unit, reach = extent(**given)
    assert nomogram_numbers(**given).points_per_unit <= per_unit
    assert np.abs(nomogram_numbers(**given).linear_predictor_points).max() <= reach


@pytest.mark.parametrize("wrong", [0.999999, 1 - 2.0**-40])
def test_a_wrong_tick_does_not_widen_its_own_bound(wrong, monkeypatch):
    given = inputs("plain", 1)
    before = rounding(**given)
    scale_of = nomogram_module.function_scale

    def planted(*arguments, **named):
        scale = scale_of(*arguments, **named)
        return dataclasses.replace(scale, values=(*scale.values[:-1], wrong))

    monkeypatch.setattr(nomogram_module, "function_scale", planted)
    assert nomogram_numbers(**given).risk[-1] == wrong
    assert rounding(**given).risk_points.tolist() == before.risk_points.tolist()


def test_a_bound_is_of_use():
    """It is far below what a reader of a nomogram sees, and above the floor only where values are far from 0."""
    plain, far = rounding(**inputs("plain", 1)), rounding(**inputs("seconds since 1970", 1))
    assert plain.points < 1e-11 < far.points < 1e-6
    assert np.max(plain.risk_points) < 1e-9


def test_without_effects_nothing_is_known():
    given = inputs("plain", 1)
    assert rounding(**{**given, "coefficients": np.zeros(3)}).points == np.inf


def test_the_bounds_are_those_of_the_check():
    fields = [tolerance.bound.name for tolerance in CHECK.tolerances.values() if tolerance.bound is not None]
    found = rounding(**inputs("plain", 1))
    assert sorted(fields) == sorted(found.__dataclass_fields__)


def test_predictors_that_interact_by_way_of_a_third_contribute_at_all_combinations_of_the_three():
    """The terms a, b, c, a b and b c; a fourth predictor contributes on its own."""
    a, b, c = (np.array(values, dtype=float) for values in zip(*itertools.product((0, 1, 2), (0, 1), (0, 2))))
    d = np.linspace(-1, 1, len(a))
    formula = Formula({name: Entry() for name in "abcd"}, (("a", "b"), ("b", "c")))
    slopes = np.array([1.0, -0.5, 0.25, 3.0, -2.0, 1.5])
    terms = np.column_stack([a, b, c, d, a * b, b * c]) * slopes
    together, alone = contributions({"a": a, "b": b, "c": c, "d": d}, np.array([7.0, *slopes]), formula)
    effects = terms[:, [0, 1, 2, 4, 5]].sum(axis=1)
    assert (together.lowest, together.width) == (effects.min(), np.ptp(effects))
    assert together.largest == np.abs(terms[:, [0, 1, 2, 4, 5]]).sum(axis=1).max()
    assert (alone.lowest, alone.width) == (-3.0, 6.0)


def test_the_columns_of_an_axis_are_those_of_its_predictors_at_every_combination_of_their_values():
    random = np.random.default_rng(1)
    predictors = {"age": random.normal(60, 10, 50), "sex": Factor(np.arange(50) % 2, ("f", "m")), "x": np.arange(50.0)}
    _, formula = read_formula("pol(age, 2) * sex + x")
    together, alone = columns_of_axes(predictors, formula, {})
    terms = model_matrix(formula, predictors).terms
    assert [terms[place] for place in together.own] == ["age", "age^2", "sex=m", "age * sex=m", "age^2 * sex=m"]
    assert [terms[place] for place in alone.own] == ["x"]
    ages = np.unique(together.values[:, 0])
    assert ages.min() <= predictors["age"].min() and ages.max() >= predictors["age"].max()
    assert len(together.values) == 2 * len(ages)
    assert np.array_equal(together.values[:, 1], together.values[:, 0] ** 2)
    assert (together.sizes >= np.abs(together.values)).all()


def test_a_risk_that_is_rounded_to_1_stands_anywhere_and_is_no_warning():
    given = inputs("plain", 1)
    given["linear_predictor"] = np.linspace(-350.0, 0.1, 80)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        bound = rounding(**given).risk_points
    ticks = risk_ticks(given["linear_predictor"])
    assert ticks.max() == 1
    assert np.array_equal(np.isinf(bound), ticks == 1)
