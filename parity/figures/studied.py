"""Figures of a study: its patients and its model, handed to the figures' geometry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Union

from parity.data.cohort import Study
from parity.data.study_file import find_study
from parity.errors import InputError, listed, quoted
from parity.figures.figure import Figure
from parity.figures.reading import Reading, read_nomogram
from parity.graphics.geometry.kind import FigureKind
from parity.statistics.nomogram.axes import Nomogram
from parity.verification.estimable import check_estimable
from parity.verification.predictions import samples
from parity.verification.sample import Sample


@dataclass(frozen=True)
class NomogramFigure(Figure):
    """A nomogram that can be read."""

    @property
    def nomogram(self) -> Nomogram:
        """What is drawn."""
        assert isinstance(self.value, Nomogram)
        return self.value

    def read(self, patient: Mapping[str, Union[float, str]]) -> Reading:
        """A patient's points by predictor, total points, and risk; see `parity.figures.reading.read_nomogram`."""
        return read_nomogram(self.nomogram, patient)

    @property
    def points_table(self) -> tuple[tuple[str, str, float], ...]:
        """Predictor, value as it is written, and points, for every tick of the predictors' axes."""
        return tuple(
            (axis.label, tick, float(points))
            for axis in self.nomogram.axes
            for tick, points in zip(axis.ticks, axis.points)
        )


def drawn(kind: FigureKind, of: Any, cohort: str, width: float, height: float, chosen: Mapping[str, Any]) -> Figure:
    """A figure of a study, or of a value that is made already, with what is chosen of it."""
    made_with, options = kind.split(chosen)
    if isinstance(of, kind.value_type):
        given = [name for name, value in made_with.items() if kind.keywords.get(name, None) != value]
        if given:
            raise InputError(
                f"what the figure draws is made already, without {listed(given)}", step="give them when you make it"
            )
        return figure_of(kind, of, options, width, height)
    return drawn_of(kind, kind.inputs_of(sample_of(of, cohort)), chosen, width, height)


def drawn_of(
    kind: FigureKind, inputs: Mapping[str, Any], chosen: Mapping[str, Any], width: float, height: float
) -> Figure:
    """A figure of a sample's attributes."""
    made_with, options = kind.split(chosen)
    try:
        value = kind.value_of(inputs, made_with)
    except ValueError as error:
        raise InputError(str(error)) from None
    return figure_of(kind, value, options, width, height)


def figure_of(kind: FigureKind, value: Any, options: Any, width: float, height: float) -> Figure:
    """The figure of a value."""
    figure = NomogramFigure if kind.value_type is Nomogram else Figure
    return figure(lambda device: kind.draw(value, device, options), width, height, kind.title, value)


def samples_of(of: Any) -> tuple[Sample, ...]:
    """The cohorts of a study, which may be given by its name or file; that of development first."""
    study = of if isinstance(of, Study) else find_study(of)
    check_estimable(study)
    return samples(study)


def sample_of(of: Any, cohort: str = "development") -> Sample:
    """One cohort of a study, by its name or by what it is to the model."""
    every = samples_of(of)
    found = [sample for sample in every if sample.cohort.name == cohort] or [
        sample for sample in every if sample.setting.role.value == cohort
    ]
    if len(found) == 1:
        return found[0]
    name = every[0].study.name
    if found:
        raise InputError(
            f"the study {name} has {len(found)} cohorts of {cohort}",
            step=f"name one: {listed(sample.cohort.name for sample in found)}",
        )
    there = " and ".join(dict.fromkeys(sample.setting.role.value for sample in every))
    raise InputError(f"the study {name} has no cohort {quoted(cohort)}", step=f"it has {there}")
