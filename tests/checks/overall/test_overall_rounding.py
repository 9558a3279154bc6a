"""What rounding may move the scores and indexes by, held against exact arithmetic."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from scipy.special import expit

from parity.checks.overall import brier_score, quality_indexes
from parity.checks.rms import val_prob
from parity.checks.vocabulary import LARGEST_SHARE
from parity.verification.inputs import Inputs, part


def bounds(check, package: str, outcome, risk) -> dict[str, float]:
    """The computed bounds of a check against one reference, by field."""
    inputs = Inputs({"outcome": outcome, "risk": risk})
    (call,) = (call for call in check.references if call.package == package)
    made = {name: check.tolerance(name, call).bound for name in check.gives(call)}
    return {name: float(part(inputs.of(one.function), one.name)) for name, one in made.items() if one is not None}


def simulated(seed: int, n: int, decimals: int = 17) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    risk = np.round(random.beta(1.5, 4, n), decimals).clip(1e-9, 1 - 1e-9)
    return (random.random(n) < risk**1.1).astype(int), risk


SIZES = pytest.mark.parametrize(("n", "decimals"), [(300, 17), (20_000, 17), (200_000, 17), (200_000, 2)])


@SIZES
def test_the_brier_score_is_within_its_bound_of_the_exact_one(n, decimals):
    outcome, risk = simulated(1, n, decimals)
    score = brier_score.brier_score(outcome, risk)
    squares = sum((Fraction(y) - Fraction(p)) ** 2 for y, p in zip(outcome.tolist(), risk.tolist()))
    brier, share = squares / n, Fraction(int(outcome.sum()), n)
    scaled = 1 - brier / (share * (1 - share))
    bound = bounds(brier_score.CHECK, "stats", outcome, risk)
    assert abs(float(Fraction(score.brier) - brier)) <= bound["brier"]
    assert abs(float(Fraction(score.scaled_brier) - scaled)) <= bound["scaled_brier"]
    assert bounds(brier_score.CHECK, "rms", outcome, risk)["brier"] < 1e-13


@SIZES
def test_it_covers_a_program_that_adds_one_after_the_other_in_doubles(n, decimals):
    """As the QR decomposition of lm does in the residual sum of squares of the model with an intercept only."""
    outcome, risk = simulated(2, n, decimals)
    score, squares = brier_score.brier_score(outcome, risk), (outcome - outcome.mean()) ** 2
    by_lm = 1 - float(((outcome - risk) ** 2).sum()) / float(np.cumsum(squares)[-1])
    bound = bounds(brier_score.CHECK, "stats", outcome, risk)["scaled_brier"]
    assert abs(score.scaled_brier - by_lm) <= bound < 1e-10


def exact_deviance(outcome, risk) -> float:
    """Of given risks, without rounding but in each logarithm."""
    pairs = zip(outcome.tolist(), risk.astype(np.longdouble))
    return -2 * math.fsum(float(np.log(p) if y else np.log1p(-p)) for y, p in pairs)


@SIZES
def test_d_is_within_its_bound_of_exact_sums(n, decimals):
    outcome, risk = simulated(3, n, decimals)
    found, bound = quality_indexes.quality_indexes(outcome, risk), bounds(quality_indexes.CHECK, "stats", outcome, risk)
    events = int(outcome.sum())
    of_prevalence = -2 * (events * math.log(events / n) + (n - events) * math.log1p(-events / n))
    d = of_prevalence - exact_deviance(outcome, risk)
    assert abs(found.d_chi_square - d) <= bound["d_chi_square"]
    assert abs(found.d - (d - 1) / n) <= bound["d"] + 1e-15 * abs(found.d)
    assert bound["d_chi_square"] < 1e-12 * of_prevalence
    assert bound["d"] == pytest.approx(bound["d_chi_square"] / n, rel=1e-12)


@SIZES
def test_val_probs_bound_covers_log_likelihoods_that_are_added_one_after_the_other(n, decimals):
    outcome, risk = simulated(4, n, decimals)
    found, bound = quality_indexes.quality_indexes(outcome, risk), bounds(quality_indexes.CHECK, "rms", outcome, risk)
    events = int(outcome.sum())
    of_prevalence = -2 * (events * math.log(events / n) + (n - events) * math.log1p(-events / n))
    log_odds = np.log(risk / (1 - risk))
    terms = np.log(1 / (1 + np.exp(np.where(outcome == 1, -log_odds, log_odds))))
    by_lrm_fit = of_prevalence + 2 * float(np.cumsum(terms)[-1])
    assert abs(found.d_chi_square - by_lrm_fit) <= bound["d_chi_square"] < 1e-10 * of_prevalence


@pytest.mark.parametrize("package", ["rms", "stats"])
def test_risks_that_are_nearly_certain_lose_a_rounding_error_each(package):
    """Of a thousand patients with risks of about 1 - 1e-9, one has no event: 1/risk has few digits of its distance from
    1, and a program that takes its logarithm loses the rest."""
    draw = np.random.default_rng(5)
    outcome, risk = (np.arange(1000) != 7).astype(int), 1 - 1e-9 * draw.random(1000)
    found, bound = quality_indexes.quality_indexes(outcome, risk), bounds(quality_indexes.CHECK, package, outcome, risk)
    by_quotients = 2 * float(np.log(np.where(outcome == 1, 1 / risk, 1 / (1 - risk))).sum())
    of_prevalence = -2 * (999 * math.log(0.999) + math.log(0.001))
    assert abs(found.d_chi_square - (of_prevalence - by_quotients)) <= bound["d_chi_square"]


@pytest.mark.parametrize("package", ["rms", "stats"])
def test_every_bound_of_an_ordinary_cohort_is_far_below_its_cap(package):
    outcome, risk = simulated(6, 200_000)
    found, bound = quality_indexes.quality_indexes(outcome, risk), bounds(quality_indexes.CHECK, package, outcome, risk)
    assert set(bound) == {"r2", "d", "d_chi_square", "d_p", "u", "u_chi_square", "u_p", "q"}
    for name in ("r2", "d", "d_chi_square"):
        assert 0 < bound[name] < LARGEST_SHARE / 1000 * abs(getattr(found, name))


@pytest.mark.parametrize("package", ["rms", "stats"])
def test_the_tail_moves_as_its_chi_square_does_and_most_where_there_is_no_effect(package):
    outcome, risk = np.tile([0, 1, 1, 0], 50), np.repeat([0.5, 0.5000000001], 100)
    none = bounds(quality_indexes.CHECK, package, outcome, risk)["d_p"]
    outcome = (np.arange(200) % 4 == 0).astype(int)
    some = bounds(quality_indexes.CHECK, package, outcome, np.where(outcome == 1, 0.4, 0.2))["d_p"]
    assert some < none < 1e-5


@pytest.mark.parametrize("package", ["rms", "stats"])
def test_log_odds_near_0_that_hardly_differ_have_a_rounding_error_of_1_all_the_same(package):
    """Two right ways to a logit near one half differ by a rounding error of 1, and the line is steep there."""
    draw = np.random.default_rng(7)
    risk, outcome = expit(1e-7 * draw.normal(size=300)), draw.integers(0, 2, 300)
    bound = bounds(quality_indexes.CHECK, package, outcome, risk)["u_chi_square"]
    one, other = np.log(risk / (1 - risk)), np.log1p((2 * risk - 1) / (1 - risk))
    at = [steepest(outcome, x) for x in (one, other)]
    assert abs(at[0] - at[1]) <= bound


def steepest(outcome, x) -> float:
    """Twice the log-likelihood of the calibration line on given log odds."""
    x = (x - x.mean()) / x.std()
    at = np.zeros(2)
    for _ in range(30):
        mean = expit(at[0] + at[1] * x)
        design = np.column_stack([np.ones(len(x)), x])
        at = at + np.linalg.solve((design * (mean * (1 - mean))[:, None]).T @ design, design.T @ (outcome - mean))
    mean = expit(at[0] + at[1] * x)
    return 2 * float(np.log(np.where(outcome == 1, mean, 1 - mean)).sum())


NEARLY_MEETING = (
    ([0.8582546690770307, 0.870163142304985, 0.8737046214329988, 0.8740617420591629, 0.887184269554975,
      0.9000483267664126, 0.9084659204907647, 0.9191506977743776, 0.9251255863915208], 3, 1.2195098580065431,
     -1.5424980117618532),
    ([0.5305848194412395, 0.534026561138448, 0.5340870645313328, 0.5438806342880698], 2, 0.86276881820219109,
     -1.1045325520619311),
)  # fmt: skip
"""Risks that separate the outcomes by little, how many are without the event, and U and Q of val.prob of rms 6.5-0."""


@pytest.mark.parametrize(("risk", "without", "u", "q"), NEARLY_MEETING)
def test_where_the_line_has_no_maximum_it_covers_what_the_rounding_of_lrm_fits_steps_moves_u_by(risk, without, u, q):
    risk = np.array(risk)
    outcome = (np.arange(len(risk)) >= without).astype(int)
    followed = val_prob.indexes(outcome, risk, val_prob.Generation.BEFORE_6_9)
    bound = bounds(quality_indexes.CHECK, "rms", outcome, risk)
    for name, by_r in (("u", u), ("q", q)):
        assert 1e-11 < abs(getattr(followed, name) - by_r) <= bound[name] < 1e-7
