"""Of which patients rms's resampled curves and indexes stop, are at an edge, or have ties."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.rms.calibrate import has_edge, stops
from parity.checks.rms.no_model import UNTRIED
from parity.checks.rms.ties import equal_somewhere, tied_pairs, tied_somewhere
from parity.checks.rms.validate import ARRAYS, FITTINGS, FROM_7, FROM_8_1, deviations, given
from parity.statistics.validation.indexes import NAMES
from parity.statistics.validation.patterns import model_of
from parity.statistics.validation.plans import Method, parts, times

pytestmark = [
    pytest.mark.filterwarnings("ignore::RuntimeWarning"),
    pytest.mark.filterwarnings("ignore::parity.statistics.caution.Caution"),
]
N = 40


def inputs(x, outcome=None, resamples=10, seed=1, folds=4):
    random = np.random.default_rng(5)
    drawn = (random.normal(size=len(x)) < x).astype(int) if outcome is None else outcome
    given = {"outcome": drawn, "predictors": {"x": x}, "formula": None}
    return {**given, "resamples": resamples, "seed": seed, "folds": folds}


def continuous():
    return np.random.default_rng(3).normal(size=N)


def nearly_equal():
    """Of two patients the predictor differs by a rounding error of another unit."""
    x = continuous()
    x[1] = x[0] + 1e-13
    return x


@pytest.mark.parametrize("method", Method)
def test_patients_are_tied_where_they_differ_by_rounding_and_otherwise_not(method):
    assert not tied_somewhere(method)(**inputs(continuous(), resamples=30))
    assert tied_somewhere(method)(**inputs(nearly_equal(), resamples=30))
    assert not has_edge(method)(**inputs(continuous(), resamples=30))
    assert has_edge(method)(**inputs(nearly_equal(), resamples=30))


@pytest.mark.parametrize("method", [Method.BOOT, Method.CROSSVALIDATION, Method.RANDOMIZATION])
def test_a_curve_has_an_edge_too_where_two_thirds_of_the_patients_are_the_same(method):
    """Of OpenBLAS in R 4.2 the first corrected frequency of such a cohort was 0.2774, of the reference BLAS 0.2715."""
    x = continuous()
    many, few = (np.where(np.arange(N) < equal, 0.2, x) for equal in (32, 8))
    outcome = np.arange(N) % 2
    assert equal_somewhere(method)(**inputs(many, outcome)) and has_edge(method)(**inputs(many, outcome))
    assert not equal_somewhere(method)(**inputs(few, outcome, folds=2)) and not tied_somewhere(method)(**inputs(many))


def test_a_curve_has_an_edge_where_the_model_of_one_fold_gives_a_risk_at_which_it_is_read():
    """Of two groups, the risks of which are their shares of events: half and a fifth of all patients."""
    half = np.arange(30)
    x, found = np.repeat([0.0, 1.0], 30), []
    for drawn in (0, 4):
        order = np.random.default_rng(drawn).permutation(30)
        outcome = np.concatenate([half % 2, half % 5 == 0])[np.concatenate([order, 30 + order])]
        for seed in range(3):
            given = inputs(x, outcome, seed=seed, folds=3)
            assert not equal_somewhere(Method.CROSSVALIDATION)(**given)
            patterns, _ = model_of(outcome, {"x": x}, None)
            same = [
                np.isclose((part.events / part.patients).T, np.linspace(0.2, 0.5, 50), rtol=0, atol=1e-9).any()
                for part in parts(Method.CROSSVALIDATION, patterns, 3, seed)
            ]
            assert not all(same) and has_edge(Method.CROSSVALIDATION)(**given) is any(same)
            found.append(any(same))
    assert set(found) == {True, False}


@pytest.mark.parametrize("method", [Method.BOOT, Method.CROSSVALIDATION, Method.RANDOMIZATION])
def test_pairs_of_equal_patients_are_counted_in_each_resample(method):
    """Those of one pattern, where no two patterns are tied: a share of the pairs of an event and another."""
    x = np.repeat(continuous()[: N // 2], 2)
    given = inputs(x, np.random.default_rng(4).permutation(np.arange(N) % 2))
    found = tied_pairs(method.value, **given)
    patterns, _ = model_of(given["outcome"], given["predictors"], None)
    of_fits, of_tests = [], []
    for part in parts(method, patterns, times(method, given["resamples"], given["folds"]), given["seed"]):
        of_fits += [*shares(part.patients, part.events)]
        of_tests += [*shares(part.test_patients, part.test_events)]
    assert 0 < np.mean(of_tests) and np.ptp([*of_fits, *of_tests]) > 0
    assert found["apparent"] == pytest.approx(float(shares(*patterns.every())[0]), rel=1e-12)
    assert found["training"] == pytest.approx(np.mean(of_fits), rel=1e-12)
    assert found["test"] == pytest.approx(np.mean(of_tests), rel=1e-12)
    assert found["corrected"] == pytest.approx(found["apparent"] + found["training"] + found["test"], rel=1e-12)


def test_of_the_632_method_each_resample_has_its_share():
    x = np.repeat(continuous()[: N // 2], 2)
    given = inputs(x, np.random.default_rng(4).permutation(np.arange(N) % 2), resamples=30)
    patterns, _ = model_of(given["outcome"], given["predictors"], None)
    found, expected = tied_pairs(Method.OMITTED.value, **given), np.zeros(2)
    for part in parts(Method.OMITTED, patterns, 30, given["seed"]):
        of_fits, of_tests = shares(part.patients, part.events), shares(part.test_patients, part.test_events)
        expected += [(of_fits * part.share).sum(), (of_tests * part.share).sum()]
    assert (found["training"], found["test"]) == pytest.approx(tuple(expected), rel=1e-12)


def shares(patients, events):
    others = patients - events
    return (events * others).sum(axis=1) / (events.sum(axis=1) * others.sum(axis=1))


@pytest.mark.parametrize(
    ("method", "given", "where"),
    [
        (Method.BOOT, inputs(continuous()), False),
        (Method.CROSSVALIDATION, inputs(continuous()), False),
        (Method.CROSSVALIDATION, inputs(continuous(), folds=N // 2), False),
        (Method.CROSSVALIDATION, inputs(continuous(), folds=N), True),
        (Method.CROSSVALIDATION, inputs(np.repeat([0.0, 1.0], N // 2), np.arange(N) % 2, folds=N // 2), True),
        (Method.CROSSVALIDATION, inputs(np.maximum(continuous(), 0.0), np.arange(N) % 2, folds=N // 2), True),
        (Method.CROSSVALIDATION, inputs(np.minimum(continuous(), 0.0), np.arange(N) % 2, folds=N // 2), True),
        (Method.OMITTED, inputs(continuous(), resamples=2), True),
        (Method.OMITTED, inputs(continuous(), resamples=60), False),
    ],
)
def test_a_curve_needs_two_risks_wherever_it_is_tried(method, given, where):
    assert stops(method)[-1].when(**given) is where


def test_one_resample_that_omits_patients_of_one_risk_is_enough():
    x, outcome = np.repeat([1.0, 0.0], [2, 14]), np.arange(16) % 2
    patterns, _ = model_of(outcome, {"x": x}, None)
    alike = np.concatenate([(part.test_patients > 0).sum(axis=1) for part in parts(Method.OMITTED, patterns, 30, 1)])
    assert set(alike.tolist()) == {1, 2}
    assert stops(Method.OMITTED)[-1].when(**inputs(x, outcome, resamples=30))


@pytest.mark.parametrize(
    ("outcome", "folds", "stops"),
    [
        (np.arange(N) % 2, 2, False),
        (np.arange(N) % 2, N // 2, True),
        (np.arange(N) % 2, N, True),
        ((np.arange(N) % 8 == 0).astype(int), 10, True),
        (1 - (np.arange(N) % 8 == 0), 10, True),
    ],
)
def test_indexes_need_three_patients_of_both_outcomes_wherever_they_are_tried(outcome, folds, stops):
    said = deviations(Method.CROSSVALIDATION)[-1]
    assert said.when(**inputs(continuous(), outcome, folds=folds)) is stops


def test_bootstraps_are_tried_on_all_and_stop_only_without_a_model():
    assert {one.where_it_stops for one in deviations(Method.BOOT)} == {None, UNTRIED}


def test_two_in_a_fold_are_too_few_though_they_differ():
    x, outcome = np.array([0.0, 1.0, 2.0, 0.5]), np.array([0, 1, 0, 1])
    said = deviations(Method.CROSSVALIDATION)[-1]
    assert all(said.when(**inputs(x, outcome, seed=seed, folds=2)) for seed in range(12))


def test_three_in_a_fold_are_enough():
    """Of nine patients and three folds."""
    x, outcome = np.random.default_rng(1).normal(size=9), np.array([0, 1, 0, 1, 0, 1, 0, 1, 0])
    said = deviations(Method.CROSSVALIDATION)[-1]
    found = {seed: said.when(**inputs(x, outcome, seed=seed, folds=3)) for seed in range(12)}
    patterns, _ = model_of(outcome, {"x": x}, None)
    for seed, stops in found.items():
        events = [float(part.test_events.sum()) for part in parts(Method.CROSSVALIDATION, patterns, 3, seed)]
        assert stops is any(one in (0, 3) for one in events)
    assert set(found.values()) == {True, False}


def test_from_8_1_emax_is_of_each_resample():
    assert [FITTINGS[one].emax_each for one in FITTINGS] == [one == FROM_8_1 for one in FITTINGS]


@pytest.mark.parametrize(("side", "far"), [(1, 9.0), (-1, -9.0)])
def test_a_tie_that_rounding_breaks_moves_dxy_by_its_pairs_and_an_area_by_half_of_them(side, far):
    x = np.repeat(continuous()[: N // 2], 2)
    of = inputs(x, np.random.default_rng(4).permutation(np.arange(N) % 2))
    (ties,) = [one for one in deviations(Method.BOOT) if one.reads and one.versions == FROM_7]
    theirs = {field: np.full(len(NAMES) if field.split(".")[1] in ARRAYS else 1, far) for field in ties.reads}
    followed, allowed = ties.follows(theirs, **of)["boot"], tied_pairs("boot", **of)
    untied, dxy = given(FROM_7, "boot", **of), NAMES.index("Dxy")
    for name in ARRAYS:
        assert allowed[name] > 0 and np.ma.getmaskarray(followed[name]).sum() == len(NAMES) - 1
        assert followed[name][dxy] == pytest.approx(getattr(untied, name)[dxy] + side * allowed[name], rel=1e-12)
    for name, of_pairs in (("auc", "apparent"), ("auc_corrected", "corrected")):
        assert followed[name] == pytest.approx(getattr(untied, name) + side * allowed[of_pairs] / 2, rel=1e-12)
