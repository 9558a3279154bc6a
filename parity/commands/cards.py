"""``parity list`` and ``parity show``: what is verified, and how."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from parity.commands import of_a_csv, shared

if TYPE_CHECKING:
    from parity.answers.answer import Bridge


@click.command("list")
@shared.as_json
def list_(as_json: bool) -> None:
    """The statistics that are verified, and the bundled studies."""
    from parity.checks.catalogue import CATALOGUE
    from parity.data.study_file import bundled_studies

    checks: list[dict[str, Any]] = [
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
    from parity.report.lines import columns, say

    rows = [(str(one["stem"]), str(one["title"]), ", ".join(one["references"])) for one in checks]
    console = shared.console()
    columns(console, [("stem", "statistic", "held against"), *rows])
    console.print()
    say(console, f"bundled studies: {', '.join(bundled_studies())}")


@click.command()
@click.argument("stem")
@click.argument("study", required=False, metavar="[STUDY | FILE.csv]")
@of_a_csv.options
@shared.mode
@shared.bridge
@shared.timeout
def show(stem: str, study: str | None, mode: str, bridge: Bridge | None, timeout: float, **chosen: Any) -> None:
    """The card of a statistic; with a STUDY its values.

    Definition, R calls, tolerances with their reasons, citations. STUDY may be a CSV file with its columns named.
    """
    from parity.report import left_out
    from parity.report.card import card
    from parity.public.verify import verify
    from parity.report.card_on_terminal import print_card

    check = shared.by_stem(stem)
    if study is None:
        of_a_csv.refuse(stem, chosen)
        print_card(card(check), shared.console())
        return
    verification = verify(shared.load([study], chosen), stem, mode=mode, bridge=bridge, timeout=timeout)
    for statistic in verification.statistics:
        print_card(card(check, statistic), shared.console())
    if not verification.statistics:
        print_card(card(check), shared.console())
        resamples = "is asked only where there are resamples: --resamples 2000 --seed 1 with `parity verify`"
        for why in left_out.lines(verification) or [resamples if check.draws else "does not apply to this study"]:
            click.echo(f"parity: {stem}: {why}", err=True)
