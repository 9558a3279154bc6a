"""``parity select``: which of the candidates a selection finds, step by step."""

from __future__ import annotations

import json
from typing import Any

import click

from parity.commands import of_a_csv, shared
from parity.data.candidates import SELECTIONS


@click.command()
@click.argument("study", metavar="STUDY | FILE.csv")
@of_a_csv.options
@click.option(
    "--method",
    type=click.Choice(list(SELECTIONS)),
    metavar="METHOD",
    help="How candidates are chosen; by default as the study says, or forward-lr.",
)
@shared.as_json
def select(study: str, method: str | None, as_json: bool, **options: Any) -> None:
    """Which of the candidates a selection finds, step by step.

    Candidates are those that the study names, or else the predictors of its model. The numbers are those that `parity
    verify` holds against R. With --selection METHOD a study is verified on what is found. METHOD is one of

    \b
    forward-lr         as SPSS's Forward: LR, in its tables; SPSS was not asked
    backward-wald      as rms::fastbw of rule p
    backward-wald-aic  as rms::fastbw of rule aic
    backward-aic       as step, backward
    forward-aic        as step, forward
    both-aic           as step, in both directions from all candidates

    \b
    parity select rait
    parity select my.csv --outcome died --candidates age,sex,tg
    parity select my.csv --formula "died ~ age + sex" --method both-aic
    """
    from parity.errors import InputError, plural
    from parity.report import selection as tables
    from parity.report.lines import say
    from parity.verification.selected import followed

    if options.get("candidates") and not any(options.get(name) for name in ("selection", "predictors", "formula")):
        options["selection"] = method or "forward-lr"
    (loaded,) = shared.load([study], options, select=False)
    name = method or loaded.selection or "forward-lr"
    try:
        found = followed(loaded, name)
    except ValueError as error:
        step = "leave one of them out of the candidates, or merge levels"
        raise InputError(f"{loaded.name}: the selection {name} stops: {error}", step=step) from None
    if as_json:
        report = {"study": loaded.name, "selection": name, "selected": list(found.selected)}
        click.echo(json.dumps({**report, "fields": tables.fields(found.result)}, ensure_ascii=False))
        return
    console = shared.console()
    with shared.for_a_reader():
        patients = f"{plural(len(found.outcome), 'patient')}, {plural(int(found.outcome.sum()), 'event')}"
        left_out = loaded.candidates.dropped if loaded.candidates is not None else loaded.development.dropped
        dropped = f", {left_out:,} left out (missing values)" if left_out else ""
        say(console, f"{loaded.name} · {patients}{dropped} · {name}: {SELECTIONS[name]}", below=1)
        if name == "forward-lr":
            tables.print_forward(console, found.result, level=loaded.level)
        elif name.startswith("backward-wald"):
            tables.print_elimination(console, found.result)
        else:
            tables.print_aic(console, found.result)
