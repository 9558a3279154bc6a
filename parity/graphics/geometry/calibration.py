"""Calibration of given risks, drawn as ``rms::val.prob`` draws it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Optional, Union

import numpy as np
from scipy.special import expit, logit

from parity.graphics.drawing.axis import draw_axis
from parity.graphics.drawing.base import Plot
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import DOTTED, DisplayList, Numbers, Stroke
from parity.graphics.drawing.legend import Entry, draw_legend
from parity.graphics.drawing.parameters import BELOW, LEFT, Lettering
from parity.graphics.geometry.kind import FigureKind
from parity.models.numbers import format_common
from parity.statistics.calibration.calibration_curve import calibration_curve
from parity.statistics.calibration.calibration_line import calibration_line
from parity.statistics.calibration.spiegelhalter_test import spiegelhalter_test
from parity.statistics.discrimination.concordance import concordance
from parity.statistics.overall.brier_score import brier_score
from parity.statistics.overall.quality_indexes import quality_indexes


PREDICTED, CALIBRATED = "predicted", "calibrated"
REFUSED = {
    **dict.fromkeys(("p", "y", "logit"), "give a study, or a pair (outcome, risk)"),
    **dict.fromkeys(("group", "g_group", "evaluate", "nmin"), "draw a figure of each group: figures.panels"),
    **dict.fromkeys(("weights", "normwt"), "patients count alike"),
    "pl": "the figure is always drawn; `parity verify` has its numbers",
    "emax_lim": "Emax is that of the patients' risks, in R too",
    "mkh": "R passes over it",
    "main": "val.prob has no title; figures.panels([figure], 1, 1, 6, 6, titles=['...']) writes one",
}
"""Arguments of ``val.prob`` that are not drawn, and what to do instead."""

ACTUAL = "Actual Probability"


def draw_frame(plot: Plot, limits: tuple[float, float], xlab: str, ylab: str) -> None:
    """The axes of a calibration figure, over the same range in both directions."""
    plot.new_page(limits, limits)
    draw_axis(plot, BELOW)
    draw_axis(plot, LEFT)
    plot.box()
    plot.label(xlab, BELOW)
    plot.label(ylab, LEFT)


def counts(breaks: Numbers, values: np.ndarray) -> list[int]:
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
    groups : (sequence of float, sequence of float) or None
        Mean predicted risk of each group of patients, and their observed frequency.
    """

    risk: Numbers
    smooth: tuple[Numbers, Numbers]
    intercept: float
    slope: float
    statistics: Sequence[tuple[str, float]]
    groups: Optional[tuple[Numbers, Numbers]] = None


@dataclass(frozen=True, slots=True)
class ValidationOptions:
    """What ``val.prob`` lets one choose, under its names.

    Attributes
    ----------
    legendloc, statloc : (float, float), None or False
        Where the legend and the numbers stand; None: where R has them; False: nowhere.
    cex : float
        Magnification of both.
    riskdist : str or bool
        Of which risks the histogram on the x axis is, ``"predicted"`` or ``"calibrated"``; False: there is none.
    smooth, logistic_cal : bool
        Whether the two curves are drawn.
    connect_smooth, connect_group : bool
        Whether the smoothed curve is a line, not circles; whether a line connects the groups.
    lim : (float, float)
        What both axes show.
    xlab, ylab : str
        Titles of the axes.
    """

    legendloc: Union[tuple[float, float], None, bool] = None
    statloc: Union[tuple[float, float], None, bool] = None
    cex: float = 0.7
    riskdist: Union[str, bool] = PREDICTED
    smooth: bool = True
    logistic_cal: bool = True
    connect_smooth: bool = True
    connect_group: bool = False
    lim: tuple[float, float] = (0.0, 1.0)
    xlab: str = "Predicted Probability"
    ylab: str = ACTUAL

    def __post_init__(self) -> None:
        if self.riskdist not in (PREDICTED, CALIBRATED, True, False):
            raise ValueError(f"riskdist is {self.riskdist!r}; there are 'predicted', 'calibrated' and False")
        for name in ("legendloc", "statloc"):
            if getattr(self, name) is True:
                raise ValueError(f"{name} is a place, (x, y), or False")

    @property
    def legend_at(self) -> Optional[tuple[float, float]]:
        """Where the legend stands."""
        low, high = self.lim
        return _place(self.legendloc, (low + 0.55 * (high - low), low + 0.27 * (high - low)))

    @property
    def numbers_at(self) -> Optional[tuple[float, float]]:
        """Where the numbers stand."""
        return _place(self.statloc, (0.0, 0.99))


def _place(given: Any, default: tuple[float, float]) -> Optional[tuple[float, float]]:
    if given is False:
        return None
    x, y = default if given is None else given
    return float(x), float(y)


def validation_value(
    outcome: np.ndarray,
    risk: np.ndarray,
    *,
    g: Optional[int] = None,
    m: Optional[int] = None,
    cuts: Optional[Sequence[float]] = None,
) -> ValidationValue:
    """Calibration with the column of indexes, and of groups where they are asked for."""
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
    return ValidationValue(
        risk, (curve.x, curve.smoothed), line.intercept, line.slope, numbers, _groups(outcome, risk, g, m, cuts)
    )


