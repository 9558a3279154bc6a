"""Painting with matplotlib: a display list becomes a Figure; FreeType measures and draws text as in R's cairo devices."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Optional

import matplotlib
import numpy as np
from matplotlib import ft2font
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D, Transform, TransformedPath

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

_FILES = {PLAIN: "DejaVuSans.ttf", BOLD: "DejaVuSans-Bold.ttf"}
_LIGATURES = {"ffi": "\ufb03", "ffl": "\ufb04", "ff": "\ufb00", "fi": "\ufb01", "fl": "\ufb02"}
_UNHINTED_BELOW = 7.5
"""Pixels; fontconfig switches hinting off for smaller DejaVu."""

_PANGO = 1024
"""Pango's units a pixel."""


def _constant(new: str, old: str, name: str) -> Any:
    """A constant of ft2font, under the name of today's matplotlib or of older ones."""
    group = getattr(ft2font, new, None)
    return getattr(group, name) if group is not None else getattr(ft2font, f"{old}_{name}")


_UNSCALED = _constant("LoadFlags", "LOAD", "NO_SCALE")
_LIGHT = _constant("LoadFlags", "LOAD", "TARGET_LIGHT")
_UNHINTED = _constant("LoadFlags", "LOAD", "NO_HINTING")
_FONT_UNITS = _constant("Kerning", "KERNING", "UNSCALED")


@functools.lru_cache(maxsize=None)
def _font(face: int) -> ft2font.FT2Font:
    return ft2font.FT2Font(str(Path(matplotlib.get_data_path(), "fonts", "ttf", _FILES[face])), hinting_factor=1)


class FreeTypeFonts:
    """Text in DejaVu Sans as R's ``png(type = "cairo")`` sets it on an image.

    Pango rounds the advance of each glyph to whole pixels and hints its outline lightly.

    Parameters
    ----------
    per_inch : float
        Pixels an inch.
    """

    def __init__(self, per_inch: float) -> None:
        self._scale = per_inch / 96.0

    def size(self, points: float) -> float:
        """In pixels, through Pango's whole units."""
        return math.floor(int(points * self._scale * _PANGO) * 96 / 72 + 0.5) / _PANGO

    def printable(self, text: str) -> str:
        return text

    def width(self, text: str, size: float, number: int = PLAIN) -> float:
        return float(_glyph_places(text, size, number)[-1][1])

    def extent(self, character: str, size: float, number: int = PLAIN) -> tuple[float, float]:
        _, low, _, high = _ink(character, size, number)
        return float(high), float(-low)


def image_device(width: float, height: float, dpi: float) -> Device:
    """R's ``png(width, height, units = "in", res = dpi, type = "cairo")``."""
    pixels = int(width * dpi), int(height * dpi)
    fonts = FreeTypeFonts(dpi)
    return Device(float(pixels[0]), float(pixels[1]), dpi, fonts, upwards=False, adjusts_text=True, background="#ffffff")


