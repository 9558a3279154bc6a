"""Conventions of tables are their definitions, by other programs where they have one, and by printed examples."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from parity.conventions import characteristics, chi_square_test, conditional_odds_ratio, levene_test, mann_whitney_test
from parity.conventions import standardised_difference, t_test
from parity.conventions.convention import Options
from parity.conventions.explain import values
from parity.conventions.families import BY_STEM
from parity.conventions.subjects import Compared
from parity.data.cohort import Factor
from parity.data.study_file import bundled_studies, find_study
from parity.errors import InputError
from parity.statistics.association.groups import Moments
from parity.verification.predictions import samples

BIRTHWT, RAIT = (samples(find_study(name)) for name in ("birthwt", "rait"))


def compared(first, second):
    group = np.repeat([1, 0], [len(first), len(second)])
    return Compared("x", ("y=1", "y=0"), group, np.array([*first, *second], dtype=float), 0.95)


def fourfold(a, b, c, d):
    """With a and b in the second category, c and d in the first; a and c in the first group."""
    group, codes = np.repeat([1, 0, 1, 0], [a, b, c, d]), np.repeat([1, 1, 0, 0], [a, b, c, d])
    return Compared("x", ("y=1", "y=0"), group, Factor(codes, ("no", "yes")), 0.95)


def numbers(stem, subject):
    return {value.convention.name: value.numbers for value in values(stem, subject)}


def drawn(seed=1, ties=False):
    draw = np.random.default_rng(seed)
    first, second = draw.normal(1, 2, 23), draw.normal(0, 1, 31)
    return (np.round(first), np.round(second)) if ties else (first, second)


def test_t_tests_are_scipys():
    first, second = drawn()
    found = numbers("t_test", compared(first, second))
    for name, equal in (("Welch", False), ("pooled", True)):
        for says, alternative in (("the first larger", "greater"), ("the first smaller", "less")):
            p = stats.ttest_ind(first, second, equal_var=equal, alternative=alternative).pvalue
            assert found[f"{name}, one-sided: {says}"]["p"] == pytest.approx(p, rel=1e-10)
        assert found[f"{name}, two-sided"]["p"] == pytest.approx(stats.ttest_ind(first, second, equal_var=equal)[1])
    of_variance = stats.f_oneway(first, second)
    assert found["analysis of variance, F = t²"]["F"] == pytest.approx(of_variance[0], rel=1e-12)
    assert found["analysis of variance, F = t²"]["p"] == pytest.approx(of_variance[1], rel=1e-10)


def test_statas_other_degrees_of_freedom_as_printed():
    """Of kidney cancer in 20 and 24 states Stata prints 36.2258 by Welch, and 35.1098 by Satterthwaite."""
    one, other = Moments(20, 3.006, 19 * 0.3001298**2), Moments(24, 2.618333, 23 * 0.5983722**2)
    assert t_test.degrees_of_freedom_of_1947(one, other) == pytest.approx(36.2258, abs=5e-5)


@pytest.mark.parametrize("seed", range(3))
def test_tests_of_variances_are_scipys(seed):
    first, second = drawn(seed)
    found = numbers("levene_test", compared(first, second))
    for name, center in (("about the mean", "mean"), ("about the median", "median")):
        f, p = stats.levene(first, second, center=center)
        assert (found[name]["F"], found[name]["p"]) == (pytest.approx(f, rel=1e-11), pytest.approx(p, rel=1e-9))
    trimmed = [found[f"{which} 5% at either end"]["F"] for which in ("of the values without", "about the mean without")]
    f = stats.levene(first, second, center="trimmed")[0]
    assert f in (pytest.approx(trimmed[0], rel=1e-11), pytest.approx(trimmed[1], rel=1e-11)), "by its version"
    squares = stats.f_oneway((first - first.mean()) ** 2, (second - second.mean()) ** 2)
    assert found["squares about the mean"]["F"] == pytest.approx(squares[0], rel=1e-11)
    bartlett = stats.bartlett(first, second)
    assert found["Bartlett"]["χ²"] == pytest.approx(bartlett[0], rel=1e-11)
    trimmed = [np.abs(group - stats.trim_mean(group, 0.1)) for group in (first, second)]
    assert found["about the mean without 10% at either end"]["F"] == pytest.approx(stats.f_oneway(*trimmed)[0])


def test_the_ratio_of_variances_turns_around():
    first, second = drawn()
    one, other = numbers("levene_test", compared(first, second)), numbers("levene_test", compared(second, first))
    name, folded = "ratio of the variances", "ratio of the larger variance to the smaller"
    assert one[name]["F"] * other[name]["F"] == pytest.approx(1, rel=1e-12)
    assert one[name]["p"] == pytest.approx(other[name]["p"], rel=1e-10)
    assert one[folded]["F"] == other[folded]["F"] >= 1 and one[folded]["df"] == other[folded]["df"]
    assert len(levene_test.trimmed(np.arange(21.0), 0.1)) == 17


@pytest.mark.parametrize("ties", [False, True])
def test_mann_and_whitneys_approximations_are_scipys(ties):
    first, second = drawn(ties=ties)
    found = numbers("mann_whitney_test", compared(first, second))
    for name, corrected, alternative in (
        ("normal, ties counted", False, "two-sided"),
        ("normal, ties counted, corrected for continuity", True, "two-sided"),
        ("normal, corrected, one-sided: the first larger", True, "greater"),
        ("normal, corrected, one-sided: the first smaller", True, "less"),
    ):
        test = stats.mannwhitneyu(first, second, use_continuity=corrected, alternative=alternative, method="asymptotic")
        assert found[name]["p"] == pytest.approx(test.pvalue, rel=1e-10)
        assert found["the statistic: pairs that a group wins"]["U first"] == test.statistic
    assert found["normal, ties not counted"]["p"] == pytest.approx(stats.ranksums(first, second)[1], rel=1e-10)
    assert found["Kruskal and Wallis, χ² = z²"]["p"] == pytest.approx(stats.kruskal(first, second)[1], rel=1e-10)
    sums = found["the statistic: rank sum of a group"]
    ranks = stats.rankdata([*first, *second])
    assert sums["ranks first"] == ranks[:23].sum() and sums["ranks second"] == ranks[23:].sum()
    if not ties:
        exact = stats.mannwhitneyu(first, second, method="exact").pvalue
        assert found["exact, as if nothing were tied"]["p"] == pytest.approx(exact, rel=1e-10)
        assert found["exact, given the ties"]["p"] == pytest.approx(exact, rel=1e-10)


def test_sas_prints_of_16_and_44_patients():
    """SAS's output of a rank sum of 471.5 with a deviation of 59.80284: Z -0.2675, p 0.7890, by t 0.7900."""
    z = (471.5 - 16 * 61 / 2 + 0.5) / 59.80284
    assert z == pytest.approx(-0.2675, abs=5e-5)
    assert 2 * stats.norm.sf(-z) == pytest.approx(0.7890, abs=1e-4)
    assert 2 * stats.t.sf(-z, 59) == pytest.approx(0.7900, abs=1e-4)
    found = numbers("mann_whitney_test", compared(*drawn()))
    t, corrected = (
        found[name]
        for name in ("Student's t of the corrected z, df = N − 1", "normal, ties counted, corrected for continuity")
    )
    assert t["t"] == corrected["z"] and t["p"] == pytest.approx(2 * stats.t.sf(abs(t["t"]), 53), rel=1e-10)


