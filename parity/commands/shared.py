"""Options and steps that several commands have in common."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from parity.commands import of_a_csv
from parity.errors import InputError

if TYPE_CHECKING:
    from parity.answers.answer import Bridge
    from parity.checks.vocabulary import Check
    from parity.data.cohort import Study

Function = TypeVar("Function", bound=Callable[..., Any])

PIPED = 120
"""Columns of a line where neither a terminal nor ``COLUMNS`` says how many there are."""

LEAST = 60
"""Columns that a table needs."""


def _positive(context: click.Context, option: click.Parameter, value: float) -> float:
    if not 0 < value < float("inf"):
        raise click.BadParameter("must be a positive number")
    return value


def _bridge(context: click.Context, option: click.Parameter, value: str | None) -> Bridge | None:
    from parity.answers.answer import Bridge

    return None if value is None else Bridge(value)


mode = click.option(
    "--mode",
    type=click.Choice(["auto", "live", "replay"]),
    default="auto",
    show_default=True,
    help="auto: R where it is, recorded answers otherwise; live: R is required; replay: R is never started.",
)
bridge = click.option(
    "--bridge",
    type=click.Choice(["rpy2", "rscript"]),
    callback=_bridge,
    help="How R is reached; by default rpy2 where it fits this R.",
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


def resampling(function: Function) -> Function:
    """A command with the options of the bootstraps; they reach `load` as `resampled`."""
    seed = click.option(
        "--seed", type=click.IntRange(0, 2**31 - 1), help="Of R's generator, with --resamples: set.seed(SEED)."
    )
    resamples = click.option(
        "--resamples",
        type=click.IntRange(0),
        help="Also verify what is resampled, with so many resamples: bootstrap intervals and tests, simulated p "
        "values.",
    )
    return resamples(seed(function))


model = click.option("--model", default="", metavar="NAME", help="One of the models of a study of several.")
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
    chosen: dict[str, Any] | None = None,
    resamples: int | None = None,
    seed: int | None = None,
    *,
    select: bool = True,
) -> list[Study]:
    """The studies that are named; `chosen` are the options of `parity.commands.of_a_csv`, None where there are
    none: of a command that needs study files. `resamples` and `seed` take the place of those of each study. Without
    `select` a study that leaves its predictors to a selection stays without."""
    import dataclasses

    from parity.data.other_formats import is_table, refuse_other_format
    from parity.data.study_file import find_study
    from parity.verification.estimable import check_estimable
    from parity.verification.selected import selected

    studies = []
    for name in names:
        if is_table(name) and chosen is None:
            step = f"`parity init {name}` writes one"
            raise InputError("answers are recorded beside a study file, not beside data", file=name, step=step)
        if is_table(name):
            studies.append(of_a_csv.study_of_csv(name, chosen or {}))
        else:
            refuse_other_format(Path(name))
            of_a_csv.refuse(name, chosen or {})
            studies.append(find_study(name))
    drawn = {name: value for name, value in (("resamples", resamples), ("seed", seed)) if value is not None}
    studies = [dataclasses.replace(study, **drawn) for study in studies]
    if select:
        studies = [selected(study) for study in studies]
    for study in studies:
        if seed is not None and not study.resamples:
            raise InputError(f"--seed {seed}: nothing of {study.name} is resampled", step="say --resamples 2000 too")
        if study.predictors or study.risk:
            check_estimable(study)
        for remark in study.remarks:
            click.echo(_folded(f"parity: {study.name}: {remark}"), err=True)
    return studies


def _folded(line: str) -> str:
    """A line in lines as long as the terminal, or as ``COLUMNS`` says."""
    width = _columns_said() or (shutil.get_terminal_size().columns if sys.stderr.isatty() else 0)
    folded = textwrap.wrap(line, width or len(line), subsequent_indent="  ", break_on_hyphens=False)
    return "\n".join(folded)


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
