"""Figures of a study: the values of its model, handed to the figures' geometry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Union

from parity.cohort import Study
from parity.errors import InputError, listed
from parity.figures import values
from parity.figures.device import Device
from parity.figures.display import DisplayList
from parity.figures.figure import Figure, options_of
from parity.figures.geometry.calibration import ValidationOptions, draw_validation
from parity.figures.geometry.clinical_impact import ClinicalImpactOptions, draw_clinical_impact
from parity.figures.geometry.decision_curve import DecisionCurveOptions, draw_decision_curve
from parity.figures.geometry.nomogram import NomogramOptions, draw_nomogram, value_of
from parity.figures.geometry.roc import RocOptions, draw_roc
from parity.figures.reading import Reading, read_nomogram
from parity.predictions import samples
from parity.sample import Sample
from parity.statistics.nomogram.axes import Nomogram
from parity.study_file import find_study

@dataclass(frozen=True)
class NomogramFigure(Figure):
    """A nomogram that can be read.

    Attributes
    ----------
    nomogram : Nomogram
        What is drawn.
    """

    nomogram: Union[Nomogram, None] = None

    def read(self, patient: Mapping[str, Union[float, str]]) -> Reading:
        """A patient's points by predictor, total points, and risk; see `parity.figures.reading.read_nomogram`."""
        return read_nomogram(self.nomogram, patient)

    @property
    def points_table(self) -> tuple[tuple[str, str, float], ...]:
        """Predictor, value as it is written, and points, for every tick of the predictors' axes."""
        return tuple(
            (axis.label, tick, float(points)) for axis in self.nomogram.axes for tick, points in zip(axis.ticks, axis.points)
        )


def nomogram(of: Any, width: float, height: float, options: Mapping[str, Any]) -> NomogramFigure:
    of_object, of_drawing = values.split_options(options)
    chosen = options_of(NomogramOptions, of_drawing)
    if isinstance(of, Nomogram):
        if of_object:
            raise InputError(f"the nomogram is made already, without {listed(of_object)}", step="give them when you make it")
        model = of
    else:
        model = _nomogram_of(sample_of(of), of_object)
    value = value_of(model)
    return NomogramFigure(_drawing(draw_nomogram, value, chosen), width, height, "Nomogram", model)


def roc(
    of: Any, cohort: str, print_auc: bool, print_thres: bool, width: float, height: float, options: Mapping[str, Any]
) -> Figure:
    chosen = options_of(RocOptions, options)
    sample = sample_of(of, cohort)
    value = values.roc_value(
        sample.outcome, sample.risk, sample.study.level, title=sample.study.title, area=print_auc, cut_offs=print_thres
    )
    return Figure(_drawing(draw_roc, value, chosen), width, height, "ROC curve")


def decision_curve(of: Any, cohort: str, standardize: bool, width: float, height: float, options: Mapping[str, Any]) -> Figure:
    chosen = options_of(DecisionCurveOptions, options)
    sample = sample_of(of, cohort)
    value = values.decision_curve_value(sample.outcome, sample.risk, sample.study.thresholds, standardize=standardize)
    return Figure(_drawing(draw_decision_curve, value, chosen), width, height, "Decision curve")


def clinical_impact(of: Any, cohort: str, width: float, height: float, options: Mapping[str, Any]) -> Figure:
    chosen = options_of(ClinicalImpactOptions, options)
    sample = sample_of(of, cohort)
    value = values.clinical_impact_value(sample.outcome, sample.risk, sample.study.thresholds)
    return Figure(_drawing(draw_clinical_impact, value, chosen), width, height, "Clinical impact")


def calibration(of: Any, cohort: str, width: float, height: float, options: Mapping[str, Any]) -> Figure:
    chosen = options_of(ValidationOptions, options)
    sample = sample_of(of, cohort)
    value = values.validation_value(sample.outcome, sample.risk)
    return Figure(_drawing(draw_validation, value, chosen), width, height, "Calibration")


def sample_of(of: Any, cohort: str = "development") -> Sample:
    """A cohort of a study, which may be given by its name or file."""
    both = samples(of if isinstance(of, Study) else find_study(of))
    found = [sample for sample in both if sample.role == cohort]
    if not found:
        there = " and ".join(sample.role for sample in both)
        raise InputError(f"the study {both[0].study.name} has no cohort {cohort!r}", step=f"it has {there}")
    return found[0]


def axis_labels(study: Study) -> tuple[str, ...]:
    """``("Age (years)", ...)``, in the order of the predictors.

    ``rms::nomogram`` keeps its axes by their labels, beside others of its own: a label that is one of those gets a space at its end, which
    nobody sees, so that neither R nor a reader of a comparison takes the one for the other.
    """
    labels = (study.labels.get(n, n) + (f" ({study.units[n]})" if n in study.units else "") for n in study.predictors)
    return tuple(label + " " if label in _NAMES_OF_RMS else label for label in labels)


_NAMES_OF_RMS = ("lp", "total.points", "Risk")


def _nomogram_of(sample: Sample, options: Mapping[str, Any]) -> Nomogram:
    labels = axis_labels(sample.study)
    try:
        return values.nomogram_of(sample.predictors, labels, sample.coefficients, sample.linear_predictor, **options)
    except ValueError as error:
        raise InputError(str(error)) from None


def _drawing(draw: Callable[[Any, Device, Any], DisplayList], value: Any, options: Any) -> Callable[[Device], DisplayList]:
    return lambda device: draw(value, device, options)
