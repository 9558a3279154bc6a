"""Figures of what they are given, handed to their geometry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parity.errors import InputError, listed
from parity.figures.figure import Figure
from parity.figures.printed import printed
from parity.figures.reading import Reading, read_nomogram
from parity.figures.subject import value_for
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import DisplayList
from parity.graphics.geometry.kind import FigureKind
from parity.statistics.nomogram.axes import Nomogram


@dataclass(frozen=True)
class NomogramFigure(Figure):
    """A nomogram that can be read."""

    @property
    def nomogram(self) -> Nomogram:
        """What is drawn."""
        assert isinstance(self.value, Nomogram)
        return self.value

    def read(self, patient: Any) -> Reading:
        """A patient's points by predictor, total points, and the value of each function by its label; the risk where
        a function is that of a logistic model. See `parity.figures.reading.read_nomogram`."""
        return read_nomogram(self.nomogram, patient)

    def printed(self, dec: int = 0) -> str:
        """The tables of points, and of total points by risk, as R prints them; see `parity.figures.printed`."""
        return printed(self.nomogram, dec)

    @property
    def points_table(self) -> tuple[tuple[str, str, float], ...]:
        """Predictor, value as it is written, and points, for every tick of the predictors' axes."""
        return tuple(
            (axis.label, tick, float(points))
            for axis in self.nomogram.axes
            for tick, points in zip(axis.ticks, axis.points)
        )


def drawn(
    kind: FigureKind,
    of: Any,
    cohort: str,
    width: float,
    height: float,
    chosen: Mapping[str, Any],
    described: Mapping[str, Mapping[str, Any]] = {},
) -> Figure:
    """A figure of whatever it is given, with what is chosen of it; see `parity.figures.subject.value_for`."""
    made_with, options = kind.split(chosen)
    if isinstance(of, kind.value_type):
        given = [name for name, value in made_with.items() if kind.keywords.get(name, None) != value]
        given += described
        if given:
            raise InputError(
                f"what the figure draws is made already, without {listed(given)}", step="give them when you make it"
            )
        return figure_of(kind, of, options, width, height)
    return figure_of(kind, value_for(kind, of, cohort, made_with, described), options, width, height)


def figure_of(kind: FigureKind, value: Any, options: Any, width: float, height: float) -> Figure:
    """The figure of a value."""

    def draw(device: Device) -> DisplayList:
        try:
            return kind.draw(value, device, options)
        except ValueError as error:
            raise InputError(str(error)) from None

    figure = NomogramFigure if kind.value_type is Nomogram else Figure
    return figure(draw, width, height, kind.title, value, kind.hint)
