"""``parity table``: the first tables of a paper."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from parity.commands import of_a_csv, shared
from parity.errors import InputError, quoted


@click.command()
@click.argument("study", metavar="STUDY | FILE.csv")
@of_a_csv.options
@click.option(
    "--rows",
    type=click.Choice(["complete", "all"]),
    default="complete",
    show_default=True,
    help="The complete cases of the model, or all patients of whom the value is there.",
)
@click.option(
    "--test",
    "named",
    metavar="COLUMN=TEST",
    multiple=True,
    help="The test of a predictor, in the place of the rule's: welch, pooled, mann_whitney, mann_whitney_corrected, "
    "mann_whitney_exact; chi_square, yates, likelihood_ratio, fisher; repeatable.",
)
@click.option(
    "--quartiles",
    type=click.Choice(["7", "6", "2"]),
    default="7",
    show_default=True,
    help="Type of the quartiles: 7 R's, 6 SPSS's, 2 SAS's.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Write the tables into FILE.csv, .md or .tex instead.")
@shared.as_json
def table(
    study: str, rows: str, named: tuple[str, ...], quartiles: str, out: Path | None, as_json: bool, **chosen: Any
) -> int:
    """Who the patients are: the first tables of a paper.

    Development against validation, and with the event against without.

    \b
    Numbers that are normal (Shapiro-Wilk p > .05 in each group, or as the study
    file says) by mean, SD and t test, others by median, quartiles and
    Mann-Whitney; categories by n (%) and chi-square; or the test that is named.
    Beside each p value stands which convention it follows, and what the others
    give.
    """
    from parity.report import characteristics
    from parity.report.paper_on_terminal import print_table
    from parity.verification.characteristics import Rows, comparisons

    tests = _tests(named)
    (loaded,) = shared.load([study], chosen)
    found = comparisons(loaded, Rows(rows), tests)
    if out is not None:
        characteristics.write(found, out, int(quartiles))
    with shared.for_a_reader():
        if as_json:
            click.echo(json.dumps({"numbers": characteristics.rows(found)}, ensure_ascii=False))
            return 0
        if out is not None:
            click.echo(f"written: {out}")
            return 0
        console = shared.console()
        for number, one in enumerate(characteristics.tables(found, int(quartiles))):
            if number:
                console.print()
            print_table(one, console)
    return 0


def _tests(named: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in named:
        column, equals, test = text.rpartition("=")
        if not equals or not test:
            raise InputError(
                f"--test {quoted(text)} names no column and test", step="write for example --test age=welch"
            )
        if column in found:
            raise InputError("has its test named twice", column=column, step="name it once")
        found[column] = test
    return found
