"""What can be chosen of the drawing of an ROC curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional, Union

from parity.graphics.drawing.base import SYMBOLS
from parity.graphics.drawing.colours import colour, colour_or_none, colours, converted, line_type, line_types, widths
from parity.graphics.drawing.display import SOLID
from parity.graphics.drawing.parameters import Margins

LineTypes = Union[str, int, Sequence[str], None]
Grid = Union[bool, float, Sequence[Union[bool, float]]]


@dataclass(frozen=True, slots=True)
class RocOptions:
    """What ``plot.roc`` lets one choose, under its names.

    Colours and line types are R's names or numbers; of what is a sequence here one alone is taken too.

    Attributes
    ----------
    col, lty : sequence of str
        Colours and line types of the curves, by turns; by default black, or R's palette where there are several curves.
    lwd : sequence of float
        Line widths of the curves.
    axes : bool
        Draw the axes and the frame.
    legacy_axes : bool
        Label the x axis by 1 - specificity.
    xlim, ylim : (float, float) or None
        None: from 1 to 0, and from 0 to 1; a hundred times that in percent.
    xlab, ylab : str or None
        Titles of the axes; None: Specificity and Sensitivity, or as `legacy_axes` and percent have them.
    asp : float or None
        Length of a unit of y over that of a unit of x; None: the plot fills the page.
    main, sub : str
        Titles above the plot and below the x axis.
    cex_axis, cex_lab, cex_main, cex_sub : float
        Magnification of the labels of the axes, of their titles, and of the two others.
    identity : bool
        Draw the line of an uninformative score, as `identity_col`, `identity_lty` and `identity_lwd` say.
    grid : bool, float, or two of these
        Lines at every tenth, or at every so many; one for those upwards and one for those across. `grid_v` and `grid_h`
        hold their very places, `grid_col`, `grid_lty` and `grid_lwd` say how they look, one or two of each.
    auc_polygon, max_auc_polygon : bool
        Fill the area under the curve, and the unit square, as their ``_col``, ``_lty`` and ``_border`` say.
    ci_type : str
        ``"shape"``, ``"bars"`` or ``"no"``: how the confidence band is drawn, in `ci_col`.
    print_auc_pattern : str or None
        How the area is printed, ``"AUC: %.3f (%.3f, %.3f)"``; with one place for the area alone.
    print_auc_x, print_auc_y : float, sequence of float or None
        Where the areas are printed; None: in the middle, those of further curves below.
    print_auc_adj : (float, float)
        The shares of its width and height by which it is moved.
    print_auc_col, print_auc_cex
        Its colour, by default that of the curve, and its magnification.
    print_thres_pattern : str or None
        How a cut-off is printed, ``"%.2f (%.2f, %.2f)"``: threshold, specificity, sensitivity.
    print_thres_pch : int
        Its symbol: 1, 2, 16, 19 or 20.
    print_thres_adj, print_thres_col, print_thres_cex, print_thres_pattern_cex
        As of the area; the magnification of the symbol and that of the text, by default the same.
    legend : str or None
        Where the legend of several curves stands; None: nowhere.
    mar, mgp : see `parity.graphics.drawing.base.Parameters`
    """

    col: Sequence[str] = ()
    lty: Sequence[str] = (SOLID,)
    lwd: Sequence[float] = (2.0,)
    axes: bool = True
    legacy_axes: bool = False
    xlim: Optional[tuple[float, float]] = None
    ylim: Optional[tuple[float, float]] = None
    xlab: Optional[str] = None
    ylab: Optional[str] = None
    asp: Optional[float] = 1.0
    main: str = ""
    sub: str = ""
    cex_axis: float = 1.0
    cex_lab: float = 1.0
    cex_main: float = 1.2
    cex_sub: float = 1.0
    identity: bool = True
    identity_col: str = "darkgrey"
    identity_lty: str = SOLID
    identity_lwd: float = 1.0
    grid: Grid = False
    grid_v: Optional[Sequence[float]] = None
    grid_h: Optional[Sequence[float]] = None
    grid_col: Sequence[str] = ("#dddddd",)
    grid_lty: Sequence[str] = ("dotted",)
    grid_lwd: Sequence[float] = (1.0,)
    auc_polygon: bool = False
    auc_polygon_col: Optional[str] = "gainsboro"
    auc_polygon_lty: str = SOLID
    auc_polygon_border: Optional[str] = "black"
    max_auc_polygon: bool = False
    max_auc_polygon_col: Optional[str] = "#eeeeee"
    max_auc_polygon_lty: str = SOLID
    max_auc_polygon_border: Optional[str] = "black"
    ci_type: str = "shape"
    ci_col: Optional[str] = None
    print_auc_pattern: Optional[str] = None
    print_auc_x: Union[float, Sequence[float], None] = None
    print_auc_y: Union[float, Sequence[float], None] = None
    print_auc_adj: tuple[float, float] = (0.0, 1.0)
    print_auc_col: Optional[str] = None
    print_auc_cex: float = 1.0
    print_thres_pattern: Optional[str] = None
    print_thres_pch: int = 20
    print_thres_adj: tuple[float, float] = (-0.05, 1.25)
    print_thres_col: str = "black"
    print_thres_cex: float = 1.0
    print_thres_pattern_cex: Optional[float] = None
    legend: Optional[str] = "bottomright"
    mar: Margins = (4.1, 4.1, 2.1, 2.1)
    mgp: tuple[float, float, float] = (2.5, 1.0, 0.0)

    def __post_init__(self) -> None:
        if self.ci_type not in ("shape", "bars", "no"):
            raise ValueError(f"ci_type is {self.ci_type!r}; there are 'shape', 'bars' and 'no'")
        if self.print_thres_pch not in SYMBOLS:
            raise ValueError(f"print_thres_pch is {self.print_thres_pch!r}; there are {', '.join(map(str, SYMBOLS))}")
        polygons = {f"{name}_{part}" for name in ("auc_polygon", "max_auc_polygon") for part in ("col", "border")}
        converted(
            self,
            col=colours,
            lty=line_types,
            lwd=widths,
            grid_col=colours,
            grid_lty=line_types,
            grid_lwd=widths,
            **dict.fromkeys(("identity_col", "print_thres_col"), colour),
            **dict.fromkeys(("identity_lty", "auc_polygon_lty", "max_auc_polygon_lty"), line_type),
            **dict.fromkeys((*polygons, "ci_col", "print_auc_col"), colour_or_none),
        )


REFUSED = {
    "add": "draw several models on one page: figures.roc({'A': study, 'B': other})",
    "reuse_auc": "the area is that of the whole curve, always computed",
    "type": "curves are lines; leave it out",
    "partial_auc": "the area is that of the whole curve",
    "smooth": "smooth curves are not drawn; leave it out",
    "print_thres_best_method": "the best cut-offs are those of Youden's index; mark others by print_thres=(0.2, 0.35)",
    "print_thres_best_weights": "the best cut-offs are those of Youden's index; mark others by print_thres=(0.2, 0.35)",
    **{
        f"{polygon}_{part}": f"areas are filled; choose {polygon}_col"
        for polygon in ("auc_polygon", "max_auc_polygon")
        for part in ("density", "angle")
    },
}
"""Arguments of ``plot.roc`` that are not drawn, and what to do instead."""
