"""Every statistic of a paper's tables on input that nobody should have: it gives its value or one error that says what
is allowed, and never a traceback of a library or a number for something else."""

from __future__ import annotations

import inspect
import math

import numpy as np
import pytest

from parity.checks.catalogue import CATALOGUE
from parity.data.cohort import Factor

COMPUTE = {check.stem: check.compute for check in CATALOGUE.checks}
DRAW = np.random.default_rng(5)
N = 60
X, Z = DRAW.normal(size=N), DRAW.normal(size=N)
Y = (DRAW.random(N) < 1 / (1 + np.exp(-X))).astype(int)
P, Q = 1 / (1 + np.exp(-X)), 1 / (1 + np.exp(-X - 0.5 * Z))
GROUP = Factor(DRAW.integers(0, 3, N), ("a", "b", "c"))
FEW = Factor(np.minimum(GROUP.codes, 1), ("a", "b"))
FIRST, LAST = np.arange(N) == 0, np.arange(N) == N - 1

pytestmark = pytest.mark.filterwarnings("ignore::parity.statistics.caution.Caution")


def call(stem, outcome, *given, **options):
    """The statistic with what it takes beside outcome and values."""
    beside = {
        "lrm_statistics": (np.zeros(N),),
        "delong_test_paired": (Q,),
        "hanley_mcneil_test": (Q,),
        "delong_contrast": ({"q": Q, "z": Z},),
        "delong_test_unpaired": (Y, Q),
        "classification_intervals": (0.4,),
        "weighted_cutoffs": (2.0, 0.3),
    }
    return COMPUTE[stem](outcome, *given, *beside.get(stem, ()), **options)


NUMBERS = ("characteristics", "t_test", "levene_test", "mann_whitney_test", "mann_whitney_exact", "hodges_lehmann")
NUMBERS += ("shapiro_wilk_test", "standardised_difference")
CATEGORIES = ("frequencies", "chi_square_test", "yates_test", "fisher_exact_test", "conditional_odds_ratio")
SCORES = ("auc_delong", "area_hanley_mcneil", "delong_test_paired", "hanley_mcneil_test", "delong_contrast")
SCORES += ("delong_test_unpaired", "roc_coordinates", "youden_cutoff", "closest_topleft_cutoff", "weighted_cutoffs")
SCORES += ("classification_intervals", "concordance")
RISKS = ("discrimination_slope", "brier_score", "hosmer_lemeshow", "hosmer_lemeshow_groupings")
MODELS = ("logistic_regression", "term_tests", "profile_interval", "effect_summary", "lrm_statistics", "r_squared")
MODELS += ("anova_wald", "backward_elimination")
CANDIDATES = ("univariable_logistic", "forward_selection", "stepwise_aic")
OF_COLUMNS = (*MODELS, *CANDIDATES)
LEVELS = [
    stem
    for stem in (*NUMBERS, *CATEGORIES, *SCORES, *RISKS, *OF_COLUMNS)
    if "level" in inspect.signature(COMPUTE[stem]).parameters
]


def refused(says, stem, *given, **options):
    with pytest.raises(ValueError, match=says) as error:
        call(stem, *given, **options)
    assert type(error.value) is ValueError and "\n" not in str(error.value)


@pytest.mark.parametrize("level", [95, 0, 1, -0.5, math.nan])
@pytest.mark.parametrize("stem", LEVELS)
def test_a_level_of_95_is_refused_with_what_a_level_is(stem, level):
    values = FEW if stem in CATEGORIES else {"x": X} if stem in OF_COLUMNS else P
    refused("level is .*; a confidence level lies between 0 and 1, such as 0.95", stem, Y, values, level=level)


def test_the_statistics_with_an_interval_are_those_that_are_tried():
    assert {"t_test", "conditional_odds_ratio", "delong_test_paired", "profile_interval"} < set(LEVELS)


@pytest.mark.parametrize("stem", NUMBERS)
@pytest.mark.parametrize(
    ("outcome", "values", "says"),
    [
        (Y, np.where(FIRST, np.nan, X), "the values must be finite numbers"),
        (Y, np.where(FIRST, np.inf, X), "the values must be finite numbers"),
        (np.zeros(N, int), X, "two groups are compared: patients with the event, and patients without it"),
        (Y + 1, X, "the outcome is 1 of a patient with the event and 0 of one without"),
        (Y[1:], X, "there are 59 outcomes and 60 values"),
        (np.array([], int), np.array([]), "two groups are compared"),
    ],
    ids=["NaN", "infinite", "no event", "outcome of 2", "other patients", "nobody"],
)
def test_numbers_that_are_none(stem, outcome, values, says):
    refused(says, stem, outcome, values)


@pytest.mark.parametrize("stem", NUMBERS)
def test_constant_values_and_one_patient_in_a_group_have_a_value_or_are_refused(stem):
    same, single = (Y, np.full(N, 3.0)), (FIRST.astype(int), X)
    constant = {"t_test": "do not vary", "levene_test": "do not vary", "shapiro_wilk_test": "needs values that differ"}
    alone = {
        "t_test": "at least two patients with the event and two without",
        "shapiro_wilk_test": "3 to 5,000 patients, not of 1",
        "mann_whitney_exact": "fewer than 50 patients in each group",
    }
    for given, says in ((same, constant), (single, alone)):
        if stem in says:
            refused(says[stem], stem, *given)
        else:
            call(stem, *given)


