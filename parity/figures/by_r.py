"""The same figures, drawn by R: the scripts that the figures are checked against, on a device that writes the file."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from parity import places
from parity.answers.connect import connect
from parity.answers.modes import Mode
from parity.checks.figures import CHECKS
from parity.errors import InputError, Missing, quoted
from parity.figures.figure import FORMATS
from parity.figures.studied import drawn_of, sample_of
from parity.graphics.geometry.kind import FigureKind
from parity.r.supervisor import RAnswer


@dataclass(frozen=True)
class RFigure:
    """A figure that R draws when it is asked for.

    Attributes
    ----------
    package, script : str
        The R package, and the script that lets it draw: ``r_scripts/<package>/<script>.R``.
    arguments : mapping
        Of the script.
    width, height : float
        In inches.
    """

    package: str
    script: str
    arguments: Mapping[str, Any] = field(repr=False)
    width: float
    height: float

    def page_content(self) -> str:
        """The page of R's ``pdf(compress = FALSE)``."""
        drawn = self._draw(None, 150.0).value
        assert drawn is not None
        return "".join(f"{line}\n" for line in drawn["content"])

    def save(self, path: Path | str, dpi: float = 150.0) -> Path:
        """Let R write a PDF, SVG or PNG file; it takes its name when it is complete.

        Parameters
        ----------
        dpi : float
            Pixels an inch of a PNG file.
        """
        path = Path(path)
        if path.suffix not in FORMATS:
            raise InputError(
                f"no figure is written as {quoted(path.suffix)}", file=path, step=f"choose one of {', '.join(FORMATS)}"
            )
        with tempfile.TemporaryDirectory(dir=path.resolve().parent, prefix=".parity-") as aside:
            drawn = Path(aside, path.name)
            self._draw(drawn, dpi)
            drawn.replace(path)
        return path

    def _repr_png_(self) -> bytes:
        with tempfile.TemporaryDirectory() as aside:
            return self.save(Path(aside, "figure.png")).read_bytes()

    def _draw(self, file: Path | None, dpi: float) -> RAnswer:
        script = places.r_scripts() / self.package / f"{self.script}.R"
        with connect(Mode.LIVE, None, [self.package], timeout=120.0) as connection:
            assert connection.live is not None
            answer = connection.live.session.draw(
                script, self.script, self.arguments, width=self.width, height=self.height, file=file, resolution=dpi
            )
        if answer.value is None:
            raise Missing("R could not draw the figure: " + "; ".join(said.text for said in answer.conditions))
        return answer


def drawn_by_r(
    kind: FigureKind, of: Any, cohort: str, width: float, height: float, chosen: Mapping[str, Any]
) -> RFigure:
    """A figure that R will draw; Python draws it first: R passes over options that it does not know in silence."""
    if isinstance(of, kind.value_type):
        raise InputError("R draws the figures of a study", step="name a study, or leave engine out")
    sample, check = sample_of(of, cohort), CHECKS[kind.name]
    drawn_of(kind, kind.inputs_of(sample), chosen, width, height).page_content()
    options = {name.replace("_", "."): _sendable(value) for name, value in chosen.items()}
    package = check.references[0].package
    return RFigure(package, check.stem, {**check.arguments(sample), "options": options}, width, height)


def _sendable(value: Any) -> Any:
    """A tuple of numbers as an array."""
    return np.array(value) if isinstance(value, tuple) and not any(isinstance(item, str) for item in value) else value
