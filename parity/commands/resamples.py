"""``parity resamples``: the resamples of a study as a file, for another program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from parity.commands import of_a_csv, shared
from parity.errors import InputError, listed, plural, quoted

if TYPE_CHECKING:
    import numpy as np

    from parity.data.cohort import Cohort


@click.command()
@click.argument("study", metavar="STUDY | FILE.csv")
@of_a_csv.options
@click.option("--resamples", type=click.IntRange(2), help="How many; by default as many as the study says.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Of R's generator; by default the study's.")
@click.option(
    "--order",
    type=click.Choice(["plain", "stratified", "boot", "boot-stratified"]),
    default="plain",
    show_default=True,
    help="plain: all patients, one resample after the other (pROC with boot.stratified = FALSE, rms, rmda); "
    "stratified: first controls, then cases (pROC); boot, boot-stratified: as the package boot draws, the latter with "
    "the outcome as strata.",
)
@click.option("--cohort", help="Of which cohort; by default the development cohort.")
@click.option("--named", is_flag=True, help="Patients by name, as reports call them, not by number (CSV file).")
@click.option(
    "--out", "file", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file, .csv or .npy."
)
def resamples(
    study: str,
    resamples: int | None,
    seed: int | None,
    order: str,
    cohort: str | None,
    named: bool,
    file: Path,
    **options: Any,
) -> None:
    """Write the resamples that R would draw of a study's patients.

    For another program to use. A row a resample, a column a place in it. In a CSV file patients are counted from 1, as
    R counts; in an .npy file from 0, as numpy does. They are those that are verified, without rows that are left out.

    \b
    parity resamples rait --resamples 2000 --seed 123 --out rait.csv
    parity resamples asah --resamples 500 --order stratified --out asah.npy
    parity resamples my.csv --outcome died --risk p --resamples 200 --out b.csv
    """
    from parity.public.indices import rows_drawn

    if file.suffix.lower() not in (".csv", ".npy"):
        raise InputError("the ending is neither .csv nor .npy", file=file, step="name the file .csv or .npy")
    if named and file.suffix.lower() == ".npy":
        raise InputError("an .npy file holds numbers", file=file, step="leave --named out, or write a .csv file")
    (loaded,) = shared.load([study], options)
    count = resamples if resamples is not None else loaded.resamples
    if not count:
        raise InputError(f"{loaded.name} does not say how many resamples", step="say --resamples 2000")
    names = [one.name for one in loaded.cohorts]
    if cohort is not None and cohort not in names:
        raise InputError(f"there is no cohort named {quoted(cohort)}", step=f"there are {listed(names)}")
    chosen = loaded.cohorts[names.index(cohort) if cohort is not None else 0]
    start = loaded.seed if seed is None else seed
    rows = rows_drawn(chosen, order, count, start)
    _write(file, rows, chosen if named else None)
    counted = "by name" if named else "from 0" if file.suffix.lower() == ".npy" else "from 1"
    of = f"{plural(count, 'resample')} of {plural(chosen.n, 'patient')} of {chosen.name}"
    drawn = f"{of}, {order}, set.seed({start})"
    left = f"; left out: {plural(chosen.dropped, 'row')} with missing values" if chosen.dropped else ""
    if order == "stratified":
        left += f"; controls come first: {plural(chosen.n - chosen.events, 'column')}"
    click.echo(f"{file}: {drawn}, counted {counted}{left}", err=True)


def _write(file: Path, rows: np.ndarray, of: Cohort | None) -> None:
    """Whole or not at all."""
    import os

    import numpy as np

    aside = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with open(aside, "wb") as out:
            if file.suffix.lower() == ".npy":
                np.save(out, rows)
            else:
                out.writelines(line.encode() for line in lines(rows, of))
        os.replace(aside, file)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", file=file) from None
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def lines(rows: np.ndarray, of: Cohort | None) -> Iterator[str]:
    """A CSV file: the first cell says how patients are counted, the others which place in the resample it is."""
    import csv
    import io

    import numpy as np

    from parity.public.indices import FROM_1

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    places = range(1, rows.shape[1] + 1)
    writer.writerow(["resample of patients by name" if of is not None else FROM_1, *places])
    names = None if of is None else np.array(list(of.names(np.arange(of.n))), dtype=object)
    for number, row in enumerate(rows, 1):
        writer.writerow([number, *(row + 1 if names is None else names[row]).tolist()])
        yield text.getvalue()
        text.seek(0), text.truncate()
