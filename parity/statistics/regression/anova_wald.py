"""The table of Wald tests that rms prints of a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.hypotheses import places_by_row
from parity.statistics.fields import along, labels
from parity.statistics.regression.restricted_maximum import likelihood
from parity.statistics.upper_tail import upper_tail


@dataclass(frozen=True, slots=True)
class AnovaWald:
    """Wald tests of predictors, of what bends, of interactions, and of all, in the order in which rms prints them.

    Attributes
    ----------
    rows : (k,) tuple of str
        ``"age"``, ``"age, nonlinear"``, ``"sex, with interactions"``, ``"(total)"``.
    chi_square : (k,) float array
    degrees_of_freedom : (k,) int array
    p : (k,) float array
        Upper tails of chi-square.
    """

    rows: tuple[str, ...] = labels()
    chi_square: np.ndarray = along("rows")
    degrees_of_freedom: np.ndarray = along("rows")
    p: np.ndarray = along("rows")


def anova_wald(outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula] = None) -> AnovaWald:
    """Wald tests of predictors with what they interact in, of nonlinear parts, of interactions, and totals.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    predictors : mapping of str to (n,) float array or Factor
        The main effects, in order.
    formula : Formula or None
        How they enter the model; None: each as it is.

    Returns
    -------
    AnovaWald

    Notes
    -----
    Each row is :math:`\\hat\\beta_k^\\top V_{kk}^{-1} \\hat\\beta_k` of some coefficients k:

    - of a predictor, those of its own and of the interactions that it is part of, these alone, and what bends among its
      own and in its part of the interactions;
    - of an interaction, its own and those that contain it, and what bends in it; of a pair also what bends in both at
      once, and what bends in the one, where that is less than what bends at all;
    - the totals of all that bends, of all interactions, of both, each where it has more than one part, and of all.

    Equals ``rms::anova(lrm(...))`` at the optimum. Its rows are named otherwise here, where it repeats a name:
    ``tg, nonlinear`` for ``Nonlinear`` below ``tg``, ``sex, with interactions`` for
    ``sex  (Factor+Higher Order Factors)``, ``(total nonlinear)`` for ``TOTAL NONLINEAR``.

    Raises
    ------
    ValueError
        As `logistic_regression`: where the likelihood has no unique finite maximum.

    References
    ----------
    Harrell (2015), doi:10.1007/978-3-319-19425-7, section 9.3.  Wald (1943), doi:10.1090/S0002-9947-1943-0012401-3.
    """
    found = likelihood(outcome, predictors, formula)
    tested = places_by_row(formula, predictors)
    freedom = np.array([len(places) for places in tested.values()])
    chi_square = np.array([found.wald(places) for places in tested.values()])
    tails = [upper_tail(int(df), float(value)) for df, value in zip(freedom, chi_square)]
    return AnovaWald(tuple(tested), chi_square, freedom, np.array(tails))
