"""Calibration corrected for optimism, drawn as ``rms::plot.calibrate`` draws it."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Optional, Union

import numpy as np

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.graphics.drawing.axis import draw_axis
from parity.graphics.drawing.base import Plot
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import DASHED, DOTTED, DisplayList, Numbers, Stroke
from parity.graphics.drawing.legend import PLACES, Entry, draw_legend
from parity.graphics.drawing.parameters import BELOW, LEFT, Lettering
from parity.graphics.geometry.calibration import ACTUAL
from parity.graphics.geometry.kind import FigureKind
from parity.graphics.geometry.scat1d import UNIFORM_EACH, draw_scat1d, scat1d_options
from parity.models.numbers import format_number
from parity.statistics.caution import Caution
from parity.statistics.validation.calibration_limits import Spread
from parity.statistics.validation.corrected_calibration import calibrated, predicted_risks, refuse_too_few
from parity.statistics.validation.indexes import AT_MAXIMUM, Fitting
from parity.statistics.validation.patterns import model_of
from parity.statistics.validation.plans import Method, after

_AS_IT_IS = "the model is fitted as it is, without backward elimination"
_ALIKE = "patients are resampled one by one, alike"
REFUSED = {
    "B": "its name is resamples; of the cross-validation these are the folds",
    "predy": "the curve is read at 50 risks, from the fifth lowest to the fifth highest",
    **dict.fromkeys(("bw", "rule", "type", "sls", "aics", "force", "estimates"), _AS_IT_IS),
    **dict.fromkeys(("group", "cluster", "subset"), _ALIKE),
    "pr": "`parity verify --checks corrected_calibration` has the numbers",
    "kint": "the outcome is binary",
    "smoother": "the curve is that of lowess without robustness iterations, as by default",
    "digits": "risks are not rounded",
    "sub": "R takes it for subtitles",
    "cex_sub": "its name is cex_subtitles",
}
"""Arguments of ``rms::calibrate`` and ``plot`` that are not drawn, and what to do instead."""


@dataclass(frozen=True, slots=True)
class CalibrateValue:
    """A calibration curve with its optimism taken off.

    Attributes
    ----------
    risk : sequence of float
        Predicted risks at which the curves are given, ascending.
    apparent, corrected : sequence of float
        Observed frequency there: as the development data show it, and corrected for optimism; NaN where unknown.
    predicted : sequence of float
        The patients' predicted risks.
    mean_absolute_error : float
        Between the corrected curve and the predictions.
    repetitions : int
        How often the model was fitted anew.
    outcome, event : str
        Named in the title of the x axis.
    method : str
        How patients were resampled.
    uniform : sequence of float
        What R's generator gives after the resamples, two numbers a patient: they move and cut the ticks of the risks.
    low, high : sequence of float or None
        Confidence limits of the corrected frequency, as rms has them from 8.1 on; NaN where unknown.
    """

    risk: Numbers
    apparent: Numbers
    corrected: Numbers
    predicted: Numbers
    mean_absolute_error: float
    repetitions: int
    outcome: str = "y"
    event: str = "1"
    method: str = Method.BOOT.value
    uniform: Numbers = ()
    low: Optional[Numbers] = None
    high: Optional[Numbers] = None


@dataclass(frozen=True, slots=True)
class CalibrateOptions:
    """What ``plot.calibrate`` lets one choose, under its names.

    Attributes
    ----------
    xlab, ylab : str or None
        Titles of the axes; None: ``"Predicted Pr{died=1}"``, with limits ``"Predicted P(died=1)"``, and ``"Actual
        Probability"``.
    xlim, ylim : (float, float) or None
        What the axes show; None of both: all of the curves. Of one alone the x axis shows the risks of the curves, the
        y axis their frequencies and 1.
    legend : bool, (float, float) or str
        Whether there is a legend, or where its upper left corner stands, or a place such as ``"topleft"``.
    subtitles : bool
        Whether there are the two lines below the x axis: resamples and method; mean absolute error and patients.
    cex_subtitles : float
        Magnification of these lines.
    riskdist : bool
        Whether the patients' risks are shown at the upper edge: a tick for each, a histogram from 200 on.
    scat1d_opts : mapping
        How, in the place of ``{"nhistSpike": 200}``: see `parity.graphics.geometry.scat1d.Scat1dOptions`.
    main : str
        Title above the plot.
    cex_axis, cex_lab, cex_main : float
        Magnification of the labels of the axes, of their titles, and of that.
    """

    xlab: Optional[str] = None
    ylab: Optional[str] = None
    xlim: Optional[tuple[float, float]] = None
    ylim: Optional[tuple[float, float]] = None
    legend: Union[bool, str, tuple[float, float]] = True
    subtitles: bool = True
    cex_subtitles: float = 0.75
    riskdist: bool = True
    scat1d_opts: Mapping[str, Any] = field(default_factory=lambda: {"nhistSpike": 200})
    main: str = ""
    cex_axis: float = 1.0
    cex_lab: float = 1.0
    cex_main: float = 1.2

    def __post_init__(self) -> None:
        scat1d_options(self.scat1d_opts)
        if isinstance(self.legend, str) and self.legend not in PLACES:
            raise ValueError(f"there is no place {self.legend!r} for a legend; there are {', '.join(PLACES)}")


def calibrate_value(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    formula: Optional[Formula],
    outcome_name: str,
    event: str,
    fitting: Fitting = AT_MAXIMUM,
    *,
    method: str = Method.BOOT.value,
    resamples: int = 40,
    seed: Optional[int] = None,
    conf_int: float = 0.0,
) -> CalibrateValue:
    """The calibration curve of a model and what resampling leaves of it, with limits of the level `conf_int` if any."""
    if seed is None:
        raise ValueError("the curve is corrected by resamples, which need a seed: give seed=123, say")
    if isinstance(resamples, bool) or not isinstance(resamples, int) or resamples < 2:
        raise ValueError(f"resamples is {resamples!r}; it is a whole number from 2 on")
    if not 0 <= conf_int < 1:
        raise ValueError(f"conf_int is {conf_int!r}; it is a level below 1, 0.95 say, or 0: no limits")
    if method not in [one.value for one in Method]:
        raise ValueError(f"there is no method {method!r}; there are {', '.join(one.value for one in Method)}")
    way, spread = Method(method), Spread()
    refuse_too_few(len(outcome))
    patterns, start = model_of(outcome, predictors, formula)
    found = calibrated(patterns, start, way, resamples, seed, fitting, spread)
    if math.isnan(found.mean_absolute_error):
        raise ValueError("in no resample do both curves reach two of the risks: there is no corrected curve to draw")
    if spread.count < resamples:
        whose = "1 resample has" if resamples - spread.count == 1 else f"{resamples - spread.count} resamples have"
        text = f"{whose} no model with a unique finite maximum; left out, where R draws what lrm.fit stops at"
        warnings.warn(Caution("lost_resamples", text))
    low, high = spread.limits(found.corrected, conf_int) if conf_int else (None, None)
    dice = after(way, len(outcome), resamples, seed)
    return CalibrateValue(
        found.risk,
        found.apparent,
        found.corrected,
        predicted_risks(patterns, start, fitting),
        found.mean_absolute_error,
        resamples,
        outcome_name,
        event,
        method,
        np.concatenate([dice.runif(len(outcome)) for _ in range(UNIFORM_EACH)]),
        low,
        high,
    )


_LIMITS = Stroke("#cccccc")


def draw_calibrate(
    value: CalibrateValue, device: Device, options: CalibrateOptions = CalibrateOptions()
) -> DisplayList:
    """The page of a corrected calibration curve.

    Notes
    -----
    Equals ``plot(rms::calibrate(fit), ...)``; with limits that of rms 8.1, which also writes the title of the x axis
    otherwise.
    """
    limits = _limits_of(value)
    xlim, ylim = _shown(value, options)
    plot = Plot(device)
    _frame(plot, value, xlim, ylim, options)
    below, lettering = plot.parameters.mgp[0] + 1, Lettering(options.cex_subtitles)
    if options.subtitles:
        error = format_number(round(value.mean_absolute_error, 3))
        plot.label(f"Mean absolute error={error} n={len(value.predicted)}", BELOW, below, 1.0, lettering)
    if options.riskdist:
        draw_scat1d(plot, value.predicted, value.uniform, scat1d_options(options.scat1d_opts))
    plot.lines(value.risk, value.apparent, Stroke(dash=DOTTED))
    plot.lines(value.risk, value.corrected)
    plot.line_across(Stroke(dash=DASHED), intercept=0.0, slope=1.0)
    for limit in limits:
        plot.lines(value.risk, limit, _LIMITS)
    if options.subtitles:
        plot.label(f"B= {value.repetitions} repetitions, {value.method}", BELOW, below, 0.0, lettering)
    if options.legend is not False:
        entries = [Entry("Apparent", Stroke(dash=DOTTED)), Entry("Bias-corrected", Stroke())]
        entries += [Entry("Ideal", Stroke(dash=DASHED)), *([Entry("C.L.", _LIMITS)] if limits else [])]
        draw_legend(plot, _place(options.legend, xlim, ylim), entries, frame=False)
    return plot.display_list()


def _limits_of(value: CalibrateValue) -> tuple[Numbers, ...]:
    """The limits, if any is known."""
    if value.low is None or value.high is None or np.isnan(np.asarray(value.low, dtype=float)).all():
        return ()
    return value.low, value.high


def _shown(value: CalibrateValue, options: CalibrateOptions) -> tuple[tuple[float, float], tuple[float, float]]:
    """The limits of both axes."""
    xlim, ylim = options.xlim, options.ylim
    frequencies = np.concatenate([value.apparent, value.corrected])
    if xlim is None and ylim is None:
        both = np.concatenate([value.risk, frequencies])
        everything = float(np.nanmin(both)), float(np.nanmax(both))
        return everything, everything
    if ylim is None and np.isnan(frequencies).any():
        raise ValueError("the corrected curve is not known everywhere: give ylim with xlim")
    if xlim is None:
        xlim = float(np.min(value.risk)), float(np.max(value.risk))
    if ylim is None:
        ylim = float(min(frequencies.min(), 1.0)), float(max(frequencies.max(), 1.0))
    return (float(xlim[0]), float(xlim[1])), (float(ylim[0]), float(ylim[1]))


def _frame(
    plot: Plot,
    value: CalibrateValue,
    xlim: tuple[float, float],
    ylim: tuple[float, float],
    options: CalibrateOptions,
) -> None:
    plot.new_page(xlim, ylim)
    draw_axis(plot, BELOW, magnification=options.cex_axis)
    draw_axis(plot, LEFT, magnification=options.cex_axis)
    plot.box()
    if options.main:
        plot.title(options.main, options.cex_main)
    lettering = Lettering(options.cex_lab)
    plot.label(_risk_of(value) if options.xlab is None else options.xlab, BELOW, lettering=lettering)
    plot.label(ACTUAL if options.ylab is None else options.ylab, LEFT, lettering=lettering)


def _risk_of(value: CalibrateValue) -> str:
    """The title of the x axis; an event that is called TRUE is not named."""
    event = "" if value.event == "TRUE" else f"={value.event}"
    return f"Predicted Pr{{{value.outcome}{event}}}" if value.low is None else f"Predicted P({value.outcome}{event})"


def _place(
    legend: Union[bool, str, tuple[float, float]], xlim: tuple[float, float], ylim: tuple[float, float]
) -> Union[str, tuple[float, float]]:
    """Where the legend stands; by default right of the middle, in the lower third."""
    if legend is True:
        return xlim[0] + 0.55 * (xlim[1] - xlim[0]), ylim[0] + 0.32 * (ylim[1] - ylim[0])
    if isinstance(legend, str):
        return legend
    x, y = legend  # type: ignore[misc]
    return float(x), float(y)


FIGURE = FigureKind(
    name="calibrate",
    title="Calibration corrected for optimism",
    summary="Calibration of a model, corrected for optimism by resampling, as ``plot(rms::calibrate(fit))`` draws it.",
    inputs=("outcome", "predictors", "formula", "outcome_name", "event"),
    value=calibrate_value,
    value_type=CalibrateValue,
    draw=draw_calibrate,
    options=CalibrateOptions,
    width=6.0,
    height=6.0,
    of_cohort=False,
    refits=True,
    hint="legend, xlim, ylim, cex_subtitles",
    refused=REFUSED,
    choices="""\
method : {"boot", "crossvalidation", ".632", "randomization"}
    How patients are resampled.
resamples : int
    How often the model is fitted anew: resamples, or folds of the cross-validation; ``B`` of rms.
seed : int
    Of R's generator: the resamples are those that R draws after ``set.seed(seed)``.
conf_int : float
    Level of confidence limits, in grey, which rms has from 8.1 on, by default at 0.95; 0: none are drawn.""",
    notes="The model is fitted at the maximum of its likelihood in each resample, where lrm.fit of R stops short of it "
    "by less than a page shows, as a rule: of the bundled studies five are R's pages to the byte. A resample that has "
    "no maximum, since it separates the outcomes, is left out with a caution, and R keeps it: that moves the corrected "
    "curve by a quarter of a point in `birthwt`, and by 3 to 23 in cohorts of 16 to 72 patients. Without limits it is "
    'the page of rms before 8.1, with them that of 8.1; `engine="r"` draws the page of the rms that is there.',
)