def test_exact_without_ties_counts_halves_down():
    assert mann_whitney_test.exact_without_ties(3.5, 4, 5) == mann_whitney_test.exact_without_ties(3.0, 4, 5)
    assert mann_whitney_test.exact_without_ties(17.0, 4, 5) == mann_whitney_test.exact_without_ties(3.0, 4, 5)
    assert mann_whitney_test.deviation(np.arange(9.0), 4, 5, True) == math.sqrt(4 * 5 * 10 / 12)


TABLES = [(11, 3, 106, 223), (96, 104, 109, 666), (3, 9, 8, 4), (1, 7, 6, 2)]


@pytest.mark.parametrize("table", TABLES)
def test_tests_of_a_fourfold_table_are_scipys(table):
    found, counts = numbers("chi_square_test", fourfold(*table)), np.reshape(table, (2, 2))
    n = counts.sum()
    for name, of in (
        ("Pearson", {"correction": False}),
        ("Yates", {}),
        ("likelihood ratio G²", {"correction": False, "lambda_": "log-likelihood"}),
        ("likelihood ratio G², after Yates's half", {"lambda_": "log-likelihood"}),
    ):
        statistic, p = stats.chi2_contingency(counts, **of)[:2]
        assert found[name]["χ²"] == pytest.approx(statistic, rel=1e-11)
        assert found[name]["p"] == pytest.approx(p, rel=1e-9)
    assert found["N − 1"]["χ²"] == pytest.approx(found["Pearson"]["χ²"] * (n - 1) / n, rel=1e-13)
    assert found["linear by linear"]["χ²"] == pytest.approx(found["N − 1"]["χ²"], rel=1e-12)
    assert found["Fisher, two-sided: tables no more likely"]["p"] == pytest.approx(stats.fisher_exact(counts)[1])
    for alternative in ("greater", "less"):
        p = stats.fisher_exact(counts, alternative)[1]
        assert found[f"Fisher, one-sided: {alternative}"]["p"] == pytest.approx(p, rel=1e-9)
    a, b, c, d = table
    of = stats.hypergeom(n, a + c, a + b).pmf(np.arange(n + 1))
    least = 2 * min(sum(of[:a]) + of[a] / 2, sum(of[a + 1 :]) + of[a] / 2)
    assert found["Fisher, twice the smaller mid-p tail"]["p"] == pytest.approx(least, rel=1e-9)
    two_sided = found["Fisher, two-sided: tables no more likely"]["p"]
    assert found["Fisher, mid-p"]["p"] == pytest.approx(two_sided - of[a] / 2, rel=1e-9)
    assert found["Fisher, twice the smaller tail"]["p"] == pytest.approx(
        min(1, 2 * min(sum(of[: a + 1]), sum(of[a:]))), rel=1e-9
    )
    assert sum(chi_square_test.tails(np.array([[c, d], [a, b]]))) == pytest.approx(1, rel=1e-13)