def _groups(
    outcome: np.ndarray,
    risk: np.ndarray,
    g: Optional[int],
    m: Optional[int],
    cuts: Optional[Sequence[float]],
) -> Optional[tuple[np.ndarray, np.ndarray]]:
    """Mean risk and observed frequency of `g` groups of equal size, of groups of `m` patients, or between `cuts`.

    A group ends at the smallest risk up to which its share of the patients lies, all of that risk included; a cut
    belongs to the group above it.
    """
    asked = {name: given for name, given in (("g", g), ("m", m), ("cuts", cuts)) if given is not None}
    if not asked:
        return None
    if len(asked) > 1:
        raise ValueError(f"{' and '.join(asked)} group the patients differently; give one")
    if cuts is not None:
        inner = np.sort(np.asarray(cuts, dtype=float))
        number = np.searchsorted(inner, risk, side="right")
        number[risk == inner[-1]] -= inner[-1] == risk.max()  # the last interval has both its ends
    else:
        count = max(1, len(risk) // int(m)) if m is not None and m >= 1 else g
        if count is None or count < 1:
            raise ValueError("g and m are whole numbers from 1 on")
        values, frequencies = np.unique(risk, return_counts=True)
        below = np.cumsum(frequencies)
        ends = values[np.searchsorted(below, np.arange(1, count + 1) * len(risk) / count).clip(max=len(values) - 1)]
        number = np.searchsorted(np.unique(ends), risk)
    found = np.unique(number)
    means = [float(np.mean(risk[number == group])) for group in found]
    return np.array(means), np.array([float(np.mean(outcome[number == group])) for group in found])


_IDEAL = Stroke("#d9d9d9", 6.0)
_CIRCLE, _TRIANGLE = 1, 2
_INTERVALS = 100
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
    draw_frame(plot, options.lim, options.xlab, options.ylab)
    plot.line_across(_IDEAL, intercept=0.0, slope=1.0)
    entries = [Entry("Ideal", _IDEAL)]
    if options.logistic_cal:
        entries.append(Entry("Logistic calibration", Stroke()))
    if options.smooth and options.connect_smooth:
        plot.lines(*value.smooth, Stroke(dash=DOTTED))
        entries.append(Entry("Nonparametric", Stroke(dash=DOTTED)))
    elif options.smooth:
        for x, y in zip(*value.smooth):
            plot.symbol(x, y, _CIRCLE)
        entries.append(Entry("Nonparametric", None, _CIRCLE))
    if value.groups is not None:
        for x, y in zip(*value.groups):
            plot.symbol(x, y, _TRIANGLE)
        if options.connect_group:
            plot.lines(*value.groups)
        entries.append(Entry("Grouped observations", Stroke() if options.connect_group else None, _TRIANGLE))
    if options.logistic_cal and not math.isnan(value.slope):
        step = 2 * _LOG_ODDS / (_CURVE_POINTS - 1)
        log_odds = [*(-_LOG_ODDS + number * step for number in range(_CURVE_POINTS - 1)), _LOG_ODDS]
        recalibrated = [value.intercept + value.slope * x for x in log_odds]
        plot.lines(map(_logistic, log_odds), map(_logistic, recalibrated))
    if options.legend_at is not None:
        draw_legend(plot, options.legend_at, entries, frame=False, magnification=options.cex, shift=-0.7)
    if options.numbers_at is not None:
        _numbers(plot, value.statistics, options.numbers_at, options)
    if options.riskdist:
        _histogram_below(plot, _shown_risks(value, options), options.lim)
    return plot.display_list()


def _shown_risks(value: ValidationValue, options: ValidationOptions) -> np.ndarray:
    """The risks of the histogram, as predicted or as the calibration line has them."""
    risk = np.asarray(value.risk, dtype=float)
    if options.riskdist != CALIBRATED:
        return risk
    inside = (risk > 0) & (risk < 1)
    calibrated = risk.copy()
    calibrated[inside] = expit(value.intercept + value.slope * logit(risk[inside]))
    return calibrated


def _logistic(log_odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-log_odds)) if log_odds > -700.0 else math.exp(log_odds)


def _numbers(
    plot: Plot, statistics: Sequence[tuple[str, float]], at: tuple[float, float], options: ValidationOptions
) -> None:
    x, y = at
    across = _VALUES_COLUMN * (options.lim[1] - options.lim[0])
    names = [name for name, _ in statistics]
    values = format_common([round(number, 3) for _, number in statistics])
    lettering = Lettering(options.cex)
    plot.text(x, y, "\n".join(_padded(names, "<")), across=0.0, up=1.0, lettering=lettering)
    plot.text(x + across, y, "\n".join(_padded(values, ">")), across=1.0, up=1.0, lettering=lettering)


def _padded(texts: Sequence[str], side: str) -> list[str]:
    """Texts with spaces, up to the length of the longest."""
    longest = max(map(len, texts))
    return [f"{text:{side}{longest}}" for text in texts]


def _histogram_below(plot: Plot, risks: np.ndarray, limits: tuple[float, float]) -> None:
    """Spikes that stand at the lower end of each interval, from 0 on, the longest of 15 % of the plot."""
    low, high = limits
    width = high - low
    bins = [low + number * (width / _INTERVALS) for number in range(_INTERVALS)] + [high]
    heights = counts(bins, risks[(risks >= low) & (risks <= high)])
    for place, count in zip(bins, heights):
        if count:
            plot.segment((place, 0.0), (place, low + _TALLEST * width * count / max(heights)))


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
    hint="statloc, legendloc, cex",
    refused=REFUSED,
    choices="""\
g, m, cuts : int, int, sequence of float
    Also draw groups: so many of equal size, of so many patients each, or between these risks.""",
    notes="C and Dxy are exact, as rms gives them from 6.9 on; before, it bins the risks, which shows in the third or "
    "fourth decimal. Groups of `m` patients are those of ``Hmisc::cut2``, as rms draws them before 7.0; from then on "
    "it draws those of ``Hmisc::cutGn``, which are others.",
)
