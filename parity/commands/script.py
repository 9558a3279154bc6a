"""``parity script``: the analysis of a study as a person types it in R."""

from __future__ import annotations

from pathlib import Path

import click

from parity.commands import shared
from parity.errors import InputError, listed, quoted


@click.command()
@click.argument("study", metavar="STUDY | FILE.csv")
@click.option("--outcome", help="Column of the outcome (for a CSV file).")
@click.option("--predictors", help="Columns of the model, separated by commas (CSV file).")
@shared.formula
@click.option("--event", help="The level of the outcome that is the event, where it is text.")
@click.option(
    "--validation", type=click.Path(path_type=Path), multiple=True, help="CSV file of a validation cohort; repeatable."
)
@click.option("--nomogram", is_flag=True, help="That of the nomogram, which `nomogram_as_typed` runs.")
@click.option("--cohort", help="The cohort that is looked at; by default the development cohort.")
def script(
    study: str,
    outcome: str | None,
    predictors: str | None,
    formula: str | None,
    event: str | None,
    validation: tuple[Path, ...],
    cohort: str | None,
    nomogram: bool,
) -> None:
    """Print the analysis of a study as a person types it in R, from the CSV file to the numbers.

    It is what the check `as_typed` runs, byte for byte; run it in the folder of the CSV file.

    \b
    parity script asah > asah.R
    parity script my.csv --outcome died --predictors age,sex --validation other.csv --cohort other
    """
    from parity.checks.as_typed.script import nomogram_script, script as source

    (loaded,) = shared.load([study], outcome, predictors, event, validation, formula)
    names = [one.name for one in loaded.cohorts]
    if cohort is not None and cohort not in names:
        raise InputError(f"there is no cohort named {quoted(cohort)}", step=f"there are {listed(names)}")
    chosen = loaded.cohorts[names.index(cohort) if cohort is not None else 0]
    click.echo(nomogram_script(loaded) if nomogram else source(loaded, chosen), nl=False)
