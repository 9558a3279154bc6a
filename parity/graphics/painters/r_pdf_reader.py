"""Reading the pages that R's ``pdf(compress = FALSE)`` writes back into primitives."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import Optional

from parity.graphics.drawing.display import (
    Circle,
    Clip,
    Point,
    Polygon,
    Polyline,
    Primitive,
    Rectangle,
    Segment,
    Stroke,
    TextRun,
)
from parity.graphics.painters.r_pdf import LINE_WIDTH

_BOX = re.compile(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")
_PAGE = re.compile(rb"/Type /Page /Parent \d+ 0 R /Contents (\d+) 0 R")


def page_size(file: bytes) -> tuple[float, float]:
    """Width and height of a file's pages, in points."""
    box = _BOX.search(file)
    if box is None:
        raise ValueError("the file tells no page size; write it with R's pdf()")
    return float(box.group(1)), float(box.group(2))


def page_contents(file: bytes) -> list[str]:
    """The content streams of a file's pages, in order."""
    contents = []
    for page in _PAGE.finditer(file):
        start = file.index(b"stream\n", file.index(b"\n%s 0 obj" % page.group(1))) + len(b"stream\n")
        contents.append(file[start : file.index(b"endstream", start)].decode("latin-1"))
    if not contents or not contents[0].startswith("1 J 1 j q\n"):
        raise ValueError("the file has no readable page; write it with R's pdf(compress = FALSE)")
    return contents


def read_page(content: str, width: float, height: float) -> tuple[Primitive, ...]:
    """The primitives of a page, in drawing order, with the two decimals that it has.

    Parameters
    ----------
    content : str
        One of `page_contents`.
    width, height : float
        Of the page, in points.
    """
    return tuple(_Reader(Clip(0.0, 0.0, width, height)).read(content))


_NUMBER = r"-?\d+\.\d+"
_PAIR = rf"{_NUMBER} {_NUMBER}"
_STRING = r"\((?:\\.|[^\\()])*\)"
_PAINT = r"(?P<paint>[SfBn])\n"


class _Reader:
    """Follows the graphics state from one thing drawn to the next."""

    def __init__(self, page: Clip) -> None:
        self._page = page
        self._stroke_colour = self._fill_colour = "#000000"
        self._width, self._dash = 1.0, ""

    def read(self, content: str) -> Iterator[Primitive]:
        place = 0
        while place < len(content):
            for pattern, method in _GRAMMAR:
                match = pattern.match(content, place)
                if match is not None:
                    primitive = method(self, match)
                    if primitive is not None:
                        yield primitive
                    place = match.end()
                    break
            else:
                raise ValueError(f"unknown on a page of R's: {content[place:].splitlines()[0]!r}")

    def _nothing(self, match: re.Match) -> None:
        return None

    def _clip(self, match: re.Match) -> Clip:
        if match["rectangle"] is None:
            return self._page
        x, y, width, height = _numbers(match["rectangle"])
        return Clip(x, y, round(x + width, 2), round(y + height, 2))

    def _colour(self, match: re.Match) -> None:
        colour = "#" + "".join(f"{round(255 * part):02x}" for part in _numbers(match["parts"]))
        if match["operator"] == "SCN":
            self._stroke_colour = colour
        else:
            self._fill_colour = colour

    def _line_style(self, match: re.Match) -> None:
        width = float(match["width"])
        self._width = width / LINE_WIDTH
        ends = (1, -1)
        self._dash = "".join(
            f"{round(length / width) + ends[i % 2]:x}" for i, length in enumerate(_numbers(match["dash"]))
        )

    @property
    def _stroke(self) -> Stroke:
        return Stroke(self._stroke_colour, self._width, self._dash)

    def _painted(self, match: re.Match) -> tuple[Optional[Stroke], Optional[str]]:
        return self._stroke if match["paint"] in "SB" else None, self._fill_colour if match["paint"] in "fB" else None

    def _segment(self, match: re.Match) -> Segment:
        return Segment(*_points(match["path"]), self._stroke)

    def _open_path(self, match: re.Match) -> Polyline:
        return Polyline(_points(match["path"]), self._stroke)

    def _closed_path(self, match: re.Match) -> Polygon:
        return Polygon(_points(match["path"]), *self._painted(match))

    def _rectangle(self, match: re.Match) -> Rectangle:
        x, y, width, height = _numbers(match["rectangle"])
        return Rectangle((x, y), (round(x + width, 2), round(y + height, 2)), *self._painted(match))

    def _circle(self, match: re.Match) -> Circle:
        points = _points(match["path"])
        (left, y), (right, _) = points[0], points[6]
        return Circle((round((left + right) / 2, 2), y), round((right - left) / 2, 2), *self._painted(match))

    def _text(self, match: re.Match) -> TextRun:
        cosine, sine, _, _, x, y = _numbers(match["matrix"])
        text = re.sub(r"\\(.)", r"\1", "".join(part[1:-1] for part in re.findall(_STRING, match["shown"])))
        size, rotation = math.hypot(cosine, sine), math.degrees(math.atan2(sine, cosine))
        return TextRun((x, y), text, size, int(match["font"]) - 1, self._fill_colour, rotation)


def _numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(_NUMBER, text)]


def _points(text: str) -> list[Point]:
    numbers = _numbers(text)
    return list(zip(numbers[::2], numbers[1::2]))


_GRAMMAR: list[tuple[re.Pattern, Callable[[_Reader, re.Match], Optional[Primitive]]]] = [
    (re.compile(pattern), method)
    for pattern, method in (
        (rf"(?P<path>{_PAIR} m {_PAIR} l)  S\n", _Reader._segment),
        (r"BT\n|ET\n|1 J 1 j q\n|Q\n|/sRGB (?:CS|cs)\n|1 [Jj]\n|10\.00 M\n", _Reader._nothing),
        (
            rf"/F(?P<font>\d) 1 Tf (?P<matrix>{_PAIR} {_PAIR} {_PAIR}) Tm (?P<shown>{_STRING} Tj|\[.*\] TJ)\n",
            _Reader._text,
        ),
        (rf"Q q(?: (?P<rectangle>{_PAIR} {_PAIR}) re W n)?\n", _Reader._clip),
        (rf"(?P<parts>{_PAIR} {_NUMBER}) (?P<operator>SCN|scn)\n", _Reader._colour),
        (rf"(?P<width>{_NUMBER}) w\n\[(?P<dash>[^\]]*)\] 0 d\n", _Reader._line_style),
        (rf"(?P<path>{_PAIR} m\n(?:{_PAIR} l\n)+)S\n", _Reader._open_path),
        (rf"(?P<path>{_PAIR} m\n(?:{_PAIR} l\n)+)h {_PAINT}", _Reader._closed_path),
        (rf"(?P<rectangle>{_PAIR} {_PAIR}) re\n {_PAINT}", _Reader._rectangle),
        (rf"(?P<path>  {_PAIR} m\n(?:  {_PAIR} {_PAIR} {_PAIR} c\n){{4}}){_PAINT}", _Reader._circle),
    )
]