def test_of_three_categories_those_of_two_say_nothing():
    draw = np.random.default_rng(2)
    codes, group = draw.integers(0, 3, 90), draw.integers(0, 2, 90)
    found = numbers("chi_square_test", Compared("x", ("1", "0"), group, Factor(codes, ("a", "b", "c")), 0.95))
    assert set(found) == {
        "Pearson", "likelihood ratio G²", "N − 1", "linear by linear", "Fisher, two-sided: tables no more likely",
    }  # fmt: skip
    r = np.corrcoef(codes, group)[0, 1]
    assert found["linear by linear"]["χ²"] == pytest.approx(89 * r * r, rel=1e-10)


HYNDMAN_FAN = [
    "inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf", "hazen", "weibull",
    "linear", "median_unbiased", "normal_unbiased",
]  # fmt: skip


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 8, 9, 10, 11, 23])
def test_the_nine_types_of_quantiles(n):
    """By their ranks, in fractions, as Hyndman and Fan have them: (1 - g) x_j + g x_{j+1}, j + g = np + m."""
    ordered = np.sort(np.random.default_rng(n).normal(size=n))

    def at(rank):
        return ordered[min(max(rank, 1), n) - 1]

    for kind in range(1, 10):
        m = {3: Fraction(-1, 2), 5: Fraction(1, 2), 8: None, 9: None}.get(kind, Fraction(0))
        for p in (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)):
            m = {6: p, 7: 1 - p, 8: (p + 1) / 3, 9: p / 4 + Fraction(3, 8)}.get(kind, m)
            j = math.floor(n * p + m)
            rest = n * p + m - j
            g = {1: int(rest > 0), 2: Fraction(1 + int(rest > 0), 2), 3: int(not (rest == 0 and j % 2 == 0))}.get(
                kind, rest
            )
            wanted = (1 - float(g)) * at(j) + float(g) * at(j + 1)
            assert characteristics.quantile(ordered[::-1], float(p), kind) == pytest.approx(wanted, abs=1e-14)


def test_the_nine_types_are_numpys_but_for_its_closest_observation():
    values_ = np.random.default_rng(4).normal(size=22)
    for kind, method in enumerate(HYNDMAN_FAN, start=1):
        if kind != 3:  # numpy before 2 took the even place of another count
            for p in (0.25, 0.5, 0.75):
                wanted = np.quantile(values_, p, method=method)
                assert characteristics.quantile(values_, p, kind) == pytest.approx(wanted, abs=1e-13)


def test_hinges_and_deviations():
    """Tukey's own count: of 11 values the hinges are the means of the 3rd and 4th from either end."""
    eleven = np.arange(1.0, 12.0) ** 2
    assert characteristics.hinges(eleven, True) == ((9 + 16) / 2, (64 + 81) / 2)
    assert characteristics.hinges(eleven, False) == (9.0, 81.0)
    assert characteristics.hinges(np.array([3.0]), True) == characteristics.hinges(np.array([3.0]), False) == (3.0, 3.0)
    subject = next(one for one in BY_STEM["characteristics"].subjects(RAIT[0], Options()))
    found, x = numbers("characteristics", subject), subject.column
    assert found["SD over n"]["SD"] == pytest.approx(np.std(x), rel=1e-12)
    assert found["SD over n − 1"]["SD"] == pytest.approx(np.std(x, ddof=1), rel=1e-12)
    low, high = stats.t.interval(0.95, len(x) - 1, x.mean(), stats.sem(x))
    assert found["interval of the mean, Student"]["low"] == pytest.approx(low, rel=1e-11)
    assert found["interval of the mean, Student"]["high"] == pytest.approx(high, rel=1e-11)
    assert found["standard error of the mean"]["SE"] == pytest.approx(stats.sem(x), rel=1e-12)


