"""``parity figure`` and ``parity nomogram``: the figures of a study, by Python or by R."""

from __future__ import annotations

import inspect
import warnings
from pathlib import Path

import click

from parity.errors import InputError
from parity.figures import FIGURES
from parity.figures.engine import Engine

PAGES = ("performance", "subgroup_roc")
"""Pages of several figures."""

_out = click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write: .png, .pdf or .svg.")
_engine = click.option(
    "--engine",
    type=click.Choice([one.value for one in Engine]),
    default=Engine.PYTHON.value,
    show_default=True,
    help="Who draws.",
)
_dpi = click.option("--dpi", type=float, default=150.0, show_default=True, help="Pixels an inch of a .png file.")
_width = click.option("--width", type=float, help="In inches; by default that of the figure.")
_height = click.option("--height", type=float, help="In inches; by default that of the figure.")


@click.command(
    help=f"""Draw a figure of a STUDY as R does.

    NAME is {", ".join(FIGURES[:-1])} or {FIGURES[-1]}; or a page of several: performance (ROC, calibration and
    decision curve of each cohort) or subgroup_roc.
    """
)
@click.argument("name", type=click.Choice(FIGURES + PAGES), metavar="NAME")
@click.argument("study")
@click.option(
    "--cohort", default="development", show_default=True, help="development, validation, or the name of a cohort."
)
@_engine
@_out
@_width
@_height
@_dpi
def figure(
    name: str, study: str, cohort: str, engine: str, out: Path, width: float | None, height: float | None, dpi: float
) -> None:
    from parity import figures

    understood = inspect.signature(getattr(figures, name)).parameters
    asked = {"cohort": cohort, "engine": engine}
    if "cohort" not in understood and cohort != "development":
        raise InputError(f"{name} is not of one cohort", step="leave --cohort out")
    if "engine" not in understood and engine == Engine.R:
        raise InputError(f"{name} is drawn by Python only", step="leave --engine out")
    chosen = {option: value for option, value in asked.items() if option in understood}
    _save(name, study, chosen, out, width, height, dpi)


@click.command()
@click.argument("study")
@_engine
@_out
@_width
@_height
@_dpi
def nomogram(study: str, engine: str, out: Path, width: float | None, height: float | None, dpi: float) -> None:
    """Draw the nomogram of a STUDY, and print its table of points.

    As plot(rms::nomogram(fit, fun = plogis)) does.
    """
    from rich.table import Table

    from parity import figures
    from parity.commands import shared

    _save("nomogram", study, {"engine": engine}, out, width, height, dpi)
    table = Table(box=None, pad_edge=False)
    table.add_column("predictor")
    table.add_column("value", justify="right")
    table.add_column("points", justify="right")
    above = ""
    for label, value, points in figures.nomogram(study).points_table:
        table.add_row("" if label == above else label, value, f"{points:.1f}")
        above = label
    shared.console().print(table)


def _save(
    name: str, study: str, chosen: dict[str, str], out: Path, width: float | None, height: float | None, dpi: float
) -> None:
    from parity import figures

    if not out.resolve().parent.is_dir():
        raise InputError(f"the folder {out.parent} does not exist", file=out, step="make it first")
    size = {side: inches for side, inches in (("width", width), ("height", height)) if inches is not None}
    if not all(0 < number < float("inf") for number in (*size.values(), dpi)):
        raise InputError("a figure needs a positive width, height and resolution")
    with warnings.catch_warnings(record=True) as said:
        try:
            saved = getattr(figures, name)(study, **chosen, **size).save(out, dpi=dpi)
        except (ValueError, OSError, MemoryError) as error:
            raise InputError(f"the figure cannot be drawn: {error}", file=out) from error
    for text in dict.fromkeys(str(caution.message) for caution in said):
        click.echo(f"parity: {text}", err=True)
    click.echo(saved)
