"""What is documented of ``rms::lrm`` at its defaults on the columns as they are: where it stops with an error, and why
it may have few digits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np

from parity.checks.rms.lrm import gives_up_from_7, is_singular_before_7
from parity.checks.rms.lrm_fit import BEFORE_7, FROM_7
from parity.checks.vocabulary import Deviation
from parity.data.cohort import Column, Factor
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix

Predictors = Mapping[str, Column]


def singular_before_7(outcome: np.ndarray, predictors: Predictors, formula: Optional[Formula] = None) -> bool:
    """Whether lrm of rms before 7 takes the information of the columns as they are for singular."""
    return is_singular_before_7(outcome, model_matrix(formula, predictors).values)


def no_fit_from_7(outcome: np.ndarray, predictors: Predictors, formula: Optional[Formula] = None) -> bool:
    """Whether lrm of rms from 7 on gives no model of the columns as they are."""
    return gives_up_from_7(outcome, model_matrix(formula, predictors).values)


def quoted_level(predictors: Predictors) -> bool:
    """Whether a level of a factor has a double quote, a backtick or a backslash in it."""
    levels = [level for column in predictors.values() if isinstance(column, Factor) for level in column.levels]
    return any(mark in level for level in levels for mark in '"`\\')


_NO_FIT = (
    "subscript out of bounds|attempt to set an attribute on NULL|does not have variance-covariance matrix|"
    "argument is of length zero"
)
"""What follows where lrm gives no fit: in its own code, or as soon as the fit is asked for its covariance."""

STOPS = (
    Deviation(
        (),
        BEFORE_7,
        "lrm takes the columns as they are, and their information for singular",
        where_it_stops=_NO_FIT,
        when=singular_before_7,
    ),
    Deviation(
        (),
        FROM_7,
        "lrm takes the columns as they are, and gives no fit: their information is singular to it, or its steps lead "
        "nowhere",
        where_it_stops=_NO_FIT,
        when=no_fit_from_7,
    ),
    Deviation(
        (),
        "rms",
        "lrm does not find the columns of a factor with a quote in a level",
        where_it_stops="subscript out of bounds",
        when=quoted_level,
    ),
)

FEW_DIGITS = (
    "lrm solves with the information of the columns as they are, in which more than a millionth of a number may be lost"
)
