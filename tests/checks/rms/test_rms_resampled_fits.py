"""Many models and calibration lines at once stop where lrm.fit leaves each of them alone."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.rms import lrm, lrm_fit
from parity.checks.rms.resampled_fits import lines_before_7, lines_from_7, models_before_7, models_from_7
from parity.statistics.validation.patterns import patterns_of

RESAMPLES = 60


def resamples(seed, n=24, k=RESAMPLES):
    """Patients of a cohort, and resamples of it: rows, of which some have one outcome only and some are separated."""
    random = np.random.default_rng(seed)
    x, z = np.round(random.normal(3, 2, size=n), 1), random.integers(0, 2, size=n)
    outcome = (random.normal(size=n) < (x - 3) * random.uniform(0.2, 1.5) - 0.5).astype(int)
    return outcome, np.column_stack([np.ones(n), x, z]), random.integers(0, n, size=(k, n))


def alone(outcome, columns, rows, fit, refuses):
    """The coefficients of each resample by itself; NaN where it has one outcome, or R gives no model."""
    found = np.full((len(rows), columns.shape[1]), np.nan)
    with np.errstate(all="ignore"):
        for at, drawn in enumerate(rows):
            if 0 < outcome[drawn].sum() < len(drawn) and not refuses(outcome[drawn], columns[drawn]):
                found[at] = fit(outcome[drawn], columns[drawn])
    return found


def as_given(patterns, coefficients):
    """Of standardised columns, as of the columns as they are."""
    found = coefficients / patterns.scale
    found[:, 0] -= (found * patterns.centre).sum(axis=1)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_models_are_left_where_lrm_leaves_each(seed):
    outcome, columns, rows = resamples(seed)
    patterns = patterns_of(columns, outcome)
    counts = patterns.counted(rows)
    with np.errstate(all="ignore"):
        before, after = models_before_7(patterns, *counts, 1e-7), models_from_7(patterns, *counts)
    of_each = alone(outcome, columns, rows, lrm.lrm_before_7, lrm.is_singular_before_7)
    ended = alone(outcome, columns, rows, lambda *one: len(lrm.steps_before_7(*one)) < 12, lrm.is_singular_before_7)
    there = before.found & ~np.isnan(of_each[:, 0])
    assert there.sum() > RESAMPLES / 2 and before.found[ended[:, 0] == 1].all()
    assert as_given(patterns, before.coefficients)[there] == pytest.approx(of_each[there], rel=1e-7, abs=1e-7)
    of_each = alone(outcome, columns, rows, lrm.lrm_from_7, lrm.gives_up_from_7)
    assert after.found.tolist() == (~np.isnan(of_each[:, 0])).tolist()
    there = after.found
    assert as_given(patterns, after.coefficients)[there] == pytest.approx(of_each[there], rel=1e-7, abs=1e-7)


def lines(seed):
    """Rows of log odds of one cohort, also far out, steep, equal and nearly equal, and how often each patient is in."""
    random = np.random.default_rng(seed)
    n = 20
    sizes = np.array([0.3, 1.0, 1.0, 4.0, 30.0, 200.0, 0.0, 1e-9, 1e-13])
    log_odds = random.normal(size=(len(sizes), n)) * sizes[:, np.newaxis] + random.normal(size=(len(sizes), 1))
    outcome = (random.normal(size=n) < log_odds[1]).astype(int)
    patients = np.bincount(random.integers(0, n, size=2 * n), minlength=n) + np.zeros((len(sizes), 1))
    return outcome, log_odds, patients


@pytest.mark.parametrize("seed", range(8))
def test_lines_are_left_where_lrm_fit_leaves_each(seed):
    outcome, log_odds, patients = lines(seed)
    events = patients * outcome
    with np.errstate(all="ignore"):
        before, after = lines_before_7(log_odds, patients, events), lines_from_7(log_odds, patients, events)
        for at, (row, counts) in enumerate(zip(log_odds, patients.astype(int))):
            alone = np.repeat(outcome, counts), np.repeat(row, counts)
            if not lrm_fit.is_singular_before_7(*alone):
                stop = lrm_fit.line_before_7(*alone)
                assert before.coefficients[at] == pytest.approx(stop.line, rel=1e-6, abs=1e-6)
                assert before.found[at] and before.deviance[at] == pytest.approx(stop.deviance, rel=1e-6)
            assert after.found[at] == (not lrm_fit.gives_up(*alone))
            if after.found[at]:
                stop = lrm_fit.line_from_7(*alone)
                assert after.coefficients[at] == pytest.approx(stop.line, rel=1e-6, abs=1e-6)
                assert after.deviance[at] == pytest.approx(stop.deviance, rel=1e-6)
