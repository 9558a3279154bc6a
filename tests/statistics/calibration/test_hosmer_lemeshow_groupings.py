"""Groups of risk by each named rule: published examples, worked by hand, what all rules share, what cannot be grouped.

No published example was found of SAS PROC HPLOGISTIC's bins, of SPSS's groups where risks are tied, nor of groups by
rank where they are: these are held by what is worked by hand, the bins by the steps that the manual's section says.
"""

from __future__ import annotations

import math
import warnings
from fractions import Fraction

import numpy as np
import pytest
from drawn_patients import drawn, drawn_by_signorell
from published import low_birth_weights
from remission import CANDIDATES, LACK_OF_FIT, LAST_MODEL, OUTCOME, SLIPPED, SLIPPED_LACK_OF_FIT, SLIPPED_PARTITION
from scipy.stats import chi2

from parity.statistics.calibration.hosmer_lemeshow import hosmer_lemeshow
from parity.statistics.calibration.hosmer_lemeshow_groupings import hosmer_lemeshow_groupings
from parity.statistics.calibration.risk_groups import RULES
from parity.statistics.caution import Caution
from parity.statistics.regression.linear_predictor import linear_predictor

SPLIT_TIES = {"ranks", "ntile"}


def groupings(outcome, risk, groups=10):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Caution)
        found = hosmer_lemeshow_groupings(outcome, risk, groups)
    return {name: getattr(found, name) for name in RULES}


def cohorts(count=12, decimals=None):
    random = np.random.default_rng(20261126)
    for _ in range(count):
        risk = random.beta(1, 3, int(random.integers(40, 200)))
        risk = risk if decimals is None else risk.round(decimals)
        yield (random.uniform(size=len(risk)) < risk).astype(int), risk


@pytest.mark.parametrize("decimals", [None, 2])
def test_everybody_is_in_one_group_and_the_test_is_pearsons(decimals):
    for outcome, risk in cohorts(decimals=decimals):
        for name, test in groupings(outcome, risk).items():
            assert test.sizes.sum() == len(risk) and (test.sizes > 0).all() and test.groups == len(test.sizes)
            assert test.observed_events.sum() == outcome.sum()
            assert test.expected_events.sum() == pytest.approx(risk.sum(), rel=1e-13)
            observed, expected, n = test.observed_events, test.expected_events, test.sizes
            if ((expected > 0) & (expected < n)).all():
                pearson = ((observed - expected) ** 2 / (expected * (1 - expected / n))).sum()
                assert test.statistic == pytest.approx(pearson, rel=1e-11), name
                assert test.p == pytest.approx(chi2.sf(pearson, test.groups - 2), rel=1e-10)
                assert test.p_validation == pytest.approx(chi2.sf(pearson, test.groups), rel=1e-10)


def test_groups_are_runs_of_ascending_risk_and_ties_stay_together_but_by_rank():
    for _, risk in cohorts(decimals=2):
        for name, rule in RULES.items():
            group = np.asarray(rule(risk, 10))
            order = np.lexsort((group, risk))
            assert (np.diff(group[order]) >= 0).all(), name
            if name not in SPLIT_TIES:
                assert all(len(set(group[risk == one])) == 1 for one in np.unique(risk)), name


def test_the_order_of_the_rows_matters_by_rank_only():
    moved = set()
    for outcome, risk in cohorts(decimals=2):
        turned = np.arange(len(risk))[::-1]
        here, there = groupings(outcome, risk), groupings(outcome[turned], risk[turned])
        moved |= {name for name in RULES if here[name].statistic != pytest.approx(there[name].statistic, nan_ok=True)}
    assert moved == SPLIT_TIES


@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        # twelve patients, risks 1 to 12 hundredths, four groups
        ("quantiles_type_6", [3, 3, 3, 3]),  # limits at 13/4, 26/4, 39/4
        ("quantiles_type_2", [3, 3, 3, 3]),  # limits at 3.5, 6.5, 9.5
        ("ranks", [3, 3, 3, 3]),
        ("ntile", [3, 3, 3, 3]),
        ("cut2", [3, 3, 3, 3]),
        ("equal_width", [3, 3, 3, 3]),  # limits at 3.75, 6.5, 9.25
        ("fixed_tenths", [12]),  # all below 1/4
        ("sas_logistic", [3, 3, 3, 3]),
        ("sas_hplogistic", [3, 3, 3, 3]),
        ("spss", [3, 3, 3, 3]),
    ],
)
def test_twelve_different_risks(name, sizes):
    risk = np.arange(1, 13) / 100
    assert np.bincount(RULES[name](risk, 4))[-len(sizes) :].tolist() == sizes


