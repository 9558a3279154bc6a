"""Decision curves, drawn as ``rmda::plot_decision_curve`` draws them."""

from __future__ import annotations

import colorsys
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Optional

import numpy as np

from parity.errors import plural
from parity.graphics.drawing.base import Plot
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import SOLID, DisplayList, Numbers, Stroke
from parity.graphics.drawing.legend import Entry, draw_legend
from parity.graphics.geometry.kind import FigureKind
from parity.graphics.geometry.threshold_axes import BANDS, REFUSED, ThresholdOptions, draw_threshold_plot, seeded
from parity.statistics.utility.decision_curve import decision_curve
from parity.statistics.utility.decision_curve_bands import decision_curve_bands


@dataclass(frozen=True, slots=True)
class Curve:
    """Net benefit over the thresholds, NaN where it does not exist, with pointwise confidence limits or without."""

    label: str
    net_benefit: Numbers
    low: Optional[Numbers] = None
    high: Optional[Numbers] = None


@dataclass(frozen=True, slots=True)
class DecisionCurveValue:
    """All that a figure of decision curves shows.

    Attributes
    ----------
    thresholds : sequence of float
    curves : tuple of Curve
        Of models.
    treat_all : Curve
    standardized : bool
        Whether net benefit is divided by the prevalence.
    """

    thresholds: Numbers
    curves: tuple[Curve, ...]
    treat_all: Curve
    standardized: bool = True


@dataclass(frozen=True, slots=True)
class DecisionCurveOptions(ThresholdOptions):
    """What ``plot_decision_curve`` lets one choose, under its names; those of `ThresholdOptions`, and:

    Attributes
    ----------
    col, lty, lwd
        Of the models, one each; or, after them, of treating all and treating none. Empty: R's rainbow, solid lines. One
        `lty` is that of all lines, one `lwd` that of all models.
    curve_names : sequence of str
        What the models are called; empty: "Model", or by their labels.
    """

    curve_names: Sequence[str] = ()

    def __post_init__(self) -> None:
        super(DecisionCurveOptions, self).__post_init__()
        if isinstance(self.curve_names, str):
            object.__setattr__(self, "curve_names", (self.curve_names,))


def decision_curve_value(
    outcome: np.ndarray,
    risk: np.ndarray,
    thresholds: np.ndarray,
    level: float = 0.95,
    *,
    standardize: bool = True,
    bands: bool = False,
    resamples: int = 500,
    seed: Optional[int] = None,
) -> DecisionCurveValue:
    """Net benefit of the model and of treating all, over the prevalence if `standardize`; with their limits in
    resamples if `bands`."""
    if bands:
        return banded_value(outcome, risk, thresholds, resamples, seeded(seed), level, standardize=standardize)
    model, everybody = _shown(decision_curve(outcome, risk, thresholds), standardize)
    return DecisionCurveValue(thresholds, (Curve("Model", model),), Curve("All", everybody), standardize)


def banded_value(
    outcome: np.ndarray,
    risk: np.ndarray,
    thresholds: np.ndarray,
    resamples: int,
    seed: int,
    level: float,
    *,
    standardize: bool = True,
) -> DecisionCurveValue:
    """Net benefit of the model and of treating all with their limits in resamples."""
    found = decision_curve_bands(outcome, risk, thresholds, resamples, seed, level)
    model, everybody = _shown(found, standardize)
    return DecisionCurveValue(
        thresholds,
        (Curve("Model", model.value, model.low, model.high),),
        Curve("All", everybody.value, everybody.low, everybody.high),
        standardize,
    )


def _shown(result: Any, standardize: bool) -> tuple[Any, Any]:
    """Of the model and of treating all."""
    return (
        (result.standardized_net_benefit, result.standardized_net_benefit_all)
        if standardize
        else (result.net_benefit, result.net_benefit_all)
    )


def together(values: Mapping[str, DecisionCurveValue]) -> DecisionCurveValue:
    """The curves of several models of the same patients, called by these labels."""
    first, *others = values.values()
    for value in others:
        if not (
            np.array_equal(value.thresholds, first.thresholds)
            and np.array_equal(value.treat_all.net_benefit, first.treat_all.net_benefit, equal_nan=True)
        ):
            raise ValueError(
                "treating all has another net benefit in each: decision curves on one page are of the same patients; "
                "give models of one cohort and thresholds"
            )
    curves = [replace(value.curves[0], label=label) for label, value in values.items()]
    return replace(first, curves=tuple(curves))


_ALL, _NONE = "#a8a8a8", "#000000"


