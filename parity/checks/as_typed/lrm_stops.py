"""What is documented of ``rms::lrm`` at its defaults on the columns as they are: where it stops with an error, and why
it may have few digits."""

from __future__ import annotations

from parity.checks.rms.no_model import Predictors, without_model_stops
from parity.checks.vocabulary import Deviation
from parity.data.cohort import Factor


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
    *without_model_stops(_NO_FIT),
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