@functools.lru_cache(maxsize=4096)
def _glyph_places(text: str, size: float, face: int) -> list[tuple[str, int]]:
    """Each glyph, as a character, with its distance in pixels from the start; a last entry without glyph tells the width."""
    for letters, ligature in _LIGATURES.items():
        text = text.replace(letters, ligature)
    font = _font(face)
    indices = [_index(character, face) for character in text]
    places, x = [], 0
    for number, character in enumerate(text):
        places.append((character, x))
        advance = _pango(font.load_glyph(indices[number], flags=_UNSCALED).horiAdvance, size, font)
        if number + 1 < len(text):
            advance += _pango(font.get_kerning(indices[number], indices[number + 1], _FONT_UNITS), size, font)
        x += (advance + _PANGO // 2) // _PANGO
    return [*places, ("", x)]


def _index(character: str, face: int) -> int:
    index = _font(face).get_char_index(ord(character))
    if index == 0:
        raise ValueError(f"DejaVu Sans has no glyph for {character!r}; write the label in other characters")
    return index


def _pango(amount: int, size: float, font: ft2font.FT2Font) -> int:
    """Font units in Pango's."""
    return math.floor(amount * (size / font.units_per_EM) * _PANGO + 0.5)


def _load(character: str, size: float, face: int) -> Any:
    """A glyph with its outline fitted to the pixels as cairo has it fitted."""
    font = _font(face)
    font.set_size(int(size * 64 + 0.5) / 64, 72)
    return font.load_glyph(_index(character, face), flags=_UNHINTED if size < _UNHINTED_BELOW else _LIGHT)


@functools.lru_cache(maxsize=4096)
def _ink(character: str, size: float, face: int) -> tuple[int, int, int, int]:
    """The pixels that a glyph's ink touches: left, lowest, right, highest, from its place on the baseline."""
    left, low, right, high = _load(character, size, face).bbox
    return left >> 6, low >> 6, (right + 63) >> 6, (high + 63) >> 6


@functools.lru_cache(maxsize=4096)
def _bitmap(character: str, size: float, face: int) -> Optional[np.ndarray]:
    """The share of each pixel in `_ink` that the glyph covers, 0 to 255, from the top."""
    left, low, right, high = _ink(character, size, face)
    width, height = right - left, high - low
    if width <= 0 or height <= 0:
        return None
    glyph = _load(character, size, face)
    if hasattr(ft2font, "FT2Image"):
        image = ft2font.FT2Image(width + 2, height + 2)
    else:
        image = np.zeros((height + 2, width + 2), np.uint8)
    _font(face).draw_glyph_to_bitmap(image, -left, 0, glyph, antialiased=True)
    return np.array(image)[:height, :width]


class GlyphRun(Artist):
    """One line of text with every glyph where R puts it.

    On an image of the resolution that it was measured for it is drawn from hinted bitmaps, elsewhere (another resolution,
    PDF, SVG) from outlines at the same places.
    """

    def __init__(self, run: TextRun, height: float, to_display: Transform) -> None:
        super().__init__()
        self._run, self._page_height, self._to_display = run, height, to_display

    def draw(self, renderer: Any) -> None:
        if not self.get_visible():
            return
        gc = renderer.new_gc()
        self._set_gc_clip(gc)
        gc.set_foreground(self._run.colour)
        one_to_one = isinstance(renderer, RendererAgg) and renderer.height == int(self._page_height)
        for character, (x, y) in self._placed():
            if one_to_one:
                self._draw_bitmap(renderer, gc, character, x, y)
            else:
                self._draw_outline(renderer, gc, character, x, y)
        gc.restore()
        self.stale = False

    def _placed(self) -> list[tuple[str, Point]]:
        """Each glyph with the whole pixel that its place on the baseline is rounded to."""
        run = self._run
        places = _glyph_places(run.text, run.size, run.face)
        back = places[-1][1] * run.before
        upright = run.rotation == 0
        x, y = (run.anchor[0] - back, run.anchor[1]) if upright else (run.anchor[0], run.anchor[1] + back)
        x, y = (math.floor(place * 256 + 0.5) / 256 for place in (x, y))
        return [
            (character, (math.floor(x + (along if upright else 0) + 0.5), math.floor(y - (0 if upright else along) + 0.5)))
            for character, along in places[:-1]
        ]

    def _draw_bitmap(self, renderer: Any, gc: Any, character: str, x: int, y: int) -> None:
        run = self._run
        bitmap = _bitmap(character, run.size, run.face)
        if bitmap is None:
            return
        left, low, right, high = _ink(character, run.size, run.face)
        if run.rotation != 0:
            bitmap, left, low = np.rot90(bitmap), -high, left
        image = np.empty((*bitmap.shape, 4), np.uint8)
        image[..., :3] = np.round(np.array(to_rgb(run.colour)) * 255)
        image[..., 3] = bitmap
        renderer.draw_image(gc, x + left, self._page_height - y + low, image[::-1])

    def _draw_outline(self, renderer: Any, gc: Any, character: str, x: int, y: int) -> None:
        run = self._run
        font = _font(run.face)
        font.set_size(run.size, 72)
        font.load_glyph(_index(character, run.face), flags=_UNHINTED)
        vertices, codes = font.get_path()
        if len(vertices) == 0:
            return
        to_page = Affine2D().rotate_deg(run.rotation).scale(1.0, -1.0).translate(x, y)
        gc.set_linewidth(0.0)
        renderer.draw_path(gc, Outline(vertices, codes), to_page + self._to_display, to_rgb(run.colour))


def paint(display: DisplayList, page: int = 0) -> Figure:
    """A matplotlib Figure of one page, to save, to show, or to go on drawing on.

    Parameters
    ----------
    display : DisplayList
        Drawn on an `image_device`.

    Notes
    -----
    Lines are not snapped to pixels: they stand where R's cairo device puts them.
    """
    if display.upwards:
        raise ValueError("matplotlib paints images: draw on parity.figures.paint.image_device")
    width, height, dpi = display.width, display.height, display.per_inch
    figure = Figure(figsize=(width / dpi, height / dpi), dpi=dpi, facecolor="white")
    FigureCanvasAgg(figure)
    to_display = Affine2D().scale(1.0, -1.0).translate(0.0, height).scale(1.0 / dpi) + figure.dpi_scale_trans
    clip: Optional[TransformedPath] = None
    clips: dict[Clip, Optional[TransformedPath]] = {}  # the renderer recognises an equal clip by its being the same
    for order, (primitive, *more) in enumerate(_together(display.pages[page]), start=1):
        if isinstance(primitive, Clip):
            clip = clips.setdefault(primitive, _clip(primitive, display, to_display))
            continue
        artist = _lines([primitive, *more], to_display) if more else _artist(primitive, display, to_display)
        artist.set_zorder(order)
        artist.set_figure(figure)
        if clip is not None:
            artist.set_clip_path(clip)  # a clip box would be rounded to whole pixels
        figure.add_artist(artist, clip=False)
    return figure


def _together(page: tuple[Primitive, ...]) -> Iterator[list[Primitive]]:
    """The primitives in their order; straight lines drawn alike, as those of an axis, together."""
    for stroke, primitives in itertools.groupby(page, lambda primitive: primitive.stroke if isinstance(primitive, Segment) else None):
        if stroke is None:
            yield from ([primitive] for primitive in primitives)
        else:
            yield list(primitives)


def _clip(clip: Clip, display: DisplayList, to_display: Transform) -> Optional[TransformedPath]:
    if clip == Clip(0.0, 0.0, display.width, display.height):
        return None
    corners = [(clip.x0, clip.y0), (clip.x1, clip.y0), (clip.x1, clip.y1), (clip.x0, clip.y1), (clip.x0, clip.y0)]
    return TransformedPath(Outline(corners, closed=True), to_display)


@functools.singledispatch
def _artist(primitive: Primitive, display: DisplayList, to_display: Transform) -> Artist:
    raise TypeError(f"there is no way to paint a {type(primitive).__name__}")


@_artist.register
def _(run: TextRun, display: DisplayList, to_display: Transform) -> Artist:
    return GlyphRun(run, display.height, to_display)


@_artist.register
def _(segment: Segment, display: DisplayList, to_display: Transform) -> Artist:
    return _line((segment.start, segment.end), segment.stroke, to_display)


@_artist.register
def _(polyline: Polyline, display: DisplayList, to_display: Transform) -> Artist:
    return _line(polyline.points, polyline.stroke, to_display)


@_artist.register
def _(polygon: Polygon, display: DisplayList, to_display: Transform) -> Artist:
    return _area(Outline([*polygon.points, polygon.points[0]], closed=True), polygon.stroke, polygon.fill, to_display)


@_artist.register
def _(rectangle: Rectangle, display: DisplayList, to_display: Transform) -> Artist:
    (x0, y0), (x1, y1) = rectangle.corner, rectangle.opposite
    outline = Outline([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], closed=True)
    return _area(outline, rectangle.stroke, rectangle.fill, to_display)


@_artist.register
def _(circle: Circle, display: DisplayList, to_display: Transform) -> Artist:
    return _area(Outline.circle(circle.centre, max(circle.radius, 0.5)), circle.stroke, circle.fill, to_display)


_POINTS_PER_LINE_WIDTH = 0.75


def _line(points: tuple[Point, ...], stroke: Stroke, to_display: Transform) -> Line2D:
    x, y = zip(*points)
    line = Line2D(
        x,
        y,
        color=stroke.colour,
        linewidth=stroke.width * _POINTS_PER_LINE_WIDTH,
        solid_capstyle="round",
        dash_capstyle="round",
        solid_joinstyle="round",
        dash_joinstyle="round",
        transform=to_display,
    )
    line.set_snap(False)
    line.set_linestyle(_pattern(stroke))
    return line


def _lines(segments: list[Segment], to_display: Transform) -> LineCollection:
    stroke = segments[0].stroke
    lines = LineCollection(
        [(segment.start, segment.end) for segment in segments],
        colors=stroke.colour,
        linewidths=stroke.width * _POINTS_PER_LINE_WIDTH,
        linestyles=_pattern(stroke),
        capstyle="round",
        joinstyle="round",
        transform=to_display,
    )
    lines.set_snap(False)
    return lines


def _pattern(stroke: Stroke) -> Any:
    """A line type as matplotlib has it, in line widths."""
    if not stroke.dash:
        return "solid"
    return 0, [int(digit, 16) * max(stroke.width, 1.0) / stroke.width for digit in stroke.dash]


def _area(outline: Outline, stroke: Optional[Stroke], fill: Optional[str], to_display: Transform) -> PathPatch:
    patch = PathPatch(
        outline,
        facecolor=fill or "none",
        edgecolor=stroke.colour if stroke is not None else "none",
        linewidth=stroke.width * _POINTS_PER_LINE_WIDTH if stroke is not None else 0.0,
        joinstyle="round",
        capstyle="round",
        transform=to_display,
    )
    patch.set_snap(False)
    return patch
