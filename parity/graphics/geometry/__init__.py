"""The figures: what each shows, and where it draws that."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parity.graphics.geometry.kind import FigureKind

FIGURES = ("roc", "calibration", "calibrate", "decision_curve", "clinical_impact", "nomogram")
"""The figures of a model, by the names of their public functions."""


def kind_of(name: str) -> FigureKind:
    """What a figure is; the modules bring the statistics with them and are imported here, where they are needed."""
    from parity.graphics.geometry import calibrate, calibration, clinical_impact, decision_curve, nomogram, roc

    modules = (roc, calibration, calibrate, decision_curve, clinical_impact, nomogram)
    return {module.FIGURE.name: module.FIGURE for module in modules}[name]
