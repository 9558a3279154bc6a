"""The same figures, drawn by R: the scripts that the figures are checked against, on a device that writes the file."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from parity import places
from parity.check import Check, RDrawing
from parity.connect import connect
from parity.errors import InputError, Missing, quoted
from parity.figures.pages import clinical_impact_page, decision_curve_page, nomogram_page, roc_page, val_prob_page
from parity.figures.studied import sample_of
from parity.modes import Mode
from parity.r.supervisor import RAnswer

FORMATS = (".png", ".pdf", ".svg")


@dataclass(frozen=True)
class RFigure:
    """A figure that R draws when it is asked for.

    Attributes
    ----------
    check : Check
        Whose R script draws it.
    arguments : mapping
        Of the script.
    width, height : float
        In inches.
    """

    check: Check
    arguments: Mapping[str, Any] = field(repr=False)
    width: float
    height: float

    def page_content(self) -> str:
        """The page of R's ``pdf(compress = FALSE)``."""
        return "".join(f"{line}\n" for line in self._draw(None, 150.0).value["content"])

    def save(self, path: Path | str, dpi: float = 150.0) -> Path:
        """Let R write a PDF, SVG or PNG file; it takes its name when it is complete.

        Parameters
        ----------
        dpi : float
            Pixels an inch of a PNG file.
        """
        path = Path(path)
        if path.suffix not in FORMATS:
            raise InputError(f"no figure is written as {quoted(path.suffix)}", file=path, step=f"choose one of {', '.join(FORMATS)}")
        with tempfile.TemporaryDirectory(dir=path.resolve().parent, prefix=".parity-") as aside:
            drawn = Path(aside, path.name)
            self._draw(drawn, dpi)
            drawn.replace(path)
        return path

    def _repr_png_(self) -> bytes:
        with tempfile.TemporaryDirectory() as aside:
            return self.save(Path(aside, "figure.png")).read_bytes()

    def _draw(self, file: Path | None, dpi: float) -> RAnswer:
        (call,) = self.check.references
        assert isinstance(call, RDrawing)
        script = places.r_scripts() / call.package / f"{self.check.stem}.R"
        with connect(Mode.LIVE, None, [call.package], timeout=120.0) as connection:
            answer = connection.live.session.draw(
                script, self.check.stem, self.arguments, width=self.width, height=self.height, file=file, resolution=dpi
            )
        if answer.value is None:
            raise Missing("R could not draw the figure: " + "; ".join(said.text for said in answer.conditions))
        return answer


def nomogram(of: Any, width: float, height: float, options: Mapping[str, Any]) -> RFigure:
    return _figure(nomogram_page.CHECK, of, "development", width, height, options)


def roc(of: Any, cohort: str, width: float, height: float, options: Mapping[str, Any]) -> RFigure:
    return _figure(roc_page.CHECK, of, cohort, width, height, options)


def decision_curve(of: Any, cohort: str, width: float, height: float, options: Mapping[str, Any]) -> RFigure:
    return _figure(decision_curve_page.CHECK, of, cohort, width, height, options)


def clinical_impact(of: Any, cohort: str, width: float, height: float, options: Mapping[str, Any]) -> RFigure:
    return _figure(clinical_impact_page.CHECK, of, cohort, width, height, options)


def calibration(of: Any, cohort: str, width: float, height: float, options: Mapping[str, Any]) -> RFigure:
    return _figure(val_prob_page.CHECK, of, cohort, width, height, options)


def _figure(check: Check, of: Any, cohort: str, width: float, height: float, options: Mapping[str, Any]) -> RFigure:
    """The options go to R under its names. Python draws first: R passes over options that it does not know in silence."""
    inputs = check.inputs(sample_of(of, cohort))
    named = {name.replace("_", "."): value for name, value in options.items()}
    check.compute(**{**inputs, "options": named})
    return RFigure(check, {**inputs, "options": {name: _sendable(value) for name, value in named.items()}}, width, height)


def _sendable(value: Any) -> Any:
    """A tuple of numbers as an array."""
    return np.array(value) if isinstance(value, tuple) and not any(isinstance(item, str) for item in value) else value
