"""Options and steps that several commands have in common."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from parity.errors import InputError, quoted

if TYPE_CHECKING:
    from parity.checks.vocabulary import Check
    from parity.data.cohort import Study


PIPED = 120
"""Columns of a line where neither a terminal nor ``COLUMNS`` says how many there are."""

LEAST = 60
"""Columns that a table needs."""


def _positive(context: click.Context, option: click.Parameter, value: float) -> float:
    if not 0 < value < float("inf"):
        raise click.BadParameter("must be a positive number")
    return value


mode = click.option(
    "--mode",
    type=click.Choice(["auto", "live", "replay"]),
    default="auto",
    show_default=True,
    help="auto: R where it is, recorded answers otherwise; live: R is required; replay: R is never started.",
)
bridge = click.option(
    "--bridge", type=click.Choice(["rpy2", "rscript"]), help="How R is reached; by default rpy2 where it fits this R."
)
checks = click.option(
    "--checks",
    "patterns",
    metavar="PATTERN",
    multiple=True,
    help="Only the statistics whose stem matches, e.g. 'auc*'; repeatable.",
)
timeout = click.option(
    "--timeout",
    type=float,
    default=120.0,
    show_default=True,
    callback=_positive,
    help="Seconds that one question to R may take.",
)
formula = click.option(
    "--formula",
    help='The model, in the place of --outcome and --predictors: "died ~ rcs(tg, 4) + age * sex" (for a CSV file).',
)
as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout instead of text.")


def by_stem(stem: str) -> Check:
    from parity.checks.catalogue import CATALOGUE
    from parity.errors import ended, suggestion

    found = next((check for check in CATALOGUE.checks if check.stem == stem), None)
    if found is None:
        near = ended(suggestion(stem, [check.stem for check in CATALOGUE.checks]))
        raise InputError(f"there is no statistic {stem!r}", step=f"{near} `parity list` shows them")
    return found


def load(
    names: Sequence[str],
    outcome: str | None = None,
    predictors: str | None = None,
    event: str | None = None,
    validation: Sequence[Path] = (),
    formula: str | None = None,
) -> list[Study]:
    from parity.data.study_file import find_study, study_from_csv
    from parity.verify.estimable import check_estimable

    studies = []
    for name in names:
        if name.lower().endswith(".csv"):
            if formula is None and (outcome is None or predictors is None):
                step = f"or `parity init {name}` writes a study file to edit"
                raise InputError(f"{name}: a CSV file needs --outcome and --predictors, or --formula; {step}")
            columns = _columns(predictors) if predictors is not None else []
            studies.append(
                study_from_csv(
                    Path(name),
                    outcome=outcome,
                    predictors=columns,
                    formula=formula,
                    event=event,
                    validation=validation,
                )
            )
        elif outcome or predictors or formula or event or validation:
            rule = (
                "--outcome, --predictors, --formula, --event and --validation go with a CSV file; a study has its own"
            )
            raise InputError(f"{name}: {rule}")
        else:
            studies.append(find_study(name))
    for study in studies:
        check_estimable(study)
    return studies


def _columns(predictors: str) -> list[str]:
    """The names in ``--predictors``, which is a line of CSV."""
    try:
        (names,) = csv.reader([predictors], skipinitialspace=True, strict=True)
    except (csv.Error, ValueError):
        step = 'look for a double quote that is not closed; a name with a comma is written so: age,"a, b"'
        raise InputError(
            f"--predictors {quoted(predictors)} is no list of names separated by commas", step=step
        ) from None
    return [name.strip() for name in names]


def console() -> Any:
    """Where text goes: as wide as the terminal, or as ``COLUMNS`` says, and `PIPED` where nothing says it."""
    from rich.console import Console

    class Printer(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Printer(highlight=False, width=_columns_said() or (None if sys.stdout.isatty() else PIPED))


def _columns_said() -> int | None:
    said = os.environ.get("COLUMNS", "")
    return max(int(said), LEAST) if said.isdecimal() and int(said) else None


def drop_stdout() -> None:
    """Nobody reads any more: what is still to be printed goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def for_a_reader() -> Iterator[None]:
    """Printing for somebody who may stop reading (``| head``), which changes nothing of what was done, nor its
    status."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        drop_stdout()
