"""The nomogram, drawn as ``plot(rms::nomogram(...))`` draws it."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from statistics import NormalDist
from typing import Any, Optional

import numpy as np

from parity.data.cohort import Column
from parity.graphics.drawing.axis import draw_axis
from parity.graphics.drawing.base import ABOVE, BELOW, LABEL_LINES, MARGINS, Lettering, Margins, Parameters, Plot
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import DisplayList, Stroke
from parity.graphics.geometry.kind import FigureKind
from parity.models.numbers import format_common, format_number, pretty, sequence
from parity.statistics.nomogram.axes import Bars, Nomogram, Scale
from parity.statistics.nomogram.numbers import nomogram_of
from parity.statistics.nomogram.options import NomogramOptions as NomogramChoices


@dataclass(frozen=True, slots=True)
class PredictorAxis:
    """The points of one predictor, or of one predictor at given values of those that it interacts with.

    Attributes
    ----------
    title : str
        ``"age"``, ``"age (sex=male)"``.
    labels : tuple of str
        The predictor's values as they are written.
    points : tuple of float
        Of each value.
    discrete : bool
        Whether the values are levels: their labels then stand by turns below and above the axis.
    continuation : bool
        Whether the axis continues the one above it for another value of an interacting predictor.
    standard_errors : tuple of float
        Of the linear predictor at each value; empty where there are no confidence bars.
    show_every_label : bool
        Whether labels are written even where they overlap (levels abbreviated to single letters).
    """

    title: str
    labels: tuple[str, ...]
    points: tuple[float, ...]
    discrete: bool = False
    continuation: bool = False
    standard_errors: tuple[float, ...] = ()
    show_every_label: bool = False


@dataclass(frozen=True, slots=True)
class LinearPredictorBars:
    """Confidence bars of the linear predictor: their total points, standard errors in points, height, and levels."""

    points: tuple[float, ...]
    standard_errors: tuple[float, ...]
    height: float
    levels: int


@dataclass(frozen=True, slots=True)
class LinearPredictorAxis:
    """The linear predictor against total points."""

    values: tuple[float, ...]
    labels: tuple[str, ...]
    points: tuple[float, ...]
    bars: Optional[LinearPredictorBars] = None


@dataclass(frozen=True, slots=True)
class FunctionAxis:
    """A function of the linear predictor, such as the risk, against total points.

    Attributes
    ----------
    title : str
    labels : tuple of str
        The values that lie in range.
    points : tuple of float
        Total points of each.
    shown : tuple of bool
        For every value asked for, whether it lies in range; empty: all do.
    """

    title: str
    labels: tuple[str, ...]
    points: tuple[float, ...]
    shown: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class NomogramValue:
    """All that a nomogram shows.

    Attributes
    ----------
    axes : tuple of PredictorAxis
        From top to bottom.
    total_points : tuple of float
        Ticks of the axis of total points.
    linear_predictor : LinearPredictorAxis or None
        None where its axis is left out.
    functions : tuple of FunctionAxis
    maximum : float
        The points of the axis with the widest range: R's ``maxscale``.
    intervals : int
        Wanted number of intervals on an axis: R's ``nint``.
    points_per_unit, intercept : float
        ``total points = (linear predictor - intercept) * points_per_unit``.
    confidence : tuple of float
        Levels of the confidence bars, ascending; empty: none.
    """

    axes: tuple[PredictorAxis, ...]
    total_points: tuple[float, ...]
    linear_predictor: Optional[LinearPredictorAxis]
    functions: tuple[FunctionAxis, ...]
    maximum: float
    intervals: int
    points_per_unit: float
    intercept: float
    confidence: tuple[float, ...] = ()


_OWN_NAMES = {"maxscale": "points", "nint": "intervals"}
"""Arguments of ``rms::nomogram`` that ours calls otherwise."""


def titled_nomogram(
    predictors: Mapping[str, Column],
    labels: Sequence[str],
    coefficients: np.ndarray,
    linear_predictor: np.ndarray,
    **options: Any,
) -> Nomogram:
    """The nomogram of a model of these patients; `labels` name its axes, `options` are those of ``rms::nomogram``."""
    named = {_OWN_NAMES.get(name, name): value for name, value in options.items()}
    return nomogram_of(predictors, coefficients, linear_predictor, names=dict(zip(predictors, labels)), **named)


def value_of(nomogram: Nomogram) -> NomogramValue:
    """What there is to draw of a model's nomogram."""
    return NomogramValue(
        axes=tuple(
            PredictorAxis(
                axis.label,
                axis.ticks,
                tuple(axis.points.tolist()),
                axis.discrete,
                axis.continuation,
                () if axis.standard_errors is None else tuple(axis.standard_errors.tolist()),
                axis.show_every_tick,
            )
            for axis in nomogram.axes
        ),
        total_points=tuple(nomogram.total_points),
        linear_predictor=None
        if nomogram.linear_predictor is None
        else _scale(nomogram.linear_predictor, nomogram.bars),
        functions=tuple(
            FunctionAxis(function.label, function.ticks, tuple(function.total_points.tolist()), function.shown)
            for function in nomogram.functions
        ),
        maximum=nomogram.points,
        intervals=nomogram.intervals,
        points_per_unit=nomogram.points_per_unit,
        intercept=nomogram.intercept,
        confidence=nomogram.confidence,
    )


