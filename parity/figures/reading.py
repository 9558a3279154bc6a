"""Reading a nomogram: a patient's points, total, and what its functions say."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Optional, Union

import numpy as np
from scipy.special import expit

from parity.data.columns import spelt
from parity.errors import InputError, listed, quoted

if TYPE_CHECKING:
    from parity.statistics.nomogram.axes import Axis, Nomogram, Scale

_PROBES = (-2.0, -0.5, 0.0, 1.0, 3.0)
"""Linear predictors at which a function shows whether it is the logistic one."""


class OutOfRange(UserWarning):
    """A patient has a value that stands on an axis, beyond the range of its predictor."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a nomogram says of a patient.

    Attributes
    ----------
    points : mapping of str to float
        By predictor.
    total_points, linear_predictor : float
    functions : mapping of str to float
        What each function of the figure gives for the linear predictor, by its label: ``{"Risk": 0.31}``, or
        ``{"Odds": 0.45}`` where ``fun="exp", funlabel="Odds"``.
    risk : float or None
        That of a logistic model, in [0, 1], where it is one of the functions; None where it is not.
    """

    points: Mapping[str, float]
    total_points: float
    linear_predictor: float
    functions: Mapping[str, float]
    risk: Optional[float]


def read_nomogram(nomogram: Nomogram, patient: Any) -> Reading:
    """Points of each predictor, their sum, and what stands below it on the axis of each function.

    Parameters
    ----------
    nomogram : Nomogram
    patient : mapping of str to float or str, Series, or DataFrame of one row
        A value for each predictor: a number on its axis, or one of its levels; either as number or as text.

    Raises
    ------
    InputError
        A predictor is missing or unknown, or a value does not stand on its axis.

    Warns
    -----
    OutOfRange
        A value stands on its axis, which R's ``pretty()`` lets end at round numbers, but beyond the range of the
        predictor: that of the patients, or of `ranges` where they were given.
    """
    patient = _by_name(patient)
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
    _warn_of_range(nomogram, patient)
    total = math.fsum(points.values())
    linear_predictor = nomogram.intercept + total / nomogram.points_per_unit
    found = {scale.label: _at(scale, linear_predictor) for scale in nomogram.functions}
    risks = [value for scale, value in zip(nomogram.functions, found.values()) if _is_logistic(scale)]
    return Reading(points, total, linear_predictor, found, risks[0] if risks else None)


def _by_name(patient: Any) -> Mapping[str, Union[float, str]]:
    """A patient's values by predictor, of a row of pandas too."""
    if isinstance(patient, Mapping):
        return patient
    if hasattr(patient, "iloc") and hasattr(patient, "columns"):
        if len(patient) != 1:
            step = "give one: frame.iloc[[0]]"
            raise InputError(f"a nomogram is read for one patient; the frame has {len(patient)} rows", step=step)
        return {name: patient[name].iloc[0] for name in patient.columns}
    if hasattr(patient, "iloc"):
        return dict(patient.items())
    rule = f"a patient is a value by predictor, not a {type(patient).__name__}"
    raise InputError(rule, step='write read({"age": 50, "sex": "male"}), once for each patient')


def _warn_of_range(nomogram: Nomogram, patient: Mapping[str, Union[float, str]]) -> None:
    for name, limits in {axis.name: axis.limits for axis in nomogram.axes if axis.limits is not None}.items():
        number = _number(patient[name])
        if number is not None and not limits[0] <= number <= limits[1]:
            text = f"column {quoted(name)}: {number:g} is beyond its range, {limits[0]:g} to {limits[1]:g}"
            warnings.warn(OutOfRange(f"{text}; only its axis goes on, to round values"), stacklevel=4)


def _at(scale: Scale, linear_predictor: float) -> float:
    """Two numbers are asked about: functions of `math` take an array of one for a number."""
    assert scale.function is not None
    return float(np.ravel(scale.function(np.full(2, linear_predictor)))[0])


def _is_logistic(scale: Scale) -> bool:
    """Whether a function is the risk of a logistic model, whoever wrote it."""
    return all(math.isclose(_at(scale, probe), expit(probe), rel_tol=1e-12) for probe in _PROBES)


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
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _same(given: Union[float, str], value: Union[float, str]) -> bool:
    """Whether a patient has this value or level: 1, 1.0 and "1" are the same."""
    if isinstance(value, str):
        return str(given) in spelt([str(given)], [value])
    return _number(given) == value
