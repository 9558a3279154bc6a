"""The statistics of which programs have more than one convention."""

from __future__ import annotations

from collections.abc import Mapping

from parity.conventions import (
    auc_delong,
    brier_score,
    calibration_line,
    characteristics,
    chi_square_test,
    hosmer_lemeshow,
    levene_test,
    mann_whitney_test,
    r_squared,
    subjects,
    t_test,
    youden_cutoff,
)
from parity.conventions.convention import Family

_OF_VARIABLES = frozenset({"variable", "by"})
_TABLES = Family(chi_square_test.CONVENTIONS, subjects.categories, _OF_VARIABLES)
_RANKS = Family(mann_whitney_test.CONVENTIONS, subjects.numbers, _OF_VARIABLES, mann_whitney_test.TURNED)

BY_STEM: Mapping[str, Family] = {
    "characteristics": Family(characteristics.CONVENTIONS, subjects.described, _OF_VARIABLES),
    "t_test": Family(t_test.CONVENTIONS, subjects.numbers, _OF_VARIABLES, t_test.TURNED),
    "levene_test": Family(levene_test.CONVENTIONS, subjects.numbers, _OF_VARIABLES),
    "mann_whitney_test": _RANKS,
    "mann_whitney_exact": _RANKS,
    "chi_square_test": _TABLES,
    "yates_test": _TABLES,
    "fisher_exact_test": _TABLES,
    "r_squared": Family(r_squared.CONVENTIONS),
    "auc_delong": Family(auc_delong.CONVENTIONS),
    "youden_cutoff": Family(youden_cutoff.CONVENTIONS),
    "hosmer_lemeshow": Family(hosmer_lemeshow.CONVENTIONS, takes=frozenset({"groups"})),
    "calibration_line": Family(calibration_line.CONVENTIONS),
    "brier_score": Family(brier_score.CONVENTIONS),
}
"""By stem, in the order of `parity list`."""
