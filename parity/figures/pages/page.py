"""A page as R's PDF device writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from parity.check import Deviation, Tolerance, exact
from parity.fields import explanation
from parity.figures.device import Device, pdf_device
from parity.figures.display import DisplayList
from parity.figures.figure import options_of
from parity.figures.r_pdf import page_content

Options = TypeVar("Options")


@dataclass(frozen=True, slots=True)
class Page:
    """The content of a page.

    Attributes
    ----------
    content : tuple of str
        Its lines: every line, rectangle and text with its place in hundredths of a point, and the colours, line types and fonts they are
        drawn with, in the order of drawing.
    """

    content: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridPage:
    """The content of a page with a grid.

    Attributes
    ----------
    content : tuple of str
        Its lines.
    content_across_first : tuple of str
        The same with the grid's lines across drawn before those upwards.
    """

    content: tuple[str, ...]
    content_across_first: tuple[str, ...] = explanation()


CONVERSIONS = {"conversion failure on .* in 'mbcsToSbcs'": "-", "for .* in 'mbcsToSbcs'": "-", "font metrics unknown for": "-"}
"""What R's PDF device says of characters that its page's encoding has not."""

TIES = "a number within a rounding error of half a unit of its last decimal is printed the other way"

GRID_ORDER = Deviation(
    ("content",),
    "R > 4.2.2",
    "grid() draws its lines across before those upwards (seen in R 4.5.0; R 4.2.2 the other way round); where they cross "
    "the picture may differ by one grey level",
    explained_by="content_across_first",
)

LINE: Tolerance = exact(
    "R's PDF device writes places in hundredths of a point: the same things in the same order at the same places are the same text"
)


def lines_of(
    draw: Callable[[Any, Device, Any], DisplayList], value: Any, options: Any, width: float, height: float, *, transliterate: bool = True
) -> tuple[str, ...]:
    """The lines of the first page of a figure of `width` x `height` inches."""
    display = draw(value, pdf_device(width, height, transliterate=transliterate), options)
    return tuple(page_content(display).splitlines())


def options_by_r(type: type[Options], options: Mapping[str, Any]) -> Options:
    """The options of a figure from R's names: ``{"cex.axis": 0.7}``."""
    return options_of(type, {name.replace(".", "_"): value for name, value in options.items()})
