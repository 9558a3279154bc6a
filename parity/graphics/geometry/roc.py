"""The ROC curve, drawn as ``pROC::plot.roc`` draws it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Optional

import numpy as np

from parity.errors import plural
from parity.graphics.drawing.axis import draw_axis
from parity.graphics.drawing.base import Plot
from parity.graphics.drawing.colours import PALETTE
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import SOLID, DisplayList, Stroke
from parity.graphics.drawing.legend import Entry, draw_legend
from parity.graphics.drawing.parameters import BELOW, LEFT, MARGINS, Lettering, Parameters
from parity.graphics.geometry.kind import FigureKind
from parity.graphics.geometry.roc_options import REFUSED, RocOptions
from parity.graphics.geometry.roc_value import Band, Curve, CutOff, RocValue, roc_value, together
from parity.models.numbers import format_common

__all__ = ["FIGURE", "Band", "Curve", "CutOff", "RocOptions", "RocValue", "draw_roc", "roc_value"]

_BAND = "#dcdcdc"
_WHISKER = 0.01
_BELOW = 0.07
"""How far below the area of one curve that of the next is printed, where nothing else is said."""


def draw_roc(value: RocValue, device: Device, options: RocOptions = RocOptions()) -> DisplayList:
    """The page of an ROC curve; specificity falls from left to right, both axes are equally long.

    Notes
    -----
    Equals ``plot(roc, print.auc = , print.thres = , ...)`` of pROC, further curves ``plot(roc, add = TRUE)`` and
    ``legend()``.
    """
    whole = 100.0 if value.percent else 1.0
    plot = Plot(device, Parameters(options.mar, options.mgp))
    plot.new_page(options.xlim or (whole, 0.0), options.ylim or (0.0, whole), aspect=options.asp)
    _frame(plot, whole, options)
    _grid(plot, whole, options)
    if options.max_auc_polygon:
        border = _border(options.max_auc_polygon_border, options.max_auc_polygon_lty)
        square = (whole, whole, 0.0, 0.0), (0.0, whole, whole, 0.0)
        plot.polygon(*square, stroke=border, fill=options.max_auc_polygon_col)
    if value.band is not None and options.ci_type == "shape":
        _shape(plot, value.band, whole, options.ci_col or _BAND)
    specificities, sensitivities = (side * whole for side in _sorted(value.curve))
    if options.auc_polygon:
        border = _border(options.auc_polygon_border, options.auc_polygon_lty)
        outline = np.append(specificities, 0.0), np.append(sensitivities, 0.0)
        plot.polygon(*outline, stroke=border, fill=options.auc_polygon_col)
    if options.identity:
        diagonal = Stroke(options.identity_col, options.identity_lwd, options.identity_lty)
        plot.line_across(diagonal, intercept=whole, slope=-1.0)
    strokes = _strokes(1 + len(value.further), options)
    plot.lines(specificities, sensitivities, strokes[0])
    if value.band is not None and options.ci_type == "bars":
        _bars(plot, value.band, whole, options.ci_col or "#000000")
    _written(plot, value, 0, strokes[0], options)
    plot.set_margins(MARGINS)
    for number, (model, stroke) in enumerate(zip(value.further, strokes[1:]), start=1):
        specificities, sensitivities = (side * whole for side in _sorted(model.curve))
        plot.lines(specificities, sensitivities, stroke)
        _written(plot, model, number, stroke, options)
    if value.further and options.legend is not None:
        labels = [model.curve.label for model in (value, *value.further)]
        draw_legend(plot, options.legend, [Entry(label, stroke) for label, stroke in zip(labels, strokes)])
    return plot.display_list()


def _sorted(curve: Curve) -> tuple[np.ndarray, np.ndarray]:
    """Specificities ascending, sensitivities descending: the curve from its upper right end, at a specificity of 0."""
    specificities, sensitivities = (
        np.sort(np.asarray(side, dtype=float)) for side in (curve.specificities, curve.sensitivities)
    )
    return specificities, sensitivities[::-1]


def _strokes(count: int, options: RocOptions) -> list[Stroke]:
    colours = options.col or (PALETTE[:1] if count == 1 else PALETTE)
    return [
        Stroke(_by_turns(colours, number), _by_turns(options.lwd, number), _by_turns(options.lty or (SOLID,), number))
        for number in range(count)
    ]


def _by_turns(items: Any, number: int) -> Any:
    return items[number % len(items)]


def _border(colour: Optional[str], dash: str) -> Optional[Stroke]:
    return None if colour is None else Stroke(colour, dash=dash)


def _frame(plot: Plot, whole: float, options: RocOptions) -> None:
    percent = " (%)" if whole > 1 else ""
    specificity = f"{whole:g} - Specificity" if options.legacy_axes else "Specificity"
    if options.main:
        plot.title(options.main, options.cex_main)
    if options.sub:
        plot.label(options.sub, BELOW, options.mgp[0] + 1.0, lettering=Lettering(options.cex_sub))
    lettering = Lettering(options.cex_lab)
    plot.label(specificity + percent if options.xlab is None else options.xlab, BELOW, lettering=lettering)
    plot.label("Sensitivity" + percent if options.ylab is None else options.ylab, LEFT, lettering=lettering)
    if not options.axes:
        return
    plot.box()
    for side, ticks in ((BELOW, plot.x_ticks.values), (LEFT, plot.y_ticks.values)):
        if options.legacy_axes:
            labels = _aligned([whole - tick for tick in ticks] if side == BELOW else ticks)
            draw_axis(plot, side, ticks, labels, magnification=options.cex_axis)
        else:
            draw_axis(plot, side, magnification=options.cex_axis)


def _aligned(numbers: Sequence[float]) -> list[str]:
    """Numbers of one length, with blanks before the short ones."""
    texts = format_common(numbers)
    return [text.rjust(max(map(len, texts))) for text in texts]


def _grid(plot: Plot, whole: float, options: RocOptions) -> None:
    """The lines upwards, and those across."""
    asked: Any = options.grid if isinstance(options.grid, (list, tuple)) else (options.grid, options.grid)
    for number, (every, places) in enumerate(zip(asked, (options.grid_v, options.grid_h))):
        if places is None and every is not False:
            step = 0.1 * whole if every is True else float(every)
            places = [count * step for count in range(int(whole / step + 1e-10) + 1)]
        colour, dash, width = (
            _by_turns(look, number) for look in (options.grid_col, options.grid_lty, options.grid_lwd)
        )
        for place in places or ():
            line = {"intercept": float(place)} if number else {"x": float(place)}
            plot.line_across(Stroke(colour, width, dash), **line)


def _shape(plot: Plot, band: Band, whole: float, colour: str) -> None:
    x = np.array([0.0, *band.specificities, 1.0, *reversed(band.specificities), 0.0])
    y = np.array([1.0, *band.low, 0.0, *reversed(band.high), 1.0])
    plot.polygon(x * whole, y * whole, fill=colour)


def _bars(plot: Plot, band: Band, whole: float, colour: str) -> None:
    stroke, whisker = Stroke(colour), _WHISKER * whole
    for place, *limits in zip(band.specificities, band.low, band.high):
        x, low, high = whole * place, whole * limits[0], whole * limits[1]
        plot.segment((x, low), (x, high), stroke)
        for y in (low, high):
            plot.segment((x - whisker, y), (x + whisker, y), stroke)


def _written(plot: Plot, value: RocValue, number: int, stroke: Stroke, options: RocOptions) -> None:
    """The cut-offs and the area of a curve."""
    whole = 100.0 if value.percent else 1.0
    share = "%.1f%%" if value.percent else "%.3f"
    colour = options.print_thres_col
    pattern = options.print_thres_pattern or (f"%.1f ({share}, {share})" if value.percent else "%.3f (%.3f, %.3f)")
    places = [(point.specificity * whole, point.sensitivity * whole) for point in value.cut_offs]
    for place in places:
        plot.symbol(*place, options.print_thres_pch, options.print_thres_cex, colour)
    size = options.print_thres_cex if options.print_thres_pattern_cex is None else options.print_thres_pattern_cex
    for point, place in zip(value.cut_offs, places):
        text, (across, up) = _printed(pattern, point.threshold, *place), options.print_thres_adj
        plot.text(*place, text, across=across, up=up, lettering=Lettering(size, colour=colour))
    if value.auc is None:
        return
    interval = value.interval or ()
    pattern = options.print_auc_pattern or f"AUC: {share}" + (f" ({share}\N{EN DASH}{share})" if interval else "")
    text = _printed(pattern, *(None if share is None else share * whole for share in (value.auc, *interval)))
    x = _place(options.print_auc_x, number, 0.5 * whole, 0.0)
    y = _place(options.print_auc_y, number, 0.5 * whole, _BELOW * whole)
    lettering = Lettering(options.print_auc_cex, colour=options.print_auc_col or stroke.colour)
    across, up = options.print_auc_adj
    for _ in range(2 if interval else 1):  # pROC prints an area that has an interval twice, at the same place
        plot.text(x, y, text, across=across, up=up, lettering=lettering)


def _place(given: Any, number: int, default: float, step: float) -> float:
    """Where the area of one of the curves is printed."""
    given = (default,) if given is None else given if isinstance(given, (list, tuple)) else (given,)
    return given[number] if number < len(given) else given[-1] - step * (number - len(given) + 1)


def _printed(pattern: str, *numbers: Optional[float]) -> str:
    """Numbers as R's ``sprintf`` writes them; one that is not there as NA, those without a place not at all."""
    left = list(numbers)

    def write(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        if not left:
            raise ValueError(f"the pattern {pattern!r} has places for more than {plural(len(numbers), 'number')}")
        number = left.pop(0)
        if number is None:
            return "NA"
        return (found[0] % number).replace("inf", "Inf")

    return re.sub(r"%%|%[-+ 0#]*\d*(?:\.\d+)?[feEgG]", write, pattern)


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
    together=together,
    hint="print_auc_x, print_auc_y, print_auc_cex, print_thres_adj",
    refused=REFUSED,
    choices="""\
print_auc : bool
    Print the area, with its DeLong interval if `ci`.
print_thres : bool, "best", float or sequence of float
    Mark the cut-offs of the largest Youden index, or those that are given.
ci : bool
percent : bool
    Draw and print in percent.
resamples, seed : int
    Draw bootstrap intervals of the sensitivity, as ``pROC::ci.se`` has them after ``set.seed(seed)``: `ci_type` says
    how. The area is then printed without an interval.""",
)
