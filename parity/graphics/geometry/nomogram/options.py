"""What can be chosen of the drawing of a nomogram."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

from parity.graphics.drawing.colours import colour_or_none, colours, converted, each
from parity.graphics.drawing.parameters import ABOVE, BELOW, LABEL_LINES, MARGINS, Margins


@dataclass(frozen=True, slots=True)
class NomogramOptions:
    """What ``plot.nomogram`` lets one choose, under its names.

    Attributes
    ----------
    lplabel, points_label, total_points_label : str
        Titles of the three axes that every nomogram has.
    fun_side : sequence of sequence of int, or sequence of int
        For each function, for each value asked for: 1 labels it below the axis, 3 above. Empty: all below. One sequence
        stands for all functions.
    col_conf : sequence of str, int or None
        Colour of the bars of each confidence level, of R's name or number; None leaves a bar out. rms's default draws
        only the first.
    conf_space : (float, float)
        Nearest and farthest distance of the bars from their axis.
    label_every : int
        Label only every so many ticks of axes that are not discrete.
    force_label : bool
        Write labels even where they overlap.
    xfrac : float
        Share of the page for the titles, relative to that of the axes.
    cex_axis, cex_var : float
        Magnification of labels and of titles.
    col_grid : sequence of str or int
        Colours of vertical lines at the major and the minor ticks of the points axis; empty: none.
    ia_space : float
        Distance of an axis to the one that it continues, relative to that of others.
    tcl : float
        Length of ticks in lines, negative outwards.
    lmgp : float
        Distance of labels from their axis, in lines.
    naxes : float or None
        Axes that fit a page; the rest follows on other pages. None: all.
    total_sep_page : bool
        Begin a page with the axis of total points.
    cap_labels : bool
        Capitalise the labels of discrete predictors.
    mar, mgp : see `parity.graphics.drawing.base.Parameters`
        The left margin is rms's own.
    """

    lplabel: str = "Linear Predictor"
    points_label: str = "Points"
    total_points_label: str = "Total Points"
    fun_side: Sequence[Sequence[int]] = ()
    col_conf: Sequence[Optional[str]] = ("#000000", None)
    conf_space: tuple[float, float] = (0.08, 0.2)
    label_every: int = 1
    force_label: bool = False
    xfrac: float = 0.35
    cex_axis: float = 0.85
    cex_var: float = 1.0
    col_grid: Sequence[str] = ()
    ia_space: float = 0.7
    tcl: float = -0.25
    lmgp: float = 0.4
    naxes: Optional[float] = None
    total_sep_page: bool = False
    cap_labels: bool = False
    mar: Margins = MARGINS
    mgp: tuple[float, float, float] = LABEL_LINES

    def __post_init__(self) -> None:
        sides = self.fun_side
        if any(isinstance(side, (int, float)) for side in sides):
            object.__setattr__(self, "fun_side", (tuple(sides),))
        converted(self, col_grid=colours, col_conf=lambda given: each(given, colour_or_none))
        if any(side not in (BELOW, ABOVE) for sides in self.fun_side for side in sides):
            raise ValueError("fun_side names the side of each label: 1 below the axis, 3 above it")
        if self.label_every < 1:
            raise ValueError(f"label_every is {self.label_every}; it is 1 for every label, 2 for every other one")
