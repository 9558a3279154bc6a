"""The clinical impact curve, drawn as ``rmda::plot_clinical_impact`` draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np

from parity.graphics.drawing.base import Plot
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import DASHED, SOLID, DisplayList, Numbers, Stroke
from parity.graphics.drawing.legend import Entry, draw_legend
from parity.graphics.drawing.parameters import MARGINS
from parity.graphics.geometry.decision_curve import complete
from parity.graphics.geometry.kind import FigureKind
from parity.graphics.geometry.threshold_axes import RATIO_MARGINS, draw_ratios, draw_threshold_plot
from parity.models.numbers import format_number
from parity.statistics.utility.clinical_impact import clinical_impact


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the population over the thresholds, in [0, 1], with pointwise confidence limits or without."""

    share: Numbers
    low: Optional[Numbers] = None
    high: Optional[Numbers] = None


@dataclass(frozen=True, slots=True)
class ClinicalImpactValue:
    """All that a clinical impact curve shows.

    Attributes
    ----------
    thresholds : sequence of float
    high_risk : Share
        Of patients with a risk above the threshold.
    detected : Share
        Of patients with a risk above the threshold who have the event.
    """

    thresholds: Numbers
    high_risk: Share
    detected: Share


@dataclass(frozen=True, slots=True)
class ClinicalImpactOptions:
    """What ``plot_clinical_impact`` lets one choose, under its names.

    Attributes
    ----------
    population_size : int
        The number of patients that shares are shown of.
    col : (str, str)
        Colours of the high risk and of those of them with the event.
    lwd : float
        Line width of the curves.
    n_cost_benefits : int or None
        How many cost:benefit ratios the second axis names; None: there is no such axis.
    legend_position : str
        As R names it; ``"none"``: no legend.
    xlab : str
    """

    population_size: int = 1000
    col: tuple[str, str] = ("#000000", "#000000")
    lwd: float = 2.0
    n_cost_benefits: Optional[int] = 6
    legend_position: str = "topright"
    xlab: str = "High Risk Threshold"


def clinical_impact_value(outcome: np.ndarray, risk: np.ndarray, thresholds: np.ndarray) -> ClinicalImpactValue:
    """Shares at high risk, and with the event among them."""
    result = clinical_impact(outcome, risk, thresholds)
    return ClinicalImpactValue(thresholds, Share(result.high_risk), Share(result.detected))


def draw_clinical_impact(
    value: ClinicalImpactValue,
    device: Device,
    options: ClinicalImpactOptions = ClinicalImpactOptions(),
    *,
    grid_across_first: bool = False,
) -> DisplayList:
    """The page of a clinical impact curve.

    Notes
    -----
    rmda draws the axes below the plot twice, once with each curve; in its legend the second line is half as wide as on
    the plot.

    Equals ``plot_clinical_impact(curve, population.size = , ...)`` of rmda.
    """
    thresholds = [float(threshold) for threshold in value.thresholds]
    size, ratios = options.population_size, options.n_cost_benefits
    xlim = min(thresholds), max(thresholds)

    def curve(plot: Plot, share: Share, colour: str, dash: str) -> None:
        for line, width in ((share.low, options.lwd / 2), (share.high, options.lwd / 2), (share.share, options.lwd)):
            if line is not None:
                plot.lines(*complete(thresholds, [part * size for part in line]), Stroke(colour, width, dash))

    plot = draw_threshold_plot(
        device,
        xlim,
        (0.0, size * 1.05),
        f"Number high risk (out of {format_number(float(size))})",
        lambda plot: curve(plot, value.high_risk, options.col[0], SOLID),
        xlab=options.xlab,
        ratios=ratios,
        grid_across_first=grid_across_first,
    )
    plot.set_margins(MARGINS if ratios is None else RATIO_MARGINS)
    curve(plot, value.detected, options.col[1], DASHED)
    if options.legend_position != "none":
        strokes = Stroke(options.col[0], options.lwd), Stroke(options.col[1], 1.0, DASHED)
        entries = [
            Entry(text, stroke) for text, stroke in zip(("Number high risk", "Number high risk with event"), strokes)
        ]
        draw_legend(plot, options.legend_position, entries, background="#ffffff")
    draw_ratios(plot, xlim, options.xlab, ratios)
    return plot.display_list()


FIGURE = FigureKind(
    name="clinical_impact",
    title="Clinical impact",
    summary="How many of 1000 patients are at high risk, and how many of these have the event, as "
    "``rmda::plot_clinical_impact`` draws it.",
    inputs=("outcome", "risk", "thresholds"),
    value=clinical_impact_value,
    value_type=ClinicalImpactValue,
    draw=draw_clinical_impact,
    options=ClinicalImpactOptions,
    width=7.0,
    height=6.0,
)
