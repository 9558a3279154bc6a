"""The statistics of which programs have more than one convention."""

from __future__ import annotations

from collections.abc import Mapping

from parity.conventions import (
    auc_delong,
    brier_score,
    calibration_line,
    characteristics,
    chi_square_test,
    classification_intervals,
    conditional_odds_ratio,
    frequencies,
    hosmer_lemeshow,
    levene_test,
    logistic_regression,
    mann_whitney_test,
    r_squared,
    standardised_difference,
    subjects,
    t_test,
    term_tests,
    youden_cutoff,
)
from parity.conventions.convention import Family

_NAMED, _OF_VARIABLES = frozenset({"variable"}), frozenset({"variable", "by"})
_TABLES = Family(chi_square_test.CONVENTIONS, subjects.categories, _OF_VARIABLES)
_RANKS = Family(mann_whitney_test.CONVENTIONS, subjects.numbers, _OF_VARIABLES, mann_whitney_test.TURNED)
_RATIOS = Family(conditional_odds_ratio.CONVENTIONS, subjects.fourfold, _OF_VARIABLES, conditional_odds_ratio.TURNED)
_EFFECTS = Family(logistic_regression.CONVENTIONS, logistic_regression.coefficients, _NAMED, logistic_regression.TURNED)
_DISTANCES = Family(
    standardised_difference.CONVENTIONS, subjects.variables, _OF_VARIABLES, standardised_difference.TURNED
)
_AT_THE_CUTOFF = Family(classification_intervals.CONVENTIONS, subjects.proportions, frozenset({"variable", "cutoff"}))

BY_STEM: Mapping[str, Family] = {
    "characteristics": Family(characteristics.CONVENTIONS, subjects.described, _OF_VARIABLES),
    "t_test": Family(t_test.CONVENTIONS, subjects.numbers, _OF_VARIABLES, t_test.TURNED),
    "levene_test": Family(levene_test.CONVENTIONS, subjects.numbers, _OF_VARIABLES),
    "mann_whitney_test": _RANKS,
    "mann_whitney_exact": _RANKS,
    "frequencies": Family(frequencies.CONVENTIONS, subjects.categories, _OF_VARIABLES),
    "chi_square_test": _TABLES,
    "yates_test": _TABLES,
    "fisher_exact_test": _TABLES,
    "conditional_odds_ratio": _RATIOS,
    "standardised_difference": _DISTANCES,
    "logistic_regression": _EFFECTS,
    "r_squared": Family(r_squared.CONVENTIONS, subjects.model),
    "term_tests": Family(term_tests.CONVENTIONS, term_tests.terms, _NAMED),
    "profile_interval": _EFFECTS,
    "auc_delong": Family(auc_delong.CONVENTIONS, takes=frozenset({"resamples", "seed"})),
    "youden_cutoff": Family(youden_cutoff.CONVENTIONS),
    "classification_intervals": _AT_THE_CUTOFF,
    "hosmer_lemeshow": Family(hosmer_lemeshow.CONVENTIONS, takes=frozenset({"groups"})),
    "calibration_line": Family(calibration_line.CONVENTIONS),
    "brier_score": Family(brier_score.CONVENTIONS),
}
"""By stem, in the order of `parity list`."""