@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        # fourteen patients, four groups, risks tied as 1 5 2 2 1 1 2
        ("quantiles_type_6", [6, 2, 3, 3]),  # ranks 3.75, 7.5, 11.25: the second, the third, between fifth and sixth
        ("quantiles_type_2", [6, 2, 3, 3]),  # ranks 4, 7 and 8, 11: the second, the third, the fifth
        ("ranks", [3, 4, 3, 4]),  # up to ranks 3.5, 7, 10.5
        ("ntile", [4, 4, 3, 3]),
        ("cut2", [6, 2, 3, 3]),  # 3.5, 7, 10.5 patients are reached after 6, 8, 11
        ("equal_width", [6, 4, 1, 3]),  # limits at 2.5, 4, 5.5 eighths
        ("fixed_tenths", [6, 4, 2, 2]),  # limits at 2, 4, 6 eighths
        # M = [14/4 + 1/2] = 4: 1 + [5/2] <= 4 takes the five, 2 + [2/2] <= 4; 1 + [1/2], 2 + [2/2] <= 4
        ("sas_logistic", [6, 4, 4]),
        ("sas_hplogistic", [6, 4, 4]),
        ("spss", [6, 4, 4]),
    ],
)
def test_fourteen_tied_risks(name, sizes):
    risk = np.repeat(np.arange(1, 8) / 8, [1, 5, 2, 2, 1, 1, 2])
    group = np.asarray(RULES[name](risk, 4))
    assert [int((group == one).sum()) for one in np.unique(group)] == sizes


def test_a_small_last_group_joins_the_one_before_it_by_sas_alone():
    # forty patients: blocks of 4 but for the last, of 2 = [40/20], which joins; of SPSS nothing is said, and it is kept
    risk = np.repeat(np.arange(1, 12) / 16, [4] * 9 + [2, 2])
    sizes = {name: [int(n) for n in np.bincount(RULES[name](risk, 10))] for name in ("sas_logistic", "spss")}
    assert sizes == {"sas_logistic": [4] * 10, "spss": [4] * 10}
    risk = np.repeat(np.arange(1, 12) / 16, [4] * 8 + [3, 4, 1])
    sizes = {name: [int(n) for n in np.bincount(RULES[name](risk, 10))] for name in ("sas_logistic", "spss")}
    assert sizes["sas_logistic"] == [4] * 8 + [3, 5]
    assert sizes["spss"] == [4] * 8 + [3, 5]


def test_hplogistic_takes_risks_in_bins_of_a_two_thousandth_for_one():
    risk = np.array([0.1001, 0.1004, 0.3, 0.5, 0.7, 0.9])
    assert RULES["sas_hplogistic"](risk, 6).tolist() == [0, 0, 1, 2, 3, 4]
    assert RULES["sas_logistic"](risk, 6).tolist() == [0, 1, 2, 3, 4, 5]
    assert RULES["sas_hplogistic"](np.array([0.0, 0.5, 1.0]), 3).tolist() == [0, 1, 2]


def test_two_groups_worked_by_hand_in_fractions():
    # risks 1/4 (4 patients, 2 events) and 3/4 (4 patients, 2 events): 1/1 + 1/3 + 1/3 + 1/1
    outcome, risk = np.array([1, 1, 0, 0, 1, 1, 0, 0]), np.repeat([0.25, 0.75], 4)
    for name, test in groupings(outcome, risk, 2).items():
        assert test.statistic == pytest.approx(float(Fraction(8, 3)), rel=1e-15), name
        assert test.groups == 2 and math.isnan(test.p)
        assert test.p_validation == pytest.approx(math.exp(-4 / 3), rel=1e-14)  # with 2 degrees of freedom exp(-x / 2)


def test_fifty_patients_in_equal_groups_as_lumen_prints_them():
    # R package lumen, help of hosmerLemeshowTest: X-squared = 4.85, df = 8, p-value = 0.7735, and the table of "C"
    expected = [1.4750, 1.7400, 2.2858, 2.5988, 2.6726, 2.7338, 2.7855, 2.8186, 2.8764, 3.0134]
    found = groupings(*drawn_by_signorell())
    for name in ("ranks", "ntile", "cut2", "quantiles_type_2", "quantiles_type_6", "sas_logistic", "spss"):
        test = found[name]
        assert test.sizes.tolist() == [5] * 10, name
        assert test.observed_events.tolist() == [2, 1, 3, 2, 1, 3, 3, 3, 4, 3]
        assert test.expected_events.round(4).tolist() == expected
        assert (round(test.statistic, 2), test.groups - 2, round(test.p, 4)) == (4.85, 8, 0.7735)


