"""Calibration, drawn as ``rms::plot.calibrate`` and ``rms::val.prob`` draw it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np

from parity.graphics.drawing.axis import draw_axis
from parity.graphics.drawing.base import Plot
from parity.graphics.drawing.coordinates import Unit
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import DASHED, DOTTED, SOLID, DisplayList, Numbers, Stroke
from parity.graphics.drawing.legend import Entry, draw_legend
from parity.graphics.drawing.parameters import BELOW, LEFT, Lettering
from parity.graphics.geometry.kind import FigureKind
from parity.models.numbers import format_common, format_number
from parity.statistics.calibration.calibration_curve import calibration_curve
from parity.statistics.calibration.calibration_line import calibration_line
from parity.statistics.calibration.spiegelhalter_test import spiegelhalter_test
from parity.statistics.discrimination.concordance import concordance
from parity.statistics.overall.brier_score import brier_score
from parity.statistics.overall.quality_indexes import quality_indexes


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
    _frame(plot, (low, high), f"Predicted Pr{{{value.outcome}={value.event}}}")
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


def _frame(plot: Plot, limits: tuple[float, float], xlab: str) -> None:
    plot.new_page(limits, limits)
    draw_axis(plot, BELOW)
    draw_axis(plot, LEFT)
    plot.box()
    plot.label(xlab, BELOW)
    plot.label("Actual Probability", LEFT)


def _histogram_above(plot: Plot, values: Numbers) -> None:
    """Spikes that hang from the upper edge, the longest of 5 % of the plot."""
    known = np.asarray(values, dtype=float)
    low, high = float(known.min()), float(known.max())
    step = (high - low) / _INTERVALS
    bins = [*(low + number * step for number in range(_INTERVALS)), high]
    counts = _counts([low - (bins[1] - bins[0]) / 2, *bins], known)
    bottom, top = plot.y.user
    width, height = (direction.convert_length(1.0, Unit.PLOT, Unit.INCHES) for direction in (plot.x, plot.y))
    longest = min(width, height) * 0.05 / (height / (top - bottom))
    for place, count in zip(bins, counts):
        if count:
            plot.segment((place, top - longest * (count / max(counts))), (place, top))


def _counts(breaks: Numbers, values: np.ndarray) -> list[int]:
    """How many values lie in each interval, its upper end included."""
    intervals = np.searchsorted(breaks, values, side="left") - 1
    within = intervals[(intervals >= 0) & (intervals < len(breaks) - 1)]
    return np.bincount(within, minlength=len(breaks) - 1).tolist()


@dataclass(frozen=True, slots=True)
class ValidationValue:
    """Calibration of given predictions.

    Attributes
    ----------
    risk : sequence of float
        The patients' predicted risks, for the histogram.
    smooth : (sequence of float, sequence of float)
        Predicted risk, ascending, and observed frequency there: the nonparametric curve.
    intercept, slope : float
        Of the logistic calibration line.
    statistics : sequence of (str, float)
        The column of numbers.
    """

    risk: Numbers
    smooth: tuple[Numbers, Numbers]
    intercept: float
    slope: float
    statistics: Sequence[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class ValidationOptions:
    """What ``val.prob`` lets one choose, under its names.

    Attributes
    ----------
    legendloc, statloc : (float, float) or None
        Where the legend and the numbers stand; None: nowhere.
    cex : float
        Magnification of both.
    riskdist : bool
        Whether there is a histogram of the risks on the x axis.
    smooth, logistic_cal : bool
        Whether the two curves are drawn.
    """

    legendloc: Optional[tuple[float, float]] = (0.55, 0.27)
    statloc: Optional[tuple[float, float]] = (0.0, 0.99)
    cex: float = 0.7
    riskdist: bool = True
    smooth: bool = True
    logistic_cal: bool = True


def validation_value(outcome: np.ndarray, risk: np.ndarray) -> ValidationValue:
    """Calibration with the column of indexes."""
    curve, line, quality = (
        calibration_curve(outcome, risk),
        calibration_line(outcome, risk),
        quality_indexes(outcome, risk),
    )
    ranks, spiegelhalter = concordance(outcome, risk), spiegelhalter_test(outcome, risk)
    numbers = (
        ("Dxy", ranks.dxy),
        ("C (ROC)", ranks.c),
        ("R2", quality.r2),
        ("D", quality.d),
        ("U", quality.u),
        ("Q", quality.q),
        ("Brier", brier_score(outcome, risk).brier),
        ("Intercept", line.intercept),
        ("Slope", line.slope),
        ("Emax", curve.emax),
        ("E90", curve.e90),
        ("Eavg", curve.eavg),
        ("S:z", spiegelhalter.z),
        ("S:p", spiegelhalter.p),
    )
    return ValidationValue(risk, (curve.x, curve.smoothed), line.intercept, line.slope, numbers)


_IDEAL = Stroke("#d9d9d9", 6.0)
_LOG_ODDS = 7.0
_CURVE_POINTS = 200
_VALUES_COLUMN = 0.225
_TALLEST = 0.15


def draw_validation(
    value: ValidationValue, device: Device, options: ValidationOptions = ValidationOptions()
) -> DisplayList:
    """The page of a validation of predictions: curves, numbers, and the distribution of the risks.

    Notes
    -----
    Equals ``rms::val.prob(risk, outcome, ...)``.
    """
    plot = Plot(device)
    _frame(plot, (0.0, 1.0), "Predicted Probability")
    plot.line_across(_IDEAL, intercept=0.0, slope=1.0)
    entries = [Entry("Ideal", _IDEAL)]
    if options.logistic_cal:
        entries.append(Entry("Logistic calibration", Stroke()))
    if options.smooth:
        plot.lines(*value.smooth, Stroke(dash=DOTTED))
        entries.append(Entry("Nonparametric", Stroke(dash=DOTTED)))
    if options.logistic_cal and not math.isnan(value.slope):
        step = 2 * _LOG_ODDS / (_CURVE_POINTS - 1)
        log_odds = [*(-_LOG_ODDS + number * step for number in range(_CURVE_POINTS - 1)), _LOG_ODDS]
        recalibrated = [value.intercept + value.slope * x for x in log_odds]
        plot.lines(map(_logistic, log_odds), map(_logistic, recalibrated))
    if options.legendloc is not None:
        draw_legend(plot, options.legendloc, entries, frame=False, magnification=options.cex, shift=-0.7)
    if options.statloc is not None:
        _numbers(plot, value.statistics, options)
    if options.riskdist:
        _histogram_below(plot, value.risk)
    return plot.display_list()


def _logistic(log_odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-log_odds)) if log_odds > -700.0 else math.exp(log_odds)


def _numbers(plot: Plot, statistics: Sequence[tuple[str, float]], options: ValidationOptions) -> None:
    assert options.statloc is not None
    x, y = options.statloc
    names = [name for name, _ in statistics]
    values = format_common([round(number, 3) for _, number in statistics])
    lettering = Lettering(options.cex)
    plot.text(x, y, "\n".join(_padded(names, "<")), across=0.0, up=1.0, lettering=lettering)
    plot.text(x + _VALUES_COLUMN, y, "\n".join(_padded(values, ">")), across=1.0, up=1.0, lettering=lettering)


def _padded(texts: Sequence[str], side: str) -> list[str]:
    """Texts with spaces, up to the length of the longest."""
    longest = max(map(len, texts))
    return [f"{text:{side}{longest}}" for text in texts]


def _histogram_below(plot: Plot, risks: Numbers) -> None:
    """Spikes that stand on the x axis at the lower end of each interval, the longest of 15 % of the plot."""
    bins = [number * 0.01 for number in range(100)] + [1.0]
    known = np.asarray(risks, dtype=float)
    counts = _counts(bins, known[(known >= 0) & (known <= 1)])
    for place, count in zip(bins, counts):
        if count:
            plot.segment((place, 0.0), (place, _TALLEST * count / max(counts)))


FIGURE = FigureKind(
    name="calibration",
    title="Calibration",
    summary="Calibration of a model, with its curves and indexes, as ``rms::val.prob(risk, outcome)`` draws it.",
    inputs=("outcome", "risk"),
    value=validation_value,
    value_type=ValidationValue,
    draw=draw_validation,
    options=ValidationOptions,
    width=6.0,
    height=6.0,
    notes="C and Dxy are exact, as rms gives them from 6.9 on; before, it bins the risks, which shows in the third or "
    "fourth decimal.",
)