def test_statas_intervals_of_an_odds_ratio_as_printed():
    """Of 96 104 109 666: 5.640085, Cornfield 4.003217 to 7.94673, and corrected for continuity 3.942972 to 8.071281."""
    found = numbers("conditional_odds_ratio", fourfold(96, 104, 109, 666))
    for name, low, high in (
        ("of the table, score interval", 4.003217, 7.94673),
        ("of the table, score interval corrected for continuity", 3.942972, 8.071281),
    ):
        assert found[name]["OR"] == pytest.approx(5.640085, abs=5e-7)
        assert (found[name]["low"], found[name]["high"]) == (
            pytest.approx(low, abs=1e-6),
            pytest.approx(high, abs=1e-6),
        )


@pytest.mark.parametrize("table", TABLES)
def test_odds_ratios_are_their_definitions(table):
    a, b, c, d = table
    found, z = numbers("conditional_odds_ratio", fourfold(*table)), stats.norm.ppf(0.975)
    woolf = found["of the table, Woolf's interval"]
    assert woolf["OR"] == pytest.approx(a * d / (b * c), rel=1e-14)
    assert math.log(woolf["high"] / woolf["OR"]) == pytest.approx(z * math.sqrt(sum(1 / cell for cell in table)))
    score = found["of the table, score interval"]
    for limit, sign in ((score["low"], 1), (score["high"], -1)):
        cells = conditional_odds_ratio.fitted(table, limit)
        assert cells[0] * cells[3] / (cells[1] * cells[2]) == pytest.approx(limit, rel=1e-9)
        assert cells[0] + cells[1] == pytest.approx(a + b) and cells[0] + cells[2] == pytest.approx(a + c)
        assert conditional_odds_ratio.score(table, limit) == pytest.approx(sign * z, rel=1e-9)
    pearson = numbers("chi_square_test", fourfold(*table))["Pearson"]["χ²"]
    assert conditional_odds_ratio.score(table, 1.0) ** 2 == pytest.approx(pearson, rel=1e-10)
    wider = found["of the table, score interval with N/(N − 1)"]
    assert wider["low"] < score["low"] and wider["high"] > score["high"]
    profile = found["of the table, profile likelihood"]
    assert profile["low"] < woolf["OR"] < profile["high"]


def test_an_empty_cell_leaves_what_there_is():
    found = {value.convention.name: value for value in values("conditional_odds_ratio", fourfold(4, 0, 3, 5))}
    assert found["of the table, Woolf's interval"].why_not == "a cell of the table is empty"
    score = found["of the table, score interval"].numbers
    assert score["OR"] == score["high"] == math.inf and 0 < score["low"] < math.inf
    assert found["with ½ in each cell, Woolf's interval"].numbers["OR"] == 4.5 * 5.5 / (0.5 * 3.5)


def test_standardised_differences_are_their_definitions():
    first, second = drawn()
    found = numbers("standardised_difference", compared(first, second))
    off, n = first.mean() - second.mean(), 54
    pooled = math.sqrt((22 * first.var(ddof=1) + 30 * second.var(ddof=1)) / 52)
    assert found["numbers: Cohen's d, the pooled SD"]["SMD"] == pytest.approx(off / pooled, rel=1e-12)
    exact, near = (found[f"numbers: Hedges's g, {which} factor"]["SMD"] for which in ("exact", "approximate"))
    assert near == pytest.approx(off / pooled * (1 - 3 / (4 * 52 - 1)), rel=1e-12) == pytest.approx(exact, rel=1e-4)
    assert found["numbers: Glass's Δ, SD of the second group"]["SMD"] == pytest.approx(off / second.std(ddof=1))
    both = np.std([*first, *second], ddof=1)
    assert found["numbers: SD of all patients"]["SMD"] == pytest.approx(off / both, rel=1e-12)
    t = stats.ttest_ind(first, second)[0]
    assert found["numbers: Cohen's d, the pooled SD"]["SMD"] == pytest.approx(t * math.sqrt(1 / 23 + 1 / 31))
    assert n == len(first) + len(second)


