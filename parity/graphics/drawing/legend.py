"""A legend of lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional, Union

from parity.graphics.drawing.base import Plot
from parity.graphics.drawing.coordinates import Direction, Unit
from parity.graphics.drawing.display import Point, Stroke
from parity.graphics.drawing.parameters import Lettering

PLACES = ("topright", "right", "bottomright", "bottom", "bottomleft", "left", "topleft", "top", "center")

_LINE_LENGTH = 2.0
_CHARACTER = (0.9, 1.2)
"""Width and height of a character, in font sizes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line, a symbol, or both, and what they stand for.

    Attributes
    ----------
    text : str
    stroke : Stroke or None
    pch : int or None
        A symbol of `parity.graphics.drawing.base.SYMBOLS`, in the middle of the line.
    """

    text: str
    stroke: Optional[Stroke]
    pch: Optional[int] = None


def draw_legend(
    plot: Plot,
    place: Union[str, Point],
    entries: Sequence[Entry],
    *,
    frame: bool = True,
    background: Optional[str] = None,
    magnification: float = 1.0,
    shift: float = 0.0,
) -> None:
    """Draw a legend as R's ``legend(place, ..., lty, lwd, col, pch)`` does.

    Parameters
    ----------
    place : str or (x, y)
        One of `PLACES`, or where the upper left corner stands, in units of the data.
    entries : sequence of Entry
    frame : bool
        Whether a box is drawn around it.
    background : str or None
        Colour of the box; None: that of the page.
    magnification : float
        Of the text.
    shift : float
        By how many characters the lines stand to the right; -0.7 where a legend of R's has room for symbols on them.
    """
    if isinstance(place, str) and place not in PLACES:
        raise ValueError(f"there is no place {place!r} for a legend; there are {', '.join(PLACES)}")
    character, line = (
        magnification * _user_length(direction, size * plot.device.pointsize / 72)
        for direction, size in zip((plot.x, plot.y), _CHARACTER)
    )
    width = max(abs(plot.text_width(entry.text, magnification)) for entry in entries)
    row = line * max(1.0, max(plot.text_height(entry.text, magnification) for entry in entries) / line)
    width = math.copysign(width, character) + 2.0 * character + (_LINE_LENGTH + shift) * character + 0.5 * character
    height = len(entries) * row + line
    left, top = _corner(plot, place, width, height)
    if frame:
        plot.rectangle((left, top), (left + width, top - height), Stroke(), background or plot.device.background)
    start = left + character + shift * character
    end = start + _LINE_LENGTH * character
    text_at = left + character + (_LINE_LENGTH + shift) * character + character
    rows = []
    middle = 0.0
    for number in range(len(entries)):
        middle += (row if number else 0.0) / 2 + row / 2
        rows.append(top - 0.5 * row - middle)
    for entry, y in zip(entries, rows):
        if entry.stroke is not None:
            plot.segment((start, y), (end, y), entry.stroke)
    for entry, y in zip(entries, rows):
        if entry.pch is not None:
            plot.symbol((start + end) / 2, y, entry.pch, magnification)
    for entry, y in zip(entries, rows):
        plot.text(text_at, y, entry.text, across=0.0, up=0.5, lettering=Lettering(magnification))


def _user_length(direction: Direction, inches: float) -> float:
    """An absolute length in units of the data, negative where these fall."""
    low, high = direction.user
    return inches * (high - low) / direction.convert_length(1.0, Unit.PLOT, Unit.INCHES)


def _corner(plot: Plot, place: Union[str, Point], width: float, height: float) -> Point:
    if not isinstance(place, str):
        return place
    (left, right), (bottom, top) = plot.x.user, plot.y.user
    if place.endswith("right"):
        left = right - width
    elif not place.endswith("left"):
        left = (left + right - width) / 2
    if place.startswith("bottom"):
        top = bottom + height
    elif not place.startswith("top"):
        top = (bottom + top + height) / 2
    return left, top
