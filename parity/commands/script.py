"""``parity script``: the analysis of a study as a person types it in R."""

from __future__ import annotations

from typing import Any

import click

from parity.commands import of_a_csv, shared
from parity.errors import InputError, listed, quoted


@click.command()
@click.argument("study", metavar="STUDY | FILE.csv")
@of_a_csv.options
@click.option("--nomogram", is_flag=True, help="That of the nomogram, which `nomogram_as_typed` runs.")
@click.option("--cohort", help="The cohort that is looked at; by default the development cohort.")
def script(
    study: str,
    cohort: str | None,
    nomogram: bool,
    **options: Any,
) -> None:
    """Print the analysis of a study as a person types it in R, from the CSV file to the numbers.

    It is what the check `as_typed` runs, byte for byte; run it in the folder of the CSV file.

    \b
    parity script asah > asah.R
    parity script my.csv --outcome died --predictors age,sex --validation other.csv --cohort other
    """
    from parity.checks.as_typed.script import nomogram_script, script as source

    (loaded,) = shared.load([study], options)
    if loaded.risk:
        raise InputError(f"{loaded.name}: the risks are given, so there is no analysis from the data to them")
    names = [one.name for one in loaded.cohorts]
    if cohort is not None and cohort not in names:
        raise InputError(f"there is no cohort named {quoted(cohort)}", step=f"there are {listed(names)}")
    chosen = loaded.cohorts[names.index(cohort) if cohort is not None else 0]
    click.echo(nomogram_script(loaded) if nomogram else source(loaded, chosen), nl=False)
