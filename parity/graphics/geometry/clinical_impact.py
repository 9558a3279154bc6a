"""The clinical impact curve, drawn as ``rmda::plot_clinical_impact`` draws it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Optional

import numpy as np

from parity.graphics.drawing.base import Plot
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import DASHED, SOLID, DisplayList, Numbers, Stroke
from parity.graphics.drawing.legend import Entry, draw_legend
from parity.graphics.geometry.decision_curve import complete
from parity.graphics.geometry.kind import FigureKind
from parity.graphics.geometry.threshold_axes import (
    BANDS,
    REFUSED,
    ThresholdOptions,
    draw_ratios,
    draw_threshold_plot,
    seeded,
)
from parity.models.numbers import format_number
from parity.statistics.utility.clinical_impact import clinical_impact
from parity.statistics.utility.decision_curve_bands import decision_curve_bands


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
class ClinicalImpactOptions(ThresholdOptions):
    """What ``plot_clinical_impact`` lets one choose, under its names; those of `ThresholdOptions`, and:

    Attributes
    ----------
    population_size : int
        The number of patients that shares are shown of.
    col : sequence of str
        Colours of the high risk and of those of them with the event; one is that of both. Empty: black.
    lty : sequence of str
        Line type of the high risk; that of those with the event is dashed.
    plot_grid : bool
        Whether there are lines at the ticks.
    """

    population_size: int = 1000
    plot_grid: bool = True


def clinical_impact_value(
    outcome: np.ndarray,
    risk: np.ndarray,
    thresholds: np.ndarray,
    level: float = 0.95,
    *,
    bands: bool = False,
    resamples: int = 500,
    seed: Optional[int] = None,
) -> ClinicalImpactValue:
    """Shares at high risk, and with the event among them; with their limits in resamples if `bands`."""
    if bands:
        return banded_value(outcome, risk, thresholds, resamples, seeded(seed), level)
    result = clinical_impact(outcome, risk, thresholds)
    return ClinicalImpactValue(thresholds, Share(result.high_risk), Share(result.detected))


def banded_value(
    outcome: np.ndarray, risk: np.ndarray, thresholds: np.ndarray, resamples: int, seed: int, level: float
) -> ClinicalImpactValue:
    """Shares at high risk, and with the event among them, with their limits in resamples."""
    result = decision_curve_bands(outcome, risk, thresholds, resamples, seed, level)
    high_risk, detected = (Share(band.value, band.low, band.high) for band in (result.high_risk, result.detected))
    return ClinicalImpactValue(thresholds, high_risk, detected)


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
    size = options.population_size
    xlim = options.xlim or (min(thresholds), max(thresholds))
    col = [*(options.col or ("#000000",))] * 2
    dash, width = (options.lty or (SOLID,))[0], options.lwd[0]

    def curve(plot: Plot, share: Share, colour: str, dash: str) -> None:
        for line, thick in ((share.low, width / 2), (share.high, width / 2), (share.share, width)):
            if line is not None:
                plot.lines(*complete(thresholds, [part * size for part in line]), Stroke(colour, thick, dash))

    own = f"Number high risk (out of {format_number(float(size))})"
    plot = draw_threshold_plot(
        device,
        options,
        xlim,
        options.ylim or (0.0, size * 1.05),
        own if options.ylab is None else options.ylab,
        lambda plot: curve(plot, value.high_risk, col[0], dash),
        grid=options.plot_grid,
        grid_across_first=grid_across_first,
    )
    plot.set_margins(options.margins)
    curve(plot, value.detected, col[1], DASHED)
    if options.legend_position != "none":
        strokes = Stroke(col[0], width), Stroke(col[1], 1.0, DASHED)
        entries = [
            Entry(text, stroke) for text, stroke in zip(("Number high risk", "Number high risk with event"), strokes)
        ]
        draw_legend(plot, options.legend_position, entries, background="#ffffff")
    draw_ratios(plot, xlim, options)
    return plot.display_list()


FIGURE = FigureKind(
    name="clinical_impact",
    title="Clinical impact",
    summary="How many of 1000 patients are at high risk, and how many of these have the event, as "
    "``rmda::plot_clinical_impact`` draws it.",
    inputs=("outcome", "risk", "thresholds", "level"),
    value=clinical_impact_value,
    value_type=ClinicalImpactValue,
    draw=draw_clinical_impact,
    options=ClinicalImpactOptions,
    hint="n_cost_benefits, cex_axis",
    refused=REFUSED,
    width=7.0,
    height=6.0,
    choices=BANDS,
)
WITH_BANDS = replace(FIGURE, value=banded_value)
"""The same figure of given resamples."""
