"""The figures: what each shows, where it draws that, and its declaration."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parity.figures.geometry.kind import FigureKind

FIGURES = ("roc", "calibration", "decision_curve", "clinical_impact", "nomogram")
"""The figures of a model: the modules here that declare one. Their public functions, checks and commands follow."""


def kind_of(name: str) -> FigureKind:
    """The declaration of a figure, from its module here."""
    declared: FigureKind = importlib.import_module(f"{__name__}.{name}").FIGURE
    return declared
