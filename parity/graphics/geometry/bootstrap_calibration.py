"""Calibration corrected for optimism, drawn as ``rms::plot.calibrate`` draws it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from parity.graphics.drawing.base import Plot
from parity.graphics.drawing.coordinates import Unit
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import DASHED, DOTTED, SOLID, DisplayList, Numbers, Stroke
from parity.graphics.drawing.legend import Entry, draw_legend
from parity.graphics.drawing.parameters import BELOW, Lettering
from parity.graphics.geometry.calibration import ACTUAL, counts, draw_frame
from parity.models.numbers import format_number


@dataclass(frozen=True, slots=True)
class BootstrapCalibrationValue:
    """A calibration curve with its optimism taken off.

    Attributes
    ----------
    risk : sequence of float
        Predicted risks at which the curves are given, ascending.
    apparent, corrected : sequence of float
        Observed frequency there: as the development data show it, and corrected for optimism; NaN where unknown.
    predicted : sequence of float
        The patients' predicted risks, for the histogram.
    mean_absolute_error : float
        Between the corrected curve and the predictions.
    repetitions : int
        Of the bootstrap.
    outcome, event : str
        Named in the title of the x axis.
    """

    risk: Numbers
    apparent: Numbers
    corrected: Numbers
    predicted: Numbers
    mean_absolute_error: float
    repetitions: int
    outcome: str = "y"
    event: str = "1"


@dataclass(frozen=True, slots=True)
class BootstrapCalibrationOptions:
    """What ``plot.calibrate`` lets one choose, under its names.

    Attributes
    ----------
    legend, subtitles, riskdist : bool
        Whether there is a legend, the two lines below the x axis, a histogram of the risks above the plot.
    cex_subtitles : float
        Magnification of these lines.
    """

    legend: bool = True
    subtitles: bool = True
    riskdist: bool = True
    cex_subtitles: float = 0.75


_FEWEST_FOR_A_HISTOGRAM = 200
_INTERVALS = 100


def draw_bootstrap_calibration(
    value: BootstrapCalibrationValue,
    device: Device,
    options: BootstrapCalibrationOptions = BootstrapCalibrationOptions(),
) -> DisplayList:
    """The page of a bootstrap calibration curve.

    Notes
    -----
    Equals ``plot(rms::calibrate(fit), ...)``.

    Raises
    ------
    ValueError
        With a histogram of fewer than 200 risks: instead of it R draws a rug that is moved at random.
    """
    if options.riskdist and len(value.predicted) < _FEWEST_FOR_A_HISTOGRAM:
        raise ValueError(
            f"of fewer than {_FEWEST_FOR_A_HISTOGRAM} risks R draws a rug at random places, no histogram; "
            "set riskdist=False"
        )
    known = [x for curve in (value.risk, value.apparent, value.corrected) for x in curve if not math.isnan(x)]
    low, high = min(known), max(known)
    plot = Plot(device)
    draw_frame(plot, (low, high), f"Predicted Pr{{{value.outcome}={value.event}}}", ACTUAL)
    below, lettering = plot.parameters.mgp[0] + 1, Lettering(options.cex_subtitles)
    if options.subtitles:
        error = format_number(round(value.mean_absolute_error, 3))
        plot.label(f"Mean absolute error={error} n={len(value.predicted)}", BELOW, below, 1.0, lettering)
    if options.riskdist:
        _histogram_above(plot, value.predicted)
    plot.lines(value.risk, value.apparent, Stroke(dash=DOTTED))
    plot.lines(value.risk, value.corrected)
    plot.line_across(Stroke(dash=DASHED), intercept=0.0, slope=1.0)
    if options.subtitles:
        plot.label(f"B= {value.repetitions} repetitions, boot", BELOW, below, 0.0, lettering)
    if options.legend:
        dashes = {"Apparent": DOTTED, "Bias-corrected": SOLID, "Ideal": DASHED}
        entries = [Entry(text, Stroke(dash=dash)) for text, dash in dashes.items()]
        draw_legend(plot, (low + 0.55 * (high - low), low + 0.32 * (high - low)), entries, frame=False)
    return plot.display_list()


def _histogram_above(plot: Plot, values: Numbers) -> None:
    """Spikes that hang from the upper edge, the longest of 5 % of the plot."""
    known = np.asarray(values, dtype=float)
    low, high = float(known.min()), float(known.max())
    step = (high - low) / _INTERVALS
    bins = [*(low + number * step for number in range(_INTERVALS)), high]
    heights = counts([low - (bins[1] - bins[0]) / 2, *bins], known)
    bottom, top = plot.y.user
    width, height = (direction.convert_length(1.0, Unit.PLOT, Unit.INCHES) for direction in (plot.x, plot.y))
    longest = min(width, height) * 0.05 / (height / (top - bottom))
    for place, count in zip(bins, heights):
        if count:
            plot.segment((place, top - longest * (count / max(heights))), (place, top))
