"""What the figures of rmda share: an axis of threshold probabilities, a grid, and an axis of cost:benefit ratios."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Optional

from parity.graphics.drawing.axis import draw_axis
from parity.graphics.drawing.base import Plot
from parity.graphics.drawing.colours import colours, converted, line_types, widths
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import Stroke
from parity.graphics.drawing.parameters import BELOW, LEFT, MARGINS, Lettering, Parameters, Region

GRID = Stroke("#ebebeb")
RATIO_MARGINS = (7.6, 4.1, 3.1, 2.1)
RATIO_LINE = 4.0

_PARTS = ((1, 1), (1, 2), (1, 3), (1, 4), (2, 3), (3, 4), (1, 5), (1, 10), (2, 5), (3, 5), (4, 5), (7, 10), (9, 10),
          (5, 6),
          (1, 15), (1, 20), (1, 25), (1, 30), (1, 40), (1, 50), (1, 60), (1, 75), (1, 80), (1, 100))  # fmt: skip
RATIOS = tuple(sorted({*_PARTS, *((benefit, cost) for cost, benefit in _PARTS)}, key=lambda ratio: ratio[0] / ratio[1]))
"""The cost:benefit ratios that an axis may name, ascending."""


@dataclass(frozen=True, slots=True)
class ThresholdOptions:
    """What both figures let one choose, under the names of rmda.

    Colours and line types are R's names or numbers; of what is a sequence here one alone is taken too.

    Attributes
    ----------
    xlim, ylim : (float, float) or None
        None: all thresholds, and what the figure has by default.
    xlab, ylab : str or None
        Titles of the axes; None: the figure's own.
    col, lty : sequence of str
        Colours and line types.
    lwd : sequence of float
        Line widths.
    cost_benefit_axis : bool
        Whether a second axis names cost:benefit ratios.
    n_cost_benefits : int
        How many.
    cost_benefits : sequence of str
        Which, such as ``"1:4"``; empty: those nearest to equally spaced thresholds.
    cost_benefit_xlab : str
        Title of this axis.
    legend_position : str
        As R names it; ``"none"``: no legend.
    main, sub : str
        Titles above the plot and below the x axis.
    cex_axis, cex_lab, cex_main, cex_sub : float
        Magnification of the labels of the axes at the plot, of the title of the y axis, and of the two others.
    """

    xlim: Optional[tuple[float, float]] = None
    ylim: Optional[tuple[float, float]] = None
    xlab: str = "High Risk Threshold"
    ylab: Optional[str] = None
    col: Sequence[str] = ()
    lty: Sequence[str] = ()
    lwd: Sequence[float] = (2.0,)
    cost_benefit_axis: bool = True
    n_cost_benefits: int = 6
    cost_benefits: Sequence[str] = ()
    cost_benefit_xlab: str = "Cost:Benefit Ratio"
    legend_position: str = "topright"
    main: str = ""
    sub: str = ""
    cex_axis: float = 1.0
    cex_lab: float = 1.0
    cex_main: float = 1.2
    cex_sub: float = 1.0

    def __post_init__(self) -> None:
        converted(self, col=colours, lty=line_types, lwd=widths)
        if self.n_cost_benefits < 2:
            raise ValueError(f"n_cost_benefits is {self.n_cost_benefits}; an axis names two or more")
        if isinstance(self.cost_benefits, str):
            object.__setattr__(self, "cost_benefits", (self.cost_benefits,))
        for ratio in self.cost_benefits:
            if not re.fullmatch(r"\d+(\.\d+)?:(?=.*[1-9])\d+(\.\d+)?", str(ratio)):
                raise ValueError(f"cost_benefits has {ratio!r}; write cost to benefit as '1:4'")

    @property
    def margins(self) -> tuple[float, float, float, float]:
        """With room for the axis of ratios, where there is one."""
        return RATIO_MARGINS if self.cost_benefit_axis else MARGINS


REFUSED = {
    "confidence_intervals": "bands=True draws them, with a seed and resamples",
    "cost_benefit_lab": "its name is cost_benefit_xlab",
}
"""Arguments of rmda's functions that are not drawn, and what to do instead."""

BANDS = """\
bands : bool
    Draw pointwise limits of resamples of the patients, whose risks stay as they are, at the level of the study.
resamples : int
seed : int
    Of R's generator: the bands are those that R draws after ``set.seed(seed)``."""


def seeded(seed: Optional[int]) -> int:
    """The seed of bands; `ValueError` without one."""
    if seed is None:
        raise ValueError("bands are drawn of resamples, which need a seed: give seed=123, say")
    return seed


def draw_threshold_plot(
    device: Device,
    options: ThresholdOptions,
    xlim: tuple[float, float],
    ylim: tuple[float, float],
    ylab: str,
    draw: Callable[[Plot], None],
    *,
    grid: bool = True,
    grid_across_first: bool = False,
) -> Plot:
    """A plot against threshold probabilities.

    Parameters
    ----------
    xlim, ylim, ylab
        Those of the options, or the figure's own.
    draw : callable
        Draws the curves and the legend.
    grid_across_first : bool
        Draw the lines across before those upwards, as newer R does (4.5.0; not 4.2.2). The picture is the same.
    """
    plot = Plot(device, Parameters(options.margins))
    plot.new_page(xlim, ylim)
    draw_axis(plot, BELOW, magnification=options.cex_axis)
    draw_axis(plot, LEFT, magnification=options.cex_axis)
    if options.main:
        plot.title(options.main, options.cex_main)
    if options.sub:
        plot.label(options.sub, BELOW, plot.parameters.mgp[0] + 1.0, lettering=Lettering(options.cex_sub))
    plot.label(ylab, LEFT, lettering=Lettering(options.cex_lab))
    if grid:
        upwards = [{"x": tick} for tick in plot.x_ticks.values]
        across = [{"intercept": tick} for tick in plot.y_ticks.values]
        for line in [*across, *upwards] if grid_across_first else [*upwards, *across]:
            plot.line_across(GRID, **line)
    draw(plot)
    draw_ratios(plot, xlim, options)
    return plot


def draw_ratios(plot: Plot, xlim: tuple[float, float], options: ThresholdOptions) -> None:
    """The axes below a plot, drawn last; the margins are restored after them."""
    if not options.cost_benefit_axis:
        plot.label(options.xlab, BELOW, 3.0, region=Region.PAGE)
    else:
        named = _given_ratios(*xlim, options.cost_benefits) or nearest_ratios(*xlim, options.n_cost_benefits)
        places = [cost / benefit / (cost / benefit + 1) for cost, benefit in named]
        labels = [f"{cost}:{benefit}" for cost, benefit in named]
        draw_axis(plot, BELOW, places, labels, line=RATIO_LINE)
        plot.label(options.xlab, BELOW, 2.2, region=Region.PAGE)
        plot.label(options.cost_benefit_xlab, BELOW, 6.1, region=Region.PAGE)
    plot.set_margins(MARGINS)


def _given_ratios(low: float, high: float, given: Sequence[str]) -> list[tuple[float, float]]:
    """The ratios that are asked for and have their threshold on the axis, ascending."""
    ratios = [tuple(int(part) if part.isdecimal() else float(part) for part in text.split(":")) for text in given]
    shares = {(cost, benefit): cost / benefit / (1 + cost / benefit) for cost, benefit in ratios}
    within = sorted((ratio for ratio, share in shares.items() if low <= share <= high), key=shares.__getitem__)
    if given and not within:
        raise ValueError(f"none of cost_benefits has a threshold from {low} to {high}; choose others")
    return within


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
