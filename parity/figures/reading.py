"""Reading a nomogram: a patient's points, total and risk."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Optional, Union

from parity.data.columns import spelt
from parity.errors import InputError, listed, quoted

if TYPE_CHECKING:
    from parity.statistics.nomogram.axes import Axis, Nomogram


@dataclass(frozen=True, slots=True)
class Reading:
    """What a nomogram says of a patient.

    Attributes
    ----------
    points : mapping of str to float
        By predictor.
    total_points, linear_predictor, risk : float
        The risk is that of a logistic model, in [0, 1].
    """

    points: Mapping[str, float]
    total_points: float
    linear_predictor: float
    risk: float


def read_nomogram(nomogram: Nomogram, patient: Mapping[str, Union[float, str]]) -> Reading:
    """Points of each predictor, their sum, and the risk that stands below it.

    Parameters
    ----------
    nomogram : Nomogram
    patient : mapping of str to float or str
        A value for each predictor: a number on its axis, or one of its levels; either as number or as text.

    Raises
    ------
    InputError
        A predictor is missing or unknown, or a value does not stand on its axis.
    """
    names = list(dict.fromkeys(name for axis in nomogram.axes for name in (axis.name, *axis.settings)))
    for wrong, rule in (
        ([name for name in names if name not in patient], "the patient has no value for"),
        ([name for name in patient if name not in names], "the nomogram has no axis for"),
    ):
        if wrong:
            raise InputError(f"{rule} {listed(wrong)}", step=f"its axes are {listed(names)}")
    points: dict[str, float] = {}
    for axis in nomogram.axes:
        if all(_same(patient[name], value) for name, value in axis.settings.items()):
            points[axis.name] = _points(axis, patient[axis.name])
        elif axis.name not in points:
            points[axis.name] = math.nan
    for name in (name for name, value in points.items() if math.isnan(value)):
        shown = [
            ", ".join(f"{other} = {value}" for other, value in axis.settings.items())
            for axis in nomogram.axes
            if axis.name == name
        ]
        raise InputError(
            "its axes are shown at other values than the patient's", column=name, step=f"they are at {'; '.join(shown)}"
        )
    total = math.fsum(points.values())
    linear_predictor = nomogram.intercept + total / nomogram.points_per_unit
    return Reading(points, total, linear_predictor, _logistic(linear_predictor))


def _points(axis: Axis, value: Union[float, str]) -> float:
    if isinstance(axis.values[0], str):
        level = spelt([str(value)], [str(one) for one in axis.values]).get(str(value))
        if level is None:
            step = f"its levels are {listed(map(str, axis.values))}"
            raise InputError(f"{quoted(str(value))} is no level", column=axis.name, step=step)
        return float(axis.points[list(axis.values).index(level)])
    values = [float(number) for number in axis.values]
    low, high = min(values), max(values)
    number = _number(value)
    if number is None or not low <= number <= high:
        raise InputError(
            f"{quoted(str(value))} is not on the axis", column=axis.name, step=f"it runs from {low:g} to {high:g}"
        )
    if axis.points_at is not None:
        return axis.points_at(number)
    for left, right, from_points, to_points in zip(values, values[1:], axis.points, axis.points[1:]):
        if left <= number <= right:
            return float(from_points + (number - left) / (right - left) * (to_points - from_points))
    return float(axis.points[0])


def _number(value: Union[float, str]) -> Optional[float]:
    """A number that may be given as text."""
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _same(given: Union[float, str], value: Union[float, str]) -> bool:
    """Whether a patient has this value or level: 1, 1.0 and "1" are the same."""
    if isinstance(value, str):
        return str(given) in spelt([str(given)], [value])
    return _number(given) == value


def _logistic(linear_predictor: float) -> float:
    if linear_predictor >= 0:
        return 1 / (1 + math.exp(-linear_predictor))
    return math.exp(linear_predictor) / (1 + math.exp(linear_predictor))
