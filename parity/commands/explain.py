"""``parity explain``: what one name stands for in different programs, and which of them gives a number in print."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import click

from parity.commands import of_a_csv, shared
from parity.errors import InputError, listed, quoted

if TYPE_CHECKING:
    from parity.conventions.convention import Value
    from parity.verification.sample import Sample


@click.command()
@click.argument("stem")
@click.argument("study", metavar="STUDY | FILE.csv")
@of_a_csv.options
@click.option("--reported", metavar="NUMBER", help='A number as a paper prints it: 0.404, "<0.001", 40.4%.')
@click.option("--cohort", help="The cohort that is looked at; by default each.")
@click.option(
    "--groups", type=click.IntRange(2), help="Groups of risk of the Hosmer-Lemeshow test; 10 unless it is given."
)
@shared.as_json
def explain(
    stem: str,
    study: str,
    reported: str | None,
    cohort: str | None,
    groups: int | None,
    as_json: bool,
    **chosen: Any,
) -> int:
    """The conventions of a statistic, and what each gives on a study.

    With --reported only those of which a number rounds to the one in print: why a paper's p value is another than
    yours. All else is held: 10 groups, the study's level and model. The exit status is 1 where none gives it.

    \b
    parity explain hosmer_lemeshow rait
    parity explain hosmer_lemeshow rait --reported 0.943
    parity explain youden_cutoff my.csv --outcome died --risk p
    """
    from parity.conventions.convention import Options
    from parity.conventions.explain import conventions_of, that_give, values
    from parity.conventions.printed import printed

    shared.by_stem(stem)
    conventions_of(stem)
    if groups is not None and stem != "hosmer_lemeshow":
        raise InputError(f"--groups is for hosmer_lemeshow, and {stem} has no groups", step="leave --groups out")
    number = None if reported is None else printed(reported)
    (loaded,) = shared.load([study], chosen)
    options = Options() if groups is None else Options(groups=groups)
    every = [sample for model in loaded.by_model for sample in _samples(model, cohort)]
    found = {sample.setting.label: values(stem, sample, options) for sample in every}
    shown = found if number is None else {name: that_give(number, of) for name, of in found.items()}
    if as_json:
        click.echo(
            json.dumps(
                {"stem": stem, "study": loaded.name, "reported": reported, "cohorts": _data(shown)}, ensure_ascii=False
            )
        )
    else:
        _print(stem, reported, shown, len(next(iter(found.values()))))
    return 0 if number is None or any(shown.values()) else 1


def _samples(study: Any, cohort: str | None) -> list[Sample]:
    from parity.verification.predictions import samples

    made = [sample for sample in samples(study) if cohort in (None, sample.cohort.name)]
    if not made:
        names = listed(one.name for one in study.cohorts)
        raise InputError(f"there is no cohort named {quoted(str(cohort))}", step=f"there are {names}")
    return made


def _data(shown: dict[str, list[Value]]) -> dict[str, list[dict[str, Any]]]:
    def finite(number: float) -> float | None:
        return number if math.isfinite(number) else None

    return {
        name: [
            {
                "convention": one.convention.name,
                "followed_by": one.convention.followed_by,
                "unconfirmed": one.convention.unconfirmed,
                "numbers": {of: finite(number) for of, number in one.numbers.items()},
                "why_not": one.why_not,
            }
            for one in found
        ]
        for name, found in shown.items()
    }


def _print(stem: str, reported: str | None, shown: dict[str, list[Value]], known: int) -> None:
    from parity.report.conventions import print_conventions
    from parity.report.lines import say

    console = shared.console()
    for name, found in shown.items():
        if found:
            print_conventions(name, found, console)
        elif reported is not None:
            say(console, f"{name}: none of the {known} conventions of {stem} gives {reported}", hanging=2)