def test_five_hundred_patients_between_fixed_risks_as_ebrahim_prints_them():
    # R package ebrahim.gof, vignette "Introduction to the Ebrahim-Farrington Goodness-of-Fit Test", "HL-equalwidth",
    # whose groups are cut at fixed risks
    test = groupings(*drawn(0.5, 1.2))["fixed_tenths"]
    assert (round(test.statistic, 2), test.groups - 2, round(test.p, 4)) == (4.86, 8, 0.7724)


def test_the_low_birth_weights_as_stata_groups_them_and_who_groups_alike_without_ties():
    # Stata Base Reference Manual, [R] estat gof, group(10): Hosmer-Lemeshow chi2(8) = 9.65, Prob > chi2 = 0.2904
    outcome, columns = low_birth_weights()
    found = groupings(outcome, linear_predictor(outcome, columns, columns).risk)
    for name in ("quantiles_type_2", "quantiles_type_6", "ntile", "cut2", "sas_logistic", "spss"):
        assert (round(found[name].statistic, 2), round(found[name].p, 4)) == (9.65, 0.2904), name


def test_lees_remission_study_as_sas_groups_it():
    # SAS/STAT User's Guide, The LOGISTIC Procedure, Example 51.1; two patients are alike, and stand in a group of four
    candidates = {name: CANDIDATES[name] for name in LAST_MODEL}
    risk = linear_predictor(OUTCOME, candidates, candidates).risk
    chi_square, df, p = LACK_OF_FIT
    test = groupings(OUTCOME, risk)["sas_logistic"]
    assert test.sizes.tolist() == [3, 3, 3, 3, 4, 3, 3, 3, 2]
    assert (round(test.statistic, 4), test.groups - 2, round(test.p, 4)) == (chi_square, df, p)


def test_lees_patients_with_slips_as_sas_grouped_them():
    pair = {name: SLIPPED[name] for name in ("cell", "li")}
    test = groupings(OUTCOME, linear_predictor(OUTCOME, pair, pair).risk)["sas_logistic"]
    ours = zip(test.sizes.tolist(), test.observed_events.tolist(), test.expected_events.round(2).tolist())
    assert list(ours) == SLIPPED_PARTITION
    assert (round(test.statistic, 4), test.groups - 2, round(test.p, 4)) == SLIPPED_LACK_OF_FIT


def test_without_ties_cut2_and_quantiles_of_type_2_group_alike():
    for outcome, risk in cohorts():
        found = groupings(outcome, risk)
        assert found["cut2"].sizes.tolist() == found["quantiles_type_2"].sizes.tolist()
        assert found["cut2"].statistic == found["quantiles_type_2"].statistic


def test_rules_differ_where_risks_are_tied():
    outcome, risk = next(cohorts(decimals=1))
    risk = np.clip(risk, 0.05, 0.95)
    values = {round(test.statistic, 6) for test in groupings(outcome, risk).values()}
    with pytest.warns(Caution, match="groups were asked for"):
        values.add(round(hosmer_lemeshow(outcome, risk).statistic, 6))
    assert len(values) >= 5


def test_fewer_groups_than_asked_for_are_told():
    outcome, risk = np.array([0, 1, 0, 1]), np.array([0.1, 0.1, 0.4, 0.6])
    with pytest.warns(Caution, match="4 groups were asked for, fewer have patients by 8 of 10 rules"):
        hosmer_lemeshow_groupings(outcome, risk, 4)


@pytest.mark.parametrize(
    ("risk", "groups", "says"),
    [
        ([0.1, 0.2, 0.3], 1, "from 2 groups to one a patient"),
        ([0.1, 0.2, 0.3], 4, "from 2 groups to one a patient"),
        ([0.1, 0.2, 1.3], 2, "risks between 0 and 1"),
        ([0.1, np.nan, 0.3], 2, "risks between 0 and 1"),
        ([0.2, 0.2, 0.2], 2, "all risks are equal"),
    ],
)
def test_what_cannot_be_grouped(risk, groups, says):
    with pytest.raises(ValueError, match=says):
        hosmer_lemeshow_groupings(np.array([0, 1, 0]), np.array(risk), groups)


def test_a_group_of_risks_of_0_alone_has_no_share():
    outcome, risk = np.array([0, 0, 0, 1, 0, 1]), np.array([0.0, 0.0, 0.4, 0.4, 0.6, 0.6])
    assert all(math.isnan(test.statistic) for name, test in groupings(outcome, risk, 3).items())
