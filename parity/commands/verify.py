"""``parity verify``."""

from __future__ import annotations

import dataclasses
import datetime
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from parity.commands import of_a_csv, shared

if TYPE_CHECKING:
    from parity.answers.answer import Bridge
    from parity.data.cohort import Study
    from parity.verification.verification import Statistic


@click.command()
@click.argument("studies", nargs=-1, required=True, metavar="STUDY | FILE.csv ...")
@of_a_csv.options
@shared.checks
@shared.mode
@click.option(
    "--require", "required", multiple=True, metavar="PACKAGE", help="Fail if this package does not answer; repeatable."
)
@click.option("--without", multiple=True, metavar="PACKAGE", help="Do not ask this package, and say so; repeatable.")
@click.option(
    "--strict", is_flag=True, help="Fail if any package does not answer, or any number is not verified or undefined."
)
@shared.resampling
@shared.bridge
@shared.timeout
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder of the evidence; by default a new one below parity-evidence/.",
)
@click.option(
    "--no-elements",
    is_flag=True,
    help="Leave every number of a single patient out of the evidence: predictions, values, points of the ROC and the "
    "calibration curve and their figures.",
)
@click.option(
    "--results",
    "results_file",
    type=click.Path(path_type=Path),
    help="Also write what a paper prints, with the digits beside each number: FILE.csv, .md or .tex.",
)
@shared.as_json
def verify(
    studies: tuple[str, ...],
    patterns: tuple[str, ...],
    mode: str,
    required: tuple[str, ...],
    without: tuple[str, ...],
    strict: bool,
    resamples: int | None,
    seed: int | None,
    bridge: Bridge | None,
    timeout: float,
    out: Path | None,
    no_elements: bool,
    results_file: Path | None,
    as_json: bool,
    **chosen: Any,
) -> int:
    """Verify studies in R and in Python, number by number.

    Bundled ones by name, study files (.toml), or a CSV file with its columns named.

    \b
    parity verify asah
    parity verify my.csv --outcome died --predictors age,sex --subgroup age:55
    parity verify my.csv --outcome died --predictors age,sex --validation b.csv
    parity verify my.csv --formula "died ~ rcs(creatinine, 4) + age * sex"
    parity verify my.csv --outcome died --risk p
    parity verify my.csv --outcome died --risk old --risk new
    parity verify asah --resamples 2000 --seed 123
    """
    from parity import places
    from parity.answers.connect import start_r
    from parity.answers.modes import Mode

    asked = sorted(path.name for path in places.r_scripts().iterdir() if path.is_dir())
    with start_r(Mode(mode), bridge, timeout=timeout, packages=asked) as session:
        from parity.checks.catalogue import CATALOGUE
        from parity.report import elements, evidence, formats, html, results
        from parity.report.headline import headline
        from parity.report.terminal import print_verification
        from parity.verification.compute import silent
        from parity.verification.run import refuse_one_name, refuse_unknown, run
        from parity.verification.withheld import of_statistic_without, without_patients

        catalogue = CATALOGUE.matching(patterns)
        loaded = shared.load(studies, chosen, resamples, seed)
        refuse_one_name(loaded)
        folder = out if out is not None else evidence.free(_evidence_folder(loaded))
        evidence.require_new(folder)
        write_results = None if results_file is None else formats.writer_of(results_file)
        refuse_unknown(catalogue, without, "--without")
        refuse_unknown(catalogue, required, "--require")
        bar = silent if as_json or not sys.stderr.isatty() else _bar
        made = elements.Elements()

        def compared(statistic: Statistic) -> None:
            made.add(of_statistic_without(statistic) if no_elements else statistic)

        verification = run(
            loaded,
            catalogue,
            session,
            mode=Mode(mode),
            insist=bridge is not None,
            without=without,
            progress=bar,
            computed=html.prepare,
            compared=compared,
        )
    verification = dataclasses.replace(verification, strict=strict, required=required)
    if no_elements:
        verification = without_patients(verification)
    if out is not None:
        written = evidence.write(verification, folder, made=made)
    else:
        written = evidence.write_beside(verification, folder, made=made)
    if write_results is not None and results_file is not None:
        write_results(verification, results_file)
    with shared.for_a_reader():
        if as_json:
            click.echo(json.dumps(results.results(verification), ensure_ascii=False, allow_nan=False))
            return verification.exit_code
        print_verification(verification, shared.console())
        click.echo(f"evidence: {written / 'report.html'}")
    if verification.without_r:
        click.echo(f"R was not asked: {verification.without_r}", err=True)
    for package, why in sorted(verification.lacking.items()):
        click.echo(f"parity: {package} was required: {why}", err=True)
    if strict and verification.exit_code == 3:
        click.echo(f"parity: --strict: {headline(verification).text}", err=True)
    return verification.exit_code


def _evidence_folder(studies: Sequence[Study]) -> Path:
    name = "-".join(study.name for study in studies) if len(studies) <= 4 else f"{len(studies)}-studies"
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H%M%SZ")
    return Path("parity-evidence") / f"{name}-{now}"


def _bar(total: int, doing: str) -> Any:
    from parity.report.progress import progress

    return progress(total, doing)
