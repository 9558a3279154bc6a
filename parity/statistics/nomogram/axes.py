"""What a nomogram consists of: predictors by their range or levels, axes of points, scales along the total points."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Optional, Union

import numpy as np

from parity.data.cohort import Column, Factor
from parity.models.numbers import Number
from parity.models.terms import Value

FEW_VALUES = 10
"""A numeric predictor with so many distinct values or fewer has a tick at each of them."""


@dataclass(frozen=True, slots=True)
class Numeric:
    """A numeric predictor.

    Attributes
    ----------
    low, high : float or None
        Its range; None where it is not known: then the axis needs values of its own.
    values : tuple of float
        Its distinct values, ascending, where they are few and each is to have a tick; empty otherwise.
    adjust_to : float or None
        The value that it has on the axes of other predictors; only confidence bars depend on it.
    """

    low: Optional[float] = None
    high: Optional[float] = None
    values: tuple[float, ...] = ()
    adjust_to: Optional[float] = None

    def __post_init__(self) -> None:
        if (self.low is None) != (self.high is None):
            raise ValueError(f"a range has two ends, not {self.low} and {self.high}")
        if self.low is None or self.high is None:
            return
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low <= self.high):
            raise ValueError(f"a range has finite ends, the lower one first, not {self.low} and {self.high}")


@dataclass(frozen=True, slots=True)
class Categorical:
    """A categorical predictor.

    Attributes
    ----------
    levels : tuple of str
        The first is the reference level.
    adjust_to : str or None
        The level that it has on the axes of other predictors; only confidence bars depend on it.
    """

    levels: tuple[str, ...]
    adjust_to: Optional[str] = None


Predictor = Union[Numeric, Categorical]


@dataclass(frozen=True, slots=True)
class Axis:
    """The axis of one predictor, or of one predictor at given values of those that it interacts with.

    Attributes
    ----------
    name, label : str
        Of the predictor: as the model calls it, and for people, ``"age (sex=male)"``.
    discrete : bool
        Whether a tick stands for each possible value.
    values : (k,) tuple of float, int or str
        An int is a round value that is written in full: 200000, where a float is 2e+05.
    ticks : (k,) tuple of str
        The values as they are written.
    effects : (k,) float array
        Contribution to the linear predictor, together with the predictors that it interacts with.
    points : (k,) float array
    settings : mapping of str to float, int or str
        Values of the predictors that it interacts with.
    continuation : bool
        Whether the axis continues the one before it, for other `settings`.
    standard_errors : (k,) float array or None
        Of the linear predictor at the values, where confidence bars are wanted.
    show_every_tick : bool
        Whether the ticks are written even where they overlap, as single letters are.
    points_at : callable or None
        The points of any number on the axis, between ticks too, where a spline bends; None where it is not known, and
        of levels and scores.
    limits : (low, high) or None
        The range of the predictor, where it is known, which the axis goes beyond to round values.
    """

    name: str
    label: str
    discrete: bool
    values: tuple[Value, ...]
    ticks: tuple[str, ...]
    effects: np.ndarray
    points: np.ndarray
    settings: Mapping[str, Value] = field(default_factory=dict)
    continuation: bool = False
    standard_errors: Optional[np.ndarray] = None
    show_every_tick: bool = False
    points_at: Optional[Callable[[float], float]] = field(default=None, compare=False, repr=False)
    limits: Optional[tuple[float, float]] = None


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale that is read off below the total points.

    Attributes
    ----------
    label : str
    values : (k,) tuple of float or int
    ticks : (k,) tuple of str
        The values as they are written.
    total_points : (k,) float array
        Where the values stand.
    shown : tuple of bool
        For every value asked for, whether it lies in range and so is one of `values`; empty: all do.
    function : callable or None
        Of the linear predictor, which it shows; None of the linear predictor itself.
    """

    label: str
    values: tuple[Number, ...]
    ticks: tuple[str, ...]
    total_points: np.ndarray
    shown: tuple[bool, ...] = ()
    function: Optional[Callable[[np.ndarray], np.ndarray]] = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Bars:
    """Confidence bars along the linear predictor.

    Attributes
    ----------
    total_points : (k,) float array
        Where they stand.
    standard_errors : (k,) float array
        In points.
    dense : bool
        Whether they are so many that they need more room.
    """

    total_points: np.ndarray
    standard_errors: np.ndarray
    dense: bool = False


@dataclass(frozen=True, slots=True)
class Nomogram:
    """A model as a nomogram: the value that a figure draws.

    Attributes
    ----------
    axes : tuple of Axis
        From top to bottom: in the order of the model, where it has no interactions.
    points : float
        The points of the axis with the widest effect, usually 100.
    total_points : tuple of float or int
        Ticks of the axis of total points.
    linear_predictor : Scale or None
        None where it is not wanted.
    functions : tuple of Scale
        Of the linear predictor, such as the risk.
    points_per_unit : float
        Points per unit of the linear predictor.
    intercept : float
        The linear predictor at 0 total points.
    intervals : int
        Wanted number of intervals of each axis.
    confidence : tuple of float
        Levels of the confidence bars, ascending; empty: none.
    bars : Bars or None
        Confidence bars of the linear predictor.
    """

    axes: tuple[Axis, ...]
    points: float
    total_points: tuple[Number, ...]
    linear_predictor: Optional[Scale]
    functions: tuple[Scale, ...]
    points_per_unit: float
    intercept: float
    intervals: int
    confidence: tuple[float, ...] = ()
    bars: Optional[Bars] = None


def describe(predictors: Mapping[str, Column]) -> dict[str, Predictor]:
    """The predictors of a data set by their range or levels.

    Parameters
    ----------
    predictors : mapping of str to (n,) float array or Factor

    Returns
    -------
    dict of str to Numeric or Categorical

    Notes
    -----
    The adjust-to value is the median; of two distinct values the lower and of three the middle one; of a factor the
    most frequent level, the first of them.

    Equals what ``rms::datadist`` records of them with its default of ten distinct values.
    """
    return {
        name: _categorical(column) if isinstance(column, Factor) else _numeric(column)
        for name, column in predictors.items()
    }


def _categorical(column: Factor) -> Categorical:
    counts = np.bincount(column.codes, minlength=len(column.levels))
    return Categorical(column.levels, column.levels[int(np.argmax(counts))])


def _numeric(column: np.ndarray) -> Numeric:
    distinct = np.unique(column)
    values = tuple(distinct.tolist()) if len(distinct) <= FEW_VALUES else ()
    adjust_to = (
        distinct[len(distinct) // 2] if len(distinct) == 3 else distinct[0] if len(distinct) < 3 else np.median(column)
    )
    return Numeric(float(distinct[0]), float(distinct[-1]), values, float(adjust_to))
