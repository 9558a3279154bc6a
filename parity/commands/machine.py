"""``parity doctor`` and ``parity init``: what is here, and how to begin."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from parity.commands import of_a_csv, shared


@click.command()
@shared.as_json
def doctor(as_json: bool) -> int:
    """What this machine has, what it lacks, and what mends it."""
    import dataclasses

    from parity.answers.doctor import State, examine
    from parity.checks.catalogue import CATALOGUE

    findings = examine(CATALOGUE.r_packages)
    if as_json:
        click.echo(json.dumps({"findings": [dataclasses.asdict(finding) for finding in findings]}, ensure_ascii=False))
    else:
        from parity.report.lines import columns

        marks = {State.OK: "✓", State.WARN: "!", State.FAIL: "✗"}
        found = (f"{finding.found} → {finding.cure}" if finding.cure else finding.found for finding in findings)
        columns(
            shared.console(),
            [(marks[finding.state], finding.what, text) for finding, text in zip(findings, found)],
        )
    return 3 if any(finding.state is State.FAIL for finding in findings) else 0


@click.command()
@click.argument("csv", type=click.Path(path_type=Path), metavar="FILE.csv")
@click.option(
    "--outcome", help="Column of the outcome; by default one with a usual name, else the last with two values."
)
@click.option(
    "--predictors", multiple=True, help="Columns of the model, separated by commas; by default all that can be one."
)
@click.option("--event", help="The level of the outcome that is the event.")
@of_a_csv.missing
@of_a_csv.separator
@of_a_csv.decimal
@of_a_csv.encoding
@click.option(
    "--out", type=click.Path(path_type=Path), help="The study file; by default FILE.toml beside the CSV file."
)
def init(csv: Path, out: Path | None, **chosen: Any) -> None:
    """Write a study file to edit for a CSV file."""
    from parity.data.study_file import init_study, write_study_file

    target = out if out is not None else csv.with_suffix(".toml")
    write_study_file(init_study(csv, path=target, **of_a_csv.read(chosen)), target)
    click.echo(f"{target}: edit it, then run `parity verify {target}`")
