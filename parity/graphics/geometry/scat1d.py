"""Where many values lie, at an edge of a plot, drawn as ``Hmisc::scat1d`` draws it: a tick for each, or a histogram."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Optional

import numpy as np

from parity.errors import listed
from parity.graphics.drawing.base import Plot
from parity.graphics.drawing.colours import colour, converted
from parity.graphics.drawing.coordinates import Unit
from parity.graphics.drawing.display import Numbers, Stroke
from parity.graphics.drawing.parameters import ABOVE, BELOW
from parity.graphics.geometry.calibration import counts

UNIFORM_EACH = 2
"""Uniform numbers that a tick may need: one that moves it, one that cuts it."""

_ALL_WHOLE = 125
"""Up to so many ticks are as long as can be; of more each is a part, somewhere between the two ends."""
_SHORTEST = 0.1
_AS_LONG = 2.5
"""A histogram's longest spike, in ticks."""


@dataclass(frozen=True, slots=True)
class Scat1dOptions:
    """What ``scat1d`` lets one choose, under its names.

    Attributes
    ----------
    nhistSpike : int
        From so many values on there is a histogram, not a tick for each.
    side : int
        1, at the x axis, or 3, opposite.
    frac : float
        Length of a tick, as a share of the shorter side of the plot.
    jitfrac : float
        By which share of the width of the plot ticks are moved at random, to either side, where two are at one place.
    tfrac : float or None
        Which part of a tick is drawn, in [0, 1]; None: all up to 125 values, then 125 over their number.
    eps : float
        The share of the width of the plot by which places are told apart; 0: they are told apart exactly.
    lwd, col
        Of the ticks, or the colour of the spikes.
    nint : int
        Intervals of the histogram.
    """

    nhistSpike: int = 2000
    side: int = ABOVE
    frac: float = 0.02
    jitfrac: float = 0.008
    tfrac: Optional[float] = None
    eps: float = 0.001
    lwd: float = 0.1
    col: str = "black"
    nint: int = 100

    def __post_init__(self) -> None:
        converted(self, col=colour)
        if self.side not in (BELOW, ABOVE):
            raise ValueError(f"scat1d_opts has the side {self.side!r}; the risks are those of the x axis: 1 or 3")
        if self.tfrac is not None and not 0 <= self.tfrac <= 1:
            raise ValueError(f"scat1d_opts has a tfrac of {self.tfrac!r}; it lies between 0 and 1")
        for name in ("frac", "jitfrac", "eps", "lwd"):
            if not (math.isfinite(getattr(self, name)) and getattr(self, name) >= 0):
                raise ValueError(f"scat1d_opts has a {name} of {getattr(self, name)!r}; it is 0 or more")
        if self.nint < 2:
            raise ValueError(f"scat1d_opts has {self.nint!r} intervals; a histogram has two or more")


def scat1d_options(given: Mapping[str, Any]) -> Scat1dOptions:
    """The options by name, with dots or underscores; one that is not drawn is refused by name."""
    known = [field.name for field in fields(Scat1dOptions)]
    unknown = [name for name in given if name not in known]
    if unknown:
        raise ValueError(f"scat1d_opts has no option {listed(unknown)}; there are {', '.join(known)}")
    return Scat1dOptions(**given)


def draw_scat1d(plot: Plot, values: Numbers, uniform: Numbers, options: Scat1dOptions) -> None:
    """Ticks or spikes at an edge of the plot.

    Parameters
    ----------
    plot : Plot
    values : (n,) sequence of float
    uniform : sequence of float
        What R's generator gives next, `UNIFORM_EACH` numbers for each value; they are needed of ticks only.
    options : Scat1dOptions
    """
    known = np.asarray(values, dtype=float)
    if len(known) >= options.nhistSpike:
        _histogram(plot, known, options)
    else:
        _ticks(plot, known, np.asarray(uniform, dtype=float), options)


def _ticks(plot: Plot, values: np.ndarray, uniform: np.ndarray, options: Scat1dOptions) -> None:
    n, (left, right) = len(values), plot.x.user
    width = right - left
    tfrac = options.tfrac
    if tfrac is None:
        tfrac = 1.0 if n < _ALL_WHOLE else max(_SHORTEST, _ALL_WHOLE / n)
    places = np.rint(values / width / options.eps) if options.eps > 0 else values
    moved = options.jitfrac > 0 and len(np.unique(places)) < n
    needed = n * (moved + (tfrac < 1))
    if len(uniform) < needed:
        raise ValueError(
            f"of {n} risks R draws ticks at random places, and the figure has no random numbers; set riskdist=False"
        )
    drawn = iter(np.split(uniform[:needed], [n]))
    x = values
    if moved:
        reach = width * options.jitfrac
        x = values + (-reach + (reach - -reach) * next(drawn))
    low, high = _edge(plot, _length(plot, options.frac), options.side)
    lows, highs = np.full(n, low), np.full(n, high)
    if tfrac < 1:
        length = tfrac * (high - low)
        lows = low + next(drawn) * (high - length - low)
        highs = lows + length
    stroke = Stroke(options.col, options.lwd)
    for place, start, end in zip(x.tolist(), lows.tolist(), highs.tolist()):
        plot.segment((place, start), (place, end), stroke)


def _histogram(plot: Plot, values: np.ndarray, options: Scat1dOptions) -> None:
    """A spike at the upper end of each interval, in length as its count to the largest."""
    low, high = float(values.min()), float(values.max())
    step = (high - low) / options.nint
    bins = [*(low + number * step for number in range(options.nint)), high]
    heights = counts([low - (bins[1] - bins[0]) / 2, *bins], values)
    longest = _length(plot, _AS_LONG * options.frac)
    for place, count in zip(bins, heights):
        if count:
            start, end = _edge(plot, longest * (count / max(heights)), options.side)
            plot.segment((place, start), (place, end), Stroke(options.col))


def _length(plot: Plot, share: float) -> float:
    """A share of the shorter side of the plot, in units of y."""
    bottom, top = plot.y.user
    width, height = (direction.convert_length(1.0, Unit.PLOT, Unit.INCHES) for direction in (plot.x, plot.y))
    return min(width, height) * share / (height / (top - bottom))


def _edge(plot: Plot, length: float, side: int) -> tuple[float, float]:
    """From where to where a line of this length stands on its side."""
    bottom, top = plot.y.user
    return (bottom, bottom + length) if side == BELOW else (top - length, top)
