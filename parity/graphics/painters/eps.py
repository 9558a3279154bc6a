"""Encapsulated PostScript: the page of `parity.graphics.painters.r_pdf`, as journals take it."""

from __future__ import annotations

import functools
import math
from typing import Optional

import numpy as np

from parity.graphics.drawing.display import (
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
from parity.graphics.drawing.fonts import NAMES, kerning
from parity.graphics.painters.r_pdf import LINE_WIDTH, dashes

_PROLOG = """\
/m {moveto} bind def
/l {lineto} bind def
/k {0 rmoveto show} bind def
/clipped {grestore gsave newpath 4 2 roll moveto 1 index 0 rlineto 0 exch rlineto neg 0 rlineto closepath clip newpath
} bind def
/latin {findfont dup length dict begin {1 index /FID ne {def} {pop pop} ifelse} forall
/Encoding ISOLatin1Encoding 256 array copy dup 39 /quoteright put dup 45 /minus put dup 96 /quoteleft put def
currentdict end definefont pop} bind def
"""


def eps(display: DisplayList, page: int = 0, title: str = "") -> bytes:
    """One page as an EPS file; its fonts, Helvetica, are the reader's.

    Parameters
    ----------
    display : DisplayList
        Drawn on `parity.graphics.drawing.device.pdf_device`.
    """
    width, height = display.width, display.height
    name = "".join(character if 32 <= ord(character) < 127 else "?" for character in title)
    fonts = " ".join(NAMES[face] for face in (PLAIN, BOLD))
    head = (
        "%!PS-Adobe-3.0 EPSF-3.0\n"
        f"%%Title: {name}\n%%Creator: parity\n"
        f"%%BoundingBox: 0 0 {math.ceil(width)} {math.ceil(height)}\n%%HiResBoundingBox: 0 0 {width:.2f} {height:.2f}\n"
        f"%%LanguageLevel: 2\n%%Pages: 1\n%%DocumentNeededResources: font {fonts}\n%%EndComments\n"
        f"%%BeginProlog\n{_PROLOG}%%EndProlog\n"
    )
    named = "".join(f"/F{face} /{NAMES[face]} latin\n" for face in (PLAIN, BOLD))
    writer = _Writer()
    for primitive in display.pages[page]:
        writer.write(primitive)
    body = f"%%Page: 1 1\nsave\n{named}1 setlinecap 1 setlinejoin 10 setmiterlimit gsave\n{writer.content}"
    return (head + body + "grestore restore\nshowpage\n%%Trailer\n%%EOF\n").encode("latin-1")


class _Writer:
    """What stands between the first and the last line of a page."""

    def __init__(self) -> None:
        self._written: list[str] = []

    @property
    def content(self) -> str:
        return "".join(self._written)

    @functools.singledispatchmethod
    def write(self, primitive: Primitive) -> None:
        raise TypeError(f"an EPS file has no {type(primitive).__name__}")

    @write.register
    def _clip(self, clip: Clip) -> None:
        self._put(f"{_pair((clip.x0, clip.y0))} {_pair((clip.x1 - clip.x0, clip.y1 - clip.y0))} clipped")

    @write.register
    def _segment(self, segment: Segment) -> None:
        self._polyline(Polyline((segment.start, segment.end), segment.stroke))

    @write.register
    def _polyline(self, polyline: Polyline) -> None:
        self._path(polyline.points)
        self._paint(polyline.stroke, None)

    @write.register
    def _polygon(self, polygon: Polygon) -> None:
        self._path(polygon.points)
        self._put("closepath")
        self._paint(polygon.stroke, polygon.fill)

    @write.register
    def _rectangle(self, rectangle: Rectangle) -> None:
        (x0, y0), (x1, y1) = rectangle.corner, rectangle.opposite
        self._polygon(Polygon(((x0, y0), (x1, y0), (x1, y1), (x0, y1)), rectangle.stroke, rectangle.fill))

    @write.register
    def _circle(self, circle: Circle) -> None:
        self._put(f"newpath {_pair(circle.centre)} {circle.radius:.2f} 0 360 arc")
        self._paint(circle.stroke, circle.fill)

    @write.register
    def _text(self, run: TextRun) -> None:
        self._put(f"{_colour(run.colour)} /F{run.face} findfont {run.size:g} scalefont setfont")
        shown = _shown(run.text, run.size, run.face)
        if run.rotation:
            self._put(f"gsave {_pair(run.anchor)} translate {run.rotation:g} rotate 0 0 m {shown} grestore")
        else:
            self._put(f"{_pair(run.anchor)} m {shown}")

    def _path(self, points: np.ndarray) -> None:
        first, *others = points.tolist()
        self._put(f"newpath {_pair(first)} m")
        for point in others:
            self._put(f"{_pair(point)} l")

    def _paint(self, stroke: Optional[Stroke], fill: Optional[str]) -> None:
        if fill is not None:
            self._put(f"gsave {_colour(fill)} fill grestore")
        if stroke is not None:
            width = LINE_WIDTH * stroke.width
            lengths = dashes(stroke.dash, width)
            self._put(f"{_colour(stroke.colour)} {max(width, 0.01):.2f} setlinewidth [{lengths}] 0 setdash stroke")

    def _put(self, line: str) -> None:
        self._written.append(line + "\n")


def _pair(point: Point) -> str:
    return f"{point[0]:.2f} {point[1]:.2f}"


def _colour(colour: str) -> str:
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5)) + " setrgbcolor"


def _shown(text: str, size: float, face: int) -> str:
    """The operators that show a text, with its kerning between them."""
    pieces: list[tuple[str, float]] = [("", 0.0)]
    before = 0.0
    for character, amount in zip(text, kerning(text, face)):
        if before:
            pieces.append(("", before))
        pieces[-1] = pieces[-1][0] + character, pieces[-1][1]
        before = 0.001 * amount * size
    first, *others = pieces
    return " ".join([f"({_escaped(first[0])}) show", *(f"({_escaped(part)}) {moved:.3f} k" for part, moved in others)])


def _escaped(text: str) -> str:
    return "".join(f"\\{character}" if character in "()\\" else character for character in text)
