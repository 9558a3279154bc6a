"""``parity figure`` and ``parity nomogram``: the figures of a study, by Python or by R."""

from __future__ import annotations

from pathlib import Path

import click

from parity.errors import InputError

NAMES = ("nomogram", "roc", "calibration", "decision_curve", "clinical_impact")
PAGES = ("performance", "subgroup_roc")

_out = click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write: .png, .pdf or .svg.")
_engine = click.option("--engine", type=click.Choice(["python", "r"]), default="python", show_default=True, help="Who draws.")
_dpi = click.option("--dpi", type=float, default=150.0, show_default=True, help="Pixels an inch of a .png file.")
_width = click.option("--width", type=float, help="In inches; by default that of the figure.")
_height = click.option("--height", type=float, help="In inches; by default that of the figure.")


@click.command()
@click.argument("name", type=click.Choice(NAMES + PAGES), metavar="NAME")
@click.argument("study")
@click.option("--cohort", type=click.Choice(["development", "validation"]), default="development", show_default=True)
@_engine
@_out
@_width
@_height
@_dpi
def figure(
    name: str, study: str, cohort: str, engine: str, out: Path, width: float | None, height: float | None, dpi: float
) -> None:
    """Draw a figure of a STUDY as R does.

    NAME is nomogram, roc, calibration, decision_curve or clinical_impact; or a page of several: performance (ROC, calibration and
    decision curve of each cohort) or subgroup_roc.
    """
    if name not in NAMES[1:] and cohort != "development":
        raise InputError(f"{name} is not of one cohort", step="leave --cohort out")
    if name in PAGES and engine == "r":
        raise InputError(f"{name} is drawn by Python only", step="leave --engine out")
    chosen = {"cohort": cohort, "engine": engine} if name in NAMES[1:] else {} if name in PAGES else {"engine": engine}
    _save(name, study, chosen, out, width, height, dpi)


@click.command()
@click.argument("study")
@_engine
@_out
@_width
@_height
@_dpi
def nomogram(study: str, engine: str, out: Path, width: float | None, height: float | None, dpi: float) -> None:
    """Draw the nomogram of a STUDY as plot(rms::nomogram(fit, fun = plogis)) does, and print its table of points."""
    from rich.table import Table

    from parity import figures
    from parity.commands import shared

    _save("nomogram", study, {"engine": engine}, out, width, height, dpi)
    table = Table(box=None, pad_edge=False)
    for name, justify in (("predictor", "left"), ("value", "right"), ("points", "right")):
        table.add_column(name, justify=justify)
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
    try:
        saved = getattr(figures, name)(study, **chosen, **size).save(out, dpi=dpi)
    except (ValueError, OSError, MemoryError) as error:
        raise InputError(f"the figure cannot be drawn: {error}", file=out) from error
    click.echo(saved)
