"""What a value far from all others leaves of the digits, in exact arithmetic: two of the random formulas."""

from __future__ import annotations

from decimal import Decimal, localcontext

import numpy as np
import pytest
from scipy.special import log_ndtr
from test_random_formulas import rounding_of_points, studied, weighs_nothing
from verified import complaints, verified

from parity.checks.catalogue import CATALOGUE
from parity.models.model_matrix import model_matrix, shaped_terms
from parity.statistics.nomogram.numbers import nomogram_numbers
from parity.statistics.regression.logistic_regression import logistic_regression
from parity.verification.predictions import samples

A_PATIENT_FAR_OUT, A_SPLINE_FAR_BEYOND_ITS_KNOTS = 185, 238


def exact_fit(rows, outcome, start):
    """Coefficients and standard errors by Newton's steps in fifty decimals."""
    size = range(len(start))
    estimate = [Decimal(float(value)) for value in start]
    for _ in range(5):
        score, information = [Decimal(0) for _ in size], [[Decimal(0) for _ in size] for _ in size]
        for row, event in zip(rows, outcome):
            risk = 1 / (1 + (-sum(x * b for x, b in zip(row, estimate))).exp())
            weight = risk * (1 - risk)
            for i in size:
                score[i] += row[i] * (int(event) - risk)
                for j in size:
                    information[i][j] += weight * row[i] * row[j]
        covariance = inverse(information)
        estimate = [b + sum(c * s for c, s in zip(line, score)) for b, line in zip(estimate, covariance)]
    return estimate, [covariance[i][i].sqrt() for i in size]


def inverse(matrix):
    """Of a matrix that is positive definite, by elimination."""
    size = len(matrix)
    lines = [[*line, *(Decimal(int(i == j)) for j in range(size))] for i, line in enumerate(matrix)]
    for i in range(size):
        lines[i] = [value / lines[i][i] for value in lines[i]]
        for j in range(size):
            if j != i:
                lines[j] = [one - lines[j][i] * other for one, other in zip(lines[j], lines[i])]
    return [line[size:] for line in lines]


def digits(given, exact):
    return min(-np.log10(float(abs(Decimal(float(one)) / other - 1)) + 1e-17) for one, other in zip(given, exact))


def two_sided(z):
    """With the digits of z: a double is enough for the tail itself, whose error is |z| times that of z and more."""
    return [Decimal(2 * float(np.exp(log_ndtr(-float(abs(value)))))) for value in z]


@pytest.fixture(scope="module")
def far_out(tmp_path_factory):
    """A power of a column in which one patient has 284 and the next 102: log odds of -349."""
    study = studied(A_PATIENT_FAR_OUT, tmp_path_factory.mktemp("far"))
    data = study.development
    own = logistic_regression(data.outcome, data.columns, formula=study.formula)
    with localcontext() as context:
        context.prec = 50
        design = model_matrix(study.formula, data.columns)
        rows = [[Decimal(value) for value in row] for row in design.values.tolist()]
        place = design.terms.index("tg")
        for row in rows:
            row[place + 1] = row[place] ** 2
        estimate, errors = exact_fit(rows, data.outcome, own.coefficients)
        return study, own, estimate, errors, two_sided([b / s for b, s in zip(estimate, errors)])


def test_a_patient_who_weighs_nothing_costs_parity_no_digit_that_a_reader_would_miss(far_out):
    study, own, estimate, errors, p = far_out
    assert weighs_nothing(study)
    assert digits(own.coefficients, estimate) > 13
    assert digits(own.standard_errors, errors) > 11.5
    assert digits(own.p, p) > 11


@pytest.mark.r
def test_it_costs_lrm_before_rms_7_more_and_what_nobody_can_say_is_not_verified_by_name(far_out, live_r):
    study, _, _, errors, p = far_out
    run = verified([study], CATALOGUE.matching(["logistic_regression", "linear_predictor"]), live_r)
    assert complaints(run) == []
    (by_lrm,) = [one for one in run.statistics[0].comparisons if one.call.package == "rms"]
    theirs = {field.name: field.pair.theirs.values for field in by_lrm.fields}
    kept = digits(theirs["standard_errors"], errors), digits(theirs["p"], p)
    not_verified = {field.name for field in by_lrm.not_verified}
    if int(by_lrm.provenance.version.split(".")[0]) < 7:
        assert kept[0] < 10 and kept[1] < 9
        assert "p" in not_verified and not_verified <= {"p", "score"}
    else:
        assert min(kept) > 12 and not not_verified


@pytest.fixture(scope="module")
def far_beyond(tmp_path_factory):
    """A spline whose last knot is at 22 of 114: five digits cancel where its cubes add up to a line."""
    study = studied(A_SPLINE_FAR_BEYOND_ITS_KNOTS, tmp_path_factory.mktemp("beyond"))
    sample = samples(study)[0]
    with localcontext() as context:
        context.prec = 50
        return study, sample, exact_points(study, sample)


def exact_points(study, sample):
    """By tick of the axis of the spline, which is the widest."""
    coefficients = dict(zip(sample.terms, (Decimal(float(value)) for value in sample.coefficients)))
    spline = [coefficients[name] for name in sample.terms if name.startswith("tg")]
    knots = [Decimal(knot) for knot in shaped_terms(study.formula, sample.predictors)["tg"].knots]
    *inner, before, last = knots
    ticks = ours(study, sample).axis_ticks
    effects = {}
    for tick in (tick for tick in ticks if tick.startswith("tg=")):
        x = Decimal(tick.removeprefix("tg="))
        cubes = {knot: max(x - knot, Decimal(0)) ** 3 for knot in knots}
        bends = [
            cubes[knot] + ((before - knot) * cubes[last] - (last - knot) * cubes[before]) / (last - before)
            for knot in inner
        ]
        columns = [x, *(bend / (last - knots[0]) ** 2 for bend in bends)]
        effects[tick] = sum(coefficient * column for coefficient, column in zip(spline, columns))
    low, high = min(effects.values()), max(effects.values())
    return {tick: 100 * (effect - low) / (high - low) for tick, effect in effects.items()}


def ours(study, sample):
    given = sample.predictors, sample.coefficients, sample.linear_predictor, study.formula, sample.shown_at
    return nomogram_numbers(*given)


def furthest(ticks, points, exact):
    by_tick = dict(zip(ticks, points.tolist()))
    return max(float(abs(Decimal(by_tick[tick]) - value)) for tick, value in exact.items())


def test_points_far_beyond_the_last_knot_are_as_near_as_rounding_lets_them(far_beyond):
    study, sample, exact = far_beyond
    found = ours(study, sample)
    assert 1e-10 < furthest(found.axis_ticks, found.points, exact) < 100 * rounding_of_points(study)


@pytest.mark.r
def test_those_of_rms_are_no_nearer(far_beyond, live_r):
    study, _, exact = far_beyond
    (nomogram,) = verified([study], CATALOGUE.matching(["nomogram"]), live_r).statistics
    assert nomogram.verdict.passes
    (points,) = [field for field in nomogram.comparisons[0].fields if field.name == "points"]
    theirs = furthest(points.pair.ours.labels, points.pair.theirs.values, exact)
    assert 1e-10 < theirs < 100 * rounding_of_points(study)
