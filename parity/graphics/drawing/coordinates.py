"""R's coordinate systems, one direction at a time.

Data and plot region are affine maps into the figure region; inches and lines, like the figure region, into the page;
the page one into device units. The order of the arithmetic is part of the specification: R's pages are matched in their
last printed digit.
"""

from __future__ import annotations

import enum
from typing import TypeVar

import numpy as np

Place = TypeVar("Place", float, np.ndarray)


class Unit(enum.Enum):
    """A coordinate system: figure region and plot region, each from 0 to 1, the data, inches, margin lines."""

    FIGURE = "figure"
    PLOT = "plot"
    USER = "user"
    INCHES = "inches"
    LINES = "lines"


class Direction:
    """One direction, x or y, of a figure on a page.

    Parameters
    ----------
    extent : float
        Size of the page in device units.
    downwards : bool
        Whether device units count from the far end, as pixels do in y.
    per_inch : float
        Device units an inch.
    line : float
        Height of a margin line in device units.
    region : (float, float)
        Where the figure region begins and ends, in shares of the page.
    """

    __slots__ = ("extent", "_origin", "_slope", "_figure", "_inch", "_per_inch", "_line", "plot", "user", "_window")

    def __init__(
        self, extent: float, downwards: bool, per_inch: float, line: float, region: tuple[float, float] = (0.0, 1.0)
    ) -> None:
        self.extent = float(extent)
        self._origin, self._slope = (self.extent, -self.extent) if downwards else (0.0, self.extent)
        start, end = (self._origin + share * self._slope for share in region)
        self._figure = (start, end - start)
        self._inch = 1.0 / per_inch
        self._per_inch = 1.0 / abs(self._slope * self._inch)
        self._line = abs(line / self._slope)
        self.plot = (0.0, 1.0)
        self.set_user(0.0, 1.0)

    def set_plot(self, start: float, end: float) -> None:
        """Put the plot region between two places of the figure region; data stay where they are until `set_user`."""
        self.plot = (start, end)

    def set_user(self, low: float, high: float) -> None:
        """Map `low` and `high` of the data to the ends of the plot region; `low` may be the larger."""
        self.user = (low, high)
        start, end = self.plot
        slope = (end - start) / (high - low)
        self._window = (start - slope * low, slope)

    def _map(self, unit: Unit) -> tuple[float, float]:
        if unit is Unit.USER:
            return self._window
        if unit is Unit.PLOT:
            return self.plot[0], self.plot[1] - self.plot[0]
        return 0.0, {Unit.FIGURE: 1.0, Unit.INCHES: self._per_inch, Unit.LINES: self._line}[unit]

    def _whole(self, unit: Unit) -> tuple[float, float]:
        """Where what a unit divides, page or figure, begins in device units, and its size, negative downwards."""
        return (self._origin, self._slope) if unit in (Unit.INCHES, Unit.LINES) else self._figure

    def position(self, place: Place, unit: Unit) -> Place:
        """A place, or an array of places, in device units."""
        (offset, slope), (origin, size) = self._map(unit), self._whole(unit)
        return origin + (offset + place * slope) * size

    def place(self, position: float, unit: Unit) -> float:
        """The place of a position that is given in device units."""
        (offset, slope), (origin, size) = self._map(unit), self._whole(unit)
        return ((position - origin) / size - offset) / slope

    def length(self, amount: float, unit: Unit) -> float:
        """A length, in device units."""
        return amount * self._map(unit)[1] * abs(self._whole(unit)[1])

    def amount(self, length: float, unit: Unit) -> float:
        """The amount of a length that is given in device units."""
        return length / abs(self._whole(unit)[1]) / self._map(unit)[1]

    def convert(self, place: float, given: Unit, wanted: Unit) -> float:
        """A place in another unit."""
        return self.place(self.position(place, given), wanted)

    def convert_length(self, amount: float, given: Unit, wanted: Unit) -> float:
        """A length in another unit."""
        return self.amount(self.length(amount, given), wanted)

    def inches(self, position: float) -> float:
        """As R's graphics engine, one storey below the units above, measures a position."""
        return (position - self._origin) / self._slope * abs(self._slope) * self._inch

    def from_inches(self, inches: float) -> float:
        """The inverse of `inches`."""
        return self._origin + (inches / self._inch) / abs(self._slope) * self._slope

    def limits(self, unit: Unit) -> tuple[float, float]:
        """Where the region from 0 to 1 of a unit begins and ends, in ascending device units, cut to the page."""
        ends = sorted((self.position(0.0, unit), self.position(1.0, unit)))
        return max(ends[0], 0.0), min(ends[1], self.extent)
