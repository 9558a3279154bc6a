"""``parity selftest``: is every planted mistake noticed?"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from parity.commands import shared
from parity.errors import InputError


@click.command()
@click.option("--only", metavar="PATTERN", multiple=True, help="Only mistakes of this name, e.g. 'auc-*'; repeatable.")
@click.option("--jobs", type=click.IntRange(1), help="How many run at a time; by default one a processor.")
@click.option("--without-r", is_flag=True, help="Recorded answers only; mistakes that only R shows are left out.")
@click.option("--write", "page", type=click.Path(path_type=Path, dir_okay=False), help="Write the table to this file.")
@shared.as_json
def selftest(only: tuple[str, ...], jobs: int | None, without_r: bool, page: Path | None, as_json: bool) -> int:
    """Plant mistakes in a copy of parity: is each noticed?

    Every mistake is one that people make, a small change in one place: a formula, an input, an R script, a recorded
    answer, a tolerance, the comparison, a cohort, a drawing. Each is planted in a copy of parity, never in the one that
    runs; there `parity verify` must end in a disagreement, a stale answer or a refusal, or, for what no verification
    sees, a named file of tests must fail. Without a mistake nothing may be reported. The exit status is 0 only then.
    """
    from parity.answers.connect import r_is_there
    from parity.report.progress import progress
    from parity.selftest import table
    from parity.selftest.faults import matching
    from parity.selftest.run import cores, run, ways_of

    chosen = matching(only)
    why = "R was left out" if without_r else "" if r_is_there() else "R is not there"
    if page is not None and (why or only):
        raise InputError(
            "--write is for the table of all mistakes, and asks R", step="leave --only and --without-r out"
        )
    steps = len(chosen) + len(ways_of(chosen, why))
    if as_json or not sys.stderr.isatty():
        found = run(chosen, jobs=jobs or cores(), why_no_r=why)
    else:
        with progress(steps, "planting") as advance:
            found = run(chosen, jobs=jobs or cores(), why_no_r=why, advance=advance)
    if page is not None:
        page.write_text(table.page(found), encoding="utf-8")
    with shared.for_a_reader():
        if as_json:
            click.echo(json.dumps(table.data(found), ensure_ascii=False))
        else:
            table.show(found, shared.console())
    return found.exit_code
