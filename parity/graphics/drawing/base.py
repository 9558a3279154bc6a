"""R's base graphics: one figure on a page, its margins, its coordinate systems, and what is drawn in them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Optional

import numpy as np

from parity.graphics.drawing.clipping import Bounds, clip_polyline, clip_segment
from parity.graphics.drawing.coordinates import Direction, Unit
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import (
    BOLD,
    Circle,
    Clip,
    DisplayList,
    Numbers,
    Point,
    Polygon,
    Polyline,
    Primitive,
    Rectangle,
    Segment,
    Stroke,
    TextRun,
)
from parity.graphics.drawing.parameters import ABOVE, BELOW, LEFT, RIGHT, Lettering, Margins, Parameters, Region
from parity.models.numbers import axis_ticks


class Plot:
    """A plot in the making: each method draws one thing, the display list collects it.

    Parameters
    ----------
    device : Device
    parameters : Parameters
    """

    def __init__(self, device: Device, parameters: Parameters = Parameters()) -> None:
        self.device = device
        self.parameters = parameters
        across, up = device.region
        self.x = Direction(device.width, False, device.per_inch, device.line, across)
        self.y = Direction(device.height, not device.upwards, device.per_inch, device.line, up)
        self._pages: list[list[Primitive]] = []
        self._region = Region.PLOT
        reach = 4.0 * max(device.width, device.height)
        self._reach = Bounds(-reach, device.width + reach, -reach, device.height + reach)
        self._place_margins(parameters.mar)

    # pages and coordinate systems

    def display_list(self) -> DisplayList:
        """What has been drawn so far."""
        device = self.device
        pages = tuple(tuple(page) for page in self._pages)
        return DisplayList(device.width, device.height, device.per_inch, device.upwards, pages)

    def new_page(self, xlim: tuple[float, float], ylim: tuple[float, float], aspect: Optional[float] = None) -> None:
        """Begin a page whose plot region shows these limits, extended by 4 % on each side.

        Parameters
        ----------
        xlim, ylim : (float, float)
            In this direction: the first may be the larger.
        aspect : float or None
            Length of one unit of y over that of one unit of x; limits are widened to give it.
        """
        self._pages.append([])
        self._clip(Region.PLOT, always=self.device.continued or len(self._pages) > 1)
        if aspect is not None:
            xlim, ylim = self._with_aspect(xlim, ylim, aspect)
        self.x.set_user(*_extended(*xlim))
        self.y.set_user(*_extended(*ylim))
        self.x_ticks = axis_ticks(*self.x.user)
        self.y_ticks = axis_ticks(*self.y.user)

    def set_margins(self, mar: Margins, *, clip: bool = False) -> None:
        """Other margins from here on, as when a function of R's restores them on exit: data stay where they are.

        Parameters
        ----------
        clip : bool
            Whether the new plot region confines drawing at once, rather than from the next change of region on.
        """
        self._place_margins(mar)
        if clip:
            self._clip(Region.PLOT, always=True)

    def _place_margins(self, mar: Margins) -> None:
        below, left, above, right = mar
        x_lines = [self.x.convert_length(lines, Unit.LINES, Unit.FIGURE) for lines in (left, right)]
        y_lines = [self.y.convert_length(lines, Unit.LINES, Unit.FIGURE) for lines in (below, above)]
        for direction, (near, far) in ((self.x, x_lines), (self.y, y_lines)):
            if near >= 1.0 - far:
                raise ValueError("the figure margins are too large for the page; enlarge the page")
            direction.set_plot(near, 1.0 - far)

    def _with_aspect(
        self, xlim: tuple[float, float], ylim: tuple[float, float], aspect: float
    ) -> tuple[tuple[float, float], ...]:
        x_width, y_width = abs(xlim[1] - xlim[0]) / aspect, abs(ylim[1] - ylim[0])
        x_inches, y_inches = (direction.convert_length(1.0, Unit.PLOT, Unit.INCHES) for direction in (self.x, self.y))
        scale = min(x_inches / x_width, y_inches / y_width)
        x_more = math.copysign(0.5 * (x_inches / scale - x_width) * aspect, xlim[1] - xlim[0])
        y_more = math.copysign(0.5 * (y_inches / scale - y_width), ylim[1] - ylim[0])
        return (xlim[0] - x_more, xlim[1] + x_more), (ylim[0] - y_more, ylim[1] + y_more)

    def _clip(self, region: Region, always: bool = False) -> None:
        if region is self._region and not always:
            return
        if region is Region.PAGE:
            clip = Clip(0.0, 0.0, self.device.width, self.device.height)
        else:
            (x0, x1), (y0, y1) = self.x.limits(region.value), self.y.limits(region.value)
            clip = Clip(x0, y0, x1, y1)
        self._emit(clip)
        self._region = region

    def _emit(self, primitive: Primitive) -> None:
        self._pages[-1].append(primitive)

    def _point(self, x: float, y: float, unit: Unit = Unit.USER) -> Point:
        return self.x.position(float(x), unit), self.y.position(float(y), unit)

    def _points(self, x: Iterable[float], y: Iterable[float]) -> np.ndarray:
        across, up = (
            np.asarray(place if isinstance(place, np.ndarray) else list(place), dtype=float) for place in (x, y)
        )
        return np.column_stack([self.x.position(across, Unit.USER), self.y.position(up, Unit.USER)])

    # lines and areas

    def segment(
        self, start: Point, end: Point, stroke: Stroke = Stroke(), unit: Unit = Unit.USER, region: Region = Region.PLOT
    ) -> None:
        """A straight line."""
        self._clip(region)
        points = self._point(*start, unit), self._point(*end, unit)
        if _finite(*points):
            inside = clip_segment(*points, self._reach)
            if inside is not None:
                self._emit(Segment(*inside, stroke))

    def lines(self, x: Iterable[float], y: Iterable[float], stroke: Stroke = Stroke()) -> None:
        """Straight lines from point to point, with gaps where a coordinate is missing."""
        points = self._points(x, y)
        there = np.isfinite(points).all(axis=1)
        gaps = np.flatnonzero(~there)
        for run, known in zip(np.split(points, gaps), np.split(there, gaps)):
            run = run[known]
            if len(run) > 1:
                self._clip(Region.PLOT)
                for part in clip_polyline(run, self._reach):
                    self._emit(Polyline(part, stroke))

    def line_across(
        self,
        stroke: Stroke = Stroke(),
        *,
        intercept: float = 0.0,
        slope: float = 0.0,
        x: Optional[float] = None,
    ) -> None:
        """A line through the whole plot: vertical at `x`, or ``y = intercept + slope x``."""
        if x is not None:
            self.segment((x, self.y.user[0]), (x, self.y.user[1]), stroke)
            return
        left, right = self.x.user
        self.segment((left, intercept + left * slope), (right, intercept + right * slope), stroke)

    def rectangle(
        self, corner: Point, opposite: Point, stroke: Optional[Stroke] = Stroke(), fill: Optional[str] = None
    ) -> None:
        self._clip(Region.PLOT)
        self._emit(Rectangle(self._point(*corner), self._point(*opposite), stroke, fill))

    def polygon(self, x: Numbers, y: Numbers, stroke: Optional[Stroke] = Stroke(), fill: Optional[str] = None) -> None:
        self._clip(Region.PLOT)
        self._emit(Polygon(self._points(x, y), stroke, fill))

    def box(self, stroke: Stroke = Stroke()) -> None:
        """The outline of the plot region."""
        self._clip(Region.PAGE)
        corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
        self._emit(Polygon(np.array([self._point(*corner, Unit.PLOT) for corner in corners]), stroke))

    def symbol(self, x: float, y: float, pch: int = 20, magnification: float = 1.0, colour: str = "#000000") -> None:
        """One of R's plotting symbols, `SYMBOLS`."""
        self._clip(Region.PLOT)
        radius = 0.375 * self.y.length(self.device.line * 0.5 / self.device.per_inch * magnification, Unit.INCHES)
        place = self._point(x, y)
        if not _finite(place):
            return
        if pch == 2:
            corners = [(0.0, 1.0), (math.cos(math.pi / 6), -0.5), (-math.cos(math.pi / 6), -0.5)]
            side = radius * _AS_LARGE * (1.0 if self.device.upwards else -1.0)
            outline = [(place[0] + radius * _AS_LARGE * across, place[1] + side * up) for across, up in corners]
            self._emit(Polygon(np.array(outline), Stroke(colour)))
        else:
            size, drawn, filled = SYMBOLS[pch]
            self._emit(Circle(place, radius * size, Stroke(colour) if drawn else None, colour if filled else None))

    # text

    def text_width(self, text: str, magnification: float = 1.0) -> float:
        """In units of x; negative where the x axis runs to the left."""
        return self.x.amount(self.device.text_width(text, magnification), Unit.USER)

    def text_height(self, text: str, magnification: float = 1.0) -> float:
        """In units of y."""
        return self.y.amount(self.device.text_height(text, magnification), Unit.USER)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        across: float = 0.5,
        up: Optional[float] = None,
        lettering: Lettering = Lettering(),
    ) -> None:
        """Text at a place in the plot.

        Parameters
        ----------
        across : float
            The share of its width that stands to the left of the place.
        up : float or None
            The share of its height that stands below the place; None centres the ink vertically.
        """
        self._clip(Region.PLOT)
        x_inches, y_inches = self.x.convert(float(x), Unit.USER, Unit.INCHES), self.y.convert(
            float(y), Unit.USER, Unit.INCHES
        )
        self._write(self._point(x_inches, y_inches, Unit.INCHES), text, across, up, 0.0, lettering)

    def margin_text(
        self,
        text: str,
        side: int,
        line: float,
        at: float,
        along: float = 0.5,
        up: float = 0.0,
        lettering: Lettering = Lettering(),
        region: Region = Region.FIGURE,
    ) -> None:
        """Text in a margin, parallel to its side, `line` lines away from the plot region.

        Parameters
        ----------
        at : float
            Where along the side, in units of the data.
        along : float
            The share of its width that stands before that place.
        up : float
            The share of its height by which it is moved down.
        """
        self._clip(region)
        horizontal = side in (BELOW, ABOVE)
        line += 1 - _LEADING if side in (BELOW, RIGHT) else _LEADING
        run, rise = (self.x, self.y) if horizontal else (self.y, self.x)
        away = rise.convert_length(line, Unit.LINES, Unit.FIGURE)
        edge = rise.plot[0] - away if side in (BELOW, LEFT) else rise.plot[1] + away
        anchor = run.position(at, Unit.USER), rise.position(edge, Unit.FIGURE)
        self._write(anchor if horizontal else anchor[::-1], text, along, up, 0.0 if horizontal else 90.0, lettering)

    def label(
        self,
        text: str,
        side: int,
        line: Optional[float] = None,
        along: float = 0.5,
        lettering: Lettering = Lettering(),
        region: Region = Region.FIGURE,
    ) -> None:
        """The title of an axis, or other text in a margin, at a share `along` of the side.

        With `Region.PAGE` it is R's ``mtext()``, which does not shrink its text in panels.
        """
        if region is Region.PAGE:
            lettering = replace(lettering, magnification=lettering.magnification / self.device.magnification)
        run = self.x if side in (BELOW, ABOVE) else self.y
        at = run.convert(along, Unit.PLOT, Unit.USER)
        self.margin_text(
            text, side, self.parameters.mgp[0] if line is None else line, at, along, 0.0, lettering, region
        )

    def title(self, text: str, magnification: float = 1.2) -> None:
        """The title of the figure: bold, in the middle of the margin above."""
        self._clip(Region.FIGURE)
        middle = self.y.convert_length(0.5 * self.parameters.mar[2], Unit.LINES, Unit.FIGURE)
        anchor = self.x.position(0.5, Unit.PLOT), self.y.position(self.y.plot[1] + middle, Unit.FIGURE)
        self._write(anchor, text, 0.5, 0.5, 0.0, Lettering(magnification, BOLD))

    def _write(
        self, anchor: Point, text: str, across: float, up: Optional[float], rotation: float, lettering: Lettering
    ) -> None:
        """Text of one line or more; the place of each baseline is found in inches."""
        x, y = self.x.inches(anchor[0]), self.y.inches(anchor[1])
        lines = text.split("\n")
        if len(lines) > 1:
            up = 0.5 if up is None else up
        angle = math.radians(rotation)
        for number, line in enumerate(lines):
            line_x, line_y = x, y
            if up is not None and len(lines) > 1:
                offset = (1 - up) * (len(lines) - 1) - number
                offset = offset * lettering.magnification * self.device.line / self.device.per_inch
                line_x, line_y = x - offset * math.sin(angle), y + offset * math.cos(angle)
            if line:
                self._write_line((line_x, line_y), line, across, up, rotation, lettering)

    def _write_line(
        self, inches: Point, text: str, across: float, up: Optional[float], rotation: float, lettering: Lettering
    ) -> None:
        device, magnification, face = self.device, lettering.magnification, lettering.face
        size = device.font_size(magnification)
        x, y = inches
        before = across if device.adjusts_text else 0.0
        if across != 0.0 or up != 0.0:
            if up is None:
                extents = [device.fonts.extent(character, size, face) for character in text]
                high, low = (max(extent[part] / device.per_inch for extent in extents) for part in (0, 1))
                down = 0.5 * (high - low)
            else:
                down = up * (device.text_height(text, magnification, face) / device.per_inch)
            back = (
                0.0
                if device.adjusts_text
                else across * (device.text_width(text, magnification, face) / device.per_inch)
            )
            angle = math.radians(rotation)
            x, y = (
                x - back * math.cos(angle) + down * math.sin(angle),
                y - back * math.sin(angle) - down * math.cos(angle),
            )
        place = self.x.from_inches(x), self.y.from_inches(y)
        self._emit(TextRun(place, device.fonts.printable(text), size, face, lettering.colour, rotation, before))


SYMBOLS = {1: (1.0, True, False), 2: (1.0, True, False), 16: (1.0, False, True), 19: (1.0, True, True),
           20: (2.0 / 3.0, True, True)}  # fmt: skip
"""R's plotting symbols that figures have, circles but for 2, a triangle: size, whether drawn, whether filled."""

_AS_LARGE = math.sqrt(4 * math.pi / (3 * math.sqrt(3)))
"""A triangle has the area of the circle."""

_LEADING = 0.2
"""The share of a margin line that stays free below text on the left and above, and above it on the right and below."""


def _extended(low: float, high: float) -> tuple[float, float]:
    """Limits of a plot with R's 4 % on each side; a range of nothing is widened first."""
    largest = max(abs(low), abs(high))
    if largest == 0:
        low, high = -1.0, 1.0
    elif abs(high - low) < largest * 2.0**-52 * 16:
        largest *= 0.4 if low == high else 1e-2
        low, high = low - largest, high + largest
    more = 0.04 * high - 0.04 * low if max(abs(low), abs(high)) > 100 else 0.04 * (high - low)
    return low - more, high + more


def _finite(*points: Point) -> bool:
    return all(math.isfinite(x) and math.isfinite(y) for x, y in points)