def draw_decision_curve(
    value: DecisionCurveValue,
    device: Device,
    options: DecisionCurveOptions = DecisionCurveOptions(),
    *,
    grid_across_first: bool = False,
) -> DisplayList:
    """The page of decision curves.

    Notes
    -----
    Confidence limits are lines of half the width of their curve.

    Equals ``plot_decision_curve(list(...), curve.names = , ...)`` of rmda.
    """
    thresholds = [float(threshold) for threshold in value.thresholds]
    xlim = options.xlim or (min(thresholds), max(thresholds))
    names = options.curve_names or [curve.label for curve in value.curves]
    if len(names) != len(value.curves):
        raise ValueError(
            f"curve_names has {plural(len(names), 'name')} for {plural(len(value.curves), 'curve')}; name each"
        )
    *models, treat_all, treat_none = _strokes(len(value.curves), options)

    def draw(plot: Plot) -> None:
        plot.lines(thresholds, [0.0] * len(thresholds), treat_none)
        plot.lines(thresholds, value.treat_all.net_benefit, treat_all)
        for limit in _limits(value.treat_all):
            plot.lines(thresholds, limit, _halved(treat_all))
        for curve, stroke in zip(value.curves, models):
            for limit in _limits(curve):
                plot.lines(*complete(thresholds, limit), _halved(stroke))
            plot.lines(*complete(thresholds, curve.net_benefit), stroke)
        if options.legend_position != "none":
            entries = [Entry(name, stroke) for name, stroke in zip(names, models)]
            entries += [Entry("All", treat_all), Entry("None", treat_none)]
            draw_legend(plot, options.legend_position, entries, background="#ffffff")

    ylab = "Standardized Net Benefit" if value.standardized else "Net Benefit"
    return draw_threshold_plot(
        device,
        options,
        xlim,
        options.ylim or _ylim(value),
        ylab if options.ylab is None else options.ylab,
        draw,
        grid_across_first=grid_across_first,
    ).display_list()


def _strokes(count: int, options: DecisionCurveOptions) -> list[Stroke]:
    """Of the models, of treating all, and of treating none, filled up as rmda does."""
    colours = [*options.col] or rainbow(count)
    dashes = [*options.lty] or [SOLID] * count
    dashes = dashes * (count + 2) if len(dashes) == 1 else dashes
    widths = [*options.lwd] * (count if len(options.lwd) == 1 else 1)
    colours += [_ALL, _NONE] if len(colours) == count else []
    dashes += [SOLID, SOLID] if len(dashes) == count else []
    widths += [1.0, 1.0] if len(widths) == count else []
    if not len(colours) == len(dashes) == len(widths) == count + 2:
        raise ValueError(
            f"name a colour, a line type and a width for {plural(count, 'curve')}, or also for treating all and none"
        )
    return [Stroke(colour, width, dash) for colour, width, dash in zip(colours, widths, dashes)]


def complete(x: Numbers, y: Numbers) -> tuple[list[float], list[float]]:
    """The points of a line that exist; it passes over those that do not."""
    pairs = [(a, float(b)) for a, b in zip(x, y) if not math.isnan(b)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def rainbow(count: int) -> list[str]:
    """R's ``rainbow(count, v = 0.8)``: equally spaced hues from red on."""
    colours = [colorsys.hsv_to_rgb(number / count, 1.0, 0.8) for number in range(count)]
    return ["#" + "".join(f"{int(255 * part + 0.5):02x}" for part in colour) for colour in colours]


def _limits(curve: Curve) -> list[Numbers]:
    return [limit for limit in (curve.low, curve.high) if limit is not None]


def _halved(stroke: Stroke) -> Stroke:
    return Stroke(stroke.colour, stroke.width / 2, stroke.dash)


def _ylim(value: DecisionCurveValue) -> tuple[float, float]:
    if value.standardized:
        return -0.05, 1.0
    everything = [
        0.0,
        *value.treat_all.net_benefit,
        *(benefit for curve in value.curves for benefit in curve.net_benefit),
    ]
    return -0.05, 1.1 * max(float(benefit) for benefit in everything if math.isfinite(benefit))


FIGURE = FigureKind(
    name="decision_curve",
    title="Decision curve",
    summary="The decision curve of a model, as ``rmda::plot_decision_curve`` draws it.",
    inputs=("outcome", "risk", "thresholds", "level"),
    value=decision_curve_value,
    value_type=DecisionCurveValue,
    draw=draw_decision_curve,
    options=DecisionCurveOptions,
    width=7.0,
    height=6.0,
    together=together,
    hint="n_cost_benefits, cex_axis",
    refused=REFUSED,
    choices="""\
standardize : bool
    Divide net benefit by the prevalence.
"""
    + BANDS,
)
WITH_BANDS = replace(FIGURE, value=banded_value)
"""The same figure of given resamples."""
