"""Which convention gives a number: planted numbers are found, others are not, and each convention is its definition."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import chi2, norm

from parity.cli import main
from parity.conventions.auc_delong import hanley_mcneil
from parity.conventions.convention import Options
from parity.conventions.explain import family_of, that_give, values
from parity.conventions.families import BY_STEM
from parity.conventions.printed import printed
from parity.data.study_file import bundled_studies, find_study
from parity.errors import InputError
from parity.verification.predictions import samples

RAIT = samples(find_study("rait"))[0]


def by_name(stem, sample=RAIT, options=Options()):
    return {value.convention.name: value for value in values(stem, sample, options)}


@pytest.fixture
def explained(capsys, monkeypatch):
    """The command: its status, what it prints, and what it says beside that."""
    monkeypatch.setenv("COLUMNS", "120")

    def run(*words):
        with pytest.raises(SystemExit) as ended:
            main(["explain", *words])
        printed = capsys.readouterr()
        return ended.value.code, printed.out, printed.err

    return run


PLANTED = [
    name
    for name in by_name("hosmer_lemeshow")
    if name.split(";")[0] in ("quantiles of type 7", "quantiles of type 6", "fixed risks 1/g, 2/g, …", "ntile")
    or name.split(";")[0]
    in ("equal widths of the range", "SAS's blocks of equal risk", "equal groups by rank, ties by row")
][:10]


@pytest.mark.parametrize("name", PLANTED)
def test_the_grouping_of_a_planted_p_value_is_found(name):
    found = values("hosmer_lemeshow", RAIT)
    p = next(value.numbers["p"] for value in found if value.convention.name == name)
    given = that_give(printed(f"{p:.4f}"), found)
    assert name in {one.convention.name for one in given}
    assert len(given) < len(found) / 3, "others do not all give it too"


def absent():
    """Ten numbers of three digits, from 0 to 1, that no convention rounds to."""
    found = [number for value in values("hosmer_lemeshow", RAIT) for number in value.numbers.values()]
    gaps = [k / 1000 for k in range(1, 1000) if min(abs(number - k / 1000) for number in found) > 0.002]
    return [f"{one:.3f}" for one in gaps[:: len(gaps) // 10][:10]]


@pytest.mark.parametrize("text", absent())
def test_a_number_that_no_grouping_gives_is_found_nowhere(text):
    assert that_give(printed(text), values("hosmer_lemeshow", RAIT)) == []


def test_there_are_ten_of_each():
    assert len(PLANTED) == len(set(PLANTED)) == 10 and len(set(absent())) == 10


def test_the_command_finds_ten_planted_p_values_each_under_another_grouping_and_ten_that_none_gives_nowhere(explained):
    about = ("hosmer_lemeshow", "rait", "--cohort", "rait", "--reported")
    found = by_name("hosmer_lemeshow")
    planted = [name for name in found if name.endswith("; df = groups − 2")][:10]
    assert len({name.partition(";")[0] for name in planted}) == 10
    for name in planted:
        status, said, _ = explained(*about, f"{found[name].numbers['p']:.4f}")
        assert status == 0 and name in said, name
    for text in absent():
        status, said, _ = explained(*about, text)
        assert status == 1 and said == f"rait: none of the 34 conventions of hosmer_lemeshow gives {text}\n"


def test_degrees_of_freedom_are_of_the_groups_in_use():
    for name, value in by_name("hosmer_lemeshow").items():
        if name.endswith("empty ones counted"):
            assert value.numbers["df"] == 8
            continue
        less = {"groups − 2": 2, "groups − 1": 1, "groups": 0}[name.partition("df = ")[2]]
        same = by_name("hosmer_lemeshow")[name.partition(";")[0] + "; df = groups"]
        assert value.numbers["df"] == same.numbers["df"] - less
        assert value.numbers["p"] == pytest.approx(chi2.sf(value.numbers["χ²"], value.numbers["df"]), rel=1e-10)


def test_the_groups_are_ten_unless_they_are_given():
    assert by_name("hosmer_lemeshow")["equal groups, ties together; df = groups"].numbers["df"] == 10
    eight = by_name("hosmer_lemeshow", options=Options(groups=8))
    assert eight["equal groups, ties together; df = groups"].numbers["df"] == 8


def test_intervals_of_the_area():
    found, z = by_name("auc_delong"), norm.ppf(0.975)
    plain, on_logit = found["DeLong"].numbers, found["DeLong, on the log odds of the AUC"].numbers
    area, error = plain["AUC"], plain["SE"]
    assert plain["high"] - area == pytest.approx(z * error, rel=1e-12)
    logit = lambda p: np.log(p / (1 - p))
    assert logit(on_logit["high"]) + logit(on_logit["low"]) == pytest.approx(2 * logit(area), rel=1e-12)
    assert logit(on_logit["high"]) - logit(area) == pytest.approx(z * error / (area * (1 - area)), rel=1e-12)


def test_hanley_and_mcneils_error_is_of_exponential_scores():
    """Of cases with rate l and controls with rate 1 the area is 1/(1 + l); the two probabilities are integrated."""
    rate = 0.25
    area = 1 / (1 + rate)
    score = lambda x: np.exp(-x)
    both_cases = quad(lambda y: score(y) * np.exp(-rate * y) ** 2, 0, np.inf)[0]
    both_controls = quad(lambda x: rate * np.exp(-rate * x) * (1 - score(x)) ** 2, 0, np.inf)[0]
    m, n = 51, 58
    variance = area * (1 - area) + (m - 1) * (both_cases - area**2) + (n - 1) * (both_controls - area**2)
    assert hanley_mcneil(area, m, n, None) == pytest.approx(np.sqrt(variance / (m * n)), rel=1e-10)


def test_a_perfect_curve_has_no_interval_on_the_log_odds():
    sample = next(one for one in samples(find_study("limits")) if one.cohort.name == "limits-separated")
    found = by_name("auc_delong", sample)
    assert np.isnan(found["DeLong, on the log odds of the AUC"].numbers["low"])
    assert found["DeLong, cut at 0 and 1"].numbers["high"] == 1.0


def test_cutoffs_reach_what_they_promise():
    outcome, risk = RAIT.outcome, RAIT.risk
    for name, value in by_name("youden_cutoff").items():
        positive = risk >= value.numbers["cut-off"]
        assert value.numbers["sensitivity"] == pytest.approx(positive[outcome == 1].mean(), rel=1e-14)
        assert value.numbers["specificity"] == pytest.approx((~positive)[outcome == 0].mean(), rel=1e-14)
        assert (value.numbers["cut-off"] in risk) == name.endswith("an observed risk")


def every_sample(study):
    return [sample for model in study.by_model for sample in samples(model)]


def test_tied_cutoffs_are_ordered():
    for name in bundled_studies():
        for sample in every_sample(find_study(name)):
            found = by_name("youden_cutoff", sample)
            for of, value in found.items():
                if "lowest" in of and value.numbers:
                    assert value.numbers["cut-off"] <= found[of.replace("lowest", "highest")].numbers["cut-off"]


def test_widths_that_nobody_is_in_are_counted_as_mkmisc_counts_them():
    risk = np.repeat([0.05, 0.1, 0.15, 0.2, 0.9, 0.95], 20)
    outcome = np.tile(np.arange(20) < 6, 6).astype(int)
    found = by_name("hosmer_lemeshow", SimpleNamespace(outcome=outcome, risk=risk))
    counted = found["equal widths of the range; df = groups − 2, empty ones counted"].numbers
    left_out = found["equal widths of the range; df = groups − 2"].numbers
    groups = [slice(0, 40), slice(40, 80), slice(80, 120)]  # the widths are 0.09: from 0.05, 0.14 and 0.86 on
    expected = np.array([risk[group].sum() for group in groups])
    n, observed = 40, 12
    by_hand = ((observed - expected) ** 2 / (expected * (1 - expected / n))).sum()
    assert counted["χ²"] == left_out["χ²"] == pytest.approx(by_hand, rel=1e-12)
    assert (counted["df"], left_out["df"]) == (8, 1)
    assert counted["p"] == pytest.approx(chi2.sf(by_hand, 8)) and left_out["p"] == pytest.approx(chi2.sf(by_hand, 1))


def test_r_squared_and_brier_are_their_definitions():
    of, y, p = by_name("r_squared"), RAIT.outcome, RAIT.risk
    loglik = np.log(np.where(y == 1, p, 1 - p)).sum()
    null = np.log(np.where(y == 1, y.mean(), 1 - y.mean())).sum()
    assert of["McFadden"].numbers["R²"] == pytest.approx(1 - loglik / null, rel=1e-10)
    adjusted = of["McFadden, adjusted, the intercept not counted"].numbers["R²"]
    assert adjusted == pytest.approx(1 - (loglik - 2) / null, rel=1e-10)
    ratio, n = 2 * (loglik - null), len(y)
    assert of["Aldrich and Nelson"].numbers["R²"] == pytest.approx(ratio / (ratio + n), rel=1e-10)
    largest = -2 * null / (n - 2 * null)
    assert of["Veall and Zimmermann"].numbers["R²"] == pytest.approx(ratio / (ratio + n) / largest, rel=1e-10)
    assert of["Efron"].numbers["R²"] == pytest.approx(1 - ((y - p) ** 2).sum() / ((y - y.mean()) ** 2).sum(), rel=1e-12)
    assert of["Tjur, the discrimination slope"].numbers["R²"] == pytest.approx(p[y == 1].mean() - p[y == 0].mean())
    for name, less in (("McKelvey and Zavoina", 0), ("McKelvey and Zavoina, the variance over n − 1", 1)):
        spread = np.var(np.log(p / (1 - p)), ddof=less)
        assert of[name].numbers["R²"] == pytest.approx(spread / (spread + np.pi**2 / 3), rel=1e-9)
    brier = by_name("brier_score")
    one, both = brier["mean of (y − p)²"].numbers["Brier"], brier["over both classes, Brier 1950"].numbers["Brier"]
    assert both == pytest.approx(((y - p) ** 2 + ((1 - y) - (1 - p)) ** 2).mean(), rel=1e-12) == 2 * one
    assert brier["its root"].numbers["RMSE"] == pytest.approx(np.sqrt(one), rel=1e-14)


@pytest.mark.parametrize("stem", BY_STEM)
@pytest.mark.parametrize("study", bundled_studies())
def test_every_convention_gives_numbers_or_says_why_not(stem, study):
    found = find_study(study)
    for sample in every_sample(found):
        for subject in BY_STEM[stem].subjects(sample, Options()):
            for value in values(stem, subject):
                assert value.numbers or value.why_not
                assert all(isinstance(number, (int, float)) for number in value.numbers.values())


def test_what_has_no_conventions_is_refused_with_what_has():
    with pytest.raises(InputError, match="no conventions are known of nomogram; there are those of .*hosmer_lemeshow"):
        family_of("nomogram")


def test_the_command_finds_says_none_and_refuses(explained):
    p = by_name("hosmer_lemeshow")["equal widths of the range; df = groups − 2"].numbers["p"]
    status, said, _ = explained("hosmer_lemeshow", "rait", "--reported", f"{p:.4f}", "--cohort", "rait")
    assert status == 0 and "equal widths of the range; df = groups − 2" in said and "DescTools" in said
    status, said, _ = explained("hosmer_lemeshow", "rait", "--reported", absent()[0], "--cohort", "rait")
    assert status == 1 and said.startswith("rait: none of the 34 conventions of hosmer_lemeshow gives 0.")
    status, said, _ = explained("hosmer_lemeshow", "rait", "--json")
    made = json.loads(said)
    assert status == 0 and set(made["cohorts"]) == {"rait", "rait-validation"} and len(made["cohorts"]["rait"]) == 34
    for words, says in (
        (("hosmer_lemeshw", "rait"), "there is no statistic"),
        (("auc_delong", "rait", "--groups", "8"), "--groups is for hosmer_lemeshow"),
        (("hosmer_lemeshow", "rait", "--cohort", "other"), "no cohort named 'other'"),
        (("hosmer_lemeshow", "rait", "--reported", "p"), "no number as it is printed"),
    ):
        status, said, error = explained(*words)
        assert (status, said) == (2, "") and says in error
    status, said, error = explained("hosmer_lemeshow", "rait", "--groups", "1")
    assert (status, said) == (2, "") and "1 is not in the range x>=2" in error
    status, said, _ = explained("hosmer_lemeshow", "rait", "--groups", "400", "--cohort", "rait")
    assert status == 0 and said.count("from 2 groups to one a patient (122), not 400") == 1


def test_the_command_looks_at_the_variable_and_groups_that_are_named(explained):
    status, said, _ = explained("t_test", "rait", "--cohort", "rait", "--variable", "tg_before")
    assert status == 0 and said.startswith("rait: tg_before, rait_failure=1 against rait_failure=0\n")
    assert "lln_count" not in said and "doi:10.1093/biomet/34.1-2.28" in said
    status, said, _ = explained("t_test", "rait", "--by", "cohort")
    assert status == 0 and said.count("rait against rait-validation") == 2, "either variable, once"
    assert said.count("SPSS's second row") == 1, "what a convention is stands there once"
    status, said, _ = explained("chi_square_test", "birthwt", "--variable", "ui", "--reported", "0.0201", "--json")
    (found,) = json.loads(said)["cohorts"]["birthwt"]
    assert status == 0 and found["of"].startswith("ui, ") and found["source"] and found["formula"]
    status, said, _ = explained("chi_square_test", "birthwt", "--reported", "0.98765")
    assert status == 1 and said == (
        "birthwt: none of the 12 conventions of chi_square_test gives 0.98765 for 'race', 'smoke', 'ht', 'ui'\n"
    )
    status, said, _ = explained("classification_intervals", "birthwt", "--cutoff", "0.4", "--variable", "PPV")
    assert status == 0 and said.startswith("birthwt: PPV from 0.4 on, ")
    status, said, _ = explained("auc_delong", "birthwt", "--resamples", "50", "--seed", "1")
    assert status == 0 and "not asked" not in said
    for words, says in (
        (("t_test", "birthwt", "--variable", "race"), "t_test is not of 'race'; it is of 'age', 'lwt'"),
        (("t_test", "birthwt", "--by", "race"), "a column of two categories: it has 3"),
        (("auc_delong", "birthwt", "--by", "smoke"), "--by is for characteristics, t_test, "),
        (("auc_delong", "birthwt", "--variable", "age"), "--variable is for "),
        (("auc_delong", "birthwt", "--seed", "1"), "say --resamples 2000 too"),
        (("t_test", "birthwt", "--cutoff", "0.4"), "--cutoff is for classification_intervals, and not for t_test"),
        (
            ("term_tests", "rait", "--cohort", "rait-validation"),
            "there is nothing in 'rait-validation' that term_tests",
        ),
    ):
        status, said, error = explained(*words)
        assert (status, said) == (2, "") and says in error, error
