"""What a drawing needs to know of the device it is drawn on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Optional, Protocol

from parity.graphics.drawing.display import PLAIN
from parity.graphics.drawing.fonts import Helvetica, Readable


class Fonts(Protocol):
    """How a device measures text, in its own unit."""

    def size(self, points: float) -> float:
        """The font size that the device uses for this many points."""
        ...

    def printable(self, text: str) -> str:
        """The text as the device shows it: with what it has in place of characters that it has not."""
        ...

    def width(self, text: str, size: float, number: int = PLAIN) -> float:
        """Advance width of one line of text in face `number`."""
        ...

    def extent(self, character: str, size: float, number: int = PLAIN) -> tuple[float, float]:
        """How far the ink of a character reaches above the baseline, and how far below."""
        ...


@dataclass(frozen=True, slots=True)
class Device:
    """A surface that figures are drawn on.

    Attributes
    ----------
    width, height : float
        In the device's unit.
    per_inch : float
        Units an inch.
    fonts : Fonts
    upwards : bool
        Whether y grows upwards.
    adjusts_text : bool
        Whether the device itself moves text back by a share of its width.
    background : str or None
        Colour of the page; None: it is transparent.
    pointsize : float
        Font size at magnification 1, in points.
    region : (float, float), (float, float)
        The part of the page that a figure has, in shares: from left to right, from below to above.
    magnification : float
        R's ``par("cex")``: what panels shrink text and margins to. The pointsize has it in it.
    continued : bool
        Whether the page has a figure already.
    """

    width: float
    height: float
    per_inch: float
    fonts: Fonts
    upwards: bool
    adjusts_text: bool
    background: Optional[str] = None
    pointsize: float = 12.0
    region: tuple[tuple[float, float], tuple[float, float]] = ((0.0, 1.0), (0.0, 1.0))
    magnification: float = 1.0
    continued: bool = False

    @property
    def line(self) -> float:
        """The height of a line of text and of a margin line."""
        return 1.2 * self.pointsize * self.per_inch / 72.0

    def font_size(self, magnification: float) -> float:
        return self.fonts.size(magnification * self.pointsize)

    def text_width(self, text: str, magnification: float, number: int = PLAIN) -> float:
        """Width of the widest line."""
        size = self.font_size(magnification)
        return max(self.fonts.width(line, size, number) if line else 0.0 for line in text.split("\n"))

    def text_height(self, text: str, magnification: float, number: int = PLAIN) -> float:
        """From the baseline of the last line to the top of an "M" in the first."""
        ascent, _ = self.fonts.extent("M", self.font_size(magnification), number)
        return text.count("\n") * magnification * self.line + ascent


def pdf_device(width: float = 7.0, height: float = 7.0, *, transliterate: bool = True) -> Device:
    """R's ``pdf(width, height)``, in inches; `transliterate` as in `parity.graphics.drawing.fonts.Helvetica`."""
    return Device(72.0 * width, 72.0 * height, 72.0, Helvetica(transliterate), upwards=True, adjusts_text=False)


def readable_device(width: float = 7.0, height: float = 7.0) -> Device:
    """The same for a file that has every character, such as an SVG."""
    return replace(pdf_device(width, height), fonts=Readable())