def _scale(scale: Scale, bars: Optional[Bars]) -> LinearPredictorAxis:
    labels = tuple(format_number(value) for value in scale.values)
    points = tuple(scale.total_points.tolist())
    if bars is None:
        return LinearPredictorAxis(tuple(scale.values), labels, points)
    height, levels = (2.0, 8) if bars.dense else (1.0, 4)
    drawn = LinearPredictorBars(tuple(bars.total_points.tolist()), tuple(bars.standard_errors.tolist()), height, levels)
    return LinearPredictorAxis(tuple(scale.values), labels, points, drawn)


@dataclass(frozen=True, slots=True)
class NomogramOptions:
    """What ``plot.nomogram`` lets one choose, under its names.

    Attributes
    ----------
    lplabel, points_label, total_points_label : str
        Titles of the three axes that every nomogram has.
    fun_side : sequence of sequence of int
        For each function, for each value asked for: 1 labels it below the axis, 3 above. Empty: all below.
    col_conf : sequence of str or None
        Colour of the bars of each confidence level; None leaves a bar out. rms's default draws only the first.
    conf_space : (float, float)
        Nearest and farthest distance of the bars from their axis.
    label_every : int
        Label only every so many ticks of axes that are not discrete.
    force_label : bool
        Write labels even where they overlap.
    xfrac : float
        Share of the page for the titles, relative to that of the axes.
    cex_axis, cex_var : float
        Magnification of labels and of titles.
    col_grid : sequence of str
        Colours of vertical lines at the major and the minor ticks of the points axis; empty: none.
    ia_space : float
        Distance of an axis to the one that it continues, relative to that of others.
    tcl : float
        Length of ticks in lines, negative outwards.
    lmgp : float
        Distance of labels from their axis, in lines.
    naxes : float or None
        Axes that fit a page; the rest follows on other pages. None: all.
    total_sep_page : bool
        Begin a page with the axis of total points.
    cap_labels : bool
        Capitalise the labels of discrete predictors.
    mar, mgp : see `parity.graphics.drawing.base.Parameters`
        The left margin is rms's own.
    """

    lplabel: str = "Linear Predictor"
    points_label: str = "Points"
    total_points_label: str = "Total Points"
    fun_side: Sequence[Sequence[int]] = ()
    col_conf: Sequence[Optional[str]] = ("#000000", None)
    conf_space: tuple[float, float] = (0.08, 0.2)
    label_every: int = 1
    force_label: bool = False
    xfrac: float = 0.35
    cex_axis: float = 0.85
    cex_var: float = 1.0
    col_grid: Sequence[str] = ()
    ia_space: float = 0.7
    tcl: float = -0.25
    lmgp: float = 0.4
    naxes: Optional[float] = None
    total_sep_page: bool = False
    cap_labels: bool = False
    mar: Margins = MARGINS
    mgp: tuple[float, float, float] = LABEL_LINES

    def __post_init__(self) -> None:
        if any(side not in (BELOW, ABOVE) for sides in self.fun_side for side in sides):
            raise ValueError("fun_side names the side of each label: 1 below the axis, 3 above it")


