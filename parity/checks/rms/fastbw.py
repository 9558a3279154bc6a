"""Where ``rms::fastbw`` loses the digits of Wald tests, and what these then are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np

from parity.checks.selection.backward_rounding import RULES, of_backward, path_of
from parity.checks.vocabulary import Deviation
from parity.checks.vocabulary.tolerance import LARGEST_SHARE
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.regression.maximum_likelihood import way_back

_SOLVED = ("chi_square", "p", "residual", "residual_p", "aic", "coefficients", "standard_errors")


def loses_its_digits(
    outcome: np.ndarray, candidates: Mapping[str, Column], stay: float, formula: Optional[Formula] = None
) -> bool:
    """Whether solving in an inverse may cost a chi-square a millionth of itself or more."""
    moved, found = of_backward(outcome, candidates, stay, formula), by_projections(outcome, candidates, stay, formula)
    return any(
        (moved[rule][name] > LARGEST_SHARE * np.maximum(found[rule][name], 1.0)).any()
        for rule in RULES
        for name in ("chi_square", "residual")
    )


def by_projections(
    outcome: np.ndarray, candidates: Mapping[str, Column], stay: float, formula: Optional[Formula] = None
) -> Mapping[str, Mapping[str, np.ndarray]]:
    """The tests of each step, and what is left of the model, without an inverse: squared lengths of projections of the
    effects in their errors."""
    path, fit, _ = path_of(outcome, candidates, stay, formula)
    return {name: path.tests(*rule, way_back(fit.centre, fit.scale)) for name, rule in RULES.items()}


LOST = Deviation(
    tuple(f"{rule}.{name}" for rule in RULES for name in _SOLVED),
    "rms",
    "it solves in the inverse of the information of nearly collinear candidates, of which few digits are left",
    definition=by_projections,
    when=loses_its_digits,
)
