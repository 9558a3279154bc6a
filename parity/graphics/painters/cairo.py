"""Painting through cairo and Pango, the libraries that R's ``png(type = "cairo")`` paints with: R's pixels."""

from __future__ import annotations

import functools
import math
import sys
from pathlib import Path
from typing import Any, Optional

import numpy as np

from parity.errors import Missing
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import (
    BOLD,
    PLAIN,
    Circle,
    Clip,
    DisplayList,
    Polygon,
    Polyline,
    Primitive,
    Rectangle,
    Segment,
    Stroke,
    TextRun,
)

try:
    import cairo
    import gi
    from PIL import Image

    gi.require_foreign("cairo")
    gi.require_version("Pango", "1.0")
    gi.require_version("PangoCairo", "1.0")
    from gi.repository import Pango, PangoCairo
except (ImportError, ValueError) as error:
    raise Missing(
        f"cairo and Pango cannot be used ({error}); install python3-cairo, python3-gi-cairo and gir1.2-pango-1.0, or "
        "paint with matplotlib"
    ) from error

_FAMILY = "Helvetica"


def _context(width: int, height: int) -> Any:
    return cairo.Context(cairo.ImageSurface(cairo.FORMAT_RGB24, width, height))


@functools.lru_cache(maxsize=64)
def _font(size: int, face: int) -> Any:
    font = Pango.FontDescription()
    font.set_family(_FAMILY)
    font.set_size(max(size, 1))
    if face == BOLD:
        font.set_weight(Pango.Weight.BOLD)
    return font


def _layout(context: Any, text: str, size: float, face: int) -> Any:
    """A line of text as Pango sets it."""
    layout = PangoCairo.create_layout(context)
    layout.set_font_description(_font(int(size), face))
    layout.set_text(text, -1)
    return layout


def _extents(layout: Any) -> tuple[Any, Any]:
    """The ink of a layout of one line, and its logical rectangle, from its place on the baseline."""
    ink, logical = layout.get_line_readonly(0).get_pixel_extents()
    return ink, logical


class PangoFonts:
    """Text as Pango measures it in whatever font the system has for Helvetica; sizes in Pango's units at 96 an inch.

    Parameters
    ----------
    per_inch : float
        Pixels an inch.
    """

    def __init__(self, per_inch: float) -> None:
        self._scale = per_inch / 96.0
        self._context = _context(1, 1)
        self._measured = functools.lru_cache(maxsize=4096)(self._measure)

    def size(self, points: float) -> float:
        return float(int(points * self._scale * Pango.SCALE))

    def printable(self, text: str) -> str:
        return text

    def _measure(self, text: str, size: float, face: int) -> tuple[int, int, int]:
        ink, logical = _extents(_layout(self._context, text, size, face))
        return logical.width, -ink.y, ink.y + ink.height

    def width(self, text: str, size: float, number: int = PLAIN) -> float:
        return float(self._measured(text, size, number)[0])

    def extent(self, character: str, size: float, number: int = PLAIN) -> tuple[float, float]:
        _, above, below = self._measured(character, size, number)
        return float(above), float(below)


def cairo_device(width: float, height: float, dpi: float) -> Device:
    """R's ``png(width, height, units = "in", res = dpi, type = "cairo")`` on this machine."""
    pixels = float(int(width * dpi)), float(int(height * dpi))
    return Device(*pixels, dpi, PangoFonts(dpi), upwards=False, adjusts_text=True, background="#ffffff")


def pixels(display: DisplayList, page: int = 0) -> np.ndarray:
    """Red, green and blue of one page, height x width x 3: what R's cairo device makes of it, pixel by pixel.

    Parameters
    ----------
    display : DisplayList
        Drawn on a `cairo_device`.
    """
    painter = _Painter(display)
    for primitive in display.pages[page]:
        painter.paint(primitive)
    return painter.pixels()


def write_picture(display: DisplayList, path: Path | str, page: int = 0) -> Path:
    """One page as a PNG or TIFF file that tells how large it is on paper; one without colours takes a byte a pixel.

    Written by Pillow: what cairo itself writes tells no size.
    """
    colours = pixels(display, page)
    is_grey = (colours == colours[..., :1]).all()
    picture = Image.fromarray(np.ascontiguousarray(colours[..., 0] if is_grey else colours))
    compressed = {"compression": "tiff_lzw"} if Path(path).suffix in (".tif", ".tiff") else {}
    picture.save(path, dpi=(display.per_inch, display.per_inch), **compressed)
    return Path(path)


