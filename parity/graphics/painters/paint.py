"""A page as a matplotlib Figure, to go on working with: lines are lines, texts are texts, in matplotlib's own font.

Nothing but matplotlib is needed, and the picture does not depend on the fonts of the machine. Places are those that R's
device would have for letters of these widths. R's very pixels come from `parity.graphics.painters.cairo`; beside these,
2 to 3 % of matplotlib's differ (nomogram, ROC and decision curve at 150 pixels an inch): text, and the edges of lines.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Optional

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Transform, TransformedPath
from PIL import Image

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

_FILES = {PLAIN: "DejaVuSans.ttf", BOLD: "DejaVuSans-Bold.ttf"}
"""They come with matplotlib."""

_POINTS_PER_LINE_WIDTH = 0.75


class MatplotlibFonts:
    """Text as matplotlib sets it; sizes in pixels.

    Parameters
    ----------
    per_inch : float
        Pixels an inch.
    """

    def __init__(self, per_inch: float) -> None:
        self._per_inch = per_inch

    def size(self, points: float) -> float:
        return points * self._per_inch / 72.0

    def printable(self, text: str) -> str:
        return text

    def width(self, text: str, size: float, number: int = PLAIN) -> float:
        return size * _width(text, number)

    def extent(self, character: str, size: float, number: int = PLAIN) -> tuple[float, float]:
        above, below = _extent(character, number)
        return size * above, size * below


def _font(face: int, points: float = 1.0) -> FontProperties:
    return FontProperties(fname=str(Path(matplotlib.get_data_path(), "fonts", "ttf", _FILES[face])), size=points)


def lacking(text: str) -> list[str]:
    """The characters of a text that matplotlib's font has not."""
    known = {number: get_font(_font(number).get_file()) for number in _FILES}
    return [one for one in dict.fromkeys(text) if not any(font.get_char_index(ord(one)) for font in known.values())]


@functools.lru_cache(maxsize=4096)
def _width(text: str, face: int) -> float:
    """In font sizes."""
    return float(text_to_path.get_text_width_height_descent(text, _font(face), ismath=False)[0])


@functools.lru_cache(maxsize=1024)
def _extent(character: str, face: int) -> tuple[float, float]:
    """Above the baseline and below, in font sizes."""
    vertices, _ = text_to_path.get_text_path(_font(face), character)
    heights = np.array(vertices)[:, 1] / text_to_path.FONT_SCALE if len(vertices) else np.zeros(1)
    return float(heights.max()), float(-heights.min())


def image_device(width: float, height: float, dpi: float) -> Device:
    """A page of so many inches, in pixels."""
    pixels = int(width * dpi), int(height * dpi)
    fonts = MatplotlibFonts(dpi)
    return Device(
        float(pixels[0]), float(pixels[1]), dpi, fonts, upwards=False, adjusts_text=True, background="#ffffff"
    )


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
        raise ValueError("matplotlib paints images: draw on parity.graphics.painters.paint.image_device")
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


def write_embedded(pages: list[Figure], path: Path) -> None:
    """A PDF file of these pages, or an EPS file of the first, with the letters that it shows in it."""
    with matplotlib.rc_context({"pdf.fonttype": 42, "ps.fonttype": 42}):
        if path.suffix == ".eps":
            pages[0].savefig(path, format="eps")
            return
        with PdfPages(path) as document:
            for page in pages:
                document.savefig(page)


def write_tiff(page: Figure, path: Path, dpi: float) -> None:
    """A TIFF file, compressed without loss, that tells how large it is on paper."""
    pixels = BytesIO()
    page.savefig(pixels, format="png", dpi=dpi)
    picture = Image.open(pixels).convert("RGB")
    picture.save(path, "TIFF", dpi=(dpi, dpi), compression="tiff_lzw")


def _together(page: tuple[Primitive, ...]) -> Iterator[list[Primitive]]:
    """The primitives in their order; straight lines drawn alike, as those of an axis, together."""
    for stroke, primitives in itertools.groupby(
        page, lambda primitive: primitive.stroke if isinstance(primitive, Segment) else None
    ):
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
    back = run.before * run.size * _width(run.text, run.face)
    direction = np.deg2rad(run.rotation)
    x, y = run.anchor[0] - back * np.cos(direction), run.anchor[1] + back * np.sin(direction)
    return Text(
        x,
        y,
        run.text,
        color=run.colour,
        fontproperties=_font(run.face, run.size * 72.0 / display.per_inch),
        rotation=run.rotation,
        rotation_mode="anchor",
        horizontalalignment="left",
        verticalalignment="baseline",
        parse_math=False,
        transform=to_display,
    )


@_artist.register
def _(segment: Segment, display: DisplayList, to_display: Transform) -> Artist:
    return _line(np.array([segment.start, segment.end]), segment.stroke, to_display)


@_artist.register
def _(polyline: Polyline, display: DisplayList, to_display: Transform) -> Artist:
    return _line(polyline.points, polyline.stroke, to_display)


@_artist.register
def _(polygon: Polygon, display: DisplayList, to_display: Transform) -> Artist:
    return _area(
        Outline(np.vstack([polygon.points, polygon.points[:1]]), closed=True), polygon.stroke, polygon.fill, to_display
    )


@_artist.register
def _(rectangle: Rectangle, display: DisplayList, to_display: Transform) -> Artist:
    (x0, y0), (x1, y1) = rectangle.corner, rectangle.opposite
    outline = Outline([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], closed=True)
    return _area(outline, rectangle.stroke, rectangle.fill, to_display)


@_artist.register
def _(circle: Circle, display: DisplayList, to_display: Transform) -> Artist:
    return _area(Outline.circle(circle.centre, max(circle.radius, 0.5)), circle.stroke, circle.fill, to_display)


def _line(points: np.ndarray, stroke: Stroke, to_display: Transform) -> Line2D:
    line = Line2D(
        points[:, 0],
        points[:, 1],
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
