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
from parity.checks.figures import CHECKS, RESAMPLED
from parity.errors import InputError, Missing
from parity.figures.figure import file_of, require_positive
from parity.figures.fitted import is_fitted
from parity.figures.samples import sample_of
from parity.figures.studied import drawn
from parity.figures.subject import inputs_of
from parity.graphics.geometry.kind import FigureKind
from parity.graphics.geometry.nomogram.functions import function_labels, function_names
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

    def __post_init__(self) -> None:
        require_positive(width=self.width, height=self.height)

    def page_content(self) -> str:
        """The page of R's ``pdf(compress = FALSE)``."""
        drawn = self._draw(None, 150.0).value
        assert drawn is not None
        return "".join(f"{line}\n" for line in drawn["content"])

    def save(self, path: Path | str, dpi: float = 150.0) -> Path:
        """Let R write a PDF, SVG, EPS, PNG or TIFF file; it takes its name when it is complete.

        Parameters
        ----------
        dpi : float
            Pixels an inch of a PNG or TIFF file.
        """
        path, ending = file_of(path)
        require_positive(dpi=dpi)
        with tempfile.TemporaryDirectory(dir=path.resolve().parent, prefix=".parity-") as aside:
            drawn = Path(aside, f"figure{ending}")
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
    kind: FigureKind,
    of: Any,
    cohort: str,
    width: float,
    height: float,
    chosen: Mapping[str, Any],
    described: Mapping[str, Mapping[str, Any]] = {},
) -> RFigure:
    """A figure that R will draw; Python draws it first: R passes over options that it does not know in silence."""
    if isinstance(of, (kind.value_type, Mapping, tuple)) or is_fitted(of):
        raise InputError("R draws the figures of a study", step="name a study, or leave engine out")
    drawn(kind, of, cohort, width, height, chosen, described).page_content()
    for name in chosen:
        if name in _PYTHON_ONLY:
            raise InputError(f"R is not given {name}", step="leave it or engine out")
    drawn_of = {name: value for name, value in chosen.items() if name in _RESAMPLES}
    resampled = bool(chosen.get("bands", drawn_of.get("resamples")))
    chosen = {name: value for name, value in chosen.items() if name not in {"bands", *_RESAMPLES}}
    sample, check = sample_of(of, cohort), ({**CHECKS, **RESAMPLED} if resampled else CHECKS)[kind.name]
    asked = {
        **check.arguments(sample),
        **(drawn_of if resampled else {}),
        **({"labels": inputs_of(kind, of, cohort, **described)["labels"]} if described else {}),
    }
    if "fun" in chosen:
        chosen = {**chosen, **_functions(chosen["fun"], chosen["funlabel"])}
    options = {name.replace("_", "."): sent for name, value in chosen.items() if (sent := _sendable(value)) is not None}
    package = check.references[0].package
    if resampled:
        options = {**asked.get("options", {}), **options}
    return RFigure(package, check.stem, {**asked, "options": options}, width, height)


def _functions(fun: Any, funlabel: Any) -> dict[str, Any]:
    """The functions of a nomogram by their names in R, and their labels."""
    several = function_names(fun)
    for one in several:
        if callable(one):
            raise InputError("R is not given a function of Python", step="name one of R's: fun='plogis'")
    return {"fun": several, "funlabel": function_labels(fun, funlabel)}


_RESAMPLES = ("resamples", "seed")
"""Of a figure of resamples: what R is given beside the options."""
_PYTHON_ONLY = ("settings", "covariance", "center", "intercept_ref", "kint")
"""Of a nomogram: what R has from its fit, or by the names of the predictors."""


def _sendable(value: Any) -> Any:
    """A sequence as a vector: of numbers, or of texts where there is one, as R's ``c()`` has it."""
    if not isinstance(value, (list, tuple)):
        return value
    several = [_sendable(item) for item in value]
    if several and all(isinstance(item, (int, float)) for item in several):
        return np.array(several)
    if all(isinstance(item, (str, int, float)) for item in several):
        return [str(item) for item in several]
    return several