@pytest.mark.parametrize("stem", [*CATEGORIES, "standardised_difference"])
@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (np.ones(N, int), "two groups are compared: patients with the event, and patients without it"),
        (2 * Y, "the outcome is 1 of a patient with the event and 0 of one without"),
        (Y[1:], "there are 59 outcomes and 60 categories"),
    ],
    ids=["events only", "outcome of 2", "other patients"],
)
def test_groups_of_categories_that_are_none(stem, outcome, says):
    refused(says, stem, outcome, FEW)


@pytest.mark.parametrize("stem", [*CATEGORIES, "standardised_difference"])
def test_a_missing_an_empty_and_an_only_category(stem):
    refused("a patient has no category", stem, Y, Factor(np.where(FIRST, -1, FEW.codes), FEW.levels))
    empty = Factor(FEW.codes, ("a", "b", "c"))
    if stem == "frequencies":
        assert call(stem, Y, empty).event[2] == 0
        assert call(stem, Y, Factor(np.zeros(N, int), ("a", "b"))).event_percent.tolist() == [100, 0]
        return
    assert call(stem, Y, empty) == call(stem, Y, FEW)
    refused("all patients are of one category: there is nothing to compare", stem, Y, Factor(0 * Y, ("a", "b")))


@pytest.mark.parametrize("stem", CATEGORIES)
def test_counts_of_millions(stem):
    counts = [400_000, 390_000, 610_000, 600_000]
    outcome, codes = np.repeat([1, 0, 1, 0], counts), np.repeat([0, 0, 1, 1], counts)
    found = call(stem, outcome, Factor(codes, ("a", "b")))
    if stem == "conditional_odds_ratio":
        assert found.odds_ratio == pytest.approx(610_000 * 390_000 / (600_000 * 400_000), rel=1e-5)
    elif stem != "frequencies":
        first = getattr(found, "pearson", found)
        assert 0 < first.p < 1


@pytest.mark.parametrize("stem", [*SCORES, *RISKS])
@pytest.mark.parametrize(
    ("outcome", "risk", "says"),
    [
        (Y, np.where(FIRST, np.nan, P), "finite|between 0 and 1"),
        (Y, np.where(LAST, np.inf, P), "finite|between 0 and 1"),
        (Y + 1, P, "the outcome is 1 of a case and 0 of a control"),
        (Y[1:], P, "there are 59 outcomes and 60 scores"),
    ],
    ids=["NaN", "infinite", "outcome of 2", "other patients"],
)
def test_risks_that_are_none(stem, outcome, risk, says):
    refused(says, stem, outcome, risk)


@pytest.mark.parametrize("stem", [*SCORES, "discrimination_slope", "brier_score"])
def test_without_an_event_there_is_neither_a_curve_nor_a_slope(stem):
    refused("at least one (case|event) and one (control|non-event)", stem, np.zeros(N, int), P)


@pytest.mark.parametrize("stem", ["hosmer_lemeshow", "hosmer_lemeshow_groupings"])
def test_groups_that_are_none_and_risks_that_are_all_tied(stem):
    for groups in (1, 0, -3, 2.5):
        refused(f"needs (at least|from) 2 groups.*, not {groups}", stem, Y, P, groups=groups)
    refused("all risks are equal: there are no groups of risk to compare", stem, Y, np.full(N, 0.3))
    refused("risks between 0 and 1", stem, Y, 2 * P)


@pytest.mark.parametrize("stem", OF_COLUMNS)
@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"x": np.where(FIRST, np.nan, X), "z": Z}, "predictor 'x' is not one finite number a patient"),
        ({"x": np.where(FIRST, np.inf, X), "z": Z}, "predictor 'x' is not one finite number a patient"),
        ({"x": X, "g": Factor(np.where(FIRST, -1, GROUP.codes), GROUP.levels)}, "factor 'g' has a code outside its 3"),
        ({"x": X, "y": Y.astype(float)}, "the likelihood has no maximum: a combination of predictors separates"),
        ({"x": X[1:]}, "60 outcomes for 59 patients"),
        ({}, "a model needs at least one predictor|there are no candidates to choose among"),
    ],
    ids=["NaN", "infinite", "missing category", "the outcome itself", "other patients", "no column"],
)
def test_columns_of_a_model_that_are_none(stem, columns, says):
    refused(says, stem, Y, columns)


@pytest.mark.parametrize("stem", OF_COLUMNS)
def test_outcomes_of_a_model_that_are_none(stem):
    for outcome in (np.zeros(N, int), np.ones(N, int), Y + 1):
        refused("the outcome must be 0 and 1, and both must occur", stem, outcome, {"x": X})


@pytest.mark.parametrize("stem", MODELS)
@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"x": X, "k": np.ones(N)}, "'k' is constant"),
        ({"x": X, "w": 2 * X + 1}, "'w' is a linear combination of the terms before it"),
        ({"x": X, "g": Factor(FEW.codes, ("a", "b", "c"))}, "'g=c' is constant"),
        ({"x": X, "g": Factor(FIRST.astype(int), ("a", "b"))}, "no maximum: a combination of predictors separates"),
    ],
    ids=["constant", "twice", "empty category", "one patient in a category"],
)
def test_columns_without_an_estimate(stem, columns, says):
    refused(says, stem, Y, columns)


@pytest.mark.parametrize("stem", ["forward_selection", "stepwise_aic", "univariable_logistic"])
def test_a_constant_candidate_is_refused(stem):
    says = "a candidate is constant, or a linear combination of the model's columns: it has no score|'k' is constant"
    refused(says, stem, Y, {"x": X, "k": np.ones(N)})


def test_a_candidate_that_says_what_the_model_says_is_refused_where_it_is_met():
    refused("a linear combination of", "forward_selection", Y, {"x": X, "w": 2 * X + 1})
