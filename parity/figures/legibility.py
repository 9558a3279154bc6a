"""What on a page cannot be read: text over other text, and characters that R's page has not."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass

from parity.errors import quoted
from parity.graphics.drawing.display import DisplayList, TextRun
from parity.graphics.drawing.fonts import Readable, lacking

_TOUCHING = 1.0
"""Points by which two texts may reach into each other: letters have room around them."""

_FEW = 3


@dataclass(frozen=True, slots=True)
class _Ink:
    """The rectangle that a text covers, in points, and whether it runs across the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    baseline: float
    across: bool

    def covers(self, other: _Ink) -> bool:
        if (self.text, self.left, self.bottom) == (other.text, other.left, other.bottom):
            return False  # the same, drawn again
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        return wide > _TOUCHING and high > _TOUCHING


def crowded(display: DisplayList, hint: str = "") -> str:
    """A line that names texts which overprint, and what would help; empty where all can be read.

    Parameters
    ----------
    display : DisplayList
        Drawn on `parity.graphics.drawing.device.readable_device`.
    hint : str
        The options of the figure that help.
    """
    over: list[tuple[_Ink, _Ink]] = []
    for page in display.pages:
        inks = [_ink(item) for item in page if isinstance(item, TextRun) and item.text.strip()]
        over += [(one, other) for one, other in itertools.combinations(inks, 2) if one.covers(other)]
    if not over:
        return ""
    pairs = list(dict.fromkeys((one.text.strip(), other.text.strip()) for one, other in over))
    shown = "; ".join(f"{quoted(one, 30)} over {quoted(other, 30)}" for one, other in pairs[:_FEW])
    more = f" and {len(pairs) - _FEW} more" if len(pairs) > _FEW else ""
    in_a_row = all(one.baseline == other.baseline and one.across for one, other in over)
    size = "a wider page (--width)" if in_a_row else "a higher page (--height)"
    return f"text overprints: {shown}{more}; {size} helps" + (f", or {hint}" if hint else "")


def lacking_in_r(display: DisplayList) -> str:
    """A line that names the characters which R's page has not; empty where it has all."""
    found = lacking(_text(display))
    if not found:
        return ""
    shown = _some(f"{one!r} as {other!r}" for one, other in found.items())
    return (
        f"R's page has no place for some characters, and shows {shown}; embed=True (--embed) or a .svg file keeps them"
    )


def lacking_in_matplotlib(display: DisplayList) -> str:
    """A line that names the characters which matplotlib's font has not; empty where it has all."""
    from parity.graphics.painters import paint

    found = paint.lacking(_text(display))
    if not found:
        return ""
    return f"matplotlib's font has no {_some(map(repr, found))}; a .svg file keeps them, or painter='cairo' a .png"


def _text(display: DisplayList) -> str:
    return "".join(item.text for page in display.pages for item in page if isinstance(item, TextRun))


def _some(texts: Iterable[str], most: int = 12) -> str:
    several = list(texts)
    return ", ".join(several[:most]) + (f" and {len(several) - most} more" if len(several) > most else "")


def _ink(run: TextRun) -> _Ink:
    fonts = Readable()
    length = fonts.width(run.text.strip(), run.size, run.face)
    start = fonts.width(run.text[: len(run.text) - len(run.text.lstrip())] + ".", run.size, run.face)
    start -= fonts.width(".", run.size, run.face)
    extents = [fonts.extent(character, run.size, run.face) for character in run.text.strip()]
    above, below = (max(extent[part] for extent in extents) for part in (0, 1))
    (x, y), turned = run.anchor, math.radians(run.rotation)
    corners = [
        (x + along * math.cos(turned) - up * math.sin(turned), y + along * math.sin(turned) + up * math.cos(turned))
        for along in (start, start + length)
        for up in (-below, above)
    ]
    across, upwards = zip(*corners)
    return _Ink(run.text, min(across), max(across), min(upwards), max(upwards), y, run.rotation == 0)
