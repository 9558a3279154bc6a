"""What a nomogram consists of: predictors by their range or levels, axes of points, scales along the total points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Union

import numpy as np

from parity.cohort import Column, Factor
from parity.figures.metrics import Number

FEW_VALUES = 10
"""A numeric predictor with so many distinct values or fewer has a tick at each of them."""


@dataclass(frozen=True, slots=True)
class Numeric:
    """A numeric predictor.

    Attributes
    ----------
    low, high : float
        Its range, ``low < high``.
    values : tuple of float
        Its distinct values, ascending, where they are few and each is to have a tick; empty otherwise.
    """

    low: float
    high: float
    values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Categorical:
    """A categorical predictor; the first of its levels is the reference level."""

    levels: tuple[str, ...]


Predictor = Union[Numeric, Categorical]


@dataclass(frozen=True, slots=True)
class Axis:
    """The axis of one predictor.

    Attributes
    ----------
    name, label : str
        Of the predictor: as the model calls it, and for people.
    discrete : bool
        Whether a tick stands for each possible value.
    values : (k,) tuple of float, int or str
        An int is a round value that R stores as an integer.
    ticks : (k,) tuple of str
        The values as they are written.
    effects : (k,) float array
        Contribution to the linear predictor.
    points : (k,) float array
    """

    name: str
    label: str
    discrete: bool
    values: tuple[Union[Number, str], ...]
    ticks: tuple[str, ...]
    effects: np.ndarray
    points: np.ndarray


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
    """

    label: str
    values: tuple[Number, ...]
    ticks: tuple[str, ...]
    total_points: np.ndarray


@dataclass(frozen=True, slots=True)
class Nomogram:
    """A model as a nomogram: the value that a figure draws.

    Attributes
    ----------
    axes : tuple of Axis
        In the order of the model.
    points : float
        The points of the axis with the widest effect, usually 100.
    total_points : tuple of float or int
        Ticks of the axis of total points.
    linear_predictor : Scale
    functions : tuple of Scale
        Of the linear predictor, such as the risk.
    points_per_unit : float
        Points per unit of the linear predictor.
    intercept : float
        The linear predictor at 0 total points.
    intervals : int
        Wanted number of intervals of each axis.
    """

    axes: tuple[Axis, ...]
    points: float
    total_points: tuple[Number, ...]
    linear_predictor: Scale
    functions: tuple[Scale, ...]
    points_per_unit: float
    intercept: float
    intervals: int


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
    Equals what ``rms::datadist`` records of them with its default of ten distinct values.
    """
    return {
        name: Categorical(column.levels) if isinstance(column, Factor) else _numeric(column) for name, column in predictors.items()
    }


def _numeric(column: np.ndarray) -> Numeric:
    distinct = np.unique(column)
    values = tuple(distinct.tolist()) if len(distinct) <= FEW_VALUES else ()
    return Numeric(float(distinct[0]), float(distinct[-1]), values)
