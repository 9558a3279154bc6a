"""Painting through the system's cairo and Pango, the libraries that R's ``png(type = "cairo")`` paints with: R's pixels."""

from __future__ import annotations

import ctypes
import ctypes.util
import functools
import math
import sys
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np

from parity.figures.device import Device
from parity.figures.display import (
    BOLD,
    PLAIN,
    Circle,
    Clip,
    DisplayList,
    Point,
    Polygon,
    Polyline,
    Primitive,
    Rectangle,
    Segment,
    Stroke,
    TextRun,
)
from parity.figures.png import encode_png

_RGB24, _ROUND, _OVER = 1, 1, 2
_SMOOTH, _NOT_SMOOTH = 0, 1
_BOLD_WEIGHT = 700
_FAMILY = b"Helvetica"
_PANGO = 1024


class _PangoRectangle(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in ("x", "y", "width", "height")]


@dataclass(frozen=True)
class _Libraries:
    """The functions of cairo and Pango by their names in C, told what they take and give."""

    cairo: Any
    pango: Any
    pangocairo: Any
    gobject: Any


def available() -> bool:
    """Whether this machine has cairo and Pango."""
    return all(map(ctypes.util.find_library, ("cairo", "pango-1.0", "pangocairo-1.0", "gobject-2.0")))


