"""``parity script``: the analysis of a study as a person types it in R."""

from __future__ import annotations

from typing import Any

import click

from parity.commands import of_a_csv, shared
from parity.errors import InputError, listed, quoted


@click.command()
@click.argument("study", metavar="STUDY | FILE.csv")
@of_a_csv.options
@click.option(
    "--part",
    type=click.Choice(["analysis", "lrm", "val.prob", "rmda", "dcurves", "nomogram"]),
    default="analysis",
    show_default=True,
    help="Most of the analysis, or what one function or package more is asked.",
)
@click.option("--cohort", help="The cohort that is looked at; by default the development cohort.")
def script(
    study: str,
    cohort: str | None,
    part: str,
    **options: Any,
) -> None:
    """Print the analysis of a study as a person types it in R.

    It is what the checks `*as_typed` run, byte for byte; run it in the folder of the CSV file. Each part reads the
    file itself and can be run alone.

    \b
    parity script asah > asah.R
    parity script rait --part val.prob --cohort rait-validation
    parity script my.csv --outcome died --predictors age,sex
    """
    from parity.checks.as_typed.script import PARTS

    (loaded,) = shared.load([study], options)
    if loaded.risk:
        raise InputError(f"{loaded.name}: the risks are given, so there is no analysis from the data to them")
    names = [one.name for one in loaded.cohorts]
    if cohort is not None and cohort not in names:
        raise InputError(f"there is no cohort named {quoted(cohort)}", step=f"there are {listed(names)}")
    chosen = loaded.cohorts[names.index(cohort) if cohort is not None else 0]
    click.echo(PARTS[part](loaded, chosen), nl=False)