def draw_nomogram(value: NomogramValue, device: Device, options: NomogramOptions = NomogramOptions()) -> DisplayList:
    """The pages of a nomogram.

    Notes
    -----
    Axes lie one unit of y apart, from the top; x counts points, and below the axis of total points total points. Titles
    begin at ``-xfrac`` times the largest value of x.

    Equals ``plot(nomogram, ...)`` of rms.

    Raises
    ------
    ValueError
        Where a function has no value in range, or `fun_side` does not fit it.
    """
    drawing = _Drawing(value, device, options)
    drawing.points_page()
    for axis in value.axes:
        drawing.predictor(axis)
    drawing.total_points()
    if value.linear_predictor is not None:
        drawing.linear_predictor(value.linear_predictor)
    for number, function in enumerate(value.functions):
        drawing.function(function, options.fun_side[number] if options.fun_side else None)
    drawing.plot.set_margins(options.mar, clip=True)
    return drawing.plot.display_list()


_LEFT_MARGIN = 1.1
_LOWEST = -0.05
_BAR_DISTANCE = 0.32
_PREDICTOR_BAR_LEVELS = 4


class _Drawing:
    """A nomogram in the making: where the next axis goes, and in which coordinates."""

    def __init__(self, value: NomogramValue, device: Device, options: NomogramOptions) -> None:
        self.value, self.options = value, options
        below, _, above, right = options.mar
        self.plot = Plot(
            device, Parameters((below, _LEFT_MARGIN, above, right), (options.mgp[0], options.lmgp, options.mgp[2]))
        )
        continued = sum(axis.continuation for axis in value.axes)
        self.used = len(value.axes) - continued + options.ia_space * continued
        after = len(value.functions) + (value.linear_predictor is not None) + 1
        default = max(self.used + 1, after) if options.total_sep_page else self.used + 1 + after
        self.naxes = default if options.naxes is None else options.naxes
        self.title_at = -options.xfrac * value.maximum
        self.total_points_window: Optional[tuple[float, float]] = None
        self.critical = [0.0, *(NormalDist().inv_cdf((level + 1) / 2) for level in value.confidence)]

    # pages and places

    def points_page(self) -> None:
        """Begin a page with the points axis and its grid."""
        value, options, plot = self.value, self.options, self.plot
        y = self._page()
        self.y = y
        self._title(options.points_label)
        major = pretty(0.0, value.maximum, value.intervals)
        step = major[1] - major[0]
        middles = sequence((major[0] + major[1]) / 2, max(major), step)
        minor = sorted(place for middle in middles for place in (middle - step / 4, middle, middle + step / 4))
        for ticks, colours in ((major, options.col_grid[:1]), (minor, options.col_grid[1:])):
            for tick, colour in zip(ticks, itertools.cycle(colours)):
                plot.segment((tick, y), (tick, y - self.used), Stroke(colour))
        self._axis(ABOVE, major, None, mgp=plot.parameters.mgp)
        self._minor_ticks(ABOVE, minor)

    def _page(self) -> float:
        """Begin a page; gives the place of its first axis."""
        top = self.naxes - 1
        left = -self.options.xfrac * self.value.maximum
        self.plot.new_page((left, self.value.maximum), (0.0, top))
        self.plot.label("", BELOW)  # R's empty axis title: it draws nothing, but sets a clipping region
        return top

    def _advance(self, distance: float, separate: bool = False) -> None:
        """Go down to the next axis, where need be on another page."""
        self.y -= distance
        if self.y < _LOWEST or separate:
            if self.total_points_window is None:
                self.points_page()
            else:
                self.y = self._page() + 1
                self.plot.x.set_user(*self.total_points_window)
            self.y -= distance

    def _title(self, text: str) -> None:
        self.plot.text(self.title_at, self.y, text, across=0.0, lettering=Lettering(self.options.cex_var))

    # axes

    def _axis(
        self,
        side: int,
        at: Sequence[float],
        labels: Optional[Sequence[str]],
        *,
        mgp: Optional[tuple[float, float, float]] = None,
        discrete: bool = False,
        force: bool = False,
    ) -> None:
        """An axis and its labels. R draws the line twice, the second time with ticks of no length."""
        options = self.options
        draw = functools.partial(
            draw_axis,
            self.plot,
            side,
            position=self.y,
            magnification=options.cex_axis,
            mgp=mgp or (0.0, options.lmgp - (0.6 if side == BELOW else 0.0), 0.0),
            down=1.0 if side == BELOW else 0.0,
        )
        draw(at, False, tcl=options.tcl)
        every = 1 if discrete else options.label_every
        at = at[::every]
        texts = format_common([float(tick) for tick in at]) if labels is None else labels[::every]
        if force or options.force_label:
            for tick, text in zip(at, texts):
                draw([tick], [text], tcl=0.0)
        else:
            draw(at, texts, tcl=0.0)

    def _minor_ticks(self, side: int, at: Sequence[float]) -> None:
        draw_axis(self.plot, side, at, False, position=self.y, tcl=self.options.tcl / 2)

    def _line(self, points: Sequence[float]) -> None:
        self.plot.lines([min(points), max(points)], [self.y, self.y])

    def _bars(
        self, points: Sequence[float], errors: Sequence[float], heights: tuple[float, float], levels: int
    ) -> None:
        """Confidence bars, on so many levels by turns that neighbours do not hide each other."""
        low, high = heights
        colours = self.options.col_conf
        for number, (point, error) in enumerate(zip(points, errors)):
            step = number % levels
            y = high if step == levels - 1 else low + step * ((high - low) / (levels - 1))
            for level, (inner, outer) in enumerate(zip(self.critical, self.critical[1:])):
                colour = colours[level % len(colours)]
                if colour is None:
                    continue
                for sign in (-1.0, 1.0):
                    start, end = point + sign * (outer * error), point + sign * (inner * error)
                    self.plot.segment((start, y), (end, y), Stroke(colour))

    def predictor(self, axis: PredictorAxis) -> None:
        """The axis of a predictor, with one of three layouts: discrete, monotone, or turning."""
        self._advance(self.options.ia_space if axis.continuation else 1.0)
        self._title(_wrapped(self.plot, axis.title, abs(self.title_at), self.options.cex_var))
        points, labels = _merged(axis)
        if axis.discrete and len(points) > 1:
            order = sorted(range(len(points)), key=points.__getitem__)
            self._line(points)
            for side, members in ((BELOW, order[::2]), (ABOVE, order[1::2])):
                self._piece(axis, points, labels, side, members)
            return
        turns = _turns(points)
        if not turns:
            self._axis(BELOW, points, labels, discrete=axis.discrete)
            if axis.standard_errors:
                near, far = self.options.conf_space
                self._bars(
                    points, self._in_points(axis.standard_errors), (self.y + near, self.y + far), _PREDICTOR_BAR_LEVELS
                )
            return
        self._line(points)
        ends = turns if turns[-1] == len(points) - 1 else [*turns, len(points)]
        for number, (start, end) in enumerate(zip([0, *ends], ends)):
            self._piece(axis, points, labels, (BELOW, ABOVE)[number % 2], range(start, end))

    def _piece(
        self, axis: PredictorAxis, points: Sequence[float], labels: Sequence[str], side: int, members: Sequence[int]
    ) -> None:
        """Some ticks of a predictor's axis, labelled on one side, with their confidence bars."""
        at = [points[member] for member in members]
        texts = [labels[member] for member in members]
        if axis.discrete and self.options.cap_labels:
            texts = [text[:1].upper() + text[1:] for text in texts]
        self._axis(side, at, texts, discrete=axis.discrete, force=axis.show_every_label)
        if axis.standard_errors:
            outwards = -1.0 if side == BELOW else 1.0
            near, far = (self.y + outwards * space + outwards * _BAR_DISTANCE for space in self.options.conf_space)
            errors = self._in_points([axis.standard_errors[member] for member in members])
            self._bars(at, errors, (near, far), _PREDICTOR_BAR_LEVELS)

    def _in_points(self, errors: Sequence[float]) -> list[float]:
        return [self.value.points_per_unit * error for error in errors]

    def total_points(self) -> None:
        """The axis of total points; from here on x counts them, 0 and their largest below the ends of the points."""
        value, options = self.value, self.options
        ticks = value.total_points
        largest = max(ticks)
        left, right = self.plot.x.user
        title_at = -options.xfrac * largest
        self.total_points_window = (title_at * left / self.title_at, largest * right / value.maximum)
        self.title_at = title_at
        self.plot.x.set_user(*self.total_points_window)
        self._advance(1.0, separate=options.total_sep_page)
        self._title(options.total_points_label)
        self._axis(BELOW, ticks, None)
        self._minor_ticks(BELOW, sequence(ticks[0], largest, (ticks[1] - ticks[0]) / 5))

    def linear_predictor(self, axis: LinearPredictorAxis) -> None:
        """The axis of the linear predictor."""
        value = self.value
        self._advance(1.0)
        self._title(self.options.lplabel)
        self._axis(BELOW, axis.points, axis.labels)
        halves = sequence(axis.values[0], max(axis.values), (axis.values[1] - axis.values[0]) / 2)
        self._minor_ticks(BELOW, [(half - value.intercept) * value.points_per_unit for half in halves])
        if axis.bars is not None:
            near, far = self.options.conf_space
            heights = self.y + near, self.y + (near + axis.bars.height * (far - near))
            self._bars(axis.bars.points, axis.bars.standard_errors, heights, axis.bars.levels)

    def function(self, axis: FunctionAxis, sides: Optional[Sequence[int]]) -> None:
        """The axis of a function. Every tick is an axis of its own: no label is left out, and labels may overlap."""
        if not axis.points:
            raise ValueError(
                f"no value of {axis.title!r} lies in the range of the linear predictor; choose other values (fun_at)"
            )
        shown = axis.shown or (True,) * len(axis.points)
        sides = (BELOW,) * len(shown) if sides is None else sides
        if len(sides) != len(shown):
            raise ValueError(
                f"fun_side has {len(sides)} sides for the {len(shown)} values of {axis.title!r}; name one for each"
            )
        self._advance(1.0)
        self._title(axis.title)
        options = self.options
        for point, label, side in zip(
            axis.points, axis.labels, [side for side, is_shown in zip(sides, shown) if is_shown]
        ):
            draw_axis(
                self.plot,
                side,
                [point],
                [label],
                position=self.y,
                magnification=options.cex_axis,
                tcl=options.tcl,
                mgp=(0.0, options.lmgp - (0.6 if side == BELOW else 0.0), 0.0),
                down=1.0 if side == BELOW else 0.0,
            )
        self._line(axis.points)