def test_standardised_differences_of_students_sleep():
    """As the tests of R's parameters (tests/testthat/test-model_parameters.htest.R) give what effectsize made of it."""
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    found = numbers("standardised_difference", compared(first, second))
    assert found["numbers: Cohen's d, the pooled SD"]["SMD"] == pytest.approx(-0.83218108134954, rel=1e-13)
    near, exact = (found[f"numbers: Hedges's g, {which} factor"]["SMD"] for which in ("approximate", "exact"))
    assert near == pytest.approx(-0.797018500447446, rel=1e-13)
    assert exact != pytest.approx(near, rel=1e-5)


def test_hedgess_factor_makes_the_mean_of_d_the_true_one():
    """The mean of a noncentral t is its noncentrality over the factor times a constant: Hedges's own derivation."""
    for df in (5, 20, 100):
        mean = stats.nct(df, 1.0).mean()
        assert standardised_difference.correction(df) * mean == pytest.approx(1.0, rel=1e-8)


def test_standardised_differences_of_shares():
    found = numbers("standardised_difference", fourfold(11, 3, 106, 223))
    one, other, both = 11 / 117, 3 / 226, 14 / 343
    spread = math.sqrt((one * (1 - one) + other * (1 - other)) / 2)
    assert found["two categories: with the sign"]["SMD"] == pytest.approx((one - other) / spread, rel=1e-12)
    assert found["categories: Mahalanobis distance"]["SMD"] == pytest.approx((one - other) / spread, rel=1e-10)
    h = 2 * math.asin(math.sqrt(one)) - 2 * math.asin(math.sqrt(other))
    assert found["two categories: Cohen's h"]["SMD"] == pytest.approx(h, rel=1e-14)
    all_ = (one - other) / math.sqrt(both * (1 - both))
    assert found["two categories: spread of all patients"]["SMD"] == pytest.approx(all_, rel=1e-13)
    assert not any(name.startswith("numbers") for name in found)


def test_percentages_add_up():
    found = numbers("frequencies", BY_STEM["frequencies"].subjects(BIRTHWT[0], Options())[0])
    first = [share for name, share in found["shares of the group"].items() if name.endswith("first")]
    assert sum(first) == pytest.approx(1) and sum(found["shares of all patients"].values()) == pytest.approx(1)
    risks = found["shares of the category"]
    assert risks["black first"] + risks["black second"] == pytest.approx(1)


def test_risks_that_are_given_are_a_variable():
    study = next(study for study in map(find_study, bundled_studies()) if study.risk and not study.models)
    sample = samples(study)[0]
    (one,) = BY_STEM["t_test"].subjects(sample, Options())
    assert one.variable == study.risk and (one.column == sample.risk).all()
    assert not BY_STEM["term_tests"].subjects(sample, Options())


def test_groups_by_another_column_and_by_cohort():
    (one,) = [one for one in BY_STEM["t_test"].subjects(RAIT[0], Options(by="gender")) if one.variable == "tg_before"]
    gender = RAIT[0].cohort.subgroups["gender"]
    assert one.groups == (f"gender={gender.levels[1]}", f"gender={gender.levels[0]}")
    p = stats.ttest_ind(*(RAIT[0].predictors["tg_before"][gender.codes == code] for code in (1, 0)), equal_var=False)[1]
    assert numbers("t_test", one)["Welch, two-sided"]["p"] == pytest.approx(p, rel=1e-10)
    outcome = BY_STEM["chi_square_test"].subjects(RAIT[0], Options(by="gender"))
    assert [one.variable for one in outcome] == ["rait_failure"]
    assert BY_STEM["t_test"].subjects(RAIT[0], Options(by="cohort")) == []
    (other,) = [one for one in BY_STEM["t_test"].subjects(RAIT[1], Options(by="cohort")) if one.variable == "tg_before"]
    assert other.groups == ("rait", "rait-validation")
    assert len(other.group) == len(RAIT[0].outcome) + len(RAIT[1].outcome)
    with pytest.raises(InputError, match="two groups are compared, of a column of two categories: it is a number"):
        BY_STEM["t_test"].subjects(RAIT[0], Options(by="lln_count"))
    with pytest.raises(InputError, match="no column to group by; there are 'rait_failure', 'gender'"):
        BY_STEM["t_test"].subjects(RAIT[0], Options(by="sex"))
