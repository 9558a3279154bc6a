"""``parity list`` and ``parity show``: what is verified, and how."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from parity.commands import shared

if TYPE_CHECKING:
    from parity.answers.answer import Bridge


@click.command("list")
@shared.as_json
def list_(as_json: bool) -> None:
    """The statistics that are verified, and the bundled studies."""
    from parity.checks.catalogue import CATALOGUE
    from parity.data.study_file import bundled_studies

    checks = [
        {
            "stem": check.stem,
            "title": check.title,
            "group": check.group,
            "scope": check.scope.value,
            "references": list(dict.fromkeys(call.source for call in check.references)),
        }
        for check in CATALOGUE.checks
    ]
    if as_json:
        click.echo(json.dumps({"statistics": checks, "studies": list(bundled_studies())}, ensure_ascii=False))
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in ("stem", "statistic", "held against"):
        table.add_column(name, overflow="fold")
    for check in CATALOGUE.checks:
        held = dict.fromkeys(call.source for call in check.references)
        table.add_row(check.stem, check.title, ", ".join(held))
    console = shared.console()
    console.print(table)
    console.print(f"\nbundled studies: {', '.join(bundled_studies())}", highlight=False)


@click.command()
@click.argument("stem")
@click.argument("study", required=False)
@shared.mode
@shared.bridge
@shared.timeout
def show(stem: str, study: str | None, mode: str, bridge: Bridge | None, timeout: float) -> None:
    """The card of a statistic: definition, R calls, tolerances with reasons, citations; with a STUDY its values."""
    from parity.report.card import card, print_card
    from parity.verify.run import verify_studies

    check = shared.by_stem(stem)
    if study is None:
        print_card(card(check), shared.console())
        return
    verification = verify_studies(study, stem, mode=mode, bridge=bridge, timeout=timeout)
    for statistic in verification.statistics:
        print_card(card(check, statistic), shared.console())