@functools.lru_cache(maxsize=None)
def _libraries() -> _Libraries:
    if not available():
        raise OSError("cairo and Pango are not on this machine; install libpangocairo-1.0-0, or paint with matplotlib")
    loaded = [ctypes.CDLL(ctypes.util.find_library(name)) for name in ("cairo", "pango-1.0", "pangocairo-1.0", "gobject-2.0")]
    cairo, pango, pangocairo, gobject = loaded
    pointer, number, integer, text = ctypes.c_void_p, ctypes.c_double, ctypes.c_int, ctypes.c_char_p
    for library, name, result, arguments in (
        (cairo, "cairo_image_surface_create", pointer, (integer, integer, integer)),
        (cairo, "cairo_surface_flush", None, (pointer,)),
        (cairo, "cairo_image_surface_get_data", pointer, (pointer,)),
        (cairo, "cairo_image_surface_get_stride", integer, (pointer,)),
        (cairo, "cairo_surface_destroy", None, (pointer,)),
        (cairo, "cairo_create", pointer, (pointer,)),
        (cairo, "cairo_destroy", None, (pointer,)),
        *((cairo, f"cairo_{name}", None, (pointer,)) for name in ("new_path", "new_sub_path", "close_path", "clip", "reset_clip")),
        *((cairo, f"cairo_{name}", None, (pointer,)) for name in ("stroke", "fill_preserve", "paint", "save", "restore")),
        *((cairo, f"cairo_{name}", None, (pointer, number, number)) for name in ("move_to", "line_to", "rel_move_to")),
        *((cairo, f"cairo_{name}", None, (pointer, number)) for name in ("set_line_width", "set_miter_limit", "rotate")),
        *((cairo, f"cairo_{name}", None, (pointer, integer)) for name in ("set_line_cap", "set_line_join")),
        *((cairo, f"cairo_{name}", None, (pointer, integer)) for name in ("set_antialias", "set_operator")),
        (cairo, "cairo_rectangle", None, (pointer,) + (number,) * 4),
        (cairo, "cairo_arc", None, (pointer,) + (number,) * 5),
        (cairo, "cairo_set_source_rgb", None, (pointer,) + (number,) * 3),
        (cairo, "cairo_set_dash", None, (pointer, ctypes.POINTER(number), integer, number)),
        (pango, "pango_font_description_new", pointer, ()),
        (pango, "pango_font_description_free", None, (pointer,)),
        (pango, "pango_font_description_set_family", None, (pointer, text)),
        (pango, "pango_font_description_set_size", None, (pointer, integer)),
        (pango, "pango_font_description_set_weight", None, (pointer, integer)),
        (pango, "pango_layout_set_font_description", None, (pointer, pointer)),
        (pango, "pango_layout_set_text", None, (pointer, text, integer)),
        (pango, "pango_layout_get_line", pointer, (pointer, integer)),
        (pango, "pango_layout_line_get_pixel_extents", None, (pointer,) + (ctypes.POINTER(_PangoRectangle),) * 2),
        (pangocairo, "pango_cairo_create_layout", pointer, (pointer,)),
        (pangocairo, "pango_cairo_show_layout", None, (pointer, pointer)),
        (gobject, "g_object_unref", None, (pointer,)),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return _Libraries(cairo, pango, pangocairo, gobject)


class _Canvas:
    """An image in memory and the context that draws on it."""

    def __init__(self, width: int, height: int) -> None:
        self.libraries = _libraries()
        self.width, self.height = width, height
        self._surface = self.libraries.cairo.cairo_image_surface_create(_RGB24, width, height)
        self._context = self.libraries.cairo.cairo_create(self._surface)
        weakref.finalize(self, self.libraries.cairo.cairo_surface_destroy, self._surface)
        weakref.finalize(self, self.libraries.cairo.cairo_destroy, self._context)

    def call(self, name: str, *arguments: Any) -> None:
        getattr(self.libraries.cairo, f"cairo_{name}")(self._context, *arguments)

    def layout(self, text: str, size: float, face: int) -> int:
        """A line of text as Pango sets it; to be released with `release`."""
        pango = self.libraries.pango
        font = pango.pango_font_description_new()
        pango.pango_font_description_set_family(font, _FAMILY)
        if face == BOLD:
            pango.pango_font_description_set_weight(font, _BOLD_WEIGHT)
        pango.pango_font_description_set_size(font, max(int(size), 1))
        layout = self.libraries.pangocairo.pango_cairo_create_layout(self._context)
        pango.pango_layout_set_font_description(layout, font)
        pango.pango_layout_set_text(layout, text.encode(), -1)
        pango.pango_font_description_free(font)
        return layout

    def extents(self, layout: int) -> tuple[_PangoRectangle, _PangoRectangle]:
        """The ink of a layout, and its logical rectangle."""
        ink, logical = _PangoRectangle(), _PangoRectangle()
        line = self.libraries.pango.pango_layout_get_line(layout, 0)
        self.libraries.pango.pango_layout_line_get_pixel_extents(line, ctypes.byref(ink), ctypes.byref(logical))
        return ink, logical

    def show(self, layout: int) -> None:
        self.libraries.pangocairo.pango_cairo_show_layout(self._context, layout)

    def release(self, layout: int) -> None:
        self.libraries.gobject.g_object_unref(layout)

    def pixels(self) -> np.ndarray:
        """Red, green and blue, height x width x 3."""
        cairo = self.libraries.cairo
        cairo.cairo_surface_flush(self._surface)
        stride = cairo.cairo_image_surface_get_stride(self._surface)
        data = ctypes.string_at(cairo.cairo_image_surface_get_data(self._surface), stride * self.height)
        words = np.frombuffer(data, np.uint8).reshape(self.height, -1, 4)[:, : self.width]
        return words[..., 2::-1] if sys.byteorder == "little" else words[..., 1:]


class PangoFonts:
    """Text as Pango measures it in whatever font the system has for Helvetica; sizes in Pango's units at 96 an inch.

    Parameters
    ----------
    per_inch : float
        Pixels an inch.
    """

    def __init__(self, per_inch: float) -> None:
        self._scale = per_inch / 96.0
        self._canvas = _Canvas(1, 1)
        self._measured = functools.lru_cache(maxsize=4096)(self._measure)

    def size(self, points: float) -> float:
        return float(int(points * self._scale * _PANGO))

    def printable(self, text: str) -> str:
        return text

    def _measure(self, text: str, size: float, face: int) -> tuple[int, int, int]:
        layout = self._canvas.layout(text, size, face)
        ink, logical = self._canvas.extents(layout)
        self._canvas.release(layout)
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


def write_png(display: DisplayList, path: Path | str, page: int = 0) -> Path:
    """One page as a PNG file, pixel by pixel what R's cairo device makes of it.

    Parameters
    ----------
    display : DisplayList
        Drawn on a `cairo_device`.
    """
    painter = _Painter(display)
    for primitive in display.pages[page]:
        painter.paint(primitive)
    Path(path).write_bytes(encode_png(painter.canvas.pixels(), display.per_inch))
    return Path(path)


class _Painter:
    """Tells cairo what R's cairo device tells it, call by call."""

    def __init__(self, display: DisplayList) -> None:
        self.canvas = _Canvas(int(display.width), int(display.height))
        self._line_width = display.per_inch / 96.0
        self._call = self.canvas.call
        self._colour("#ffffff")
        self._call("paint")
        self._call("set_operator", _OVER)

    @functools.singledispatchmethod
    def paint(self, primitive: Primitive) -> None:
        raise TypeError(f"there is no way to paint a {type(primitive).__name__}")

    @paint.register
    def _clip(self, clip: Clip) -> None:
        self._call("reset_clip")
        self._call("new_path")
        self._call("rectangle", clip.x0, clip.y0, clip.x1 - clip.x0, clip.y1 - clip.y0)
        self._call("clip")

    @paint.register
    def _segment(self, segment: Segment) -> None:
        self._polyline(Polyline((segment.start, segment.end), segment.stroke))

    @paint.register
    def _polyline(self, polyline: Polyline) -> None:
        self._path(polyline.points)
        self._stroke(polyline.stroke)

    @paint.register
    def _polygon(self, polygon: Polygon) -> None:
        self._path(polygon.points)
        self._call("close_path")
        self._fill_and_stroke(polygon.stroke, polygon.fill)

    @paint.register
    def _rectangle(self, rectangle: Rectangle) -> None:
        (x0, y0), (x1, y1) = rectangle.corner, rectangle.opposite
        self._call("new_path")
        self._call("rectangle", x0, y0, x1 - x0, y1 - y0)
        self._fill_and_stroke(rectangle.stroke, rectangle.fill)

    @paint.register
    def _circle(self, circle: Circle) -> None:
        self._call("new_path")
        self._call("new_sub_path")
        self._call("arc", *circle.centre, max(circle.radius, 0.5), 0.0, 2 * math.pi)
        self._fill_and_stroke(circle.stroke, circle.fill)

    @paint.register
    def _text(self, run: TextRun) -> None:
        canvas = self.canvas
        self._call("save")
        layout = canvas.layout(run.text, run.size, run.face)
        _, logical = canvas.extents(layout)
        self._call("move_to", *run.anchor)
        if run.rotation:
            self._call("rotate", -run.rotation / 180.0 * math.pi)
        self._call("rel_move_to", -logical.x - logical.width * run.before, float(logical.y))
        self._colour(run.colour)
        canvas.show(layout)
        self._call("restore")
        canvas.release(layout)

    def _path(self, points: tuple[Point, ...]) -> None:
        self._call("new_path")
        self._call("move_to", *points[0])
        for point in points[1:]:
            self._call("line_to", *point)

    def _colour(self, colour: str) -> None:
        self._call("set_source_rgb", *(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))

    def _stroke(self, stroke: Stroke) -> None:
        self._colour(stroke.colour)
        self._call("set_line_width", max(stroke.width, 0.01) * self._line_width)
        self._call("set_line_cap", _ROUND)
        self._call("set_line_join", _ROUND)
        self._call("set_miter_limit", 10.0)
        lengths = [int(digit, 16) * max(stroke.width, 1.0) * self._line_width for digit in stroke.dash]
        self._call("set_dash", (ctypes.c_double * len(lengths))(*lengths), len(lengths), 0.0)
        self._call("stroke")

    def _fill_and_stroke(self, stroke: Optional[Stroke], fill: Optional[str]) -> None:
        if fill is not None:
            self._call("set_antialias", _NOT_SMOOTH)
            self._colour(fill)
            self._call("fill_preserve")
            self._call("set_antialias", _SMOOTH)
        if stroke is not None:
            self._stroke(stroke)
