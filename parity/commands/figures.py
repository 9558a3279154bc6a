"""``parity figure`` and ``parity nomogram``: the figures of a study, by Python or by R."""

from __future__ import annotations

import contextlib
import inspect
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from parity.commands import of_a_csv, shared
from parity.commands.figure_options import options_given
from parity.errors import InputError, quoted, suggestion
from parity.figures import FIGURES
from parity.figures.engine import Engine

PAGES = ("performance", "subgroup_roc")
"""Pages of several figures."""

_out = click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="File to write: .pdf, .svg, .eps, .png or .tiff."
)
_engine = click.option(
    "--engine",
    type=click.Choice([one.value for one in Engine]),
    default=Engine.PYTHON.value,
    show_default=True,
    help="Who draws.",
)
_dpi = click.option(
    "--dpi", type=float, default=150.0, show_default=True, help="Pixels an inch of a .png or .tiff file."
)
_width = click.option("--width", type=float, help="In inches; by default that of the figure.")
_height = click.option("--height", type=float, help="In inches; by default that of the figure.")
_embed = click.option(
    "--embed", is_flag=True, help="Put the letters into a .pdf or .eps file, every character of them."
)
_option = click.option(
    "--option",
    "options",
    metavar="NAME=VALUE",
    multiple=True,
    help="An option of R's function or of Python's, dots or underscores in its name: fun_at=0.1,0.5,0.9 or "
    '"col=c(red, blue)" or lp=FALSE; repeatable.',
)


