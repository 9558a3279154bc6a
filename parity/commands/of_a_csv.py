"""The options that say what a study is, for a bare CSV file."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from parity.errors import InputError, quoted

if TYPE_CHECKING:
    from parity.data.cohort import Study

Function = TypeVar("Function", bound=Callable[..., Any])

missing = click.option(
    "--na",
    "missing",
    metavar="CODES",
    multiple=True,
    help='What stands for a missing value beside the usual: --na "?,-9"; repeatable.',
)
separator = click.option("--sep", "separator", help="Separator of the file, where it is not found out: ; or tab.")
decimal = click.option("--decimal", help="Decimal mark of the file, where it is not found out: , or a point.")
encoding = click.option("--encoding", help="Encoding of the file, where it is not found out, such as latin-1 or gbk.")

OPTIONS = (
    click.option("--outcome", help="Column of the outcome (for a CSV file)."),
    click.option(
        "--predictors",
        multiple=True,
        help='Columns of the model, separated by commas, in double quotes where a name has one: age,"a, b" (CSV file); '
        "repeatable.",
    ),
    click.option(
        "--formula",
        help='The model, in the place of --outcome and --predictors: "died ~ rcs(tg, 4) + age * sex".',
    ),
    click.option(
        "--risk",
        multiple=True,
        help="Column of risks that are verified as they are, of any model, in the place of --predictors; repeatable: "
        "of several models, which are also compared.",
    ),
    click.option("--event", help="The level of the outcome that is the event, where it is text."),
    click.option(
        "--validation",
        type=click.Path(path_type=Path),
        multiple=True,
        help="CSV file of a validation cohort; repeatable.",
    ),
    click.option(
        "--levels",
        metavar="COLUMN=LEVEL,...",
        multiple=True,
        help='Levels of a factor, the reference first, also of one that is coded in numbers: --levels "rank=1,2,3,4"; '
        "repeatable.",
    ),
    missing,
    separator,
    decimal,
    encoding,
    click.option(
        "--candidates",
        multiple=True,
        help="Columns among which a selection chooses, separated by commas, on the rows that have all of them; by "
        "default the predictors; repeatable.",
    ),
    click.option(
        "--selection",
        metavar="METHOD",
        help="The model is what a selection finds among the candidates; `parity select --help` has the methods.",
    ),
    click.option(
        "--entry", type=float, help="P value below which a candidate enters in forward selection; 0.05 if not given."
    ),
    click.option(
        "--removal", type=float, help="P value above which a candidate leaves in forward selection; 0.10 if not given."
    ),
    click.option(
        "--subgroup",
        "subgroups",
        metavar="COLUMN[:CUT]",
        multiple=True,
        help="Also verify the performance in each group of a column: sex, or age:55 for below 55 and from 55 on; "
        "repeatable.",
    ),
)
"""Each is handed on to `study_of_csv` by its name."""


_SEPARATORS = {"tab": "\t", "\\t": "\t", "blank": " ", "space": " "}
_NAMES = {"subgroups": "subgroup", "missing": "na", "separator": "sep"}


def options(function: Function) -> Function:
    """A command with these options; its keywords are theirs."""
    for option in reversed(OPTIONS):
        function = option(function)
    return function


def study_of_csv(file: str, chosen: dict[str, Any]) -> Study:
    """The study that the options say, of a CSV file."""
    from parity.data.study_file import study_from_csv

    given = read(chosen)
    model = {"predictors", "risk", "selection"} & set(given)
    if "formula" not in given and ("outcome" not in given or not model):
        step = f"or `parity init {file}` writes a study file to edit"
        rule = "a CSV file needs --formula, or --outcome and --predictors, --risk, or --candidates and --selection"
        raise InputError(f"{file}: {rule}; {step}")
    return study_from_csv(Path(file), **given)


def read(chosen: dict[str, Any]) -> dict[str, Any]:
    """Those options that were given, as `study_from_csv` takes them."""
    from parity.data.missing import codes_of

    given = {name: value for name, value in chosen.items() if value or value == 0.0}
    understood: dict[str, Callable[[Any], Any]] = {
        "predictors": columns,
        "candidates": lambda lines: columns(lines, "--candidates"),
        "risk": lambda names: names[0] if len(names) == 1 else list(names),
        "levels": levels,
        "missing": codes_of,
        "separator": lambda text: _SEPARATORS.get(text.casefold(), text),
    }
    return {name: understood[name](value) if name in understood else value for name, value in given.items()}


def refuse(file: str, chosen: dict[str, Any]) -> None:
    """A study that has its own answers takes none of the options."""
    if Path(file).is_file() and Path(file).suffix.lower() != ".toml":
        return
    if any(chosen.values()):
        said = [f"--{_NAMES.get(name, name)}" for name, value in chosen.items() if value]
        rule = f"{', '.join(said)} {'goes' if len(said) == 1 else 'go'} with a CSV file; a study has its own"
        raise InputError(f"{file}: {rule}")


def levels(declared: Sequence[str]) -> dict[str, list[str]]:
    """The levels by column in every ``--levels``, of which what stands after the last ``=`` is a line of CSV."""
    found: dict[str, list[str]] = {}
    for text in declared:
        column, equals, line = text.rpartition("=")
        if not equals or not line:
            step = 'write for example --levels "rank=1,2,3,4"'
            raise InputError(f"--levels {quoted(text)} names no column and levels", step=step)
        if column in found:
            raise InputError("has its levels declared twice", column=column, step="declare them once")
        found[column] = _names(line, "--levels")
    return found


def columns(given: Sequence[str], option: str = "--predictors") -> list[str]:
    """The names in every ``--predictors``, or another such option, each of which is a line of CSV."""
    return [name for line in given for name in _names(line, option)]


def _names(line: str, option: str) -> list[str]:
    try:
        (names,) = csv.reader([line], skipinitialspace=True, strict=True)
    except (csv.Error, ValueError):
        step = 'look for a double quote that is not closed; a name with a comma is written so: age,"a, b"'
        raise InputError(f"{option} {quoted(line)} is no list of names separated by commas", step=step) from None
    return [name.strip() for name in names]
