"""The scales below the axes of points: total points, linear predictor, and functions of it."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np

from parity.models.numbers import Number, format_common, format_number, pretty
from parity.statistics.caution import Caution
from parity.statistics.nomogram.axes import Scale

_INTERPOLATED = 1000


@dataclass(frozen=True, slots=True)
class Conversion:
    """From the linear predictor to total points.

    Attributes
    ----------
    points_per_unit : float
        Points per unit of the linear predictor.
    intercept : float
        The linear predictor at 0 total points.
    """

    points_per_unit: float
    intercept: float

    def points(self, linear_predictor: Sequence[float] | np.ndarray) -> np.ndarray:
        return (np.asarray(linear_predictor, dtype=float) - self.intercept) * self.points_per_unit


def linear_predictor_scale(at: tuple[Number, ...], conversion: Conversion) -> Scale:
    """The scale of the linear predictor, with ticks at these values."""
    return Scale("Linear Predictor", at, format_common(at), conversion.points(at))


def function_scale(
    label: str,
    function: Callable[[np.ndarray], np.ndarray],
    at: tuple[Number, ...],
    conversion: Conversion,
    intervals: int,
    values: Optional[Sequence[Number]] = None,
    arguments: Optional[Sequence[Number]] = None,
) -> Scale:
    """The scale of a monotone function of the linear predictor.

    Parameters
    ----------
    label : str
    function : callable
    at : tuple of float
        Ticks of the linear predictor.
    conversion : Conversion
    intervals : int
        Wanted number of intervals.
    values : sequence of float or None
        Values that have a tick; None: round ones.
    arguments : sequence of float or None
        Linear predictors that have a tick, instead of `values`.

    Raises
    ------
    ValueError
        The function is not finite on the scale of the linear predictor, or has none of the values there; of some that
        it has not there a caution says so.
    """
    low, high = min(at), max(at)
    if arguments is not None:
        where = np.array(arguments, dtype=float)
        wanted: Sequence[Number] = np.asarray(function(where)).tolist()
    else:
        ends = np.asarray(function(np.array([low, high], dtype=float)))
        if values is None and not np.isfinite(ends).all():
            raise ValueError(
                f"{label!r} is not finite at the ends of the linear predictor, {low:g} and {high:g}; choose fun_at"
            )
        wanted = pretty(float(ends.min()), float(ends.max()), intervals) if values is None else tuple(values)
        argument = np.linspace(low, high, _INTERPOLATED)
        where = _inverse(np.asarray(function(argument)), argument, wanted)
    shown = tuple((~(np.isnan(where) | np.isnan(np.array(wanted, dtype=float)))).tolist())
    if not any(shown):
        raise ValueError(_none_in_range(label, function, low, high, values, arguments))
    if values is not None and not all(shown):
        warnings.warn(Caution("off_the_scale", _off_the_scale(label, wanted, shown, low, high)))
    kept = tuple(value for value, is_shown in zip(wanted, shown) if is_shown)
    written, at_points = tuple(format_number(value) for value in kept), conversion.points(where[np.array(shown)])
    return Scale(label, kept, written, at_points, shown, function)


def _off_the_scale(label: str, wanted: Sequence[Number], shown: Sequence[bool], low: float, high: float) -> str:
    lost = [format_number(value) for value, is_shown in zip(wanted, shown) if not is_shown]
    named = f"the value {lost[0]} of fun_at has" if len(lost) == 1 else f"the values {', '.join(lost)} of fun_at have"
    where = f"on the scale of the linear predictor, {low:g} to {high:g}, {label!r} does not reach that far"
    return f"{named} no tick, as in R: {where}; an lp_at that goes further shows more"


def _none_in_range(
    label: str,
    function: Callable[[np.ndarray], np.ndarray],
    low: float,
    high: float,
    values: Optional[Sequence[Number]],
    arguments: Optional[Sequence[Number]],
) -> str:
    if arguments is not None:
        return f"{label!r} has no value at any fun_lp_at"
    ends = sorted(np.asarray(function(np.array([low, high], dtype=float))).tolist())
    what = "round value" if values is None else "value of fun_at"
    cure = f"choose fun_at between {ends[0]:g} and {ends[1]:g}, which it has there, or an lp_at that reaches further"
    return f"no {what} of {label!r} lies on the scale of the linear predictor, {low:g} to {high:g}; {cure}"


def _inverse(image: np.ndarray, argument: np.ndarray, values: Sequence[Number]) -> np.ndarray:
    """The argument at each value by linear interpolation; the mean where the function is flat, NaN beyond the ends."""
    known = ~np.isnan(image)
    if not known.any():
        return np.full(len(values), np.nan)
    distinct, which = np.unique(image[known], return_inverse=True)
    mean = np.bincount(which, argument[known]) / np.bincount(which)
    return np.interp(np.array(values, dtype=float), distinct, mean, left=np.nan, right=np.nan)
