from __future__ import annotations

import numpy as np
import pytest

from parity.data.cohort import Factor
from parity.data.study_file import find_study
from parity.statistics.regression.logistic_regression import logistic_regression
from parity.statistics.selection.univariable_logistic import univariable_logistic


def of_birthwt():
    cohort = find_study("birthwt").development
    return cohort.outcome, cohort.columns


def test_of_a_two_by_two_table_the_score_is_pearsons_chi_square_and_the_effect_woolfs():
    # Hosmer, Lemeshow (2013), table 1.2 of the same kind: smoking and low birth weight, 30 44 and 29 86
    outcome, columns = of_birthwt()
    found = univariable_logistic(outcome, {"smoke": columns["smoke"]})
    a, b, c, d = 30, 44, 29, 86
    n = a + b + c + d
    pearson = n * (a * d - b * c) ** 2 / ((a + b) * (c + d) * (a + c) * (b + d))
    assert found.score[0] == pytest.approx(pearson, rel=1e-13)
    assert found.coefficients[0] == pytest.approx(np.log(a * d / (b * c)), rel=1e-13)
    assert found.standard_errors[0] == pytest.approx(np.sqrt(1 / a + 1 / b + 1 / c + 1 / d), rel=1e-13)
    cells, expected = np.array([a, b, c, d]), np.outer([a + b, c + d], [a + c, b + d]).ravel() / n
    assert found.likelihood_ratio[0] == pytest.approx(2 * (cells * np.log(cells / expected)).sum(), rel=1e-12)


def test_the_low_birth_weights_as_gtregression_prints_them():
    """R package gtregression, article "Regression Tables" (thinkdenominator.github.io/gtregression): the odds ratios,
    their limits by Wald, p values and deviances of each predictor of birthwt alone. Of smoking Hosmer and Lemeshow
    print the same, and G = 4.87, in Applied Logistic Regression, doi:10.1002/0471722146 (as remembered)."""
    printed = {
        "age": [(0.95, 0.89, 1.01, 0.105)],
        "lwt": [(0.99, 0.97, 1.00, 0.023)],
        "race": [(2.33, 0.94, 5.77, 0.068), (1.89, 0.96, 3.74, 0.067)],
        "smoke": [(2.02, 1.08, 3.78, 0.028)],
        "ht": [(3.37, 1.02, 11.09, 0.046)],
        "ui": [(2.58, 1.14, 5.83, 0.023)],
    }
    deviances = [231.9120, 228.6907, 229.6616, 229.8046, 230.6499, 229.5959]
    outcome, columns = of_birthwt()
    for (name, rows), deviance in zip(printed.items(), deviances):
        found = univariable_logistic(outcome, {name: columns[name]})
        ours = zip(found.odds_ratios, found.odds_ratios_low, found.odds_ratios_high, found.p)
        assert [(*(round(float(one), 2) for one in row[:3]), round(float(row[3]), 3)) for row in ours] == rows, name
        assert found.likelihood_ratio[0] == pytest.approx(234.672 - deviance, abs=6e-4)
        if name == "smoke":
            assert round(found.likelihood_ratio[0], 2) == 4.87


def test_of_a_factor_the_score_is_pearsons_chi_square_of_its_table():
    outcome, columns = of_birthwt()
    found = univariable_logistic(outcome, {"race": columns["race"]})
    table = np.array([np.bincount(columns["race"].codes[outcome == event], minlength=3) for event in (0, 1)])
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    assert found.score[0] == pytest.approx(((table - expected) ** 2 / expected).sum(), rel=1e-13)
    assert found.degrees_of_freedom[0] == 2


def test_each_candidate_is_its_own_logistic_regression():
    outcome, columns = of_birthwt()
    found = univariable_logistic(outcome, columns)
    at = 0
    for place, name in enumerate(columns):
        model = logistic_regression(outcome, {name: columns[name]})
        effects = len(model.effects)
        mine = slice(at, at + effects)
        assert found.terms[mine] == model.effects
        assert found.coefficients[mine] == pytest.approx(model.coefficients[1:], rel=1e-13)
        assert found.odds_ratios_low[mine] == pytest.approx(model.odds_ratios_low, rel=1e-13)
        assert found.p[mine] == pytest.approx(model.p[1:], rel=1e-12)
        assert found.intercepts[place] == pytest.approx(model.coefficients[0], rel=1e-13)
        assert found.likelihood_ratio[place] == pytest.approx(model.likelihood_ratio, rel=1e-12)
        if effects == 1:
            assert found.wald[place] == pytest.approx(model.z[1] ** 2, rel=1e-13)
        at += effects
    assert at == len(found.terms)


def test_three_tests_of_no_effect_agree_where_there_is_none():
    outcome = np.tile([0, 1, 1, 0], 10)
    found = univariable_logistic(
        outcome, {"x": np.repeat([0.0, 1.0], 20), "f": Factor(np.repeat([0, 1], 20), ("a", "b"))}
    )
    for chi_square in (found.wald, found.likelihood_ratio, found.score):
        assert chi_square == pytest.approx([0, 0], abs=1e-12)


def test_what_the_values_have_in_common_costs_no_digit_of_the_score():
    draw = np.random.default_rng(1)
    marker, outcome = draw.integers(0, 20, 90).astype(float), draw.integers(0, 2, 90)
    near, far = (univariable_logistic(outcome, {"marker": marker + common}).score for common in (0.0, 2.0**24))
    assert far == pytest.approx(near, rel=1e-13)


def test_bad_input_is_refused():
    outcome, columns = of_birthwt()
    with pytest.raises(ValueError, match="a confidence level lies between 0 and 1"):
        univariable_logistic(outcome, columns, level=95)
    with pytest.raises(ValueError, match="the model of same: 'same' is constant"):
        univariable_logistic(outcome, {"same": np.ones(len(outcome))})
