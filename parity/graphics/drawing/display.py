"""What a page shows, in drawing order: the primitives between a figure's geometry and its paint.

Coordinates are in the device's own unit (points of a PDF page, pixels of an image), on its own axes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional, Union

import numpy as np

Point = tuple[float, float]
Numbers = Union[Sequence[float], np.ndarray]

SOLID, DASHED, DOTTED, DOTDASH, LONGDASH, TWODASH = "", "44", "13", "1343", "73", "2262"
"""R's line types: lengths of ink and gap in line widths, one hexadecimal digit each."""

PLAIN, BOLD = 1, 2
"""R's font faces."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn: colour as ``"#rrggbb"``, width in 1/96 inch, line type; its ends and joins are round."""

    colour: str = "#000000"
    width: float = 1.0
    dash: str = SOLID


@dataclass(frozen=True, slots=True)
class Clip:
    """From here on nothing is drawn outside this rectangle; the lower and the upper limit of each coordinate."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Segment:
    """One straight line."""

    start: Point
    end: Point
    stroke: Stroke


@dataclass(frozen=True, slots=True, eq=False)
class Polyline:
    """Straight lines from point to point, joined, not closed; the points are an (n, 2) array."""

    points: np.ndarray
    stroke: Stroke

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", _points(self.points))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Polyline) and self.stroke == other.stroke and np.array_equal(self.points, other.points)

    def __hash__(self) -> int:
        return hash((self.points.tobytes(), self.stroke))


@dataclass(frozen=True, slots=True, eq=False)
class Polygon:
    """A closed outline of (n, 2) points, filled where `fill` names a colour, drawn where `stroke` is given."""

    points: np.ndarray
    stroke: Optional[Stroke]
    fill: Optional[str] = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", _points(self.points))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Polygon) or (self.stroke, self.fill) != (other.stroke, other.fill):
            return False
        return np.array_equal(self.points, other.points)

    def __hash__(self) -> int:
        return hash((self.points.tobytes(), self.stroke, self.fill))


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle between two opposite corners."""

    corner: Point
    opposite: Point
    stroke: Optional[Stroke]
    fill: Optional[str] = None


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle, as the plotting symbols are."""

    centre: Point
    radius: float
    stroke: Optional[Stroke]
    fill: Optional[str] = None


@dataclass(frozen=True, slots=True)
class TextRun:
    """One line of text in one font.

    Attributes
    ----------
    anchor : (x, y)
        On the baseline.
    text : str
    size : float
        As the device rounds font sizes; see `parity.graphics.drawing.device.Fonts`.
    face : int
        `PLAIN` or `BOLD`.
    colour : str
    rotation : float
        Degrees, counter-clockwise.
    before : float
        The share of the text's width that stands before the anchor: 0 where the device places text only by its start.
    """

    anchor: Point
    text: str
    size: float
    face: int = PLAIN
    colour: str = "#000000"
    rotation: float = 0.0
    before: float = 0.0


def _points(given: Union[np.ndarray, Sequence[Point]]) -> np.ndarray:
    return np.asarray(given, dtype=float).reshape(-1, 2)


Primitive = Union[Clip, Segment, Polyline, Polygon, Rectangle, Circle, TextRun]


@dataclass(frozen=True, slots=True)
class DisplayList:
    """The pages of a figure.

    Attributes
    ----------
    width, height : float
        Of each page, in the device's unit.
    per_inch : float
        Units an inch: 72 on a PDF page, the resolution on an image.
    upwards : bool
        Whether y grows upwards.
    pages : tuple of tuple of Primitive
    """

    width: float
    height: float
    per_inch: float
    upwards: bool
    pages: tuple[tuple[Primitive, ...], ...]
