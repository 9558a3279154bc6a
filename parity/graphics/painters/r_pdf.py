"""PDF pages as R's ``pdf(compress = FALSE)`` writes them, byte for byte, in a file that any viewer opens.

R resets the graphics state whenever it sets a clipping rectangle and then repeats, before each thing drawn, what of the
state has changed; numbers have two decimals.
"""

from __future__ import annotations

import functools
import math
from datetime import datetime, timezone
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

LINE_WIDTH = 0.75
"""Points in a line width of 1."""

_CONTROL = 0.55
"""Where the control points of a quarter circle lie, in radii."""


def page_content(display: DisplayList, page: int = 0) -> str:
    """The content stream of one page.

    Equals, byte for byte in Latin 1, what R's ``pdf(width, height, compress = FALSE)`` writes for the same drawing.
    """
    writer = _PageWriter(display.width, display.height)
    for primitive in display.pages[page]:
        writer.write(primitive)
    return writer.content


class _PageWriter:
    """One page, with the graphics state since its last clipping rectangle."""

    def __init__(self, width: float, height: float) -> None:
        self._page = Clip(0.0, 0.0, width, height)
        self._written = ["1 J 1 j q\n"]
        self._state: dict[str, str] = {}

    @property
    def content(self) -> str:
        return "".join(self._written) + "Q\n"

    @functools.singledispatchmethod
    def write(self, primitive: Primitive) -> None:
        raise TypeError(f"a PDF page has no {type(primitive).__name__}")

    @write.register
    def _clip(self, clip: Clip) -> None:
        self._state.clear()
        path = "" if clip == self._page else f" {_rectangle((clip.x0, clip.y0), (clip.x1, clip.y1))} re W n"
        self._put(f"Q q{path}\n")

    @write.register
    def _segment(self, segment: Segment) -> None:
        self._set_stroke(segment.stroke)
        self._put(f"{_pair(segment.start)} m {_pair(segment.end)} l  S\n")

    @write.register
    def _polyline(self, polyline: Polyline) -> None:
        self._set_stroke(polyline.stroke)
        self._put(_path(polyline.points) + "S\n")

    @write.register
    def _polygon(self, polygon: Polygon) -> None:
        operator = self._set_paint(polygon.stroke, polygon.fill)
        self._put(f"{_path(polygon.points)}h {operator}\n")

    @write.register
    def _rectangle(self, rectangle: Rectangle) -> None:
        operator = self._set_paint(rectangle.stroke, rectangle.fill)
        self._put(f"{_rectangle(rectangle.corner, rectangle.opposite)} re\n {operator}\n")

    @write.register
    def _circle(self, circle: Circle) -> None:
        operator = self._set_paint(circle.stroke, circle.fill)
        (x, y), r, s = circle.centre, circle.radius, _CONTROL * circle.radius
        self._put(f"  {_pair((x - r, y))} m\n")
        for curve in (
            ((x - r, y + s), (x - s, y + r), (x, y + r)),
            ((x + s, y + r), (x + r, y + s), (x + r, y)),
            ((x + r, y - s), (x + s, y - r), (x, y - r)),
            ((x - s, y - r), (x - r, y - s), (x - r, y)),
        ):
            self._put(f"  {' '.join(_pair(point) for point in curve)} c\n")
        self._put(f"{operator}\n")

    @write.register
    def _text(self, run: TextRun) -> None:
        self._put("BT\n")
        self._set_colour(run.colour, "scn", "cs")
        cosine, sine = (run.size * part(math.radians(run.rotation)) for part in (math.cos, math.sin))
        cosine, sine = (0.0 if abs(part) < 0.01 else part for part in (cosine, sine))
        matrix = f"{_pair((cosine, sine))} {_pair((-sine or 0.0, cosine))} {_pair(run.anchor)}"
        self._put(f"/F{run.face + 1} 1 Tf {matrix} Tm {_shown(run.text, run.face)}\nET\n")

    def _put(self, text: str) -> None:
        self._written.append(text)

    def _changes(self, name: str, value: str) -> bool:
        changed = self._state.get(name) != value
        self._state[name] = value
        return changed

    def _set_colour(self, colour: str, operator: str, space: str) -> None:
        first = operator not in self._state
        values = " ".join(f"{int(colour[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5))
        if self._changes(operator, values):
            self._put((f"/sRGB {space}\n" if first else "") + f"{values} {operator}\n")

    def _set_stroke(self, stroke: Stroke) -> None:
        self._set_colour(stroke.colour, "SCN", "CS")
        width = LINE_WIDTH * stroke.width
        if self._changes("line", f"{width} {stroke.dash}"):
            self._put(f"{max(width, 0.01):.2f} w\n[{dashes(stroke.dash, width)}] 0 d\n")
        for state in ("1 J", "1 j", "10.00 M"):
            if self._changes(state[-1], state):
                self._put(f"{state}\n")

    def _set_paint(self, stroke: Optional[Stroke], fill: Optional[str]) -> str:
        """Prepare to fill, to stroke, or both; gives the operator that does it."""
        if fill is not None:
            self._set_colour(fill, "scn", "cs")
        if stroke is not None:
            self._set_stroke(stroke)
        if stroke is None:
            return "n" if fill is None else "f"
        return "S" if fill is None else "B"


def _pair(point: Point) -> str:
    return f"{point[0]:.2f} {point[1]:.2f}"


def _rectangle(corner: Point, opposite: Point) -> str:
    return f"{_pair(corner)} {_pair((opposite[0] - corner[0], opposite[1] - corner[1]))}"


def _path(points: np.ndarray) -> str:
    return ("%.2f %.2f m\n" + "%.2f %.2f l\n" * (len(points) - 1)) % tuple(points.ravel().tolist())


def dashes(dash: str, width: float) -> str:
    """The lengths of ink and gap; the round ends of a dash add a line width to it."""
    ends = (-1.0, 1.0)
    return "".join(f" {width * max(int(digit, 16) + ends[i % 2], 0.0):.2f}" for i, digit in enumerate(dash))


def _shown(text: str, face: int) -> str:
    """The operator that shows a text, with its kerning."""
    amounts = kerning(text, face)
    characters = [f"\\{character}" if character in "()\\" else character for character in text]
    if not any(amounts):
        return f"({''.join(characters)}) Tj"
    kerned = "".join(
        f"{character}) {-amount} (" if amount else character for character, amount in zip(characters, amounts)
    )
    return f"[({kerned})] TJ"


def document(display: DisplayList, *, title: str = "", created: Optional[datetime] = None) -> bytes:
    """A PDF file of all pages.

    Parameters
    ----------
    title : str
        Shown by viewers.
    created : datetime or None
        Written into the file; None: now.
    """
    stamp = (created or datetime.now(timezone.utc)).strftime("D:%Y%m%d%H%M%SZ")
    faces = sorted({item.face for page in display.pages for item in page if isinstance(item, TextRun)} | {PLAIN, BOLD})
    catalog, pages, resources, encoding, information = 1, 2, 3, 4, 5
    fonts = {face: 6 + number for number, face in enumerate(faces)}
    first = 6 + len(faces)
    kids = range(first, first + 2 * len(display.pages), 2)
    objects = {
        catalog: f"<< /Type /Catalog /Pages {pages} 0 R >>",
        pages: f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} "
        f"/MediaBox [0 0 {display.width:g} {display.height:g}] >>",
        resources: "<< /ProcSet [/PDF /Text] "
        f"/Font << {' '.join(f'/F{face + 1} {fonts[face]} 0 R' for face in faces)} >> "
        "/ColorSpace << /sRGB /DeviceRGB >> >>",
        encoding: "<< /Type /Encoding /BaseEncoding /WinAnsiEncoding "
        "/Differences [39 /quoteright 45 /minus 96 /quoteleft] >>",
        information: f"<< /Title {_text_string(title)} /Creator (parity) /CreationDate ({stamp}) >>",
    }
    for face in faces:
        objects[
            fonts[face]
        ] = f"<< /Type /Font /Subtype /Type1 /Name /F{face + 1} /BaseFont /{NAMES[face]} /Encoding {encoding} 0 R >>"
    for number, kid in enumerate(kids):
        content = page_content(display, number)
        objects[kid] = f"<< /Type /Page /Parent {pages} 0 R /Contents {kid + 1} 0 R /Resources {resources} 0 R >>"
        objects[kid + 1] = f"<< /Length {len(content)} >>\nstream\n{content}endstream"
    return _file(objects, catalog, information)


def _text_string(text: str) -> str:
    return f"<{(chr(0xFEFF) + text).encode('utf-16-be').hex()}>"


def _file(objects: dict[int, str], catalog: int, information: int) -> bytes:
    written = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    offsets = []
    for number in sorted(objects):
        offsets.append(len(written))
        written += f"{number} 0 obj\n{objects[number]}\nendobj\n".encode("latin-1")
    size = len(objects) + 1
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = (
        f"trailer\n<< /Size {size} /Root {catalog} 0 R /Info {information} 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    )
    return written + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")