def _of_the_file(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command with what can be said of the file that it writes."""
    for option in (_option, _embed, _dpi, _height, _width, _out, _engine):
        function = option(function)
    return function


@click.command(
    help=f"""Draw a figure of a STUDY as R does.

    STUDY may be a CSV file with its columns named. NAME is {", ".join(FIGURES[:-1])} or {FIGURES[-1]};
    or a page of several: performance (ROC, calibration and
    decision curve of each cohort) or subgroup_roc. Several studies, and the models of one, are drawn together, of roc
    and decision_curve.

    \b
    parity figure roc rait --out roc.pdf --option print_thres=TRUE
    parity figure calibrate rait --out c.pdf --option seed=123
    parity figure roc my.csv --outcome died --risk p --out roc.tiff --dpi 600
    """
)
@click.argument("name", type=click.Choice(FIGURES + PAGES), metavar="NAME")
@click.argument("studies", nargs=-1, required=True, metavar="STUDY | FILE.csv ...")
@of_a_csv.options
@click.option(
    "--cohort", default="development", show_default=True, help="development, validation, or the name of a cohort."
)
@shared.model
@_of_the_file
def figure(
    name: str,
    studies: tuple[str, ...],
    cohort: str,
    model: str,
    engine: str,
    out: Path,
    width: float | None,
    height: float | None,
    dpi: float,
    embed: bool,
    options: tuple[str, ...],
    **chosen: Any,
) -> None:
    from parity import figures
    from parity.data.other_formats import is_table
    from parity.verification.run import refuse_one_name

    understood = inspect.signature(getattr(figures, name)).parameters
    asked = {"cohort": cohort, "engine": engine}
    if "cohort" not in understood and cohort != "development":
        raise InputError(f"{name} is not of one cohort", step="leave --cohort out")
    if "engine" not in understood and engine == Engine.R:
        raise InputError(f"{name} is drawn by Python only", step="leave --engine out")
    if "options" not in understood and options:
        raise InputError(f"{name} takes no options", step="draw its figures one by one, or use figures.panels")
    asked = {option: value for option, value in asked.items() if option in understood}
    tables = [study for study in studies if is_table(study)]
    if tables and name == "subgroup_roc" and not chosen["subgroups"]:
        raise InputError("no subgroup is named", file=tables[0], step="say --subgroup sex, or --subgroup age:55")
    loaded = shared.load(studies, chosen)
    refuse_one_name(loaded)
    loaded = [study.of_model(model) for study in loaded] if model else loaded
    of = loaded[0] if len(loaded) == 1 else {study.name: study for study in loaded}
    _save(lambda: _drawn(name, of, {**asked, **options_given(options, name)}, width, height), out, dpi, embed)
    if len(tables) > 1 and not chosen["risk"]:
        other = f"parity figure {name} {tables[0]} ... --validation {tables[1]} --cohort validation"
        click.echo(f"parity: each file has its own model; the first one's risks in another cohort: {other}", err=True)


@click.command()
@click.argument("study", metavar="STUDY | FILE.csv")
@of_a_csv.options
@shared.model
@_of_the_file
@click.option("--dec", type=click.IntRange(0, 10), default=0, show_default=True, help="Decimals of the points printed.")
@click.option(
    "--patient",
    metavar="NAME=VALUE",
    multiple=True,
    help="A value of a patient, whose points, total and risk are printed too; repeatable, one a predictor. A value "
    "beyond the range of the patients is said.",
)
def nomogram(
    study: str,
    model: str,
    engine: str,
    out: Path,
    width: float | None,
    height: float | None,
    dpi: float,
    embed: bool,
    options: tuple[str, ...],
    dec: int,
    patient: tuple[str, ...],
    **chosen: Any,
) -> None:
    """Draw the nomogram of a STUDY, and print its tables of points.

    STUDY may be a CSV file with its columns named. The tables are R's: points by value, and risk by total points. As
    plot(rms::nomogram(fit, fun = plogis)) and print() of it do.

    \b
    parity nomogram rait --out nomogram.pdf --option fun_at=0.1,0.3,0.5,0.7,0.9
    parity nomogram my.csv --outcome died --predictors age,sex --out nomogram.tiff
    parity nomogram my.csv --formula "died ~ rcs(age, 4) + sex" --out nomogram.eps
    parity nomogram rait --out n.pdf --patient lln_count=5 --patient tg_before=10
    """
    from parity.figures.printed import printed_reading

    loaded = shared.load([study], chosen)[0].of_model(model)
    given = options_given(options, "nomogram")
    values = _patient(patient, loaded.predictors)
    if values:
        with _said():
            reading = _drawn("nomogram", loaded, given, width, height).read(values)
    _save(lambda: _drawn("nomogram", loaded, {"engine": engine, **given}, width, height), out, dpi, embed)
    with shared.for_a_reader():
        click.echo(_drawn("nomogram", loaded, given, width, height).printed(dec), nl=False)
        if values:
            click.echo(printed_reading(reading, values, dec), nl=False)


def _patient(given: Sequence[str], predictors: Sequence[str]) -> dict[str, str]:
    """A patient's values by predictor, of texts such as ``age=50``; a name may have an equals sign itself."""
    found: dict[str, str] = {}
    for text in given:
        names = [name for name in predictors if text.startswith(f"{name}=")]
        name = max(names, key=len, default=text.partition("=")[0])
        if not names:
            rule = f"--patient {quoted(text)} names no predictor and value"
            raise InputError(rule, step=f"write name=value; {suggestion(name, predictors)}")
        if name in found:
            raise InputError(f"--patient {name} is given twice", step="give it once")
        found[name] = text[len(name) + 1 :]
    return found


def _drawn(name: str, of: Any, chosen: dict[str, Any], width: float | None, height: float | None) -> Any:
    from parity import figures

    size = {side: inches for side, inches in (("width", width), ("height", height)) if inches is not None}
    return getattr(figures, name)(of, **chosen, **size)


def _save(draw: Callable[[], Any], out: Path, dpi: float, embed: bool) -> None:
    """Write the figure, and say what is to be said of it."""
    from parity.figures.figure import file_of

    file_of(out)
    with _said():
        try:
            saved = draw().save(out, dpi=dpi, **({"embed": True} if embed else {}))
        except (TypeError, ValueError, OSError, MemoryError) as error:
            raise InputError(f"the figure cannot be drawn: {error}", file=out) from error
    click.echo(saved)


@contextlib.contextmanager
def _said() -> Iterator[None]:
    """What is warned of within, each once, as lines."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        yield
    for text in dict.fromkeys(str(caution.message) for caution in said):
        click.echo(f"parity: {text}", err=True)
