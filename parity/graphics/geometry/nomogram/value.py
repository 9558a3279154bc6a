"""All that a nomogram shows, axis by axis, as it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from parity.models.numbers import format_number
from parity.statistics.nomogram.axes import Bars, Nomogram, Scale


@dataclass(frozen=True, slots=True)
class PredictorAxis:
    """The points of one predictor, or of one predictor at given values of those that it interacts with.

    Attributes
    ----------
    title : str
        ``"age"``, ``"age (sex=male)"``.
    labels : tuple of str
        The predictor's values as they are written.
    points : tuple of float
        Of each value.
    discrete : bool
        Whether the values are levels: their labels then stand by turns below and above the axis.
    continuation : bool
        Whether the axis continues the one above it for another value of an interacting predictor.
    standard_errors : tuple of float
        Of the linear predictor at each value; empty where there are no confidence bars.
    show_every_label : bool
        Whether labels are written even where they overlap (levels abbreviated to single letters).
    """

    title: str
    labels: tuple[str, ...]
    points: tuple[float, ...]
    discrete: bool = False
    continuation: bool = False
    standard_errors: tuple[float, ...] = ()
    show_every_label: bool = False


@dataclass(frozen=True, slots=True)
class LinearPredictorBars:
    """Confidence bars of the linear predictor: their total points, standard errors in points, height, and levels."""

    points: tuple[float, ...]
    standard_errors: tuple[float, ...]
    height: float
    levels: int


@dataclass(frozen=True, slots=True)
class LinearPredictorAxis:
    """The linear predictor against total points."""

    values: tuple[float, ...]
    labels: tuple[str, ...]
    points: tuple[float, ...]
    bars: Optional[LinearPredictorBars] = None


@dataclass(frozen=True, slots=True)
class FunctionAxis:
    """A function of the linear predictor, such as the risk, against total points.

    Attributes
    ----------
    title : str
    labels : tuple of str
        The values that lie in range.
    points : tuple of float
        Total points of each.
    shown : tuple of bool
        For every value asked for, whether it lies in range; empty: all do.
    """

    title: str
    labels: tuple[str, ...]
    points: tuple[float, ...]
    shown: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class NomogramValue:
    """All that a nomogram shows.

    Attributes
    ----------
    axes : tuple of PredictorAxis
        From top to bottom.
    total_points : tuple of float
        Ticks of the axis of total points.
    linear_predictor : LinearPredictorAxis or None
        None where its axis is left out.
    functions : tuple of FunctionAxis
    maximum : float
        The points of the axis with the widest range: R's ``maxscale``.
    intervals : int
        Wanted number of intervals on an axis: R's ``nint``.
    points_per_unit, intercept : float
        ``total points = (linear predictor - intercept) * points_per_unit``.
    confidence : tuple of float
        Levels of the confidence bars, ascending; empty: none.
    """

    axes: tuple[PredictorAxis, ...]
    total_points: tuple[float, ...]
    linear_predictor: Optional[LinearPredictorAxis]
    functions: tuple[FunctionAxis, ...]
    maximum: float
    intervals: int
    points_per_unit: float
    intercept: float
    confidence: tuple[float, ...] = ()


def value_of(nomogram: Nomogram) -> NomogramValue:
    """What there is to draw of a model's nomogram."""
    return NomogramValue(
        axes=tuple(
            PredictorAxis(
                axis.label,
                axis.ticks,
                tuple(axis.points.tolist()),
                axis.discrete,
                axis.continuation,
                () if axis.standard_errors is None else tuple(axis.standard_errors.tolist()),
                axis.show_every_tick,
            )
            for axis in nomogram.axes
        ),
        total_points=tuple(nomogram.total_points),
        linear_predictor=None
        if nomogram.linear_predictor is None
        else _scale(nomogram.linear_predictor, nomogram.bars),
        functions=tuple(
            FunctionAxis(function.label, function.ticks, tuple(function.total_points.tolist()), function.shown)
            for function in nomogram.functions
        ),
        maximum=nomogram.points,
        intervals=nomogram.intervals,
        points_per_unit=nomogram.points_per_unit,
        intercept=nomogram.intercept,
        confidence=nomogram.confidence,
    )


def _scale(scale: Scale, bars: Optional[Bars]) -> LinearPredictorAxis:
    labels = tuple(format_number(value) for value in scale.values)
    points = tuple(scale.total_points.tolist())
    if bars is None:
        return LinearPredictorAxis(tuple(scale.values), labels, points)
    height, levels = (2.0, 8) if bars.dense else (1.0, 4)
    drawn = LinearPredictorBars(tuple(bars.total_points.tolist()), tuple(bars.standard_errors.tolist()), height, levels)
    return LinearPredictorAxis(tuple(scale.values), labels, points, drawn)
