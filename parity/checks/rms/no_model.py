"""Where ``rms::lrm`` gives no model of the columns as they are, and what is made of it stops."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np

from parity.checks.rms.lrm import gives_up_from_7, is_singular_before_7
from parity.checks.rms.lrm_fit import BEFORE_7, FROM_7
from parity.checks.vocabulary import Deviation
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix

Predictors = Mapping[str, Column]
CAUSES = {
    BEFORE_7: "lrm takes the columns as they are, and their information for singular",
    FROM_7: "lrm takes the columns as they are, and gives no fit: their information is singular to it, or its steps "
    "lead nowhere",
}
UNTRIED = "fit did not use x=TRUE,y=TRUE|invalid formula"
"""What ``validate`` and ``calibrate`` say of a fit that is none."""

LEFT_OUT = {
    r"singular information matrix in lrm\.fit|^x\d+|^Intercept|^\s*$|Divergence or singularity in \d+ samples": "-",
    "optimization did not converge for lrm.fit": "-",
}
"""What ``validate`` and ``calibrate`` say in passing of resamples without a model: how many, a field tells."""


def singular_before_7(outcome: np.ndarray, predictors: Predictors, formula: Optional[Formula] = None) -> bool:
    """Whether lrm of rms before 7 takes the information of the columns as they are for singular."""
    return is_singular_before_7(outcome, model_matrix(formula, predictors).values)


def no_fit_from_7(outcome: np.ndarray, predictors: Predictors, formula: Optional[Formula] = None) -> bool:
    """Whether lrm of rms from 7 on gives no model of the columns as they are."""
    return gives_up_from_7(outcome, model_matrix(formula, predictors).values)


def without_model_stops(error: str) -> tuple[Deviation, ...]:
    """That a reference stops there.

    Parameters
    ----------
    error : str
        Regular expression of what it says.
    """
    when = {BEFORE_7: singular_before_7, FROM_7: no_fit_from_7}
    return tuple(
        Deviation((), versions, cause, where_it_stops=error, when=when[versions]) for versions, cause in CAUSES.items()
    )
