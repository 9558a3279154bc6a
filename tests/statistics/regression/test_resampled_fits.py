"""Logistic models on resamples given as counts: each is that of its rows, by the definition and one by one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from parity import RRandom
from parity.statistics.regression import resampled_likelihood
from parity.statistics.regression.maximum_likelihood import maximum_likelihood
from parity.statistics.regression.resampled_likelihood import ResampledLikelihood, solved
from parity.statistics.regression.resampled_scoring import ResampledScoring, independent

EPS = np.finfo(float).eps


def patients(n=60, p=3, seed=4, effect=0.7):
    draw = np.random.default_rng(seed)
    design = np.column_stack([np.ones(n), draw.normal(size=(n, p - 1))])
    return design, (draw.random(n) < expit(design[:, 1:].sum(axis=1) * effect - 0.3)).astype(int)


def resampled(n, count, seed=1):
    rows = RRandom(seed).resamples(n, count)
    return rows, np.stack([np.bincount(drawn, minlength=n) for drawn in rows], axis=1).astype(float)


def by_rows(design, outcome):
    """One weighted least squares after the other on the rows themselves, as a textbook has it."""
    log_odds, probability = np.log([1 / 3, 3.0])[outcome], np.array([0.25, 0.75])[outcome]
    before = -2 * np.log(0.75) * len(outcome)
    for step in range(1, 26):
        root = np.sqrt(np.maximum(probability * (1 - probability), EPS))
        weighted, kept = design * root[:, None], []
        for column in range(design.shape[1]):
            others = weighted[:, kept]
            own = weighted[:, column]
            left = own - others @ np.linalg.lstsq(others, own, rcond=None)[0] if kept else own
            if np.linalg.norm(left) > 1e-11 * np.linalg.norm(own):
                kept.append(column)
        response = log_odds * root + (outcome - probability) / root
        found = np.linalg.lstsq(weighted[:, kept], response, rcond=None)[0]
        log_odds = design[:, kept] @ found
        probability = np.where(np.abs(log_odds) > 30, np.where(log_odds > 0, 1 - EPS, EPS), expit(log_odds))
        after = -2 * np.log(np.where(outcome == 1, probability, 1 - probability)).sum()
        if abs(after - before) / (abs(after) + 0.1) < 1e-8:
            return log_odds, len(kept), True
        before = after
    return log_odds, len(kept), False


def test_the_likelihood_of_counts_is_that_of_their_rows():
    design, outcome = patients()
    rows, counts = resampled(60, 7)
    coefficients = np.random.default_rng(2).normal(size=(3, 7))
    found = ResampledLikelihood(design, outcome).at(counts, coefficients)
    for place, drawn in enumerate(rows):
        x, y = design[drawn], outcome[drawn]
        p = expit(x @ coefficients[:, place])
        twice = -2 * np.log(np.where(y == 1, p, 1 - p)).sum()
        assert found.minus_twice_log_likelihood[place] == pytest.approx(twice, rel=1e-13)
        assert found.score[:, place] == pytest.approx(x.T @ (y - p), rel=1e-12, abs=1e-13)
        assert found.information[:, :, place] == pytest.approx((x.T * (p * (1 - p))) @ x, rel=1e-12, abs=1e-13)


@pytest.mark.parametrize("at_once", [1, 50, 1 << 20])
def test_in_whatever_parts_it_is_the_same(at_once, monkeypatch):
    design, outcome = patients()
    _, counts = resampled(60, 7)
    likelihood, coefficients = ResampledLikelihood(design, outcome), np.full((3, 7), 0.2)
    whole = likelihood.at(counts, coefficients)
    monkeypatch.setattr(resampled_likelihood, "AT_ONCE", at_once)
    parts = likelihood.at(counts, coefficients)
    assert parts.minus_twice_log_likelihood == pytest.approx(whole.minus_twice_log_likelihood, rel=1e-14)
    assert likelihood.alone(counts, coefficients) == pytest.approx(whole.minus_twice_log_likelihood, rel=1e-14)
    assert parts.score == pytest.approx(whole.score, abs=1e-12)
    assert parts.information == pytest.approx(whole.information, rel=1e-13, abs=1e-13)


def test_log_odds_of_thousands_are_no_overflow():
    design = np.array([[1.0, 3000.0], [1.0, -3000.0]])
    found = ResampledLikelihood(design, np.array([0, 1])).at(np.ones((2, 1)), np.array([[0.0], [-1.0]]))
    assert found.minus_twice_log_likelihood == 0.0 and max(np.abs(found.score).max(), found.information.max()) < 1e-290
    other = ResampledLikelihood(design, np.array([1, 0])).at(np.ones((2, 1)), np.array([[0.0], [-1.0]]))
    assert other.minus_twice_log_likelihood == 12000 and other.score[1] == 6000


def test_a_step_solves_the_information_of_each_resample():
    draw = np.random.default_rng(0)
    columns = draw.normal(size=(5, 20, 6))
    information, score = np.einsum("bni,bnj->ijb", columns, columns), draw.normal(size=(6, 5))
    step, shares = solved(information, score)
    for place in range(5):
        assert step[:, place] == pytest.approx(np.linalg.solve(information[:, :, place], score[:, place]), rel=1e-10)
        last = columns[place][:, -1]
        left = last - columns[place][:, :-1] @ np.linalg.lstsq(columns[place][:, :-1], last, rcond=None)[0]
        assert shares[-1, place] == pytest.approx((left @ left) / (last @ last), rel=1e-10)
    assert (shares[0] == 1).all()


@pytest.mark.parametrize(("n", "p", "effect", "most"), [(60, 3, 0.7, 1e-14), (400, 6, 0.4, 1e-14), (26, 4, 1.5, 1e-9)])
def test_each_fit_is_that_of_its_rows_step_by_step(n, p, effect, most):
    design, outcome = patients(n, p, effect=effect)
    rows, counts = resampled(n, 40)
    scoring = ResampledScoring(design, outcome)
    found = scoring.fits(counts)
    for place, drawn in enumerate(rows):
        log_odds, rank, converged = by_rows(design[drawn], outcome[drawn])
        assert (found.rank[place], found.converged[place]) == (rank, converged)
        ours = scoring.basis[drawn] @ found.coefficients[:, place]
        assert expit(np.clip(ours, -36, 36)) == pytest.approx(expit(np.clip(log_odds, -36, 36)), rel=1e-9, abs=most)
    assert (n == 26) == (not found.converged.all()), "of 26 patients some resamples are separated"


def test_a_column_that_depends_on_others_in_a_resample_is_dropped_from_it():
    draw = np.random.default_rng(8)
    n = 70
    level = np.repeat([0, 1, 2, 3], [40, 26, 2, 2])
    design = np.column_stack([np.ones(n), level == 1, level == 2, level == 3, draw.normal(size=n)]).astype(float)
    outcome = (draw.random(n) < 0.4).astype(int)
    rows, counts = resampled(n, 60)
    scoring = ResampledScoring(design, outcome)
    found = scoring.fits(counts)
    lacking = np.array([4 - len(set(level[drawn])) for drawn in rows])
    assert lacking.any() and (found.rank == 5 - lacking).all()
    for place in np.flatnonzero(lacking):
        log_odds = by_rows(design[rows[place]], outcome[rows[place]])[0]
        assert scoring.basis[rows[place]] @ found.coefficients[:, place] == pytest.approx(log_odds, rel=1e-7, abs=1e-12)


def test_the_first_column_of_two_that_depend_on_each_other_stays():
    draw = np.random.default_rng(8)
    one, other = draw.normal(size=(2, 9))
    assert independent(np.column_stack([one, 2 * one, other, one - other, np.zeros(9)])) == [0, 2]
    assert independent(np.column_stack([one, one + 1e-10 * other])) == [0, 1]
    assert independent(np.column_stack([one, one + 1e-13 * other])) == [0]
    assert independent(draw.normal(size=(2, 4))) == [0, 1]


def test_fully_converged_the_score_vanishes_and_the_maximum_is_that_of_the_rows():
    design, outcome = patients(200)
    rows, counts = resampled(200, 10)
    scoring = ResampledScoring(design, outcome)
    stopped, full = scoring.fits(counts), scoring.fits(counts, fully=True)
    likelihood = ResampledLikelihood(scoring.basis, outcome)
    assert full.converged.all()
    assert np.abs(likelihood.at(counts, full.coefficients).score).max() < 1e-12
    assert 1e-10 < np.abs(likelihood.at(counts, stopped.coefficients).score).max() < 1e-3
    for place, drawn in enumerate(rows):
        predictors = {"a": design[drawn, 1], "b": design[drawn, 2]}
        maximum = maximum_likelihood(outcome[drawn], predictors).log_odds
        assert scoring.basis[drawn] @ full.coefficients[:, place] == pytest.approx(maximum, abs=1e-12)


def test_no_fit_depends_on_what_it_is_made_together_with_nor_on_the_unit_of_a_column():
    design, outcome = patients(50, 4)
    _, counts = resampled(50, 30)
    scoring = ResampledScoring(design, outcome)
    together = scoring.fits(counts).coefficients
    for place in (0, 7, 29):
        alone = scoring.fits(counts[:, [place]]).coefficients
        assert alone[:, 0] == pytest.approx(together[:, place], rel=1e-12, abs=1e-12)
    scaled = ResampledScoring(design * [1, 1e6, 1e-6, 1] + [0, 1e7, 0, 5], outcome)
    found = scaled.basis @ scaled.fits(counts).coefficients
    assert found == pytest.approx(scoring.basis @ together, abs=1e-9)
