"""Points of a nomogram in exact fractions: the second voice beside ``rms::nomogram``, of which there is no other."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from parity.data.cohort import Factor
from parity.data.study_file import find_study
from parity.statistics.nomogram.numbers import nomogram_numbers
from parity.verification.predictions import samples

WITHIN = Fraction(1, 10**12)
"""Points: some rounding errors of the hundred that an axis has at most."""


def effects(sample, values):
    """Of each tick of each axis, as a list of the axes: the coefficient times the value; a level's own coefficient."""
    coefficients, at = [Fraction(value) for value in sample.coefficients.tolist()], 1
    for (name, column), ticks in zip(sample.predictors.items(), values):
        if isinstance(column, Factor):
            of_levels = [Fraction(0), *coefficients[at : at + len(column.levels) - 1]]
            at += len(column.levels) - 1
            yield [of_levels[int(tick) - 1] for tick in ticks]
        else:
            yield [coefficients[at] * Fraction(tick) for tick in ticks]
            at += 1
    assert at == len(coefficients)


def of_axes(sample, found):
    """The places of the ticks of each axis, and their effects."""
    places = [np.flatnonzero([tick.startswith(f"{name}=") for tick in found.axis_ticks]) for name in sample.predictors]
    return places, list(effects(sample, [found.values[place].tolist() for place in places]))


@pytest.fixture(params=["asah", "birthwt", "dca", "rait", "wards", "strata", "limits"])
def drawn(request):
    sample = samples(find_study(request.param))[0]
    return sample, nomogram_numbers(sample.predictors, sample.coefficients, sample.linear_predictor)


def test_points_are_effects_above_the_lowest_in_hundredths_of_the_widest_axis(drawn):
    sample, found = drawn
    places, exactly = of_axes(sample, found)
    widest = max(max(axis) - min(axis) for axis in exactly)
    for place, axis in zip(places, exactly):
        exact = [100 * (effect - min(axis)) / widest for effect in axis]
        given = map(Fraction, found.points[place].tolist())
        assert max(abs(one - other) for one, other in zip(exact, given)) < WITHIN
    assert abs(Fraction(found.points_per_unit) * widest / 100 - 1) < WITHIN


def test_the_linear_predictor_stands_where_its_distance_from_that_of_no_points_puts_it(drawn):
    sample, found = drawn
    _, exactly = of_axes(sample, found)
    widest = max(max(axis) - min(axis) for axis in exactly)
    start = Fraction(float(sample.coefficients[0])) + sum(min(axis) for axis in exactly)
    assert abs(Fraction(found.intercept) - start) < WITHIN
    for tick, points in zip(found.linear_predictor.tolist(), found.linear_predictor_points.tolist()):
        assert abs(100 * (Fraction(tick) - start) / widest - Fraction(points)) < 10 * WITHIN
