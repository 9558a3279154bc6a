"""Decision curves, drawn as ``rmda::plot_decision_curve`` draws them."""

from __future__ import annotations

import colorsys
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np

from parity.graphics.drawing.base import Plot
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import SOLID, DisplayList, Numbers, Stroke
from parity.graphics.drawing.legend import Entry, draw_legend
from parity.graphics.geometry.kind import FigureKind
from parity.graphics.geometry.threshold_axes import draw_threshold_plot
from parity.statistics.utility.decision_curve import decision_curve


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
class DecisionCurveOptions:
    """What ``plot_decision_curve`` lets one choose, under its names.

    Attributes
    ----------
    xlim, ylim : (float, float) or None
        None: all thresholds; -0.05 to the largest possible, or a tenth above the largest, net benefit.
    col, lty : sequence of str
        Colours and line types of the models, one each; empty: R's rainbow, solid lines.
    lwd : float
        Line width of the models.
    n_cost_benefits : int or None
        How many cost:benefit ratios the second axis names; None: there is no such axis.
    legend_position : str
        As R names it; ``"none"``: no legend.
    xlab : str
    """

    xlim: Optional[tuple[float, float]] = None
    ylim: Optional[tuple[float, float]] = None
    col: Sequence[str] = ()
    lty: Sequence[str] = ()
    lwd: float = 2.0
    n_cost_benefits: Optional[int] = 6
    legend_position: str = "topright"
    xlab: str = "High Risk Threshold"


def decision_curve_value(
    outcome: np.ndarray, risk: np.ndarray, thresholds: np.ndarray, *, standardize: bool = True
) -> DecisionCurveValue:
    """Net benefit of the model and of treating all; over the prevalence if `standardize`."""
    result = decision_curve(outcome, risk, thresholds)
    model, everybody = (
        (result.standardized_net_benefit, result.standardized_net_benefit_all)
        if standardize
        else (result.net_benefit, result.net_benefit_all)
    )
    return DecisionCurveValue(thresholds, (Curve("Model", model),), Curve("All", everybody), standardize)


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
    colours = options.col or rainbow(len(value.curves))
    dashes = options.lty or [SOLID] * len(value.curves)
    if min(len(colours), len(dashes)) < len(value.curves):
        raise ValueError(f"name a colour and a line type for each of the {len(value.curves)} curves")
    models = [Stroke(colour, options.lwd, dash) for _, colour, dash in zip(value.curves, colours, dashes)]
    treat_all, treat_none = Stroke(_ALL), Stroke(_NONE)

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
            entries = [Entry(curve.label, stroke) for curve, stroke in zip(value.curves, models)]
            entries += [Entry("All", treat_all), Entry("None", treat_none)]
            draw_legend(plot, options.legend_position, entries, background="#ffffff")

    ylab = "Standardized Net Benefit" if value.standardized else "Net Benefit"
    ylim = options.ylim or _ylim(value)
    return draw_threshold_plot(
        device,
        xlim,
        ylim,
        ylab,
        draw,
        xlab=options.xlab,
        ratios=options.n_cost_benefits,
        grid_across_first=grid_across_first,
    ).display_list()


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
    summary="The decision curve of a model, without bands, as ``rmda::plot_decision_curve`` draws it.",
    inputs=("outcome", "risk", "thresholds"),
    value=decision_curve_value,
    value_type=DecisionCurveValue,
    draw=draw_decision_curve,
    options=DecisionCurveOptions,
    width=7.0,
    height=6.0,
    choices="""\
standardize : bool
    Divide net benefit by the prevalence.""",
)
