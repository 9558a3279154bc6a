"""Conventions of models, of the ROC curve and of proportions are their definitions."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from parity.conventions import auc_delong, classification_intervals
from parity.conventions.convention import Options
from parity.conventions.explain import values
from parity.conventions.families import BY_STEM
from parity.conventions.subjects import Proportion
from parity.data.study_file import find_study
from parity.statistics.discrimination.auc_delong import auc_delong as delong
from parity.statistics.regression.logistic_regression import logistic_regression
from parity.verification.predictions import samples

BIRTHWT = samples(find_study("birthwt"))[0]


class Ratings:
    """109 readings of computed tomographs in five categories: Hanley and McNeil (1982), table 1."""

    controls, cases = (33, 6, 6, 11, 2), (3, 2, 2, 11, 33)
    outcome = np.repeat([0, 1], [58, 51])
    risk = np.concatenate([np.repeat(np.arange(1.0, 6.0), of) for of in (controls, cases)])
    level = 0.95


def numbers(stem, subject, options=Options()):
    return {value.convention.name: value.numbers for value in values(stem, subject, options)}


def named(stem, name, sample=BIRTHWT):
    (found,) = [one for one in BY_STEM[stem].subjects(sample, Options()) if one.name == name]
    return numbers(stem, found)


def test_hanley_and_mcneils_readings_of_tomographs():
    """They print an area of .893 with a standard error of .032, from exponential scores."""
    found = numbers("auc_delong", Ratings)
    assert round(found["Hanley and McNeil 1982"]["AUC"], 3) == 0.893
    assert round(found["Hanley and McNeil 1982"]["SE"], 3) == 0.032
    assert found["DeLong"]["SE"] == pytest.approx(0.0307244, abs=5e-8)
    against_half = stats.norm.sf((found["DeLong"]["AUC"] - 0.5) / found["DeLong"]["SE"])
    assert found["DeLong"]["p"] == pytest.approx(2 * against_half, rel=1e-10)


def test_counted_probabilities_of_two_are_those_of_all_pairs():
    """Q1 and Q2 by looking at every two cases with a control, and every two controls with a case."""
    draw = np.random.default_rng(3)
    outcome, risk = draw.integers(0, 2, 25), np.round(draw.normal(size=25), 1)
    cases, controls = risk[outcome == 1], risk[outcome == 0]

    def both(one, other, against, sign):
        least = min(sign * one, sign * other) - sign * against
        return 1.0 if least > 0 else 0.0 if least < 0 else 1 / 3 if one == other else 1 / 2

    m, n = len(cases), len(controls)
    q1 = np.mean([both(one, other, control, 1) for control in controls for one in cases for other in cases])
    q2 = np.mean([both(one, other, case, -1) for case in cases for one in controls for other in controls])

    class Sample:
        pass

    Sample.outcome, Sample.risk, area = outcome, risk, delong(outcome, risk).auc
    beyond = (m - 1) * (q1 - area**2) + (n - 1) * (q2 - area**2)
    wanted = math.sqrt((area * (1 - area) + beyond) / (m * n))
    assert auc_delong.hanley_mcneil_counted(area, m, n, Sample) == pytest.approx(wanted, rel=1e-10)


def test_an_area_of_a_half_has_the_variance_of_mann_and_whitney():
    """mn(N + 1)/12 of the pairs won, over (mn)²."""
    assert auc_delong.without_discrimination(0.5, 4, 5, None) ** 2 == pytest.approx(4 * 5 * 10 / 12 / 400, rel=1e-14)


def test_the_binomial_interval_of_an_area_is_clopper_and_pearsons_of_a_whole_number():
    class Sample:
        outcome, risk, level = np.array([0, 1] * 5), np.array([0, 1, 0, 1, 1, 0, 0.5, 0.5, 1, 1.0]), 0.95

    found = numbers("auc_delong", Sample)["binomial, exact"]
    won = found["AUC"] * 10
    assert found["low"] == pytest.approx(stats.beta.ppf(0.025, won, 11 - won), rel=1e-9)
    assert found["high"] == pytest.approx(stats.beta.ppf(0.975, won + 1, 10 - won), rel=1e-9)


def test_bootstraps_of_the_area_are_drawn_where_they_are_asked():
    names = [name for name in numbers("auc_delong", BIRTHWT, Options(resamples=50)) if name.startswith("bootstrap")]
    asked, not_asked = (
        {value.convention.name: value for value in values("auc_delong", BIRTHWT, options)}
        for options in (Options(resamples=50, seed=7), Options())
    )
    assert len(names) == 3
    for name in names:
        assert not_asked[name].numbers == {} and "--resamples 2000" in not_asked[name].why_not
        assert asked[name].numbers["low"] < asked[name].numbers["AUC"] < asked[name].numbers["high"]


@pytest.mark.parametrize(("x", "n"), [(0, 20), (1, 20), (7, 20), (10, 20), (20, 20), (81, 263), (15, 148)])
def test_intervals_of_a_proportion(x, n):
    z, p = stats.norm.ppf(0.975), x / n
    limits = classification_intervals
    of = {name: getattr(limits, name)(x, n, 0.95, z) for name in ("wald", "agresti_coull", "jeffreys", "mid_p")}
    assert sum(of["wald"]) == pytest.approx(2 * p) and of["wald"][1] - p == pytest.approx(
        z * math.sqrt(p * (1 - p) / n)
    )
    wilson_middle = (x + z * z / 2) / (n + z * z)
    assert sum(of["agresti_coull"]) / 2 == pytest.approx(wilson_middle, rel=1e-14), "as far out as Wilson's"
    for limit, tail in zip(of["jeffreys"], (0.025, 0.975)):
        if 0 < limit < 1:
            assert stats.beta.cdf(limit, x + 0.5, n - x + 0.5) == pytest.approx(tail, rel=1e-9)
    low, high = of["mid_p"]
    if x:
        assert stats.binom.sf(x, n, low) + stats.binom.pmf(x, n, low) / 2 == pytest.approx(0.025, rel=1e-9)
    if x < n:
        assert stats.binom.cdf(x - 1, n, high) + stats.binom.pmf(x, n, high) / 2 == pytest.approx(0.025, rel=1e-9)
    assert (low == 0) == (x == 0) and (high == 1) == (x == n)
    low, high = limits.wilson_corrected(x, n, 0.95, z)
    for limit, side in ((low, 1), (high, -1)):
        if 0 < limit < 1:
            assert side * (p - limit) - 1 / (2 * n) == pytest.approx(z * math.sqrt(limit * (1 - limit) / n), rel=1e-9)


def test_newcombes_printed_intervals():
    """Newcombe (1998), table I, of 81 among 263 and of 15 among 148: Wald, Wald corrected, Wilson, Wilson corrected,
    Clopper and Pearson, mid-p."""
    for (x, n), rows in {
        (81, 263): (
            ("Wald", 0.2522, 0.3638), ("Wald, corrected for continuity", 0.2503, 0.3657), ("Wilson", 0.2553, 0.3662),
            ("Wilson, corrected for continuity", 0.2535, 0.3682), ("Clopper and Pearson, exact", 0.2527, 0.3676),
            ("mid-p", 0.2544, 0.3658),
        ),
        (15, 148): (
            ("Wald", 0.0527, 0.1500), ("Wald, corrected for continuity", 0.0494, 0.1534), ("Wilson", 0.0624, 0.1605),
            ("Wilson, corrected for continuity", 0.0598, 0.1644), ("Clopper and Pearson, exact", 0.0578, 0.1617),
            ("mid-p", 0.0601, 0.1581),
        ),
    }.items():  # fmt: skip
        found = numbers("classification_intervals", Proportion("sensitivity", x, n, 0.5, 0.95))
        for name, low, high in rows:
            assert (round(found[name]["low"], 4), round(found[name]["high"], 4)) == (low, high), name


def test_proportions_stand_at_a_cutoff_that_is_given_or_at_youdens():
    for options in (Options(), Options(cutoff=0.4)):
        made = {one.variable: one for one in BY_STEM["classification_intervals"].subjects(BIRTHWT, options)}
        positive = BIRTHWT.risk >= made["sensitivity"].cutoff
        assert made["sensitivity"].count == (positive & (BIRTHWT.outcome == 1)).sum()
        assert made["PPV"].of == positive.sum() and made["accuracy"].of == len(positive)
        assert made["NPV"].count == (~positive & (BIRTHWT.outcome == 0)).sum() == made["specificity"].count
    assert made["sensitivity"].cutoff == 0.4


def test_intervals_and_tests_of_a_coefficient():
    found = named("logistic_regression", "lwt")
    wald, z = found["Wald"], stats.norm.ppf(0.975)
    assert math.log(wald["high"] / wald["OR"]) == pytest.approx(z * wald["SE"], rel=1e-9)
    assert found["Wald's χ²"]["χ²"] == pytest.approx(wald["z"] ** 2, rel=1e-9)
    assert found["Wald's χ²"]["p"] == pytest.approx(wald["p"], rel=1e-8)
    columns = {name: column for name, column in BIRTHWT.predictors.items() if name != "lwt"}
    without = logistic_regression(BIRTHWT.outcome, columns).log_likelihood
    fit = logistic_regression(BIRTHWT.outcome, BIRTHWT.predictors, formula=BIRTHWT.formula)
    assert found["likelihood ratio test"]["χ²"] == pytest.approx(2 * (fit.log_likelihood - without), rel=1e-9)
    assert 0 < found["score test"]["χ²"] < 20
    profile = found["profile likelihood interval"]
    assert profile["low"] < wald["OR"] < profile["high"] and profile["low"] != pytest.approx(wald["low"], rel=1e-6)
    student = found["Wald, by Student's t with n − p"]
    assert student["df"] == len(BIRTHWT.outcome) - len(fit.terms)
    reach = stats.t.ppf(0.975, student["df"]) * wald["SE"]
    assert math.log(student["high"] / wald["OR"]) == pytest.approx(reach, rel=1e-9)
    spread = np.std(BIRTHWT.predictors["lwt"], ddof=1)
    assert math.log(found["Wald, per standard deviation"]["OR"]) == pytest.approx(spread * wald["B"], rel=1e-9)
    iqr = np.subtract(*np.quantile(BIRTHWT.predictors["lwt"], [0.75, 0.25]))
    assert math.log(found["Wald, per interquartile range"]["low"] / wald["low"] ** iqr) == pytest.approx(0, abs=1e-9)
    assert "Wald, per 10 units" not in named("logistic_regression", "race=black")


def test_tests_in_the_order_of_the_model_add_up_to_that_of_all():
    made = {one.variable: numbers("term_tests", one) for one in BY_STEM["term_tests"].subjects(BIRTHWT, Options())}
    of_all = made.pop("all together")["likelihood ratio"]
    in_turn = [of["likelihood ratio, in the order of the model"] for of in made.values()]
    assert sum(one["χ²"] for one in in_turn) == pytest.approx(of_all["χ²"], rel=1e-9)
    assert sum(one["df"] for one in in_turn) == of_all["df"]
    last = list(made.values())[-1]
    assert last["likelihood ratio, in the order of the model"] == pytest.approx(last["likelihood ratio"], rel=1e-8)


def test_a_predictor_of_an_interaction_is_tested_with_it_and_alone():
    curves = samples(find_study("curves"))[0]
    made = {one.variable: numbers("term_tests", one) for one in BY_STEM["term_tests"].subjects(curves, Options())}
    fit = logistic_regression(curves.outcome, curves.predictors, formula=curves.formula)
    for test in ("likelihood ratio", "Wald", "score"):
        whole, alone = made["nodes"][test], made["nodes"][f"{test}, its own coefficients"]
        assert (whole["df"], alone["df"]) == (2, 1) and whole["χ²"] > alone["χ²"]
        together = made["nodes * sex"]
        assert together[test] == together[f"{test}, its own coefficients"]
    z = fit.z[fit.terms.index("nodes")]
    assert made["nodes"]["Wald, its own coefficients"]["χ²"] == pytest.approx(z**2, rel=1e-9)
    coefficients = BY_STEM["logistic_regression"].subjects(curves, Options())
    per = {one.name: "Wald, per standard deviation" in numbers("logistic_regression", one) for one in coefficients}
    assert not any(per.values()), "each is a spline, a power, or part of an interaction"


def test_what_is_of_the_model_is_of_no_other_cohort():
    rait = samples(find_study("rait"))
    for stem in ("logistic_regression", "term_tests", "r_squared"):
        assert BY_STEM[stem].subjects(rait[0], Options()) and not BY_STEM[stem].subjects(rait[1], Options())
