"""An axis: its line, its ticks, and those of its labels that have room."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Optional, Union

from parity.graphics.drawing.base import Plot
from parity.graphics.drawing.coordinates import Unit
from parity.graphics.drawing.display import Stroke
from parity.graphics.drawing.parameters import ABOVE, BELOW, LEFT, Lettering, Region
from parity.models.numbers import format_common

_FLOAT_EPSILON = 2.0**-23


def draw_axis(
    plot: Plot,
    side: int,
    at: Optional[Sequence[float]] = None,
    labels: Union[bool, Sequence[str]] = True,
    *,
    position: Optional[float] = None,
    line: Optional[float] = None,
    magnification: float = 1.0,
    tcl: Optional[float] = None,
    mgp: Optional[tuple[float, float, float]] = None,
    down: float = 0.0,
) -> None:
    """Draw an axis as R's ``axis()`` does.

    Parameters
    ----------
    side : int
        `BELOW`, `LEFT`, `ABOVE` or `RIGHT`.
    at : sequence of float or None
        Ticks; None for R's own choice.
    labels : bool or sequence of str
        True: the ticks as numbers, written alike.
    position : float or None
        Where the axis crosses the other direction, in its units; None: at the edge of the plot region.
    line : float or None
        Lines away from that edge.
    magnification : float
        Of the labels.
    tcl, mgp : see `parity.graphics.drawing.base.Parameters`
    down : float
        The share of their height by which labels are moved down (R's ``padj``).

    Notes
    -----
    The line runs from the first tick to the last, cut to the plot's limits; ticks outside them are left out. A label is
    left out where it would come nearer to its predecessor than the width of an "m".
    """
    horizontal = side in (BELOW, ABOVE)
    run, rise = (plot.x, plot.y) if horizontal else (plot.y, plot.x)
    parameters = plot.parameters
    tcl = parameters.tcl if tcl is None else tcl
    mgp = parameters.mgp if mgp is None else mgp
    places = [float(tick) for tick in ((plot.x_ticks if horizontal else plot.y_ticks).values if at is None else at)]
    if labels is True:
        labels = format_common(places)
    order = sorted((number for number in range(len(places)) if math.isfinite(places[number])), key=places.__getitem__)
    if not order:
        return
    ticks = [places[number] for number in order]

    low, high = sorted(run.user)
    slack = (high - low) * _FLOAT_EPSILON
    low, high = low - slack, high + slack
    outwards = -1.0 if side in (BELOW, LEFT) else 1.0
    edge = rise.convert(0.0 if outwards < 0 else 1.0, Unit.PLOT, Unit.FIGURE)
    if position is not None:
        base = rise.convert(float(position), Unit.USER, Unit.FIGURE)
    else:
        base = edge + outwards * rise.convert_length(mgp[2] if line is None else line, Unit.LINES, Unit.FIGURE)
    tip = base - outwards * rise.convert_length(tcl, Unit.LINES, Unit.FIGURE)

    def draw(start: tuple[float, float], end: tuple[float, float]) -> None:
        ends = (start, end) if horizontal else (start[::-1], end[::-1])
        plot.segment(*ends, Stroke(), Unit.FIGURE, Region.PAGE)

    first, last = (run.convert(min(high, max(low, tick)), Unit.USER, Unit.FIGURE) for tick in (ticks[0], ticks[-1]))
    draw((first, base), (last, base))
    for tick in ticks:
        if low <= tick <= high:
            place = run.convert(tick, Unit.USER, Unit.FIGURE)
            draw((place, base), (place, tip))

    if labels is False:
        return
    distance = mgp[1] - (mgp[2] if position is None and line is None else 0.0)
    distance = outwards * base + rise.convert_length(distance, Unit.LINES, Unit.FIGURE) - outwards * edge
    distance = rise.convert_length(distance, Unit.FIGURE, Unit.LINES)
    gap = run.amount(plot.device.text_width("m", magnification), Unit.FIGURE)
    lettering = Lettering(magnification)
    end_of_last = -1.0
    pairs = list(zip(ticks, order))
    for tick, number in pairs if run.user[0] <= run.user[1] else reversed(pairs):
        if not low < tick < high:
            continue
        place = run.convert(tick, Unit.USER, Unit.FIGURE)
        width = run.amount(plot.device.text_width(labels[number], magnification), Unit.FIGURE)
        if place - 0.5 * width - end_of_last >= gap:
            plot.margin_text(labels[number], side, distance, tick, 0.5, down, lettering, Region.PAGE)
            end_of_last = place + 0.5 * width
