"""The axes of a nomogram from page to page: where each goes, and how its ticks are labelled."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from statistics import NormalDist
from typing import Optional

from parity.errors import plural
from parity.graphics.drawing.axis import draw_axis
from parity.graphics.drawing.base import Plot
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import Stroke
from parity.graphics.drawing.parameters import ABOVE, BELOW, Lettering, Parameters
from parity.graphics.geometry.nomogram.options import NomogramOptions
from parity.graphics.geometry.nomogram.value import FunctionAxis, LinearPredictorAxis, NomogramValue, PredictorAxis
from parity.models.numbers import format_common, pretty, sequence

_LEFT_MARGIN = 1.1
_LOWEST = -0.05
_BAR_DISTANCE = 0.32
_PREDICTOR_BAR_LEVELS = 4


class Drawing:
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
            found, wanted = plural(len(sides), "side"), plural(len(shown), "value")
            raise ValueError(f"fun_side has {found} for the {wanted} of {axis.title!r}; name one for each")
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
