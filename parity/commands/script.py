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
@click.option("--group", default="", help='A group of it: "sex=male"; of the subgroups that the study has.')
def script(
    study: str,
    cohort: str | None,
    part: str,
    group: str,
    **options: Any,
) -> None:
    """Print the analysis of a study as a person types it in R.

    It is what the checks `*as_typed` run, byte for byte; run it in the folder of the CSV file. Each part reads the
    file itself and can be run alone.

    \b
    parity script asah > asah.R
    parity script rait --part val.prob --cohort rait-validation
    parity script rait --group gender=female
    parity script my.csv --outcome died --predictors age,sex
    parity script my.csv --formula "died ~ rcs(age, 4) * sex" --part nomogram
    """
    from parity.checks.as_typed.script import OF_THE_MODEL, PARTS

    (loaded,) = shared.load([study], options)
    if loaded.risk and part in OF_THE_MODEL:
        rule = f"{loaded.name}: the risks are given, and there is no model for {part}"
        raise InputError(rule, step="leave --part out, or choose val.prob, rmda or dcurves")
    if group and part in OF_THE_MODEL:
        raise InputError(f"{part} is asked of the whole development cohort, not of a group", step="leave --group out")
    names = [one.name for one in loaded.cohorts]
    if cohort is not None and cohort not in names:
        raise InputError(f"there is no cohort named {quoted(cohort)}", step=f"there are {listed(names)}")
    chosen = loaded.cohorts[names.index(cohort) if cohort is not None else 0]
    click.echo(PARTS[part](loaded, chosen, group), nl=False)
