"""What ``par()`` sets: sides, margins, the region that drawing is confined to, and how text looks."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from parity.graphics.drawing.coordinates import Unit
from parity.graphics.drawing.display import PLAIN

BELOW, LEFT, ABOVE, RIGHT = 1, 2, 3, 4
"""The sides of a plot."""

Margins = tuple[float, float, float, float]
MARGINS: Margins = (5.1, 4.1, 4.1, 2.1)
LABEL_LINES = (3.0, 1.0, 0.0)
"""R's ``par("mar")`` and ``par("mgp")``."""


class Region(enum.Enum):
    """What drawing is confined to: ``par("xpd")``."""

    PLOT = Unit.PLOT
    FIGURE = Unit.FIGURE
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Lettering:
    """How text looks: magnification, face, colour."""

    magnification: float = 1.0
    face: int = PLAIN
    colour: str = "#000000"


@dataclass(frozen=True, slots=True)
class Parameters:
    """What ``par()`` sets, under R's names.

    Attributes
    ----------
    mar : four floats
        Margins in lines: below, left, above, right.
    mgp : three floats
        Lines from the plot's edge to the axis title, to the axis labels, to the axis line.
    tcl : float
        Length of a tick in lines, negative outwards.
    """

    mar: Margins = MARGINS
    mgp: tuple[float, float, float] = LABEL_LINES
    tcl: float = -0.5
