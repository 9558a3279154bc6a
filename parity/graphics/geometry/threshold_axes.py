"""What the figures of rmda share: an axis of threshold probabilities, a grid, and an axis of cost:benefit ratios."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Optional

from parity.graphics.drawing.axis import draw_axis
from parity.graphics.drawing.base import Plot
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import Stroke
from parity.graphics.drawing.parameters import BELOW, LEFT, MARGINS, Parameters, Region

GRID = Stroke("#ebebeb")
RATIO_MARGINS = (7.6, 4.1, 3.1, 2.1)
RATIO_LINE = 4.0

_PARTS = ((1, 1), (1, 2), (1, 3), (1, 4), (2, 3), (3, 4), (1, 5), (1, 10), (2, 5), (3, 5), (4, 5), (7, 10), (9, 10),
          (5, 6),
          (1, 15), (1, 20), (1, 25), (1, 30), (1, 40), (1, 50), (1, 60), (1, 75), (1, 80), (1, 100))  # fmt: skip
RATIOS = tuple(sorted({*_PARTS, *((benefit, cost) for cost, benefit in _PARTS)}, key=lambda ratio: ratio[0] / ratio[1]))
"""The cost:benefit ratios that an axis may name, ascending."""


def draw_threshold_plot(
    device: Device,
    xlim: tuple[float, float],
    ylim: tuple[float, float],
    ylab: str,
    draw: Callable[[Plot], None],
    *,
    xlab: str = "High Risk Threshold",
    ratios: Optional[int] = 6,
    grid: bool = True,
    grid_across_first: bool = False,
) -> Plot:
    """A plot against threshold probabilities.

    Parameters
    ----------
    draw : callable
        Draws the curves and the legend.
    ratios : int or None
        How many cost:benefit ratios the second axis names; None: there is no such axis.
    grid_across_first : bool
        Draw the lines across before those upwards, as newer R does (4.5.0; not 4.2.2). The picture is the same.
    """
    plot = Plot(device, Parameters(MARGINS if ratios is None else RATIO_MARGINS))
    plot.new_page(xlim, ylim)
    draw_axis(plot, BELOW)
    draw_axis(plot, LEFT)
    plot.label(ylab, LEFT)
    if grid:
        upwards = [{"x": tick} for tick in plot.x_ticks.values]
        across = [{"intercept": tick} for tick in plot.y_ticks.values]
        for line in [*across, *upwards] if grid_across_first else [*upwards, *across]:
            plot.line_across(GRID, **line)
    draw(plot)
    draw_ratios(plot, xlim, xlab, ratios)
    return plot


def draw_ratios(plot: Plot, xlim: tuple[float, float], xlab: str, ratios: Optional[int]) -> None:
    """The axes below a plot, drawn last; the margins are restored after them."""
    if ratios is None:
        plot.label(xlab, BELOW, 3.0, region=Region.PAGE)
    else:
        named = nearest_ratios(*xlim, ratios)
        places = [cost / benefit / (cost / benefit + 1) for cost, benefit in named]
        draw_axis(plot, BELOW, places, [f"{cost}:{benefit}" for cost, benefit in named], line=RATIO_LINE)
        plot.label(xlab, BELOW, 2.2, region=Region.PAGE)
        plot.label("Cost:Benefit Ratio", BELOW, 6.1, region=Region.PAGE)
    plot.set_margins(MARGINS)


def nearest_ratios(low: float, high: float, count: int) -> list[tuple[int, int]]:
    """The ratios whose thresholds are nearest to `count` equally spaced ones between `low` and `high`.

    A threshold t stands for the ratio ``t : 1 - t`` of the harm of treating in vain to the benefit of treating rightly.
    """
    thresholds = {ratio: ratio[0] / ratio[1] / (ratio[0] / ratio[1] + 1) for ratio in RATIOS}
    within = [ratio for ratio in RATIOS if low <= thresholds[ratio] <= high]
    if not within:
        raise ValueError(
            f"no cost:benefit ratio between 1:100 and 100:1 has a threshold from {low} to {high}; leave the axis out"
        )
    hundred = [low + number * ((high - low) / 99) for number in range(99)] + [high]
    shares = [part * (1 / (count - 1)) for part in range(count - 1)] + [1.0]
    wanted = [hundred[_rank(100 * share) - 1] for share in shares]
    return [min(within, key=lambda ratio: abs(place - thresholds[ratio])) for place in wanted]


def _rank(place: float) -> int:
    """The rank of a quantile, rounded up, from the inexact product of 100 and a share, as R has it."""
    fuzz = 4 * 2.0**-52
    whole = math.floor(place + fuzz)
    return max(whole + (place > whole + fuzz), 1)