def _merged(axis: PredictorAxis) -> tuple[list[float], list[str]]:
    """Points and labels; values with the same points share a label: ``a-b``, at the end of a continuous axis ``a+``."""
    points: list[float] = []
    labels: list[str] = []
    start = 0
    for number, point in enumerate(axis.points):
        if number + 1 < len(axis.points) and axis.points[number + 1] == point:
            continue
        label = axis.labels[number]
        if number > start:
            at_end = number == len(axis.points) - 1
            label = f"{axis.labels[start]}+" if at_end and not axis.discrete else f"{axis.labels[start]}-{label}"
        points.append(point)
        labels.append(label)
        start = number + 1
    return points, labels


def _turns(points: Sequence[float]) -> list[int]:
    """Where the points have changed direction between the two before."""
    rises = [after > before for before, after in zip(points, points[1:])]
    return [number + 2 for number in range(len(rises) - 1) if rises[number] != rises[number + 1]]


def _wrapped(plot: Plot, text: str, width: float, magnification: float) -> str:
    """The text broken into lines no wider than `width`, each word counted with a space after it."""
    space = plot.text_width(" ", magnification)
    lines: list[list[str]] = []
    end = line_start = 0.0
    for word in filter(None, re.split("[ \t\n]", text)):  # a no-break space is none, to R's strwrap neither
        start, end = end, end + (plot.text_width(word, magnification) + space)
        if not lines or end - line_start > width:
            lines.append([])
            line_start = start
        lines[-1].append(word)
    return "\n".join(" ".join(line) for line in lines)


def _draw(nomogram: Nomogram, device: Device, options: NomogramOptions) -> DisplayList:
    return draw_nomogram(value_of(nomogram), device, options)


FIGURE = FigureKind(
    name="nomogram",
    title="Nomogram",
    summary='The nomogram of a model, as ``plot(rms::nomogram(fit, fun = plogis, funlabel = "Risk"))``.',
    inputs=("predictors", "labels", "coefficients", "linear_predictor"),
    value=titled_nomogram,
    value_type=Nomogram,
    draw=_draw,
    options=NomogramOptions,
    width=8.0,
    height=6.0,
    further_choices=(*(choice.name for choice in fields(NomogramChoices)), *_OWN_NAMES),
    of_cohort=False,
    options_text="""\
    Of ``rms::nomogram`` (`parity.statistics.nomogram.options.NomogramOptions`) and of ``plot.nomogram``
    (`parity.graphics.geometry.nomogram.NomogramOptions`), such as ``fun_at=(0.1, 0.5, 0.9), cex_axis=0.7``.""",
    returns="""\
NomogramFigure or RFigure
    ``read(patient)`` of the former gives a patient's points, total and risk.""",
)
