"""Where ``rms::anova`` loses the digits of Wald tests, and what these then are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np
from scipy.linalg import qr, solve_triangular

from parity.checks.regression.tests_rounding import of_anova
from parity.checks.vocabulary import Deviation
from parity.checks.vocabulary.tolerance import LARGEST_SHARE
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.hypotheses import places_by_row
from parity.statistics.regression.restricted_maximum import likelihood
from parity.statistics.upper_tail import upper_tail


def loses_its_digits(outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula] = None) -> bool:
    """Whether solving from the covariance may cost a chi-square a millionth of itself or more."""
    moved, found = of_anova(outcome, predictors, formula), by_directions(outcome, predictors, formula)
    return bool((moved["chi_square"] > LARGEST_SHARE * np.maximum(found["chi_square"], 1.0)).any())


def by_directions(
    outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula] = None
) -> Mapping[str, np.ndarray]:
    """The chi-squares without a covariance: squared lengths of the maximum along the directions that are tested."""
    found = likelihood(outcome, predictors, formula)
    tested = places_by_row(formula, predictors).values()
    per_error = solve_triangular(found.root, found.to_coefficients.T, trans="T")
    ahead = found.root @ found.position
    chi_square = np.array([np.sum((qr(per_error[:, places], mode="economic")[0].T @ ahead) ** 2) for places in tested])
    tails = [upper_tail(len(places), float(value)) for places, value in zip(tested, chi_square)]
    return {"chi_square": chi_square, "p": np.array(tails)}


LOST = Deviation(
    ("chi_square", "p"),
    "rms",
    "it solves from the covariance of coefficients whose columns are nearly collinear, of which few digits are left",
    definition=by_directions,
    when=loses_its_digits,
)