class _Painter:
    """Tells cairo what R's cairo device tells it, call by call."""

    def __init__(self, display: DisplayList) -> None:
        self._context = context = _context(int(display.width), int(display.height))
        self._line_width = display.per_inch / 96.0
        context.set_source_rgb(1.0, 1.0, 1.0)
        context.paint()
        context.set_line_cap(cairo.LINE_CAP_ROUND)
        context.set_line_join(cairo.LINE_JOIN_ROUND)

    def pixels(self) -> np.ndarray:
        surface = self._context.get_target()
        surface.flush()
        words = np.frombuffer(surface.get_data(), np.uint8).reshape(surface.get_height(), -1, 4)[
            :, : surface.get_width()
        ]
        return words[..., 2::-1] if sys.byteorder == "little" else words[..., 1:]

    @functools.singledispatchmethod
    def paint(self, primitive: Primitive) -> None:
        raise TypeError(f"there is no way to paint a {type(primitive).__name__}")

    @paint.register
    def _clip(self, clip: Clip) -> None:
        self._context.reset_clip()
        self._context.rectangle(clip.x0, clip.y0, clip.x1 - clip.x0, clip.y1 - clip.y0)
        self._context.clip()

    @paint.register
    def _segment(self, segment: Segment) -> None:
        self._context.move_to(*segment.start)
        self._context.line_to(*segment.end)
        self._stroke(segment.stroke)

    @paint.register
    def _polyline(self, polyline: Polyline) -> None:
        self._path(polyline.points)
        self._stroke(polyline.stroke)

    @paint.register
    def _polygon(self, polygon: Polygon) -> None:
        self._path(polygon.points)
        self._context.close_path()
        self._fill_and_stroke(polygon.stroke, polygon.fill)

    @paint.register
    def _rectangle(self, rectangle: Rectangle) -> None:
        (x0, y0), (x1, y1) = rectangle.corner, rectangle.opposite
        self._context.rectangle(x0, y0, x1 - x0, y1 - y0)
        self._fill_and_stroke(rectangle.stroke, rectangle.fill)

    @paint.register
    def _circle(self, circle: Circle) -> None:
        self._context.new_sub_path()
        self._context.arc(*circle.centre, max(circle.radius, 0.5), 0.0, 2 * math.pi)
        self._fill_and_stroke(circle.stroke, circle.fill)

    @paint.register
    def _text(self, run: TextRun) -> None:
        context = self._context
        context.save()
        layout = _layout(context, run.text, run.size, run.face)
        _, logical = _extents(layout)
        context.move_to(*run.anchor)
        if run.rotation:
            context.rotate(-run.rotation / 180.0 * math.pi)
        context.rel_move_to(-logical.x - logical.width * run.before, float(logical.y))
        self._colour(run.colour)
        PangoCairo.show_layout(context, layout)
        context.restore()
        context.new_path()

    def _path(self, points: np.ndarray) -> None:
        line_to = self._context.line_to
        for x, y in zip(points[:, 0].tolist(), points[:, 1].tolist()):
            line_to(x, y)  # the first is where the path begins

    def _colour(self, colour: str) -> None:
        self._context.set_source_rgb(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))

    def _stroke(self, stroke: Stroke) -> None:
        self._colour(stroke.colour)
        self._context.set_line_width(max(stroke.width, 0.01) * self._line_width)
        self._context.set_dash([int(digit, 16) * max(stroke.width, 1.0) * self._line_width for digit in stroke.dash])
        self._context.stroke()

    def _fill_and_stroke(self, stroke: Optional[Stroke], fill: Optional[str]) -> None:
        context = self._context
        if fill is not None:
            context.set_antialias(cairo.ANTIALIAS_NONE)
            self._colour(fill)
            context.fill_preserve()
            context.set_antialias(cairo.ANTIALIAS_DEFAULT)
        if stroke is not None:
            self._stroke(stroke)
        context.new_path()
