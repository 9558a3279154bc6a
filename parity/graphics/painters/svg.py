"""SVG files: the same primitives, with text as text."""

from __future__ import annotations

import functools
from typing import Optional
from xml.sax.saxutils import escape

import numpy as np

from parity.graphics.drawing.display import (
    BOLD,
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
from parity.graphics.drawing.fonts import Helvetica

_LINE_WIDTH = 0.75


def svg(display: DisplayList, page: int = 0) -> str:
    """One page as an SVG document, in points.

    Parameters
    ----------
    display : DisplayList
        Drawn on `parity.graphics.drawing.device.pdf_device`.

    Notes
    -----
    A viewer without Helvetica or Arial takes another typeface; each run is told how long it has to be, so that it keeps
    its place.
    """
    if not display.upwards:
        raise ValueError("an SVG file is written in points: draw on parity.graphics.drawing.device.pdf_device")
    writer = _Writer(display.height)
    for primitive in display.pages[page]:
        writer.write(primitive)
    size = (
        f'width="{display.width:g}pt" height="{display.height:g}pt" viewBox="0 0 {display.width:g} {display.height:g}"'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n'
        '<rect width="100%" height="100%" fill="#ffffff"/>\n'
        '<g font-family="Helvetica, Arial, sans-serif" stroke-linecap="round" stroke-linejoin="round">\n'
        f"{writer.content}</g>\n</svg>\n"
    )


class _Writer:
    """One page, each clipping rectangle a group."""

    def __init__(self, height: float) -> None:
        self._height = height
        self._written: list[str] = []
        self._clips = 0

    @property
    def content(self) -> str:
        return "".join(self._written) + ("</g>\n" if self._clips else "")

    @functools.singledispatchmethod
    def write(self, primitive: Primitive) -> None:
        raise TypeError(f"an SVG file has no {type(primitive).__name__}")

    @write.register
    def _clip(self, clip: Clip) -> None:
        if self._clips:
            self._put("</g>")
        self._clips += 1
        corner = f'x="{clip.x0:.2f}" y="{self._height - clip.y1:.2f}"'
        size = f'width="{clip.x1 - clip.x0:.2f}" height="{clip.y1 - clip.y0:.2f}"'
        self._put(f'<clipPath id="clip{self._clips}"><rect {corner} {size}/></clipPath>')
        self._put(f'<g clip-path="url(#clip{self._clips})">')

    @write.register
    def _segment(self, segment: Segment) -> None:
        self._polyline(Polyline((segment.start, segment.end), segment.stroke))

    @write.register
    def _polyline(self, polyline: Polyline) -> None:
        self._put(f'<polyline points="{self._points(polyline.points)}" {_paint(polyline.stroke, None)}/>')

    @write.register
    def _polygon(self, polygon: Polygon) -> None:
        self._put(f'<polygon points="{self._points(polygon.points)}" {_paint(polygon.stroke, polygon.fill)}/>')

    @write.register
    def _rectangle(self, rectangle: Rectangle) -> None:
        (x0, y0), (x1, y1) = rectangle.corner, rectangle.opposite
        self._polygon(Polygon(((x0, y0), (x1, y0), (x1, y1), (x0, y1)), rectangle.stroke, rectangle.fill))

    @write.register
    def _circle(self, circle: Circle) -> None:
        x, y = self._place(circle.centre)
        self._put(f'<circle cx="{x}" cy="{y}" r="{circle.radius:.2f}" {_paint(circle.stroke, circle.fill)}/>')

    @write.register
    def _text(self, run: TextRun) -> None:
        x, y = self._place(run.anchor)
        shown = run.text.rstrip(" ")  # a viewer that drops spaces at the end would spread the letters over their length
        length = Helvetica().width(shown, run.size, run.face)
        place = f'transform="translate({x} {y}) rotate({-run.rotation:g})"' if run.rotation else f'x="{x}" y="{y}"'
        weight = ' font-weight="bold"' if run.face == BOLD else ""
        spaces = ' xml:space="preserve"' if shown.startswith(" ") or "  " in shown else ""
        text = escape(shown.replace("-", "\N{MINUS SIGN}") if _is_number(shown) else shown)
        self._put(
            f'<text {place} font-size="{run.size:g}"{weight}{spaces} fill="{run.colour}" textLength="{length:.2f}">'
            f"{text}</text>"
        )

    def _put(self, element: str) -> None:
        self._written.append(element + "\n")

    def _place(self, point: Point) -> tuple[str, str]:
        return f"{point[0]:.2f}", f"{self._height - point[1]:.2f}"

    def _points(self, points: np.ndarray) -> str:
        places = np.column_stack([points[:, 0], self._height - points[:, 1]])
        return " ".join(["%.2f,%.2f"] * len(places)) % tuple(places.ravel().tolist())


def _paint(stroke: Optional[Stroke], fill: Optional[str]) -> str:
    painted = f'fill="{fill or "none"}"'
    if stroke is None:
        return painted
    width = _LINE_WIDTH * stroke.width
    painted += f' stroke="{stroke.colour}" stroke-width="{width:g}"'
    if stroke.dash:
        digits = [int(digit, 16) for digit in stroke.dash]
        dots = min(digits[::2]) <= 1  # dashes of no length under round caps, which not every viewer shows
        ends = (0.0, 0.0) if dots else (-1.0, 1.0)
        lengths = (width * (digit + ends[i % 2]) for i, digit in enumerate(digits))
        painted += f' stroke-dasharray="{" ".join(f"{length:.2f}" for length in lengths)}"'
        painted += ' stroke-linecap="butt"' if dots else ""
    return painted


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
