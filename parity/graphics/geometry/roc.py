"""The ROC curve, drawn as ``pROC::plot.roc`` draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np

from parity.graphics.drawing.axis import draw_axis
from parity.graphics.drawing.base import Plot
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import DOTTED, SOLID, DisplayList, Numbers, Stroke
from parity.graphics.drawing.legend import Entry, draw_legend
from parity.graphics.drawing.parameters import BELOW, LEFT, MARGINS, Lettering, Margins, Parameters
from parity.graphics.geometry.kind import FigureKind
from parity.models.numbers import format_common
from parity.statistics.discrimination.auc_delong import auc_delong
from parity.statistics.discrimination.roc_curve import roc_curve
from parity.statistics.discrimination.youden_cutoff import youden_cutoff


@dataclass(frozen=True, slots=True)
class Curve:
    """Sensitivity against specificity, in any order, and what the curve is called."""

    sensitivities: Numbers
    specificities: Numbers
    label: str = ""


@dataclass(frozen=True, slots=True)
class CutOff:
    """A marked point of the curve."""

    threshold: float
    specificity: float
    sensitivity: float


@dataclass(frozen=True, slots=True)
class Band:
    """Confidence limits of sensitivity at given specificities."""

    specificities: Numbers
    low: Numbers
    high: Numbers


@dataclass(frozen=True, slots=True)
class RocValue:
    """All that an ROC figure shows.

    Attributes
    ----------
    curve : Curve
    further : tuple of Curve
        Drawn over the first, in the colours and line types after the first's.
    auc : float or None
        Printed where given, with its interval where that is given too.
    interval : (float or None, float or None) or None
        Limits that are None are printed as NA: a single case or control has no variance.
    cut_offs : tuple of CutOff
        Marked and printed; several where several are best.
    band : Band or None
    """

    curve: Curve
    further: tuple[Curve, ...] = ()
    auc: Optional[float] = None
    interval: Optional[tuple[Optional[float], Optional[float]]] = None
    cut_offs: tuple[CutOff, ...] = ()
    band: Optional[Band] = None


@dataclass(frozen=True, slots=True)
class RocOptions:
    """What ``plot.roc`` lets one choose, under its names.

    Attributes
    ----------
    col, lty : sequence of str
        Colours and line types of the curves, by turns.
    lwd : float
        Line width of the curves.
    legacy_axes : bool
        Label the x axis by 1 - specificity.
    identity : bool
        Draw the line of an uninformative score.
    grid : bool
        Lines at every tenth.
    auc_polygon, max_auc_polygon : bool
        Fill the area under the curve, and the unit square.
    ci_type : str
        ``"shape"`` or ``"bars"``: how the confidence band is drawn.
    print_auc_x, print_auc_y : float
        Where the area is printed.
    legend : str or None
        Where the legend of several curves stands; None: nowhere.
    mar, mgp : see `parity.graphics.drawing.base.Parameters`
    """

    col: Sequence[str] = ("#000000",)
    lty: Sequence[str] = (SOLID,)
    lwd: float = 2.0
    legacy_axes: bool = False
    identity: bool = True
    grid: bool = False
    auc_polygon: bool = False
    max_auc_polygon: bool = False
    ci_type: str = "shape"
    print_auc_x: float = 0.5
    print_auc_y: float = 0.5
    legend: Optional[str] = "bottomright"
    mar: Margins = (4.1, 4.1, 2.1, 2.1)
    mgp: tuple[float, float, float] = (2.5, 1.0, 0.0)

    def __post_init__(self) -> None:
        if self.ci_type not in ("shape", "bars"):
            raise ValueError(f"ci_type is {self.ci_type!r}; there are 'shape' and 'bars'")


def roc_value(
    outcome: np.ndarray, risk: np.ndarray, level: float = 0.95, *, print_auc: bool = False, print_thres: bool = False
) -> RocValue:
    """The ROC curve; if printed, with its area and DeLong interval, and the cut-offs of the largest Youden index."""
    curve = roc_curve(outcome, risk)
    found = auc_delong(outcome, risk, level) if print_auc else None
    best = youden_cutoff(outcome, risk) if print_thres else None
    return RocValue(
        Curve(curve.sensitivities, curve.specificities),
        auc=None if found is None else found.auc,
        interval=None if found is None else (found.interval.low, found.interval.high),
        cut_offs=() if best is None else tuple(map(CutOff, best.cutoffs, best.specificities, best.sensitivities)),
    )


_GREY, _GAINSBORO, _SQUARE, _GRID = "#a9a9a9", "#dcdcdc", "#eeeeee", "#dddddd"
_WHISKER = 0.01


def draw_roc(value: RocValue, device: Device, options: RocOptions = RocOptions()) -> DisplayList:
    """The page of an ROC curve; specificity falls from left to right, both axes are equally long.

    Notes
    -----
    Equals ``plot(roc, print.auc = , print.thres = , ...)`` of pROC, further curves ``plot(roc, add = TRUE)`` and
    ``legend()``.
    """
    plot = Plot(device, Parameters(options.mar, options.mgp))
    plot.new_page((1.0, 0.0), (0.0, 1.0), aspect=1.0)
    _frame(plot, options)
    if options.max_auc_polygon:
        plot.polygon((1.0, 1.0, 0.0, 0.0), (0.0, 1.0, 1.0, 0.0), fill=_SQUARE)
    if value.band is not None and options.ci_type == "shape":
        _shape(plot, value.band)
    strokes = [
        Stroke(options.col[number % len(options.col)], options.lwd, options.lty[number % len(options.lty)])
        for number in range(1 + len(value.further))
    ]
    specificities, sensitivities = _sorted(value.curve)
    if options.auc_polygon:
        plot.polygon(np.append(specificities, 0.0), np.append(sensitivities, 0.0), fill=_GAINSBORO)
    if options.identity:
        plot.line_across(Stroke(_GREY), intercept=1.0, slope=-1.0)
    plot.lines(specificities, sensitivities, strokes[0])
    if value.band is not None and options.ci_type == "bars":
        _bars(plot, value.band)
    _cut_offs(plot, value.cut_offs)
    if value.auc is not None:
        _area(plot, value, options)
    plot.set_margins(MARGINS)
    for curve, stroke in zip(value.further, strokes[1:]):
        plot.lines(*_sorted(curve), stroke)
    if value.further and options.legend is not None:
        entries = [Entry(curve.label, stroke) for curve, stroke in zip((value.curve, *value.further), strokes)]
        draw_legend(plot, options.legend, entries)
    return plot.display_list()


def _sorted(curve: Curve) -> tuple[np.ndarray, np.ndarray]:
    """Specificities ascending, sensitivities descending: the curve from its upper right end, at a specificity of 0."""
    specificities, sensitivities = (
        np.sort(np.asarray(side, dtype=float)) for side in (curve.specificities, curve.sensitivities)
    )
    return specificities, sensitivities[::-1]


def _frame(plot: Plot, options: RocOptions) -> None:
    plot.label("1 - Specificity" if options.legacy_axes else "Specificity", BELOW)
    plot.label("Sensitivity", LEFT)
    plot.box()
    ticks = plot.x_ticks.values
    draw_axis(plot, BELOW, ticks, format_common([1.0 - tick for tick in ticks]) if options.legacy_axes else True)
    draw_axis(plot, LEFT)
    if options.grid:
        tenths = [number * 0.1 for number in range(11)]
        for tenth in tenths:
            plot.line_across(Stroke(_GRID, dash=DOTTED), x=tenth)
        for tenth in tenths:
            plot.line_across(Stroke(_GRID, dash=DOTTED), intercept=tenth)


def _shape(plot: Plot, band: Band) -> None:
    x = [0.0, *band.specificities, 1.0, *reversed(band.specificities), 0.0]
    y = [1.0, *band.low, 0.0, *reversed(band.high), 1.0]
    plot.polygon(x, y, fill=_GAINSBORO)


def _bars(plot: Plot, band: Band) -> None:
    for x, low, high in zip(band.specificities, band.low, band.high):
        plot.segment((x, low), (x, high))
        for y in (low, high):
            plot.segment((x - _WHISKER, y), (x + _WHISKER, y))


def _cut_offs(plot: Plot, cut_offs: Sequence[CutOff]) -> None:
    for point in cut_offs:
        plot.bullet(point.specificity, point.sensitivity)
    for point in cut_offs:
        text = f"{point.threshold:.3f} ({point.specificity:.3f}, {point.sensitivity:.3f})"
        plot.text(point.specificity, point.sensitivity, text, across=-0.05, up=1.25)


def _area(plot: Plot, value: RocValue, options: RocOptions) -> None:
    text = f"AUC: {value.auc:.3f}"
    copies = 1
    if value.interval is not None:
        low, high = ("NA" if limit is None else f"{limit:.3f}" for limit in value.interval)
        text += f" ({low}\N{EN DASH}{high})"
        copies = 2  # pROC prints an area that has an interval twice, at the same place
    for _ in range(copies):
        plot.text(
            options.print_auc_x,
            options.print_auc_y,
            text,
            across=0.0,
            up=1.0,
            lettering=Lettering(colour=options.col[0]),
        )


FIGURE = FigureKind(
    name="roc",
    title="ROC curve",
    summary="The ROC curve of a model, as ``plot(pROC::roc(outcome, risk, ci = TRUE), print.auc = TRUE)``.",
    inputs=("outcome", "risk", "level"),
    value=roc_value,
    value_type=RocValue,
    draw=draw_roc,
    options=RocOptions,
    width=6.0,
    height=6.0,
    defaults={"print_auc": True},
    choices="""\
print_auc, print_thres : bool
    Print the area with its DeLong interval; mark the cut-offs of the largest Youden index.""",
)
